"""Closings: asked for by a clerk, decided by a supervisor, in force until they end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.access import By
from hall.errors import Refused
from hall.translator import ENGLISH, INDONESIAN
from tests.hall_samples import BY, small_hall


def service(store, prefix="A"):
    with store.read() as view:
        return next(s for s in view.services() if s.prefix == prefix)


def code(job):
    with pytest.raises(Refused) as refusal:
        job()
    assert refusal.value.message(INDONESIAN) != refusal.value.message(ENGLISH)
    return refusal.value.code


def ask(store, scope="service", target="A", by=BY, **more):
    return store.run(lambda work: work.closures.request(scope, by, target=target, reason="Server pusat mati", **more))


def approve(store, closure):
    return store.run(lambda work: work.closures.decide(closure.id, By.technician("root"), approve=True))


def test_a_closing_that_is_only_asked_for_closes_nothing(store):
    assert ask(store).state == "requested"
    assert service(store).opening.gives_numbers


def test_an_approved_closing_of_a_service_closes_it_alone_and_names_the_reason(store):
    approve(store, ask(store))
    closed = service(store).opening
    assert (closed.code, closed.message(INDONESIAN)) == ("closure", "Ditutup: Server pusat mati")
    assert service(store, "B").opening.gives_numbers
    assert code(lambda: store.run(lambda work: work.tickets.issue("A", BY))) == "closed_now"


def test_a_closing_ends_at_its_time(store, clock):
    approve(store, ask(store, ends_at=clock.now() + timedelta(hours=1)))
    assert not service(store).opening.is_open
    clock.move(hours=1)
    assert service(store).opening.is_open


def test_a_closing_of_the_hall_closes_every_service(store):
    approve(store, ask(store, "hall", ""))
    assert {service(store, prefix).opening.code for prefix in ("A", "B", "2G")} == {"closure"}


def test_a_closed_counter_calls_nobody_and_its_services_stay_open(store):
    with store.begin() as work:
        work.tickets.issue("A", BY)
        work.counter("1", By.system(station="pc")).sign_in(work.staff.add("siti", "Siti", "407163", BY).id)
    approve(store, ask(store, "counter", "1"))
    assert code(lambda: store.run(lambda work: work.counter("1", BY).call_next())) == "counter_closed"
    assert service(store).opening.gives_numbers


def test_ending_a_closing_opens_at_once(store):
    closure = approve(store, ask(store))
    assert store.run(lambda work: work.closures.end(closure.id, By.technician("root"))).ended_by == "cli:root"
    assert service(store).opening.is_open
    with store.read() as view:
        assert view.closures.listed() == ()


def test_only_a_supervisor_decides(store):
    closure = ask(store)

    def reject(by):
        return store.run(lambda work: work.closures.decide(closure.id, by, approve=False))

    assert code(lambda: reject(By.clerk("siti"))) == "needs_supervisor"
    assert code(lambda: reject(By.kiosk("depan"))) == "not_allowed"
    assert reject(By.staff("supervisor", "ani")).state == "rejected"
    assert code(lambda: reject(By.staff("supervisor", "ani"))) == "closure_decided"


def test_wrong_wishes_are_refused_with_a_sentence(store, clock):
    before = clock.now() - timedelta(minutes=1)
    assert code(lambda: ask(store, "zone", "podium")) == "unknown_scope"
    assert code(lambda: ask(store, "service", "ZZ")) == "unknown_service"
    assert code(lambda: ask(store, "counter", "99")) == "unknown_counter"
    assert code(lambda: ask(store, ends_at=before)) == "closure_over"
    assert code(lambda: store.run(lambda work: work.closures.request("hall", BY, reason=" "))) == "reason_needed"
    assert code(lambda: store.run(lambda work: work.closures.end(99, BY))) == "unknown_closure"


def test_a_wish_that_is_sent_twice_is_one_wish(store):
    first, second = (ask(store, by=By.system(request_id="r-1")) for _ in range(2))
    assert first == second
    with store.read() as view:
        assert view.closures.listed() == (first,)


def test_another_program_sees_the_closing_at_once(store, hall_url, clock):
    from hall.store import open_store

    other = open_store(hall_url, clock)
    try:
        assert service(other).opening.is_open
        approve(store, ask(store))
        assert service(other).opening.code == "closure"
    finally:
        other.close()


# What waits for a closed counter alone


@pytest.fixture
def directed(staffed):
    """A-001 was called at counter 2 and sent to counter 1, where it waits alone."""
    number = staffed.run(lambda work: work.tickets.issue("A", BY))
    staffed.run(lambda work: work.counter("2", BY).call_number(number.id))
    staffed.run(lambda work: work.counter("2", BY).transfer(to_counter="1"))
    assert sent_to(staffed) == "1"
    return staffed


def sent_to(store) -> str:
    with store.read() as view:
        return view.tickets.find("A-001").directed_label


def called_at_two(store) -> str | None:
    call = store.run(lambda work: work.counter("2", BY).call_next())
    return None if call is None else call.ticket.code


def test_an_approved_closing_of_a_counter_sends_its_numbers_back(directed):
    closure = ask(directed, "counter", "1")
    assert sent_to(directed) == "1"
    approve(directed, closure)
    assert sent_to(directed) == ""
    with directed.read() as view:
        line = view.tickets.history("A-001")[-1]
    assert (line.action, line.actor) == ("to_service", "cli:root")
    assert called_at_two(directed) == "A-001"


def test_a_rejected_closing_sends_nothing_back(directed):
    closure = ask(directed, "counter", "1")
    directed.run(lambda work: work.closures.decide(closure.id, By.technician("root"), approve=False))
    directed.settle_day()
    assert sent_to(directed) == "1"


def test_a_closing_that_begins_later_sends_them_back_then(directed, clock):
    approve(directed, ask(directed, "counter", "1", starts_at=clock.now() + timedelta(minutes=4)))
    directed.settle_day()
    assert sent_to(directed) == "1"
    clock.move(minutes=4)
    directed.settle_day()
    assert sent_to(directed) == ""
    with directed.read() as view:
        before = view.tickets.history("A-001")
    directed.settle_day()
    with directed.read() as view:
        assert view.tickets.history("A-001") == before
    assert called_at_two(directed) == "A-001"


def test_nobody_is_sent_to_a_closed_counter(staffed):
    approve(staffed, ask(staffed, "counter", "1"))
    number = staffed.run(lambda work: work.tickets.issue("A", BY))
    staffed.run(lambda work: work.counter("2", BY).call_number(number.id))
    transfer = lambda: staffed.run(lambda work: work.counter("2", BY).transfer(to_counter="1"))  # noqa: E731
    assert code(transfer) == "counter_closed"


@pytest.mark.parametrize("how", ["closed", "break", "left"])
def test_a_held_number_is_its_services_again_when_the_counter_calls_nobody(directed, how):
    with directed.read() as view:
        number = view.tickets.find("A-001").id
    directed.run(lambda work: work.tickets.hold(number, BY, reason="salat"))
    if how == "closed":
        approve(directed, ask(directed, "counter", "1"))
    elif how == "break":
        directed.run(lambda work: work.counter("1", BY).pause(kind="break"))
    else:
        directed.run(lambda work: work.counter("1", BY).sign_out())
    directed.run(lambda work: work.tickets.release(number, BY))
    assert sent_to(directed) == ""
    assert called_at_two(directed) == "A-001"


def test_a_counter_that_is_archived_sends_its_numbers_back(directed):
    less = small_hall()
    less = replace(less, counters=tuple(one for one in less.counters if one.label != "1"))
    directed.run(lambda work: work.hall.apply(less, BY))
    assert sent_to(directed) == ""
    assert called_at_two(directed) == "A-001"
