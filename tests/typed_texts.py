"""Texts that people paste, scan and bring in files, and what must be true wherever one of them was sent."""

from __future__ import annotations

import re
import unicodedata

from hall.errors import HallError, Refused

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
_UNSEEN = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]|^[\u0300-\u036f]|[\u0300-\u036f]{4}")
LONGEST_SENTENCE = 400
"""Characters of a refusal: one sentence or two, whatever was typed."""


def is_kept_well(text: str, longest: int = 500) -> bool:
    """Whether a text may stand in the database or on a screen: one short line of composed, visible letters."""
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
    sentences = [error.sentence(language) for language in ("id", "en")]
    return all(one.isprintable() and 0 < len(one) <= LONGEST_SENTENCE for one in sentences) and len(set(sentences)) == 2
