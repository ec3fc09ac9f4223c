"""Where things are on the staff's page: a pure function in millimetres, relative to the page's body."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from kiosk.geometry import MARGIN, mm
from kiosk.low_plans import LowBody

_TABS = 4
_LARGE_LINE = 56
"""Reference pixels of a line of the smallest text of the large mode."""
_UPRIGHT_LINES = 4
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


def large_staff_plan(body: LowBody, lines: int) -> StaffPlan:
    """The same in the large mode: upright below one another, with two tabs in a row; in landscape title, tabs and the
    way back at the left, and so many ``lines`` above the room at the right."""
    real = body.layout.real
    if body.layout.landscape:
        return _large_lying_plan(body, lines)
    bottom = body.size.height() - real(10)
    leave = body.row(bottom - real(112), real(112))
    title = body.row(real(16), real(76))
    first = max(title.bottom() + _UPRIGHT_LINES * real(_LARGE_LINE), body.above)
    said = QRectF(title.left(), title.bottom(), title.width(), first - title.bottom())
    gap, tab = real(14), real(104)
    cell = (title.width() - gap) / 2
    tabs = tuple(
        QRectF(title.left() + at % 2 * (cell + gap), first + real(16) + at // 2 * (tab + gap), cell, tab)
        for at in range(_TABS)
    )
    room = body.row(tabs[-1].bottom() + real(20), leave.top() - tabs[-1].bottom() - real(36))
    pad = body.row(first + real(16), leave.top() - first - real(32))
    return StaffPlan(title, tabs, said, room, said, pad, leave)


def _large_lying_plan(body: LowBody, lines: int) -> StaffPlan:
    real, height = body.layout.real, body.size.height()
    line, gap, key, bottom = real(_LARGE_LINE), real(24), real(88), height - real(8)
    row = body.row(real(12), bottom - real(12))
    left, wide = row.width() * 0.32, row.width() * 0.46
    leave = QRectF(row.left(), bottom - real(112), left, real(112))
    title = QRectF(row.left(), row.top(), left, line * 2)
    step = min(real(128), (leave.top() - max(title.bottom(), body.above)) / _TABS)
    tabs = tuple(
        QRectF(row.left(), leave.top() - (_TABS - at) * step, left, max(key, step - real(14))) for at in range(_TABS)
    )
    x = row.left() + left + gap
    said = QRectF(x, row.top(), row.right() - x, lines * line)
    first = max(said.bottom() + real(10), body.above)
    pad_left, pad_top = row.left() + wide + gap, max(row.top() + real(10), body.above)
    return StaffPlan(
        title=title,
        tabs=tabs,
        line=said,
        room=QRectF(x, first, row.right() - x, bottom - first),
        pad_line=QRectF(row.left(), title.bottom(), wide, leave.top() - real(14) - title.bottom()),
        pad=QRectF(pad_left, pad_top, row.right() - pad_left, bottom - pad_top),
        leave=leave,
    )
