"""The shortcuts of the window: each is bound with the code of what it does, and the sheet of keys is made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from hall.translator import Translator

HELP_SHORTCUT, PAPER_SHORTCUT = "F1", "Ctrl+P"
SPACE = "Space"
"""The space bar, whose name is a word of the language."""


@dataclass(frozen=True, slots=True)
class KeyLook:
    """A row of the sheet: ``keys`` do what ``text`` says; a head has no keys."""

    key: str
    keys: str
    text: str

    @property
    def spoken(self) -> str:
        """All of it in words."""
        return f"{self.keys}: {self.text}" if self.keys else self.text


def bind(place: QWidget, keys: str, act: Callable[[], object], code: str) -> QShortcut:
    """Binds ``keys`` to ``act`` while ``place`` is on screen; a held key acts once. ``code`` is the text that says what
    they do."""
    shortcut = QShortcut(QKeySequence(keys), place, autoRepeat=False)
    shortcut.setWhatsThis(code)
    shortcut.activated.connect(act)
    return shortcut


def keys_of(place: QObject, translate: Translator, *, deep: bool = True) -> list[KeyLook]:
    """What is bound to ``place``, and with ``deep`` to what lies in it; not what the person may not do."""
    how = Qt.FindChildOption.FindChildrenRecursively if deep else Qt.FindChildOption.FindDirectChildrenOnly
    found = place.findChildren(QShortcut, options=how)
    return [_look(one.key().toString(), one.whatsThis(), translate) for one in found if one.isEnabled()]


def more_keys(keys: Iterable[tuple[str, str]], translate: Translator) -> list[KeyLook]:
    """Keys that a list answers to itself, with the codes of what they do there."""
    return [_look(one, code, translate) for one, code in keys]


def _look(keys: str, code: str, translate: Translator) -> KeyLook:
    shown = translate("supervisor.keys_space") if keys == SPACE else keys
    return KeyLook(f"{keys} {code}", shown, translate(code))
