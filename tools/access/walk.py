"""Walks all cases: shows each, measures it, and keeps the worst number of each check with its picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage

from kiosk.screen import Page
from tools.access.cases import SIZES, Case
from tools.access.checks import MEASURES
from tools.access.shown import Shown, Stage
from tools.access.table import CHECKS, Finding

_WIDE = 540
"""Pixels of the longer side of a picture that is only looked at; one of a red line is whole."""


class Walk:
    """``findings`` of all cases that were walked; pictures go to ``folder``."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self.findings: list[Finding] = []
        self.pictures: dict[Case, str] = {}
        self._folder, self._now = folder, now
        self._keys: dict[tuple[str, str, str], tuple[Case, QRect]] = {}

    def walk(self, cases: Sequence[Case], tell: Callable[[str], None]) -> None:
        """Shows and measures ``cases``, which are sorted by size."""
        for size, group in groupby(cases, key=lambda case: case.size):
            stage = Stage(size, self._now)
            these = list(group)
            tell(f"{size.name} on {size.inch:g} inch: {len(these)} pages")
            for case in these:
                self._measure(stage.show(case))
            stage.close()

    def _measure(self, shown: Shown) -> None:
        found = [self._worst(shown, key, numbers(shown)) for key, numbers in MEASURES.items()]
        found += list(self._kept_places(shown))
        new = [finding for finding in found if finding is not None]
        red = any(not finding.ok for finding in new)
        picture = self._save(shown, whole=red) if red or _is_looked_at(shown.case) else ""
        self.findings += [replace(finding, picture=picture) for finding in new]

    def _worst(self, shown: Shown, key: str, numbers: Iterable[tuple[float, str]]) -> Finding | None:
        check, worst = CHECKS[key], None
        for measured, what in numbers:
            if worst is None or check.is_worse(measured, worst[0]):
                worst = measured, what
        return None if worst is None else _finding(shown.case, key, *worst)

    def _kept_places(self, shown: Shown) -> Iterator[Finding]:
        """How far the keys of the frame are from where the page before had them."""
        case, frame = shown.case, shown.window.frame
        if shown.over is not None or case.screen.view is None:
            return  # what the hall uses is not known yet, or a list lies over all
        if case.state.page is Page.ATTRACT:
            return  # it is one key, which leads to all others
        yield _finding(case, "helpless", 0.0 if frame.staff.isVisible() else 1.0, "the key for staff")
        for key in (frame.staff, frame.modes, frame.language):
            if not key.isVisible():
                continue
            place = shown.place(key)
            known, first = self._keys.setdefault((key.objectName(), case.mode, case.size.name), (case, place))
            apart = max(abs(place.left() - first.left()), abs(place.top() - first.top())) / shown.scale.px_per_mm
            yield _finding(case, "help", apart, f"{key.objectName()}, beside {known.state.page} {known.state.name}")

    def _save(self, shown: Shown, *, whole: bool) -> str:
        name = f"{shown.case.file}.jpg"
        image: QImage = shown.image
        if not whole:
            image = image.scaled(
                _WIDE, _WIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        image.save(str(self._folder / name), quality=80)
        self.pictures[shown.case] = name
        return name


def _is_looked_at(case: Case) -> bool:
    return case.size is SIZES[0] and case.language == "id"


def _finding(case: Case, key: str, measured: float, what: str) -> Finding:
    state = case.state
    return Finding(key, measured, what, str(state.page), state.name, case.mode, case.size.name, case.language)
