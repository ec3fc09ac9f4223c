"""What every part of the staff's page has: keys that it shows while its tab is up, a line below the title, a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from kiosk.kit import KioskKit
from kiosk.pages.base import KioskPage
from kiosk.screen import Screen
from kiosk.widgets.button_set import ButtonSet
from kiosk.widgets.pen import Pen
from qtkit.widgets.touch_button import TouchButton


@dataclass(frozen=True, slots=True)
class Line:
    """What stands below the title; ``warns``: somebody must look after it."""

    text: str
    warns: bool = False


class StaffPart:
    """Its keys are children of ``page``; lengths are millimetres as drawn."""

    large_lines = 3
    """Lines that what stands below the title takes in the large mode, in landscape."""

    def __init__(self, kit: KioskKit, page: KioskPage) -> None:
        self.page, self.translate, self.intents = page, kit.translate, kit.intents
        self.buttons = ButtonSet(kit, page)
        self.screen = Screen()

    def keys(self) -> Iterator[tuple[TouchButton, bool]]:
        """Each key, and whether it is there as the screen is; parts override it."""
        yield from ()

    def show(self, screen: Screen, *, up: bool) -> None:
        """Shows ``screen``, its keys only while its tab is ``up``."""
        self.screen = screen
        self.buttons.translate()
        for key, there in self.keys():
            key.setVisible(up and there)
        if up:
            self.show_keys()

    def show_keys(self) -> None:
        """Texts and states of the keys; parts override it."""

    def line(self) -> Line:
        """What stands below the title."""
        raise NotImplementedError

    def said(self) -> tuple[str, ...]:
        """What is painted, for a screen reader; parts override it."""
        return ()

    def place(self, room: QRectF) -> None:
        """Places the keys into ``room``; parts override it."""

    def paint(self, pen: Pen, room: QRectF) -> None:
        """Paints what is no key; parts override it."""
