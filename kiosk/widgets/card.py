"""What agency cards and service rows share: the painted body with its states, and the line about the queue."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from hall.opening import Opening
from kiosk.widgets.pen import STATE, Pen, Type
from qtkit.icons import paint_icon
from qtkit.paint import fill_rounded
from qtkit.theme.tokens import Colours, blend
from qtkit.widgets.press import Pressable, TouchGuard
from qtkit.words import Words

RADIUS = 26.0


@dataclass(frozen=True, slots=True)
class StateLine:
    """An icon, its words and their colour: how a queue stands, never by colour alone."""

    icon: str
    text: str
    colour: QColor


def state_line(opening: Opening, waiting: int, words: Words) -> StateLine:
    """People waiting, nobody waiting, or why it is closed and until when."""
    if not opening.gives_numbers:
        return StateLine("lock-clock", opening.sentence(words.language), Colours.RED)
    if waiting == 0:
        return StateLine("check-circle", words("kiosk.queue.none"), Colours.GREEN)
    return StateLine("account-group", words("kiosk.queue.waiting", n=waiting), Colours.INK2)


def paint_state(pen: Pen, rect: QRectF, line: StateLine, type_: Type = STATE) -> None:
    """Paints the line into ``rect``: icon 32, gap 8, text."""
    icon = type_.px * 32 / 30 * pen.unit
    paint_icon(pen.painter, QRectF(rect.left(), rect.center().y() - icon / 2, icon, icon), line.icon, line.colour)
    left = rect.left() + icon + 8 * pen.unit
    pen.write(QRectF(left, rect.top(), rect.right() - left, rect.height()), line.text, type_, colour=line.colour)


class CardBase(Pressable):
    """A card: surface, sunk when closed, tinted while pressed, three dots while its number is made.

    The page paints the shadow below it, because a widget cannot paint outside itself: ``casts_shadow`` tells.
    """

    def __init__(self, guard: TouchGuard, parent: QWidget) -> None:
        super().__init__("-", guard=guard, parent=parent)
        self.unit = 1.0
        self.closed = False
        self.busy = False
        self.set_unit(1.0)

    def set_unit(self, unit: float) -> None:
        """Sets how many pixels a reference pixel has."""
        self.unit = unit
        self.set_focus_radius(RADIUS * unit)
        self.update()

    def casts_shadow(self) -> bool:
        """True for an open card that is not pressed."""
        return not self.closed and not self.isDown()

    def set_busy(self, busy: bool) -> None:
        """Shows three dots in place of the content's end; the size stays."""
        if busy != self.busy:
            self.busy = busy
            self.update()

    def paint_body(self, painter: QPainter) -> Pen:
        """Paints the card's field in its state and moves the painter 2 px down while pressed; returns the pen."""
        share = 1.0 if self.busy else self.press_share()
        fill = Colours.SUNK if self.closed else Colours.SURFACE
        fill, edge = blend(fill, Colours.TELUK100, share), blend(Colours.LINE, Colours.TELUK700, share)
        width = 2.0
        if self.hasFocus():
            edge, width = Colours.INK, 3.0
        fill_rounded(painter, QRectF(self.rect()), RADIUS * self.unit, fill, edge=edge, edge_px=width * self.unit)
        painter.translate(0, 2 * self.unit * share)
        return Pen(painter, self.unit)

    def paint_dots(self, pen: Pen, right: float) -> None:
        """Three dots that end at ``right``, in the middle of the height."""
        radius = 7 * self.unit
        pen.painter.setPen(Colours.TELUK700)
        pen.painter.setBrush(Colours.TELUK700)
        for place in range(3):
            centre = QPointF(right - radius - place * radius * 3.4, self.height() / 2)
            pen.painter.drawEllipse(centre, radius, radius)
