"""All words of an index, and which of them a typed one may be."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import IntEnum
from heapq import nlargest
from itertools import chain, pairwise
from types import MappingProxyType
from typing import NamedTuple

from hall.finding.folding import FILLERS, key_of_word, stem_of
from hall.finding.spelling import likeness

_LEAST_FUZZY = 3
"""Words shorter than this must be right: ``kk`` is in every other word."""
_ENOUGH, _BEGUN_ENOUGH = 0.7, 0.82
_LOOKED_AT = 16
_STEM = 0.93
_KEPT = 4000


class How(IntEnum):
    """How a word was found, the better the less."""

    PREFIX = 0
    WORD = 1
    FUZZY = 2


class Match(NamedTuple):
    """A known word that a typed one may be: how good, from 0 to 1, and how found."""

    quality: float
    how: How


Matches = Mapping[str, Match]
_NOTHING: Matches = MappingProxyType({})


class Vocabulary:
    """Knows ``words`` (keys of ``folding``)."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._sorted = sorted(self._words)
        self._stems: dict[str, list[str]] = {}
        self._letters: dict[str, list[str]] = {}
        self._pairs: dict[str, list[str]] = {}
        for word in self._sorted:
            self._letters.setdefault(_letters(word), []).append(word)
            self._stems.setdefault(stem_of(word), []).append(word)
            for pair in _pairs(word):
                self._pairs.setdefault(pair, []).append(word)
        self._kept: dict[tuple[str, bool], Matches] = {}

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def matches(self, typed: str, *, goes_on: bool) -> Matches:
        """The known words that ``typed`` may be; ``goes_on``: it is the last word, whose end may not be typed yet."""
        found = self._kept.get((typed, goes_on))
        if found is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            found = self._kept[typed, goes_on] = self._matches(typed, goes_on=goes_on)
        return found

    def _matches(self, typed: str, *, goes_on: bool) -> Matches:
        found = {word: Match(_begun(typed, word, goes_on=goes_on), How.PREFIX) for word in self._begin_with(typed)}
        if len(typed) == 1 and not goes_on:
            found = {}
        stem = stem_of(typed)
        for word in self._stems.get(stem, ()):
            _keep(found, word, Match(_STEM, How.WORD))
        if typed in self._words:
            found[typed] = Match(1.0, How.WORD)
        best = max((match.quality for match in found.values()), default=0.0)
        if len(typed) >= _LEAST_FUZZY and best < 1.0:
            for word in self._like(typed):
                _keep(found, word, Match(_alike(typed, word, goes_on=goes_on), How.FUZZY))
        return MappingProxyType({word: match for word, match in found.items() if match.quality > 0})

    def _begin_with(self, typed: str) -> Iterable[str]:
        at = bisect_left(self._sorted, typed)
        while at < len(self._sorted) and self._sorted[at].startswith(typed):
            yield self._sorted[at]
            at += 1

    def _like(self, typed: str) -> list[str]:
        """The words with most pairs of letters in common, and those of the same letters: few are looked at closely."""
        pairs = _pairs(typed)
        shared = Counter(chain.from_iterable(self._pairs.get(pair, ()) for pair in pairs))
        close = nlargest(
            _LOOKED_AT, shared, key=lambda word: (shared[word] / (len(pairs) + 0.5 * abs(len(word) - len(typed))), word)
        )
        same_letters = self._letters.get(_letters(typed), ())
        return [word for word in {*close, *same_letters} if len(word) >= _LEAST_FUZZY]


def is_filler(typed: str) -> bool:
    """Whether the word says nothing about what is wanted."""
    return typed in _FILLER_KEYS


def filler_likeness(typed: str) -> float:
    """How much it is like one that says nothing."""
    if len(typed) < _LEAST_FUZZY:
        return 0.0
    near = (likeness(typed, filler) for filler in _FILLER_KEYS if abs(len(filler) - len(typed)) <= 1)
    found = max(near, default=0.0)
    return found if found >= _ENOUGH else 0.0


_FILLER_KEYS = frozenset(map(key_of_word, FILLERS))


def _keep(found: dict[str, Match], word: str, match: Match) -> None:
    if match.quality > 0 and (word not in found or found[word].quality < match.quality):
        found[word] = match


def _letters(word: str) -> str:
    return "".join(sorted(word))


def _pairs(word: str) -> set[str]:
    """The pairs of neighbouring letters, with the beginning and the end of the word, and pairs over one letter."""
    whole = f"^{word}$"
    return {a + b for a, b in pairwise(whole)} | {f"{a}-{b}" for a, b in zip(word, word[2:], strict=False)}


def _begun(typed: str, word: str, *, goes_on: bool) -> float:
    """How good it is that ``typed`` begins ``word``."""
    share = len(typed) / len(word)
    return 0.86 + 0.08 * share if goes_on else 0.6 + 0.3 * share


def _alike(typed: str, word: str, *, goes_on: bool) -> float:
    """How good it is that ``typed`` is like ``word``, or like its beginning; 0 for not enough."""
    whole = likeness(typed, word)
    if whole >= _ENOUGH:
        return 0.9 * whole
    if goes_on and len(word) > len(typed) >= _LEAST_FUZZY + 1:
        begun = max(likeness(typed, word[: len(typed) + more]) for more in (-1, 0, 1))
        return 0.8 * begun if begun >= _BEGUN_ENOUGH else 0.0
    return 0.0
