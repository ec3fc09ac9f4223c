"""Where in a take somebody speaks, how loud that is, and how loud the room is without it."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass
from operator import mul

WINDOW = 0.01
"""Seconds."""
NOTHING = -96.0
_OVER_ROOM = 9.0
_UNDER_TOP = 36.0
"""dB: what is that far below a take's loudest window is no part of its word."""
_JOINED = 0.18
"""Seconds: the silence inside a word, before a "t" or between two words of a phrase, is shorter."""
_CLICK = 0.03
_FLAT, _FULL = 3, 32_700
_LOUD_ENOUGH = 8000
_RATTLED = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of sound between silences, in samples."""

    start: int
    end: int

    def seconds(self, rate: int) -> float:
        """How long it sounds."""
        return (self.end - self.start) / rate


def decibels(samples: array[int]) -> float:
    """The RMS in dB below full scale; -96 for silence."""
    if not samples:
        return NOTHING
    power = sum(map(mul, samples, samples)) / len(samples)
    return max(NOTHING, 10 * math.log10(power / 32_768**2)) if power else NOTHING


def windows(samples: array[int], rate: int) -> list[float]:
    """The loudness of each 10 ms, in dB below full scale."""
    size = round(WINDOW * rate)
    return [decibels(samples[start : start + size]) for start in range(0, len(samples) - size + 1, size)]


def floor_of(levels: list[float]) -> float:
    """How loud the room is in a take that holds its silence: nearly its softest 10 ms, in dB below full scale."""
    return sorted(levels)[min(2, len(levels) - 1)] if levels else NOTHING


def parts_of(samples: array[int], rate: int, floor: float) -> tuple[Part, ...]:
    """The stretches of sound that stand out from the room, clicks left out."""
    levels = windows(samples, rate)
    if not levels:
        return ()
    limit = max(floor + _OVER_ROOM, max(levels) - _UNDER_TOP)
    size = round(WINDOW * rate)
    found: list[Part] = []
    for index, level in enumerate(levels):
        if level <= limit:
            continue
        start, end = index * size, (index + 1) * size
        if found and start - found[-1].end <= _JOINED * rate:
            found[-1] = Part(found[-1].start, end)
        else:
            found.append(Part(start, end))
    return tuple(part for part in found if part.seconds(rate) > _CLICK)


def is_clipped(samples: array[int]) -> bool:
    """Whether the microphone or its amplifier could not follow: tops that are flat."""
    high, low = max(samples, default=0), min(samples, default=0)
    if max(high, -low) < _LOUD_ENOUGH:
        return False
    flat = run = 0
    before = 0
    for sample in samples:
        run = run + 1 if sample == before and sample in (high, low) else 1
        before = sample
        flat += run == _FLAT
    return flat >= _RATTLED or sum(abs(sample) >= _FULL for sample in samples) >= 2 * _RATTLED
