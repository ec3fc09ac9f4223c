"""Every command, with `--as` a supervisor of an agency: it touches nothing of another one, and shows nothing of it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import typer

from hall.report.kinds import KINDS
from hallctl.main import app
from tests.hallctl.agency_hall import PINS, AgencyHall

OF_AGENCY = {
    "breaks plan": "--keep --agency disdukcapil",
    "breaks move": "7 12:15",
    "ticket issue": "A",
    "ticket reprint": "A-003 --print kiosk-1",
    "ticket cancel": "A-003",
    "ticket confirm": "A-006",
    "ticket hold": "A-003 --reason salat",
    "ticket release": "A-004",
    "ticket return": "A-001",
    "ticket restore": "A-005",
    "ticket correct": "A-001 --state waiting --reason keliru",
    "ticket transfer": "A-003 --service B",
    "ticket priority": "A-003 --reason lansia",
    "counter next": "7",
    "counter call": "7 A-003",
    "counter recall": "7",
    "counter keep-waiting": "7",
    "counter serve": "7",
    "counter finish": "7",
    "counter offer": "7",
    "counter no-show": "7",
    "counter hold": "7 --reason salat",
    "counter transfer": "7 --service B",
    "counter undo": "7",
    "counter break": "8",
    "counter close": "8 --reason rapat",
    "counter resume": "10",
    "counter sign-in": "7 budi --pin 407163",
    "counter sign-out": "8",
    "counter read-notes": "7",
    "booking add": "A {slot}",
    "booking check-in": "{booking}",
    "booking cancel": "{booking} --reason sakit",
    "closure request": "service A --reason rapat",
    "closure approve": "{closure}",
    "closure reject": "{closure}",
    "closure end": "{closure}",
    "closure close": "service A --reason rapat --holders move --move-to B",
    "change open": "agency disdukcapil --reason ramai",
    "change services": "8 B --also A --reason ramai",
    "change end": "{override}",
    "counter free": "8 --reason pulang",
    "numbers import-manual": "A 20",
    "numbers withdraw": "{imported} --reason keliru",
    "announce add": "Rapat --agency disdukcapil",
    "announce end": "{announcement}",
    "incident open": "disdukcapil --obstacle rusak",
    "incident note": "{incident} dicoba",
    "incident assign": "{incident} Rina",
    "incident broadcast": "{untold}",
    "incident end-broadcast": "{incident}",
    "incident close": "{incident} --done pulih",
    "plan add": "Loket --due {later} --agency disdukcapil",
    "plan change": "{plan} --text Meja",
    "plan done": "{plan}",
    "plan drop": "{plan} --reason anggaran",
    "alarm take": "alarm_unattended:B",
    "alarm give-back": "alarm_unattended:B",
}
"""Commands about what belongs to an agency."""
BEFORE = {"alarm give-back": "alarm take"}
"""Commands that need another one first."""
OF_THE_HALL = {
    "day open": ("", "needs_supervisor"),
    "day confirm": ("", "needs_supervisor"),
    "day redate": ("2026-11-24 --reason jam", "needs_supervisor"),
    "day close": ("", "needs_supervisor"),
    "user add": ("tuti --pin 407163", "needs_technician"),
    "user import": ("gone.csv", "needs_technician"),
    "user pin": ("siti --pin 592817", "needs_supervisor"),
    "user role": ("siti clerk", "needs_supervisor"),
    "user rename": ("siti Siti", "needs_supervisor"),
    "user disable": ("siti", "needs_supervisor"),
    "user enable": ("siti", "needs_supervisor"),
    "user sign-out": ("siti", "needs_supervisor"),
    "user unlock": ("siti", "needs_supervisor"),
    "station pin": ("kiosk-1 --pin 592817", "needs_technician"),
    "station unlock": ("kiosk-1", "needs_supervisor"),
    "apply": ("", "needs_technician"),
    "report rebuild": ("", "needs_technician"),
    "purge": ("", "needs_technician"),
    "estimate rebuild": ("", "needs_technician"),
    "evacuation start": ("EVAKUASI", "needs_supervisor"),
    "evacuation end": ("", "needs_supervisor"),
    "booking import": ("gone.csv", "needs_supervisor"),
    "survey import": ("gone.csv", "needs_supervisor"),
    "survey withdraw": ("1 --reason ganda", "needs_supervisor"),
}
"""Commands about the hall, with who may do them."""
MISTYPED = {
    "user add": ("tuti --pin 111222", "rina", "needs_technician"),
    "user pin": ("siti --pin 111222", "rina", "needs_supervisor"),
    "station pin": ("kiosk-7 --pin 111222", "rina", "needs_technician"),
    "station unlock": ("kiosk-7", "rina", "needs_supervisor"),
    "apply": ("no-such-file.toml", "rina", "needs_technician"),
    "day redate": ("yesterday --reason jam", "rina", "needs_supervisor"),
    "evacuation start": ("now", "rina", "needs_supervisor"),
    "numbers import-manual": ("A 20 --waiting few", "siti", "needs_supervisor"),
    "closure close": ("service A --reason rapat --until soon", "siti", "needs_supervisor"),
    "change open": ("agency disdukcapil --until soon", "siti", "needs_supervisor"),
    "change services": ("8 B --until soon", "siti", "needs_supervisor"),
    "announce add": ("Rapat --until soon", "siti", "needs_supervisor"),
    "breaks move": ("7 soon", "siti", "needs_supervisor"),
    "incident broadcast": ("{untold} --news soon", "siti", "needs_supervisor"),
    "plan add": ("Loket --due soon", "siti", "needs_supervisor"),
}
"""Commands with words that are wrong, by somebody who may not do them."""
AS_ANY_CLERK = {"printer test", "printer roll", "printer calibrate"}
"""The printers are no agency's; a clerk who changes the roll says so."""
WITHOUT_A_PERSON = {
    "backup check",
    "backup list",
    "backup show",
    "demo",
    "doctor",
    "drill",
    "init",
    "language new",
    "report halls",
    "restore",
    "service install",
    "service list",
    "service remove",
    "service show",
    "simulate",
    "station invite",
    "station join",
    "update",
    "voice build",
    "voice record",
    "wheelhouse",
}
"""They write no hall that is there: the technician sets one up, or files of the machine."""
SHOWS_OF_AGENCY = {
    "incident list": "",
    "plan list": "",
    "services": "",
    "counters": "",
    "alarms": "",
    "user list": "",
    "booking list": "",
    "booking export": "-o bookings.csv",
    "closure list": "",
    "change list": "",
    "announce list": "",
    "slip missing": "",
    "boards": "",
    "evacuation list": "",
    "printer status": "",
    "day sheet": "",
    "numbers imports": "",
    "alarm history": "",
    "estimate report": "",
}
"""Lists, each with its words."""
FIGURES = {"status", "day show"}
"""Commands that count."""
SHOWS_ONE_OF_AGENCY = {
    "survey status": "--agency disdukcapil",
    **{f"report {kind}": "--period 2026-11-23 --agency disdukcapil" for kind in KINDS},
    "breaks list": "--agency disdukcapil",
    "breaks check": "--agency disdukcapil",
    "incident show": "{incident}",
    "ticket show": "A-003",
    "ticket history": "A-003",
    "ticket promise": "A-003",
    "counter show": "8",
    "estimate show": "A",
    "opening": "A",
    "slip preview": "A -o {slip}",
    "pad": "A -o {pad}",
}
"""What shows one thing of an agency."""
SHOWS_THE_HALL = {
    "audit": "",
    "user history": "",
    "survey imports": "",
    "report evidence": "--period 2026-11-23 -o evidence.zip",
}
"""What only a supervisor of the hall may read."""
SHOWS_NO_HALL = {
    "voice say",
    "voice check",
    "voice info",
    "voice words",
    "language list",
    "language check",
    "survey template",
}
"""They read files of the machine, or a form that is the same for everybody."""
MARKS = ("disdukcapil", "ktp", "kartu keluarga", "a-00", "loket-7", "loket-8", "siti", "joko", "rina")
"""What belongs to Disdukcapil in the lists of this hall."""
SILENT = {"boards", "printer status", "evacuation list", "estimate report"}
"""Lists that hold nothing of Disdukcapil in this hall: machines are no agency's, and nobody worked waits out."""


def commands() -> set[str]:
    group: Any = typer.main.get_command(app)
    nested = {name: getattr(command, "commands", {}) for name, command in group.commands.items()}
    return {f"{name} {one}".strip() for name, inner in nested.items() for one in (inner or ("",))}


@pytest.fixture(scope="module")
def one_hall(tmp_path_factory, migrated_file: Path) -> AgencyHall:
    """Of Disdukcapil: a number in each state, one called at counter 7, clerks at 8 and 10, and more. Rina is its
    supervisor, Umar that of Imigrasi."""
    return AgencyHall(tmp_path_factory.mktemp("one-hall"), migrated_file)


@pytest.fixture
def made(new_hall, folder: Path, one_hall: AgencyHall, monkeypatch) -> dict[str, Any]:
    """The one hall in the folder, and `hall` as somebody there."""
    facts = one_hall.copy_to(folder)

    def run(command: str, words: str, login: str):
        pin = PINS[login]
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{pin}\n"))
        return new_hall(*command.split(), *words.format(**facts).split(), "--as", login, "--pin-stdin", "--json")

    return {"run": run}


def test_every_command_is_one_that_writes_or_one_that_reads():
    writes = [set(OF_AGENCY), set(OF_THE_HALL), AS_ANY_CLERK, WITHOUT_A_PERSON]
    reads = [set(SHOWS_OF_AGENCY), set(SHOWS_ONE_OF_AGENCY), set(SHOWS_THE_HALL), SHOWS_NO_HALL, FIGURES]
    parts = writes + reads
    assert set.union(*parts) == commands()
    assert sum(map(len, parts)) == len(commands())


@pytest.mark.parametrize("command", OF_AGENCY)
def test_a_supervisor_of_an_agency_acts_for_the_own_agency_only(made, command):
    if command in BEFORE:
        assert made["run"](BEFORE[command], OF_AGENCY[command], "rina").code == 0
    refused = made["run"](command, OF_AGENCY[command], "umar")
    assert (refused.code, refused.json["error"]["code"]) == (3, "other_agency")
    done = made["run"](command, OF_AGENCY[command], "rina")
    assert done.code == 0, done


@pytest.mark.parametrize("command", OF_THE_HALL)
def test_what_is_the_halls_is_not_an_agencys(made, command):
    words, code = OF_THE_HALL[command]
    refused = made["run"](command, words, "rina")
    assert (refused.code, refused.json["error"]["code"]) == (3, code)


@pytest.mark.parametrize("command", MISTYPED)
def test_who_may_not_do_it_hears_that_before_what_is_wrong_with_it(made, command):
    words, login, code = MISTYPED[command]
    refused = made["run"](command, words, login)
    assert (refused.code, refused.json["error"]["code"]) == (3, code)


def test_what_would_be_applied_is_shown_to_the_technician_alone(made):
    refused = made["run"]("apply", "--dry-run", "umar")
    assert (refused.code, refused.json["error"]["code"]) == (3, "needs_technician")
    assert not [mark for mark in MARKS if mark in (refused.out + refused.err).lower()]


@pytest.mark.parametrize("command", SHOWS_OF_AGENCY)
def test_a_list_shows_a_supervisor_of_an_agency_the_own_agency_only(made, command):
    own, other = (made["run"](command, SHOWS_OF_AGENCY[command], login) for login in ("rina", "umar"))
    assert (own.code, other.code) == (0, 0)
    assert not [mark for mark in MARKS if mark in other.out.lower()]
    assert bool([mark for mark in MARKS if mark in own.out.lower()]) is (command not in SILENT)


@pytest.mark.parametrize("command", FIGURES)
def test_figures_count_the_own_agency_only(made, command):
    own, other = (made["run"](command, "", login) for login in ("rina", "umar"))
    counts = [(one.json.get("status") or one.json)["tickets"] for one in (own, other)]
    assert [sum(of.values()) for of in counts] == [11, 0]
    assert not [mark for mark in MARKS if mark in other.out.lower()]


def test_the_figures_of_a_supervisor_of_an_agency_are_those_of_the_own_agency(made):
    own, other = (made["run"]("status", "", login).json["status"] for login in ("rina", "umar"))
    wanted = ("services", "agencies", "counters", "counters_signed_in", "users", "printing_late")
    assert [[of.get(name) for name in wanted] for of in (own, other)] == [[2, 1, 3, 2, 3, 1], [1, 1, 1, 0, 1, 0]]


@pytest.mark.parametrize("command", SHOWS_ONE_OF_AGENCY)
def test_what_is_of_another_agency_is_refused(made, command):
    refused = made["run"](command, SHOWS_ONE_OF_AGENCY[command], "umar")
    assert (refused.code, refused.json["error"]["code"]) == (3, "other_agency")
    found = 1 if command == "breaks check" else 0  # with one counter for B, that stops at noon
    assert made["run"](command, SHOWS_ONE_OF_AGENCY[command], "rina").code == found


@pytest.mark.parametrize("command", SHOWS_THE_HALL)
def test_what_is_about_the_whole_hall_is_read_by_who_answers_for_it(made, command):
    for login in ("rina", "siti"):
        refused = made["run"](command, SHOWS_THE_HALL[command], login)
        assert (refused.code, refused.json["error"]["code"]) == (3, "needs_supervisor")


def test_a_clerk_reads_what_any_counter_shows(made):
    seen = {command: made["run"](command, "", "siti") for command in ("services", "counters", "user list")}
    assert len(seen["services"].json["services"]) == 3
    assert len(seen["counters"].json["counters"]) == 4
    assert seen["user list"].json["error"]["code"] == "needs_supervisor"


def test_who_has_no_right_pin_reads_nothing(made, new_hall, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("111222\n"))
    refused = new_hall("services", "--as", "umar", "--pin-stdin", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (3, "wrong_pin")
