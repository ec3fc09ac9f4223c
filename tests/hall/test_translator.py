"""One Translator: Indonesian first, plural forms, a hall's own language by a file, a pseudo language."""

from __future__ import annotations

import json
import os
from datetime import date, time

import pytest

from hall.dates import clock_text, date_text
from hall.errors import Refused
from hall.lifecycle import Action, State
from hall.messages import message
from hall.translator import ENGLISH, INDONESIAN, PSEUDO, Translator


@pytest.fixture
def muna(tmp_path):
    """A hall's own language: some texts, one empty, one that cannot be filled, one with wrong braces."""

    def write(**more: object) -> Translator:
        texts = {
            "# kiosk.back": "Kembali",
            "kiosk.back": "Kembali (muna)",
            "kiosk.loading.title": "",
            "kiosk.services.title": "{agensi}",
            "kiosk.notice_bar.wait": "{",
            "dates.weekday.1": "Hari satu",
            "kiosk.queue.people": {"one": "{n} orang saja", "other": "{n} banyak orang"},
            **more,
        }
        (tmp_path / "muna.json").write_text(json.dumps(texts), encoding="utf-8")
        return Translator("muna", tmp_path)

    return write


def test_a_text_comes_in_the_chosen_language():
    assert INDONESIAN("kiosk.back") == "Kembali"
    assert ENGLISH("kiosk.back") == "Back"


@pytest.mark.parametrize(("count", "text"), [(0, "0 people"), (1, "1 person"), (12, "12 people")])
def test_the_count_chooses_the_plural_form(count, text):
    assert ENGLISH("kiosk.queue.people", n=count) == text


@pytest.mark.parametrize(("count", "text"), [(1, "All 1 number of KTP"), (2, "All 2 numbers of KTP")])
def test_the_count_may_have_another_name(count, text):
    assert ENGLISH("quota_used", service="KTP", quota=count).startswith(text)


def test_a_key_that_nobody_wrote_is_a_bug():
    with pytest.raises(KeyError):
        ENGLISH("kiosk.nothing")


def test_a_placeholder_without_a_value_is_a_bug():
    with pytest.raises(KeyError):
        INDONESIAN("kiosk.queue.people")


def test_a_language_that_is_not_there_is_shown_in_indonesian_and_logged(caplog, tmp_path):
    assert Translator("xx", tmp_path)("kiosk.back") == "Kembali"
    assert "no messages in the language xx" in caplog.text


def test_a_hall_adds_a_language_by_a_file(muna):
    translate = muna()
    assert translate("kiosk.back") == "Kembali (muna)"
    assert translate("kiosk.queue.people", n=1) == "1 orang saja"
    assert date_text(date(2026, 11, 23), translate) == "Hari satu, 23 November 2026"
    assert translate.languages == ("id", "en", "muna")


def test_what_its_file_lacks_or_cannot_fill_is_indonesian(muna):
    translate = muna()
    assert translate("kiosk.loading.title") == INDONESIAN("kiosk.loading.title")
    assert translate("kiosk.services.title", agency="Samsat") == "Layanan Samsat"
    assert translate("kiosk.notice_bar.wait") == INDONESIAN("kiosk.notice_bar.wait")


@pytest.mark.parametrize(
    "entry",
    [
        {"by": ["n"], "one": "{n} orang", "other": "{n} orang"},
        {"by": {}, "one": "{n} orang", "other": "{n} orang"},
        {"one": 1, "other": "{n} orang"},
        {"one": "", "other": ""},
        {"one": "{n} orang", "other": ""},
        {"one": " ", "other": "{n} orang"},
        ["{n} orang"],
        " ",
    ],
)
@pytest.mark.parametrize("count", [1, 2])
def test_a_form_that_is_empty_or_no_text_is_indonesian(muna, entry, count):
    translate = muna(**{"kiosk.queue.people": entry})
    assert translate("kiosk.queue.people", n=count) == INDONESIAN("kiosk.queue.people", n=count)


def test_only_a_regular_file_is_read(tmp_path, caplog):
    os.mkfifo(tmp_path / "wuna.json")
    (tmp_path / "muna.json").mkdir()
    assert Translator("wuna", tmp_path)("kiosk.back") == Translator("muna", tmp_path)("kiosk.back") == "Kembali"
    assert Translator("id", tmp_path).languages == ("id", "en")
    assert caplog.text.count("it is no regular file") == 2


@pytest.mark.parametrize("text", ["{", "{}", '{"kiosk.back": ""}', '{"own.key": "x"}', None])
def test_a_language_without_a_text_is_offered_nowhere(tmp_path, text, caplog):
    if text is not None:
        (tmp_path / "muna.json").write_text(text, encoding="utf-8")
    assert Translator("id", tmp_path).languages == ("id", "en")
    assert ("no messages in the language muna" in caplog.text) is (text is not None)


def test_a_file_named_as_the_pseudo_language_adds_none(tmp_path):
    (tmp_path / "pseudo.json").write_text('{"kiosk.back": "x"}', encoding="utf-8")
    assert Translator("id", tmp_path).languages == ("id", "en")


@pytest.mark.parametrize("broken", ["not json", "[]", "{", "[" * 100_000, '{"a":' * 100_000])
def test_a_file_that_cannot_be_read_leaves_the_screens_in_indonesian(tmp_path, broken, caplog):
    (tmp_path / "muna.json").write_text(broken, encoding="utf-8")
    assert Translator("muna", tmp_path)("kiosk.back") == "Kembali"
    assert "no messages from" in caplog.text


def test_a_file_may_change_single_texts_of_the_program(tmp_path):
    (tmp_path / "en.json").write_text(json.dumps({"kiosk.back": "Return"}), encoding="utf-8")
    translate = Translator("en", tmp_path)
    assert (translate("kiosk.back"), translate("kiosk.pager.next")) == ("Return", "Next")


def test_a_language_is_called_as_it_calls_itself_and_invites_in_its_own_words(muna):
    assert (INDONESIAN.name, ENGLISH.name, muna().name) == ("Indonesia", "English", "Muna")
    assert INDONESIAN.following().invitation == "Switch to English"
    assert ENGLISH.following().invitation == "Ganti ke bahasa Indonesia"


def test_the_languages_follow_one_another_and_begin_again(muna):
    translate = muna()
    assert [translate.language, translate.following().language] == ["muna", "id"]
    assert translate.in_language("en").following().language == "muna"


def test_a_refusal_speaks_a_hall_s_own_language(muna):
    wrong = "{number}: {state} + {action}"
    translate = muna(wrong_state=wrong, **{"state.done": "keadaan", "action.recall": "tindakan"})
    refused = Refused("wrong_state", number="A-042", state=State.DONE, action=Action.RECALL)
    assert refused.message(translate) == "A-042: keadaan + tindakan"


def test_the_pseudo_language_marks_every_text_and_makes_it_two_fifths_longer():
    plain, pseudo = INDONESIAN("kiosk.agencies.title"), Translator(PSEUDO)("kiosk.agencies.title")
    assert pseudo.startswith(f"⟦{plain} ")
    assert pseudo.endswith("⟧")
    assert len(pseudo) >= 1.4 * len(plain)


def test_the_pseudo_language_reaches_dates_states_and_refusals():
    pseudo = Translator(PSEUDO)
    assert "⟦Senin" in date_text(date(2026, 11, 23), pseudo)
    assert "⟦sudah selesai" in message("reprint_ended", pseudo, number="A-042", state=State.DONE)
    assert clock_text(time(7, 5), pseudo) == "07.05"
