"""What is done to a recording before it may be joined: silence cut off, the same loudness for all, no clicks."""

from __future__ import annotations

import math
from array import array
from operator import mul

CEILING = int(32_767 * 10 ** (-1 / 20))
"""No sample is louder: 1 dB below full scale."""
LEVEL = -18.0
"""Loudness of speech in dB below full scale, as ``loudness`` measures it: as loud as nearly every clip can be made
under the ceiling, for a hall that murmurs."""
TOLERANCE = 1.0
"""Decibels that nobody hears; a clip that is as near as this need not be computed again each time a pack is read."""
KEPT = 0.015
"""Seconds of silence that stay at each end: room for the cross-fade."""
EDGE = 0.005
_SILENT = 100
"""A recording whose loudest sample is below this (-50 dBFS) holds nothing."""
_ONSET = 100  # what is 40 dB below a clip's peak is silence
_TAPS = 16


def is_silent(samples: array[int]) -> bool:
    """Whether nothing was recorded."""
    return not any(abs(sample) >= _SILENT for sample in samples)


def peak(samples: array[int]) -> int:
    """The loudest sample, without its sign."""
    high, low = max(samples, default=0), min(samples, default=0)
    return max(high, -low)


def silences(samples: array[int]) -> tuple[int, int]:
    """How many samples of silence stand before and after the sound."""
    threshold = peak(samples[::7]) // _ONSET  # near enough, and soon found
    before = next((index for index, sample in enumerate(samples) if abs(sample) > threshold), len(samples))
    after = next((index for index, sample in enumerate(reversed(samples)) if abs(sample) > threshold), 0)
    return before, after


def trimmed(samples: array[int], rate: int) -> array[int]:
    """The recording with exactly 15 ms of silence before and after it; one that was cut too near is faded there."""
    before, after = silences(samples)
    kept = round(KEPT * rate)
    sound = samples[max(0, before - kept) : len(samples) - max(0, after - kept)]
    sound = softened(sound, rate, start=before < kept, end=after < kept)
    return _zeros(kept - before) + sound + _zeros(kept - after)


def loudness(samples: array[int], rate: int) -> float:
    """The RMS of speech in dB below full scale; windows of 20 ms that are 10 dB below the mean do not count.

    Every third sample tells it to a tenth of a decibel, in a third of the time.
    """
    size = rate // 50
    windows = (samples[start : start + size : 3] for start in range(0, len(samples), size))
    powers = [sum(map(mul, window, window)) / len(window) for window in windows]
    gate = sum(powers) / len(powers) / 10
    loud = [power for power in powers if power >= gate]
    return 10 * math.log10(max(sum(loud) / len(loud), 1e-9) / 32_768**2)


def levelled(samples: array[int], rate: int, tolerance: float = TOLERANCE) -> array[int]:
    """The recording at the common loudness, never above the ceiling; what is within ``tolerance`` dB stays."""
    loudest = peak(samples)
    gain = min(10 ** ((LEVEL - loudness(samples, rate)) / 20), CEILING / loudest)
    if loudest <= CEILING and abs(20 * math.log10(gain)) < tolerance:
        return samples
    return amplified(samples, gain)


def limited(samples: array[int]) -> array[int]:
    """The recording itself, made softer when it goes above the ceiling."""
    loudest = peak(samples)
    return amplified(samples, CEILING / loudest) if loudest > CEILING else samples


def amplified(samples: array[int], gain: float) -> array[int]:
    """Every sample times ``gain``."""
    return array("h", [int(sample * gain) for sample in samples])


def softened(samples: array[int], rate: int, *, start: bool = True, end: bool = True) -> array[int]:
    """The recording with its first and last 5 ms faded, so that it begins and ends at nothing."""
    if not start and not end:
        return samples
    result = array("h", samples)
    count = min(round(EDGE * rate), len(result) // 2)
    for index in range(count):
        if start:
            result[index] = int(result[index] * index / count)
        if end:
            result[-1 - index] = int(result[-1 - index] * index / count)
    return result


def resampled(samples: array[int], rate: int, wanted: int) -> array[int]:
    """The recording at another rate, by a windowed sinc. Slow: for the building of a pack only."""
    if rate == wanted:
        return samples
    reach = math.ceil(_TAPS * max(1.0, rate / wanted))
    padded = _zeros(reach) + samples + _zeros(reach + 1)
    kernels: dict[int, list[float]] = {}  # one for each place between two samples, which come again and again
    result = array("h")
    for index in range(len(samples) * wanted // rate):
        first, place = divmod(index * rate, wanted)
        if place not in kernels:
            kernels[place] = _kernel(place / wanted, reach, min(1.0, wanted / rate))
        total = sum(map(mul, padded[first : first + 2 * reach + 1], kernels[place]))
        result.append(max(-32_768, min(32_767, round(total))))
    return result


def _kernel(offset: float, reach: int, narrow: float) -> list[float]:
    """The weights of the samples around a point that lies ``offset`` after the middle one."""
    weights = []
    for tap in range(-reach, reach + 1):
        angle = math.pi * (tap - offset) * narrow
        window = 0.5 + 0.5 * math.cos(angle / _TAPS) if abs(angle) < math.pi * _TAPS else 0.0
        weights.append(narrow * window * (math.sin(angle) / angle if angle else 1.0))
    return weights


def _zeros(count: int) -> array[int]:
    return array("h", bytes(2 * max(0, count)))
