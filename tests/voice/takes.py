"""Takes as a person makes them at a table: the program's own clips in a room, by another mouth, with what goes
wrong."""

from __future__ import annotations

import math
import random
import wave
from array import array
from pathlib import Path

from hall.assets import asset
from hall.voice import studio
from hall.voice.waves import read_wave

RATE = 22_050
ROOM = -68.0
"""dB below full scale: a quiet room and a microphone of the usual kind."""
SPOKEN = -24.0


def word(name: str, *, language: str = "id", mouth: float = 1.08) -> array[int]:
    """A clip of the program's own pack as if a smaller mouth said it, a little faster."""
    rate, samples = read_wave(asset(f"voices/indonesia/{language}/{name}.wav"))
    return studio.resampled(studio.trimmed(samples, rate), round(rate * mouth), rate)


def in_room(
    sound: array[int],
    *,
    level: float = SPOKEN,
    room: float = ROOM,
    before: float = 0.5,
    after: float = 0.6,
    seed: int = 1,
) -> array[int]:
    """The sound at ``level`` dB below full scale, with silence around it in seconds, in a room of ``room`` dB."""
    rest = [bytes(2 * round(seconds * RATE)) for seconds in (before, after)]
    loud = studio.amplified(sound, 10 ** ((level - studio.loudness(sound, RATE)) / 20)) if sound else sound
    return with_noise(array("h", rest[0] + loud.tobytes() + rest[1]), room)


def with_noise(samples: array[int], level: float, seed: int = 1) -> array[int]:
    """White noise of ``level`` dB below full scale over all."""
    chance = random.Random(seed)
    spread = 32_768 * 10 ** (level / 20)
    return _limited(sample + chance.gauss(0, spread) for sample in samples)


def with_hum(samples: array[int], level: float, hertz: int = 50) -> array[int]:
    """The hum of the mains with its harmonics, the first of ``level`` dB below full scale."""
    strength = 32_768 * math.sqrt(2) * 10 ** (level / 20)
    tones = [(2 * math.pi * hertz * order / RATE, strength / order) for order in (1, 2, 3, 4)]
    return _limited(
        sample + sum(part * math.sin(turn * index) for turn, part in tones) for index, sample in enumerate(samples)
    )


def shifted(samples: array[int], offset: int) -> array[int]:
    """The middle line moved."""
    return _limited(sample + offset for sample in samples)


def overdriven(samples: array[int], decibels: float) -> array[int]:
    """Louder than the microphone takes: its tops are flat."""
    return _limited(sample * 10 ** (decibels / 20) for sample in samples)


def with_slam(samples: array[int], second: float, seed: int = 3) -> array[int]:
    """A door falls shut at ``second``."""
    chance = random.Random(seed)
    slammed = array("h", samples)
    start = round(second * RATE)
    for index in range(round(0.2 * RATE)):
        if start + index < len(slammed):
            force = 9000 * math.exp(-index / (0.04 * RATE)) * chance.gauss(0, 1)
            slammed[start + index] = max(-32_768, min(32_767, slammed[start + index] + round(force)))
    return slammed


def write_take(path: Path, samples: array[int], rate: int = RATE) -> None:
    """As an editor saves it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(samples.tobytes())


def _limited(values) -> array[int]:
    return array("h", [max(-32_768, min(32_767, round(value))) for value in values])
