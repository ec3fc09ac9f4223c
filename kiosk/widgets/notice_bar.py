"""A calm line on the page: why something that was touched gives no number, or that the number is being made."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.screen import ClosedNotice, RefusedNotice, Strip
from kiosk.widgets.pen import NOTICE, TEXT, Block, Pen, Type
from kiosk.widgets.tile import paint_icon_tile
from qtkit.announce import spoken
from qtkit.paint import Align, Shadow, fill_rounded, fit_lines, shadow
from qtkit.theme.tokens import Colours
from qtkit.translator import Translator, in_language

_LINE = Type(30, 37, 600)
_TITLE = Type(38, 44, 700)
_SIDE, _TILE, _GAP, _PAD = 24, 84, 22, 14
"""Reference pixels: beside the texts, of the tile, between both, and above the texts."""


class NoticeBar(QWidget):
    """Shows one ``Strip`` over the page's title; lets touches through, so that it never stands in the way."""

    access_role = QAccessible.Role.AlertMessage

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self._translate = translate
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

    def set_texts(self, strip: Strip) -> None:
        """Takes the texts of ``strip`` in the words of the language."""
        self._icon, self._title, self._more = self._texts_of(strip)

    def show_strip(self, strip: Strip | None) -> None:
        """Shows ``strip``, or nothing."""
        if strip is None:
            self.hide()
            return
        self.set_texts(strip)
        self.setAccessibleName(spoken(self._title, self._more))
        self.show()
        self.raise_()
        self.update()

    def _texts_of(self, strip: Strip) -> tuple[str, str, str]:
        language = self._translate.language
        if isinstance(strip, ClosedNotice):
            name = in_language(language, strip.name, strip.name_en)
            return "lock-clock", self._translate("kiosk.strip.closed", name=name), strip.opening.sentence(language)
        if isinstance(strip, RefusedNotice):
            return "information", self._translate("kiosk.strip.refused"), strip.error.sentence(language)
        icon = {"wait": "timer-sand", "long": "timer-sand", "cancelled": "account-cancel"}.get(
            strip.code, "information"
        )
        title = self._translate(f"kiosk.strip.{strip.code}", number=strip.number)
        return icon, title, self._translate(f"kiosk.strip.{strip.code}.more")

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
        if _is_stacked(bar.width(), bar.height()):
            self._paint_stacked(pen, bar)
        else:
            self._paint_row(pen, bar)

    def height_for(self, width: float, height: float) -> float:
        """Pixels of height that the texts need in a bar of this size: it grows before a long reason gets small."""
        if _is_stacked(width, height):
            return height
        title, more = self._beside_the_tile(width)
        texts = sum(block.height for block in (title, more) if block is not None)
        return max(height, texts + 2 * _PAD * self._unit)

    def _beside_the_tile(self, width: float) -> tuple[Block, Block | None]:
        """The title and the line below it in a bar of ``width`` pixels."""
        room = width - (2 * _SIDE + _TILE + _GAP) * self._unit
        title = _block(self._title, _TITLE, self._unit, room, lines=3)
        return title, _block(self._more, _LINE, self._unit, room, lines=6) if self._more else None

    def _paint_row(self, pen: Pen, bar: QRectF) -> None:
        """Tile at the left, texts beside it."""
        unit = self._unit
        tile = min(_TILE * unit, bar.height() - 28 * unit)
        left = bar.left() + _SIDE * unit
        square = QRectF(left + (_TILE * unit - tile) / 2, bar.center().y() - tile / 2, tile, tile)
        paint_icon_tile(pen, square, self._icon, Colours.INK, Colours.AMBER)
        left += (_TILE + _GAP) * unit
        width = bar.right() - _SIDE * unit - left
        title, more = self._beside_the_tile(bar.width())
        y = bar.center().y() - (title.height + (more.height if more is not None else 0.0)) / 2
        pen.place(QRectF(left, y, width, title.height), title.found, title.type_)
        if more is not None:
            y += title.height
            pen.place(QRectF(left, y, width, more.height), more.found, more.type_, colour=Colours.AMBER_INK)

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


def _is_stacked(width: float, height: float) -> bool:
    return height > width * 0.5


@lru_cache(maxsize=128)
def _block(text: str, type_: Type, unit: float, width: float, *, lines: int) -> Block:
    """``text`` in one line, a little smaller if need be, else in its full size in up to ``lines``."""
    steps = [type_.px * unit * share for share in (1.0, 0.94, 0.88)]
    found = fit_lines(text, width, steps, type_.weight, max_lines=1)
    if found.font.pixelSize() < int(steps[-1]):
        found = fit_lines(text, width, steps, type_.weight, max_lines=lines)
    return Block(found, type_, len(found.lines) * type_.line / type_.px * found.font.pixelSize())
