"""The page for a booking's code, or the number on a slip: typed, or read by a scanner."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.kit import KioskKit
from kiosk.pages.code_page import CodeIntents, CodePage, CodeTexts
from kiosk.screen import Screen

_TEXTS = CodeTexts("kiosk.check_in.title", "kiosk.check_in.what", "kiosk.check_in.find")


class CheckInPage(CodePage):
    """Shows ``screen.arrival.typed``."""

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        wants = kit.intents
        keys = CodeIntents(wants.arrival_typed, wants.arrival_erased, wants.arrival_entered, wants.arrival_left)
        super().__init__(kit, parent, "arrival", _TEXTS, keys)

    def show_screen(self, screen: Screen) -> None:
        self.show_typed(screen.arrival.typed, busy=screen.busy == "arrival")
