"""The choice of priority: a switch on every list page; a row in portrait, a card in landscape."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hall.translator import Translator
from kiosk.widgets.pen import NAME, Pen, StackRow, Type
from kiosk.widgets.tile import paint_icon_tile
from qtkit.icons import paint_icon
from qtkit.paint import fill_rounded
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours, blend
from qtkit.widgets.pressable import Pressable, TouchGuard
from qtkit.widgets.switch import SWITCH_SIZE, paint_switch

_RADIUS = 26.0
_NARROW, _LOW = 420.0, 110.0
"""Below that width there is no room for an icon, below that height none for the groups."""
_HALF = 700.0
"""Below that width, in reference pixels, there is no room for a tile."""
_GROUPS = Type(29, 35, 600)
_GROUPS_NARROW = Type(27, 33, 600)


class PrioritySwitch(Pressable):
    """A check box as wide as its place; ``clicked`` is the intent, the presenter decides."""

    def __init__(self, translate: Translator, guard: TouchGuard, parent: QWidget) -> None:
        super().__init__(translate("kiosk.priority"), guard=guard, parent=parent)
        self.setObjectName("priority-switch")
        self.setCheckable(True)
        self._translate = translate
        self._unit = 1.0
        self.on = False
        self._language = ""
        self.set_unit(1.0)

    def set_unit(self, unit: float) -> None:
        """Sets how many pixels a reference pixel has."""
        self._unit = unit
        self.set_focus_radius(_RADIUS * unit)
        self.update()

    def show_state(self, *, on: bool) -> None:
        """Shows the switch on or off, in the language."""
        if (on, self._translate.language) == (self.on, self._language):
            return
        self.on, self._language = on, self._translate.language
        self.setChecked(on)
        state = self._translate("kiosk.priority.on" if on else "kiosk.priority.off")
        self.setAccessibleName(f"{self._translate('kiosk.priority')}, {state}")
        self.setAccessibleDescription(self._translate("kiosk.priority.groups"))
        self.update()

    def nextCheckState(self) -> None:
        """A touch only asks: the presenter decides, and ``show_state`` shows it."""

    def _paint_row(self, pen: Pen) -> None:
        unit, height = self._unit, float(self.height())
        tile = min(96 * unit, height - 36 * unit)
        square = QRectF(28 * unit, (height - tile) / 2, tile, tile)
        paint_icon_tile(pen, square, "human-cane", Colours.AMBER_TILE, Colours.AMBER)
        track_h = min(SWITCH_SIZE[1] * unit, height - 36 * unit)
        track_w = track_h * SWITCH_SIZE[0] / SWITCH_SIZE[1]
        track = QRectF(self.width() - 28 * unit - track_w, (height - track_h) / 2, track_w, track_h)
        paint_switch(pen.painter, track, on=self.on)
        left = square.right() + 24 * unit
        groups = StackRow(self._translate("kiosk.priority.groups"), _GROUPS, Colours.AMBER_INK, lines=2)
        room = QRectF(left, 0, track.left() - 20 * unit - left, height)
        name = StackRow(self._translate("kiosk.priority"), NAME)
        fits = pen.stack_height((name, groups), room.width()) <= height - 8 * unit
        pen.stack(room, *((name, groups) if fits else (name,)))

    def _paint_half(self, pen: Pen) -> None:
        """Beside other keys: a smaller switch, and no tile."""
        unit, height = self._unit, float(self.height())
        padding, side = 24 * unit, 52 * unit
        tall = min((48 if Typeface.least_px else 68) * unit, height - 20 * unit)
        wide = tall * SWITCH_SIZE[0] / SWITCH_SIZE[1]
        edge = 10 * unit if Typeface.least_px else padding
        track = QRectF(self.width() - edge - wide, (height - tall) / 2, wide, tall)
        paint_switch(pen.painter, track, on=self.on)
        width = track.left() - 16 * unit - padding
        name, groups = self._translate("kiosk.priority.short"), self._translate("kiosk.priority.groups")
        if Typeface.least_px:
            padding, side = 12 * unit, 0.0
            width = track.left() - 8 * unit - padding
        if self.width() < _NARROW * unit:
            side = 0.0
        title = pen.fitted(name, NAME, width - (side + 10 * unit if side else 0.0))
        rest = pen.fitted(groups, _GROUPS_NARROW, width, lines=2)
        title_height, rest_height = pen.height(title, NAME), pen.height(rest, _GROUPS_NARROW)
        small = rest.font.pixelSize() < int(Typeface.least_px)
        if small or height < _LOW * unit or title_height + rest_height + 8 * unit > height:
            rest_height = 0.0
        y = (height - title_height - rest_height) / 2
        icon = QRectF(padding - 6 * unit, y + (title_height - side) / 2, side, side)
        if side:
            paint_icon(pen.painter, icon, "human-cane", Colours.INK)
        left = icon.right() + 10 * unit if side else padding
        pen.place(QRectF(left, y, width, title_height), title, NAME)
        if rest_height:
            below = QRectF(padding, y + title_height, width, rest_height)
            pen.place(below, rest, _GROUPS_NARROW, colour=Colours.AMBER_INK)

    def _paint_card(self, pen: Pen) -> None:
        unit = self._unit
        padding, tile = 20 * unit, 76 * unit
        square = QRectF(padding, padding, tile, tile)
        paint_icon_tile(pen, square, "human-cane", Colours.AMBER_TILE, Colours.AMBER)
        track_w = tile * SWITCH_SIZE[0] / SWITCH_SIZE[1]
        track = QRectF(self.width() - padding - track_w, padding, track_w, tile)
        paint_switch(pen.painter, track, on=self.on)
        width = self.width() - 2 * padding
        top = square.bottom() + 8 * unit
        used = pen.write(QRectF(padding, top, width, 0), self._translate("kiosk.priority.short"), NAME, top=True)
        below = QRectF(padding, top + used + 2 * unit, width, self.height() - top - used - padding)
        pen.write(below, self._translate("kiosk.priority.groups"), _GROUPS_NARROW, lines=2, top=True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        unit, share = self._unit, self.pressed_share()
        card = self.width() < 3 * self.height()
        at_rest, pressed = (
            (Colours.PRIORITY, Colours.PRIORITY_PRESSED) if card else (Colours.AMBER100, Colours.AMBER_PRESSED)
        )
        edge, fill = Colours.INK if self.hasFocus() else Colours.AMBER_EDGE, blend(at_rest, pressed, share)
        fill_rounded(painter, QRectF(self.rect()), _RADIUS * unit, fill, edge=edge, edge_px=3 * unit)
        painter.translate(0, 2 * unit * share)
        pen = Pen(painter, unit)
        if card:
            self._paint_card(pen)
        elif self.width() < _HALF * unit:
            self._paint_half(pen)
        else:
            self._paint_row(pen)
