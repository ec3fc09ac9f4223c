"""`hall --as LOGIN`: a command that writes with the rights of a member of staff, whose PIN it asks for."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from hallctl.arguments import globals_first
from hallctl.session import os_login

SITI, ANI = "407163", "830562"


@pytest.fixture
def staffed(hall, monkeypatch) -> Callable[..., object]:
    """`hall` with a clerk, Siti, and a supervisor, Ani; ``typed`` are the lines of standard input."""
    hall("user", "add", "siti", "--pin", SITI)
    hall("user", "add", "ani", "--role", "supervisor", "--pin", ANI)

    def run(*words: str, typed: str = ""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return hall(*words)

    return run


def test_a_clerk_may_not_close_the_day_and_a_supervisor_may(staffed):
    staffed("ticket", "issue", "A")
    clerk = staffed("day", "close", "--as", "siti", "--pin-stdin", "--json", typed=f"{SITI}\n")
    assert (clerk.code, clerk.json["error"]["code"]) == (3, "needs_supervisor")
    assert staffed("day", "show", "--json").json["tickets"]["waiting"] == 1
    supervisor = staffed("--as", "ani", "--pin-stdin", "day", "close", "--json", typed=f"{ANI}\n")
    assert (supervisor.code, supervisor.json["cancelled"]) == (0, 1)


def test_the_history_names_the_person_and_the_user_of_the_machine(staffed):
    staffed("ticket", "issue", "A", "--as=siti", "--pin-stdin", typed=f"{SITI}\n")
    staffed("counter", "sign-in", "7", "ani", "--pin", ANI)
    staffed("counter", "next", "7", "--as", "siti", "--pin-stdin", typed=f"{SITI}\n")
    staffed("ticket", "hold", "A-001", "--reason", "salat")
    history = staffed("ticket", "history", "A-001", "--json").json["history"]
    person, technician = f"cli:{os_login()} as siti", f"cli:{os_login()}"
    assert [line["actor"] for line in history] == [person, person, technician]
    assert staffed("audit", "--json").code == 0


def test_the_technician_needs_no_pin_and_reading_as_somebody_needs_theirs(staffed):
    assert staffed("ticket", "issue", "A").code == 0
    assert staffed("ticket", "show", "A-001").code == 0
    assert staffed("ticket", "show", "A-001", "--as", "siti").code == 2


@pytest.mark.parametrize("who", ["siti", "nobody"])
def test_nothing_is_done_with_a_wrong_pin(staffed, who):
    wrong = staffed("ticket", "issue", "A", "--as", who, "--pin-stdin", "--json", typed="518274\n")
    assert (wrong.code, wrong.json["error"]["code"]) == (3, "wrong_pin")
    assert staffed("ticket", "show", "A-001").code == 3


def test_wrong_pins_have_their_pauses(staffed):
    def tried(pin: str) -> str:
        words = ("ticket", "issue", "A", "--as", "siti", "--pin-stdin", "--json")
        return staffed(*words, typed=f"{pin}\n").json.get("error", {"code": "in"})["code"]

    assert [tried("518274") for _ in range(6)] == ["wrong_pin"] * 5 + ["pin_locked"]
    assert tried(SITI) == "pin_locked"
    staffed("user", "unlock", "siti", "--as", "ani", "--pin-stdin", typed=f"{ANI}\n")
    assert tried(SITI) == "in"


def test_without_a_terminal_the_pin_comes_from_standard_input(staffed):
    asked = staffed("ticket", "issue", "A", "--as", "siti")
    assert (asked.code, "--pin-stdin" in asked.err) == (2, True)


def test_a_pin_that_the_command_is_about_is_the_next_line(staffed):
    signed = staffed("counter", "sign-in", "7", "siti", "--as", "ani", "--pin-stdin", typed=f"{ANI}\n{SITI}\n")
    assert signed.out == "siti sits at counter 7.\n"
    refused = staffed("user", "add", "budi", "--as", "ani", "--pin-stdin", "--json", typed=f"{ANI}\n739148\n")
    assert (refused.code, refused.json["error"]["code"]) == (3, "needs_technician")


@pytest.mark.parametrize("login", ["siti", "ani"])
def test_the_structure_of_the_hall_is_the_technicians(staffed, login):
    words = ("apply", "--as", login, "--pin-stdin", "--json")
    refused = staffed(*words, typed=f"{SITI if login == 'siti' else ANI}\n")
    assert (refused.code, refused.json["error"]["code"]) == (3, "needs_technician")
    dry = staffed("apply", "--dry-run", *words[1:], typed=f"{SITI if login == 'siti' else ANI}\n")
    assert (dry.code, dry.json["error"]["code"]) == (3, "needs_technician")  # it shows the changes of every agency


@pytest.mark.parametrize("words", [("init",), ("simulate",)])
def test_what_only_the_technician_does_takes_no_other_person(staffed, words):
    refused = staffed(*words, "--as", "ani")
    assert (refused.code, "leave --as out" in refused.err) == (2, True)


def test_the_pin_of_nobody_is_not_read(staffed):
    assert staffed("--pin-stdin", "ticket", "issue", "A", typed=f"{SITI}\n").code == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["user", "add", "x", "--pin-stdin"], ["user", "add", "x", "--pin-stdin"]),
        (["day", "close", "--pin-stdin", "--as", "ani"], ["--pin-stdin", "--as", "ani", "day", "close"]),
        (["day", "close", "--as=ani", "--pin-stdin"], ["--as=ani", "--pin-stdin", "day", "close"]),
        (["ticket", "cancel", "--pin-stdin", "--", "--as"], ["ticket", "cancel", "--pin-stdin", "--", "--as"]),
    ],
)
def test_the_pin_from_standard_input_goes_with_the_person_who_acts(words, expected):
    assert globals_first(words) == expected


@pytest.mark.parametrize("words", [("--as", ""), ("--as", " "), ("--as=",), ("--database", ""), ("--config=",)])
def test_a_global_option_with_an_empty_value_is_an_error_of_usage(staffed, words):
    refused = staffed("ticket", "issue", "A", *words)
    assert (refused.code, f"'{words[0].rstrip('=')}' needs a value" in refused.err) == (2, True)
    assert staffed("ticket", "show", "A-001").code == 3


def test_two_persons_cannot_act(staffed):
    refused = staffed("--as", "ani", "ticket", "issue", "A", "--as=siti", "--pin-stdin", typed=f"{ANI}\n")
    assert (refused.code, "stands twice" in refused.err) == (2, True)


PIN_COMMANDS = [
    ("ticket", "issue", "A", "--as", "siti", "--pin-stdin"),
    ("user", "add", "budi", "--pin-stdin"),
    ("user", "pin", "siti", "--pin-stdin"),
    ("station", "pin", "kiosk-1", "--pin-stdin"),
    ("counter", "sign-in", "7", "siti", "--pin-stdin"),
]


@pytest.mark.parametrize("words", PIN_COMMANDS)
@pytest.mark.parametrize(("typed", "said"), [(b"", "no PIN came"), (b"\n", "no PIN came"), (b"\xff4071\n", "no text")])
def test_what_is_no_pin_is_not_counted_as_a_wrong_one(hall, monkeypatch, words, typed, said):
    hall("user", "add", "siti", "--pin", SITI)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
    refused = hall(*words)
    assert (refused.code, said in refused.err) == (2, True)
    assert "wrong PIN" not in hall("user", "history").out


def test_a_second_pin_that_is_missing_is_not_counted(staffed):
    refused = staffed("counter", "sign-in", "7", "siti", "--as", "ani", "--pin-stdin", typed=f"{ANI}\n")
    assert (refused.code, "no PIN came" in refused.err) == (2, True)
    assert "wrong PIN" not in staffed("user", "history").out


def test_without_a_standard_input_no_pin_comes(hall, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    assert [hall("user", "add", "budi", *words).code for words in ((), ("--pin-stdin",))] == [2, 2]
