"""The words of a call come from the hall's pack; without one that can be used, the chime."""

from __future__ import annotations

import shutil

import board_samples as sample
import pytest

from display.call_words import CallWords
from hall.structure import VoiceForm
from hall.voice import bundled_pack
from hall.voice.pack import bundled_folder


@pytest.fixture
def words(tmp_path, qapp):
    made = CallWords(tmp_path)
    made.troubles = []
    made.trouble_changed.connect(made.troubles.append)
    return made


def test_a_call_is_said_with_our_pack_and_a_recall_differs(words):
    call = words(sample.call(1, "A-042", "7"), VoiceForm(), False)
    recall = words(sample.call(2, "A-042", "7", kind="recall"), VoiceForm(), False)
    short = words(sample.call(3, "A-042", "7"), VoiceForm(), True)
    assert call.pcm != recall.pcm
    assert short.seconds < call.seconds / 2
    assert (words.speaks, words.troubles) == (True, [])


def test_a_pack_beside_the_configuration_is_used(words, tmp_path):
    shutil.copytree(bundled_folder(), tmp_path / "suara")
    form = VoiceForm(pack="suara")
    assert words(sample.call(1), form, False).pcm == words(sample.call(1), VoiceForm(), False).pcm
    assert words.troubles == []


def test_without_a_pack_that_can_be_used_the_chime_alone_sounds_and_that_is_told(words):
    words.warm_up(VoiceForm(pack="nowhere"))
    sound = words(sample.call(1), VoiceForm(pack="nowhere"), False)
    assert (sound.clips, sound.words) == (("chime",), False)
    assert not words.speaks
    assert len(words.troubles) == 1
    assert "nowhere" in words.troubles[0]
    words.warm_up(VoiceForm())
    assert words.troubles[-1] == ""
    assert words.speaks


def test_a_clip_that_is_missing_is_left_out_and_told(words, tmp_path):
    shutil.copytree(bundled_folder(), tmp_path / "suara")
    gone = next(clip for clip in bundled_pack().clips if str(clip).startswith("id/") and "empat" in str(clip))
    (tmp_path / "suara" / f"{gone}.wav").unlink()
    sound = words(sample.call(1, "A-444"), VoiceForm(pack="suara"), False)
    assert sound.seconds > 1
    assert "empat" in words.troubles[-1]


def test_a_number_that_no_pack_can_say_gets_the_chime(words):
    assert words(sample.call(1, "???"), VoiceForm(), False).clips == ("chime",)
    assert "???" in words.troubles[0]


def test_no_language_leaves_the_chime(words):
    assert words(sample.call(1), VoiceForm(languages=()), False).clips == ("chime",)
