"""Closings: asked for by a clerk, decided by a supervisor, in force until they end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hall.access import By
from hall.errors import Refused
from hall.translator import ENGLISH, INDONESIAN
from tests.hall_samples import BY


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
