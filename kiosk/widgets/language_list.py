"""All languages that there are, over the page: one button each, named as the language calls itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from kiosk.kit import KioskKit
from kiosk.widgets.choice_list import ChoiceList
from qtkit.widgets.touch_button import TouchButton


class LanguageList(ChoiceList):
    """Shows the language of the screen as the chosen one."""

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent, title="language.choose.title")
        self._buttons: dict[str, TouchButton] = {}
        for language in kit.translate.languages:
            button = self.new_button(f"language-{language}", kit.translate.in_language(language).name)
            button.clicked.connect(self._on_clicked)
            self._buttons[language] = button

    @property
    def is_needed(self) -> bool:
        """Whether there are more languages than this one and another."""
        return len(self._buttons) > 2

    def shown_buttons(self) -> Sequence[TouchButton]:
        return list(self._buttons.values())

    def show_list(self, *, wanted: bool) -> None:
        """Shows or hides the list, with the language of the screen marked."""
        for language, button in self._buttons.items():
            self.show_chosen(button, chosen=language == self._translate.language)
        self.show_wanted(wanted=wanted)

    @Slot()
    def _on_clicked(self) -> None:
        self.intents.language_chosen.emit(self.sender().objectName().removeprefix("language-"))
