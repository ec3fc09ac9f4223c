"""Hears whether a take is the word that was asked for, without knowing any language.

It compares with the speaker's other takes, and with another voice that says the same words.

How often it is wrong was measured with voices that are no people's, but made of people's: see docs/decisions/060.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median

from hall.voice.recording import mending
from hall.voice.recording.shape import Frame, Shape, centred, distance, mean_of, shape_of

ENOUGH = 8
"""So many words of a voice tell what they have in common; with fewer, nothing is said of what a word sounds like."""
_WARPS = (1.0, 0.86, 0.93, 1.07, 1.15)
_FARTHER = 1.25
"""A take whose own word is so many times as far away as the nearest one is doubtful."""
_FARTHER_TWIN, _NEAR = 1.15, 0.5
"""It need not be that far when the speaker's own take of that nearest word is near too, against how far two of the
speaker's words usually are."""
_SAME = 0.2
"""Where no other voice says the word: so near only the same word is."""
_LONGER = 2.5
_SYLLABLE = 0.2
_VOWELS = frozenset("aeiouyáàâäãåéèêëíìîïóòôöõúùûü")


@dataclass(slots=True)
class _Voice:
    """The words of one voice at one warp of its frequencies."""

    words: dict[str, Shape] = field(default_factory=dict)
    mean: Frame = ()

    def settle(self) -> None:
        """Work out what they have in common."""
        self.mean = mean_of(self.words.values())

    def nearest(self, shape: Shape, *, without: str = "") -> tuple[float, str]:
        """The word that a centred shape is nearest to, and how far it is; infinitely far when there is none."""
        near = (
            (distance(shape, centred(one, self.mean)), name)
            for name, one in self.words.items()
            if name != without and 1 / _LONGER < (len(one) + 1) / (len(shape) + 1) < _LONGER
        )
        return min(near, default=(float("inf"), ""))


class Ear:
    """Compares takes of one speaker; ``references`` are words of another voice, at the same ``rate``."""

    def __init__(self, references: Mapping[str, array[int]], rate: int) -> None:
        self._rate = rate
        self._seconds = {name: len(samples) / rate for name, samples in references.items()}
        self._other = _Voice({name: shape_of(samples, rate) for name, samples in references.items()})
        self._mine = _Voice()
        self._takes: dict[str, array[int]] = {}
        self._warp = self._gap = 0.0
        if self._other.words:
            self._other.settle()

    def learn(self, name: str, take: array[int]) -> None:
        """A take that was accepted, or is to be compared with others of the same day."""
        self._takes[name] = take
        if self._warp:
            self._mine.words[name] = shape_of(take, self._rate, self._warp)
            self._mine.settle()

    def seconds_of(self, take: array[int]) -> float:
        """How long the word in a take sounds, without its margins."""
        return max(0.05, len(take) / self._rate - mending.BEFORE - mending.AFTER)

    def expected_seconds(self, name: str, text: str) -> float:
        """How long this speaker will take for a word, by the other voice or its syllables."""
        usual = self._usual_seconds(name, text)
        if len(self._takes) < ENOUGH:
            return usual
        return usual * self._tempo()

    def other_word(self, name: str, take: array[int]) -> str:
        """The word that a take sounds like, when that is not ``name``; empty when it may well be ``name``, or when
        there is nothing yet to tell it by."""
        if len(self._takes) < ENOUGH:
            return ""
        self._find_warp()
        shape = centred(shape_of(take, self._rate, self._warp), self._mine.mean)
        own = self._other.words.get(name)
        here = distance(shape, centred(own, self._other.mean)) if own is not None else float("inf")
        far, other = self._other.nearest(shape, without=name)
        if own is not None and here > _FARTHER * far:
            return other
        near, twin = self._mine.nearest(shape, without=name)
        if own is None:
            return twin if near < _SAME * self._usual_gap() else ""
        is_twin = twin == other and near < _NEAR * self._usual_gap()
        return twin if is_twin and here > _FARTHER_TWIN * far else ""

    def _usual_gap(self) -> float:
        """How far apart two words of this speaker usually are."""
        if not self._gap:
            shapes = list(self._mine.words.values())
            self._gap = median(map(distance, shapes, shapes[1:]))
        return self._gap

    def _find_warp(self) -> None:
        """Once there are enough takes, find how the speaker's mouth differs from the other voice's."""
        if self._warp:
            return
        known = [name for name in self._takes if name in self._other.words][:ENOUGH]
        voices = {warp: self._voice(known, warp) for warp in (_WARPS if known else ())}
        self._warp = min(voices, key=lambda warp: self._farness(voices[warp]), default=1.0)
        self._mine = self._voice(list(self._takes), self._warp)

    def _voice(self, names: list[str], warp: float) -> _Voice:
        voice = _Voice({name: shape_of(self._takes[name], self._rate, warp) for name in names})
        voice.settle()
        return voice

    def _farness(self, voice: _Voice) -> float:
        return sum(
            distance(centred(shape, voice.mean), centred(self._other.words[name], self._other.mean))
            for name, shape in voice.words.items()
        )

    def _usual_seconds(self, name: str, text: str) -> float:
        syllables = sum(
            letter in _VOWELS and before not in _VOWELS
            for before, letter in zip(f" {text.lower()}", text.lower(), strict=False)
        )
        return self._seconds.get(name, 0.15 + _SYLLABLE * max(1, syllables))

    def _tempo(self) -> float:
        """How slowly this speaker speaks, against the other voice."""
        return median(self.seconds_of(take) / self._usual_seconds(name, name) for name, take in self._takes.items())
