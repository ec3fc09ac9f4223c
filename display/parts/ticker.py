"""The hall's running text along the lower edge: smooth and cheap, from texts that are drawn once and then moved."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QFont, QHideEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from display.parts.part import BoardPart, one_line_or_two
from display.parts.text_strip import TextStrip
from hall.translator import Translator
from qtkit.icons import paint_icon
from qtkit.paint import draw_capitals, draw_lines, text_width
from qtkit.theme.fonts import font

SPEED = 90.0
"""Reference pixels a second: 57 mm on a 55-inch board."""

STILL_MS = 8000
"""Without motion each text stays this long."""

_FRAME_MS = 40
"""At least: 25 frames a second, 2.3 mm each on a 55-inch board, read well from every seat. A small board, on which the
texts move by fewer pixels a second, needs fewer."""
TEXT_PX = 40.0
_GAP = 88.0  # between two texts, with a dot in its middle
_LEAD = 34.0


class Ticker(BoardPart):
    """Scrolls the texts when they are wider than the band; else they stand. ``clock`` gives seconds that never go
    back."""

    def __init__(
        self,
        translate: Translator,
        parent: QWidget,
        *,
        still: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__("ticker", translate, parent)
        self._still = still
        self._clock = clock
        self._texts: tuple[str, ...] = ()
        self._strip = TextStrip(translate("display.info"), self)
        self._strip.setVisible(not still)
        self._began = 0.0
        self._place = 0
        self._label_width = 0
        self._band = QRect()
        self._frame = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._frame.timeout.connect(self._on_frame)

    @property
    def scrolling(self) -> bool:
        """True while the texts move."""
        return self._frame.isActive() and not self._still

    def show_texts(self, texts: tuple[str, ...]) -> None:
        """Shows other texts, from their beginning."""
        if texts == self._texts:
            return
        self._texts = texts
        self.setAccessibleName("; ".join([self.translate("display.info"), *texts]))
        self._lay_out()
        self.update()

    def _label_font(self) -> QFont:
        return font(38 * self.unit, 700)

    def _lay_out(self) -> None:
        """Draws the texts again and decides whether they must move."""
        self._label_width = round(text_width(self.translate("display.info"), self._label_font()) + 132 * self.unit)
        self._band = QRect(self._label_width, 0, self.width() - self._label_width, self.height())
        self._place = 0
        place = self._band.adjusted(0, math.ceil(self._line_px), 0, 0)
        drawn = not self._still and not place.isEmpty()
        pictures = [(text, self._picture(text, place)) for text in self._texts] if drawn else []
        lead = round(_LEAD * self.unit)
        self._strip.show_pictures(pictures, place, lead, cut=self._gap, ground=self.colours.band)
        self._began = self._clock()
        self._run()

    @property
    def _gap(self) -> int:
        return round(_GAP * self.unit)

    @property
    def _line_px(self) -> float:
        """Height of the line at the upper edge, where a theme's band is not told from its ground."""
        colours = self.colours
        return colours.line_px * self.unit if colours.band == colours.ground else 0.0

    def _picture(self, text: str, place: QRect) -> QPixmap:
        """One text with the dot that separates it from the next, on the band's own colour; as high as ``place``."""
        ratio, unit, middle = self.devicePixelRatioF(), self.unit, self.height() / 2 - place.top()
        used = font(TEXT_PX * unit, 600)
        width = round(text_width(text, used)) + self._gap
        made = QPixmap(math.ceil(width * ratio), math.ceil(place.height() * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(self.colours.band)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_capitals(painter, text, used, 0.0, middle, ink=self.colours.band_text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colours.band_dot)
        painter.drawEllipse(QPointF(width - self._gap / 2, middle), 7 * unit, 7 * unit)
        painter.end()
        return made

    def _run(self) -> None:
        """A band that nobody sees, or that needs no motion, costs nothing."""
        moves = len(self._texts) > 1 if self._still else self._strip.overflows(self._gap)
        if not (self.isVisible() and moves):
            self._frame.stop()
            return
        wanted = STILL_MS if self._still else max(_FRAME_MS, round(1000 / (SPEED * self.unit)))
        if not self._frame.isActive() or self._frame.interval() != wanted:
            self._frame.start(wanted)

    def _paint(self, painter: QPainter) -> None:
        """The band, with its text when that stands; the strip covers it otherwise."""
        band = QRectF(self._band)
        painter.setClipRect(band)
        painter.fillRect(band, self.colours.band)
        if self._still:
            self._paint_still(painter, band)
        painter.setClipRect(band)
        painter.fillRect(QRectF(band.left(), 0, band.width(), self._line_px), self.colours.line)

    def _paint_label(self, painter: QPainter) -> None:
        painter.fillRect(QRectF(0, 0, self._label_width, self.height()), self.colours.label)
        unit, middle = self.unit, self.height() / 2
        paint_icon(
            painter, QRectF(48 * unit, middle - 23 * unit, 46 * unit, 46 * unit), "information", self.colours.label_text
        )
        painter.setPen(self.colours.label_text)
        draw_capitals(painter, self.translate("display.info"), self._label_font(), 104 * unit, middle)

    def _paint_still(self, painter: QPainter, band: QRectF) -> None:
        if not self._texts:
            return
        text = self._texts[self._place % len(self._texts)]
        room = band.width() - 2 * _LEAD * self.unit
        sizes, smaller = (TEXT_PX * self.unit, 30 * self.unit), (28 * self.unit,)
        fitted = one_line_or_two(text, room, sizes, smaller, 600, least=30 * self.unit)
        painter.setPen(self.colours.band_text)
        draw_lines(painter, fitted, band.left() + _LEAD * self.unit, self.height() / 2, 34 * self.unit)

    @Slot()
    def _on_frame(self) -> None:
        if self._still:
            self._place = (self._place + 1) % max(1, len(self._texts))
            self.update(self._band)
            return
        # By the time and on whole pixels: a late frame makes no pause, and a text stays sharp.
        self._strip.show_moved(int((self._clock() - self._began) * SPEED * self.unit) % self._strip.length)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if event.rect().left() < self._label_width:
            self.guarded(painter, "label", self._paint_label)
        self.guarded(painter, "running text", self._paint)
        painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._run()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
