"""`hall apply`: what it would do, what it asks, and what it tells besides the changes."""

from __future__ import annotations

import io
import sys

import pytest


@pytest.fixture
def edit(folder):
    """Changes a text of config.toml."""

    def change(old, new, count=-1):
        file = folder / "config.toml"
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, count), encoding="utf-8")

    return change


SMALLER = """[[agency.service]]
prefix = "B"
id = "kk"
name = "Kartu keluarga"
name_en = "Family card"
promised_minutes = 10
"""


def shrink(edit):
    """Half of the services go."""
    edit(SMALLER, "")
    edit('also = ["B"]\n', "")


def names(hall):
    return [service["name"] for service in hall("services", "--json").json["services"]]


def test_a_dry_run_shows_the_changes_and_writes_nothing(hall, edit):
    assert hall("status").code == 0
    edit("Kartu keluarga", "Kartu keluarga baru")
    shown = hall("apply", "--dry-run")
    assert (shown.code, shown.err) == (0, "")
    assert "name: Kartu keluarga -> Kartu keluarga baru" in shown.out
    assert "Nothing was written." in shown.out
    assert hall("apply", "--dry-run", "--json").json["dry_run"] is True
    assert names(hall)[1] == "Kartu keluarga"
    assert "Nothing was written." not in hall("apply").out
    assert names(hall)[1] == "Kartu keluarga baru"


def test_a_dry_run_in_an_empty_folder_makes_no_database(new_hall, folder):
    shown = new_hall("apply", "--dry-run")
    assert (shown.code, "+ service" in shown.out) == (0, True)
    assert [path.name for path in folder.iterdir()] == ["config.toml"]


def test_without_a_terminal_much_that_goes_is_refused_until_yes_is_said(hall, edit):
    assert hall("status").code == 0
    shrink(edit)
    refused = hall("apply")
    assert (refused.code, refused.out) == (3, "")
    assert "1 of 2 services" in refused.err
    assert "--yes" in refused.err
    assert hall("apply", "--json").json["error"]["code"] == "archives_many"
    assert len(names(hall)) == 2
    assert hall("apply", "--dry-run").code == 0
    assert hall("apply", "--yes").code == 0
    assert names(hall) == ["Perekaman KTP-el"]


@pytest.mark.parametrize(("answer", "code", "left"), [("y\n", 0, 1), ("n\n", 3, 2)])
def test_at_a_terminal_it_asks(hall, edit, monkeypatch, answer, code, left):
    assert hall("status").code == 0
    shrink(edit)
    keyboard = io.StringIO(answer)
    monkeypatch.setattr(keyboard, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", keyboard)
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _self: True)
    asked = hall("apply")
    assert asked.code == code
    assert "This would archive 1 of 2 services: kk." in asked.err
    assert len(names(hall)) == left


def test_whoever_is_signed_in_at_a_counter_that_goes_is_named(hall, edit):
    assert hall("user", "add", "siti", "--name", "Siti Rahmawati", "--pin", "407163").code == 0
    assert hall("counter", "sign-in", "7", "siti", "--pin", "407163").code == 0
    edit('id = "loket-7"\nlabel = "7"', 'id = "loket-8"\nlabel = "8"')
    shown = hall("apply", "--yes", "--json")
    (warning,) = shown.json["warnings"]
    assert "Siti Rahmawati is signed in at counter 7" in warning
    assert warning in shown.err


def test_the_holidays_that_it_writes_are_listed_once(hall, edit):
    assert hall("status").code == 0
    assert "Holidays" not in hall("apply").out
    edit("always_open = true\n", "always_open = true\n[calendar]\nnational = true\n")
    shown = hall("apply", "--json").json["holidays"]
    assert any("Natal" in day["name"] for day in shown)
    assert all(day["date"] >= "2026" for day in shown)
    edit("national = true", "national = true\ncollective = true")
    out = hall("apply").out
    assert "Holidays 20" in out
    assert "Natal" in out
    assert "Holidays" not in hall("apply").out


def test_a_media_folder_that_is_not_there_is_said(hall, edit, folder):
    edit(
        "[[counter]]",
        '[[station]]\nname = "board-1"\nboard = { layout = "media", media = ["films", "pictures"] }\n\n[[counter]]',
        1,
    )
    (folder / "pictures").mkdir()
    shown = hall("apply")
    assert shown.code == 0
    assert f"board-1 plays films, but there is no {folder / 'films'}" in shown.err
    assert "pictures" not in shown.err
