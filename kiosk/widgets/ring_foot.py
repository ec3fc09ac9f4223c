"""The countdown of a page that is read: a ring, what will happen, and how to stay."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from kiosk.kit import KioskKit
from kiosk.widgets.pen import SMALL, PaintedWidget, Pen, StackRow, Type
from qtkit.announce import spoken
from qtkit.paint import fill_rounded
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours
from qtkit.widgets.ring import CountdownRing
from qtkit.widgets.touch_button import KIOSK_BUTTON, TouchButton

_TITLE = Type(37, 45, 700)
_MORE = Type(30, 38, 600)
_RING = 132.0
_LARGE_TITLE = Type(37, 42, 700)
_NARROW = 18.0
"""Below that width, in letters of the least size of the large mode, a bar shows the time: a ring leaves no room."""
_KEY = replace(KIOSK_BUTTON, text_px=33, line_px=36, padding=14)
_LARGE_KEY = replace(_KEY, padding=3)


class RingFoot(PaintedWidget):
    """Shows seconds left with two lines; touches pass to the window. ``warned`` is the look of the last seconds of a
    page that a touch keeps: amber, and not over anything that is read."""

    access_role = QAccessible.Role.StatusBar

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        translate = kit.translate
        super().__init__(translate, parent)
        self.longer = TouchButton("", name="-", sizes=_KEY, guard=kit.guard, parent=self)
        self.longer.setObjectName("reading-longer")
        self.longer.clicked.connect(kit.intents.time_wanted)
        self._title, self._more = "", ""
        self._warned = False
        self._ring = CountdownRing(
            _RING, name=translate("kiosk.ring.name"), caption=translate("kiosk.ring.seconds"), parent=self
        )

    def set_unit(self, unit: float) -> None:
        """Sets how many pixels a reference pixel has; call it after the size is set."""
        super().set_unit(unit)
        width, height = float(self.width()), float(self.height())
        side = round(min(116 * unit if self._card() else _RING * unit, height - 8 * unit))
        self._ring.setFixedSize(side, side)
        if self._card():
            self._ring.move(round(20 * unit), round(16 * unit))
            key = QRectF(20 * unit, height - 104 * unit, width - 40 * unit, 86 * unit)
        else:
            edge = 10 * unit if Typeface.least_px else min(48 * unit, width * 0.05)
            self._ring.move(round(edge), round((height - side) / 2))
            wide = width * (0.34 if self._narrow else 0.32) if Typeface.least_px else min(270 * unit, width * 0.34)
            tall = min(108 * unit, height)
            key = QRectF(width - (0 if Typeface.least_px else edge) - wide, (height - tall) / 2, wide, tall)
        self._ring.setVisible(not self._narrow)
        self.longer.set_sizes(_LARGE_KEY if Typeface.least_px else _KEY, unit)
        self.longer.setGeometry(key.toRect())

    def show_seconds(
        self, left: int, whole: int, *, title: str, more: str, warned: bool = False, unhurried: bool = False
    ) -> None:
        """Shows the countdown with its two lines, already in the language; who has all the time already is not asked
        whether more is needed."""
        self.longer.show_text(self._translate("kiosk.idle.longer"))
        self.longer.setVisible(not unhurried)
        self._ring.show_texts(self._translate("kiosk.ring.name"), self._translate("kiosk.ring.seconds"))
        self._ring.set_seconds(left, whole)
        if self._narrow:
            self.update()
        if (title, more, warned) != (self._title, self._more, self._warned):
            self._title, self._more, self._warned = title, more, warned
            self.setAccessibleName(spoken(title, more))
            self.update()

    def _card(self) -> bool:
        return self.width() < 3 * self.height()

    @property
    def _narrow(self) -> bool:
        return self.width() < _NARROW * Typeface.least_px

    def _paint_bar(self, pen: Pen) -> None:
        """The time that is left, as a bar along the upper edge."""
        whole = QRectF(24 * self._unit, 0, self.longer.x() - 36 * self._unit, 10 * self._unit)
        fill_rounded(pen.painter, whole, whole.height() / 2, Colours.TELUK100)
        left = QRectF(whole.topLeft(), QSizeF(whole.width() * self._ring.share, whole.height()))
        fill_rounded(pen.painter, left, whole.height() / 2, Colours.TELUK700)

    def _paint_card(self, pen: Pen) -> None:
        unit = self._unit
        edge = Colours.AMBER_EDGE if self._warned else Colours.SURFACE
        fill = Colours.AMBER100 if self._warned else Colours.SURFACE
        fill_rounded(pen.painter, QRectF(self.rect()), 26 * unit, fill, edge=edge, edge_px=3 * unit)
        left = self._ring.x() + self._ring.width() + 18 * unit
        title = QRectF(left, 20 * unit, self.width() - left - 12 * unit, 116 * unit)
        pen.write(title, self._title, Type(30, 36, 700), lines=3)
        if not self.longer.isHidden():
            return
        more = QRectF(22 * unit, 144 * unit, self.width() - 44 * unit, self.height() - 156 * unit)
        colour = Colours.AMBER_INK if self._warned else Colours.INK2
        pen.write(more, self._more, SMALL, colour=colour, lines=2)

    def paint(self, pen: Pen) -> None:
        painter, unit = pen.painter, self._unit
        if self._card():
            self._paint_card(pen)
            return
        if self._warned:
            painter.fillRect(self.rect(), Colours.AMBER100)
        painter.fillRect(QRectF(0, 0, self.width(), 3 * unit), Colours.AMBER_EDGE if self._warned else Colours.LINE)
        if self._narrow:
            self._paint_bar(pen)
            left = 24 * unit
        else:
            left = self._ring.x() + self._ring.width() + (12 if Typeface.least_px else 32) * unit
        more = StackRow(self._more, _MORE, Colours.AMBER_INK if self._warned else Colours.INK2, lines=2)
        right = self.width() - 48 * unit if self.longer.isHidden() else self.longer.x() - 12 * unit
        room = QRectF(left, 0, right - left, self.height())
        rows = [StackRow(self._title, _TITLE, lines=2), more]
        if Typeface.least_px:
            pen.fill(room, rows[0]._replace(type_=_LARGE_TITLE), more)
            return
        if pen.stack_height(rows, room.width()) > room.height():
            rows.pop()
        pen.stack(room, *rows)
