"""`hall user`: roles and agencies, and people who leave."""

from __future__ import annotations

import io

import pytest

from hallctl.session import os_login

SITI, ANI, RINA = "407163", "830562", "739148"


@pytest.fixture
def staffed(hall, monkeypatch):
    """`hall` with a clerk, Siti, a supervisor of the hall, Ani, and one of Disdukcapil, Rina; ``typed`` is what
    standard input holds."""
    hall("user", "add", "siti", "--name", "Siti", "--pin", SITI)
    hall("user", "add", "ani", "--role", "supervisor", "--pin", ANI)
    hall("user", "add", "rina", "--role", "agency_supervisor", "--agency", "disdukcapil", "--pin", RINA)

    def run(*words: str, typed: str = ""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return hall(*words)

    return run


def people(hall) -> dict[str, tuple[str, str | None, bool]]:
    users = hall("user", "list", "--json").json["users"]
    return {user["login"]: (user["role"], user["agency"], user["disabled"]) for user in users}


def code_of(answer) -> str:
    return "" if answer.code == 0 else answer.json["error"]["code"]


def test_the_list_shows_agencies_and_who_is_disabled(staffed):
    staffed("user", "disable", "siti")
    assert people(staffed) == {
        "ani": ("supervisor", None, False),
        "rina": ("agency_supervisor", "disdukcapil", False),
        "siti": ("clerk", None, True),
    }
    rows = [line.split() for line in staffed("user", "list").out.splitlines()[1:]]
    assert ["rina", "rina", "agency_supervisor", "disdukcapil"] in rows
    assert ["siti", "Siti", "clerk", "-", "disabled"] in rows


def test_a_supervisor_shuts_a_clerk_out_and_lets_them_in_again(staffed):
    staffed("counter", "sign-in", "7", "siti", "--pin", SITI)
    gone = staffed("user", "disable", "siti", "--as", "ani", "--pin-stdin", typed=f"{ANI}\n")
    assert (gone.code, gone.out) == (0, "Siti cannot sign in any more.\n")
    assert staffed("counter", "show", "7", "--json").json["counter"]["clerk"] is None
    tried = staffed("counter", "sign-in", "7", "siti", "--pin", SITI)
    assert (tried.code, tried.err) == (3, "This login is closed; ask your supervisor.\n")
    acting = staffed("ticket", "issue", "A", "--as", "siti", "--pin-stdin", "--json", typed=f"{SITI}\n")
    assert code_of(acting) == "login_closed"
    again = staffed("user", "enable", "siti", "--as", "ani", "--pin", ANI)
    assert (again.code, again.out) == (0, "Siti can sign in as siti again.\n")
    assert staffed("counter", "sign-in", "7", "siti", "--pin", SITI).code == 0


def test_a_role_is_given_with_its_agency(staffed):
    given = staffed("user", "role", "siti", "agency_supervisor", "--agency", "DISDUKCAPIL")
    assert given.out == "Siti is agency_supervisor of disdukcapil now.\n"
    assert people(staffed)["siti"] == ("agency_supervisor", "disdukcapil", False)
    assert staffed("user", "role", "siti", "Supervisor").out == "Siti is supervisor now.\n"
    assert staffed("user", "role", "siti", "technician").code == 2
    assert code_of(staffed("user", "role", "siti", "agency_supervisor", "--json")) == "agency_needed"
    without = staffed("user", "add", "budi", "--role", "agency_supervisor", "--pin", "916408", "--json")
    assert code_of(without) == "agency_needed"


def test_a_name_is_changed_and_the_login_stays(staffed):
    assert staffed("user", "rename", "SITI", "Siti Rahmawati").out == "siti is Siti Rahmawati now.\n"
    assert staffed("user", "rename", "siti", " ", "--json").json["error"]["code"] == "name_needed"


def test_somebody_is_signed_out_of_the_counter_where_they_forgot_it(staffed):
    staffed("counter", "sign-in", "7", "siti", "--pin", SITI)
    assert staffed("user", "sign-out", "siti").out == "siti left counter 7.\n"
    assert staffed("user", "sign-out", "siti", "--json").json == {"login": "siti", "left": [], "window_ends": False}
    assert staffed("user", "sign-out", "siti").out == "siti sat at no counter.\n"
    supervisor = staffed("user", "sign-out", "ani").out
    assert supervisor == "ani sat at no counter. A supervisor's window that was open by this login ends.\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("role", "siti", "supervisor"), "technician_over"),
        (("role", "ani", "clerk"), "not_yourself"),
        (("disable", "ani"), "not_yourself"),
        (("pin", "ani", "--pin", "916408"), "technician_over"),
        (("add", "budi", "--pin", "916408"), "needs_technician"),
    ],
)
def test_a_supervisor_raises_nobody_and_keeps_off_the_supervisors(staffed, words, code):
    before = people(staffed)
    assert code_of(staffed("user", *words, "--as", "ani", "--pin-stdin", "--json", typed=f"{ANI}\n")) == code
    assert people(staffed) == before


def test_a_request_id_makes_a_change_safe_to_repeat(staffed):
    for _ in range(2):
        assert staffed("user", "disable", "siti", "--request-id", "r-1").code == 0
    assert code_of(staffed("user", "disable", "rina", "--request-id", "r-1", "--json")) == "request_reused"


def test_every_line_of_the_history_names_the_person_and_the_user_of_the_machine(staffed):
    staffed("counter", "sign-in", "7", "siti", "--pin", SITI)
    for words in (
        ("sign-out", "siti"),
        ("rename", "siti", "Siti R"),
        ("role", "siti", "agency_supervisor", "--agency", "disdukcapil"),
        ("pin", "siti", "--pin", "916408"),
        ("disable", "siti"),
        ("enable", "siti"),
        ("unlock", "siti"),
    ):
        assert staffed("user", *words, "--as", "ani", "--pin-stdin", typed=f"{ANI}\n").code == 0
    events = staffed("user", "history", "siti", "--json").json["events"]
    done = [event["action"] for event in reversed(events)]
    assert done == ["added", "signed_out", "renamed", "role", "pin", "disabled", "enabled", "unlocked"]
    assert {event["actor"] for event in events[:-1]} == {f"cli:{os_login()} as ani"}
    assert staffed("user", "history").out.count("login closed") == 1
