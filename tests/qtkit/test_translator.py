"""Messages: Indonesian first, plural forms, a pseudo language; a missing key is a bug."""

import json

import pytest

from qtkit.translator import Translator


@pytest.fixture
def folder(tmp_path):
    indonesian = {"hut.title": "Pilih instansi", "hut.waiting": "{n} orang menunggu", "hut.only": "Hanya ini"}
    english = {"hut.title": "Choose", "hut.waiting": {"one": "{n} person waits", "other": "{n} people wait"}}
    (tmp_path / "hut.id.json").write_text(json.dumps(indonesian), encoding="utf-8")
    (tmp_path / "hut.en.json").write_text(json.dumps(english), encoding="utf-8")
    (tmp_path / "hut.jv.json").write_text("not json", encoding="utf-8")
    return tmp_path


def test_a_text_comes_in_the_chosen_language(folder):
    assert Translator(folder=folder)("hut.title") == "Pilih instansi"
    assert Translator("en", folder=folder)("hut.title") == "Choose"


@pytest.mark.parametrize(("count", "text"), [(0, "0 people wait"), (1, "1 person waits"), (12, "12 people wait")])
def test_the_number_chooses_the_plural_form(folder, count, text):
    assert Translator("en", folder=folder)("hut.waiting", n=count) == text


def test_a_missing_translation_is_shown_in_indonesian(folder):
    assert Translator("en", folder=folder)("hut.only") == "Hanya ini"


@pytest.mark.parametrize("language", ["jv", "xx"])
def test_a_broken_or_missing_catalogue_is_shown_in_indonesian_and_logged(folder, language, caplog):
    assert Translator(language, folder=folder)("hut.title") == "Pilih instansi"
    assert "no translations" in caplog.text


def test_a_key_that_nobody_wrote_is_a_bug(folder):
    with pytest.raises(KeyError):
        Translator("en", folder=folder)("hut.nothing")


def test_a_placeholder_without_a_value_is_a_bug(folder):
    with pytest.raises(KeyError):
        Translator(folder=folder)("hut.waiting")


def test_another_language_is_told_once(folder, qtbot):
    translate, told = Translator(folder=folder), []
    translate.changed.connect(lambda: told.append(translate.language))
    translate.set_language("en")
    translate.set_language("en")
    assert told == ["en"]


def test_the_pseudo_language_marks_every_text_and_makes_it_two_fifths_longer(folder):
    plain, pseudo = Translator(folder=folder), Translator("pseudo", folder=folder)
    text = pseudo("hut.waiting", n=7)
    assert text.startswith("⟦7 orang menunggu ")
    assert text.endswith("⟧")
    assert len(text) >= 1.4 * len(plain("hut.waiting", n=7))
