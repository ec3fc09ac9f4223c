"""The kiosk's own keyboard: digits, letters, a space, and keys that take away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QObject, QRectF, Signal, Slot
from PySide6.QtWidgets import QWidget

from kiosk.finding.plans import ROWS, KeyboardPlan
from kiosk.kit import KioskKit
from qtkit.widgets.painted_button import Variant
from qtkit.widgets.pressable import KeyGuard
from qtkit.widgets.touch_button import KIOSK_BUTTON, TouchButton

_SIGN = replace(KIOSK_BUTTON, text_px=44, line_px=52, padding=4, edge=2)
_WORD = replace(KIOSK_BUTTON, text_px=34, line_px=40, padding=1, edge=2)
_MAIN = replace(KIOSK_BUTTON, text_px=37, line_px=41, padding=10)
_SIGNS = "".join(ROWS)


class Keyboard(QObject):
    """Its keys lie on ``page``; each has a guard of its own, so that one types as fast as one can. ``typed`` carries a
    sign."""

    typed = Signal(str)

    def __init__(self, kit: KioskKit, page: QWidget) -> None:
        super().__init__(page)
        self._kit, self._page = kit, page
        wants = kit.intents
        self._keys = [self._sign(sign) for sign in _SIGNS]
        self.clear = self._word("search-clear-all", wants.search_cleared.emit)
        self.erase = self._word("search-erase", wants.search_erased.emit, icon="backspace-outline")
        self.space = self._word("search-space", lambda: self.typed.emit(" "))
        self.everything = self._word("search-everything", wants.search_listed.emit, main=True)
        last = len(ROWS[-1])  # Tab goes along the rows; the last one has two more keys
        row = (self.clear, *self._keys[-last:], self.erase, self.space, self.everything)
        for one, following in pairwise((*self._keys[:-last], *row)):
            QWidget.setTabOrder(one, following)

    def show_texts(self) -> None:
        """The words on the keys, in the language."""
        translate = self._kit.translate
        self.clear.show_text(translate("kiosk.search.clear"), name=translate("kiosk.search.clear.name"))
        self.erase.show_text("", name=translate("kiosk.search.erase"))
        self.space.show_text(translate("kiosk.search.space"))
        self.everything.show_text(translate("kiosk.search.everything"))

    def arrange(self, plan: KeyboardPlan, put: Callable[[TouchButton, QRectF], None], *, shown: bool) -> None:
        """Places the keys; ``put`` places one at a rectangle in millimetres. Those that have a place are ``shown``."""
        keys = (*self._keys, self.clear, self.erase, self.space, self.everything)
        places = (*plan.keys, plan.clear, plan.erase, plan.space, plan.everything)
        for key, rect in zip(keys, places, strict=True):
            put(key, rect)
            key.setVisible(shown and not rect.isEmpty())

    def _sign(self, sign: str) -> TouchButton:
        key = TouchButton(
            sign, name=sign, variant=Variant.QUIET, sizes=_SIGN, guard=KeyGuard(self._kit.guard), parent=self._page
        )
        key.setObjectName(f"search-key-{sign}")
        key.clicked.connect(self._on_sign)
        return key

    def _word(self, name: str, act: Callable[[], object], icon: str = "", *, main: bool = False) -> TouchButton:
        variant, sizes = (Variant.PRIMARY, _MAIN) if main else (Variant.QUIET, _WORD)
        guard = self._kit.guard if main else KeyGuard(self._kit.guard)
        key = TouchButton("", name=name, variant=variant, icon=icon, sizes=sizes, guard=guard, parent=self._page)
        key.setObjectName(name)
        key.clicked.connect(act)
        return key

    @Slot()
    def _on_sign(self) -> None:
        sender = self.sender()
        if isinstance(sender, TouchButton):
            self.typed.emit(sender.text())
