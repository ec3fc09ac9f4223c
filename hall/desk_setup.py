"""What a clerk's machine does by its own file: the shortcuts of the bar, where it lies, and when the desk locks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from hall.shortcuts import Shortcut, shortcut_of

EDGES = ("", "top", "bottom")
"""Of the screen: the bar takes the whole edge; empty: it lies where it was dragged to."""
THEMES = ("light", "dark")
"""The looks of the staff's windows."""
BAR_SHORTCUTS: Mapping[str, str] = MappingProxyType(
    {
        "serve": "Ctrl+Shift+F1",
        "call_next": "Ctrl+Shift+F2",
        "recall": "Ctrl+Shift+F3",
        "finish": "Ctrl+Shift+F4",
        "no_show": "Ctrl+Shift+F6",
        "hold": "Ctrl+Shift+F7",
        "transfer": "Ctrl+Shift+F8",
        "obstacle": "Ctrl+Shift+F9",
        "full": "Ctrl+Shift+F10",
        "pause": "Ctrl+Shift+F11",
        "undo": "Ctrl+Alt+Z",
    }
)
"""The actions of the bar, each with the shortcut that it has by default: that of the window, with Ctrl and Shift."""
KEYPAD_ACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "NumEnter": "call_next",
        "Num1": "serve",
        "Num2": "call_next",
        "Num3": "recall",
        "Num4": "finish",
        "Num6": "no_show",
        "Num7": "hold",
        "Num8": "transfer",
        "Num9": "obstacle",
        "Num0": "full",
        "Num-": "undo",
    }
)
"""What the number block does when it belongs to the bar: the digit is that of the function key."""


def _default_shortcuts() -> Mapping[str, Shortcut]:
    return {action: shortcut_of(text) for action, text in BAR_SHORTCUTS.items()}


@dataclass(frozen=True, slots=True)
class DeskSetup:
    """``shortcuts`` are those of the bar, by the action; ``keypad`` gives it the number block too, while it is shown.
    ``edge`` is one of ``EDGES``, ``theme`` one of ``THEMES``. After ``lock_minutes`` without a key or a click the desk
    locks; 0 is never."""

    shortcuts: Mapping[str, Shortcut] = field(default_factory=_default_shortcuts)
    keypad: bool = False
    edge: str = ""
    lock_minutes: int = 15
    theme: str = "light"

    def keys(self) -> Mapping[Shortcut, str]:
        """Every shortcut with its action; where the number block has one that was set, what was set counts."""
        block = {Shortcut(key): action for key, action in KEYPAD_ACTIONS.items()} if self.keypad else {}
        return block | {shortcut: action for action, shortcut in self.shortcuts.items()}
