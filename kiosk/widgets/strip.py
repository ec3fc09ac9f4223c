"""A calm line on the page: why something that was touched gives no number, or that the number is being made."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.screen import ClosedStrip, RefusedStrip, Strip
from kiosk.widgets.pen import NOTICE, TEXT, Pen, Type
from kiosk.widgets.tile import paint_icon_tile
from qtkit.announce import spoken
from qtkit.paint import Align, Shadow, fill_rounded, shadow
from qtkit.theme.tokens import Colours
from qtkit.words import Words, in_language

_LINE = Type(30, 37, 600)
_TITLE = Type(38, 44, 700)


class StripBar(QWidget):
    """Shows one ``Strip`` over the page's title; lets touches through, so that it never stands in the way."""

    access_role = QAccessible.Role.AlertMessage

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._unit = 1.0
        self._icon, self._title, self._more = "information", "", ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def texts(self) -> tuple[str, str]:
        """Title and second line as shown."""
        return self._title, self._more

    def set_unit(self, unit: float) -> None:
        """Sets how many pixels a reference pixel has."""
        self._unit = unit
        self.update()

    def show_strip(self, strip: Strip | None) -> None:
        """Shows ``strip`` in the words of the language, or nothing."""
        if strip is None:
            self.hide()
            return
        self._icon, self._title, self._more = self._texts_of(strip)
        self.setAccessibleName(spoken(self._title, self._more))
        self.show()
        self.raise_()
        self.update()

    def _texts_of(self, strip: Strip) -> tuple[str, str, str]:
        language = self._words.language
        if isinstance(strip, ClosedStrip):
            name = in_language(language, strip.name, strip.name_en)
            return "lock-clock", self._words("kiosk.strip.closed", name=name), strip.opening.sentence(language)
        if isinstance(strip, RefusedStrip):
            return "information", self._words("kiosk.strip.refused"), strip.error.sentence(language)
        icon = {"wait": "timer-sand", "long": "timer-sand", "cancelled": "account-cancel"}.get(
            strip.code, "information"
        )
        title = self._words(f"kiosk.strip.{strip.code}", number=strip.number)
        return icon, title, self._words(f"kiosk.strip.{strip.code}.more")

    def margin(self) -> int:
        """Pixels around the bar for its shadow."""
        return round(Shadow.TICKET.margin(self._unit))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        unit, margin = self._unit, self.margin()
        bar = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        shadow(painter, bar, 26 * unit, Shadow.TICKET, unit)
        edge = Colours.AMBER_EDGE
        fill_rounded(painter, bar, 26 * unit, Colours.AMBER100, edge=edge, edge_px=3 * unit)
        pen = Pen(painter, unit)
        if bar.height() > bar.width() * 0.5:
            self._paint_stacked(pen, bar)
        else:
            self._paint_row(pen, bar)

    def _paint_row(self, pen: Pen, bar: QRectF) -> None:
        """Tile at the left, texts beside it."""
        unit = self._unit
        tile = min(84 * unit, bar.height() - 28 * unit)
        square = QRectF(bar.left() + 24 * unit, bar.center().y() - tile / 2, tile, tile)
        paint_icon_tile(pen, square, self._icon, Colours.INK, Colours.AMBER)
        left = square.right() + 22 * unit
        width = bar.right() - 24 * unit - left
        title = pen.fitted(self._title, _TITLE, width)
        if title.font.pixelSize() < 0.8 * _TITLE.px * unit:
            title = pen.fitted(self._title, _TITLE, width, lines=2)
        more = pen.fitted(self._more, _LINE, width, lines=1 if len(title.lines) > 1 else 2)
        title_height, more_height = pen.height(title, _TITLE), pen.height(more, _LINE) if self._more else 0.0
        y = bar.center().y() - (title_height + more_height) / 2
        pen.place(QRectF(left, y, width, title_height), title, _TITLE)
        if self._more:
            y += title_height
            pen.place(QRectF(left, y, width, more_height), more, _LINE, colour=Colours.AMBER_INK)

    def _paint_stacked(self, pen: Pen, bar: QRectF) -> None:
        """A column, as the notice that it covers: tile, title, sentence."""
        unit = self._unit
        side, width, gap = 112 * unit, bar.width() - 56 * unit, 14 * unit
        title = pen.fitted(self._title, NOTICE, width, lines=3)
        more = pen.fitted(self._more, TEXT, width, lines=4)
        title_height, more_height = pen.height(title, NOTICE), pen.height(more, TEXT) if self._more else 0.0
        y = bar.center().y() - (side + 2 * gap + title_height + gap + more_height) / 2
        square = QRectF(bar.center().x() - side / 2, y, side, side)
        paint_icon_tile(pen, square, self._icon, Colours.INK, Colours.AMBER)
        row = QRectF(bar.left() + 28 * unit, square.bottom() + 2 * gap, width, title_height)
        pen.place(row, title, NOTICE, align=Align.AlignHCenter)
        row = QRectF(row.left(), row.bottom() + gap, width, more_height)
        pen.place(row, more, TEXT, colour=Colours.AMBER_INK, align=Align.AlignHCenter)
