"""Writes assets/sounds/chime.wav: two soft bell notes before a call. Run it again after changing a note."""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "assets" / "sounds" / "chime.wav"
RATE = 44_100  # samples a second, mono, 16 bit
SECONDS = 1.2
PEAK = 10 ** (-3 / 20)  # -3 dBFS: room for a loudspeaker's equaliser
NOTES = ((0.0, 659.26, 0.9), (0.24, 523.25, 1.0))  # start in seconds, hertz (E5, then C5), loudness
PARTIALS = ((1.0, 1.0, 2.6), (2.0, 0.32, 4.2), (3.01, 0.12, 6.5), (4.2, 0.05, 9.0))  # ratio, loudness, decay a second
ATTACK = 0.012  # a bell that begins at once clicks
RELEASE = 0.12


def note(seconds: float, hertz: float) -> float:
    """The bell ``seconds`` after it was struck, -1.5 to 1.5; silent before."""
    if seconds < 0:
        return 0.0
    rise = math.sin(min(seconds / ATTACK, 1.0) * math.pi / 2)
    return rise * sum(
        loudness * math.exp(-decay * seconds) * math.sin(2 * math.pi * hertz * ratio * seconds)
        for ratio, loudness, decay in PARTIALS
    )


def chime() -> list[float]:
    """The samples of the whole chime, faded out at its end and normalised to PEAK."""
    samples = []
    for index in range(round(RATE * SECONDS)):
        at = index / RATE
        fade = min(1.0, (SECONDS - at) / RELEASE)
        sound = sum(loudness * note(at - start, hertz) for start, hertz, loudness in NOTES)
        samples.append(sound * fade * fade)
    loudest = max(abs(sample) for sample in samples)
    return [sample / loudest * PEAK for sample in samples]


def main() -> None:
    """Writes the file."""
    frames = b"".join(struct.pack("<h", round(sample * 32_767)) for sample in chime())
    with wave.open(str(FILE), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(frames)


if __name__ == "__main__":
    main()
