"""How a text of the screen is read aloud: what only the eye understands becomes words, and long texts become pieces."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hall.numbering import PREFIX_PATTERN
from hall.translator import Translator

_CODE = re.compile(rf"(?<![A-Z0-9-])({PREFIX_PATTERN})-(\d{{3,6}})(?![\d-])")
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])[.:]([0-5]\d)(?!\d)")
_RANGE = re.compile(r"(?<=\w)\s?[\u2013\u2212]\s?(?=\w)")
_SENTENCE = re.compile(r"(?<=[.!?…:])\s+(?=\S)")
_LIST = re.compile(r"(?<=[a-z] )(\d+(?:, \d+)*), (\d+)(?!\d)")
"""Numbers in a row, such as those of counters; a choice's own number begins a sentence."""
_SILENT = re.compile('[\u201c\u201d\u2018\u2019"*_#|<>()\\[\\]]')


@dataclass(frozen=True, slots=True)
class Piece:
    """What is made into sound at once: a sentence, or the ``code`` of a number with its letters and digits apart."""

    text: str
    code: str = ""


def aloud(text: str, translate: Translator) -> str:
    """``text`` as it is read: ranges, times and signs in words."""
    words = _RANGE.sub(f" {translate('speech.to')} ", text)
    words = words.replace("±", f"{translate('speech.about')} ").replace(" · ", ", ")
    words = _CLOCK.sub(_clock, words)
    words = _LIST.sub(rf"\1 {translate('speech.and')} \2", words)
    return " ".join(_SILENT.sub(" ", words).split())


def pieces_of(text: str, translate: Translator) -> tuple[Piece, ...]:
    """``text`` in pieces that are made one after the other: sentences, and codes of numbers by themselves."""
    found: list[Piece] = []
    for sentence in _SENTENCE.split(text.strip()):
        at = 0
        for match in _CODE.finditer(sentence):
            _add(found, sentence[at : match.start()], translate)
            found.append(Piece(spelled(match[1] + match[2]), match[0]))
            at = match.end()
        _add(found, sentence[at:], translate)
    return tuple(found)


def spelled(signs: str) -> str:
    """Letters and digits one by one."""
    return " ".join(signs)


def _add(found: list[Piece], text: str, translate: Translator) -> None:
    words = aloud(text, translate).strip(" ,;:")
    if any(sign.isalnum() for sign in words):
        found.append(Piece(words))


def _clock(match: re.Match[str]) -> str:
    hour, minute = int(match[1]), match[2]
    return str(hour) if minute == "00" else f"{hour} {minute}"
