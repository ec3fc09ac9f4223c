"""Samples made to fit devices."""

import math
import struct

import pytest

from qtkit.sound.pcm import fitted


def samples(pcm):
    return struct.unpack(f"<{len(pcm) // 2}h", pcm)


def pcm(*values):
    return struct.pack(f"<{len(values)}h", *values)


def tone(rate, seconds=0.5, hertz=440):
    return pcm(*(round(12_000 * math.sin(2 * math.pi * hertz * n / rate)) for n in range(round(rate * seconds))))


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
