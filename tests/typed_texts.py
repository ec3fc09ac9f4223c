"""Texts that people paste, scan and bring in files, and what must be true wherever one of them was sent."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from typing import TypeVar

from hall.errors import HallError, Refused
from hall.translator import Translator

TEXTS = {
    "1,000 letters": "x" * 1000,
    "NUL": "nol\0nol",
    "newline": "satu\ndua",
    "ESC": "merah\x1b[31m",
    "reversed": "a\u202eb",
    "decomposed": "cafe\u0301",
    "emoji": "\U0001f642 halo",
    "no width": "si\u200bti",
    "selector": "si\ufe0fti\U000e0101",
    "joiner": "si\u034fti",
    "mark alone": "\u0301",
    "tower of marks": "Z" + 79 * "\u0301",
}
T = TypeVar("T")
EVERY_PAIR = bool(os.environ.get("MPP_EVERY_TEXT"))
"""Set by `make texts`: every entrance gets every text. Else each gets NUL and a third of the others, in turn."""
_UNSEEN = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]|^[\u0300-\u036f]|[\u0300-\u036f]{4}")
LONGEST_SENTENCE = 400
"""Characters of a refusal: one sentence or two, whatever was typed."""


def in_turn(entrances: Mapping[str, T], kind: str) -> dict[str, T]:
    """The entrances that a text is sent to: of neighbours each gets other ones."""
    shift = list(TEXTS).index(kind)
    every = EVERY_PAIR or kind == "NUL"  # the one that a database itself does not take
    return {name: job for at, (name, job) in enumerate(entrances.items()) if every or (at + shift) % 3 == 0}


def is_kept_well(text: str, longest: int = 500) -> bool:
    """Whether a text may are in the database or on a screen: one short line of composed, visible letters."""
    return (
        _UNSEEN.search(text) is None
        and text.isprintable()
        and len(text) <= longest
        and text == unicodedata.normalize("NFC", text)
    )


def said_in_words(error: HallError) -> bool:
    """Whether a refusal tells a person what to do, in both languages, and repeats nothing that a terminal obeys."""
    if not isinstance(error, Refused):
        return all(line.isprintable() and line for line in str(error).splitlines())
    sentences = [error.message(Translator(language)) for language in ("id", "en")]
    return all(one.isprintable() and 0 < len(one) <= LONGEST_SENTENCE for one in sentences) and len(set(sentences)) == 2
