"""Sound files: 16-bit mono WAV in and out, and what is wrong with one that is something else."""

from __future__ import annotations

import sys
import wave
from array import array
from pathlib import Path

from hall.errors import VoiceError

LOWEST_RATE = 22_050


def read_wave(path: Path, called: str = "") -> tuple[int, array[int]]:
    """Rate and samples of a WAV file. Raises VoiceError when it is no 16-bit mono WAV of 22,050 Hz or more;
    its text calls the file ``called``, by default by its path."""
    name = called or str(path)
    save = "save it as WAV, 16 bit, mono"
    try:
        if path.stat().st_size == 0:
            raise VoiceError(f"{name} is empty: record it again, or delete it.")
        with wave.open(str(path), "rb") as file:
            channels, width, rate, count = file.getparams()[:4]
            data = file.readframes(count)
    except (wave.Error, EOFError) as error:
        reason = str(error) or "it ends too early"
        raise VoiceError(f"{name} is no WAV file that can be read ({reason}): {save}.") from error
    except OSError as error:
        raise VoiceError(f"{name} cannot be read: {error.strerror or error}.") from error
    for is_wrong, why in (
        (channels != 1, f"has {channels} channels: {save}."),
        (width != 2, f"has {width * 8} bits a sample: {save}."),
        (rate < LOWEST_RATE, f"has {rate} samples a second; {LOWEST_RATE} or more are needed: record it again."),
        (len(data) != 2 * count, f"is cut off: copy it again, or {save}."),
    ):
        if is_wrong:
            raise VoiceError(f"{name} {why}")
    return rate, samples_of(data)


def write_wave(path: Path, rate: int, pcm: bytes) -> None:
    """Write 16-bit mono samples, little-endian as in ``Sound.pcm``. Raises VoiceError when it cannot."""
    try:
        with path.open("wb") as target, wave.open(target, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(pcm)
    except OSError as error:
        raise VoiceError(f"{path} cannot be written: {error.strerror or error}.") from error


def samples_of(pcm: bytes) -> array[int]:
    """The samples of little-endian 16-bit sound."""
    samples = array("h", pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def pcm_of(samples: array[int]) -> bytes:
    """Samples as little-endian 16-bit sound."""
    if sys.byteorder == "big":
        samples = array("h", samples)
        samples.byteswap()
    return samples.tobytes()
