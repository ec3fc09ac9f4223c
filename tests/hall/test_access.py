"""Who may do what: every role by every operation, and how the history names who acts."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from hall.access import ALLOWED, STAFF, By, Operation, Role, refuse, refuse_oneself, refuse_over
from hall.errors import Refused
from hall.store import tables as t
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
        "ahts": "correct import_manual",
    },
    "imports": {"ahts": "withdraw", "ts": "go_past"},
    "slips": {"kcahts": "out sending failed missing reprint"},
    "printers": {"kcahts": "report new_roll calibrate"},
    "bookings": {"kcahts": "check_in", "cahts": "book cancel", "hts": "take_in"},
    "counter": {
        "cahts": "call_next call_number recall keep_waiting serve finish no_show hold transfer undo sign_in "
        "sign_out read_notes pause resume",
        "caths": "offer",
        "ahts": "free",
    },
    "closures": {"cahts": "request end", "ahts": "decide close"},
    "overrides": {"ahts": "open assign end"},
    "day": {"hts": "open close confirm redate reopen"},
    "sheets": {"hts": "print", "kts": "begin end"},
    "staff": {
        "hts": "unlock unlock_station set_pin set_role rename disable enable sign_out",
        "ts": "add set_station_pin",
        "cahts": "change_own_pin",
    },
    "boards": {
        "bts": "report received shown claim_voice claim_evacuation voice_ended voice_passed",
        "ahts": "announce end_announcement",
    },
    "incidents": {"ahts": "open note assign close broadcast end_broadcast"},
    "plans": {"ahts": "add change end"},
    "breaks": {"ahts": "plan move"},
    "retention": {"ts": "purge_day purge_jobs purge_seats purge_requests purge_staff_events"},
    "aggregates": {"ts": "keep"},
    "estimates": {"ts": "hold say give_up remember"},
    "maintenance": {"ts": "record"},
    "hall": {"ts": "apply", "hts": "evacuate evacuation_over"},
    "survey": {"kts": "begin answer describe", "hts": "import_forms withdraw"},
    "alarms": {"ahts": "take give_back"},
    "help": {"kts": "call", "kcahts": "answer"},
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


_O = Operation
OF_AGENCY = {
    _O.ISSUE: lambda w, h, by: w.tickets.issue("A", by),
    _O.CONFIRM: lambda w, h, by: w.tickets.confirm(h["printing"], by),
    _O.CANCEL: lambda w, h, by: w.tickets.cancel(h["ticket"], by, reason="pergi"),
    _O.HOLD_TICKET: lambda w, h, by: w.tickets.hold(h["ticket"], by, reason="salat"),
    _O.RELEASE: lambda w, h, by: w.tickets.release(h["held"], by),
    _O.RETURN_LATE: lambda w, h, by: w.tickets.return_late(h["no_show"], by),
    _O.RESTORE: lambda w, h, by: w.tickets.restore(h["cancelled"], by),
    _O.TRANSFER_TICKET: lambda w, h, by: w.tickets.transfer(h["ticket"], by, service="2G"),
    _O.SET_PRIORITY: lambda w, h, by: w.tickets.set_priority(h["ticket"], True, by, reason="lansia"),
    _O.CORRECT: lambda w, h, by: w.tickets.correct(h["no_show"], by, state="waiting", reason="keliru"),
    _O.IMPORT_MANUAL: lambda w, h, by: w.tickets.import_manual("A", 20, by, reason="listrik"),
    _O.WITHDRAW_IMPORT: lambda w, h, by: w.imports.withdraw(h["imported"], by, reason="keliru"),
    _O.SLIP_OUT: lambda w, h, by: w.slips.out(h["printing"], by, verified=True),
    _O.SLIP_SENDING: lambda w, h, by: w.slips.sending(h["printing"], by),
    _O.SLIP_FAILED: lambda w, h, by: w.slips.failed(h["printing"], by, outcome="offline", detail=""),
    _O.SLIP_MISSING: lambda w, h, by: w.slips.missing(h["ticket"], by),
    _O.REPRINT: lambda w, h, by: w.slips.reprint(h["ticket"], by),
    _O.CALL_NEXT: lambda w, h, by: w.counter("1", by).call_next(),
    _O.CALL_NUMBER: lambda w, h, by: w.counter("1", by).call_number(h["ticket"]),
    _O.RECALL: lambda w, h, by: w.counter("2", by).recall(),
    _O.KEEP_WAITING: lambda w, h, by: w.counter("2", by).keep_waiting(),
    _O.SERVE: lambda w, h, by: w.counter("2", by).serve(),
    _O.FINISH: lambda w, h, by: (w.counter("2", By.system()).serve(), w.counter("2", by).finish()),
    _O.OFFER: lambda w, h, by: w.counter("2", by).offer(),
    _O.NO_SHOW: lambda w, h, by: w.counter("2", by).no_show(),
    _O.HOLD: lambda w, h, by: w.counter("2", by).hold(reason="salat"),
    _O.TRANSFER: lambda w, h, by: w.counter("2", by).transfer(service="2G"),
    _O.UNDO: lambda w, h, by: w.counter("2", by).undo(),
    _O.SIGN_IN: lambda w, h, by: w.counter("2", by).sign_in(h["siti"]),
    _O.SIGN_OUT: lambda w, h, by: w.counter("1", by).sign_out(),
    _O.READ_NOTES: lambda w, h, by: w.counter("1", by).read_notes(),
    _O.PAUSE: lambda w, h, by: w.counter("1", by).pause(kind="break"),
    _O.RESUME: lambda w, h, by: (w.counter("1", By.system()).pause(kind="break"), w.counter("1", by).resume()),
    _O.BOOK: lambda w, h, by: w.bookings.book("A", h["slot"], by),
    _O.CHECK_IN: lambda w, h, by: w.bookings.check_in(h["booking"], by),
    _O.CANCEL_BOOKING: lambda w, h, by: w.bookings.cancel(h["booking"], by, reason="sakit"),
    _O.REQUEST_CLOSURE: lambda w, h, by: w.closures.request("service", by, target="A", reason="rapat"),
    _O.DECIDE_CLOSURE: lambda w, h, by: w.closures.decide(h["closure"], by, approve=True),
    _O.END_CLOSURE: lambda w, h, by: w.closures.end(h["closure"], by),
    _O.CLOSE: lambda w, h, by: w.closures.close("agency", by, h["agency"], reason="rapat"),
    _O.OPEN: lambda w, h, by: w.overrides.open("service", by, "A", reason="ramai"),
    _O.ASSIGN: lambda w, h, by: w.overrides.assign("1", by, ["B"], reason="ramai"),
    _O.END_OVERRIDE: lambda w, h, by: w.overrides.end(h["override"], by),
    _O.FREE: lambda w, h, by: w.counter("1", by).free(reason="istirahat"),
    _O.PLAN_BREAKS: lambda w, h, by: w.breaks.plan(by, h["agency"]),
    _O.MOVE_BREAK: lambda w, h, by: w.breaks.move("1", h["break"], by),
    _O.ANNOUNCE: lambda w, h, by: w.boards.announce("info", "Rapat", by, agency=h["agency"]),
    _O.END_ANNOUNCEMENT: lambda w, h, by: w.boards.end_announcement(h["announcement"], by),
    _O.OPEN_INCIDENT: lambda w, h, by: w.incidents.open(h["agency"], by),
    _O.NOTE_INCIDENT: lambda w, h, by: w.incidents.note(h["told"], by, text="dicoba"),
    _O.ASSIGN_INCIDENT: lambda w, h, by: w.incidents.assign(h["told"], by, owner="Rina"),
    _O.CLOSE_INCIDENT: lambda w, h, by: w.incidents.close(h["told"], by, done="pulih"),
    _O.BROADCAST: lambda w, h, by: w.incidents.broadcast(h["untold"], by),
    _O.END_BROADCAST: lambda w, h, by: w.incidents.end_broadcast(h["told"], by),
    _O.ADD_PLAN: lambda w, h, by: w.plans.add("Loket", date(2099, 12, 1), by, agency=h["agency"]),
    _O.CHANGE_PLAN: lambda w, h, by: w.plans.change(h["plan"], by, text="Loket baru", due=date(2099, 12, 1)),
    _O.END_PLAN: lambda w, h, by: w.plans.end(h["plan"], "done", by),
    _O.TAKE_ALARM: lambda w, h, by: w.alarms.take(h["alarm"], by),
    _O.GIVE_ALARM_BACK: lambda w, h, by: (w.alarms.take(h["alarm"], By.system()), w.alarms.give_back(h["alarm"], by)),
}
"""Operations on what belongs to an agency, as its supervisor may do them."""
OF_NO_AGENCY = {_O.PRINTER_REPORT, _O.NEW_ROLL, _O.CALIBRATE, _O.ANSWER_HELP, _O.CHANGE_OWN_PIN}
"""What an agency's supervisor may do too, as any clerk: the printers are the hall's, the own PIN is one's own."""


@pytest.fixture
def lived(sqlite_store, structure, clock) -> dict[str, Any]:
    """Of the agency of service A: a number in each state, one called at counter 2, a clerk at counter 1, and more."""
    run, by = sqlite_store.run, By.system()
    own = next(service.agency for service in structure.services if service.prefix == "A")
    run(lambda w: w.tickets.issue("B", by))
    clock.move(minutes=25)
    made: dict[str, Any] = {"agency": own, "slot": clock.now() + timedelta(minutes=5), "alarm": "alarm_promise_risk:B"}
    made["break"] = clock.now().replace(hour=4, minute=0)
    for login in ("siti", "budi"):
        made[login] = run(lambda w, login=login: w.staff.add(login, login, "407163", by)).id
    for state in ("no_show", "called", "ticket", "held", "cancelled"):
        made[state] = run(lambda w: w.tickets.issue("A", by)).id
    made["printing"] = run(lambda w: w.tickets.issue("A", by, to_print=True)).id
    made["booking"] = run(lambda w: w.bookings.book("A", made["slot"], by)).code
    made["closure"] = run(lambda w: w.closures.request("service", by, target="A", reason="rapat")).id
    made["override"] = run(lambda w: w.overrides.open("service", by, "B", reason="ramai")).id
    made["announcement"] = run(lambda w: w.boards.announce("info", "Rapat", by, agency=own)).id
    run(lambda w: w.tickets.import_manual("A", 9, by, waiting_from=8))
    with sqlite_store.read() as reader:
        made["imported"] = reader.imports.today(by)[0].id
    run(lambda w: w.tickets.hold(made["held"], by, reason="salat"))
    run(lambda w: w.tickets.cancel(made["cancelled"], by, reason="pergi"))
    run(lambda w: w.counter("2", by).call_number(made["no_show"]))
    run(lambda w: w.counter("2", by).no_show())
    run(lambda w: w.counter("2", by).call_number(made["called"]))
    run(lambda w: w.counter("1", by).sign_in(made["budi"]))
    made["plan"] = run(lambda w: w.plans.add("Loket", date(2099, 12, 1), by, agency=own)).id
    for kind in ("told", "untold"):
        made[kind] = run(lambda w: w.incidents.open(own, by)).id
        with sqlite_store.begin() as work:
            work._tx.connection.execute(update(t.incident).values(until=t.incident.c.since))
    run(lambda w: w.incidents.broadcast(made["told"], by))
    return made


@pytest.mark.parametrize("operation", OF_AGENCY)
def test_an_agencys_supervisor_touches_what_is_of_the_own_agency_only(sqlite_store, lived, operation):
    job = OF_AGENCY[operation]
    for other in ("imigrasi", "gone"):
        with pytest.raises(Refused) as refusal:
            sqlite_store.run(lambda w, other=other: job(w, lived, by_agency(other)))
        assert refusal.value.code == "other_agency"
    with pytest.raises(Refused) as refusal:
        sqlite_store.run(lambda w: job(w, lived, by_agency("")))
    assert refusal.value.code == "no_agency"
    sqlite_store.run(lambda w: job(w, lived, by_agency(lived["agency"])))


def test_every_operation_of_an_agencys_supervisor_is_about_an_agency_or_about_none():
    assert set(OF_AGENCY) | OF_NO_AGENCY == ALLOWED[Role.AGENCY_SUPERVISOR]
    assert not set(OF_AGENCY) & OF_NO_AGENCY


def test_a_closing_of_the_whole_hall_is_for_a_supervisor_of_the_hall(sqlite_store):
    asked = sqlite_store.run(lambda w: w.closures.request("hall", By.system(), reason="banjir"))
    with pytest.raises(Refused) as refusal:
        sqlite_store.run(lambda w: w.closures.decide(asked.id, by_agency("disdukcapil"), approve=True))
    assert refusal.value.code == "other_agency"
    sqlite_store.run(lambda w: w.closures.decide(asked.id, By.staff("supervisor", "ani"), approve=True))
    with pytest.raises(Refused) as refusal:
        sqlite_store.run(lambda w: w.closures.end(asked.id, By.clerk("siti")))
    assert refusal.value.code == "needs_supervisor"


@pytest.mark.parametrize("agency", ["disdukcapil", "", None])
def test_a_supervisor_of_no_agency_may_do_nothing_at_all(agency):
    for operation in Operation:
        with pytest.raises(Refused) as refusal:
            refuse(by_agency(""), operation, agency)
        assert refusal.value.code in {"no_agency", "needs_supervisor", "needs_technician", "not_allowed"}
    refuse(By.staff("supervisor", "ani"), Operation.DECIDE_CLOSURE, agency)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("person", STAFF)
def test_only_a_technician_changes_a_supervisor_and_only_a_supervisor_the_others(role, person):
    may = {Role.SUPERVISOR: {Role.CLERK, Role.AGENCY_SUPERVISOR}, Role.TECHNICIAN: STAFF, Role.SYSTEM: STAFF}
    for changed in ((person,), (person, Role.CLERK), (Role.CLERK, person)):
        if person in may.get(role, ()):
            refuse_over(WHO[role], *changed)
            continue
        with pytest.raises(Refused) as refusal:
            refuse_over(WHO[role], *changed)
        assert refusal.value.code == "technician_over"


def test_nobody_is_oneself_by_the_name_that_the_operating_system_gave():
    refuse_oneself(By.technician("ani"), "ani")
    refuse_oneself(By.staff("supervisor", "ani"), "siti")
    with pytest.raises(Refused) as refusal:
        refuse_oneself(By.staff("supervisor", "ani", os_login="root"), "ani")
    assert refusal.value.code == "not_yourself"
