"""`hall language`: a file with every text to translate, and what is wrong with one."""

from __future__ import annotations

import json
import os

import pytest

from hall.translator import Translator, catalogue
from hallctl.main import main


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(capsys, *words: str) -> tuple[int, str]:
    code = main(["language", *words])
    return code, capsys.readouterr().out


def written(folder, **texts: object):
    (folder / "muna.json").write_text(json.dumps(texts), encoding="utf-8")


def test_a_new_language_has_every_text_to_translate_and_indonesian_beside_it(here, capsys):
    code, said = asked(capsys, "new", "muna")
    made = json.loads((here / "messages" / "muna.json").read_text("utf-8"))

    assert code == 0
    assert str(len(catalogue("id"))) in said
    assert {key for key in made if not key.startswith("#")} == set(catalogue("id"))
    assert (made["# kiosk.back"], made["kiosk.back"]) == ("Kembali", "")
    assert next(iter(made)) == "# language.name"


def test_english_may_stand_beside_the_texts(here, capsys):
    asked(capsys, "new", "muna", "--from", "en", "-o", "muna.json")
    assert json.loads((here / "muna.json").read_text("utf-8"))["# kiosk.back"] == "Back"


def test_a_file_that_is_there_keeps_its_texts_and_gets_what_it_lacks(here, capsys):
    (here / "messages").mkdir()
    written(here / "messages", **{"kiosk.back": "Kembali (muna)", "own.key": "x"})
    asked(capsys, "new", "muna")
    made = json.loads((here / "messages" / "muna.json").read_text("utf-8"))
    assert (made["kiosk.back"], made["kiosk.pager.next"], made["own.key"]) == ("Kembali (muna)", "", "x")


@pytest.mark.parametrize(
    "words", [("new", "Muna"), ("new", "pseudo"), ("new", "muna", "--from", "xx"), ("new", "../x")]
)
def test_what_is_no_code_of_a_language_is_an_error_of_usage(here, capsys, words):
    assert asked(capsys, *words)[0] == 2
    assert not (here / "messages").exists()


def test_a_check_names_what_is_missing_and_what_is_wrong(here, capsys):
    asked(capsys, "new", "muna", "-o", "muna.json")
    texts = json.loads((here / "muna.json").read_text("utf-8"))
    texts |= {key: entry for key, entry in catalogue("id").items() if key != "kiosk.idle.title"}
    texts |= {
        "# kiosk.back": "Mundur",
        "kiosk.notice_bar.wait": "{",
        "kiosk.services.title": "Layanan {agensi}",
        "kiosk.queue.people": {"one": "satu", "others": "x"},
        "kiosk.pager.next": "Berikut\u200b",
        "kiosk.nothing": "?",
    }
    written(here, **texts)

    code, said = asked(capsys, "check", "muna.json")

    assert code == 1
    assert "kiosk.idle.title: is missing, so it is shown in Indonesian\n" in said
    assert "kiosk.services.title: {agensi} is no placeholder here, lacks {agency}\n" in said
    for wrong in (
        "kiosk.notice_bar.wait: has wrong braces",
        "kiosk.queue.people: must be",
        "kiosk.nothing: is no text",
    ):
        assert wrong in said
    assert "kiosk.pager.next: cannot be shown" in said
    assert "kiosk.back: has another text now" in said
    assert said.endswith("7 findings.\n")


def test_a_complete_language_passes_and_is_listed(here, capsys):
    (here / "messages").mkdir()
    written(here / "messages", **{**catalogue("id"), "language.name": "Muna"})
    assert asked(capsys, "check", "messages/muna.json") == (0, "messages/muna.json, Muna: complete.\n")


@pytest.mark.parametrize("entry", [{"one": "", "other": ""}, {"one": "{n}", "other": ""}, {}, " "])
def test_a_text_with_an_empty_form_is_missing(here, capsys, entry):
    written(here, **{**catalogue("id"), "kiosk.queue.people": entry})
    code, said = asked(capsys, "check", "muna.json")
    assert (code, "kiosk.queue.people: is missing" in said, "1 finding." in said) == (1, True, True)


def test_a_key_that_stands_twice_is_named(here, capsys):
    texts = json.dumps(dict(catalogue("id")))
    (here / "muna.json").write_text(f'{texts[:-1]}, "kiosk.back": "Mundur"}}', encoding="utf-8")
    code, said = asked(capsys, "check", "muna.json")
    assert (code, "kiosk.back: stands twice; the last one counts\n" in said) == (1, True)


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_file_that_changes_texts_of_the_program_may_lack_the_others(here, capsys, language):
    code, said = asked(capsys, "new", language)
    assert (code, "stands over the program's own" in said, "Indonesian" in said) == (0, True, False)
    file = f"messages/{language}.json"
    assert asked(capsys, "check", file)[0] == 0
    (here / file).write_text('{"kiosk.back": "X"}', encoding="utf-8")
    assert asked(capsys, "check", file)[0] == 0
    (here / file).write_text('{"kiosk.nothing": "X"}', encoding="utf-8")
    assert asked(capsys, "check", file)[0] == 1


def test_a_file_elsewhere_says_where_programs_read_it(here, capsys):
    (here / "other").mkdir()
    _, said = asked(capsys, "new", "yy", "-o", "other/y.json")
    assert f"programs read {here / 'messages' / 'yy.json'} when they start" in said
    (here / "messages").mkdir()
    assert "programs read the file when" in asked(capsys, "new", "yy", "-o", "other/../messages/yy.json")[1]


def test_a_folder_that_is_not_there_is_not_made(here, capsys):
    assert asked(capsys, "new", "yy", "-o", "nowhere/y.json")[0] == 2
    assert not (here / "nowhere").exists()


@pytest.mark.parametrize("text", ["[", "[" * 100_000, "[]"])
def test_a_file_that_is_no_catalogue_is_an_error_of_configuration(here, capsys, text):
    (here / "muna.json").write_text(text, encoding="utf-8")
    assert asked(capsys, "check", "muna.json")[0] == 2
    assert asked(capsys, "check", "none.json")[0] == 2


def test_a_pipe_is_no_catalogue(here, capsys):
    os.mkfifo(here / "muna.json")
    assert asked(capsys, "check", "muna.json")[0] == 2


def test_a_broken_file_stops_no_program_of_its_language(here, capsys):
    (here / "config.toml").write_text('language = "muna"\n', encoding="utf-8")
    (here / "messages").mkdir()
    (here / "messages" / "muna.json").write_text("[" * 100_000, encoding="utf-8")
    code, said = asked(capsys, "list", "--json")
    assert (code, [one["id"] for one in json.loads(said)["languages"]]) == (0, ["id", "en"])


def test_the_languages_that_are_there_are_listed(here, capsys):
    (here / "config.toml").write_text('language = "muna"\n', encoding="utf-8")
    (here / "messages").mkdir()
    written(here / "messages", **{"language.name": "Wuna"})
    code, said = asked(capsys, "list", "--json")
    assert code == 0
    assert [one["name"] for one in json.loads(said)["languages"]] == ["Indonesia", "English", "Wuna"]
    assert Translator("muna", here / "messages").name == "Wuna"
