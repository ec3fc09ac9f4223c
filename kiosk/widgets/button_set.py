"""The buttons of one page of the kiosk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from kiosk.kit import KioskKit
from qtkit.widgets.painted_button import Variant
from qtkit.widgets.touch_button import KIOSK_BIG_BUTTON, KIOSK_BUTTON, TouchButton


class ButtonSet:
    """Makes the buttons of ``page``, and shows their texts in another language."""

    def __init__(self, kit: KioskKit, page: QWidget) -> None:
        self._kit, self._page = kit, page
        self._texts: list[tuple[TouchButton, str, str]] = []

    def add(
        self,
        name: str,
        act: SignalInstance | Callable[[], object],
        text: str = "",
        icon: str = "",
        *,
        spoken: str = "",
        variant: Variant = Variant.SECONDARY,
        main: bool = False,
    ) -> TouchButton:
        """A button called ``name`` that does ``act``; ``text`` and ``spoken``, its text for screen readers where that
        is another one, are of the catalogue. A ``main`` button is large and filled."""
        sizes, variant = (KIOSK_BIG_BUTTON, Variant.PRIMARY) if main else (KIOSK_BUTTON, variant)
        made = TouchButton(
            "", name=name, variant=variant, icon=icon, sizes=sizes, guard=self._kit.guard, parent=self._page
        )
        made.setObjectName(name)
        made.clicked.connect(act)
        if text or spoken:
            self._texts.append((made, text, spoken or text))
        return made

    def translate(self) -> None:
        """Shows their texts in the language."""
        translate = self._kit.translate
        for made, text, name in self._texts:
            made.show_text(translate(text) if text else "", name=translate(name))
