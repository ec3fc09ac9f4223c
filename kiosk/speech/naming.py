"""What is said of a choice besides what is written on it."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton

from hall.translator import Translator
from qtkit.announce import listed

_ENDING = frozenset({"done-button", "survey-done"})
"""Choices after which the kiosk does not speak any more."""
_LEAVING = "new-number-button"
"""The choice after which a number can no longer be given back."""


def name_of(button: QAbstractButton, translate: Translator) -> str:
    """The name of a choice as it is listed; one that ends the visit says so."""
    name = button.accessibleName()
    return translate("speech.ends", name=name) if button.objectName() in _ENDING else name


def text_of(button: QAbstractButton, translate: Translator, *, one_of_many: bool = False) -> str:
    """What is said of a choice: its name, its state, what it is for and what it leaves; of ``one_of_many`` only that it
    is chosen."""
    name, state = name_of(button, translate), ""
    if button.isCheckable():
        told = name.endswith((translate("kiosk.priority.on"), translate("kiosk.priority.off")))
        if not told and (button.isChecked() or not one_of_many):
            state = translate("speech.chosen" if button.isChecked() else "speech.not_chosen")
    leaves = translate("speech.leaves_number") if button.objectName() == _LEAVING else ""
    return listed(name, state, button.accessibleDescription(), leaves)
