"""What is the same word however it is written: small letters, no accents or doubled letters, one spelling a sound."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_SOUNDS = (
    ("ph", "f"), ("dj", "j"), ("tj", "c"), ("kh", "h"), ("sy", "s"), ("sj", "s"), ("ck", "k"), ("x", "ks"),
    ("q", "k"), ("v", "f"), ("f", "p"), ("z", "s"),
)  # fmt: skip
"""Letters that are written for one another: sertipikat, ijasah, poto, and the spelling from before 1972."""
_ENDINGS = ("nya", "kan", "an", "lah", "kah", "ku", "mu")
_BEGINNINGS = (
    "memper", "diper", "meng", "meny", "peng", "peny", "mem", "men", "pem", "pen", "per", "ber", "ter", "me", "pe",
    "ke", "di", "se", "nge", "ng",
)  # fmt: skip
_LEAST_STEM = 4
_ABBREVIATION = 3
_VOWELS = frozenset("aeiou")
_FILLERS = (
    "mau ingin pengen saya aku kami untuk buat di ke dari yang dan atau dengan cara bagaimana gimana tolong minta",
    "mohon ada apa punya sudah belum mana ini itu dong pak bu kak bang mbak mas min permisi harus perlu bisa kalau",
    "karena nomor antrian antrean antri",
    "the a an to my i we want need would like for of how get make please and or in on at with do can where is",
)
FILLERS = frozenset(word for line in _FILLERS for word in line.split())
"""Words that say nothing about what is wanted."""


class Word(NamedTuple):
    """A word of a text: where it begins and ends, and its ``key``."""

    start: int
    end: int
    key: str


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of ``text`` in their order; signs between them are no part of any."""
    found = (Word(match.start(), match.end(), key_of_word(match[0])) for match in _WORD.finditer(text))
    return tuple(word for word in found if word.key)


@lru_cache(maxsize=8192)
def key_of_word(word: str) -> str:
    """What is the same for each way of writing ``word``: ``Pasport`` and ``passport`` are ``pasport``. An abbreviation
    such as ``kk`` stays as it is."""
    plain = unicodedata.normalize("NFKD", word.lower())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    if len(plain) <= _ABBREVIATION or not _VOWELS.intersection(plain):
        return plain
    for written, sound in _SOUNDS:
        plain = plain.replace(written, sound)
    return "".join(sign * (len(list(run)) if sign.isdigit() else 1) for sign, run in groupby(plain))


def stem_of(key: str) -> str:
    """``key`` without the beginnings and endings of Indonesian words, as far as four letters stay."""
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= _LEAST_STEM:
            key = key[: -len(ending)]
            break
    for beginning in _BEGINNINGS:
        if key.startswith(beginning) and len(key) - len(beginning) >= _LEAST_STEM:
            return key[len(beginning) :]
    return key


def reach(word: str, keys: int) -> int:
    """How many characters of ``word`` the first ``keys`` characters of its key stand for."""
    return next((at for at in range(1, len(word) + 1) if len(key_of_word(word[:at])) >= keys), len(word))
