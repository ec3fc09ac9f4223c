"""All counters of the board in a list: where each is, and who is there now."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from display.geometry import cell_rect
from display.parts.counter_overview import CounterOverview
from display.parts.part import CELL_RADIUS, fit_px, ink_left
from hall.translator import Translator
from hall.views import BoardCall, BoardCell
from qtkit.icons import paint_icon
from qtkit.paint import Align, draw_capitals, fit_lines, rounded_path
from qtkit.theme.fonts import font

_SIDE = 20.0
_INSET = 6.0
_SHORT = 3  # a longer label is a word: it alone is set smaller
_ICONS = {"free": "check-circle", "break": "coffee", "closed": "lock"}


def list_px(cell: float, unit: float) -> float:
    """The largest digits in a cell that is ``cell`` reference pixels high."""
    return min(0.92 * cell, 130.0) * unit


def list_tile(box: QRectF, unit: float) -> QRectF:
    """The counter's tile at the left of a cell."""
    return QRectF(box.left(), box.top(), max(126 * unit, 0.25 * box.width()), box.height())


def list_rooms(box: QRectF, unit: float) -> tuple[float, float]:
    """The pixels that a cell has for a number and for a counter."""
    tile = list_tile(box, unit).width()
    return box.width() - tile - 1.75 * _SIDE * unit, tile - 14 * unit


class CounterList(CounterOverview):
    """The strip's counters as large cells, each counter on a tile with its number or its state next to it."""

    def __init__(self, translate: Translator, parent: QWidget, *, still: bool = False) -> None:
        super().__init__(translate, parent, still=still, name="counters")
        self._calls: dict[tuple[str, str], BoardCall] = {}
        self._px = 1

    def show_calls(self, calls: tuple[BoardCall, ...]) -> None:
        """The calls that the list shows too, as numbers at their counters."""
        self._calls = {(call.code, call.counter_label): call for call in reversed(calls)}

    def _paint(self, painter: QPainter) -> None:
        if self._plan.per_page:
            self._px = self._measured(painter)
        super()._paint(painter)
        if not self._before.isNull():
            self._numbers.clear()  # the page comes in: its numbers count when they stand alone

    def _measured(self, painter: QPainter) -> int:
        """The one size in which every number and every short label of the list fits its place."""
        box = cell_rect(self._plan, 0, float(self.width()), self.unit)
        largest, rooms = list_px(self._plan.cell, self.unit), list_rooms(box, self.unit)
        sizes = [int(largest)]

        def measure(_: QPainter, cell: BoardCell) -> None:
            if self._occupied(cell):
                sizes.append(fit_px(cell.code, rooms[0], largest))
            if len(cell.counter_label) <= _SHORT:
                sizes.append(fit_px(cell.counter_label, rooms[1], largest))

        for cell in self._cells:
            self.guarded(painter, f"counter {cell.counter_id}", partial(measure, cell=cell))
        return min(sizes)

    def _paint_cell(self, painter: QPainter, box: QRectF, cell: BoardCell) -> None:
        colours, current_call = self.colours, self._is_current_call(cell)
        self._fill_cell(painter, box, cell)
        self._paint_tile(painter, list_tile(box, self.unit), cell)
        self._paint_ring(painter, box, cell)
        left = list_tile(box, self.unit).right() + _SIDE * self.unit
        if not self._occupied(cell):
            self._paint_state(painter, box, cell, left)
            return
        painter.setPen(colours.accent_text if current_call else colours.text)
        used = font(self._px, 800, tabular=True)
        draw_capitals(painter, cell.code, used, left - ink_left(cell.code, self._px), box.center().y())
        call = self._calls.get((cell.code, cell.counter_label))
        if call is not None:
            self.note_number(call)

    def _paint_tile(self, painter: QPainter, tile: QRectF, cell: BoardCell) -> None:
        """The counter; the current call's tile is dark inside the amber of the whole cell."""
        unit, colours, current_call = self.unit, self.colours, self._is_current_call(cell)
        inset, radius = (_INSET * unit, (CELL_RADIUS - _INSET) * unit) if current_call else (0.0, CELL_RADIUS * unit)
        shape = rounded_path(tile.adjusted(inset, inset, 0, -inset), (radius, 0, 0, radius))
        painter.fillPath(shape, colours.accent_text if current_call else colours.tile)
        painter.setPen(colours.accent if current_call else colours.tile_text)
        used = font(
            fit_px(cell.counter_label, tile.width() - (24 if current_call else 14) * unit, self._px), 800, tabular=True
        )
        middle = tile.center()
        draw_capitals(painter, cell.counter_label, used, middle.x(), middle.y(), align=Align.AlignHCenter)

    def _paint_state(self, painter: QPainter, box: QRectF, cell: BoardCell, left: float) -> None:
        """A sign and a word, smaller than a number: nobody is called there."""
        unit, y = self.unit, box.center().y()
        side = 48 * unit
        icon = QRectF(left, y - side / 2, side, side)
        paint_icon(painter, icon, _ICONS.get(cell.state, _ICONS["free"]), self.colours.text2)
        room = box.right() - 0.75 * _SIDE * unit - icon.right() - 18 * unit
        state_text = fit_lines(self._state(cell), room, (52 * unit,), 600, max_lines=1)
        draw_capitals(
            painter, " ".join(state_text.lines), state_text.font, icon.right() + 18 * unit, y, ink=self.colours.text2
        )
