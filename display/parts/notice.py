"""The calm word for visitors while the board cannot read the database."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from display.parts.part import CELL_RADIUS, CHIP_RADIUS, BoardPart
from hall.translator import Translator
from qtkit.icons import paint_icon
from qtkit.paint import draw_capitals, draw_lines, fill_rounded, fit_lines, text_width
from qtkit.theme.fonts import font

_ONE_LINE = 16.0  # so many times as wide as high, a notice holds both sentences side by side


class AwayNotice(BoardPart):
    """Says that the board is connecting again and that every number stays valid; nothing red, nothing moving."""

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__("outage-notice", translate, parent)
        self.setAccessibleName(f"{translate('display.away')} {translate('display.away_valid')}")
        self.hide()

    def _paint(self, painter: QPainter) -> None:
        unit, box = self.unit, QRectF(self.rect())
        self.fill_panel(painter, box, CELL_RADIUS, self.colours.raised)
        side = min(70 * unit, box.height() - 24 * unit)
        tile = QRectF(box.left() + 14 * unit, box.center().y() - side / 2, side, side)
        fill_rounded(painter, tile, CHIP_RADIUS * unit, self.colours.deep)
        edge = 0.2 * side
        paint_icon(painter, tile.adjusted(edge, edge, -edge, -edge), "lan-disconnect", self.colours.deep_text)
        left = tile.right() + 26 * unit
        room = box.right() - 32 * unit - left
        first, second = self.translate("display.away"), self.translate("display.away_valid")
        wide = box.width() > _ONE_LINE * box.height()
        space = room - 28 * unit if wide else room
        px = (42 if wide else 36) * unit
        while wide and px > 1 and self._width(first, px, 700) + self._width(second, px, 500) > space:
            px -= unit
        title = fit_lines(first, room, (px,), 700, max_lines=1)
        line = fit_lines(second, room, (px,), 500, max_lines=1)
        painter.setPen(self.colours.raised_text)
        middle = box.center().y()
        if wide:
            x = left + draw_capitals(painter, " ".join(title.lines), title.font, left, middle) + 28 * unit
            draw_lines(painter, line, x, middle, px)
        else:
            draw_lines(painter, title, left, middle - 24 * unit, px)
            draw_lines(painter, line, left, middle + 24 * unit, px)

    @staticmethod
    def _width(text: str, px: float, weight: int) -> float:
        return text_width(text, font(px, weight))
