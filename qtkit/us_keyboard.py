"""What a key types on an American keyboard, by its place: a scanner presses keys as there, whatever layout the machine
has."""

from __future__ import annotations

import platform

_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
)
"""The first scan code of each row of keys (set 1, and Linux's event codes), and what the row types, plain and with
Shift."""
_BEFORE = 8 if platform.system() == "Linux" else 0
"""X11 and Wayland count the same keys from 8 on."""


def sign_at(scan_code: int, *, shift: bool) -> str:
    """What the key with Qt's native ``scan_code`` types there; empty for one that types nothing."""
    place = scan_code - _BEFORE
    for first, plain, shifted in _ROWS:
        if first <= place < first + len(plain):
            return (shifted if shift else plain)[place - first]
    return ""
