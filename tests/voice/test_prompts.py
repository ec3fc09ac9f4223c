from __future__ import annotations

from dataclasses import replace

import pytest

from hall.errors import VoiceError
from hall.voice.checking import needed_clips
from hall.voice.pack import bundled_folder, read_agencies, read_grammars
from hall.voice.recording.prompts import AGENCIES, LETTERS, NUMBERS, PHRASES, prompts_of
from hall.voice.recording.sitting import open_sitting
from tests.voice.takes import in_room, word


def prompts(structure=None, language="id"):
    grammars = read_grammars(bundled_folder())
    agencies = read_agencies(bundled_folder() / "agencies.toml")
    return prompts_of(grammars[language], agencies, structure)


@pytest.mark.parametrize("numbers", ["digits", "whole"])
def test_all_that_the_halls_calls_need_is_asked_for_before_the_rest(kendari, numbers):
    voice = replace(kendari.hall.voice, numbers=numbers, agency=True)
    hall = replace(kendari, hall=replace(kendari.hall, voice=voice))
    asked = prompts(hall)
    needed = [prompt.needed for prompt in asked]
    assert needed == sorted(needed, reverse=True)
    first = {prompt.clip for prompt in asked if prompt.needed}
    assert set(needed_clips(read_grammars(bundled_folder())["id"], hall)) <= first
    assert {"perhatian", "tinggalkan-gedung"} <= {clip.name for clip in first}
    assert len(asked) == 72


def test_words_come_in_groups_that_are_easy_to_speak():
    groups = [prompt.group for prompt in prompts()]
    assert list(dict.fromkeys(groups)) == [NUMBERS, LETTERS, PHRASES, AGENCIES]
    assert [prompt.text for prompt in prompts()[:3]] == ["nol", "satu", "dua"]


def test_a_letter_and_an_agency_say_what_they_are():
    by_name = {prompt.clip.name: prompt for prompt in prompts()}
    assert (by_name["huruf-be"].text, by_name["huruf-be"].hint) == ("be", "the letter B")
    assert (by_name["agency-bpn"].text, by_name["agency-bpn"].hint) == ("BPN Kendari", "be pe en kendari")
    assert by_name["silakan-menuju-loket"].phrase
    assert not by_name["tujuh"].phrase


def test_agencies_are_asked_for_in_the_language_that_says_them(kendari):
    assert not [prompt for prompt in prompts(kendari, "en") if prompt.group == AGENCIES]


def test_a_take_that_cannot_be_written_is_a_sentence_and_the_word_is_still_to_be_recorded(tmp_path):
    sitting = open_sitting(tmp_path / "suara")
    (tmp_path / "suara" / "recordings").write_text("no folder", encoding="utf-8")
    prompt = sitting.prompts[0]
    with pytest.raises(VoiceError, match=r"recordings.* cannot be"):
        sitting.accept(prompt, in_room(word("nol")), word("nol"))
    assert prompt in sitting.left
