"""Closings: asked for by a clerk, decided by a supervisor, in force until they end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hall.errors import Refused
from hall.translator import ENGLISH, INDONESIAN


def service(store, prefix="A"):
    with store.read() as view:
        return next(s for s in view.services() if s.prefix == prefix)


def code(job):
    with pytest.raises(Refused) as refusal:
        job()
    assert refusal.value.message(INDONESIAN) != refusal.value.message(ENGLISH)
    return refusal.value.code


def ask(store, scope="service", target="A", **more):
    return store.run(lambda work: work.request_closure(scope, target, reason="Server pusat mati", **more))


def approve(store, closure):
    return store.run(lambda work: work.decide_closure(closure.id, approve=True, actor="cli:root"))


def test_a_closing_that_is_only_asked_for_closes_nothing(store):
    assert ask(store).state == "requested"
    assert service(store).opening.gives_numbers


def test_an_approved_closing_of_a_service_closes_it_alone_and_names_the_reason(store):
    approve(store, ask(store))
    closed = service(store).opening
    assert (closed.code, closed.message(INDONESIAN)) == ("closure", "Ditutup: Server pusat mati")
    assert service(store, "B").opening.gives_numbers
    assert code(lambda: store.run(lambda work: work.issue("A"))) == "closed_now"


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
        work.issue("A")
        work.sign_in("1", work.add_user("siti", "Siti", "407163").id, station="pc")
    approve(store, ask(store, "counter", "1"))
    assert code(lambda: store.run(lambda work: work.call_next("1"))) == "counter_closed"
    assert service(store).opening.gives_numbers


def test_ending_a_closing_opens_at_once(store):
    closure = approve(store, ask(store))
    assert store.run(lambda work: work.end_closure(closure.id, actor="cli:root")).ended_by == "cli:root"
    assert service(store).opening.is_open
    with store.read() as view:
        assert view.closures() == ()


def test_only_a_supervisor_decides(store):
    closure = ask(store)
    with store.begin() as work:
        clerk, boss = work.add_user("siti", "Siti", "407163"), work.add_user("ani", "Ani", "830562", "supervisor")

    def by(user_id):
        return store.run(lambda work: work.decide_closure(closure.id, approve=False, supervisor_id=user_id))

    assert code(lambda: by(clerk.id)) == "needs_supervisor"
    assert code(lambda: by(999)) == "needs_supervisor"
    assert by(boss.id).state == "rejected"
    assert code(lambda: by(boss.id)) == "closure_decided"


def test_wrong_wishes_are_refused_with_a_sentence(store, clock):
    before = clock.now() - timedelta(minutes=1)
    assert code(lambda: ask(store, "zone", "podium")) == "unknown_scope"
    assert code(lambda: ask(store, "service", "ZZ")) == "unknown_service"
    assert code(lambda: ask(store, "counter", "99")) == "unknown_counter"
    assert code(lambda: ask(store, ends_at=before)) == "closure_over"
    assert code(lambda: store.run(lambda work: work.request_closure("hall", reason=" "))) == "reason_needed"
    assert code(lambda: store.run(lambda work: work.end_closure(99))) == "unknown_closure"


def test_a_wish_that_is_sent_twice_is_one_wish(store):
    first, second = ask(store, request_id="r-1"), ask(store, request_id="r-1")
    assert first == second
    with store.read() as view:
        assert view.closures() == (first,)


def test_another_program_sees_the_closing_at_once(store, hall_url, clock):
    from hall.store import open_store

    other = open_store(hall_url, clock)
    try:
        assert service(other).opening.is_open
        approve(store, ask(store))
        assert service(other).opening.code == "closure"
    finally:
        other.close()
