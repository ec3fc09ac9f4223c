"""The calls before the one of the moment: number, arrow, counter, newest at the top."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from display.parts.arrow import paint_arrow
from display.parts.part import PANEL_RADIUS, BoardPart, fill_panel, fit_px, ink_left, motion, zone_text
from hall.views import BoardCall
from qtkit.paint import Align, draw_capitals, draw_lines, fit_lines
from qtkit.theme.fonts import font
from qtkit.theme.tokens import DURATIONS, Colours
from qtkit.widgets.signs import paint_zone_sign
from qtkit.words import Words

ROWS = 6
_ARROW = 0.725  # of a row's width: where the arrow stands, whatever is left and right of it


class Recent(BoardPart):
    """Lists up to six calls; a hero that makes room drops in from above."""

    def __init__(self, words: Words, parent: QWidget, *, still: bool = False) -> None:
        super().__init__("recent", words, parent)
        self._still = still
        self._calls: tuple[BoardCall, ...] = ()
        self._explained = False
        self._zones = False
        self._drop = motion(self, DURATIONS.hero_drop)
        self._drop.valueChanged.connect(self._on_motion)
        self._describe()

    @property
    def calls(self) -> tuple[BoardCall, ...]:
        """The calls that are listed, newest first."""
        return self._calls

    def show_calls(self, calls: tuple[BoardCall, ...], *, dropped: bool, explained: bool) -> None:
        """``dropped``: the first one was the hero until now; ``explained``: an empty list says what it is for."""
        if (calls, explained) == (self._calls, self._explained):
            return
        new_first = bool(calls) and (not self._calls or calls[0].seq != self._calls[0].seq)
        self._calls, self._explained = calls, explained
        self._drop.stop()
        if dropped and new_first and not self._still:
            self._drop.start()
        self._describe()

    def show_zones(self, shown: bool) -> None:
        """Tells by its sign in which zone each counter is, as a board of the whole hall must."""
        if shown is not self._zones:
            self._zones = shown
            self._describe()

    def _describe(self) -> None:
        self.setAccessibleName("; ".join([self.words("display.recent"), *map(self._spoken, self._calls)]))
        self.update()

    def _spoken(self, call: BoardCall) -> str:
        spoken = f"{call.code}, {self.words('display.counter_label', label=call.counter_label)}"
        return f"{spoken}, {zone_text(self.words, call.zone)}" if self._zones else spoken

    def _paint(self, painter: QPainter) -> None:
        unit, width, height = self.unit, float(self.width()), float(self.height())
        fill_panel(painter, QRectF(self.rect()), PANEL_RADIUS * unit, Colours.NAVY900)
        left, right, top = 37 * unit, width - 37 * unit, 77 * unit
        painter.setPen(Colours.NAVY200)
        used = font(36 * unit, 600)
        draw_capitals(painter, self.words("display.recent"), used, left, 44 * unit)
        draw_capitals(painter, self.words("display.counter"), used, right, 44 * unit, align=Align.AlignRight)
        self._paint_line(painter, left, right, top)
        if not self._calls and self._explained:
            self._paint_empty(painter, QRectF(left, top, right - left, height - top))
            return
        step = (height - top - 14 * unit) / ROWS
        px = self._size(painter, right - left, step)
        painter.setClipRect(QRectF(0, top, width, height - top))
        running = self._drop.state() == self._drop.State.Running
        offset = (self._drop.currentValue() - 1) * step if running else 0.0
        for index in range(ROWS + (1 if running else 0)):
            y = top + offset + index * step
            if index < len(self._calls):
                if index:
                    self._paint_line(painter, left, right, y)
                row = QRectF(left, y, right - left, step)
                call = self._calls[index]
                self.guarded(painter, f"call {call.seq}", partial(self._paint_row, row=row, call=call, px=px))

    def _paint_line(self, painter: QPainter, left: float, right: float, y: float) -> None:
        thick = max(1.0, round(2 * self.unit))
        painter.fillRect(QRectF(left, round(y - thick / 2), right - left, thick), Colours.NAVY_LINE)

    def _size(self, painter: QPainter, width: float, step: float) -> int:
        """The one pixel size in which every number and counter of the list fits its column."""
        largest, arrow = min(86 * self.unit, 0.84 * step, 0.16 * width), _ARROW * width
        sizes = [int(largest)]

        def measure(_: QPainter, call: BoardCall) -> None:
            sizes.append(fit_px(call.code, arrow - 46 * self.unit, largest))
            sizes.append(fit_px(call.counter_label, width - arrow - 46 * self.unit, largest))

        for call in self._calls:
            self.guarded(painter, f"call {call.seq}", partial(measure, call=call))
        return min(sizes)

    def _paint_row(self, painter: QPainter, row: QRectF, call: BoardCall, px: int) -> None:
        unit, middle, used = self.unit, row.center().y(), font(px, 800, tabular=True)
        painter.setPen(Colours.WHITE)
        draw_capitals(painter, call.code, used, row.left() - ink_left(call.code, px), middle)
        draw_capitals(painter, call.counter_label, used, row.right(), middle, align=Align.AlignRight)
        x, side = row.left() + _ARROW * row.width(), 30 * unit
        if not self._zones:
            paint_arrow(painter, QRectF(x - side / 2, middle - side / 2, 1.05 * side, side), Colours.NAVY200, 0.13)
            return
        sign, square = call.zone.sign, QRectF(x - 20 * unit, middle - 20 * unit, 40 * unit, 40 * unit)
        self.guarded(painter, f"sign {sign}", lambda p: paint_zone_sign(p, square, sign, Colours.NAVY200))

    def _paint_empty(self, painter: QPainter, box: QRectF) -> None:
        text = fit_lines(self.words("display.recent_empty"), box.width(), (40 * self.unit,), 600, max_lines=3)
        painter.setPen(Colours.NAVY200)
        draw_lines(painter, text, box.center().x(), box.center().y(), 52 * self.unit, align=Align.AlignHCenter)

    @Slot()
    def _on_motion(self) -> None:
        self.update()
