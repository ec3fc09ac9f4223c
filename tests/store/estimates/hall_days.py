"""Days of the small hall that tests of the estimates play, and what they read of them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from hall.lifecycle import State
from hall.store import WaitsKeeper, open_store
from hall.store import tables as t
from tests.hall_samples import BY

A, B, G = "disdukcapil-a", "disdukcapil-b", "imigrasi-2g"


def new_keeper(hall_url, clock):
    """A program that works the estimates out, with the test's clock."""
    return WaitsKeeper(lambda: open_store(hall_url, clock), monotonic=lambda: clock.now().timestamp())


def issue(store, prefix="A", *, priority=False):
    return store.run(lambda w: w.tickets.issue(prefix, BY, priority=priority))


def here(store, name, counter="1", **more):
    """Do something at a counter."""
    return store.run(lambda w: getattr(w.counter(counter, BY), name)(**more))


def step(keeper, store):
    """The waits are worked out, and a screen reads them."""
    keeper.step()
    said(store)


def said(store):
    return store.fetch(lambda reader: reader.estimates.said())


def memory(store):
    return store.fetch(lambda reader: reader.estimates.memory())


def service(store, prefix="A"):
    """The service as a kiosk shows it."""
    view = store.fetch(lambda reader: reader.kiosk())
    return next(one for agency in view.agencies for one in agency.services if one.prefix == prefix)


def find(store, code):
    return store.fetch(lambda reader: reader.tickets.find(code))


def play(store, clock, keeper=None, visits=8, minutes=6):
    """So many come for A, one every ``minutes``, and each is called when the next one comes."""
    for _ in range(visits):
        issue(store)
        if keeper is not None:
            step(keeper, store)
        clock.move(minutes=minutes)
        here(store, "call_next")


def busy_day(store, clock, keeper, day=0):
    """A day of calls, visits and numbers that go elsewhere; each one another."""
    play(store, clock, keeper, visits=4 + day, minutes=4 + day)
    sent = issue(store)
    store.run(lambda w: w.tickets.transfer(sent.id, BY, service="2G"))
    issue(store, "B", priority=True)
    clock.move(minutes=3)
    here(store, "call_next", "3")
    here(store, "call_next", "2")
    here(store, "undo", "2")
    here(store, "finish", "3")
    store.run(lambda w: w.tickets.import_manual("B", 5 + day, BY, waiting_from=4 + day, reason="listrik padam"))
    gone = issue(store)
    store.run(lambda w: w.tickets.cancel(gone.id, BY, reason="pulang"))
    step(keeper, store)
    here(store, "no_show")
    back = find(store, "A-001")
    if back.state in ("done", "no_show"):
        store.run(lambda w: w.tickets.return_late(back.id, BY))
    step(keeper, store)


def day_over(store, clock):
    """Close the business day; the next one begins at ten o'clock."""
    store.run(lambda w: w.day.close(BY, reason="over"))
    clock.moment = datetime.combine(clock.moment.date() + timedelta(days=1), time(2), UTC)


def rows(store, query) -> list[Any]:
    with store.begin() as work:
        return list(work._tx.connection.execute(query).all())


def write(store, statement) -> None:
    with store.begin() as work:
        work._tx.connection.execute(statement)


def waiting(store) -> dict[str, set[int]]:
    """Who waits, by service."""
    found: dict[str, set[int]] = {}
    for row in rows(store, select(t.ticket.c.id, t.ticket.c.service_id).where(t.ticket.c.state == State.WAITING)):
        found.setdefault(row.service_id, set()).add(row.id)
    return found


def followed(keeper) -> dict[str, set[int]]:
    """Who waits as the keeper has followed it, by service."""
    lines = keeper._following.estimator.lines
    return {service: set(line.waiting) for service, line in lines.items() if line.waiting}
