"""What a word sounds like, as numbers that can be compared: two recordings of one word are near each other.

Mel-frequency cepstra (Davis and Mermelstein 1980) of frames of 23 ms, compared by dynamic time warping (Sakoe and Chiba
1978), in plain Python: some 30 ms for a word, less than a second for sixty of them to be compared.
"""

from __future__ import annotations

import cmath
import math
from array import array
from collections.abc import Iterable, Sequence
from functools import cache

from hall.voice.waves import LOWEST_RATE

Frame = tuple[float, ...]
Shape = tuple[Frame, ...]
"""One frame after the other, 20 ms apart: how its sound is spread over the frequencies, without its loudness, and how
that changes."""

_SIZE = 256
_RATE = LOWEST_RATE // 2
_HOP = _RATE // 50
_BANDS, _KEPT = 20, 12
_LOWEST_HZ, _HIGHEST_HZ = 120.0, 5000.0
_CHANGE = 0.5
"""The weight of how a frame changes within 80 ms, against what it is."""
_FLOOR_DB = 45.0
"""What is fainter than this below the loudest band of a word is no speech: all of it counts as equally faint."""


_SILENT_DB = 30.0
"""What is fainter than this below the loudest frame, at the ends of a word, is the room."""


def shape_of(samples: array[int], rate: int, warp: float = 1.0) -> Shape:
    """The shape of a trimmed recording. ``warp`` moves its frequencies, for no two mouths are equally large."""
    slow = _halved(samples, rate)
    frames = [slow[start : start + _SIZE] for start in range(0, len(slow) - _SIZE + 1, _HOP)]
    pairs = zip(frames[::2], [*frames[1::2], *frames[-1:]], strict=False)
    spectra = _spoken([band for one, other in pairs for band in _bands(one, other, warp)][: len(frames)])
    loudest = max((max(one) for one in spectra), default=1.0)
    floor = max(loudest * 10 ** (-_FLOOR_DB / 10), 1e-9)
    return _with_changes([_cepstrum([math.log(band + floor) for band in one]) for one in spectra])


def centred(shape: Shape, mean: Frame) -> Shape:
    """The shape without what all words of a voice have in common: its microphone, its timbre."""
    return tuple(tuple(value - usual for value, usual in zip(frame, mean, strict=True)) for frame in shape)


def mean_of(shapes: Iterable[Shape]) -> Frame:
    """What all words of a voice have in common."""
    frames = [frame for shape in shapes for frame in shape]
    return tuple(sum(column) / len(frames) for column in zip(*frames, strict=True))


def distance(one: Shape, other: Shape) -> float:
    """How far apart two words are: the mean distance of their frames on the best way through both."""
    if not one or not other:
        return math.inf
    before = [math.inf] * (len(other) + 1)
    before[0] = 0.0
    for frame in one:
        row = [math.inf]
        for index, there in enumerate(other, 1):
            near = math.dist(frame, there)
            row.append(min(before[index - 1] + 2 * near, before[index] + near, row[-1] + near))
        before = row
    return before[-1] / (len(one) + len(other))


def _spoken(spectra: list[list[float]]) -> list[list[float]]:
    """Those from the first to the last in which somebody speaks."""
    powers = [sum(one) for one in spectra]
    limit = max(powers, default=0.0) * 10 ** (-_SILENT_DB / 10)
    loud = [index for index, power in enumerate(powers) if power > limit]
    return spectra[loud[0] : loud[-1] + 1] if loud else []


def _halved(samples: array[int], rate: int) -> list[float]:
    """Near enough to 11 kHz: each two or four neighbours are one."""
    step = max(1, round(rate / _RATE))
    count = len(samples) // step
    return [sum(samples[index * step : index * step + step]) / step for index in range(count)]


def _bands(one: Sequence[float], other: Sequence[float], warp: float) -> tuple[list[float], list[float]]:
    """The loudness of each band in two frames: as the real and the imaginary part of one, they cost one spectrum."""
    both = _fourier([weight * complex(a, b) for weight, a, b in zip(_window(), one, other, strict=True)])
    turned = [both[0], *both[:0:-1]]
    powers = (
        [abs(a + b.conjugate()) ** 2 / 4 for a, b in zip(both, turned, strict=True)],
        [abs(a - b.conjugate()) ** 2 / 4 for a, b in zip(both, turned, strict=True)],
    )
    first, second = (
        [sum(of[place] * weight for place, weight in band) + 1e-9 for band in _filters(warp)] for of in powers
    )
    return first, second


def _with_changes(frames: Sequence[Frame]) -> Shape:
    last = len(frames) - 1
    around = ((frame, frames[min(i + 2, last)], frames[max(i - 2, 0)]) for i, frame in enumerate(frames))
    return tuple(
        (*frame, *(_CHANGE * (after - before) for after, before in zip(later, earlier, strict=True)))
        for frame, later, earlier in around
    )


def _cepstrum(logs: Sequence[float]) -> Frame:
    return tuple(sum(map(float.__mul__, logs, row)) for row in _cosines())


@cache
def _window() -> tuple[float, ...]:
    return tuple(0.54 - 0.46 * math.cos(2 * math.pi * index / (_SIZE - 1)) for index in range(_SIZE))


@cache
def _cosines() -> tuple[tuple[float, ...], ...]:
    """The rows of a cosine transform, the loudness itself left out."""
    return tuple(
        tuple(math.cos(math.pi * order * (band + 0.5) / _BANDS) * math.sqrt(2 / _BANDS) for band in range(_BANDS))
        for order in range(1, _KEPT + 1)
    )


@cache
def _filters(warp: float) -> tuple[tuple[tuple[int, float], ...], ...]:
    """Triangles of equal width in mel, each as the places of a spectrum with their weights."""
    low, high = _mel(_LOWEST_HZ), _mel(_HIGHEST_HZ)
    edges = [_hertz(low + (high - low) * step / (_BANDS + 1)) * warp * _SIZE / _RATE for step in range(_BANDS + 2)]
    bands = []
    for left, middle, right in zip(edges, edges[1:], edges[2:], strict=False):
        places = range(max(1, math.ceil(left)), min(_SIZE // 2, math.floor(right)) + 1)
        weights = [(p, (p - left) / (middle - left) if p <= middle else (right - p) / (right - middle)) for p in places]
        bands.append(tuple(weights) or ((round(middle), 1.0),))
    return tuple(bands)


def _mel(hertz: float) -> float:
    return 2595 * math.log10(1 + hertz / 700)


def _hertz(mel: float) -> float:
    return 700 * (10 ** (mel / 2595) - 1)


@cache
def _turns(size: int) -> tuple[complex, ...]:
    return tuple(cmath.exp(-2j * math.pi * index / size) for index in range(size // 2))


def _fourier(values: Sequence[complex]) -> list[complex]:
    """The spectrum of values whose number is a power of two, by halves (Cooley and Tukey 1965)."""
    if len(values) == 2:
        return [values[0] + values[1], values[0] - values[1]]
    even, odd = _fourier(values[::2]), _fourier(values[1::2])
    turned = [turn * value for turn, value in zip(_turns(len(values)), odd, strict=True)]
    return [a + b for a, b in zip(even, turned, strict=True)] + [a - b for a, b in zip(even, turned, strict=True)]
