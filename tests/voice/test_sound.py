from __future__ import annotations

import math
import subprocess
import sys
from array import array
from itertools import pairwise

import pytest

from hall.forms import VoiceForm
from hall.voice import Utterance, Voice, load_pack, studio
from hall.voice.speaker import joined

CEILING = 32_767 * 10 ** (-1 / 20)
RATE = 22_050
FIVE = [("A-042", "7"), ("A-043", "7"), ("2G-117", "21"), ("SKC-001", "30"), ("B-999", "12B")]


def samples(sound):
    return array("h", sound.pcm)


def gaps(sound, shortest=0.04):
    """Where nothing is heard (40 dB below the peak): lengths in seconds, from the first sound to the last."""
    found, run, begun = [], 0, False
    for sample in samples(sound):
        if abs(sample) > 290:
            if begun and run >= shortest * sound.rate:
                found.append(run / sound.rate)
            run, begun = 0, True
        else:
            run += 1
    return found


def loudest_windows(values, rate):
    """RMS in dB of each 100 ms in which somebody speaks."""
    size = rate // 10
    levels = []
    for start in range(0, len(values) - size, size):
        window = values[start : start + size]
        power = sum(value * value for value in window) / size
        if power > 1000**2:
            levels.append(10 * math.log10(power / 32_768**2))
    return levels


def largest_step(values):
    return max(abs(second - first) for first, second in pairwise(values))


def tone(hertz, seconds=0.2, loudness=CEILING, phase=0.0):
    turn = 2 * math.pi * hertz / RATE
    return array("h", [int(loudness * math.sin(turn * index + phase)) for index in range(round(seconds * RATE))])


def test_five_calls_are_five_different_sounds(voice):
    sounds = [voice.say(Utterance(code, counter), VoiceForm()) for code, counter in FIVE]
    assert len({sound.pcm for sound in sounds}) == 5
    assert all(sound.rate >= 22_050 and not sound.missing for sound in sounds)


def test_a_call_needs_no_database_no_qt_and_no_other_package(tmp_path, project_path):
    speak = (
        "import sys; from hall.voice import *; from hall.structure import VoiceForm;"
        "print(Voice(bundled_pack()).say(Utterance('A-042', '7'), VoiceForm()).seconds);"
        "print(*sys.modules, file=sys.stderr)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", speak], cwd=tmp_path, env=project_path, capture_output=True, text=True, check=True
    )
    assert float(answer.stdout) > 5
    assert not {"sqlalchemy", "PySide6", "numpy", "pydantic", "typer"} & set(answer.stderr.split())
    assert not list(tmp_path.iterdir())


def test_a_call_is_never_louder_than_one_decibel_below_full_scale(voice):
    for code, counter in FIVE:
        for languages in (("id",), ("id", "en")):
            sound = voice.say(Utterance(code, counter, "recall", "bpn"), VoiceForm(languages=languages, agency=True))
            assert studio.peak(samples(sound)) <= CEILING


def test_all_words_are_equally_loud(pack):
    levels = {str(clip): studio.loudness(sound, pack.rate) for clip, sound in pack.clips.items() if clip.language}
    assert max(levels.values()) - min(levels.values()) < 1.5


def test_a_call_is_as_loud_at_its_end_as_at_its_beginning(voice):
    sound = voice.say(Utterance("SKC-917", "38"), VoiceForm(chime=False, repeat=1, languages=("id", "en")))
    values = samples(sound)
    half = len(values) // 2
    first, second = (
        sum(levels) / len(levels)
        for levels in (loudest_windows(part, sound.rate) for part in (values[:half], values[half:]))
    )
    assert abs(first - second) < 1.5
    assert -22 < first < -15


def test_digits_stand_apart_and_phrases_further(voice):
    sound = voice.say(Utterance("A-042", "7"), VoiceForm(chime=False))
    found = gaps(sound)
    longest = sorted(found)[-3:]
    assert all(0.5 <= gap <= 0.7 for gap in longest[:2]), found  # before "silakan", twice
    assert 0.8 <= longest[2] <= 1.0, found  # between the two sayings
    between_digits = [gap for gap in found if gap < 0.18]
    assert len(between_digits) >= 6
    assert [gap for gap in found if 0.2 <= gap <= 0.35], "the prefix stands before its number"


def test_nothing_is_heard_before_the_chime_or_after_the_last_word(voice):
    sound = voice.say(Utterance("A-042", "7"), VoiceForm())
    values = samples(sound)
    assert any(abs(value) > 290 for value in values[: sound.rate // 50])
    assert any(abs(value) > 290 for value in values[-sound.rate // 25 :])


def test_a_call_said_twice_takes_about_twelve_seconds_and_a_short_one_five(voice):
    whole = voice.say(Utterance("A-042", "7"), VoiceForm())
    short = voice.say(Utterance("A-042", "7"), VoiceForm(), short=True)
    assert 10 < whole.seconds < 13
    assert 3.5 < short.seconds < 5.5


def test_a_call_is_as_long_as_its_clips_and_pauses(voice):
    sound = voice.say(Utterance("A-042", "7"), VoiceForm(repeat=1))
    clips = {str(clip): len(values) for clip, values in voice.pack.clips.items()}
    pauses = 0.2 + 0.06 + 0.2 + 0.06 + 0.06 + 0.5 + 0.06
    expected = sum(clips[name] for name in sound.clips) / sound.rate + pauses
    assert sound.seconds == pytest.approx(expected, abs=0.001)


def test_joints_do_not_click_even_between_clips_that_are_cut_in_mid_wave():
    sounds = [tone(200), tone(310, phase=1.5), 4000, tone(150, phase=1.5), tone(200, phase=-1.5), tone(300, phase=1.5)]
    fade = round(0.01 * RATE)
    worst = max(largest_step(sound) for sound in sounds if not isinstance(sound, int))
    values = array("h", joined(sounds, RATE))
    # The fade itself adds at most the way from one end of the scale to the other, in its many small steps.
    assert largest_step(values) <= worst + 2 * CEILING / fade + 2
    assert abs(values[0]) <= CEILING / fade + 2
    assert abs(values[-1]) <= CEILING / fade + 2
    assert studio.peak(values) <= CEILING


def test_clips_in_a_row_overlap_by_ten_milliseconds_and_pauses_are_exact():
    fade = round(0.01 * RATE)
    assert len(joined([tone(200), tone(200)], RATE)) // 2 == 2 * len(tone(200)) - fade
    assert len(joined([tone(200), 5000, tone(200)], RATE)) // 2 == 2 * len(tone(200)) + 5000
    assert joined([], RATE) == b""


def test_the_joints_of_a_real_call_are_no_steeper_than_its_clips(voice):
    sound = voice.say(Utterance("SKC-107", "12B"), VoiceForm(numbers="whole"))
    worst = max(largest_step(voice.pack.clips[clip]) for clip in voice.pack.clips if str(clip) in sound.clips)
    assert largest_step(samples(sound)) <= worst


def test_a_recording_that_is_cut_too_near_is_faded():
    near = studio.trimmed(tone(200, phase=1.5), RATE)
    assert largest_step(near) <= largest_step(tone(200)) + CEILING / (0.005 * RATE) + 2


def test_a_missing_clip_is_left_out_and_named_and_the_rest_is_said(own):
    sound = Voice(load_pack(own)).say(Utterance("A-002", "7"), VoiceForm(repeat=1))
    assert sound.clips == ("chime", "id/huruf-a", "id/nol", "id/nol")
    assert sound.missing == ("id/nomor-antrean", "id/dua", "id/silakan-menuju-loket", "id/tujuh")
    assert sound.seconds > 2


def test_a_language_that_the_pack_lacks_is_named_and_the_others_are_said(own):
    sound = Voice(load_pack(own)).say(Utterance("A-000", "0"), VoiceForm(languages=("en", "id")))
    assert "en.toml" in sound.missing
    assert "id/nol" in sound.clips


def test_the_same_call_is_the_same_sound(voice):
    assert voice.say(Utterance("A-042", "7"), VoiceForm()) == voice.say(Utterance("A-042", "7"), VoiceForm())
