"""The hall's running text along the lower edge: smooth and cheap, from texts that are drawn once and then pushed on."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QFont, QHideEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from display.parts.part import BoardPart, one_line_or_two
from hall.translator import Translator
from qtkit.icons import paint_icon
from qtkit.paint import draw_capitals, draw_lines, text_width
from qtkit.theme.fonts import font

SPEED = 90.0
"""Reference pixels a second: 57 mm on a 55-inch board."""

STILL_MS = 8000
"""Without motion each text stays this long."""

_FRAME_MS = 16
"""At least; a small board, on which the texts move by fewer pixels a second, needs fewer frames."""
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
        self._pieces: list[tuple[QPixmap, float, float]] = []  # each text with where it begins and ends
        self._length = 0.0
        self._began = 0.0
        self._place = 0
        self._moved = 0  # pixels that the texts on the screen have moved
        self._label_width = self._most_pushed = 0
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
        self._most_pushed = self._band.width() if self.devicePixelRatioF() == 1.0 else 0
        self._pieces, self._place = [], 0
        x = 0.0
        if not self._still and self.height() > 0:
            for text in self._texts:
                piece = self._piece(text)
                width = piece.width() / piece.devicePixelRatio()
                self._pieces.append((piece, x, x + width))
                x += width
        self._length = x
        self._began, self._moved = self._clock(), 0
        self._run()

    def _piece(self, text: str) -> QPixmap:
        """One text with the dot that separates it from the next, on the band's own colour."""
        ratio, unit = self.devicePixelRatioF(), self.unit
        used = font(TEXT_PX * unit, 600)
        width = text_width(text, used) + _GAP * unit
        made = QPixmap(max(1, round(width * ratio)), max(1, round(self.height() * ratio)))
        made.setDevicePixelRatio(ratio)
        made.fill(self.colours.band)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_capitals(painter, text, used, 0.0, self.height() / 2, ink=self.colours.band_text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colours.band_dot)
        painter.drawEllipse(QPointF(width - _GAP * unit / 2, self.height() / 2), 7 * unit, 7 * unit)
        painter.end()
        return made

    def _overflows(self) -> bool:
        return self._length - _GAP * self.unit > self.width() - self._label_width - 2 * _LEAD * self.unit

    def _run(self) -> None:
        """A band that nobody sees, or that needs no motion, costs nothing."""
        if not (self.isVisible() and (len(self._texts) > 1 if self._still else self._overflows())):
            self._frame.stop()
            return
        wanted = STILL_MS if self._still else max(_FRAME_MS, round(1000 / (SPEED * self.unit)))
        if not self._frame.isActive() or self._frame.interval() != wanted:
            self._frame.start(wanted)

    def _offset(self) -> int:
        """Whole pixels that the texts should have moved by now: a text on whole pixels stays sharp."""
        return round(((self._clock() - self._began) * SPEED * self.unit) % self._length) if self._length > 0 else 0

    def _paint(self, painter: QPainter) -> None:
        """The band; the label next to it is painted only when it is part of what must be painted."""
        band = QRectF(self._label_width, 0, self.width() - self._label_width, self.height())
        painter.setClipRect(band)
        painter.fillRect(band, self.colours.band)
        if self._still:
            self._paint_still(painter, band)
        else:
            self._paint_moving(painter, band)
        painter.setClipRect(band)
        self._paint_line(painter, band)

    def _paint_edge(self, edge: QRectF, painter: QPainter) -> None:
        """A few columns of texts that overflow: all of their ground is in the pieces."""
        self._paint_texts(painter, round(self._label_width + _LEAD * self.unit) - self._moved, edge)
        self._paint_line(painter, edge)

    def _paint_line(self, painter: QPainter, band: QRectF) -> None:
        """The upper edge, where a theme's band is not told from its ground."""
        if self.colours.band == self.colours.ground:
            painter.fillRect(QRectF(band.left(), 0, band.width(), self.colours.line_px * self.unit), self.colours.line)

    def _paint_label(self, painter: QPainter) -> None:
        painter.fillRect(QRectF(0, 0, self._label_width, self.height()), self.colours.label)
        unit, middle = self.unit, self.height() / 2
        paint_icon(
            painter, QRectF(48 * unit, middle - 23 * unit, 46 * unit, 46 * unit), "information", self.colours.label_text
        )
        painter.setPen(self.colours.label_text)
        draw_capitals(painter, self.translate("display.info"), self._label_font(), 104 * unit, middle)

    def _paint_moving(self, painter: QPainter, band: QRectF) -> None:
        if not self._pieces:
            return
        start = round(band.left() + _LEAD * self.unit)
        if not self._overflows():
            painter.setClipRect(QRectF(start, 0, self._length - _GAP * self.unit, band.height()))
            self._paint_texts(painter, start, QRectF(start, 0, self._length, band.height()))
        else:
            self._paint_texts(painter, start - self._moved, band)

    def _paint_texts(self, painter: QPainter, x: int, band: QRectF) -> None:
        """All texts again and again from ``x`` to the end of the band; those outside it are skipped."""
        while x < band.right():
            for piece, left, right in self._pieces:
                if x + right > band.left() and x + left < band.right():
                    painter.drawPixmap(round(x + left), 0, piece)
            x += round(self._length)

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
        step = self._offset() - self._moved
        self._moved += step
        if 0 < step < self._most_pushed:
            # What stands on the screen is pushed on; only what comes in at the right edge is painted.
            self.scroll(-step, 0, self._band)
        elif step:
            self.update(self._band)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, asked = QPainter(self), event.rect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._moved and asked.left() > self._label_width + _LEAD * self.unit:
            self.guarded(painter, "running text", partial(self._paint_edge, QRectF(asked)))
        else:
            if asked.left() < self._label_width:
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
