"""Which characters the house's type has a shape for: all others would stand as boxes on boards and slips."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from hall.assets import slip_font
from hall.invisible import is_unseen

if TYPE_CHECKING:
    from PIL import ImageFont

_SURE = 0x100
"""The font has every printable character below: Basic Latin and Latin-1."""
_NO_CHARACTER = "\uffff"
_LETTERS = 1024
"""So many characters are looked at once; a text of a thousand rows has few."""
_JOINTS = frozenset("\u200d\ufe0e\ufe0f")
"""Make one picture of several characters, and are not seen themselves."""


def undrawn(text: str) -> tuple[str, ...]:
    """The characters of ``text`` that cannot be drawn, each once, as their reader sees them: a family is one
    character."""
    undrawable = groupby(text, lambda letter: letter in _JOINTS or not is_drawn(letter))
    runs = ("".join(run) for cannot, run in undrawable if cannot)
    return tuple(dict.fromkeys(run for run in runs if not all(is_drawn(letter) for letter in run)))


def visible(text: str) -> str:
    """``text`` in one line without what nobody sees or a terminal would obey: ``?`` stands for it. What joins several
    characters to one picture stays."""
    return text if text.isascii() and text.isprintable() else "".join(map(_visible, text))


@lru_cache(_LETTERS)
def _visible(character: str) -> str:
    return character if character in _JOINTS or not is_unseen(character) else " " if character.isspace() else "?"


def is_drawn(letter: str) -> bool:
    """Whether the type has a shape for ``letter``; what is no printable character is another check's."""
    if ord(letter) < _SURE or not letter.isprintable():
        return True
    # A letter that is laid out in parts has a shape of its own, though there may be none for the parts.
    parts = (part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    return all(_shape(one) != _shape(_NO_CHARACTER) for one in (letter, *parts))


@cache
def _shape(letter: str) -> tuple[tuple[int, int], bytes]:
    mask = _type().getmask(letter)
    return mask.size, bytes(mask)


@cache
def _type() -> ImageFont.FreeTypeFont:
    from PIL import ImageFont  # only a text with unusual letters pays for it

    return ImageFont.truetype(slip_font(), 32)
