"""What the visitor must bring, as ticks next to the number."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from hall.translator import Translator
from qtkit.desk.layout import pack
from qtkit.icons import paint_icon
from qtkit.paint import draw_capitals, draw_lines, fill_rounded, fit_or_cut, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours
from qtkit.tips import set_tip

MOST = 8
"""So many papers a service can have; each has a shortcut with its place."""
_BOX, _HEIGHT, _GAP = 16.0, 32, 6.0


class PaperTick(QAbstractButton):
    """One paper with a box; ``place`` counts from 1."""

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shortcut_text = f"Alt+{place}"
        self.setObjectName(f"paper-{place}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_paper(self, name: str, *, ticked: bool) -> None:
        """Shows the paper, and whether the visitor has it."""
        self.setText(name)
        self.setChecked(ticked)
        self.setAccessibleName(f"{name} ({self.shortcut_text})")
        set_tip(self, f"{name} ({self.shortcut_text})")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        key = text_width(self.shortcut_text, font(11, 600)) + _GAP
        return QSize(round(text_width(self.text(), font(13, 600)) + _BOX + key + 3 * _GAP + 4), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, _HEIGHT)

    def nextCheckState(self) -> None:
        """The state of the desk says whether it is ticked, not the click."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        body = QRectF(self.rect()).adjusted(1, 2, -1, -2)
        edge = Colours.TELUK700 if self.hasFocus() else Colours.DESK_EDGE
        ground = Colours.TELUK100 if self.isChecked() else Colours.SURFACE
        fill_rounded(painter, body, 6, ground, edge=edge, edge_px=2 if self.hasFocus() else 1)
        middle = body.center().y()
        box = QRectF(body.left() + _GAP, middle - _BOX / 2, _BOX, _BOX)
        mark = Colours.TELUK700 if self.isChecked() else Colours.SURFACE
        edge = Colours.TELUK700 if self.isChecked() else Colours.DESK_TEXT2
        fill_rounded(painter, box, 4, mark, edge=edge, edge_px=2)
        if self.isChecked():
            paint_icon(painter, box.adjusted(1, 1, -1, -1), "check", Colours.SURFACE)
        right = body.right() - _GAP
        letters = font(11, 600)
        wide = text_width(self.shortcut_text, letters)
        end = QPointF(right - wide, middle)
        draw_capitals(painter, self.shortcut_text, letters, end.x(), middle, ink=Colours.DESK_TEXT2)
        x = box.right() + _GAP
        draw_lines(painter, fit_or_cut(self.text(), end.x() - _GAP - x, 13, 600), x, middle, ink=Colours.INK)


class PapersRow(QWidget):
    """The papers of the number at the counter in a row. ``ticked`` carries the place of one, from 0."""

    ticked = Signal(int)

    def __init__(self, translate: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translate = translate
        self.ticks = [PaperTick(place + 1) for place in range(MOST)]
        self._row = pack(QHBoxLayout(self), *self.ticks, margins=(0, 0, 0, 0), spacing=6)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for place, tick in enumerate(self.ticks):
            tick.clicked.connect(lambda _checked=False, place=place: self.ticked.emit(place))
            tick.hide()

    def press(self, place: int) -> None:
        """A key ticks the paper at this place, from 0, where it is seen."""
        if self.ticks[place].isVisible():
            self.ticks[place].click()

    def show_papers(self, papers: tuple[str, ...], ticked: frozenset[int]) -> None:
        """Shows the papers, and which of them the visitor has."""
        self.setAccessibleName(self._translate("counter.papers"))
        for place, tick in enumerate(self.ticks):
            if place < len(papers):
                tick.show_paper(papers[place], ticked=place in ticked)
            tick.setVisible(place < len(papers))
