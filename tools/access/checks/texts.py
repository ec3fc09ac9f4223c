"""Texts: the height of their capitals in millimetres of the screen, and whether each is there as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, groupby

from PySide6.QtCore import QRectF

from hall.translator import PSEUDO
from kiosk.widgets.card import CardBase
from tools.access.painted import Painted
from tools.access.shown import Shown

_SLACK = 1.5
"""Pixels that a letter may reach beyond its place, and two texts into one another: edges of letters are soft."""


def capitals(shown: Shown) -> Iterator[tuple[float, str]]:
    """Names on cards and rows; in the large mode every text. Nobody reads the pseudo-language, which tells whether
    longer texts have room."""
    if shown.case.language == PSEUDO:
        return
    for one in _texts(shown) if "large" in shown.case.modes else _names(shown):
        yield one.capital / shown.scale.px_per_mm, one.text


def smallest(shown: Shown) -> Iterator[tuple[float, str]]:
    """Every text of a language that is read."""
    if shown.case.language == PSEUDO:
        return
    for one in _texts(shown):
        yield one.capital / shown.scale.px_per_mm, one.text


def cut_texts(shown: Shown) -> Iterator[tuple[float, str]]:
    """Each text that is wider or higher than its widget, or leaves the window."""
    whole = QRectF(shown.window.rect())
    bad = []
    for one in _texts(shown):
        place = QRectF(shown.place(one.widget)).intersected(whole)
        room = one.rect.united(one.room) if one.room.isValid() else one.rect
        if not place.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(room):
            bad.append(one.text)
    yield len(bad), " | ".join(bad)


def overlaps(shown: Shown) -> Iterator[tuple[float, str]]:
    """Each two texts that lie over one another, and each that something else covers in part."""
    texts = list(_texts(shown))
    bad = [f"{a.text} × {b.text}" for a, b in combinations(texts, 2) if _meet(a, b)]
    bad += [seen.painted.text for seen in shown.seen if seen.painted.capital and seen.covered]
    yield len(bad), " | ".join(bad)


def _texts(shown: Shown) -> Iterator[Painted]:
    return (seen.painted for seen in shown.seen if seen.painted.capital)


def _names(shown: Shown) -> Iterator[Painted]:
    """The lines of the names on cards and rows."""
    for widget, group in groupby(_texts(shown), key=lambda one: one.widget):
        title = getattr(widget, "title", None)
        if isinstance(widget, CardBase) and callable(title):
            yield from _lines_of(title(), list(group))


def _lines_of(title: str, lines: list[Painted]) -> list[Painted]:
    """Those of ``lines``, which follow one another, that ``title`` was broken into, at spaces and after hyphens."""
    whole = "".join(title.split())
    for first, last in combinations(range(len(lines) + 1), 2):
        if "".join("".join(line.text for line in lines[first:last]).split()) == whole:
            return lines[first:last]
    return []


def _meet(one: Painted, other: Painted) -> bool:
    both = one.rect.intersected(other.rect)
    return both.width() > _SLACK and both.height() > _SLACK and one.rect != other.rect
