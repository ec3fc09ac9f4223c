"""What business days add up to, on both databases: the same as everybody's history says, kept and made again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hall.figures import parse_period
from hall.store import apply_structure
from hall.store.aggregates.adding_up import add_days_up
from hall.structure import Obstacle
from tests.hall_samples import BY

MONDAY = date(2026, 11, 23)
OBSTACLE = "jaringan"
PERIOD = parse_period("2026-11")


def play(staffed, clock):
    """Five numbers: two served (one after a long wait), one no-show, one cancelled, one left."""
    store = staffed
    for _ in range(5):
        store.run(lambda w: w.tickets.issue("A", BY))
    store.run(lambda w: w.counter("1", BY).call_next())
    clock.move(minutes=1)
    store.run(lambda w: w.counter("1", BY).serve())
    clock.move(minutes=7)
    store.run(lambda w: w.counter("1", BY).finish())
    clock.move(minutes=40)
    store.run(lambda w: w.counter("1", BY).call_next())
    store.run(lambda w: w.counter("1", BY).serve())
    clock.move(minutes=3)
    store.run(lambda w: w.counter("1", BY).finish())
    store.run(lambda w: w.counter("1", BY).call_next())
    clock.move(minutes=2)
    store.run(lambda w: w.counter("1", BY).no_show())
    fourth = store.fetch(lambda view: view.tickets.find("A-004")).id
    store.run(lambda w: w.tickets.cancel(fourth, BY, reason="pulang"))
    return store


def of(store):
    return store.fetch(lambda view: view.aggregates.of(PERIOD, BY))


def test_a_day_adds_up_while_it_is_open_and_when_it_has_closed(staffed, clock):
    store = play(staffed, clock)
    live = of(store)
    assert live.live == MONDAY
    found = live.of()
    assert (found.issued, found.served, found.no_show, found.cancelled, found.waiting) == (5, 2, 1, 1, 1)
    assert (found.waits, found.takes) == ({0: 1, 48: 1, 51: 1}, {7: 1, 3: 1})
    assert (found.kept, dict(found.broken)) == (1, {"queue": 1})
    clock.move(hours=1)
    store.run(lambda w: w.day.close(BY, reason="selesai"))
    assert add_days_up(store) == 1
    assert add_days_up(store) == 0
    closed = of(store)
    assert closed.live is None
    assert (closed.of().left, closed.of().waiting) == (1, 0)
    assert closed.issued == {(next(iter(closed.services))[0], MONDAY): 5}


def test_a_day_that_was_corrected_is_added_up_again(staffed, clock, hall_url, structure):
    apply_structure(hall_url, replace(structure, obstacles=(Obstacle(OBSTACLE, "Jaringan putus", "Network down"),)))
    store = play(staffed, clock)
    clock.move(hours=1)
    store.run(lambda w: w.day.close(BY, reason="selesai"))
    add_days_up(store)
    second = store.fetch(lambda view: view.tickets.find("A-002")).id
    store.run(lambda w: w.tickets.correct(second, BY, outcome="not_served", obstacle=OBSTACLE, reason="salah tekan"))
    assert (of(store).of().served, of(store).of().not_served) == (1, 1)
    assert add_days_up(store) == 1
    assert (of(store).of().served, add_days_up(store)) == (1, 0)


def test_a_day_that_is_opened_again_is_live(staffed, clock):
    store = play(staffed, clock)
    clock.move(hours=1)
    store.run(lambda w: w.day.close(BY, reason="selesai"))
    add_days_up(store)
    store.run(lambda w: w.day.open(BY, confirm=True))
    assert (of(store).live, of(store).of().left) == (MONDAY, 0)


def test_what_the_counters_did(staffed, clock):
    store = play(staffed, clock)
    found = of(store)
    (at_one,) = found.counters.values()
    assert (at_one.clerk, at_one.served, at_one.no_show, at_one.takes) == ("", 2, 1, {3: 1, 7: 1})
    presence = found.presence[MONDAY, at_one.counter]
    assert (presence.open, presence.idle, presence.breaks) == (53, 40, 0)
    assert presence.first_call == clock.now().replace(hour=2, minute=0)
