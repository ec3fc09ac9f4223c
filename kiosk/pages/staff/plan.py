"""Where things are on the staff's page: a pure function in millimetres, relative to the page's body."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from kiosk.geometry import MARGIN, mm

_TABS = 4
_LOW = mm(900)


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """``room`` is the tab's, with its ``line`` above; ``pad`` that of the keypad, which has no tabs."""

    title: QRectF
    tabs: tuple[QRectF, ...]
    line: QRectF
    room: QRectF
    pad_line: QRectF
    pad: QRectF
    leave: QRectF


def staff_plan(body: QSizeF, *, landscape: bool, above: float = 0.0) -> StaffPlan:
    """Tabs beside what they show in landscape, above it in portrait; no key lies ``above`` so many millimetres. In a
    low window the way back is beside the title, and the tabs are in a row below."""
    if landscape and body.height() < _LOW:
        return _small_plan(body)
    width = min(body.width() - 2 * MARGIN, mm(1340 if landscape else 984))
    left = (body.width() - width) / 2
    gap, tab = mm(16), mm(116)
    leave = QRectF(left, body.height() - mm(150), width, mm(110))
    title = QRectF(left, mm(40), width, mm(80))
    if landscape:
        side, top = mm(330), max(mm(224), above)
        tabs = tuple(QRectF(left, top + at * (tab + gap), side, tab) for at in range(_TABS))
        x = left + side + 2 * gap
        line = QRectF(x, mm(126), left + width - x, mm(90))
        room = QRectF(x, top, left + width - x, leave.top() - mm(30) - top)
    else:
        cell = (width - (_TABS - 1) * gap) / _TABS
        top = max(mm(140), above)
        tabs = tuple(QRectF(left + at * (cell + gap), top, cell, tab) for at in range(_TABS))
        line = QRectF(left, mm(130 if above else 270), width, mm(96))
        first = top + tab + (mm(28) if above else mm(128))
        room = QRectF(left, first, width, leave.top() - mm(30) - first)
    pad_width = min(width, mm(900))
    first = max(mm(244), above)
    pad = QRectF((body.width() - pad_width) / 2, first, pad_width, leave.top() - mm(30) - first)
    pad_line = QRectF(pad.left(), mm(126), pad_width, mm(96))
    return StaffPlan(title, tabs, line, room, pad_line, pad, leave)


def _small_plan(body: QSizeF) -> StaffPlan:
    left, width, gap, key = mm(36), body.width() - mm(72), mm(14), mm(88)
    leave = QRectF(left + width * 0.66, mm(14), width * 0.34, key)
    title = QRectF(left, mm(14), width * 0.66 - gap, key)
    cell = (width - (_TABS - 1) * gap) / _TABS
    tabs = tuple(QRectF(left + at * (cell + gap), leave.bottom() + gap, cell, key) for at in range(_TABS))
    line = QRectF(left, tabs[0].bottom() + mm(6), width, mm(84))
    room = QRectF(left, line.bottom() + mm(6), width, body.height() - line.bottom() - mm(6 + 14))
    pad_line = QRectF(left, leave.bottom() + mm(4), width, mm(84))
    pad = QRectF(left, pad_line.bottom() + mm(12), width, body.height() - pad_line.bottom() - mm(12 + 14))
    return StaffPlan(title, tabs, line, room, pad_line, pad, leave)
