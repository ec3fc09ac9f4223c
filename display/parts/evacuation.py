"""The whole board while the hall is evacuated: where to go, in both languages, calm and without red."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from display.parts.part import CELL_RADIUS, BoardPart
from hall.translator import Translator
from qtkit.icons import paint_icon
from qtkit.paint import Align, Fitted, draw_lines, fill_rounded, fit_lines

_ICON = "exit-run"
_KEYS = ("display.evacuation", "display.evacuation_more", "display.evacuation_valid")
_OWN = ((148.0, 800, 0.0), (64.0, 600, 28.0), (64.0, 600, 14.0))
_OTHER = ((84.0, 800, 84.0), (46.0, 600, 18.0), (46.0, 600, 10.0))
"""Of each text of a language: pixels of the reference picture, weight, and the gap above."""
_SHARES = tuple(1.0 - 0.04 * step for step in range(16))


@dataclass(frozen=True, slots=True)
class _Row:
    """One text as it is drawn, its lines ``step`` pixels apart, ``above`` below the one before."""

    text: Fitted
    step: float
    above: float

    @property
    def tall(self) -> float:
        """The height of its lines."""
        return len(self.text.lines) * self.step

    @property
    def height(self) -> float:
        """With the gap above."""
        return self.above + self.tall


class EvacuationNotice(BoardPart):
    """Lies over everything else: nothing called before is of use to anybody now."""

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__("evacuation-notice", translate, parent)
        self.setAccessibleName(" ".join(text for texts in self.texts() for text in texts))
        self.hide()

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """What is said, by language: the board's own first, and English, or Indonesian where English is its own."""
        own = self.translate.language
        other = self.translate.in_language("id" if own == "en" else "en")
        return tuple(tuple(of(key) for key in _KEYS) for of in (self.translate, other))

    def _paint(self, painter: QPainter) -> None:
        unit, colours, box = self.unit, self.colours, QRectF(self.rect())
        painter.fillRect(box, colours.raised)
        side = 0.2 * min(box.width(), box.height())
        top = box.top() + 0.06 * box.height()
        tile = QRectF(box.center().x() - side / 2, top, side, side)
        fill_rounded(painter, tile, 2 * CELL_RADIUS * unit, colours.deep)
        edge = 0.16 * side
        paint_icon(painter, tile.adjusted(edge, edge, -edge, -edge), _ICON, colours.deep_text)
        room = QRectF(box.left() + 72 * unit, tile.bottom() + 0.03 * box.height(), box.width() - 144 * unit, 0.0)
        room.setBottom(box.bottom() - 0.05 * box.height())
        painter.setPen(colours.raised_text)
        self._paint_texts(painter, room)

    def _paint_texts(self, painter: QPainter, room: QRectF) -> None:
        rows = self._rows(room)
        y = room.top() + max(0.0, room.height() - sum(row.height for row in rows)) / 2
        for row in rows:
            y += row.above
            draw_lines(painter, row.text, room.center().x(), y + row.tall / 2, row.step, align=Align.AlignHCenter)
            y += row.tall

    def _rows(self, room: QRectF) -> list[_Row]:
        """All texts as large as fits: the board's own language larger than the other one, which stands apart."""
        own, other = self.texts()
        pieces = [*zip(own, _OWN, strict=True), *zip(other, _OTHER, strict=True)]
        for share in _SHARES:
            rows = []
            for text, (px, weight, above) in pieces:
                fitted = fit_lines(text, room.width(), (px * share * self.unit,), weight, max_lines=4)
                rows.append(_Row(fitted, 1.18 * fitted.font.pixelSize(), above * share * self.unit))
            if sum(row.height for row in rows) <= room.height():
                break
        return rows
