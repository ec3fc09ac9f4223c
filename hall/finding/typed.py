"""What was typed, as the words that it may be: spaces that are missing or too many are put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hall.finding.folding import key_of_word, words_of
from hall.finding.vocabulary import How, Matches, Vocabulary, filler_likeness, is_filler

_GOOD = 0.85
_BETTER = 0.04
_LEAST_SPLIT = 5
_LIKE_A_FILLER = 0.12


@dataclass(frozen=True, slots=True)
class Unit:
    """One word that was meant: its ``text`` as typed, its ``key``, and the known words that it may be. One that
    ``says_nothing`` decides nothing."""

    text: str
    key: str
    matches: Matches
    says_nothing: bool = False

    @property
    def best(self) -> float:
        """The quality of the best match; 0 for none."""
        return max((match.quality for match in self.matches.values()), default=0.0)

    @property
    def is_right(self) -> bool:
        """Whether it is spelled as a known word, or as the beginning of one."""
        return any(match.how is not How.FUZZY for match in self.matches.values())


def units_of(text: str, vocabulary: Vocabulary) -> tuple[Unit, ...]:
    """The words that ``text`` may mean, in their order; the last one may go on."""
    units = _units(text, vocabulary)
    return _all_that_is_said(units) if all(unit.says_nothing for unit in units) else units


def _all_that_is_said(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Words that say nothing, when nothing else was typed: they may be the beginning of others."""
    known = [{key: match for key, match in unit.matches.items() if match.how is not How.FUZZY} for unit in units]
    return tuple(Unit(unit.text, unit.key, matches) for unit, matches in zip(units, known, strict=True))


def _units(text: str, vocabulary: Vocabulary) -> tuple[Unit, ...]:
    written = [text[word.start : word.end] for word in words_of(text)]
    open_end = bool(text) and not text[-1].isspace()
    units: list[Unit] = []
    at = 0
    while at < len(written):
        whole = _joined(written[at : at + 2], vocabulary)
        taken = 2 if whole else 1
        goes_on = open_end and at + taken == len(written)
        units += _single(whole or written[at], vocabulary, goes_on=goes_on)
        at += taken
    return tuple(units)


def _joined(pair: Sequence[str], vocabulary: Vocabulary) -> str:
    """The word that two typed ones make together, where that is known and not both of them are."""
    whole = "".join(pair)
    known = len(pair) > 1 and key_of_word(whole) in vocabulary
    return whole if known and not all(key_of_word(word) in vocabulary for word in pair) else ""


def _single(text: str, vocabulary: Vocabulary, *, goes_on: bool) -> list[Unit]:
    """One typed word, or the two that it is without the space between."""
    unit = _unit(text, vocabulary, goes_on=goes_on)
    if unit.says_nothing or unit.best >= _GOOD or len(text) < _LEAST_SPLIT:
        return [unit]
    pairs = [
        [_unit(text[:at], vocabulary, goes_on=False), _unit(text[at:], vocabulary, goes_on=goes_on)]
        for at in range(2, len(text) - 1)
        if (one := key_of_word(text[:at])) in vocabulary or is_filler(one)
    ]
    best = max(pairs, key=_worst, default=[])
    return best if best and _worst(best) > unit.best + _BETTER else [unit]


def _worst(pair: Sequence[Unit]) -> float:
    """How good the less good of two words is."""
    return min(1.0 if unit.says_nothing else unit.best for unit in pair)


def _unit(text: str, vocabulary: Vocabulary, *, goes_on: bool) -> Unit:
    key = key_of_word(text)
    matches = vocabulary.matches(key, goes_on=goes_on)
    if is_filler(key):
        return Unit(text, key, matches, says_nothing=True)
    best = max((match.quality for match in matches.values()), default=0.0)
    return Unit(text, key, matches, says_nothing=best < _GOOD and filler_likeness(key) > best + _LIKE_A_FILLER)
