"""The top of the board: whose hall it is, which zone, the date and the clock."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QWidget

from display.parts.part import CHIP_RADIUS, BoardPart, zone_text
from hall.moments import clock_text, date_text, short_date_text
from hall.structure import Zone
from qtkit.paint import Align, draw_capitals, draw_lines, fit_lines, text_width
from qtkit.theme.fonts import font
from qtkit.widgets.brand import paint_brand_mark
from qtkit.widgets.signs import paint_zone_sign
from qtkit.words import Words

CLOCK_PX = 72.0
_NAME_LEAST = 480.0  # a name squeezed below this many reference pixels gets the short date beside it


class Header(BoardPart):
    """Shows the hall's name, the zone's chip, the date and the clock; a minute changes nothing else on the board."""

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__("header", words, parent)
        self._name = ""
        self._zone: Zone | None = None
        self._moment: datetime | None = None

    def show_hall(self, name: str, zone: Zone | None) -> None:
        """The hall's name, and the zone that the board stands in (None for the whole hall)."""
        if (name, zone) != (self._name, self._zone):
            self._name, self._zone = name, zone
            self._describe()

    def show_moment(self, moment: datetime) -> None:
        """The hall's local time, to the minute."""
        moment = moment.replace(second=0, microsecond=0)
        if moment != self._moment:
            self._moment = moment
            self._describe()

    def _describe(self) -> None:
        pieces = [self._name, self._zone_text()]
        if self._moment is not None:
            pieces += [date_text(self._moment.date(), self.words.language), self._clock()]
        self.setAccessibleName(", ".join(piece for piece in pieces if piece))
        self.update()

    def _clock(self) -> str:
        return clock_text(self._moment, self.words.language) if self._moment is not None else ""

    def _zone_text(self) -> str:
        return zone_text(self.words, self._zone) if self._zone is not None else ""

    def _date(self, *, short: bool = False) -> str:
        if self._moment is None:
            return ""
        day = self._moment.date()
        return short_date_text(day, self.words.language) if short else date_text(day, self.words.language)

    def _paint(self, painter: QPainter) -> None:
        unit, width = self.unit, float(self.width())
        portrait = self.height() > 150 * unit
        first, second = (58 * unit, 138 * unit) if portrait else (56 * unit, 56 * unit)
        self.guarded(
            painter,
            "brand",
            lambda p: paint_brand_mark(
                p, QRectF(48 * unit, first - 38 * unit, 72 * unit, 72 * unit), self.colours.mark
            ),
        )
        painter.setPen(self.colours.text)
        right = width - 48 * unit
        right -= draw_capitals(painter, self._clock(), self._clock_font(), right, first, align=Align.AlignRight)
        if portrait:
            self._paint_name(painter, right - 36 * unit, first)
            chip = self._paint_chip(painter, 48 * unit, second)
            x = 48 * unit + (chip + 30 * unit if chip else 0)
            painter.setPen(self.colours.text)
            date_font = font(38 * unit, 600)
            short = text_width(self._date(), date_font) > width - 48 * unit - x
            draw_capitals(painter, self._date(short=short), date_font, x, second)
            return
        right -= 36 * unit
        chip_space = self._chip_width() + 36 * unit if self._zone is not None else 0
        date = self._date()
        date_font = font(38 * unit, 600)
        if right - text_width(date, date_font) - chip_space - 190 * unit < _NAME_LEAST * unit:
            date = self._date(short=True)
        right -= draw_capitals(painter, date, date_font, right, first, align=Align.AlignRight)
        name_right = self._paint_name(painter, right - 48 * unit - chip_space, first)
        self._paint_chip(painter, name_right + 36 * unit, second)

    def _clock_font(self) -> QFont:
        return font(CLOCK_PX * self.unit, 800, tabular=True)

    def _paint_name(self, painter: QPainter, right: float, y: float) -> float:
        """The hall's name in one line, or in two smaller ones; returns where it ends."""
        unit = self.unit
        left = 142 * unit
        fitted = fit_lines(self._name, right - left, (44 * unit, 40 * unit, 36 * unit), 700, max_lines=1)
        if fitted.font.pixelSize() < 35 * unit:
            fitted = fit_lines(self._name, right - left, (32 * unit, 29 * unit), 700, max_lines=2)
        draw_lines(painter, fitted, left, y, 1.2 * fitted.font.pixelSize())
        return left + max((text_width(line, fitted.font) for line in fitted.lines), default=0.0)

    def _chip_width(self) -> float:
        return text_width(self._zone_text(), font(34 * self.unit, 600)) + 98 * self.unit

    def _paint_chip(self, painter: QPainter, x: float, y: float) -> float:
        """The zone as sign and words; returns its width, 0 without a zone."""
        if self._zone is None:
            return 0.0
        unit = self.unit
        chip = QRectF(x, y - 32 * unit, self._chip_width(), 64 * unit)
        self.fill_panel(painter, chip, CHIP_RADIUS, self.colours.raised)
        sign, square = self._zone.sign, QRectF(x + 26 * unit, y - 17 * unit, 34 * unit, 34 * unit)
        self.guarded(painter, f"sign {sign}", lambda p: paint_zone_sign(p, square, sign, self.colours.raised_text))
        painter.setPen(self.colours.raised_text)
        draw_capitals(painter, self._zone_text(), font(34 * unit, 600), x + 72 * unit, y)
        return chip.width()
