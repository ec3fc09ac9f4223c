"""`hall user import`, and the first supervisor at `hall init`."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest

from hall.guessing import too_easy

ANI = "830562"


def _file(*lines: str) -> str:
    Path("staff.csv").write_text("\n".join(["login,name,role,agency,pin", *lines]), encoding="utf-8")
    return "staff.csv"


def people(hall) -> dict[str, str]:
    return {user["login"]: user["role"] for user in hall("user", "list", "--json").json["users"]}


def test_a_file_is_looked_at_and_taken_in_as_often_as_it_comes(hall):
    file = _file("siti,Siti,,,407163", "rina,Rina,agency_supervisor,disdukcapil,")
    looked = hall("user", "import", file, "--dry-run")
    assert looked.out == "staff.csv: 2 new, 0 there already. Nobody was added.\n"
    assert people(hall) == {}
    added = hall("user", "import", file, "--json").json
    assert (added["new"], added["there"], set(added["pins"])) == (2, 0, {"rina"})
    assert people(hall) == {"siti": "clerk", "rina": "agency_supervisor"}
    assert hall("counter", "sign-in", "7", "rina", "--pin", added["pins"]["rina"]).code == 0
    assert hall("counter", "sign-in", "7", "siti", "--pin", "407163").err == "Counter 7 is in use by Rina.\n"
    again = hall("user", "import", file, "--json").json
    assert (again["new"], again["there"], again["pins"]) == (0, 2, {})


def test_starting_pins_are_shown_once_and_the_hall_allows_them(hall):
    shown = hall("user", "import", _file("siti,Siti,,,", "joko,,,,")).out.splitlines()
    assert shown[1].split() == ["LOGIN", "NAME", "STARTING", "PIN"]
    pins = {line.split()[0]: line.split()[-1] for line in shown[2:4]}
    assert set(pins) == {"siti", "joko"}
    assert all(len(pin) == 6 and too_easy(pin, login, 6) is None for login, pin in pins.items())
    assert shown[-1].startswith("A starting PIN holds until its person changes it")


def test_starting_pins_go_into_a_file_for_its_owner_alone(hall):
    answer = hall("user", "import", _file("siti,Siti,,,"), "--pins", "pins.csv", "--json")
    assert "pins" not in answer.json
    heading, line = Path("pins.csv").read_text("utf-8").splitlines()
    assert heading == "login;nama;pin"
    assert stat.S_IMODE(Path("pins.csv").stat().st_mode) == 0o600
    assert hall("counter", "sign-in", "7", "siti", "--pin", line.split(";")[-1]).code == 0
    refused = hall("user", "import", _file("joko,Joko,,,"), "--pins", "pins.csv")
    assert "pins.csv is there already" in refused.err
    assert set(people(hall)) == {"siti"}


def test_every_mistake_is_named_with_its_line_and_nobody_is_added(hall):
    answer = hall("user", "import", _file("siti,Siti,,,", "joko,Joko,boss,,1", "siti,Siti,,,"))
    lines = [line.partition(" ")[0] for line in answer.err.splitlines() if "staff.csv:" in line]
    assert (answer.code, lines) == (2, ["staff.csv:3:", "staff.csv:3:", "staff.csv:4:"])
    assert people(hall) == {}


def test_init_adds_the_supervisor_that_a_script_names(new_hall, monkeypatch):
    words = ("init", "--supervisor", "ani", "--name", "Ani", "--pin-stdin")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{ANI}\n"))
    made = new_hall(*words)
    assert made.out.splitlines()[-1] == "Ani can sign in as ani, and open the day."
    assert people(new_hall) == {"ani": "supervisor"}
    assert new_hall(*words).code == 0  # again: nothing is asked, nothing changes
    assert new_hall("init").err == ""


def test_init_without_a_terminal_asks_nothing(new_hall):
    assert new_hall("init", "--json").json["supervisor"] is None
    assert people(new_hall) == {}


def test_nobody_is_asked_for_who_is_not_wanted(new_hall, monkeypatch):
    monkeypatch.setattr("sys.stdin", Terminal())
    assert new_hall("init", "--no-supervisor").code == 0
    assert people(new_hall) == {}


class Terminal(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("typed", "pins", "told"),
    [
        (["ani", "Ani"], [ANI, ANI], "Ani can sign in as ani, and open the day."),
        (["ani", "Ani"], ["123456", "123456", ANI, "830563", ANI, ANI], "Ani can sign in as ani, and open the day."),
        ([""], [], "No supervisor can sign in yet: `hall user add LOGIN --role supervisor` makes the first."),
    ],
)
def test_init_asks_for_the_first_supervisor_at_a_terminal(new_hall, monkeypatch, typed, pins, told):
    answers, secrets = iter(typed), iter(pins)
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("typer.prompt", lambda *_, hide_input=False, **__: next(secrets if hide_input else answers))
    made = new_hall("init")
    assert made.out.splitlines()[-1] == told
    assert [*answers, *secrets] == []
