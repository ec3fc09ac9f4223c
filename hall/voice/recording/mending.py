"""What is mended of a take: a shifted middle line, rumble, hum of the mains, silence around the word, its loudness."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence

from hall.voice import studio

RUMBLE_HZ = 70.0
"""Below it a voice has nothing; mains hum, traffic, and a microphone that is touched have."""
MAINS_HZ = (50, 60)
_HARMONICS = 6
_NOTCH_WIDTH = 30.0
"""Quality of a notch: 3 Hz wide at 100 Hz, which no voice stands on for long."""
_HEARD = 32_768**2 * 10 ** (-70 / 10)
"""A tone that is fainter than 70 dB below full scale is not heard, even after a take was made louder."""
_HUM_SHARE = 0.1
"""The share of the room's sound from which on a tone is hum, and not only the noise at its frequency."""
_ENOUGH = 0.6
"""Seconds of silence that tell a tone to 2 Hz."""
_PRIMING, _PRIMED = 0.3, 3
"""Seconds, whole periods of 50 and of 60 Hz, and how often: so long the filters need until they are at rest."""
BEFORE, AFTER = 0.05, 0.09
"""Seconds that stay before a word, for a soft beginning, and after it, for breath and room."""
_RELEASE = 0.03
_SOFTEST = 0.35
"""A peak is made softer by 9 dB at most; more would be heard."""
_ROUNDS = 4


def without_rumble(samples: array[int], rate: int) -> array[int]:
    """The recording without its offset and all below 70 Hz, by a Butterworth filter of the fourth order."""
    if not samples:
        return samples
    middle = sum(samples) / len(samples)
    shifted = [sample - middle for sample in samples]
    return _settled(shifted, rate, [_high_pass(RUMBLE_HZ, rate, quality) for quality in (0.541, 1.307)])


def hum_of(silence: array[int], rate: int) -> tuple[int, ...]:
    """The tones of the mains in a room's silence, in Hz; none when they are not heard, or it is too short to tell."""
    if len(silence) < rate * _PRIMING:
        return ()
    silence = silence[: round(_ENOUGH * rate)]
    power = sum(map(int.__mul__, silence, silence)) / len(silence)
    found: list[int] = []
    for mains in MAINS_HZ:
        powers = {mains * order: _tone_power(silence, rate, mains * order) for order in range(1, _HARMONICS + 1)}
        heard = [tone for tone, strength in powers.items() if strength > _HEARD]
        if any(powers[tone] > _HUM_SHARE * power for tone in heard):
            found = max(found, heard, key=len)
    return tuple(found)


def without_hum(samples: array[int], rate: int, tones: Iterable[int]) -> array[int]:
    """The recording without narrow bands around ``tones`` in Hz."""
    return _settled(list(map(float, samples)), rate, [_notch(tone, rate) for tone in tones])


def cut_out(samples: array[int], rate: int, start: int, end: int) -> array[int]:
    """The word from ``start`` to ``end`` with its margins, which are faded so that no noise of the room begins."""
    first, last = max(0, start - round(BEFORE * rate)), min(len(samples), end + round(AFTER * rate))
    word = array("h", samples[first:last])
    _fade(word, start - first, len(word) - (end - first))
    return word


def evened(samples: array[int], rate: int) -> array[int]:
    """The word at the loudness of all packs. Where single peaks would not allow that they are made softer for some
    milliseconds, not the whole word: all words of a pack are equally loud."""
    word = samples
    for _ in range(_ROUNDS):
        missing = studio.LEVEL - studio.loudness(word, rate)
        if abs(missing) < studio.TOLERANCE / 4:
            break
        word = _under_ceiling([sample * 10 ** (missing / 20) for sample in word], rate)
    return word


def _under_ceiling(values: Sequence[float], rate: int) -> array[int]:
    """Each peak over the ceiling with what is near it, made softer; a peak that is far too high is cut."""
    release = 1 / (_RELEASE * rate)
    gains = [min(1.0, studio.CEILING / abs(value)) if value else 1.0 for value in values]
    for order in (range(1, len(gains)), range(len(gains) - 2, -1, -1)):
        step = 1 if order.step > 0 else -1
        for index in order:
            gains[index] = min(gains[index], gains[index - step] + release)
    ceiling = studio.CEILING
    return array(
        "h",
        [
            max(-ceiling, min(ceiling, int(value * max(gain, _SOFTEST))))
            for value, gain in zip(values, gains, strict=True)
        ],
    )


def _fade(word: array[int], before: int, after: int) -> None:
    """Half a cosine over the margins."""
    for index in range(before):
        word[index] = int(word[index] * (0.5 - 0.5 * math.cos(math.pi * index / before)))
    for index in range(after):
        word[-1 - index] = int(word[-1 - index] * (0.5 - 0.5 * math.cos(math.pi * index / after)))


def _tone_power(samples: array[int], rate: int, hertz: int) -> float:
    """The power of one tone (Goertzel 1958), through a window, so that a neighbour does not count."""
    count = len(samples)
    turn = 2 * math.cos(2 * math.pi * hertz / rate)
    step = 2 * math.pi / count
    before = last = 0.0
    for index, sample in enumerate(samples):
        before, last = last, sample * (0.5 - 0.5 * math.cos(step * index)) + turn * last - before
    return 8 * (last * last + before * before - turn * last * before) / count**2


_Filter = tuple[float, float, float, float, float]
"""b0, b1, b2, a1 and a2 of a biquad (R. Bristow-Johnson, Audio EQ Cookbook)."""


def _high_pass(hertz: float, rate: int, quality: float) -> _Filter:
    angle = 2 * math.pi * hertz / rate
    alpha, turn = math.sin(angle) / (2 * quality), math.cos(angle)
    whole = 1 + alpha
    half = (1 + turn) / 2 / whole
    return half, -2 * half, half, -2 * turn / whole, (1 - alpha) / whole


def _notch(hertz: float, rate: int) -> _Filter:
    angle = 2 * math.pi * hertz / rate
    alpha, turn = math.sin(angle) / (2 * _NOTCH_WIDTH), math.cos(angle)
    whole = 1 + alpha
    return 1 / whole, -2 * turn / whole, 1 / whole, -2 * turn / whole, (1 - alpha) / whole


def _settled(values: list[float], rate: int, filters: Iterable[_Filter]) -> array[int]:
    """The values through all filters, which have come to rest in what stands first."""
    lead = values[: round(_PRIMING * rate)] * _PRIMED
    result = lead + values
    for one in filters:
        result = _filtered(result, one)
    return array("h", [max(-32_768, min(32_767, round(value))) for value in result[len(lead) :]])


def _filtered(values: Iterable[float], parts: _Filter) -> list[float]:
    b0, b1, b2, a1, a2 = parts
    first = second = 0.0
    result = []
    for value in values:
        out = b0 * value + first
        first = b1 * value - a1 * out + second
        second = b2 * value - a2 * out
        result.append(out)
    return result
