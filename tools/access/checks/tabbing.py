"""The keyboard: the order in which Tab goes, whether it comes round, and the ring that shows where it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from kiosk.screen import Page
from tools.access.pixels import of_two
from tools.access.shown import Shown

_RING = 24  # pixels around a control in which its ring is looked for
_BESIDE = 8  # pixels: a ring is seen against what is so near


def tab_order(shown: Shown) -> Iterator[tuple[float, str]]:
    """Each step of the Tab chain that goes back to a neighbour on the same page: to the left, or up in a column."""
    wanted = set(shown.controls)
    chain = [one for one in _chain(shown.window) if one in wanted]
    steps = ((one, other) for one, other in pairwise(chain) if one.parent() is other.parent())
    steps = ((one, other) for one, other in steps if _goes_back(shown.place(one), shown.place(other)))
    bad = [f"{one.objectName()} → {other.objectName()}" for one, other in steps]
    yield len(bad), ", ".join(bad)


def tab_walk(shown: Shown) -> Iterator[tuple[float, str]]:
    """Each thing that is not reached when Tab goes round, with the thing that Tab does not leave."""
    if _any_key_answers(shown):
        return
    wanted = set(shown.controls)
    seen: set[QWidget] = set()
    if shown.over is None:
        shown.window.setFocus()
    stuck = ""
    for _ in range(len(wanted) + 1):
        before = QApplication.focusWidget()
        QTest.keyClick(before or shown.window, Qt.Key.Key_Tab)
        there = QApplication.focusWidget()
        if there is before and len(wanted) > 1:
            stuck = f"Tab does not leave {before.objectName() if before else 'the window'}"
        if there is not None:
            seen.add(there)
    missed = [one.objectName() for one in wanted - seen]
    yield len(missed) + bool(stuck), ", ".join(filter(None, [*sorted(missed), stuck]))


def focus_rings(shown: Shown) -> Iterator[tuple[float, str]]:
    """For one thing of each kind: the contrast of what the focus paints with what lies beside it."""
    if _any_key_answers(shown):
        return
    kinds: dict[tuple[type, object], QAbstractButton] = {}
    for control in shown.controls:
        if shown.is_under_notice(QRectF(shown.place(control))):
            continue
        kinds.setdefault((type(control), getattr(control, "variant", None)), control)
    for control in kinds.values():
        around = shown.place(control).adjusted(-_RING, -_RING, _RING, _RING).intersected(shown.window.rect())
        shown.window.setFocus()
        before = _middle(shown.window, around)
        control.setFocus(Qt.FocusReason.TabFocusReason)
        yield _ring_contrast(before, _middle(shown.window, around)), control.objectName()


def _any_key_answers(shown: Shown) -> bool:
    """Whether a key, whichever, is an answer: somebody is there."""
    screen = shown.case.screen
    return screen.idle_left is not None or screen.page is Page.ATTRACT


def _middle(window: QWidget, around: QRect) -> list[int]:
    """The colours along a line through the middle of ``around``."""
    image = window.grab(around).toImage().convertToFormat(QImage.Format.Format_RGB32)
    return [image.pixel(x, image.height() // 2) for x in range(image.width())]


def _ring_contrast(before: list[int], after: list[int]) -> float:
    """The most contrast between a pixel that the focus has changed and one that is near it; 1.0 when none changed."""
    changed = [x for x, (then, now) in enumerate(zip(before, after, strict=True)) if then != now]
    return max((of_two(after[x], after[y]) for x in changed for y in _near(x, len(after))), default=1.0)


def _near(x: int, width: int) -> range:
    return range(max(0, x - _BESIDE), min(width, x + _BESIDE + 1))


def _goes_back(one: QRect, other: QRect) -> bool:
    """Whether ``other`` is the neighbour of ``one`` on the left, or above it."""
    in_row = abs(one.center().y() - other.center().y()) < min(one.height(), other.height()) / 2
    in_column = abs(one.center().x() - other.center().x()) < min(one.width(), other.width()) / 2
    above = other.bottom() <= one.top() and one.top() - other.bottom() < one.height() / 2
    return (in_row and other.right() <= one.left()) or (in_column and above)


def _chain(window: QWidget) -> Iterator[QWidget]:
    """What Tab reaches from the window on."""
    one = window.nextInFocusChain()
    while one is not None and one is not window:
        yield one
        one = one.nextInFocusChain()
