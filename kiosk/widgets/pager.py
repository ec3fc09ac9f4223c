"""Previous and next at the foot of a list, with dots and what is shown between them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from kiosk.kit import KioskKit
from kiosk.widgets.pen import TEXT, PaintedWidget, Pen
from qtkit.paint import Align, fill_rounded
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours
from qtkit.widgets.painted_button import Variant
from qtkit.widgets.touch_button import KIOSK_BUTTON, TouchButton

_NARROW_BUTTON = replace(KIOSK_BUTTON, padding=16, gap=12, icon_px=42)


class Pager(PaintedWidget):
    """Shows that items ``first`` to ``last`` of ``count`` are on page ``page`` of ``pages``; emits the page wanted."""

    access_role = QAccessible.Role.Grouping

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit.translate, parent)
        wanted = kit.intents.page_wanted
        self._page, self._pages = 0, 1
        self._text = ""
        self._shown: tuple[object, ...] = ()
        self._previous = TouchButton("", name="-", icon="chevron-left", guard=kit.guard, parent=self)
        self._previous.setObjectName("page-previous")
        self._next = TouchButton(
            "", name="-", variant=Variant.PRIMARY, icon="chevron-right", icon_last=True, guard=kit.guard, parent=self
        )
        self._next.setObjectName("page-next")
        self._previous.clicked.connect(lambda: wanted.emit(self._page - 1))
        self._next.clicked.connect(lambda: wanted.emit(self._page + 1))

    @property
    def buttons(self) -> tuple[TouchButton, TouchButton]:
        """Previous and next."""
        return self._previous, self._next

    def set_unit(self, unit: float) -> None:
        """Sets how many pixels a reference pixel has."""
        super().set_unit(unit)
        self._arrange()

    def show_page(self, page: int, pages: int, a_page: int, count: int, *, noun: str) -> None:
        """Shows page ``page`` (from 0) of ``pages`` with ``a_page`` items each; ``noun`` is the catalogue's key."""
        self._page, self._pages = page, pages
        last = min(count, (page + 1) * a_page)
        self._text = self._translate(noun, first=page * a_page + 1, last=last, count=count)
        self._previous.show_text(self._translate("kiosk.pager.previous"))
        self._next.show_text(self._translate("kiosk.pager.next"))
        self._previous.setEnabled(page > 0)
        self._next.setEnabled(page < pages - 1)
        if (page, pages, self._text) != self._shown:
            self._shown = page, pages, self._text
            self.setAccessibleName(self._text)
            self.update()

    def resizeEvent(self, _event: object) -> None:
        self._arrange()

    def _arrange(self) -> None:
        roomy = self.width() > 1300 * self._unit
        width = round(
            476 * self._unit if roomy else min(340 * self._unit, self.width() * (0.33 if Typeface.least_px else 0.36))
        )
        for button in self.buttons:
            button.set_sizes(KIOSK_BUTTON if roomy else _NARROW_BUTTON, self._unit)
        self._previous.setGeometry(0, 0, width, self.height())
        self._next.setGeometry(self.width() - width, 0, width, self.height())

    def paint(self, pen: Pen) -> None:
        painter, unit = pen.painter, self._unit
        left, right = self._previous.width() + 12 * unit, self.width() - self._next.width() - 12 * unit
        dots_y = self.height() * 0.26
        low = self.height() < 96 * unit
        whole = ((self._pages - 1) * 32 + 44) * unit
        x = (left + right) / 2 - whole / 2
        for page in range(self._pages if whole <= right - left and not low else 0):  # many pages are only counted
            wide = 44 * unit if page == self._page else 16 * unit
            dot = QRectF(x, dots_y - 8 * unit, wide, 16 * unit)
            fill_rounded(painter, dot, 8 * unit, Colours.TELUK700 if page == self._page else Colours.LINE2)
            x += wide + 16 * unit
        top, height = (0.0, 1.0) if low else (0.42, 0.5)
        text = QRectF(left, self.height() * top, right - left, self.height() * height)
        pen.write(text, self._text, TEXT, colour=Colours.INK2, align=Align.AlignHCenter)
