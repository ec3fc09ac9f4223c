"""When two names that people type are the same: logins, counters, stations, services, prefixes, codes, confirmations.

What looks the same is the same, in whatever form a keyboard, a scanner or a clipboard sends it: composed or decomposed
letters, full-width ones, capitals, any kind of space or hyphen, characters without a width. Texts that are no
names: see ``hall.text_rules``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import TypeVar

from hall.invisible import is_ignorable

T = TypeVar("T")
_SHORTEST_WORD = 3
"""Signs of a word that is looked for within names."""
_ALSO_HYPHENS = "\u2212"
"""The minus sign looks like a hyphen; Unicode counts it among the operators."""
_REVERSING = "\u202d\u202e"
"""Make the letters after them look like others: no name is meant by what has one."""


def plain_of(text: str) -> str:
    """``text`` with one form for all that looks the same, in the case in which it was typed: without characters that
    have no width, with plain hyphens and single spaces."""
    seen = "".join(_plain(character) for character in unicodedata.normalize("NFKC", text))
    return " ".join(unicodedata.normalize("NFKC", seen).split())


@lru_cache(maxsize=512)  # a hall has some hundred names, and asks for them at every step
def key_of(text: str) -> str:
    """What identifiers are compared by: equal for two texts that look the same, in any case."""
    return unicodedata.normalize("NFKC", plain_of(text).casefold())


def same(one: str, other: str) -> bool:
    """Whether two identifiers look the same, in any case."""
    return key_of(one) == key_of(other)


def same_named(known: Iterable[T], typed: str, *, of: Callable[[T], str] = str) -> T | None:
    """The first of what is ``known`` whose name, by ``of``, looks the same as what was ``typed``; None without one."""
    key = key_of(typed)
    return next((one for one in known if key_of(of(one)) == key), None)


def nearest(names: Iterable[str], typed: str) -> str:
    """The name that ``typed`` most likely means: it has those words, or hardly differs; empty without one."""
    known, key = {key_of(name): name for name in names}, key_of(typed)
    close = [name for name in known if key in name] if len(key) >= _SHORTEST_WORD else []
    close = close or get_close_matches(key, known, n=1)
    return known[min(close, key=len)] if close else ""


def _plain(character: str) -> str:
    if character.isascii():
        return character
    kind = unicodedata.category(character)
    if kind == "Pd" or character in _ALSO_HYPHENS:
        return "-"
    return "" if (kind == "Cf" or is_ignorable(character)) and character not in _REVERSING else character
