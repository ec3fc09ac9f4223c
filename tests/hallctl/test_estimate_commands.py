"""`hall estimate`: what is said of waits, of a service and of a number, and whether it can be learned again."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hall.estimating.said_text import said_text, waits_of
from hall.store import WaitsKeeper, open_store


@pytest.fixture
def staffed(hall):
    hall("user", "add", "siti", "--name", "Siti", "--pin", "407163")
    hall("user", "add", "ani", "--role", "supervisor", "--pin", "830562")
    assert hall("counter", "sign-in", "7", "siti", "--pin", "407163").code == 0
    return hall


@pytest.fixture
def worked_out(staffed, folder):
    """Works the waits out, as a counter or a board does."""
    with closing(WaitsKeeper(lambda: open_store(f"sqlite:///{folder / 'hall.db'}"))) as keeper:
        yield keeper.step


def test_where_nobody_works_them_out_the_command_says_what_to_start(staffed):
    answer = staffed("estimate", "A")
    assert answer.code == 0
    assert answer.out.splitlines()[0].split() == ["Worked", "out", "never"]
    assert "mpp-counter --counter 7" in answer.out
    said = staffed("estimate", "--json").json["estimates"]
    assert (said["worked_out_at"], said["age_seconds"], said["holds"]) == (None, None, False)
    assert [(one["prefix"], one["wait"], one["priority_wait"]) for one in said["services"]] == [
        ("A", None, None),
        ("B", None, None),
    ]


def test_a_service_is_meant_by_its_prefix_and_by_its_id(staffed, worked_out):
    worked_out()
    by_prefix, by_id = (staffed("estimate", key, "--json").json["estimates"]["services"] for key in ("a", "KTP"))
    assert by_prefix == by_id
    assert [one["id"] for one in by_id] == ["ktp"]
    wait = by_id[0]["wait"]
    assert (wait["kind"], wait["low"], wait["high"], wait["ahead"], wait["unknown"]) == ("at_once", 0, 5, 0, None)
    assert wait["text"] == {"id": "segera dipanggil", "en": "called at once"}
    assert wait["estimate"] == {"low": 0.0, "middle": 0.0, "high": 5.0}
    assert (wait["counters"], wait["roll"]) == (1, 0.0)
    assert by_id[0]["priority_wait"]["kind"] == "at_once"


def test_all_services_stand_in_a_table_with_the_reason_of_what_is_not_known(staffed, worked_out):
    for _ in range(3):
        staffed("ticket", "issue", "A")
    worked_out()
    head, *rows = staffed("estimate").out.splitlines()[1:]
    assert head.split()[:4] == ["PREFIX", "SERVICE", "WAIT", "AHEAD"]
    assert [row.split()[0] for row in rows] == ["A", "B"]
    assert "no estimate yet" in rows[0]
    assert rows[0].endswith("This service has not called often enough to say.")
    one = staffed("estimate", "A").out
    assert "no estimate yet; 3 ahead; This service has not called often enough to say." in one
    assert staffed("estimate", "A", "--json").json["estimates"]["services"][0]["wait"]["unknown"] == "few_calls"


def test_it_says_when_it_was_worked_out(staffed, worked_out, folder):
    worked_out()
    assert "Worked out" in staffed("estimate").out
    age = staffed("estimate", "--json").json["estimates"]
    assert 0 <= age["age_seconds"] < 60
    assert age["holds"]
    with sqlite3.connect(folder / "hall.db") as rows:
        said = waits_of(rows.execute("SELECT said FROM wait_said").fetchone()[0])
        old = replace(said, at=datetime.now(UTC) - timedelta(minutes=14, seconds=30))
        rows.execute("UPDATE wait_said SET said = ?", (said_text(old),))
    old = staffed("estimate", "A").out
    assert ", 14 min ago" in old
    assert "mpp-display" in old
    said = staffed("estimate", "A", "--json").json["estimates"]
    assert (said["holds"], said["services"][0]["wait"]) == (False, None)


def test_a_number_says_what_was_said_at_issue_and_what_is_said_now(staffed, worked_out):
    first = staffed("ticket", "issue", "A", "--json").json["ticket"]
    assert first["wait"] == {"at_issue": None, "now": None}
    worked_out()
    second = staffed("ticket", "issue", "A", "--json").json["ticket"]
    assert second["wait"]["at_issue"]["unknown"] == "few_calls"
    staffed("counter", "next", "7")
    worked_out()
    for words in (("estimate", "A-002"), ("ticket", "show", "A-002")):
        wait = staffed(*words, "--json").json["ticket"]["wait"]
        assert wait["at_issue"]["ahead"] == 1, words
        assert wait["now"]["ahead"] == 0, words
        text = staffed(*words).out
        assert "Said at issue   no estimate yet; 1 ahead; This service" in text, words
        assert "Said now        no estimate yet; 0 ahead; This service" in text, words
    called = staffed("estimate", "A-001")
    assert "Said at issue   nothing (at " in called.out
    assert "Said now        nothing, it is called" in called.out


def test_what_is_neither_a_service_nor_a_number_is_refused_in_words(staffed):
    assert staffed("estimate", "Z", "--json").json["error"]["code"] == "unknown_service"
    assert staffed("estimate", "A-099", "--json").json["error"]["code"] == "unknown_service"
    assert staffed("estimate", "A", "B").code == 2


def test_learning_again_gives_the_same_and_anything_else_is_said(staffed, worked_out, folder):
    nothing = staffed("estimate", "rebuild")
    assert (nothing.code, nothing.out) == (
        0,
        "Learned again from 0 business days: the same as what was kept.\n",
    )
    for _ in range(4):
        staffed("ticket", "issue", "A")
        staffed("counter", "next", "7")
    staffed("day", "close", "--reason", "over")
    worked_out()
    same = staffed("estimate", "rebuild", "--json")
    assert (same.code, same.json) == (0, {"rebuilt": {"days": 1, "deleted_days": 0, "same": True}})
    with sqlite3.connect(folder / "hall.db") as rows:
        rows.execute("UPDATE wait_memory SET before = ?", ('{"learned": 1}',))
    other = staffed("estimate", "rebuild")
    assert other.code == 1
    assert "not what was kept. What was learned now is kept." in other.out
    assert staffed("estimate", "rebuild").code == 0


def test_rebuilding_is_the_technicians(staffed, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("830562\n"))
    refused = staffed("estimate", "rebuild", "--as", "ani", "--pin-stdin", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (3, "needs_technician")


def told(folder, **columns):
    """Every number was told this."""
    with sqlite3.connect(folder / "hall.db") as rows:
        names = ", ".join(f"{name} = ?" for name in columns)
        rows.execute(f"UPDATE ticket SET {names}", tuple(columns.values()))


def test_a_report_says_how_good_the_estimates_of_a_day_were(staffed, folder):
    for service in ("A", "A", "B"):
        staffed("ticket", "issue", service)
        staffed("counter", "next", "7")
    staffed("ticket", "issue", "A")
    told(folder, wait_low=0, wait_middle=4, wait_high=10, wait_ahead=1)
    found = staffed("estimate", "report", "--json").json["quality"]
    assert (found["told"], found["held"], found["not_called"], found["poor"]) == (3, 3, 1, False)
    assert found["bands"] == [
        {"from": 3.0, "to": 8.0, **{key: found[key] for key in found["bands"][0] if key not in ("from", "to")}}
    ]
    assert {service: one["told"] for service, one in found["services"].items()} == {"ktp": 2, "kk": 1}
    lines = staffed("estimate", "report", found["day"]).out.splitlines()
    assert lines[0] == f"{found['day']}: 100 of 100 estimates held (3 of 3)."
    assert lines[1] == "Told something and not called, or not as it was meant: 1."
    assert lines[2].split()[:5] == ["WHICH", "TOLD", "HELD", "LATER", "SOONER"]
    assert [line.split("  ")[0] for line in lines[3:]] == [
        "all",
        "middle 3 to 8 min",
        "B Kartu keluarga",
        "A Perekaman KTP-el",
    ]


def test_a_report_says_why_nothing_was_said_and_when_there_is_nothing(staffed, folder):
    assert staffed("estimate", "report").out == "The hall has had no business day yet.\n"
    staffed("ticket", "issue", "A")
    told(folder, wait_ahead=1, wait_note="silence")
    said = staffed("estimate", "report").out
    assert "no estimate was put to the proof." in said
    assert "Nothing said to 1: Nobody has been called for a long time." in said
    gone = staffed("estimate", "report", "2026-01-02", "--json")
    assert (gone.code, gone.json) == (0, {"quality": None})
    assert staffed("estimate", "report", "yesterday").code == 2
