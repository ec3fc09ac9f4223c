"""How well each service answers what was typed.

A service is worth how many of the typed words lead to it, each by how rare it is among the services, and how whole one
of its names or everyday words is in them.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from hall.finding.subjects import Kind, Phrase
from hall.finding.typed import Unit
from hall.finding.vocabulary import How

_NOTHING_WEIGHT, _UNKNOWN_WEIGHT = 0.1, 0.4
_WHOLE_PHRASE = 0.7
_BONUS: Mapping[How, float] = {How.PREFIX: 0.3, How.WORD: 0.1, How.FUZZY: 0.0}
_BEGINS_NAME, _IS_PHRASE = 0.25, 0.4
_LEAST_PHRASE = 3
"""Fewer letters begin too many phrases for one of them to be meant: names stand first, in the order of the hall."""
_LEAST = 0.3
_BESIDE_SURE, _BESIDE_LIKE = 0.62, 0.36
"""What a hit shares of the best one's words at least: where nothing is spelled right, more may have been meant."""


class Postings:
    """In which phrases a known word is, and how much it tells: 1 in one service, less in more of them."""

    def __init__(self, phrases: Sequence[Phrase], subjects: int) -> None:
        self.phrases = phrases
        self.of: dict[str, list[int]] = defaultdict(list)
        for at, phrase in enumerate(phrases):
            for key in {word.key for word in phrase.words}:
                self.of[key].append(at)
        whole = math.log(1 + subjects)
        self.weight = {
            key: math.log(1 + subjects / len({phrases[at].subject for at in places})) / whole
            for key, places in self.of.items()
        }
        self._by_line = sorted(phrases, key=lambda phrase: phrase.line)
        self._lines = [phrase.line for phrase in self._by_line]
        self.whole = [sum(self.weight[word.key] for word in phrase.words) for phrase in phrases]

    def beginning_with(self, line: str) -> list[Phrase]:
        """The phrases whose words, in their order, begin so."""
        first, end = bisect_left(self._lines, line), bisect_left(self._lines, line + "\uffff")
        return self._by_line[first:end]


class Scores:
    """The services that ``units`` lead to: of each its worth, how it was found, and its best phrase (a place).
    ``title`` is the kind of the names that are shown."""

    def __init__(self, postings: Postings, units: Sequence[Unit], title: Kind) -> None:
        self._title = title
        self._postings, self._units = postings, units
        self._weights = [self._weight_of(unit) for unit in units]
        self._of_subject: dict[int, list[float]] = {}
        self._of_phrase: dict[int, list[float]] = {}
        self._matched: dict[int, float] = defaultdict(float)
        for at, unit in enumerate(units):
            self._add(at, unit)
        self.best_phrase: dict[int, int] = {}
        self._worth: dict[int, float] = defaultdict(float)
        self._weigh_phrases()

    def ranked(self) -> list[tuple[int, How]]:
        """Places of the services that are worth showing, best first; equal ones in their order."""
        line = " ".join(unit.key for unit in self._units)
        begun: dict[int, float] = {}
        for phrase in self._postings.beginning_with(line):
            begun[phrase.subject] = max(begun.get(phrase.subject, 0.0), self._begun(phrase, line))
        few = len(line) < _LEAST_PHRASE
        whole = sum(self._weights) or 1.0
        found = []
        for subject, values in self._of_subject.items():
            share = sum(weight * value for weight, value in zip(self._weights, values, strict=True)) / whole
            how = How.PREFIX if subject in begun else How.WORD if self._is_sure(values) else How.FUZZY
            bonus = _BONUS[how] + begun.get(subject, 0.0)
            worth = share + _WHOLE_PHRASE * self._worth[subject] + bonus
            found.append((bonus if few else worth, share, subject, how))
        most, sure = max((share for _, share, *_ in found), default=0.0), any(how is not How.FUZZY for *_, how in found)
        least = max(_LEAST, (_BESIDE_SURE if sure else _BESIDE_LIKE) * most)
        kept = [one for one in found if one[1] >= least]
        return [(subject, how) for _, _, subject, how in sorted(kept, key=lambda one: (-round(one[0], 2), one[2]))]

    def _begun(self, phrase: Phrase, line: str) -> float:
        """What it adds that ``line`` begins the phrase: most where it is the whole phrase."""
        whole = _IS_PHRASE if phrase.line == line else 0.0
        return max(whole, _BEGINS_NAME if phrase.kind is self._title else 0.0)

    def _weight_of(self, unit: Unit) -> float:
        """How much the word tells: by the rarest of the words that it most likely is."""
        if unit.says_nothing:
            return _NOTHING_WEIGHT
        best = unit.best - 0.02
        weights = [self._postings.weight[key] for key, match in unit.matches.items() if match.quality >= best]
        return max(weights, default=_UNKNOWN_WEIGHT)

    def _add(self, at: int, unit: Unit) -> None:
        count, phrases, weights = len(self._units), self._postings.phrases, self._postings.weight
        taken: dict[int, tuple[float, float]] = {}
        for key, (quality, _) in sorted(unit.matches.items(), key=lambda one: one[1].quality):
            taken.update(dict.fromkeys(self._postings.of[key], (quality, weights[key])))  # the best match comes last
        for place, (quality, weight) in taken.items():
            phrase = phrases[place]
            self._of_phrase.setdefault(place, [0.0] * count)[at] = quality
            self._matched[place] += quality * weight
            values = self._of_subject.setdefault(phrase.subject, [0.0] * count)
            values[at] = max(values[at], quality * phrase.weight)

    def _weigh_phrases(self) -> None:
        whole = sum(self._weights) or 1.0
        for place, values in self._of_phrase.items():
            phrase = self._postings.phrases[place]
            of_typed = sum(weight * value for weight, value in zip(self._weights, values, strict=True)) / whole
            of_phrase = min(1.0, self._matched[place] / self._postings.whole[place])
            worth = phrase.weight * of_typed * (0.4 + 0.6 * of_phrase)
            if worth > self._worth[phrase.subject]:
                self._worth[phrase.subject], self.best_phrase[phrase.subject] = worth, place

    def _is_sure(self, values: Sequence[float]) -> bool:
        """Whether every word that says something is in the service as it was typed, or begins one there."""
        return all(value >= 0.55 or unit.says_nothing for unit, value in zip(self._units, values, strict=True)) and all(
            unit.is_right or unit.says_nothing for unit in self._units
        )
