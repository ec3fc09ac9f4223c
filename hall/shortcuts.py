"""Shortcuts that a machine takes for itself, whatever program has the keyboard: how they are written, and what may be
one."""

from __future__ import annotations

from dataclasses import dataclass

MODIFIERS = ("Ctrl", "Alt", "Shift", "Super")
"""In the order in which they are written."""
_ORDINARY = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_SPARE = ("Insert", "Home", "End", "PageUp", "PageDown", "Pause", "ScrollLock")
KEYPAD = tuple(f"Num{sign}" for sign in (*"0123456789", "Enter", "+", "-", "*", "/", "."))
"""The keys of the number block."""
KEYS = (*(f"F{number}" for number in range(1, 25)), *_ORDINARY, *_SPARE, *KEYPAD)
_SPELLED = {name.lower(): name for name in (*MODIFIERS, *KEYS)} | {
    "control": "Ctrl",
    "strg": "Ctrl",
    "win": "Super",
    "meta": "Super",
    "pgup": "PageUp",
    "pgdown": "PageDown",
}


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One key with what is held down beside it: ``key`` of ``KEYS``, ``held`` of ``MODIFIERS`` in their order."""

    key: str
    held: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "+".join((*self.held, self.key))


def shortcut_of(text: str) -> Shortcut:
    """The shortcut that ``text`` writes, such as ``Ctrl+Shift+F2`` or ``Num+``. Raises ValueError with what is wrong.

    A letter or digit needs Ctrl, Alt or Super: alone nobody could type it any more.
    """
    names, ends_in_plus = text.strip(), text.strip().lower().endswith("num+")
    parts = (names[:-4].rstrip("+").split("+") if names[:-4] else []) + ["Num+"] if ends_in_plus else names.split("+")
    found = [_SPELLED.get(part.strip().lower(), "") for part in parts]
    unknown = next((part.strip() for part, name in zip(parts, found, strict=True) if not name), None)
    if unknown is not None:
        raise ValueError(f'has an unknown key "{unknown}"' if unknown else "has + without a key")
    *held, key = found
    if key in MODIFIERS:
        raise ValueError("has no key besides those that are held")
    if any(name not in MODIFIERS for name in held):
        raise ValueError("has two keys")
    if key in _ORDINARY and set(held) <= {"Shift"}:
        raise ValueError("would take a letter or digit away from everybody who types; hold Ctrl, Alt or Super with it")
    return Shortcut(key, tuple(name for name in MODIFIERS if name in held))
