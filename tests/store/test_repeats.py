"""Every write that takes a request id: a repeat has one effect and the first answer, other arguments are refused."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import create_engine, update

from hall.errors import Refused
from hall.store import UnitOfWork, open_store
from hall.store import tables as t
from hall.structure import Obstacle

Job = Callable[[UnitOfWork, dict[str, Any], str], object]

OPERATIONS: dict[str, tuple[Job, Job]] = {
    "issue": (lambda w, h, r: w.issue("A", request_id=r), lambda w, h, r: w.issue("B", request_id=r)),
    "slip_out": (
        lambda w, h, r: w.slip_out(h["printing"], verified=True, request_id=r),
        lambda w, h, r: w.slip_out(h["waiting"], verified=True, request_id=r),
    ),
    "confirm": (
        lambda w, h, r: w.confirm(h["printing"], request_id=r),
        lambda w, h, r: w.confirm(h["waiting"], request_id=r),
    ),
    "cancel": (
        lambda w, h, r: w.cancel(h["waiting"], reason="pergi", request_id=r),
        lambda w, h, r: w.cancel(h["held"], reason="pergi", request_id=r),
    ),
    "call_next": (lambda w, h, r: w.call_next("2", request_id=r), lambda w, h, r: w.call_next("3", request_id=r)),
    "call_number": (
        lambda w, h, r: w.call_number("2", h["waiting"], request_id=r),
        lambda w, h, r: w.call_number("2", h["held"], request_id=r),
    ),
    "recall": (lambda w, h, r: w.recall("1", request_id=r), lambda w, h, r: w.recall("2", request_id=r)),
    "serve": (lambda w, h, r: w.serve("1", request_id=r), lambda w, h, r: w.serve("2", request_id=r)),
    "finish": (
        lambda w, h, r: w.finish("1", request_id=r),
        lambda w, h, r: w.finish("1", note="lain", request_id=r),
    ),
    "no_show": (lambda w, h, r: w.no_show("1", request_id=r), lambda w, h, r: w.no_show("2", request_id=r)),
    "hold": (
        lambda w, h, r: w.hold("1", reason="salat", request_id=r),
        lambda w, h, r: w.hold("1", reason="makan", request_id=r),
    ),
    "transfer": (
        lambda w, h, r: w.transfer("1", service="B", request_id=r),
        lambda w, h, r: w.transfer("1", service="2G", request_id=r),
    ),
    "undo": (lambda w, h, r: w.undo("1", request_id=r), lambda w, h, r: w.undo("2", request_id=r)),
    "hold_ticket": (
        lambda w, h, r: w.hold_ticket(h["waiting"], reason="salat", request_id=r),
        lambda w, h, r: w.hold_ticket(h["waiting"], reason="makan", request_id=r),
    ),
    "release": (
        lambda w, h, r: w.release(h["held"], request_id=r),
        lambda w, h, r: w.release(h["waiting"], request_id=r),
    ),
    "return_late": (
        lambda w, h, r: w.return_late(h["no_show"], request_id=r),
        lambda w, h, r: w.return_late(h["held"], request_id=r),
    ),
    "restore": (
        lambda w, h, r: w.restore(h["cancelled"], request_id=r),
        lambda w, h, r: w.restore(h["held"], request_id=r),
    ),
    "transfer_ticket": (
        lambda w, h, r: w.transfer_ticket(h["waiting"], service="B", request_id=r),
        lambda w, h, r: w.transfer_ticket(h["waiting"], service="2G", request_id=r),
    ),
    "set_priority": (
        lambda w, h, r: w.set_priority(h["waiting"], True, reason="lansia", request_id=r),
        lambda w, h, r: w.set_priority(h["waiting"], True, reason="hamil", request_id=r),
    ),
    "book": (
        lambda w, h, r: w.book("A", h["slot"], request_id=r),
        lambda w, h, r: w.book("B", h["slot"], request_id=r),
    ),
    "check_in": (
        lambda w, h, r: w.check_in(h["booking"], request_id=r),
        lambda w, h, r: w.check_in(h["other_booking"], request_id=r),
    ),
    "cancel_booking": (
        lambda w, h, r: w.cancel_booking(h["booking"], reason="sakit", request_id=r),
        lambda w, h, r: w.cancel_booking(h["booking"], reason="pergi", request_id=r),
    ),
    "import_manual_numbers": (
        lambda w, h, r: w.import_manual_numbers("A", 57, request_id=r),
        lambda w, h, r: w.import_manual_numbers("A", 58, request_id=r),
    ),
    "pause": (
        lambda w, h, r: w.pause("2", kind="break", request_id=r),
        lambda w, h, r: w.pause("2", kind="closed", reason="rusak", request_id=r),
    ),
    "resume": (lambda w, h, r: w.resume("3", request_id=r), lambda w, h, r: w.resume("2", request_id=r)),
    "sign_in": (
        lambda w, h, r: w.sign_in("1", h["user"], request_id=r),
        lambda w, h, r: w.sign_in("2", h["user"], request_id=r),
    ),
    "sign_out": (lambda w, h, r: w.sign_out("2", request_id=r), lambda w, h, r: w.sign_out("3", request_id=r)),
    "add_user": (
        lambda w, h, r: w.add_user("rina", "Rina", "407163", request_id=r),
        lambda w, h, r: w.add_user("tono", "Tono", "407163", request_id=r),
    ),
    "set_pin": (
        lambda w, h, r: w.set_pin("budi", "830562", request_id=r),
        lambda w, h, r: w.set_pin("joko", "830562", request_id=r),
    ),
    "open_day": (
        lambda w, h, r: w.open_day(h["today"], confirm=True, request_id=r),
        lambda w, h, r: w.open_day(h["today"], confirm=False, request_id=r),
    ),
    "close_day": (
        lambda w, h, r: w.close_day(reason="sore", request_id=r),
        lambda w, h, r: w.close_day(reason="malam", request_id=r),
    ),
    "request_closure": (
        lambda w, h, r: w.request_closure("hall", reason="banjir", request_id=r),
        lambda w, h, r: w.request_closure("hall", reason="gempa", request_id=r),
    ),
    "decide_closure": (
        lambda w, h, r: w.decide_closure(h["closure"], approve=False, request_id=r),
        lambda w, h, r: w.decide_closure(h["closure"], approve=True, request_id=r),
    ),
    "end_closure": (
        lambda w, h, r: w.end_closure(h["closure"], request_id=r),
        lambda w, h, r: w.end_closure(h["closure"], supervisor_id=h["user"], request_id=r),
    ),
}
"""Each operation, and the same with other arguments."""


@pytest.fixture
def hall(store, clock) -> dict[str, Any]:
    """A hall with a number in each state; counter 1 serves one, clerks sit at 2 and 3, counter 3 has a break."""
    user = store.run(lambda w: w.add_user("siti", "Siti", "407163")).id
    for login, counter in (("budi", "2"), ("joko", "3")):
        clerk = store.run(lambda w, login=login: w.add_user(login, login, "407163"))
        store.run(lambda w, clerk=clerk, counter=counter: w.sign_in(counter, clerk.id))
    store.run(lambda w: w.pause("3", kind="break"))
    made: dict[str, Any] = {"user": user, "slot": clock.now() + timedelta(hours=1)}
    for state in ("called", "waiting", "held", "no_show", "cancelled"):
        made[state] = store.run(lambda w: w.issue("A")).id
    made["printing"] = store.run(lambda w: w.issue("A", to_print=True)).id
    store.run(lambda w: w.hold_ticket(made["held"], reason="salat"))
    store.run(lambda w: w.cancel(made["cancelled"], reason="pergi"))
    store.run(lambda w: w.call_number("1", made["no_show"]))
    store.run(lambda w: w.no_show("1"))
    store.run(lambda w: w.call_number("1", made["called"]))
    for name in ("booking", "other_booking"):
        made[name] = store.run(lambda w: w.book("A", made["slot"])).code
    made["closure"] = store.run(lambda w: w.request_closure("service", "B", reason="rapat")).id
    with store.read() as view:
        made["today"] = view.latest_day()
    return made


def test_the_table_has_every_operation_that_takes_a_request_id():
    methods = inspect.getmembers(UnitOfWork, inspect.isfunction)
    taking = {name for name, method in methods if "request_id" in inspect.signature(method).parameters}
    assert set(OPERATIONS) == taking


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_a_repeat_has_one_effect_and_the_first_answer(store, hall, name):
    job, other = OPERATIONS[name]
    if name == "open_day":
        store.run(lambda w: w.close_day(reason="keliru"))
    first = store.run(lambda w: job(w, hall, "once"))
    after = _counts(store)
    again = store.run(lambda w: job(w, hall, "once"))
    assert _counts(store) == after
    assert _core(again) == _core(first)
    with pytest.raises(Refused) as refusal:
        store.run(lambda w: other(w, hall, "once"))
    assert refusal.value.code == "request_reused"
    assert _counts(store) == after


def test_a_refusal_is_not_kept(store, hall):
    with pytest.raises(Refused):
        store.run(lambda w: w.finish("2", request_id="later"))
    store.run(lambda w: w.call_number("2", hall["waiting"]))
    assert store.run(lambda w: w.finish("2", request_id="later")).id == hall["waiting"]


AT_COUNTER = ("call_next", "call_number", "recall", "serve", "finish", "no_show", "hold", "transfer", "undo")
SERVICES = ("issue", "check_in", "import_manual_numbers", "book")
COUNTERS = ("pause", "resume", "sign_in", "sign_out")


@pytest.mark.parametrize("name", [*AT_COUNTER, *SERVICES, *COUNTERS])
def test_a_repeat_is_answered_though_counters_and_services_were_archived_since(store, hall, structure, name):
    job, _ = OPERATIONS[name]
    first = store.run(lambda w: job(w, hall, "once"))
    store.run(lambda w: w.close_day(reason="sore"))
    store.run(lambda w: w.apply(_only(structure, "2G", "9")))
    assert _core(store.run(lambda w: job(w, hall, "once"))) == _core(first)


@pytest.mark.parametrize("name", [*AT_COUNTER, *COUNTERS])
def test_a_repeat_is_answered_though_its_label_means_another_counter_by_now(store, hall, structure, name):
    job, _ = OPERATIONS[name]
    first = store.run(lambda w: job(w, hall, "once"))
    one, two, three = structure.counters
    moved = (replace(one, label="2"), replace(two, label="3"), replace(three, label="1"))
    store.run(lambda w: w.apply(replace(structure, counters=moved)))
    after = _counts(store)
    assert _core(store.run(lambda w: job(w, hall, "once"))) == _core(first)
    assert _counts(store) == after


def test_a_repeat_is_answered_though_its_obstacle_was_archived_since(store, hall, structure):
    with_obstacle = replace(structure, obstacles=(Obstacle("berkas", "Berkas kurang", "Papers missing"),))
    store.run(lambda w: w.apply(with_obstacle))
    first = store.run(lambda w: w.finish("1", obstacle="berkas", request_id="once"))
    store.run(lambda w: w.apply(structure))
    assert store.run(lambda w: w.finish("1", obstacle="berkas", request_id="once")).id == first.id


def test_another_counter_under_the_same_request_is_refused_though_it_is_archived(store, hall, structure):
    store.run(lambda w: w.serve("1", request_id="once"))
    store.run(lambda w: w.close_day(reason="sore"))
    store.run(lambda w: w.apply(_only(structure, "2G", "9")))
    with pytest.raises(Refused) as refusal:
        store.run(lambda w: w.serve("2", request_id="once"))
    assert refusal.value.code == "unknown_counter"


def test_a_request_that_an_older_program_stored_is_answered(store, hall, hall_url):
    """It wrote down the counter's id alone."""
    first = store.run(lambda w: w.serve("1", request_id="once"))
    engine = create_engine(hall_url)
    with engine.begin() as connection:
        connection.execute(update(t.request).values(fingerprint="serve|loket-1|"))
    engine.dispose()
    assert store.run(lambda w: w.serve("1", request_id="once")).id == first.id


def _only(structure, prefix, label):
    """The hall with one service and one counter, neither of which had to do with the requests."""
    kept = tuple(service for service in structure.services if service.prefix == prefix)
    place = replace(structure.counters[2], id="loket-9", label=label)
    return replace(structure, services=kept, counters=(place,))


def test_one_request_sent_by_eight_at_once_gives_one_number(hall_url, store, hall, clock):
    gate, codes = Barrier(8), []

    def press() -> None:
        own = open_store(hall_url, clock)
        gate.wait(30)
        codes.append(own.run(lambda w: w.issue("A", request_id="one")).code)
        own.close()

    threads = [Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(codes) == 8
    assert len(set(codes)) == 1


def _counts(store) -> tuple[object, ...]:
    """What a second effect would change."""
    with store.read() as view:
        report = view.audit()
        return report.events, report.calls, report.states, view.counters(), view.closures(), view.users()


def _core(result: object) -> object:
    """What an answer is about; people ahead and the like may have moved on."""
    if isinstance(result, tuple):
        return tuple(_core(one) for one in result)
    for name in ("seq", "id", "code"):
        if hasattr(result, name):
            return type(result).__name__, getattr(result, name)
    return result
