"""Staggered breaks of a day: planned from what is known of other days, kept, and looked at for gaps."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select

from hall.access import By, Operation
from hall.breaks import STEP, BreakPlan, Demand, Gap, Post, Turn, Window, gaps, next_turn, plan, unattended
from hall.errors import Refused
from hall.lifecycle import State
from hall.opening import open_on
from hall.store import tables as t
from hall.store.database import sight
from hall.store.database.aspect import Aspect, Reads, once
from hall.store.database.prepared import Prepared
from hall.store.database.readable import each, known
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.views.counter_infos import counter_infos
from hall.store.views.visit_terms import second, seconds
from hall.structure import Counter, Service
from hall.views import BreaksView

_C, _B = t.ticket.c, t.break_turn.c
_DAYS = 20
"""So many business days before say who comes at noon."""
_TURNS = Prepared(
    select(t.break_turn).where(_B.day == bindparam("day", type_=_B.day.type)).order_by(_B.starts_at, _B.counter_id)
)
_MINUTE = timedelta(minutes=1)
_DATE = Kept[date](date.isoformat, lambda tx, text: date.fromisoformat(text))


class BreakWork(Aspect):
    """Keeping a plan of breaks."""

    @once(Operation.PLAN_BREAKS, _DATE)
    def plan(self, by: By, agency: str = "", *, everybody: bool = False) -> date:
        """Plan today's breaks of the hall, or of an ``agency`` (id), anew; returns the day. With ``everybody`` those of
        all counters, else where somebody sits, or of all while nobody does. Those that have begun stay. Raises
        Refused("unknown_agency"), ("no_breaks") when there is none to plan and ("breaks_too_late") when none can begin
        any more."""
        tx = self._tx
        owner = tx.structure.find_agency(agency).id if agency else ""
        tx.lock_hall()
        day = tx.local(tx.now()).date()
        window, posts, begun = _window(tx, day), _posts(tx, owner, everybody=everybody), _begun(tx, day)
        if not posts:
            raise Refused("no_breaks")
        if not window.starts:
            raise Refused("breaks_too_late", minutes=round(window.length / _MINUTE), end=window.last.time())
        kept = {turn.counter for turn in begun}
        _forget(tx, day, owner, kept)
        made = {"day": day, "made_at": tx.now(), "made_by": by.actor}
        rows = [
            {**made, "counter_id": turn.counter, "starts_at": turn.starts_at, "ends_at": turn.ends_at}
            for turn in _proposal(tx, posts, window, begun).turns
            if turn.counter not in kept
        ]
        if rows:
            tx.connection.execute(insert(t.break_turn), rows)
        tx.must_notify = True
        return day

    @once(Operation.MOVE_BREAK, _DATE)
    def move(self, counter: str, starts_at: datetime, by: By) -> date:
        """Let a counter (label or id) have today's break from another time on, as long as the hall's rule says. Raises
        Refused("unknown_counter"), ("break_outside") when it does not fit into the hours of breaks, and ("break_past")
        when it would have begun before this minute."""
        tx, place = self._tx, self._tx.structure.find_counter(counter)
        day = tx.local(tx.now()).date()
        window = _window(tx, day)
        ends_at = starts_at + window.length
        if starts_at < window.first or ends_at > window.last:
            raise Refused("break_outside", start=window.first.time(), end=window.last.time())
        if starts_at < tx.now().replace(second=0, microsecond=0):
            raise Refused("break_past", now=tx.local(tx.now()).time())
        values = {"starts_at": starts_at, "ends_at": ends_at, "made_at": tx.now(), "made_by": by.actor}
        row = tx.insert(t.break_turn).values(day=day, counter_id=place.id, **values)
        tx.connection.execute(row.on_conflict_do_update(index_elements=["day", "counter_id"], set_=values))
        tx.must_notify = True
        return day

    def _agency_of(self, arguments: dict[str, Any]) -> str | None:
        structure = self._tx.structure
        if "counter" in arguments:
            return structure.find_counter(arguments["counter"]).agency
        return structure.find_agency(arguments["agency"]).id if arguments["agency"] else ""


class BreakReads(Reads):
    """Staggered breaks, as far as they are seen."""

    def today(self, agency: str = "", *, everybody: bool = False) -> BreaksView:
        """Today's breaks of the hall, or of an ``agency`` (id). Raises Refused("unknown_agency") and
        ("other_agency")."""
        tx, structure = self._tx, self._tx.structure
        owner = structure.find_agency(agency).id if agency else sight.agency_of(tx)
        sight.refuse_unseen(tx, owner)
        day = tx.local(tx.now()).date()
        window, posts = _window(tx, day), _posts(tx, owner, everybody=everybody)
        proposal, kept = _proposal(tx, posts, window, _begun(tx, day)), turns_on(tx, day, owner)
        services = [one for one in structure.structure.services if owner in ("", one.agency)]
        stops = _stops(tx, services, posts, kept or proposal.turns, window)
        names = tuple((one.id, f"{one.prefix} {one.name}") for one in services)
        attended = {one.id for one in counter_infos(tx) if one.clerk_id is not None}
        return BreaksView(day, kept, proposal, stops, names, sum(post.counter in attended for post in posts))


def turns_on(tx: Transaction, day: date, agency: str = "") -> tuple[Turn, ...]:
    """The breaks that are kept for a day, by their start."""
    found = each(lambda row: _turn(tx, row), tx.run(_TURNS, {"day": day}))
    return tuple(turn for turn in found if agency in ("", turn.agency))


def next_at(tx: Transaction, place: Counter, now: datetime) -> tuple[Turn | None, Turn | None]:
    """The break of a counter that is still to come or goes on, and who goes next of its agency."""
    return next_turn(turns_on(tx, tx.local(now).date(), place.agency), place.id, place.agency, now)


def _turn(tx: Transaction, row: Any) -> Turn:
    place, zone = known(row.counter_id, tx.structure.counters), tx.structure.zone
    return Turn(place.id, place.label, place.agency, row.starts_at.astimezone(zone), row.ends_at.astimezone(zone))


def _begun(tx: Transaction, day: date) -> tuple[Turn, ...]:
    """The breaks of today that have begun, or are over."""
    return tuple(turn for turn in turns_on(tx, day) if turn.starts_at <= tx.now())


def _forget(tx: Transaction, day: date, agency: str, but: Container[str]) -> None:
    places = [one.id for one in tx.structure.counters.values() if agency in ("", one.agency) and one.id not in but]
    tx.connection.execute(delete(t.break_turn).where(_B.day == day, _B.counter_id.in_(places)))


def _window(tx: Transaction, day: date) -> Window:
    rules = tx.structure.structure.hall.rules
    return Window.on(day, tx.structure.zone, rules.break_first, rules.break_last, rules.break_length, tx.now())


def _posts(tx: Transaction, agency: str, *, everybody: bool) -> list[Post]:
    """The counters that are planned: those where somebody sits, or all."""
    infos = [one for one in counter_infos(tx) if agency in ("", one.agency_id)]
    present = [one for one in infos if one.clerk_id is not None]
    chosen = infos if everybody or not present else present
    places = (known(one.id, tx.structure.counters) for one in chosen)
    return [Post(one.id, one.label, one.agency, frozenset(served.service for served in one.services)) for one in places]


def _proposal(tx: Transaction, posts: Sequence[Post], window: Window, begun: Iterable[Turn]) -> BreakPlan:
    return plan(posts, window, _demand(tx, window), begun)


def _demand(tx: Transaction, window: Window) -> dict[str, Demand]:
    """By service (id), the mean arrivals of the last days in each step of the window, and the minutes of a visit."""
    d = t.business_day.c
    days = select(d.id).where(d.closed_at.is_not(None)).order_by(d.date.desc()).limit(_DAYS)
    ids = list(tx.connection.execute(days).scalars())
    if not ids:
        return {}
    minutes = _visit_minutes(tx, ids)
    came: dict[str, list[float]] = {}
    step = second(_C.issued_at, postgres=tx.postgres) // int(STEP.total_seconds())
    query = select(_C.service_id, step.label("step"), func.count().label("people"))
    steps = len(window.steps)
    for row in tx.connection.execute(query.where(_C.day_id.in_(ids)).group_by(_C.service_id, step)):
        at = datetime.fromtimestamp(int(row.step) * STEP.total_seconds(), UTC).astimezone(window.first.tzinfo)
        index = (at - datetime.combine(at.date(), window.first.timetz())) // STEP
        if 0 <= index < steps:
            came.setdefault(row.service_id, [0.0] * steps)[index] += row.people / len(ids)
    usual = Demand().minutes
    return {of: Demand(tuple(came.get(of, ())), minutes.get(of, usual)) for of in came.keys() | minutes.keys()}


def _visit_minutes(tx: Transaction, days: Sequence[int]) -> dict[str, float]:
    took = func.avg(seconds(_C.serving_at, _C.ended_at, postgres=tx.postgres)).label("took")
    query = select(_C.service_id, took).where(_C.day_id.in_(days), _C.state == State.DONE.value)
    rows = tx.connection.execute(query.where(_C.serving_at.is_not(None)).group_by(_C.service_id))
    return {row.service_id: max(1.0, float(row.took) / 60) for row in rows if row.took is not None}


def _stops(
    tx: Transaction, services: Iterable[Service], posts: Sequence[Post], turns: Iterable[Turn], window: Window
) -> tuple[Gap, ...]:
    """Which services stop at noon, and why: their hours have a break, or their counters leave together."""
    found: list[Gap] = []
    through: set[str] = set()
    for service in services:
        by_hours = _gaps_of_hours(tx, service, window)
        found += by_hours or ()
        if by_hours == ():
            through.add(service.id)
    found += [gap for gap in gaps(posts, turns, window) if gap.service in through]
    found += unattended(sorted(through), posts, window)
    return tuple(found)


def _gaps_of_hours(tx: Transaction, service: Service, window: Window) -> tuple[Gap, ...] | None:
    """The breaks that the hours of a service have in the window, but for what a supervisor opens; None when it is not
    open on both sides of it."""
    schedule, day = tx.structure.schedule_of(service), window.first.date()
    if schedule.always_open:
        return ()
    stretches = open_on(day, schedule)
    if not stretches or stretches[0][0] > window.first or stretches[-1][1] < window.last:
        return None
    between = ((before[1], after[0]) for before, after in pairwise(stretches))
    return tuple(
        Gap(service.id, max(start, window.first), min(end, window.last), "hours")
        for start, end in between
        if start < window.last and window.first < end
    )
