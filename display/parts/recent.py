"""The calls before the one of the moment: number, arrow, counter, newest at the top."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from display.geometry import RECENT_HEAD, recent_cell, recent_rows
from display.parts.arrow import paint_arrow
from display.parts.part import CELL_RADIUS, PANEL_RADIUS, BoardPart, fit_px, ink_left, motion, zone_text
from hall.translator import Translator
from hall.views import BoardCall
from qtkit.paint import Align, draw_capitals, draw_lines, fill_rounded, fit_lines, rounded_path, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import DURATIONS

_SIDE, _TOP = 37.0, 77.0
_CELL_SIDE = 18.0
_ICON = 38.0
_ARROW = 0.725  # of a row's width: where the arrow stands, whatever is left and right of it


def row_step(height: float, unit: float) -> float:
    """The height of a row in a list of ``height`` pixels."""
    return (height - RECENT_HEAD * unit) / recent_rows(height, unit)


def row_px(width: float, step: float, unit: float) -> float:
    """The largest digits in rows of ``width`` and ``step`` pixels."""
    return min(96 * unit, 0.84 * step, 0.16 * width)


def row_rooms(width: float, unit: float) -> tuple[float, float]:
    """The pixels that a row of ``width`` has for a number and for a counter."""
    return _ARROW * width - 46 * unit, (1 - _ARROW) * width - 46 * unit


def tile_of(box: QRectF, unit: float, *, zones: bool = False) -> QRectF:
    """The counter's tile at the right of a cell; ``zones``: the pictogram of its zone stands there too."""
    wide = max(118 * unit, 0.25 * box.width()) + (_ICON * unit if zones else 0.0)
    return QRectF(box.right() - wide, box.top(), wide, box.height())


def cell_px(box: QRectF) -> float:
    """The largest digits in a cell."""
    return 0.98 * box.height()


def cell_rooms(box: QRectF, unit: float, *, zones: bool = False) -> tuple[float, float]:
    """The pixels that a cell has for a number and for a counter."""
    tile = tile_of(box, unit, zones=zones).width()
    return box.width() - tile - 1.75 * _CELL_SIDE * unit, tile - (14 + (_ICON if zones else 0.0)) * unit


def list_width(width: float, unit: float) -> float:
    """The pixels of a row in a list that is ``width`` pixels wide."""
    return width - 2 * _SIDE * unit


class Recent(BoardPart):
    """Lists up to six calls in rows, or in cells below a video; a current call that makes room drops in from above."""

    def __init__(self, translate: Translator, parent: QWidget, *, still: bool = False) -> None:
        super().__init__("recent", translate, parent)
        self._still = still
        self.calls: tuple[BoardCall, ...] = ()
        self._explained = False
        self._said: frozenset[int] = frozenset()
        self._zones = False
        self._cells = False
        self._drop = motion(self, DURATIONS.current_call_drop)
        self._drop.valueChanged.connect(self._on_motion)
        self._describe()

    def show_calls(
        self, calls: tuple[BoardCall, ...], *, dropped: bool, explained: bool, said: frozenset[int] = frozenset()
    ) -> None:
        """``dropped``: the first one was the current call until now; ``explained``: an empty list says what it is for.

        ``said``: these, by number, are spoken at this moment, and have the colours of a current call.
        """
        if said != self._said:
            self._said = said
            self.update()
        if (calls, explained) == (self.calls, self._explained):
            return
        new_first = bool(calls) and (not self.calls or calls[0].seq != self.calls[0].seq)
        self.calls, self._explained = calls, explained
        self._drop.stop()
        if dropped and new_first and not self._still:
            self._drop.start()
        self._describe()

    def show_zones(self, shown: bool) -> None:
        """Tells by its pictogram in which zone each counter is, as a board of the whole hall must."""
        if shown is not self._zones:
            self._zones = shown
            self._describe()

    def show_cells(self, cells: bool) -> None:
        """In two columns of cells without a heading, or in one list."""
        if cells is not self._cells:
            self._cells = cells
            self.update()

    def _describe(self) -> None:
        self.setAccessibleName("; ".join([self.translate("display.recent"), *map(self._spoken, self.calls)]))
        self.update()

    def _spoken(self, call: BoardCall) -> str:
        spoken = f"{call.code}, {self.translate('display.counter_label', label=call.counter_label)}"
        return f"{spoken}, {zone_text(self.translate, call.zone)}" if self._zones else spoken

    def _paint(self, painter: QPainter) -> None:
        if self._cells:
            self._paint_cells(painter)
            return
        unit, width, height, colours = self.unit, float(self.width()), float(self.height()), self.colours
        self.fill_panel(painter, QRectF(self.rect()), PANEL_RADIUS, colours.panel)
        left, right, top = _SIDE * unit, width - _SIDE * unit, _TOP * unit
        painter.setPen(colours.text2)
        word = self.translate("display.counter")
        room = right - left - text_width(word, font(36 * unit, 600)) - 24 * unit
        heading = fit_lines(self.translate("display.recent"), room, (36 * unit,), 600, max_lines=1)
        draw_lines(painter, heading, left, 44 * unit, 36 * unit)
        draw_capitals(painter, word, font(36 * unit, 600), right, 44 * unit, align=Align.AlignRight)
        self._paint_line(painter, left, right, top)
        paint_calls = self._paint_rows if self.calls or not self._explained else self._paint_empty
        paint_calls(painter, QRectF(left, top, right - left, height - top))

    def _paint_rows(self, painter: QPainter, box: QRectF) -> None:
        count = recent_rows(float(self.height()), self.unit)
        step = row_step(float(self.height()), self.unit)
        px = self._size(painter, row_rooms(box.width(), self.unit), row_px(box.width(), step, self.unit))
        painter.setClipRect(QRectF(0, box.top(), self.width(), box.height()))
        running = self._drop.state() == self._drop.State.Running
        offset = (self._drop.currentValue() - 1) * step if running else 0.0
        for index, call in enumerate(self.calls[: count + (1 if running else 0)]):
            y = box.top() + offset + index * step
            if index:
                self._paint_line(painter, box.left(), box.right(), y)
            row = QRectF(box.left(), y, box.width(), step)
            drawn = self.guarded(painter, f"call {call.seq}", partial(self._paint_row, row=row, call=call, px=px))
            if drawn and row.center().y() > box.top() and index < count:
                self.note_number(call)

    def _paint_cells(self, painter: QPainter) -> None:
        """Two columns below a video: the number, and its counter on a tile."""
        if not self.calls and self._explained:
            self.fill_panel(painter, QRectF(self.rect()), PANEL_RADIUS, self.colours.panel)
            self._paint_empty(painter, QRectF(self.rect()).adjusted(24 * self.unit, 0, -24 * self.unit, 0))
            return
        first = recent_cell(0, self.size(), self.unit)
        px = self._size(painter, cell_rooms(first, self.unit, zones=self._zones), cell_px(first))
        for place in range(6):
            box = recent_cell(place, self.size(), self.unit)
            call = self.calls[place] if place < len(self.calls) else None
            if call is None:
                self.fill_panel(painter, box, CELL_RADIUS, self.colours.panel)
            elif self.guarded(painter, f"call {call.seq}", partial(self._paint_cell, box=box, call=call, px=px)):
                self.note_number(call)

    def _paint_cell(self, painter: QPainter, box: QRectF, call: BoardCall, px: int) -> None:
        unit, colours, used = self.unit, self.colours, font(px, 800, tabular=True)
        said = call.seq in self._said
        self.fill_panel(painter, box, CELL_RADIUS, colours.accent if said else colours.panel)
        tile = tile_of(box, unit, zones=self._zones)
        radius = CELL_RADIUS * unit
        painter.fillPath(rounded_path(tile, (0, radius, radius, 0)), colours.tile)
        painter.setPen(colours.accent_text if said else colours.text)
        left = box.left() + _CELL_SIDE * unit
        draw_capitals(painter, call.code, used, left - ink_left(call.code, px), box.center().y())
        painter.setPen(colours.tile_text)
        middle = tile.center()
        if self._zones:
            side = (_ICON - 4) * unit
            square = QRectF(tile.left() + 10 * unit, middle.y() - side / 2, side, side)
            self.paint_sign(painter, call.zone, square, colours.tile_text)
            middle.setX(middle.x() + _ICON * unit / 2)
        draw_capitals(painter, call.counter_label, used, middle.x(), middle.y(), align=Align.AlignHCenter)

    def _paint_line(self, painter: QPainter, left: float, right: float, y: float) -> None:
        thick = max(1.0, round(self.colours.line_px * self.unit))
        painter.fillRect(QRectF(left, round(y - thick / 2), right - left, thick), self.colours.line)

    def _size(self, painter: QPainter, rooms: tuple[float, float], largest: float) -> int:
        """The one pixel size in which every number and counter fits the room that it has."""
        sizes = [int(largest)]

        def measure(_: QPainter, call: BoardCall) -> None:
            sizes.extend((fit_px(call.code, rooms[0], largest), fit_px(call.counter_label, rooms[1], largest)))

        for call in self.calls:
            self.guarded(painter, f"call {call.seq}", partial(measure, call=call))
        return min(sizes)

    def _paint_row(self, painter: QPainter, row: QRectF, call: BoardCall, px: int) -> None:
        unit, middle, used = self.unit, row.center().y(), font(px, 800, tabular=True)
        text, quiet = self.colours.text, self.colours.text2
        if call.seq in self._said:
            text = quiet = self.colours.accent_text
            margin = 0.5 * _SIDE * unit
            fill_rounded(
                painter, row.adjusted(-margin, 4 * unit, margin, -4 * unit), CELL_RADIUS * unit, self.colours.accent
            )
        painter.setPen(text)
        draw_capitals(painter, call.code, used, row.left() - ink_left(call.code, px), middle)
        draw_capitals(painter, call.counter_label, used, row.right(), middle, align=Align.AlignRight)
        x, side = row.left() + _ARROW * row.width(), 30 * unit
        if self._zones:
            self.paint_sign(painter, call.zone, QRectF(x - 20 * unit, middle - 20 * unit, 40 * unit, 40 * unit), quiet)
        else:
            paint_arrow(painter, QRectF(x - side / 2, middle - side / 2, 1.05 * side, side), quiet, 0.13)

    def _paint_empty(self, painter: QPainter, box: QRectF) -> None:
        text = fit_lines(self.translate("display.recent_empty"), box.width(), (40 * self.unit,), 600, max_lines=3)
        painter.setPen(self.colours.text2)
        draw_lines(painter, text, box.center().x(), box.center().y(), 52 * self.unit, align=Align.AlignHCenter)

    @Slot()
    def _on_motion(self) -> None:
        self.update()
