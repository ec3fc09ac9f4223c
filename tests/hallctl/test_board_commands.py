"""`hall announce` and `hall boards`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hall.access import By
from hall.store import open_store


def test_an_announcement_is_added_listed_and_ended(hall):
    added = hall("announce", "add", "Layanan Imigrasi terhenti", "--kind", "outage", "--line", "Nomor tetap berlaku.")
    assert added.code == 0
    assert "`hall announce end 1`" in added.out
    listed = hall("announce", "list")
    assert "Layanan Imigrasi terhenti / Nomor tetap berlaku." in listed.out
    assert "ended by hand" in listed.out
    (document,) = hall("announce", "list", "--json").json["announcements"]
    assert (document["kind"], document["zone"], document["until"]) == ("outage", None, None)
    assert hall("announce", "end", "1").out == "Announcement 1 is taken down.\n"
    assert hall("announce", "list").out == "Nothing is announced.\n"
    again = hall("announce", "end", "1")
    assert (again.code, again.err) == (3, "Announcement 1 has already ended.\n")


def test_an_announcement_until_a_time_of_today_ends_by_itself(hall):
    made = hall("announce", "add", "Rapat", "--until", "23:59", "--json").json["announcement"]
    assert made["until"].endswith("15:59:00+00:00") or made["until"].endswith("23:59:00+08:00")
    wrong = hall("announce", "add", "Rapat", "--until", "besok")
    assert wrong.code == 2
    assert "is no time" in wrong.err
    for text in ("besok", "25:00", "2026-13-01T10:00"):
        assert "write one as 14:00 for today, or 2026-12-24T10:00" in hall("announce", "add", "R", "--until", text).err


def test_a_moment_of_another_day_is_listed_with_its_date(hall, folder, clock):
    with (folder / "config.toml").open("a", encoding="utf-8") as config:
        config.write('[[station]]\nname = "b1"\n')
    added = hall("announce", "add", "Libur", "--until", "2099-01-01")
    assert added.out.startswith("Announcement 1 stands on the boards until 2099-01-01 00:00; ")
    row = hall("announce", "list").out.splitlines()[-1].split(maxsplit=6)
    assert (row[4:6], row[6]) == (["2099-01-01", "00:00"], "Libur")
    assert re.fullmatch(r"\d\d:\d\d", row[3])
    clock.moment = datetime.now(UTC) - timedelta(days=1)
    store = open_store(f"sqlite:///{folder / 'hall.db'}", clock)
    store.run(lambda work: work.boards.report(By.board("b1"), zone="podium", sound="ok"))
    store.close()
    local = clock.moment.astimezone(ZoneInfo("Asia/Makassar"))
    assert f"silent since {local:%Y-%m-%d %H:%M}" in hall("boards").out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("23.45", "23:45"),
        ("23:45", "23:45"),
        ("2099-01-01T10.30", "2099-01-01 10:30"),
        ("2099-01-01 10.30", "2099-01-01 10:30"),
        ("2099-01-01T10.30+08:00", "2099-01-01 10:30"),
        ("2099-01-01T10:30:00.5", "2099-01-01 10:30"),
    ],
)
def test_a_time_with_the_dot_of_indonesian_means_its_minutes(hall, typed, meant):
    assert f"stands on the boards until {meant};" in hall("announce", "add", "Rapat", "--until", typed).out


@pytest.mark.parametrize("typed", ["10", "1030", "25.00", "9.5", "2099-01-01T9.30"])
def test_a_time_that_could_mean_another_one_is_refused(hall, typed):
    answer = hall("announce", "add", "Rapat", "--until", typed)
    assert (answer.code, "write one as 14:00 for today" in answer.err) == (2, True)


def test_line_breaks_become_spaces_and_signs_that_nobody_sees_are_refused(hall):
    added = hall(
        "announce",
        "add",
        "Layanan\nImigrasi\t terhenti ",
        "--line",
        "Nomor\r\ntetap berlaku.",
        "--line",
        "\n",
        "--json",
    )
    made = added.json["announcement"]
    assert (made["title"], made["lines"]) == ("Layanan Imigrasi terhenti", ["Nomor tetap berlaku."])
    for sign, code in (("\x07", "U+0007"), ("\x1b", "U+001B"), ("\u202e", "U+202E"), ("\x00", "U+0000")):
        refused = hall("announce", "add", "Halo", "--line", f"a{sign}b")
        assert (refused.code, f"cannot be seen ({code})" in refused.err) == (3, True)
    assert hall("announce", "add", "\n\t").code == 3


def test_signs_that_a_board_cannot_show_are_named_as_they_are_seen(hall):
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    refused = hall("announce", "add", "Gangguan \U0001f6a8", "--line", "B\U0001f44d")
    assert (refused.code, "The boards cannot show \U0001f6a8; write Latin letters" in refused.err) == (3, True)
    assert f"cannot show {family};" in hall("announce", "add", "Ruang", "--line", f"Untuk {family} besar").err
    assert 'cannot be seen (U+200D) in "Ruang"; type that line again' in hall("announce", "add", "Ru\u200dang").err
    assert hall("announce", "list").out == "Nothing is announced.\n"


def test_wrong_announcements_say_what_is_allowed(hall):
    assert hall("announce", "add", "x" * 81).code == 3
    assert "There is no zone atap; there are podium." in hall("announce", "add", "Halo", "--zone", "atap").err
    assert hall("announce", "add", "Halo", "--agency", "nobody").code == 3
    assert hall("announce", "end", "9").code == 3


def test_the_boards_are_listed_with_what_they_need(hall, folder):
    assert hall("boards").out == "No board has reported yet.\n"
    store = open_store(f"sqlite:///{folder / 'hall.db'}")
    said: dict[str, Any] = {"detail": "No loudspeaker.", "warnings": ("media", "too_small")}
    store.run(lambda w: w.boards.report(By.board("b1"), zone="podium", sound="no_device", **said))
    store.close()
    row = hall("boards").out.splitlines()[-1].split(maxsplit=5)
    assert row == ["b1", "podium", "on", "no_device", "media,too_small", "No loudspeaker."]
    (document,) = hall("boards", "--json").json["boards"]
    assert (document["alive"], document["warnings"]) == (True, ["media", "too_small"])
    assert datetime.fromisoformat(document["seen_at"]) <= datetime.now(UTC)
    alarms = hall("alarms").out
    assert "The board b1 makes no sound." in alarms
    assert "cannot be played on the board b1" in alarms
