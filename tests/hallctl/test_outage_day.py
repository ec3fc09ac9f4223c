"""A day in which a central system fails: the hall finds it, says it, and it is closed with what was done."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from sqlalchemy import select

from hall.access import By
from hall.store import open_store, prepare_store
from hall.store import tables as t
from hall.structure import Obstacle
from hallctl.simulate.outages import Held, held_against, met_by, plan_outages, truth_document, write_truth
from hallctl.simulate.plan import Arrival, Outage, Plan, Shares
from hallctl.simulate.run import Staging, simulate
from hallctl.simulate.synthetic import Demand, sample_plan
from tests.conftest import FixedClock
from tests.hall_samples import small_hall

MONDAY = date(2026, 11, 23)
ANI = By.staff("supervisor", "ani")
CENTRAL = Obstacle("pusat", "Jaringan pusat", "Central network", "ministry", external=True, stops=True)
BEGIN, END = (datetime(2026, 11, 23, hour, minute, tzinfo=UTC) for hour, minute in ((1, 0), (1, 25)))
"""9.00 to 9.25 in Kendari."""


def outage_plan() -> Plan:
    """An hour of Imigrasi, which is stopped in the middle of it."""
    structure = replace(small_hall(), obstacles=(CENTRAL,))
    shares = Shares(not_served=0.0, breaks=0.0, transfer=0.0)
    plan = sample_plan(structure, MONDAY, MONDAY, Demand(7, 20, shares=shares))
    first = BEGIN - timedelta(minutes=10)
    mine = tuple(Arrival(first + n * timedelta(minutes=7), "imigrasi-2g", False) for n in range(8))
    posts = tuple(one for one in plan.posts if one.id == "loket-3")
    outage = Outage("imigrasi", ("imigrasi-2g",), BEGIN, END, "pusat")
    return replace(plan, begin=first, arrivals=mine, posts=posts, outages=(outage,))


class Supervisor:
    """Looks once a minute of the day: an incident is broadcast, and closed when it is over."""

    def __init__(self, url: str, plan: Plan) -> None:
        self._clock = FixedClock(BEGIN)
        self.store = prepare_store(url, plan.structure, self._clock)
        self.shown: list[str] = []

    def look(self, _tally: object, now: datetime) -> None:
        if now < BEGIN:
            return
        self._clock.moment = now
        for one in self.store.fetch(lambda view: view.incidents.listed()):
            if not one.announced and one.goes_on:
                self._broadcast(one.id)
            elif not one.goes_on:
                self._close(one.id)

    def _broadcast(self, number: int) -> None:
        self.store.run(lambda work: work.incidents.broadcast(number, ANI))
        self.shown += [line.title for line in self.store.fetch(lambda view: view.boards.announcements())]
        self.shown += [one.id for one in self.store.fetch(lambda view: view.services()) if one.outage]

    def _close(self, number: int) -> None:
        self.store.run(lambda work: work.incidents.close(number, ANI, done="Jaringan pulih"))


def test_an_outage_is_found_within_five_minutes_broadcast_and_closed(database_url, caplog, tmp_path):
    plan = outage_plan()
    write_truth(plan.outages, tmp_path / "truth.json")
    supervisor = Supervisor(database_url, plan)
    with closing(supervisor.store):
        played = simulate(plan, Staging(database_url, speed=0), lambda _: None, supervisor.look)

    (truth,) = json.loads((tmp_path / "truth.json").read_text("utf-8"))["outages"]
    (found,) = played.incidents
    assert (found.agency_id, found.obstacle, truth["agency"]) == ("imigrasi", "pusat", "imigrasi")
    assert found.found_at - first_refused(database_url) <= timedelta(minutes=5)
    assert found.until is not None and BEGIN <= found.found_at < found.until  # noqa: PT018
    assert supervisor.shown == ["Layanan Imigrasi terhenti: jaringan pusat", "imigrasi-2g"]
    assert (found.done, found.closed_by, found.announced) == ("Jaringan pulih", "clerk:ani", False)
    assert "imigrasi cannot serve since" in caplog.text
    assert (played.held.precision, played.held.recall, played.good) == (1.0, 1.0, True)
    with closing(open_store(database_url)) as store:
        notes = store.fetch(lambda view: view.incidents.find(found.id)).notes
    assert [(line.action, line.actor) for line in notes] == [
        ("found", "system"),
        ("broadcast", "clerk:ani"),
        ("over", "system"),
        ("end_broadcast", "clerk:ani"),
        ("close", "clerk:ani"),
    ]


def first_refused(url: str) -> datetime:
    """When the first visitor was sent away."""
    c = t.ticket.c
    with closing(open_store(url)) as store, store.read() as view:
        query = select(c.ended_at).where(c.outcome == "not_served").order_by(c.ended_at).limit(1)
        at: datetime = view._tx.connection.execute(query).scalar_one()
        return at


def test_planned_outages_are_of_agencies_with_visitors_and_apart():
    structure = replace(small_hall(), obstacles=(CENTRAL,))
    plan = sample_plan(structure, MONDAY, MONDAY, Demand(7, 60))
    outages = plan_outages(structure, plan.arrivals, 6, seed=3)
    assert outages == plan_outages(structure, plan.arrivals, 6, seed=3)
    assert len(outages) >= 4
    assert list(outages) == sorted(outages, key=lambda one: one.begin)
    for agency in ("imigrasi", "disdukcapil"):
        mine = [one for one in outages if one.agency == agency]
        assert all(later.begin > one.end for one, later in pairwise(mine))
    assert plan_outages(structure, [Arrival(BEGIN, "imigrasi-2g", False)] * 2, 3, seed=1) == ()
    assert truth_document(outages[0])["agency"] in ("imigrasi", "disdukcapil")


def test_what_nobody_met_is_neither_missed_nor_false():
    outage = outage_plan().outages[0]
    assert met_by((), (outage,), {}) == ()
    assert held_against((), (outage,), ()) == Held()
    assert held_against((outage,), (outage,), ()).recall == 0.0
