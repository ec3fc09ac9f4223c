"""The five figures of the day, as cards."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from counter.supervisor.texts import Figure, figures
from hall.translator import Translator
from hall.views import FloorView
from qtkit.desk.layout import pack
from qtkit.desk.panel import Panel
from qtkit.paint import draw_capitals, draw_lines, fit_font, fit_or_cut, text_width
from qtkit.theme.tokens import Colours
from qtkit.tips import set_tip

_NAMES = ("waiting", "serving", "done", "mean", "no_show")
_HIGH, _LOW = 82, 58


class FigureCard(Panel):
    """A figure: its name, the number, and what it counts."""

    access_role = QAccessible.Role.StaticText

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"figure-{name}")
        self.figure = Figure("", "", "")
        self._low = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_figure(self, figure: Figure, spoken: str) -> None:
        """Shows the figure."""
        if figure != self.figure:
            self.figure = figure
            self.setAccessibleName(spoken)
            set_tip(self, spoken)
            self.update()

    def set_low(self, low: bool) -> None:
        """Takes less height where room is short."""
        if low is not self._low:
            self._low = low
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(150, _LOW if self._low else _HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(90, _LOW if self._low else _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, figure, low = QPainter(self), self.figure, self._low
        side = 12 if low else 18
        room = self.width() - 2 * side
        name_y, value_y, px = (15, 39, 22) if low else (20, 50, 31)
        name = fit_or_cut(figure.name, room, 12.5, 600, lines=2, height=22 if low else 28)
        draw_lines(painter, name, side, name_y, ink=Colours.DESK_TEXT2)
        used = fit_font(figure.value, room, px, 800)
        width = draw_capitals(painter, figure.value, used, side, value_y, ink=Colours.INK)
        left = side + width + 8
        unit = fit_or_cut(figure.unit, self.width() - side - left, 13, 500, lines=2, height=30)
        y = value_y + (used.pixelSize() - 13) * 0.745 / 2 if len(unit.lines) == 1 else value_y
        draw_lines(painter, unit, left, y, ink=Colours.DESK_TEXT2)

    @property
    def cut(self) -> bool:
        """Whether a text has no room."""
        side = 12 if self._low else 18
        room = self.width() - 2 * side
        used = fit_font(self.figure.value, room, 22 if self._low else 31, 800)
        left = room - text_width(self.figure.value, used) - 8
        name = fit_or_cut(self.figure.name, room, 12.5, 600, lines=2, height=22 if self._low else 28)
        return name.cut or fit_or_cut(self.figure.unit, left, 13, 500, lines=2, height=30).cut


class FigureRow(QWidget):
    """The cards next to each other."""

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self.cards = {name: FigureCard(name) for name in _NAMES}
        self._row = pack(QHBoxLayout(self), *((card, 1) for card in self.cards.values()), margins=(0, 0, 0, 0))
        self.set_low(False)

    def show_view(self, view: FloorView) -> None:
        """Shows the figures of ``view``."""
        for name, figure in figures(view, self._translate).items():
            spoken = f"{figure.name}: {figure.value} {figure.unit}".strip()
            self.cards[name].show_figure(figure, spoken)

    def set_low(self, low: bool) -> None:
        """Takes less height where room is short."""
        self._row.setSpacing(8 if low else 14)
        for card in self.cards.values():
            card.set_low(low)
