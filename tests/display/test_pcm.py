"""Samples: read from WAV files, and made to fit devices."""

import math
import struct
import wave

import pytest

from display.pcm import fitted, length_ms, read_wav
from hall.assets import asset


def samples(pcm):
    return struct.unpack(f"<{len(pcm) // 2}h", pcm)


def pcm(*values):
    return struct.pack(f"<{len(values)}h", *values)


def tone(rate, seconds=0.5, hertz=440):
    return pcm(*(round(12_000 * math.sin(2 * math.pi * hertz * n / rate)) for n in range(round(rate * seconds))))


def write(path, data, *, channels=1, width=2, rate=8000):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(data)
    return path


def test_the_chime_is_read():
    data, rate = read_wav(asset("sounds/chime.wav"))
    assert rate == 44_100
    assert length_ms(data, rate) == 1200


def test_of_two_channels_the_first_is_taken(tmp_path):
    assert read_wav(write(tmp_path / "two.wav", pcm(1, -1, 2, -2), channels=2)) == (pcm(1, 2), 8000)


def test_what_is_no_sound_is_answered_with_its_name(tmp_path):
    with pytest.raises(ValueError, match=r"eight\.wav: 8 bits"):
        read_wav(write(tmp_path / "eight.wav", b"\x80", width=1))
    for text in (b"", b"hello, I am no sound at all"):
        (tmp_path / "text.wav").write_bytes(text)
        with pytest.raises(ValueError, match=r"text\.wav"):
            read_wav(tmp_path / "text.wav")
    with pytest.raises(FileNotFoundError):
        read_wav(tmp_path / "none.wav")


@pytest.mark.parametrize(("rate", "to_rate"), [(22_050, 44_100), (22_050, 48_000), (24_000, 44_100), (48_000, 44_100)])
def test_another_rate_is_the_same_tone(rate, to_rate):
    made, wanted = samples(fitted(tone(rate), rate, to_rate, 1)), samples(tone(to_rate))
    assert len(made) == len(wanted)
    inner = zip(made[:-3], wanted[:-3], strict=True)  # the last sample is held, where the tone would go on
    assert max(abs(one - other) for one, other in inner) < 60


def test_two_channels_are_twice_the_same():
    assert samples(fitted(pcm(5, -7), 8000, 8000, 2)) == (5, 5, -7, -7)


@pytest.mark.parametrize("count", range(4))
def test_the_shortest_sounds_fit_too(count):
    data = pcm(*range(count))
    assert len(samples(fitted(data, 22_050, 48_000, 1))) == count * 48_000 // 22_050
    assert fitted(data, 22_050, 22_050, 1) == data
