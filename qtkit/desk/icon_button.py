"""The desk's button with an icon alone: its caption is said, not shown."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent

from qtkit.desk.buttons import FOCUS_ROOM, DeskButton
from qtkit.icons import paint_icon
from qtkit.paint import square
from qtkit.theme.tokens import Colours
from qtkit.tips import set_tip

_SIDE = 20


class IconButton(DeskButton):
    """An icon in the middle of a button that is a little wider than high."""

    def __init__(self, name: str, icon: str, *, height: int = 40) -> None:
        super().__init__(name, "", "", height=height)
        self._sign = icon

    def show_name(self, name: str, shortcut_text: str) -> None:
        """What the button does, for assistive technology and its tooltip, with the shortcut that does the same."""
        self.setAccessibleName(f"{name} ({shortcut_text})")
        if self.isEnabled():
            set_tip(self, f"{name} ({shortcut_text})")

    def sizeHint(self) -> QSize:
        high = super().sizeHint().height()
        return QSize(high + 4, high)

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * _SIDE + 2 * FOCUS_ROOM, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        ink = Colours.INK if self.isEnabled() else Colours.DESK_DISABLED
        paint_icon(QPainter(self), square(self.body.center(), _SIDE), self._sign, ink)
