"""The chime: soft, not clipped, and quick enough before a call."""

import struct
import wave

from hall.assets import asset


def test_the_chime_is_what_a_loudspeaker_needs():
    with wave.open(str(asset("sounds/chime.wav")), "rb") as file:
        rate, frames = file.getframerate(), file.getnframes()
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        samples = struct.unpack(f"<{frames}h", file.readframes(frames))
    assert rate >= 22_050
    assert 1.0 <= frames / rate <= 1.5
    assert 0.70 <= max(abs(sample) for sample in samples) / 32_767 <= 0.71, "-3 dBFS"
    assert abs(samples[0]) < 50
    assert abs(samples[-1]) < 50, "no click at either end"
