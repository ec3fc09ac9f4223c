"""A walk over every entrance of text into the store: what is taken can be shown, what is not is refused in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from hall.errors import HallError, Refused
from hall.store import tables as t
from tests.typed_texts import TEXTS, in_turn, is_kept_well, said_in_words

PIN = "407163"
WRITES = {
    "issue: service": lambda w, x, f: w.issue(x),
    "issue: request id": lambda w, x, f: w.issue("A", request_id=x),
    "cancel": lambda w, x, f: w.cancel(f.waiting, reason=x),
    "cancel: request id": lambda w, x, f: w.cancel(f.waiting, reason="ya", request_id=x),
    "call next: counter": lambda w, x, f: w.call_next(x),
    "call number: counter": lambda w, x, f: w.call_number(x, f.waiting),
    "recall: counter": lambda w, x, f: w.recall(x),
    "serve: counter": lambda w, x, f: w.serve(x),
    "no show: counter": lambda w, x, f: w.no_show(x),
    "undo: counter": lambda w, x, f: w.undo(x),
    "finish: note": lambda w, x, f: w.finish("1", note=x),
    "finish: outcome": lambda w, x, f: w.finish("1", outcome=x),
    "finish: obstacle": lambda w, x, f: w.finish("1", outcome="not_served", obstacle=x),
    "hold at the counter": lambda w, x, f: w.hold("1", reason=x, request_id="r"),
    "hold by number": lambda w, x, f: w.hold_ticket(f.waiting, reason=x, request_id="r"),
    "transfer: note": lambda w, x, f: w.transfer("1", service="B", note=x, request_id="r"),
    "transfer: service": lambda w, x, f: w.transfer("1", service=x),
    "transfer: counter": lambda w, x, f: w.transfer("1", to_counter=x),
    "transfer by number": lambda w, x, f: w.transfer_ticket(f.waiting, service="B", note=x, request_id="r"),
    "transfer by number: service": lambda w, x, f: w.transfer_ticket(f.waiting, service=x),
    "priority": lambda w, x, f: w.set_priority(f.waiting, True, reason=x, request_id="r"),
    "book: service": lambda w, x, f: w.book(x, f.tomorrow),
    "check in: code": lambda w, x, f: w.check_in(x),
    "cancel a booking: code": lambda w, x, f: w.cancel_booking(x, reason="ya"),
    "cancel a booking": lambda w, x, f: w.cancel_booking(f.booking, reason=x, request_id="r"),
    "numbers on paper": lambda w, x, f: w.import_manual_numbers("A", 9, waiting_from=8, reason=x, request_id="r"),
    "numbers on paper: service": lambda w, x, f: w.import_manual_numbers(x, 9, request_id="r"),
    "break": lambda w, x, f: w.pause("2", kind="break", reason=x, request_id="r"),
    "closed counter": lambda w, x, f: w.pause("2", kind="closed", reason=x, request_id="r"),
    "kind of a pause": lambda w, x, f: w.pause("2", kind=x, reason="ya"),
    "resume: counter": lambda w, x, f: w.resume(x, request_id="r"),
    "sign in: counter": lambda w, x, f: w.sign_in(x, 1),
    "sign out: counter": lambda w, x, f: w.sign_out(x),
    "login": lambda w, x, f: w.add_user(x, "Budi", PIN, request_id="r"),
    "name": lambda w, x, f: w.add_user("budi", x, PIN, request_id="r"),
    "pin of a new member": lambda w, x, f: w.add_user("budi", "Budi", x),
    "new pin: login": lambda w, x, f: w.set_pin(x, PIN),
    "unlock: login": lambda w, x, f: w.people.unlock(x),
    "unlock: station": lambda w, x, f: w.people.unlock_station(x),
    "station's pin": lambda w, x, f: w.people.set_station_pin(x, PIN),
    "open the day": lambda w, x, f: w.open_day(date(2026, 11, 23), confirm=True, reason=x, request_id="r"),
    "close the day": lambda w, x, f: w.close_day(reason=x, request_id="r"),
    "confirm the day": lambda w, x, f: w.day.confirm(actor="x", reason=x, request_id="r"),
    "redate the day": lambda w, x, f: w.day.redate(date(2026, 11, 24), actor="x", reason=x, request_id="r"),
    "closing": lambda w, x, f: w.request_closure("service", "A", reason=x, request_id="r"),
    "closing: scope": lambda w, x, f: w.request_closure(x, "A", reason="ya"),
    "closing: target": lambda w, x, f: w.request_closure("service", x, reason="ya", request_id="r"),
    "announcement": lambda w, x, f: w.boards.announce("info", x, request_id="r"),
    "announcement: line": lambda w, x, f: w.boards.announce("info", "Judul", [x], request_id="r"),
    "announcement: kind": lambda w, x, f: w.boards.announce(x, "Judul"),
    "announcement: zone": lambda w, x, f: w.boards.announce("info", "Judul", zone=x),
    "announcement: agency": lambda w, x, f: w.boards.announce("info", "Judul", agency=x),
    "what a printer says": lambda w, x, f: w.printer_report("kiosk-1", problem="offline", detail=x),
    "what a printer answered": lambda w, x, f: w.calibrate_printer("kiosk-1", "tcp://p:9100", {"model": x}),
    "why a slip failed": lambda w, x, f: w.slip_failed(f.printing, outcome="offline", detail=x, actor="kiosk"),
    "how a slip came out": lambda w, x, f: w.slip_out(f.printing, verified=True, detail=x),
    "what a board says": lambda w, x, f: w.boards.report("board-1", detail=x),
    "ticket": lambda w, x, f: w.ticket(x),
}
READS = {
    "ticket": lambda r, x: r.ticket(x),
    "scanned": lambda r, x: r.ticket(f"]Q1MPP:{x}"),
    "history": lambda r, x: r.history(x),
    "opening": lambda r, x: r.opening(x),
    "specimen": lambda r, x: r.specimen(x),
    "counter": lambda r, x: r.counter(x),
    "kiosk": lambda r, x: r.kiosk(x),
    "board": lambda r, x: r.board(x),
    "agencies of a board": lambda r, x: r.board(agencies=[x]),
    "staff events": lambda r, x: r.staff_events(9, x),
    "station pin": lambda r, x: r.has_station_pin(x),
    "station": lambda r, x: r.station(x),
    "printer": lambda r, x: r.printer(x),
    "slips": lambda r, x: (r.unfinished_slips(x), r.latest_slips(x, 5)),
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
        self.waiting = store.run(lambda work: work.issue("A")).id
        self.printing = store.run(lambda work: work.issue("B", to_print=True)).id
        self.tomorrow = clock.now() + timedelta(days=1)
        self.booking = store.run(lambda work: work.book("A", self.tomorrow)).code


@pytest.fixture
def facts(staffed, clock) -> _Facts:
    staffed.run(lambda work: work.issue("A"))
    staffed.run(lambda work: work.call_next("1"))
    staffed.run(lambda work: work.serve("1"))
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
        work.cancel(facts.waiting, reason="berkas kurang")
        kept = dict(_texts_of(work._tx.connection))
        assert {"ticket_event.detail", "staff.login", "counter.label"} <= kept.keys()
        assert "berkas kurang" in {text for _, text in _texts_of(work._tx.connection)}


def test_what_no_database_keeps_is_refused_by_the_last_guard(store):
    for text in ("a\0b", "a\ud800b"):
        with store.begin() as work, pytest.raises(Refused) as refusal:
            work._tx.connection.execute(select(t.staff).where(t.staff.c.login == text))
        assert refusal.value.code == "text_sign"
