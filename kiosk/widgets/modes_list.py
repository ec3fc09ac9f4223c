"""How the kiosk can be used, over the page: one button for each mode, on or off, and one that is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from kiosk.kit import KioskKit
from kiosk.modes import MODES, Modes
from kiosk.widgets.choice_list import ChoiceList
from qtkit.widgets.touch_button import TouchButton

_ICONS = {
    "large": "format-size",
    "contrast": "contrast-circle",
    "low": "arrow-collapse-down",
    "calm": "motion-pause-outline",
    "unhurried": "timer-sand",
    "spoken": "volume-high",
}


class ModesList(ChoiceList):
    """Shows the modes that this machine offers; each acts at once, and the list stays."""

    in_column = 8

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent, title="kiosk.modes.title")
        self._offered: tuple[str, ...] = ()
        self._buttons = {mode: self.new_button(f"mode-{mode}") for mode in MODES}
        for button in self._buttons.values():
            button.clicked.connect(self._on_clicked)
        self._done = self.new_button("modes-done")
        self._done.setCheckable(False)
        self._done.clicked.connect(self.intents.back_wanted)

    def shown_buttons(self) -> Sequence[TouchButton]:
        return [*(self._buttons[mode] for mode in self._offered), self._done]

    def show_list(self, modes: Modes, offered: tuple[str, ...], *, wanted: bool) -> None:
        """Shows or hides the list of what is ``offered``, with those of ``modes`` that are on."""
        for mode, button in self._buttons.items():
            button.setVisible(mode in offered)
            button.show_text(self._translate(f"kiosk.modes.{mode}"))
            self.show_chosen(button, chosen=getattr(modes, mode), icon=_ICONS[mode])
        self._done.show_text(self._translate("kiosk.modes.done"))
        if offered != self._offered:
            self._offered = offered
            if self._layout is not None:
                self.arrange(self._layout)
        self.show_wanted(wanted=wanted)

    @Slot()
    def _on_clicked(self) -> None:
        self.intents.mode_chosen.emit(self.sender().objectName().removeprefix("mode-"))
