"""Which characters nobody sees, for every guard of a text and for every comparison of names: one definition of it.

The list is Unicode's property ``Default_Ignorable_Code_Point`` (DerivedCoreProperties), of which Python's
``str.isprintable`` knows only a part, with the pattern of Braille that has no dot.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

MOST_MARKS = 3
"""Accents on one letter that cannot be composed with it: no language has more, and more cover other lines."""
_IGNORABLE = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)  # fmt: skip
_FIRST = tuple(first for first, _ in _IGNORABLE)


def is_ignorable(character: str) -> bool:
    """Whether a drawn text looks the same with ``character`` and without it."""
    at = bisect_right(_FIRST, ord(character)) - 1
    return at >= 0 and ord(character) <= _IGNORABLE[at][1]


def is_unseen(character: str) -> bool:
    """Whether ``character`` is not to be seen in a line: it is ignorable, or not printable (a space is)."""
    return not character.isprintable() or is_ignorable(character)


def unseen_in(text: str) -> str:
    """The first character of ``text`` that is unseen; empty when there is none."""
    if text.isascii() and text.isprintable():
        return ""
    return next((character for character in text if is_unseen(character)), "")


def stray_mark_in(text: str) -> str:
    """The first accent of ``text`` that is part of no letter: nothing stands before it, or ``MOST_MARKS`` accents of
    the same letter do once the text is composed (NFC); empty when there is none."""
    if text.isascii():
        return ""
    room = 0
    for character in unicodedata.normalize("NFC", text):
        if not unicodedata.category(character).startswith("M"):
            room = 0 if character.isspace() else MOST_MARKS
        elif room == 0:
            return character
        else:
            room -= 1
    return ""


def seen_of(text: str) -> str:
    """``text`` without what is unseen, and without its accents when one of them is part of no letter."""
    drop = bool(stray_mark_in(text))
    return "".join(one for one in text if not is_unseen(one) and not (drop and unicodedata.category(one)[0] == "M"))


def readable(text: str) -> str:
    """``text`` with a ``?`` for each run of characters that are unseen, or of accents that are part of no letter."""
    made: list[str] = []
    room = 0
    for character in unicodedata.normalize("NFC", text):
        if character.isspace():
            made.append(" ")
            room = 0
        elif is_unseen(character) or (room == 0 and unicodedata.category(character).startswith("M")):
            made += ["?"] if room >= 0 else []
            room = -1
        elif not unicodedata.category(character).startswith("M"):
            made.append(character)
            room = MOST_MARKS
        elif room > 0:
            made.append(character)
            room -= 1
    return "".join(made)
