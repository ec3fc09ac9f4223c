"""The loudspeaker tells how every sound ended, whatever its device does."""

from typing import Any

import pytest

from qtkit.sound.loudspeaker import Loudspeaker
from tests.qtkit.fake_outputs import FakeOutput, FakeOutputs

SECOND = b"\x01\x00" * 22_050


class Hall:
    """A loudspeaker and all that it told."""

    def __init__(self, qtbot, outputs, patience_ms=2000):
        self.qtbot, self.outputs = qtbot, outputs
        self.speaker = Loudspeaker(outputs, patience_ms=patience_ms)
        self.told: list[Any] = []
        self.health: list[Any] = []
        self.speaker.began.connect(lambda token: self.told.append(("began", token)))
        self.speaker.ended.connect(lambda token, whole: self.told.append(("ended", token, whole)))
        self.speaker.health_changed.connect(lambda state, sentence: self.health.append((state, sentence)))

    def ended(self, count=1):
        self.qtbot.waitUntil(lambda: sum(fact[0] == "ended" for fact in self.told) >= count)
        return self.told


@pytest.fixture
def hdmi():
    return FakeOutput()


@pytest.fixture
def make(qtbot):
    made = []

    def build(outputs, **more):
        made.append(Hall(qtbot, outputs, **more))
        made[-1].speaker.prepare()
        return made[-1]

    yield build
    for hall in made:
        hall.speaker.close()
        assert hall.outputs.closed or not hall.outputs.installed
        assert not hall.speaker.busy


def test_a_sound_begins_and_ends_whole(make, hdmi):
    hall = make(FakeOutputs(hdmi))
    hall.speaker.play(7, SECOND, 22_050, 0.5)
    assert hall.speaker.busy
    assert hall.told == [], "never from within play"
    assert hall.ended() == [("began", 7), ("ended", 7, True)]
    assert hdmi.heard == [(SECOND, 22_050, 1, 0.5)]
    assert not hall.speaker.busy
    assert hall.speaker.health == ("ok", "Sound plays on HDMI.")


def test_sounds_never_talk_over_each_other(make, hdmi):
    hall = make(FakeOutputs(hdmi))
    for token in (1, 2, 3):
        hall.speaker.play(token, SECOND, 22_050)
    assert hall.ended(3) == [(fact, n, *rest) for n in (1, 2, 3) for fact, *rest in (("began",), ("ended", True))]
    assert all(sink.stopped for sink in hdmi.sinks)


def test_a_sound_may_be_asked_for_when_one_has_just_ended(make, hdmi):
    hall = make(FakeOutputs(hdmi))
    hall.speaker.ended.connect(lambda token, _: hall.speaker.play(token + 1, SECOND, 22_050) if token < 3 else None)
    hall.speaker.play(1, SECOND, 22_050)
    assert [fact[1] for fact in hall.ended(3)] == [1, 1, 2, 2, 3, 3]


def test_without_a_device_a_sound_ends_at_once_unheard(make):
    hall = make(FakeOutputs())
    hall.speaker.play(1, SECOND, 22_050)
    hall.speaker.play(2, SECOND, 22_050)
    assert hall.ended(2) == [("ended", 1, False), ("ended", 2, False)]
    assert hall.health == [("no_device", "There is no audio device; calls are shown, not heard.")]


def test_a_machine_without_sound_libraries_says_so_and_works(make):
    hall = make(FakeOutputs(installed=False))
    hall.speaker.play(1, SECOND, 22_050)
    assert hall.ended() == [("ended", 1, False)]
    assert "libpulse" in hall.speaker.health[1]


def test_a_loudspeaker_that_was_not_prepared_is_silent(qtbot):
    hall = Hall(qtbot, FakeOutputs(FakeOutput()))
    hall.speaker.play(1, SECOND, 22_050)
    assert hall.ended() == [("ended", 1, False)]
    hall.speaker.close()


@pytest.mark.parametrize(
    ("behaviour", "told", "reason"),
    [
        ("breaks", [("began", 1), ("ended", 1, False)], "its cable was pulled"),
        ("refuses", [("ended", 1, False)], "used by another program"),
        ("stalls", [("began", 1), ("ended", 1, False)], "it stands still"),
    ],
)
def test_a_device_that_fails_ends_the_sound_and_the_next_one_is_tried(make, hdmi, behaviour, told, reason):
    hall = make(FakeOutputs(hdmi), patience_ms=50)
    hdmi.behaviour = behaviour
    hall.speaker.play(1, SECOND[:4410], 22_050)
    assert hall.ended() == told
    assert hall.speaker.health[0] == "failed"
    assert reason in hall.speaker.health[1]
    hdmi.behaviour = "plays"
    hall.speaker.play(2, SECOND, 22_050)
    assert hall.ended(2)[-1] == ("ended", 2, True)
    assert hall.speaker.health[0] == "ok"


def test_a_sound_that_was_played_counts_although_this_thread_was_too_busy_to_hear_of_its_end(make, hdmi):
    hall = make(FakeOutputs(hdmi), patience_ms=20)
    hdmi.behaviour = "forgets to tell"
    hall.speaker.play(1, SECOND[:4410], 22_050)
    assert hall.ended() == [("began", 1), ("ended", 1, True)]


def test_a_device_that_is_unplugged_in_the_middle_ends_the_sound(make, hdmi):
    outputs = FakeOutputs(hdmi)
    hall = make(outputs)
    hdmi.behaviour = "stalls"
    hall.speaker.play(1, SECOND, 22_050)
    hall.qtbot.waitUntil(lambda: ("began", 1) in hall.told)
    outputs.plug(None)
    assert hall.told[-1] == ("ended", 1, False)
    assert hall.speaker.health[0] == "no_device"
    usb = FakeOutput("USB")
    outputs.plug(usb)
    assert hall.speaker.health == ("ok", "Sound plays on USB.")
    hall.speaker.play(2, SECOND, 22_050)
    assert hall.ended(2)[-1] == ("ended", 2, True)
    assert len(usb.heard) == 1


def test_another_default_device_lets_the_sound_end_and_plays_the_next(make, hdmi):
    outputs = FakeOutputs(hdmi)
    hall = make(outputs)
    usb = FakeOutput("USB")
    hall.speaker.play(1, SECOND, 22_050)
    hall.speaker.play(2, SECOND, 22_050)
    hall.qtbot.waitUntil(lambda: ("began", 1) in hall.told)
    outputs.plug(usb)
    assert all(fact[2] for fact in hall.ended(2) if fact[0] == "ended")
    assert (len(hdmi.heard), len(usb.heard)) == (1, 1)


def test_stop_ends_every_sound_once(make, hdmi):
    hall = make(FakeOutputs(hdmi))
    for token in (1, 2):  # so long that neither ends by itself before it is stopped
        hall.speaker.play(token, SECOND * 3000, 22_050)
    hall.qtbot.waitUntil(lambda: ("began", 1) in hall.told)
    hall.speaker.stop()
    hall.speaker.stop()
    assert hall.told == [("began", 1), ("ended", 1, False), ("ended", 2, False)]


def test_a_device_without_the_sounds_own_format_gets_one_that_it_takes(make):
    for form, size in (((22_050, 2), 88_200), ((44_100, 1), 88_200), ((48_000, 2), 192_000)):
        device = FakeOutput(takes=[form])
        hall = make(FakeOutputs(device))
        hall.speaker.play(1, SECOND, 22_050)
        hall.ended()
        pcm, *heard, _ = device.heard[0]
        assert tuple(heard) == form
        assert len(pcm) == size, "a second"
