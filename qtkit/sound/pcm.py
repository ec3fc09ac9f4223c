"""Sound as bytes: making samples fit what a device takes; no Qt.

All PCM here is 16-bit, little-endian, and mono unless it says otherwise.
"""

from __future__ import annotations

import sys
from array import array
from functools import lru_cache
from math import gcd

_SAMPLE = 2  # bytes


def length_ms(pcm: bytes, rate: int) -> int:
    """How long mono samples sound, in milliseconds."""
    return len(pcm) * 1000 // (_SAMPLE * rate)


@lru_cache(maxsize=4)  # a chime and the calls of the moment; a call that is repeated is not computed again
def fitted(pcm: bytes, rate: int, to_rate: int, channels: int) -> bytes:
    """Mono samples of ``rate`` as samples of ``to_rate`` with 1 or 2 equal ``channels``.

    Linear interpolation: a ten-second call takes about 0.1 s, and devices that need it are rare.
    """
    samples = _samples(pcm) if to_rate == rate else _resampled(_samples(pcm), rate, to_rate)
    return _bytes(samples if channels == 1 else _doubled(samples))


def _resampled(samples: array[int], rate: int, to_rate: int) -> array[int]:
    """Outputs of equal phase are computed together: their inputs stand ``step`` apart (22,050 to 48,000: 147 : 320)."""
    if not samples:
        return samples
    common = gcd(rate, to_rate)
    step, phases = rate // common, to_rate // common
    length = len(samples) * to_rate // rate
    padded = samples + array("h", samples[-1:]) * (step + 1)
    made = array("h", bytes(_SAMPLE * length))
    for phase in range(min(phases, length)):
        first, share = divmod(phase * step, phases)
        count = (length - phase + phases - 1) // phases
        befores, afters = padded[first::step][:count], padded[first + 1 :: step][:count]
        made[phase::phases] = array(
            "h",
            [
                (before * (phases - share) + after * share) // phases
                for before, after in zip(befores, afters, strict=True)
            ],
        )
    return made


def _doubled(samples: array[int]) -> array[int]:
    made = array("h", bytes(2 * _SAMPLE * len(samples)))
    made[0::2] = samples
    made[1::2] = samples
    return made


def _samples(pcm: bytes) -> array[int]:
    samples = array("h", pcm[: len(pcm) // _SAMPLE * _SAMPLE])
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _bytes(samples: array[int]) -> bytes:
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()
