"""The words of a call come from the hall's pack; without one that can be used, the chime."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from display import call_speech as module
from display.call_speech import RETRY_S, CallSpeech
from hall.errors import VoiceError
from hall.forms import VoiceForm
from hall.voice import bundled_pack, load_pack
from hall.voice.pack import bundled_folder
from hall.voice.recording.from_files import take_in
from hall.voice.recording.sitting import open_sitting
from hall.voice.waves import read_wave
from tests.display import board_samples as sample
from tests.voice.takes import in_room, word, write_take


class Seconds:
    value = 0.0

    def __call__(self):
        return self.value


@pytest.fixture
def own(tmp_path):
    """A pack of the hall, ours by copy."""
    shutil.copytree(bundled_folder(), tmp_path / "suara")
    return tmp_path / "suara"


OWN = VoiceForm(pack="suara")


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def words(tmp_path, qapp, seconds):
    return CallSpeech(tmp_path, monotonic=seconds)


@pytest.fixture
def troubles(words):
    """What was said of the pack, in order."""
    told: list[object] = []
    words.trouble_changed.connect(told.append)
    return told


def test_a_call_is_said_with_our_pack_and_a_recall_differs(words, troubles):
    call = words(sample.call(1, "A-042", "7"), VoiceForm(), False)
    recall = words(sample.call(2, "A-042", "7", kind="recall"), VoiceForm(), False)
    short = words(sample.call(3, "A-042", "7"), VoiceForm(), True)
    assert call.pcm != recall.pcm
    assert short.seconds < call.seconds / 2
    assert (words.speaks, troubles) == (True, [])


def test_a_pack_beside_the_configuration_is_used(words, tmp_path, troubles):
    shutil.copytree(bundled_folder(), tmp_path / "suara")
    form = VoiceForm(pack="suara")
    assert words(sample.call(1), form, False).pcm == words(sample.call(1), VoiceForm(), False).pcm
    assert troubles == []


def test_without_a_pack_that_can_be_used_the_chime_alone_sounds_and_that_is_told(words, troubles):
    words.warm_up(VoiceForm(pack="nowhere"))
    sound = words(sample.call(1), VoiceForm(pack="nowhere"), False)
    assert (sound.clips, sound.words) == (("chime",), False)
    assert not words.speaks
    assert len(troubles) == 1
    assert "nowhere" in troubles[0]
    words.warm_up(VoiceForm())
    assert troubles[-1] == ""
    assert words.speaks


def test_a_clip_that_is_missing_is_left_out_and_told(words, tmp_path, troubles):
    shutil.copytree(bundled_folder(), tmp_path / "suara")
    gone = next(clip for clip in bundled_pack().clips if str(clip).startswith("id/") and "empat" in str(clip))
    (tmp_path / "suara" / f"{gone}.wav").unlink()
    sound = words(sample.call(1, "A-444"), VoiceForm(pack="suara"), False)
    assert sound.seconds > 1
    assert "empat" in troubles[-1]


def test_a_number_that_no_pack_can_say_gets_the_chime(words, troubles):
    assert words(sample.call(1, "???"), VoiceForm(), False).clips == ("chime",)
    assert "???" in troubles[0]


def test_no_language_leaves_the_chime(words):
    assert words(sample.call(1), VoiceForm(languages=()), False).clips == ("chime",)


def test_a_pack_that_was_repaired_is_heard_with_the_next_call_and_the_trouble_is_over(words, own, troubles):
    grammar = (own / "id.toml").read_bytes()
    (own / "id.toml").write_bytes(grammar + b"[[[")
    assert words(sample.call(1), OWN, False).clips == ("chime",)
    assert "id.toml" in troubles[-1]
    (own / "id.toml").write_bytes(grammar)
    assert words(sample.call(2), OWN, False).words
    assert (words.speaks, troubles[-1]) == (True, "")


def test_a_pack_that_came_later_is_found(words, tmp_path, troubles):
    assert not words(sample.call(1), OWN, False).words
    shutil.copytree(bundled_folder(), tmp_path / "suara")
    assert words(sample.call(2), OWN, False).words
    assert troubles[-1] == ""


def test_a_clip_that_was_recorded_or_copied_meanwhile_is_heard_without_a_restart(words, own, troubles):
    recorded = (own / "id/empat.wav").read_bytes()
    (own / "id/empat.wav").unlink()
    assert "id/empat" in words(sample.call(1, "A-444"), OWN, False).missing
    (own / "id/empat.wav").write_bytes(recorded)
    before = words(sample.call(2, "A-444"), OWN, False)
    assert (before.missing, troubles[-1]) == ((), "")
    shutil.copy(own / "id/lima.wav", own / "id/empat.wav")
    after = words(sample.call(3, "A-444"), OWN, False)
    assert after.pcm == words(sample.call(4, "A-555"), OWN, False).pcm != before.pcm


def test_a_word_that_somebody_has_recorded_is_what_the_board_says(words, own, tmp_path, troubles):
    before = words(sample.call(1, "A-444"), OWN, False)
    write_take(tmp_path / "takes/empat.wav", in_room(word("empat")))
    taken = list(take_in(open_sitting(own), tmp_path / "takes", lambda prompt, judgement: False))
    assert [one.prompt.clip.name for one in taken if one.kept] == ["empat"]
    _, clip = read_wave(own / "id/empat.wav")
    recorded = clip[len(clip) // 4 : -len(clip) // 4].tobytes()
    after = words(sample.call(2, "A-444"), OWN, False)
    assert (before.pcm.count(recorded), after.pcm.count(recorded)) == (0, 6)  # three fours, said twice
    assert (after.missing, troubles) == ((), [])


def test_a_pack_that_breaks_while_it_is_used_goes_on_as_it_was_read_and_that_is_told(words, own, troubles):
    before = words(sample.call(1), OWN, False)
    (own / "id.toml").write_bytes(b"[[[")
    assert words(sample.call(2), OWN, False).pcm == before.pcm
    assert words.speaks
    assert "id.toml" in troubles[-1]
    words(sample.call(3), OWN, False)
    assert len(troubles) == 1
    assert not words(sample.call(4), VoiceForm(pack="nowhere"), False).words


@pytest.fixture
def reads(monkeypatch):
    made = []

    def load(folder):
        made.append(folder)
        return load_pack(folder)

    monkeypatch.setattr(module, "load_pack", load)
    return made


def test_a_pack_that_stayed_as_it_is_is_read_once(words, own, reads, seconds):
    for number in range(3):
        seconds.value += 60
        words(sample.call(number), OWN, False)
    assert len(reads) == 1


def test_a_pack_that_could_not_be_read_is_tried_again_after_a_while_though_nothing_is_seen_to_change(
    words, own, seconds, monkeypatch, troubles
):
    monkeypatch.setattr(module, "load_pack", lambda folder: (_ for _ in ()).throw(VoiceError("the disk is away")))
    assert not words(sample.call(1), OWN, False).words
    monkeypatch.setattr(module, "load_pack", load_pack)
    seconds.value += RETRY_S - 1
    assert not words(sample.call(2), OWN, False).words
    seconds.value += 1
    assert words(sample.call(3), OWN, False).words
    assert troubles == ["the disk is away", ""]


def test_bad_clips_are_left_out_and_named_and_the_rest_of_the_call_is_said(words, own, troubles):
    usual = words(sample.call(1, "A-012"), VoiceForm(), False)
    for name in ("huruf-zet", "satu", "huruf-ha", "huruf-ka", "huruf-ge"):
        (own / "id" / f"{name}.wav").write_bytes(b"")
    sound = words(sample.call(2, "A-012"), OWN, False)
    assert (sound.missing, words.speaks) == (("id/satu",), True)
    assert set(usual.clips) - set(sound.clips) == {"id/satu"}
    assert troubles[-1] == (
        "Clips of the voice pack cannot be used and are left out: id/huruf-ge, id/huruf-ha, id/huruf-ka and 2 more; "
        "`hall voice check` says why."
    )
    words(sample.call(3, "A-012"), OWN, False)
    (own / "id/huruf-zet.wav").unlink()
    for name in ("satu", "huruf-ha", "huruf-ka", "huruf-ge"):
        shutil.copy(bundled_folder() / "id" / f"{name}.wav", own / "id")
    assert words(sample.call(4, "A-012"), OWN, False).pcm == usual.pcm
    assert len(troubles) == 2
    assert troubles[-1] == ""


def test_an_evacuation_is_said_by_our_pack_where_the_halls_has_no_sentence_or_no_recording_of_it(words, own):
    ours = words.evacuation(VoiceForm())
    (own / "id" / "perhatian.wav").unlink()
    assert words.evacuation(OWN).pcm == ours.pcm
    grammar = (own / "en.toml").read_text(encoding="utf-8")
    shutil.rmtree(own / "id")
    for path in (own / "id.toml", own / "agencies.toml"):
        path.unlink()
    grammar = grammar.replace('agencies = "id"', "")
    (own / "en.toml").write_text(grammar, encoding="utf-8")
    assert words.evacuation(OWN).clips == ("chime", "chime", "en/attention-please", "en/leave-the-building")
    kept = [line for line in grammar.splitlines() if not line.startswith("evacuation")]
    (own / "en.toml").write_text("\n".join(kept), encoding="utf-8")
    assert words.evacuation(OWN).pcm == ours.pcm


def test_a_call_is_said_in_the_language_of_its_visitor_too(words, troubles):
    usual = words(sample.call(1), VoiceForm(), False)
    visitor = words(replace(sample.call(2), language="en"), VoiceForm(), False)
    both = words(sample.call(3), VoiceForm(languages=("id", "en")), False)

    assert not any(clip.startswith("en/") for clip in usual.clips)
    assert visitor.pcm == both.pcm
    assert words(replace(sample.call(4), language="id"), VoiceForm(), False).pcm == usual.pcm
    assert troubles == []


@pytest.mark.parametrize(("language", "form"), [("muna", VoiceForm()), ("en", VoiceForm(languages=()))])
def test_a_language_that_the_pack_does_not_speak_and_a_hall_without_speech_change_nothing(
    words, troubles, language, form
):
    said = words(replace(sample.call(1), language=language), form, False)
    assert said.pcm == words(sample.call(2), form, False).pcm
    assert troubles == []


def test_when_calls_pile_up_the_halls_first_language_is_said_alone(words):
    assert (
        words(replace(sample.call(1), language="en"), VoiceForm(), True).pcm
        == words(sample.call(2), VoiceForm(), True).pcm
    )
