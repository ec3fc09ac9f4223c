"""Which characters of a shown text match what was typed, and how that is spelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hall.finding.folding import Word, reach, words_of
from hall.finding.spelling import likeness
from hall.finding.typed import Unit
from hall.finding.vocabulary import How, Match

Span = tuple[int, int]
"""Characters of a text, the end not included."""
_MARKED = 0.6
"""A word that is less like what was typed is not its spelling."""
_LIKE, _LEAST = 0.78, 3


@dataclass(frozen=True, slots=True)
class Titled:
    """A text with the ``spans`` in it that match what was typed."""

    text: str
    spans: tuple[Span, ...] = ()


def marked(text: str, units: Sequence[Unit]) -> Titled:
    """``text`` with what of it matches; neighbours are one span."""
    spans: list[Span] = []
    for word in words_of(text):
        end = _end_of_match(text, word, units)
        if end <= word.start:
            continue
        if spans and text[spans[-1][1] : word.start] == " ":
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((word.start, end))
    return Titled(text, tuple(spans))


def _end_of_match(text: str, word: Word, units: Sequence[Unit]) -> int:
    """Where the match of a word ends; its start when there is none."""
    signs = max((_marked_signs(unit, word.key) for unit in units), default=0)
    if signs >= len(word.key):
        return word.end
    return word.start + (reach(text[word.start : word.end], signs) if signs else 0)


def _marked_signs(unit: Unit, key: str) -> int:
    """How many signs of a word match; what was typed last may differ from its beginning in its last sign."""
    if unit.says_nothing:
        return 0
    if key.startswith(unit.key):
        return len(unit.key)
    match = unit.matches.get(key)
    if match is not None and match.how is How.WORD:
        return len(key)
    if key[:1] != unit.key[:1] or len(unit.key) < _LEAST:
        return 0
    if abs(len(key) - len(unit.key)) <= 2 and likeness(unit.key, key) >= _LIKE:
        return len(key)
    begun = likeness(unit.key, key[: len(unit.key)]) >= _LIKE
    return len(unit.key) if begun else _in_common(unit.key, key)


def _in_common(typed: str, key: str) -> int:
    """The beginning of a typed word that is also that of a known one, where only its last sign is another one."""
    return len(typed) - 1 if key.startswith(typed[:-1]) else 0


def _match(unit: Unit, key: str) -> Match | None:
    found = unit.matches.get(key)
    return found if found is not None and found.quality >= _MARKED and not unit.says_nothing else None


def spelled(units: Sequence[Unit], phrases: Sequence[Sequence[str]]) -> str:
    """What was typed in the spelling of ``phrases`` (words as they are written, the best phrase first); empty when it
    is spelled so."""
    if all(unit.is_right or unit.says_nothing for unit in units):
        return ""
    return " ".join(_spelled(unit, phrases) for unit in units)


def _spelled(unit: Unit, phrases: Sequence[Sequence[str]]) -> str:
    if unit.says_nothing or unit.is_right:
        return unit.text
    for words in phrases:
        known = [(found.quality, word) for word in words if (found := _match(unit, words_of(word)[0].key))]
        if known:
            return max(known)[1]
    return unit.text
