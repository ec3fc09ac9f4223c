"""The notice bar of a page: why something that was touched gives no number, or that the number is being made."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from hall.translator import Translator
from hall.wording import in_language
from kiosk.screen import BarNotice, ClosedNotice, RefusedNotice
from kiosk.widgets.pen import NOTICE, TEXT, Block, PaintedWidget, Pen, StackRow, Type, text_height
from kiosk.widgets.tile import paint_icon_tile, paint_notice_column
from qtkit.announce import spoken
from qtkit.paint import Shadow, fill_rounded, fit_lines, shadow
from qtkit.theme.fonts import Typeface, kept_for_typeface
from qtkit.theme.tokens import Colours

_LINE = Type(30, 37, 600)
_TITLE = Type(38, 44, 700)
_SIDE, _TILE, _GAP, _PAD = 24, 84, 22, 14
"""Reference pixels: at the sides of the texts, of the tile, between both, and above the texts."""
_ABOVE, _BESIDE = 8, 2
"""Reference pixels around what is covered: else a letter looks out at a round corner. The shadow stays on the page."""

_ICONS = {"wait": "timer-sand", "long": "timer-sand", "survey_wait": "timer-sand", "cancelled": "account-cancel"}


class NoticeBar(PaintedWidget):
    """Shows a ``BarNotice`` over the page's title; lets touches through, so that it is never in the way."""

    access_role = QAccessible.Role.AlertMessage

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__(translate, parent)
        self._icon, self._title, self._more = "information", "", ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def texts(self) -> tuple[str, str]:
        """Title and second line as shown."""
        return self._title, self._more

    def margin(self) -> int:
        """Pixels around the bar for its shadow."""
        return round(Shadow.TICKET.margin(self._unit))

    def show_notice(self, notice: BarNotice, place: QRect) -> None:
        """Shows ``notice`` over ``place``, a little around it, and below it where the texts need more height."""
        beside, above = round(_BESIDE * self._unit), round(_ABOVE * self._unit)
        place = place.adjusted(-beside, -above, beside, above)
        self._icon, self._title, self._more = self._texts_of(notice)
        margin = self.margin()
        height = math.ceil(self._height_for(place.width(), place.height()))
        self.setGeometry(
            QRect(place.topLeft(), QSize(place.width(), height)).adjusted(-margin, -margin, margin, margin)
        )
        self.setAccessibleName(spoken(self._title, self._more))
        self.show()
        self.raise_()
        self.update()

    def _texts_of(self, notice: BarNotice) -> tuple[str, str, str]:
        if isinstance(notice, ClosedNotice):
            name = in_language(self._translate.language, notice.name, notice.name_en)
            title = self._translate("kiosk.notice_bar.closed", name=name)
            return "lock-clock", title, notice.opening.message(self._translate)
        if isinstance(notice, RefusedNotice):
            title = self._translate(f"kiosk.notice_bar.{notice.about}")
            return "information", title, notice.error.message(self._translate)
        icon = _ICONS.get(notice.code, "information")
        title = self._translate(f"kiosk.notice_bar.{notice.code}", number=notice.number)
        return icon, title, self._translate(f"kiosk.notice_bar.{notice.code}.more")

    def paint(self, pen: Pen) -> None:
        painter, unit = pen.painter, self._unit
        margin = self.margin()
        bar = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        shadow(painter, bar, 26 * unit, Shadow.TICKET, unit)
        fill_rounded(painter, bar, 26 * unit, Colours.AMBER100, edge=Colours.AMBER_EDGE, edge_px=3 * unit)
        if _is_stacked(bar.width(), bar.height()):
            self._paint_stacked(pen, bar)
        else:
            self._paint_row(pen, bar)

    def _height_for(self, width: float, height: float) -> float:
        """Pixels of height that the texts need in a bar of this size: it grows before a long reason gets small."""
        if _is_stacked(width, height):
            return height
        title, more = self.blocks(width)
        texts = sum(block.height for block in (title, more) if block is not None)
        return max(height, texts + 2 * _PAD * self._unit)

    def blocks(self, width: float) -> tuple[Block, Block | None]:
        """The title and the line below it in a bar of ``width`` pixels."""
        room = width - (2 * _SIDE + _TILE + _GAP) * self._unit
        title = _block(self._title, _TITLE, self._unit, room, lines=3)
        return title, _block(self._more, _LINE, self._unit, room, lines=6) if self._more else None

    def _paint_row(self, pen: Pen, bar: QRectF) -> None:
        """Tile at the left, texts next to it."""
        unit = self._unit
        tile = min(_TILE * unit, bar.height() - 28 * unit)
        left = bar.left() + _SIDE * unit
        square = QRectF(left + (_TILE * unit - tile) / 2, bar.center().y() - tile / 2, tile, tile)
        paint_icon_tile(pen, square, self._icon, Colours.AMBER_TILE, Colours.AMBER)
        left += (_TILE + _GAP) * unit
        width = bar.right() - _SIDE * unit - left
        title, more = self.blocks(bar.width())
        y = bar.center().y() - (title.height + (more.height if more is not None else 0.0)) / 2
        pen.place(QRectF(left, y, width, title.height), title.found, title.type_)
        if more is not None:
            y += title.height
            pen.place(QRectF(left, y, width, more.height), more.found, more.type_, colour=Colours.AMBER_INK)

    def _paint_stacked(self, pen: Pen, bar: QRectF) -> None:
        """A column, as the notice that it covers: tile, title, sentence."""
        unit = self._unit
        rows = StackRow(self._title, NOTICE, lines=3), StackRow(self._more, TEXT, Colours.AMBER_INK, lines=4)
        inner = bar.adjusted(28 * unit, 0, -28 * unit, 0)
        paint_notice_column(pen, inner, self._icon, 112 * unit, *rows, below_tile=28 * unit, gap=14 * unit)


def _is_stacked(width: float, height: float) -> bool:
    return height > width * 0.5


@kept_for_typeface(128)
def _block(text: str, type_: Type, unit: float, width: float, *, lines: int) -> Block:
    """``text`` in one line, a little smaller if need be, else in its full size in up to ``lines``."""
    whole = max(type_.px * unit, Typeface.least_px)
    steps = [max(whole * share, Typeface.least_px) for share in (1.0, 0.94, 0.88)]
    found = fit_lines(text, width, steps, type_.weight, max_lines=1)
    if found.font.pixelSize() < int(steps[-1]):
        found = fit_lines(text, width, steps, type_.weight, max_lines=lines)
    return Block(found, type_, text_height(found, type_))
