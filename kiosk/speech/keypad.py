"""What a key means to the spoken kiosk: a keypad of twelve keys, five raised keys, or a plain keyboard.

All three are understood at any time; which of them the hall has only decides what the kiosk explains.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

LETTERS = {
    "1": "-", "2": "ABC", "3": "DEF", "4": "GHI", "5": "JKL", "6": "MNO", "7": "PQRS", "8": "TUV", "9": "WXYZ",
}  # fmt: skip
"""The letters of a telephone's keys (ITU-T E.161), and the hyphen of a number on its first one."""


class Do(Enum):
    """What is to be done."""

    NEXT = auto()
    PREVIOUS = auto()
    OK = auto()
    ERASE = auto()
    BACK = auto()
    REPEAT = auto()
    PAUSE = auto()
    LOUDER = auto()
    QUIETER = auto()
    FASTER = auto()
    SLOWER = auto()
    LANGUAGE = auto()
    PRIORITY = auto()
    MENU = auto()
    HELP = auto()
    END = auto()
    DIGIT = auto()
    LETTER = auto()
    STAR = auto()


@dataclass(frozen=True, slots=True)
class Press:
    """A key: what it does, and the sign on it."""

    do: Do
    sign: str = ""


_MENU = {
    "1": Do.REPEAT, "2": Do.PAUSE, "3": Do.LOUDER, "4": Do.QUIETER, "5": Do.FASTER, "6": Do.SLOWER,
    "7": Do.LANGUAGE, "8": Do.PRIORITY, "9": Do.PREVIOUS, "0": Do.END, "*": Do.BACK, "#": Do.HELP,
}  # fmt: skip
"""What the key after a star does."""
_KEYS = {
    Qt.Key.Key_Down: Do.NEXT,
    Qt.Key.Key_Tab: Do.NEXT,
    Qt.Key.Key_Up: Do.PREVIOUS,
    Qt.Key.Key_Backtab: Do.PREVIOUS,
    Qt.Key.Key_Left: Do.BACK,
    Qt.Key.Key_Right: Do.PAUSE,
    Qt.Key.Key_Return: Do.OK,
    Qt.Key.Key_Enter: Do.OK,
    Qt.Key.Key_Space: Do.OK,
    Qt.Key.Key_Escape: Do.BACK,
    Qt.Key.Key_Backspace: Do.ERASE,
    Qt.Key.Key_F2: Do.LANGUAGE,
    Qt.Key.Key_F3: Do.PRIORITY,
    Qt.Key.Key_F5: Do.REPEAT,
    Qt.Key.Key_F6: Do.PAUSE,
    Qt.Key.Key_F7: Do.QUIETER,
    Qt.Key.Key_F8: Do.LOUDER,
    Qt.Key.Key_F9: Do.END,
    Qt.Key.Key_Plus: Do.LOUDER,
    Qt.Key.Key_Minus: Do.QUIETER,
    Qt.Key.Key_Slash: Do.REPEAT,
    Qt.Key.Key_Asterisk: Do.STAR,
    Qt.Key.Key_NumberSign: Do.OK,
}
_OTHER = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Keypad:
    """Remembers whether a star was pressed: the key after it is one of the menu."""

    def __init__(self) -> None:
        self.in_menu = False

    def press(self, press: Press) -> Press:
        """What ``press`` does after the keys before it."""
        if not self.in_menu:
            self.in_menu = press.do is Do.STAR
            return Press(Do.MENU) if self.in_menu else press
        self.in_menu = False
        sign = {Do.STAR: "*", Do.OK: "#"}.get(press.do, press.sign)
        return Press(_MENU[sign], sign) if sign in _MENU else press


def press_of(event: QKeyEvent) -> Press | None:
    """The key of an event; None for one that is none of ours."""
    if event.modifiers() & _OTHER:
        return None
    text, key = event.text(), Qt.Key(event.key())
    if len(text) == 1 and text.isascii() and text.isdigit():
        return Press(Do.DIGIT, text)
    if len(text) == 1 and text.isalpha():
        return Press(Do.LETTER, text.upper())
    if key in _KEYS:  # Escape is a key that is found by touch: it needs no second press
        return Press(_KEYS[key], "escape" if key == Qt.Key.Key_Escape else "")
    by_text = {"*": Do.STAR, "#": Do.OK, "+": Do.LOUDER, "-": Do.QUIETER, "/": Do.REPEAT}
    return Press(by_text[text]) if text in by_text else None


def next_sign(sign: str, offered: str) -> str:
    """The sign after ``sign`` on its key of a telephone, of those that are ``offered``: 2, A, B, C, 2."""
    key = next((digit for digit, letters in LETTERS.items() if sign == digit or sign in letters), "")
    round_ = [one for one in (key, *LETTERS.get(key, "")) if one in offered]
    return round_[(round_.index(sign) + 1) % len(round_)] if sign in round_ else sign
