"""Who may do what: every role by every operation, and how the history names who acts."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import timedelta

import pytest

from hall.access import ALLOWED, By, Operation, Role, refuse
from hall.errors import Refused
from hall.store.database.aspect import MARK, Aspect
from hall.store.work import CounterWork, UnitOfWork
from hall.translator import ENGLISH, INDONESIAN

WHO = {
    Role.KIOSK: By.kiosk("depan"),
    Role.BOARD: By.board("aula"),
    Role.CLERK: By.clerk("siti"),
    Role.AGENCY_SUPERVISOR: By.staff("agency_supervisor", "rina", agency="disdukcapil"),
    Role.SUPERVISOR: By.staff("supervisor", "ani"),
    Role.TECHNICIAN: By.technician("root"),
    Role.SYSTEM: By.system(),
}
ROLES = "kbcahts"
"""Kiosk, board, clerk, supervisor of an agency, supervisor of the hall, technician, system: by their letters."""
TABLE = {
    "tickets": {
        "kcahts": "issue confirm cancel",
        "cahts": "hold release return_late restore transfer set_priority",
        "ahts": "import_manual",
    },
    "slips": {"kcahts": "out sending failed missing reprint"},
    "printers": {"kcahts": "report new_roll calibrate"},
    "bookings": {"kcahts": "check_in", "cahts": "book cancel"},
    "counter": {
        "cahts": "call_next call_number recall serve finish no_show hold transfer undo sign_in sign_out pause resume"
    },
    "closures": {"cahts": "request end", "ahts": "decide"},
    "day": {"hts": "open close confirm redate"},
    "staff": {"hts": "unlock unlock_station", "ts": "add set_pin set_station_pin"},
    "boards": {
        "bts": "report received shown claim_voice voice_ended voice_passed",
        "ahts": "announce end_announcement",
    },
    "hall": {"ts": "apply"},
}
"""By aspect: who may do which operations."""
EXPECTED = {
    f"{aspect}.{name}": letters
    for aspect, rows in TABLE.items()
    for letters, names in rows.items()
    for name in names.split()
}


def aspects() -> Iterator[tuple[str, Aspect]]:
    """Every aspect of a unit of work."""
    work = UnitOfWork(None)  # type: ignore[arg-type]
    parts = {
        name: getattr(work, name) for name, _ in inspect.getmembers(UnitOfWork, lambda of: isinstance(of, property))
    }
    yield from ((name, found) for name, found in parts.items() if isinstance(found, Aspect))
    yield "counter", work.counter("1", By.system())


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize(("letter", "role"), list(zip(ROLES, Role, strict=True)))
def test_a_role_may_do_what_the_table_says_and_is_refused_all_else(operation, letter, role):
    if letter in EXPECTED[operation]:
        refuse(WHO[role], operation)
        return
    with pytest.raises(Refused) as refusal:
        refuse(WHO[role], operation)
    assert refusal.value.code in {"needs_supervisor", "needs_technician", "not_allowed"}
    assert refusal.value.message(INDONESIAN) != refusal.value.message(ENGLISH)


def test_every_operation_of_every_aspect_is_in_the_table_and_asks_it():
    reads = {"find", "enter", "by_of"}
    found = {}
    for name, aspect in aspects():
        for method, body in inspect.getmembers(type(aspect), inspect.isfunction):
            if not method.startswith("_") and method not in reads:
                found[f"{name}.{method}"] = getattr(body, MARK, None)
    assert found == {operation.value: operation for operation in Operation}
    assert set(EXPECTED) == set(found)
    assert set(ALLOWED) == set(Role)


def test_nobody_is_asked_for_nothing():
    with pytest.raises(Refused):
        CounterWork(None, "1", By.board("aula")).serve()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("by", "actor"),
    [
        (By.kiosk("depan"), "kiosk:depan"),
        (By.clerk("siti"), "clerk:siti"),
        (By.staff("supervisor", "ani"), "clerk:ani"),
        (By.technician("root"), "cli:root"),
        (By.clerk("siti", os_login="root"), "cli:root as siti"),
        (By.system(), "system"),
    ],
)
def test_the_history_names_who_acts(by, actor):
    assert by.actor == actor


@pytest.mark.parametrize(
    ("role", "expected"),
    [("clerk", Role.CLERK), ("supervisor", Role.SUPERVISOR), ("technician", Role.CLERK), ("?", Role.CLERK)],
)
def test_a_role_in_the_database_that_is_none_of_the_staff_has_the_least_rights(role, expected):
    assert By.staff(role, "siti").role is expected


def test_a_supervisor_of_an_agency_is_refused_at_another_one_and_for_the_whole_hall():
    by = WHO[Role.AGENCY_SUPERVISOR]
    refuse(by, Operation.DECIDE_CLOSURE, "disdukcapil")
    refuse(by, Operation.ISSUE, None)
    for agency in ("imigrasi", ""):
        with pytest.raises(Refused) as refusal:
            refuse(by, Operation.DECIDE_CLOSURE, agency)
        assert refusal.value.code == "other_agency"


def by_agency(agency: str) -> By:
    """A supervisor of an agency."""
    return By.staff("agency_supervisor", "rina", agency=agency)


OF_AGENCY = {
    "a ticket by its id": lambda w, h, by: w.tickets.hold(h["ticket"], by, reason="salat"),
    "a ticket of a service": lambda w, h, by: w.tickets.issue("A", by),
    "a slip": lambda w, h, by: w.slips.missing(h["ticket"], by),
    "a counter": lambda w, h, by: w.counter("1", by).call_next(),
    "a booking": lambda w, h, by: w.bookings.cancel(h["booking"], by, reason="sakit"),
    "a slot of a service": lambda w, h, by: w.bookings.book("A", h["slot"], by),
    "a closing of a service": lambda w, h, by: w.closures.request("service", by, target="A", reason="rapat"),
    "a closing": lambda w, h, by: w.closures.decide(h["closure"], by, approve=True),
    "an announcement": lambda w, h, by: w.boards.announce("info", "Rapat", by, agency=h["agency"]),
}


@pytest.mark.parametrize("what", OF_AGENCY)
def test_an_operation_asks_for_the_agency_of_what_it_is_about(sqlite_store, structure, clock, what):
    system = By.system()
    own = next(service.agency for service in structure.services if service.prefix == "A")
    made = {"agency": own, "slot": clock.now() + timedelta(hours=1)}
    made["ticket"] = sqlite_store.run(lambda w: w.tickets.issue("A", system)).id
    made["booking"] = sqlite_store.run(lambda w: w.bookings.book("A", made["slot"], system)).code
    asked = sqlite_store.run(lambda w: w.closures.request("service", system, target="A", reason="rapat"))
    made["closure"] = asked.id
    with pytest.raises(Refused) as refusal:
        sqlite_store.run(lambda w: OF_AGENCY[what](w, made, by_agency("another")))
    assert refusal.value.code == "other_agency"
    sqlite_store.run(lambda w: OF_AGENCY[what](w, made, by_agency(own)))


def test_a_closing_of_the_whole_hall_is_for_a_supervisor_of_the_hall(sqlite_store):
    asked = sqlite_store.run(lambda w: w.closures.request("hall", By.system(), reason="banjir"))
    with pytest.raises(Refused) as refusal:
        sqlite_store.run(lambda w: w.closures.decide(asked.id, by_agency("disdukcapil"), approve=True))
    assert refusal.value.code == "other_agency"
    sqlite_store.run(lambda w: w.closures.decide(asked.id, By.staff("supervisor", "ani"), approve=True))
    with pytest.raises(Refused) as refusal:
        sqlite_store.run(lambda w: w.closures.end(asked.id, By.clerk("siti")))
    assert refusal.value.code == "needs_supervisor"


@pytest.mark.parametrize("agency", ["disdukcapil", ""])
def test_a_supervisor_of_no_agency_may_do_nothing_of_an_agency_or_of_the_whole_hall(agency):
    with pytest.raises(Refused) as refusal:
        refuse(by_agency(""), Operation.DECIDE_CLOSURE, agency)
    assert refusal.value.code == "other_agency"
    refuse(By.staff("supervisor", "ani"), Operation.DECIDE_CLOSURE, agency)
