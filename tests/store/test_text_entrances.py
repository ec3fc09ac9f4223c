"""A walk over every entrance of text into the store: what is taken can be shown, what is not is refused in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from hall.access import By
from hall.bookings import WantedBooking
from hall.errors import HallError, Refused
from hall.store import tables as t
from tests.hall_samples import BY
from tests.typed_texts import TEXTS, in_turn, is_kept_well, said_in_words

PIN = "407163"
WRITES = {
    "issue: language": lambda w, x, f: w.tickets.issue("A", By.system(request_id="r"), language=x),
    "issue: service": lambda w, x, f: w.tickets.issue(x, BY),
    "issue: request id": lambda w, x, f: w.tickets.issue("A", By.system(request_id=x)),
    "cancel": lambda w, x, f: w.tickets.cancel(f.waiting, BY, reason=x),
    "cancel: request id": lambda w, x, f: w.tickets.cancel(f.waiting, By.system(request_id=x), reason="ya"),
    "call next: counter": lambda w, x, f: w.counter(x, BY).call_next(),
    "call number: counter": lambda w, x, f: w.counter(x, BY).call_number(f.waiting),
    "recall: counter": lambda w, x, f: w.counter(x, BY).recall(),
    "serve: counter": lambda w, x, f: w.counter(x, BY).serve(),
    "no show: counter": lambda w, x, f: w.counter(x, BY).no_show(),
    "undo: counter": lambda w, x, f: w.counter(x, BY).undo(),
    "finish: note": lambda w, x, f: w.counter("1", BY).finish(note=x),
    "finish: outcome": lambda w, x, f: w.counter("1", BY).finish(outcome=x),
    "finish: obstacle": lambda w, x, f: w.counter("1", BY).finish(outcome="not_served", obstacle=x),
    "hold at the counter": lambda w, x, f: w.counter("1", By.system(request_id="r")).hold(reason=x),
    "hold by number": lambda w, x, f: w.tickets.hold(f.waiting, By.system(request_id="r"), reason=x),
    "transfer: note": lambda w, x, f: w.counter("1", By.system(request_id="r")).transfer(service="B", note=x),
    "transfer: service": lambda w, x, f: w.counter("1", BY).transfer(service=x),
    "transfer: counter": lambda w, x, f: w.counter("1", BY).transfer(to_counter=x),
    "transfer by number": lambda w, x, f: w.tickets.transfer(f.waiting, By.system(request_id="r"), service="B", note=x),
    "transfer by number: service": lambda w, x, f: w.tickets.transfer(f.waiting, BY, service=x),
    "priority": lambda w, x, f: w.tickets.set_priority(f.waiting, True, By.system(request_id="r"), reason=x),
    "evacuation over": lambda w, x, f: (
        w.hall.evacuate(By.system()),
        w.hall.evacuation_over(By.system(request_id="r"), note=x),
    ),
    "evacuate": lambda w, x, f: w.hall.evacuate(By.system(request_id="r"), reason=x),
    "correct: reason": lambda w, x, f: w.tickets.correct(f.waiting, By.system(request_id="r"), state="done", reason=x),
    "correct: state": lambda w, x, f: w.tickets.correct(f.waiting, BY, state=x, reason="ya"),
    "correct: service": lambda w, x, f: w.tickets.correct(f.waiting, BY, service=x, reason="ya"),
    "correct: outcome": lambda w, x, f: w.tickets.correct(f.waiting, BY, state="done", outcome=x, reason="ya"),
    "correct: obstacle": lambda w, x, f: w.tickets.correct(f.waiting, BY, state="done", obstacle=x, reason="ya"),
    "book: service": lambda w, x, f: w.bookings.book(x, f.tomorrow, BY),
    "check in: code": lambda w, x, f: w.bookings.check_in(x, BY),
    "help": lambda w, x, f: w.help.call(By.kiosk(x)),
    "help: station": lambda w, x, f: w.help.answer(x, BY),
    "bookings from elsewhere": lambda w, x, f: w.bookings.take_in([WantedBooking(x, "A", f.tomorrow)], BY),
    "bookings from elsewhere: service": lambda w, x, f: w.bookings.take_in([WantedBooking("r", x, f.tomorrow)], BY),
    "cancel a booking: code": lambda w, x, f: w.bookings.cancel(x, BY, reason="ya"),
    "cancel a booking": lambda w, x, f: w.bookings.cancel(f.booking, By.system(request_id="r"), reason=x),
    "numbers on paper": lambda w, x, f: w.tickets.import_manual(
        "A", 9, By.system(request_id="r"), waiting_from=8, reason=x
    ),
    "numbers on paper: service": lambda w, x, f: w.tickets.import_manual(x, 9, By.system(request_id="r")),
    "import taken back": lambda w, x, f: w.imports.withdraw(f.imported, By.system(request_id="r"), reason=x),
    "break": lambda w, x, f: w.counter("2", By.system(request_id="r")).pause(kind="break", reason=x),
    "closed counter": lambda w, x, f: w.counter("2", By.system(request_id="r")).pause(kind="closed", reason=x),
    "kind of a pause": lambda w, x, f: w.counter("2", BY).pause(kind=x, reason="ya"),
    "resume: counter": lambda w, x, f: w.counter(x, By.system(request_id="r")).resume(),
    "sign in: counter": lambda w, x, f: w.counter(x, BY).sign_in(1),
    "sign out: counter": lambda w, x, f: w.counter(x, BY).sign_out(),
    "login": lambda w, x, f: w.staff.add(x, "Budi", PIN, By.system(request_id="r")),
    "name": lambda w, x, f: w.staff.add("budi", x, PIN, By.system(request_id="r")),
    "pin of a new member": lambda w, x, f: w.staff.add("budi", "Budi", x, BY),
    "role of a new member": lambda w, x, f: w.staff.add("budi", "Budi", PIN, BY, role=x),
    "agency of a new member": lambda w, x, f: w.staff.add("budi", "Budi", PIN, BY, role="agency_supervisor", agency=x),
    "new role: login": lambda w, x, f: w.staff.set_role(x, "clerk", BY),
    "new role": lambda w, x, f: w.staff.set_role("siti", x, BY),
    "new role: agency": lambda w, x, f: w.staff.set_role("siti", "agency_supervisor", BY, agency=x),
    "new name: login": lambda w, x, f: w.staff.rename(x, "Budi", BY),
    "new name": lambda w, x, f: w.staff.rename("siti", x, By.system(request_id="r")),
    "disable: login": lambda w, x, f: w.staff.disable(x, BY),
    "enable: login": lambda w, x, f: w.staff.enable(x, BY),
    "sign out a login": lambda w, x, f: w.staff.sign_out(x, BY),
    "new pin: login": lambda w, x, f: w.staff.set_pin(x, PIN, BY),
    "unlock: login": lambda w, x, f: w.staff.unlock(x, BY),
    "unlock: station": lambda w, x, f: w.staff.unlock_station(x, BY),
    "station's pin": lambda w, x, f: w.staff.set_station_pin(x, PIN, BY),
    "open the day": lambda w, x, f: w.day.open(
        By.system(request_id="r"), day=date(2026, 11, 23), confirm=True, reason=x
    ),
    "open the day with whoever waited": lambda w, x, f: w.day.reopen(
        By.system(request_id="r"), day=date(2026, 11, 23), reason=x
    ),
    "close the day": lambda w, x, f: w.day.close(By.system(request_id="r"), reason=x),
    "confirm the day": lambda w, x, f: w.day.confirm(By.system(request_id="r"), reason=x),
    "redate the day": lambda w, x, f: w.day.redate(date(2026, 11, 24), By.system(request_id="r"), reason=x),
    "closing": lambda w, x, f: w.closures.request("service", By.system(request_id="r"), target="A", reason=x),
    "closing: scope": lambda w, x, f: w.closures.request(x, BY, target="A", reason="ya"),
    "closing: target": lambda w, x, f: w.closures.request("service", By.system(request_id="r"), target=x, reason="ya"),
    "closed at once": lambda w, x, f: w.closures.close("service", By.system(request_id="r"), "A", reason=x),
    "closed at once: target": lambda w, x, f: w.closures.close("agency", BY, x, reason="ya"),
    "closed at once: holders": lambda w, x, f: w.closures.close("service", BY, "A", reason="ya", holders=x),
    "closed at once: moved to": lambda w, x, f: w.closures.close(
        "service", BY, "B", reason="ya", holders="move", move_to=x
    ),
    "closed at once: offer": lambda w, x, f: w.closures.close(
        "service", BY, "B", reason="ya", holders="send_home", offer=x
    ),
    "opened": lambda w, x, f: w.overrides.open("service", By.system(request_id="r"), "A", reason=x),
    "opened: in English": lambda w, x, f: w.overrides.open("hall", BY, reason="ya", reason_en=x),
    "opened: target": lambda w, x, f: w.overrides.open("service", BY, x, reason="ya"),
    "assigned": lambda w, x, f: w.overrides.assign("2", By.system(request_id="r"), ["A"], reason=x),
    "assigned: counter": lambda w, x, f: w.overrides.assign(x, BY, ["A"], reason="ya"),
    "assigned: service": lambda w, x, f: w.overrides.assign("2", BY, ["A"], also=[x], reason="ya"),
    "freed: counter": lambda w, x, f: w.counter(x, BY).free(reason="ya", put_back=True),
    "freed": lambda w, x, f: w.counter("1", By.system(request_id="r")).free(reason=x, put_back=True),
    "announcement": lambda w, x, f: w.boards.announce("info", x, By.system(request_id="r")),
    "announcement: line": lambda w, x, f: w.boards.announce("info", "Judul", By.system(request_id="r"), lines=[x]),
    "announcement: kind": lambda w, x, f: w.boards.announce(x, "Judul", BY),
    "announcement: zone": lambda w, x, f: w.boards.announce("info", "Judul", BY, zone=x),
    "announcement: agency": lambda w, x, f: w.boards.announce("info", "Judul", BY, agency=x),
    "what a printer says": lambda w, x, f: w.printers.report("kiosk-1", BY, problem="offline", detail=x),
    "what a printer answered": lambda w, x, f: w.printers.calibrate("kiosk-1", "tcp://p:9100", {"model": x}, BY),
    "why a slip failed": lambda w, x, f: w.slips.failed(f.printing, BY, outcome="offline", detail=x),
    "how a slip came out": lambda w, x, f: w.slips.out(f.printing, BY, verified=True, detail=x),
    "closing sheet: kiosk": lambda w, x, f: w.sheets.print(By.system(request_id="r"), at=x),
    "how a closing sheet ended": lambda w, x, f: w.sheets.end(f.sheet, BY, outcome="blocked", detail=x),
    "what a backup was": lambda w, x, f: w.maintenance.record(BY, "backup", ok=False, file=x, note=x),
    "what a board says": lambda w, x, f: w.boards.report(By.board("board-1"), detail=x),
    "ticket": lambda w, x, f: w.tickets.find(x),
}
READS = {
    "ticket": lambda r, x: r.tickets.find(x),
    "scanned": lambda r, x: r.tickets.find(f"]Q1MPP:{x}"),
    "history": lambda r, x: r.tickets.history(x),
    "opening": lambda r, x: r.opening(x),
    "specimen": lambda r, x: r.tickets.specimen(x),
    "counter": lambda r, x: r.counter(x),
    "kiosk": lambda r, x: r.kiosk(x),
    "board": lambda r, x: r.board(x),
    "agencies of a board": lambda r, x: r.board(agencies=[x]),
    "staff events": lambda r, x: r.staff.events(9, x),
    "station pin": lambda r, x: r.stations.has_pin(x),
    "station": lambda r, x: r.stations.find(x),
    "printer": lambda r, x: r.printers.find(x),
    "slips": lambda r, x: (r.slips.unfinished(x), r.slips.latest(x, 5)),
    "closing sheets": lambda r, x: r.sheets.to_print(x),
}
SIGNS_IN = {
    "login": lambda store, x: store.check_pin(x, PIN, station="loket"),
    "pin": lambda store, x: store.check_pin("siti", x, station="loket"),
    "station of a login": lambda store, x: store.check_pin("siti", PIN, station=x),
    "station": lambda store, x: store.check_station_pin(x, PIN),
    "new pin": lambda store, x: store.new_pin(x, "siti"),
    "new pin: login": lambda store, x: store.new_pin(PIN, x),
}
SECRET = {"pin_hash", "fingerprint"}
"""Columns that nobody reads as a text."""


_STRUCTURE = {"zone", "agency", "service", "counter_service", "obstacle", "station", "hall"}
"""Tables that only a configuration fills."""
_LIVING = [table for table in t.metadata.sorted_tables if table.name not in _STRUCTURE]


class _Enough(Exception):
    """The operation is looked at; nothing of it is kept."""


class _Facts:
    """What the operations are about."""

    def __init__(self, store, clock) -> None:
        self.waiting = store.run(lambda work: work.tickets.issue("A", BY)).id
        self.printing = store.run(lambda work: work.tickets.issue("B", BY, to_print=True)).id
        store.run(lambda work: work.tickets.import_manual("2G", 3, BY, waiting_from=2))
        with store.read() as reader:
            self.imported = reader.imports.today(BY)[0].id
        store.run(lambda work: work.sheets.print(BY, at="kiosk-1"))
        self.sheet = store.fetch(lambda reader: reader.sheets.to_print("kiosk-1")).id
        self.tomorrow = clock.now() + timedelta(days=1)
        self.booking = store.run(lambda work: work.bookings.book("A", self.tomorrow, BY)).code


@pytest.fixture
def facts(staffed, clock) -> _Facts:
    staffed.run(lambda work: work.tickets.issue("A", BY))
    staffed.run(lambda work: work.counter("1", BY).call_next())
    staffed.run(lambda work: work.counter("1", BY).serve())
    return _Facts(staffed, clock)


def _texts_of(connection) -> Iterator[tuple[str, str]]:
    """Every text in the database with the name of its column."""
    for table in _LIVING:
        for row in connection.execute(select(table)).mappings():
            for name, value in row.items():
                if name not in SECRET:
                    yield from ((f"{table.name}.{name}", text) for text in _inside(value))


def _inside(value: object) -> Iterator[str]:
    """The texts in the value of a column, which may be a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for inner in value.values() for text in _inside(inner))
    elif isinstance(value, list | tuple):
        yield from (text for inner in value for text in _inside(inner))


def _wrong_after(store, job, text, facts) -> str:
    """What is wrong after one text was sent to one entrance; empty when it was taken well or refused in words."""
    bad: list[str] = []
    try:
        with suppress(_Enough), store.begin() as work:
            job(work, text, facts)
            connection = work._tx.connection
            bad = [f"{where} keeps {kept[:30]!r}" for where, kept in _texts_of(connection) if not is_kept_well(kept)]
            raise _Enough
    except HallError as error:
        return "" if said_in_words(error) else f"refused so: {error!r}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]
    return ", ".join(bad)


def _found(entrances, attempt) -> dict[str, str]:
    """The entrances at which something is wrong."""
    wrong = {name: attempt(job) for name, job in entrances.items()}
    return {name: said for name, said in wrong.items() if said}


@pytest.mark.parametrize("kind", TEXTS)
def test_every_text_that_is_written_is_guarded(staffed, facts, kind):
    assert _found(in_turn(WRITES, kind), lambda job: _wrong_after(staffed, job, TEXTS[kind], facts)) == {}


@pytest.mark.parametrize("kind", TEXTS)
def test_every_text_that_is_looked_up_is_guarded(staffed, facts, kind):
    def read(job) -> str:
        try:
            with staffed.read() as reader:
                job(reader, TEXTS[kind])
        except HallError as error:
            return "" if said_in_words(error) else f"refused so: {error!r}"
        except Exception as error:
            return f"{type(error).__name__}: {error}"[:200]
        return ""

    def sign_in(job) -> str:
        try:
            job(staffed, TEXTS[kind])
        except HallError as error:
            return "" if said_in_words(error) else f"refused so: {error!r}"
        except Exception as error:
            return f"{type(error).__name__}: {error}"[:200]
        return ""

    assert {**_found(in_turn(READS, kind), read), **_found(in_turn(SIGNS_IN, kind), sign_in)} == {}
    with staffed.begin() as work:
        assert [where for where, kept in _texts_of(work._tx.connection) if not is_kept_well(kept)] == []


def test_the_walk_sees_what_was_written(staffed, facts):
    with staffed.begin() as work:
        work.tickets.cancel(facts.waiting, BY, reason="berkas kurang")
        kept = dict(_texts_of(work._tx.connection))
        assert {"ticket_event.detail", "staff.login", "counter.label"} <= kept.keys()
        assert "berkas kurang" in {text for _, text in _texts_of(work._tx.connection)}


def test_what_no_database_keeps_is_refused_by_the_last_guard(store):
    for text in ("a\0b", "a\ud800b"):
        with store.begin() as work, pytest.raises(Refused) as refusal:
            work._tx.connection.execute(select(t.staff).where(t.staff.c.login == text))
        assert refusal.value.code == "text_sign"
