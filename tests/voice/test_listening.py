from __future__ import annotations

from array import array

import pytest

from hall.voice.recording.judging import judged
from hall.voice.recording.listening import Listener, Stage, sharp_level
from tests.voice.takes import RATE, ROOM, in_room, with_hum, with_noise, with_slam, word

SILENCE = with_noise(array("h", bytes(4 * RATE)), ROOM)


def said(samples: array[int], *, phrase: bool = False, room: array[int] = SILENCE) -> Listener:
    """A listener that has heard the samples, as they come from a microphone."""
    listener = Listener(RATE, sharp_level(room), phrase=phrase)
    for start in range(0, len(samples), 700):
        if listener.hear(samples[start : start + 700]) is Stage.OVER:
            break
    return listener


@pytest.mark.parametrize("name", ["huruf-i", "tujuh", "empat", "huruf-es", "panggilan-ulang"])
def test_a_word_is_heard_from_before_its_beginning_to_after_its_end(name):
    take = in_room(word(name), before=2.5, after=2.0)
    listener = said(take, phrase="-" in name)
    assert listener.stage is Stage.OVER
    assert len(listener.take) / RATE < len(word(name)) / RATE + 2.0
    assert judged(listener.take, RATE, phrase="-" in name).findings == ()


def test_nobody_is_heard_in_silence():
    assert said(SILENCE).stage is Stage.WAITING
    assert len(said(SILENCE).take) <= RATE


def test_hum_is_nobody():
    hum = with_hum(SILENCE, -40)
    assert said(hum, room=hum).stage is Stage.WAITING


def test_a_phrase_may_pause_longer_than_a_word():
    halves = array("h", [*word("perhatian"), *bytes(round(0.85 * RATE)), *word("loket")])
    take = in_room(halves, after=2.0)
    whole, half = said(take, phrase=True), said(take)
    assert len(whole.take) - len(half.take) > 0.8 * RATE


def test_noise_without_an_end_is_over_some_time():
    noise = with_noise(array("h", bytes(2 * 12 * RATE)), -30)
    listener = said(noise)
    assert listener.stage is Stage.OVER
    assert 7.5 < len(listener.take) / RATE < 8.5


def test_a_door_is_heard_too_and_judged_afterwards():
    listener = said(with_slam(in_room(array("h"), before=2.0), 1.0))
    assert listener.stage is Stage.OVER
