"""Where everything is on the page that invites: pure functions in millimetres, relative to the page's body."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from kiosk.geometry import GAP, MARGIN, mm

STEPS = 3
_CALL, _ROW, _ROW_MOST = mm(104), mm(38), mm(64)


@dataclass(frozen=True, slots=True)
class AttractPlan:
    """The invitation in two languages, a picture for each step, the numbers that are called, and how many wait for each
    agency."""

    title: QRectF
    second: QRectF
    steps: tuple[QRectF, ...]
    calls_title: QRectF
    calls: tuple[QRectF, ...]
    waiting_title: QRectF
    waiting: tuple[QRectF, ...]


def attract_plan(body: QSizeF, calls: int, agencies: int, *, landscape: bool, wide: bool = False) -> AttractPlan:
    """The page with so many ``calls`` and ``agencies``; of these, as many as there is room for, none where there is not
    room for one. They stand in three columns lying and in two upright; with long names (``wide``)
    in one less, upright only where all have room."""
    margin = mm(36) if landscape else MARGIN
    width = body.width() - 2 * margin
    title = QRectF(margin, mm(24 if landscape else 36), width, mm(88 if landscape else 96))
    second = QRectF(margin, title.bottom(), width, mm(52 if landscape else 60))
    height = mm(268) if landscape else mm(404)
    row = QRectF(margin, second.bottom() + mm(28), width, height)
    below = QRectF(margin, row.bottom() + mm(30), width, body.height() - row.bottom() - mm(30 + 24))
    columns = (4 if agencies else 3) if landscape else 2
    head, called = mm(56), _CALL * math.ceil(calls / columns) + GAP * (math.ceil(calls / columns) - 1) if calls else 0.0
    calls_title = QRectF(margin, below.top(), width, head if calls else 0.0)
    first = calls_title.bottom() + mm(8)
    waiting_title = QRectF(margin, first + called + mm(24) if calls else below.top(), width, head)
    lists = QRectF(margin, waiting_title.bottom() + mm(8), width, below.bottom() - waiting_title.bottom() - mm(8))
    across = (3 if landscape else 2) - (wide and (landscape or agencies * _ROW <= lists.height()))
    return AttractPlan(
        title=title,
        second=second,
        steps=_row(row, STEPS),
        calls_title=calls_title,
        calls=_grid(QRectF(margin, first, width, called), calls, columns, _CALL + GAP, _CALL),
        waiting_title=waiting_title,
        waiting=_waiting(lists, agencies, across),
    )


def _row(room: QRectF, count: int) -> tuple[QRectF, ...]:
    width = (room.width() - GAP * (count - 1)) / count
    return tuple(QRectF(room.left() + at * (width + GAP), room.top(), width, room.height()) for at in range(count))


def _grid(room: QRectF, count: int, columns: int, step: float, height: float) -> tuple[QRectF, ...]:
    width = (room.width() - GAP * (columns - 1)) / columns
    return tuple(
        QRectF(room.left() + at % columns * (width + GAP), room.top() + at // columns * step, width, height)
        for at in range(count)
    )


def _waiting(room: QRectF, count: int, columns: int) -> tuple[QRectF, ...]:
    """One line for each agency, as many as fit; few have more room."""
    if room.height() < _ROW:
        return ()
    rows = max(1, min(math.ceil(count / columns), math.floor(room.height() / _ROW)))
    height = min(_ROW_MOST, room.height() / rows)
    return _grid(room, min(count, rows * columns), columns, height, height)
