"""What happens in a life, as a card with its picture."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hall.structure import Need
from hall.translator import Translator
from hall.wording import in_language
from kiosk.widgets.card import CardBase
from kiosk.widgets.pen import NAME
from kiosk.widgets.tile import paint_icon_tile
from qtkit.theme.tokens import Colours
from qtkit.widgets.pressable import TouchGuard


class NeedCard(CardBase):
    """Shows one ``Need``; ``clicked`` is the intent."""

    def __init__(self, need: Need, translate: Translator, guard: TouchGuard, parent: QWidget) -> None:
        super().__init__(guard, parent)
        self._translate = translate
        self.need = need
        self.show_need(need)

    def show_need(self, need: Need) -> None:
        """Shows the need in the language of the screen."""
        name = in_language(self._translate.language, need.name, need.name_en)
        if (need, name) != (self.need, self.accessibleName()):
            self.need = need
            self.setObjectName(f"need-{need.id}")
            self.setAccessibleName(name)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        pen, unit = self.paint_body(QPainter(self)), self.unit
        padding, tile = 22 * unit, min(96 * unit, self.height() - 16 * unit)
        square = QRectF(padding, (self.height() - tile) / 2, tile, tile)
        paint_icon_tile(pen, square, self.need.icon, Colours.ACCENT_FILL, Colours.ON_ACCENT)
        left = square.right() + 22 * unit
        room = QRectF(left, 8 * unit, self.width() - 16 * unit - left, self.height() - 16 * unit)
        name = pen.block(self.accessibleName(), NAME, room.size(), lines=3)
        pen.place(room, name.found, name.type_)
