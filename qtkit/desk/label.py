"""Lines of text that fit their place: smaller first, then on two lines, and only then cut with the whole as tooltip."""

from __future__ import annotations

import math
from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from qtkit.desk.layout import Stretch, pack
from qtkit.paint import (
    LINE_STEP,
    SMALLEST_PX,
    Fitted,
    along,
    draw_capitals,
    draw_lines,
    fill_rounded,
    fit_or_cut,
    text_width,
    wrap_names,
)
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours
from qtkit.tips import set_tip

_LINE = 1.24


class Label(QLabel):
    """A text of ``px`` pixels that shrinks down to ``min_px`` and wraps to ``lines`` when its place is narrow.

    ``height_px`` keeps the place's height whatever the text, by default one line at full size; ``floor_px`` is the
    width that it does not give up, or that of its short text.
    """

    def __init__(
        self,
        px: float,
        weight: int = 500,
        colour: QColor = Colours.INK,
        *,
        name: str = "",
        parent: QWidget | None = None,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        min_px: float = SMALLEST_PX,
        lines: int = 1,
        tabular: bool = False,
        height_px: int = 0,
        floor_px: int = 0,
    ) -> None:
        super().__init__(parent)
        self._px, self._weight, self._colour = px, weight, colour
        self._min_px, self._lines, self._tabular = min_px, lines, tabular
        self._height_px = height_px or math.ceil(px * _LINE)
        self._floor_px = floor_px
        self.setObjectName(name)
        self._widest, self._short = "", ""
        self.setAlignment(align)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, colour: QColor | None = None, *, short: str = "") -> None:
        """Shows ``text``, in ``colour`` when given, or ``short`` where there is no room for all of it."""
        if colour is not None and colour != self._colour:
            self._colour = colour
            self.update()
        if text != self.text() or short != self._short:
            self._short = short
            self.setText(text)
            self.setAccessibleName(text)
            self._explain()

    def reserve(self, widest: str) -> None:
        """Keeps room for ``widest``, so that a changing figure moves nothing next to it."""
        if widest != self._widest:
            self._widest = widest
            self.updateGeometry()

    def set_px(self, px: float, height_px: int = 0) -> None:
        """Sets another full size, and the height of the place."""
        height = height_px or math.ceil(px * _LINE)
        if (px, height) != (self._px, self._height_px):
            self._px, self._height_px = px, height
            self.updateGeometry()
            self.update()

    def fit_lines(self, width: int) -> None:
        """Takes the height that the text needs in ``width`` pixels, at its full size."""
        used = font(self._px, self._weight, tabular=self._tabular)
        count = min(self._lines, len(wrap_names(self.text(), used, width)))
        self.set_px(self._px, math.ceil(max(self._px * _LINE, count * self._px * LINE_STEP + 4)))

    @property
    def laid(self) -> Fitted:
        """The text as painted in the present width."""
        laid = self._lay(self.text())
        return self._lay(self._short) if laid.cut and self._short else laid

    def _lay(self, text: str) -> Fitted:
        return fit_or_cut(
            text,
            self.contentsRect().width(),
            self._px,
            self._weight,
            min_px=self._min_px,
            lines=self._lines,
            height=self._height_px,
            tabular=self._tabular,
        )

    def _explain(self) -> None:
        set_tip(self, self.text() if " ".join(self.laid.lines) != self.text() else "")

    def sizeHint(self) -> QSize:
        used = font(self._px, self._weight, tabular=self._tabular)
        widest = max(text_width(self.text(), used), text_width(self._widest, used))
        return QSize(math.ceil(widest) + 1, self._height_px)

    def minimumSizeHint(self) -> QSize:
        used = font(self._px, self._weight, tabular=self._tabular)
        reserved = math.ceil(text_width(self._widest, used)) + 1 if self._widest else 0
        smallest = font(round(self._min_px), self._weight, tabular=self._tabular)
        floor = max(self._floor_px, math.ceil(text_width(self._short, smallest)) + 1) if self._floor_px else 0
        return QSize(max(reserved, min(floor, self.sizeHint().width())), self._height_px)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._explain()

    def paintEvent(self, event: QPaintEvent) -> None:
        align = self.alignment()
        x = along(align, 0.0, self.width())
        draw_lines(QPainter(self), self.laid, x, self.height() / 2, align=align, ink=self._colour)


class Tag(QLabel):
    """A short text on a tinted ground: a state, a reason."""

    TONES: ClassVar[dict[str, tuple[QColor, QColor]]] = {
        "neutral": (Colours.DESK_BLUE100, Colours.DESK_BLUE),
        "priority": (Colours.AMBER100, Colours.AMBER_INK),
        "good": (Colours.GREEN100, Colours.GREEN),
        "late": (Colours.RED100, Colours.RED),
        "quiet": (Colours.DESK, Colours.DESK_TEXT2),
    }

    def __init__(self, parent: QWidget | None = None, *, px: int = 12) -> None:
        super().__init__(parent)
        self._px = px
        self.tone = "neutral"
        self._short = ""
        self._shown: tuple[str, str, str] | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, tone: str = "neutral", *, short: str = "") -> None:
        """Shows ``text`` in ``tone`` (a key of ``TONES``), or ``short`` where room is short; empty hides the tag."""
        if (text, tone, short) == self._shown:
            return
        self._shown = text, tone, short
        self.tone, self._short = tone, short
        self.setText(text)
        self.setAccessibleName(text)
        set_tip(self, text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return self._room(self.text())

    @property
    def least(self) -> int:
        """Pixels in which the tag is not cut."""
        return self.minimumSizeHint().width()

    def minimumSizeHint(self) -> QSize:
        return self._room(self._short or self.text())

    def _room(self, text: str) -> QSize:
        return QSize(math.ceil(text_width(text, font(self._px, 700))) + 17, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        fill, ink = self.TONES[self.tone]
        painter = QPainter(self)
        used = font(self._px, 700)
        text = self._short if self._short and self.width() < self.sizeHint().width() else self.text()
        text = QFontMetricsF(used).elidedText(text, Qt.TextElideMode.ElideRight, self.width() - 15)
        fill_rounded(painter, QRectF(0, 0, min(self.width(), text_width(text, used) + 16), self.height()), 6, fill)
        draw_capitals(painter, text, used, 8, self.height() / 2, ink=ink)


def paint_tag(painter: QPainter, text: str, tone: str, right: float, y: float, height: float = 22) -> float:
    """Paints a tag in ``tone`` (a key of ``Tag.TONES``) with its right end at ``right`` and its middle at ``y``;
    returns its width."""
    fill, ink = Tag.TONES[tone]
    used = font(SMALLEST_PX, 700)
    width = text_width(text, used) + 16
    fill_rounded(painter, QRectF(right - width, y - height / 2, width, height), 6, fill)
    draw_capitals(painter, text, used, right - width + 8, y, ink=ink)
    return width


class TagRow(QWidget):
    """Tags in a row; a neutral one that does not fit is left out, so that none is cut."""

    _GAP = 6

    def __init__(self, tags: tuple[Tag, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags = tags
        pack(QHBoxLayout(self), *tags, Stretch(), margins=(0, 0, 0, 0), spacing=self._GAP)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def fit(self) -> None:
        """Shows the tags that have a text and room; to be called when a text has changed."""
        filled = [tag for tag in self._tags if tag.text()]
        room = self.width() + self._GAP - sum(tag.least + self._GAP for tag in filled if tag.tone != "neutral")
        for tag in self._tags:
            shown = bool(tag.text())
            if shown and tag.tone == "neutral":
                room -= tag.least + self._GAP
                shown = room >= 0
                room += 0 if shown else tag.least + self._GAP
            tag.setVisible(shown)

    def sizeHint(self) -> QSize:
        return QSize(120, 22)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 22)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()
