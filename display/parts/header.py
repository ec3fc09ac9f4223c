"""The top of the board: whose hall it is, which zone, the date and the clock."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QWidget

from display.parts.part import CHIP_RADIUS, BoardPart, one_line_or_two, zone_text
from hall.dates import clock_text, date_text, short_date_text
from hall.structure import Zone
from hall.translator import Translator
from qtkit.paint import Align, Fitted, draw_capitals, draw_lines, text_width
from qtkit.theme.fonts import font
from qtkit.widgets.brand import paint_brand_mark

CLOCK_PX = 72.0
_NAME_LEAST = 480.0  # before a name has fewer reference pixels than that, date and zone give up some of theirs
_NAME_LEFT = 142.0
_CHIP_GAP, _DATE_GAP, _PORTRAIT_GAP = 36.0, 48.0, 30.0
_CHIP_SIDES = 98.0  # what a chip has next to its words: the pictogram and its margins


class Header(BoardPart):
    """Shows the hall's name, the zone's chip, the date and the clock; a minute changes nothing else on the board."""

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__("header", translate, parent)
        self._name = ""
        self._zone: Zone | None = None
        self._time: datetime | None = None

    def show_hall(self, name: str, zone: Zone | None) -> None:
        """The hall's name, and the zone that the board is in (None for the whole hall)."""
        if (name, zone) != (self._name, self._zone):
            self._name, self._zone = name, zone
            self._describe()

    def show_time(self, time: datetime) -> None:
        """The hall's local time, to the minute."""
        time = time.replace(second=0, microsecond=0)
        if time != self._time:
            self._time = time
            self._describe()

    def _describe(self) -> None:
        pieces = [self._name, self._zone_text()]
        if self._time is not None:
            pieces += [date_text(self._time.date(), self.translate), self._clock()]
        self.setAccessibleName(", ".join(piece for piece in pieces if piece))
        self.update()

    def _clock(self) -> str:
        return clock_text(self._time, self.translate) if self._time is not None else ""

    def _zone_text(self) -> str:
        return zone_text(self.translate, self._zone) if self._zone is not None else ""

    def _date(self, *, short: bool = False) -> str:
        if self._time is None:
            return ""
        day = self._time.date()
        return short_date_text(day, self.translate) if short else date_text(day, self.translate)

    def _paint(self, painter: QPainter) -> None:
        unit, width = self.unit, float(self.width())
        portrait = self.height() > 150 * unit
        first = 58 * unit if portrait else 56 * unit
        self.guarded(
            painter,
            "brand",
            lambda p: paint_brand_mark(
                p, QRectF(48 * unit, first - 38 * unit, 72 * unit, 72 * unit), self.colours.mark
            ),
        )
        painter.setPen(self.colours.text)
        right = width - 48 * unit
        used = font(CLOCK_PX * unit, 800, tabular=True)
        right -= draw_capitals(painter, self._clock(), used, right, first, align=Align.AlignRight) + 36 * unit
        if portrait:
            self._paint_name(painter, right, first)
            self._paint_second_line(painter, 138 * unit)
        else:
            self._paint_beside_the_name(painter, right, first)

    def _paint_second_line(self, painter: QPainter, y: float) -> None:
        """In portrait zone and date have a line of their own; a long zone becomes smaller before the date goes."""
        unit = self.unit
        left, right = 48 * unit, self.width() - 48 * unit
        gap = _PORTRAIT_GAP * unit if self._zone is not None else 0.0
        chip = self.chip(right - left - gap - self._date_width(short=True))
        x = left + self._paint_chip(painter, chip, left, y) + gap
        short = self._date_width() > right - x
        draw_capitals(painter, self._date(short=short), self._date_font(), x, y, ink=self.colours.text)

    def _paint_beside_the_name(self, painter: QPainter, right: float, y: float) -> None:
        """Name, zone and date share the line: the date becomes short first, then the zone smaller, then the name."""
        unit = self.unit
        gaps = (_DATE_GAP + (_CHIP_GAP if self._zone is not None else 0.0)) * unit
        room = right - _NAME_LEFT * unit - gaps
        least = min(_NAME_LEAST * unit, text_width(self._name, font(44 * unit, 700)))
        short = room - self._date_width() - self.chip_width(self.chip(room)) < least
        chip = self.chip(room - self._date_width(short=short) - least)
        right -= draw_capitals(painter, self._date(short=short), self._date_font(), right, y, align=Align.AlignRight)
        self._paint_chip(
            painter, chip, self._paint_name(painter, right - gaps - self.chip_width(chip), y) + _CHIP_GAP * unit, y
        )

    def _date_font(self) -> QFont:
        return font(38 * self.unit, 600)

    def _date_width(self, *, short: bool = False) -> float:
        return text_width(self._date(short=short), self._date_font())

    def _paint_name(self, painter: QPainter, right: float, y: float) -> float:
        """The hall's name in one line, or in two smaller ones; returns where it ends."""
        unit = self.unit
        left = _NAME_LEFT * unit
        sizes, smaller = (44 * unit, 40 * unit, 36 * unit), (32 * unit, 29 * unit)
        fitted = one_line_or_two(self._name, right - left, sizes, smaller, 700, least=35 * unit)
        draw_lines(painter, fitted, left, y, 1.2 * fitted.font.pixelSize())
        return left + max((text_width(line, fitted.font) for line in fitted.lines), default=0.0)

    def chip(self, room: float) -> Fitted:
        """The zone's words in a chip of ``room`` pixels: in one line, or in two smaller ones."""
        unit, inner = self.unit, max(self.unit, room - _CHIP_SIDES * self.unit)
        sizes, smaller = (34 * unit, 31 * unit, 28 * unit), (26 * unit, 24 * unit, 22 * unit)
        return one_line_or_two(self._zone_text(), inner, sizes, smaller, 600, least=int(28 * unit))

    def chip_width(self, chip: Fitted) -> float:
        """The pixels that the chip takes, 0 without a zone."""
        if self._zone is None:
            return 0.0
        return max((text_width(line, chip.font) for line in chip.lines), default=0.0) + _CHIP_SIDES * self.unit

    def _paint_chip(self, painter: QPainter, text: Fitted, x: float, y: float) -> float:
        """The zone as pictogram and words; returns its width, 0 without a zone."""
        if self._zone is None:
            return 0.0
        unit = self.unit
        chip = QRectF(x, y - 32 * unit, self.chip_width(text), 64 * unit)
        self.fill_panel(painter, chip, CHIP_RADIUS, self.colours.raised)
        square = QRectF(x + 26 * unit, y - 17 * unit, 34 * unit, 34 * unit)
        self.paint_sign(painter, self._zone, square, self.colours.raised_text)
        draw_lines(painter, text, x + 72 * unit, y, 1.1 * text.font.pixelSize(), ink=self.colours.raised_text)
        return chip.width()
