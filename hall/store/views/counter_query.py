"""What a clerk's screen shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, bindparam, func, select

from hall.access import Role
from hall.calling import CallChoice, choose
from hall.estimating.waits import Waits
from hall.lifecycle import AT_COUNTER, Action, State, after
from hall.promise import Promise, promise_of
from hall.store import tables as t
from hall.store.alarms.of_services import attended_services
from hall.store.database import sight
from hall.store.database.aspect import Reads
from hall.store.database.prepared import Prepared
from hall.store.database.readable import is_whole, known, or_none
from hall.store.database.transaction import Transaction
from hall.store.day.day_step import day_steps
from hall.store.devices import boards
from hall.store.staff.break_plans import next_at
from hall.store.staff.handovers import unread_notes
from hall.store.structure.loaded import LoadedStructure
from hall.store.tickets import ticket_rows
from hall.store.tickets.calls import reason_of
from hall.store.tickets.missing_slips import missing_at
from hall.store.tickets.offers import offered
from hall.store.tickets.queue_snapshot import candidates_of, heads_query, last_said
from hall.store.tickets.undo import undo_views
from hall.store.tickets.usual_targets import usual_targets
from hall.store.tickets.waiting import waiting_by_service
from hall.store.views import history
from hall.store.views.alarms import alarms, concern_of, concern_of_agency
from hall.store.views.counter_infos import counter_info, counter_infos
from hall.store.views.desk_lists import read_lists, views_of
from hall.structure import Counter
from hall.views import (
    AlarmView,
    CounterChoice,
    CounterInfo,
    CounterView,
    DayFigures,
    NextView,
    QueueRow,
    ServiceChoice,
    TicketView,
    UndoView,
)

_C = t.ticket.c

_AFTER = 3
_AT_COUNTER_KEYS = (
    *(Action.RECALL, Action.NOT_BEGUN, Action.SERVE, Action.FINISH),
    *(Action.NO_SHOW, Action.HOLD, Action.TRANSFER),
)
_HEADS = {postgres: Prepared(heads_query(postgres=postgres)) for postgres in (True, False)}
_HERE = bindparam("counter", type_=String)
_CURRENT = Prepared(
    ticket_rows.with_date()
    .add_columns(last_said(_C.id).label("said"), ticket_rows.transfer_detail())
    .where(_C.counter_id == _HERE, t.state_is(*AT_COUNTER))
)
_STREAK = Prepared(select(t.counter.c.streak).where(t.counter.c.id == _HERE))
_CALLS = Prepared(
    select(t.call)
    .where(t.call.c.ticket_id == bindparam("ticket", type_=t.call.c.ticket_id.type), t.call.c.counter_id == _HERE)
    .order_by(t.call.c.seq.desc())
)
_OWN = t.counter_service.alias("own")
_SIGNED_IN = Prepared(
    select(func.count(func.distinct(t.counter.c.id)).label("count")).where(
        t.counter.c.id == t.counter_service.c.counter_id,
        t.counter.c.staff_id.is_not(None),
        ~t.counter.c.archived,
        t.counter_service.c.service_id.in_(
            select(_OWN.c.service_id).where(_OWN.c.counter_id == _HERE).scalar_subquery()
        ),
    )
)


class CounterReads(Reads):
    """The counters of the hall."""

    def counter(self, counter: str) -> CounterView:
        """All that the clerk at a counter (label or id) sees. Raises Refused("unknown_counter") and
        ("other_agency")."""
        tx, structure = self._tx, self._tx.structure
        place = structure.find_counter(counter)
        sight.refuse_unseen(tx, place.agency)
        return _Desk(tx, structure, place, tx.now(), tx.open_day(), tx.cache.waits.look(tx)).view()

    def counters(self) -> tuple[CounterInfo, ...]:
        """Every counter in the order of the hall, of those that are seen."""
        return tuple(one for one in counter_infos(self._tx) if sight.sees(self._tx, one.agency_id))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What there is at one counter now; ``day`` is the row of the open business day, ``waits`` what is said of them."""

    tx: Transaction
    structure: LoadedStructure
    place: Counter
    now: datetime
    day: Any
    waits: Waits | None

    def view(self) -> CounterView:
        """Everything that the clerk sees."""
        tx, place, rules = self.tx, self.place, self.structure.structure.hall.rules
        infos = counter_infos(tx)
        info = next((one for one in infos if one.id == place.id), None) or counter_info(tx, place.id)
        current, kept = self._current()
        following, later = self._next()
        undo, steps = undo_views(tx, place, self.now, None if current is None else current.id)
        lists = read_lists(tx, place.id, self.day, self.now, self.waits)
        refusals = _refusals(info, current, following, undo, anybody=following is not None or bool(lists["held"]))
        if self.structure.evacuation is not None:
            refusals = dict.fromkeys(_KEYS, "evacuated")
        return CounterView(
            hall=self.structure.hall_view,
            now=self.now,
            counter=info,
            business_day=or_none(self.day.date) if self.day else None,
            current=current,
            next=following,
            after=later,
            allowed=_KEYS - refusals.keys(),
            refusals=tuple(refusals.items()),
            undo=undo,
            undo_steps=steps,
            usual_targets=self._usual_targets(max((s.id for s in steps if s.action is Action.TRANSFER), default=0)),
            kept_waiting=kept,
            handover=unread_notes(tx, place.id),
            longest_wait=rules.longest_wait,
            begin_after=self._begin_after(current),
            **self._around(info, lists),
            **self._choices(infos),
            **({} if current is None else self._of_current(current)),
        )

    def _begin_after(self, current: TicketView | None) -> timedelta:
        """When the visit counts as begun: later by the time that the queue stood still, and never while it does; one
        that had begun before goes on."""
        called = self.now if current is None or current.called_at is None else current.called_at
        after = self.structure.begin_after(called, self.now)
        return after if self.structure.evacuation is None or after <= self.now - called else timedelta(0)

    def _around(self, info: CounterInfo, lists: Mapping[str, tuple[TicketView, ...]]) -> dict[str, Any]:
        """The queues, the lists of numbers, and what the staff must know."""
        serves = frozenset(served.service for served in self.place.services)
        slips = missing_at(self.tx, self.now, serves)
        turn, after_it = next_at(self.tx, self.place, self.now)
        return {
            **lists,
            "queues": self._queues(),
            "counters_serving": self._signed_in(),
            "figures": self._figures(),
            "unprinted": tuple(slip.ticket for slip in slips),
            "slips_out": tuple((slip.ticket.id, slip.out_at) for slip in slips if slip.out_at is not None),
            "last_event": None if self.day is None else history.last_at(self.tx, self.place, self.day.id),
            "alarms": self._alarms(info),
            "break_turn": turn,
            "break_after": after_it,
            "day_steps": day_steps(self.tx, self.now),
        }

    def _alarms(self, info: CounterInfo) -> tuple[AlarmView, ...]:
        """What concerns who sits here; a supervisor of the hall, and whoever signs in next, hears of everything."""
        if info.clerk_role == Role.CLERK:
            return alarms(self.tx, self.now, concern_of(self.place))
        of_agency = info.clerk_role == Role.AGENCY_SUPERVISOR
        return alarms(self.tx, self.now, concern_of_agency(self.tx, self.place.agency) if of_agency else None)

    def _choices(self, infos: Iterable[CounterInfo]) -> dict[str, Any]:
        """What can be chosen for a transfer, a finish and a call by number."""
        others = (
            one
            for one in infos
            if one.id != self.place.id and one.clerk_id is not None and one.pause is None
            if sight.sees(self.tx, one.agency_id)
        )
        return {
            "services": self._services(),
            "counters": tuple(CounterChoice(one.id, one.label, one.clerk_name, one.agency_name) for one in others),
            "obstacles": self.structure.structure.obstacles,
            "offers": self.structure.structure.offers,
            "last_numbers": self._last_numbers(),
        }

    def _of_current(self, current: TicketView) -> dict[str, Any]:
        """Why it was called by the button for the next one (None when it was not), how often it was called here without
        what was taken back, and how far its call has come."""
        called = current.state is State.CALLED
        calls = self.tx.run(_CALLS, {"ticket": current.id, "counter": self.place.id}).all()
        first = next((row for row in calls if row.kind != "recall"), None)
        return {
            "current_reason": None if first is None or not is_whole(first) else reason_of(first),
            "calls_here": sum(not row.undone for row in calls),
            "delivery": boards.delivery_of(self.tx, current.id) if called else None,
            "offered": offered(self.tx, current.id),
            "first_called_at": min((row.at for row in calls if not row.undone and is_whole(row)), default=None),
            "promised_wait": self._promise(current).wait,
        }

    def _promise(self, current: TicketView) -> Promise:
        return promise_of(self.structure.services[current.service_id], self.structure.structure.hall.rules)

    def _last_numbers(self) -> tuple[tuple[str, int], ...]:
        """The last number of each prefix on the open day, where a number may be read in two ways."""
        if self.day is None or not self.structure.likely_confused:
            return ()
        n = t.day_number.c
        query = select(n.prefix, n.last).where(n.day_id == self.day.id).order_by(n.prefix)
        return tuple((row.prefix, row.last) for row in self.tx.connection.execute(query))

    def _services(self) -> tuple[ServiceChoice, ...]:
        waiting, attended = waiting_by_service(self.tx), attended_services(self.tx)
        return tuple(
            ServiceChoice(
                id=service.id,
                prefix=service.prefix,
                name=service.name,
                name_en=service.name_en,
                agency_name=known(service.agency, self.structure.agencies).name,
                waiting=waiting.get(service.id, (0, None))[0],
                longest=self._longest(waiting.get(service.id, (0, None))[1]),
                attended=service.id in attended,
                closed=self.structure.closed(service, self.now),
            )
            for service in self.structure.structure.services
            if sight.sees(self.tx, service.agency)
        )

    def _current(self) -> tuple[TicketView | None, bool]:
        """The number at the counter, and whether the clerk keeps its visit from beginning by itself."""
        row = self.tx.run(_CURRENT, {"counter": self.place.id}).one_or_none()
        if row is None:
            return None, False
        view = ticket_rows.noted(ticket_rows.view_of(row._mapping, self.structure), row.transferred)
        return view, row.said == Action.NOT_BEGUN

    def _next(self) -> tuple[NextView | None, tuple[TicketView, ...]]:
        """Whom the rule would call, and the ones it would call after that if nobody else came or called."""
        chosen, versions = self._chosen()
        if not chosen:
            return None, ()
        date = self.day.date if self.day else None
        found = views_of(self.tx, {choice.ticket.id: versions[choice.ticket.id] for choice in chosen}, date, self.waits)
        shown = [choice for choice in chosen if choice.ticket.id in found]
        if not shown:
            return None, ()
        first = NextView(found[shown[0].ticket.id], shown[0].reason)
        return first, tuple(found[choice.ticket.id] for choice in shown[1:])

    def _chosen(self) -> tuple[list[CallChoice], dict[int, int]]:
        """The choices one after the other, and the versions of all candidates."""
        tx, place, rules = self.tx, self.place, self.structure.structure.hall.rules
        rows = tx.run(_HEADS[tx.postgres], {"counter": place.id, "given": tx.given_now()}).all()
        remaining = list(candidates_of(rows))
        streak = tx.run(_STREAK, {"counter": place.id}).scalar_one()
        chosen: list[CallChoice] = []
        while remaining and len(chosen) <= _AFTER:
            choice = choose(remaining, streak, rules, self.now, self.structure.stood)
            assert choice is not None
            chosen.append(choice)
            streak = choice.streak_after
            remaining = [one for one in remaining if one.id != choice.ticket.id]
        return chosen, {row.id: row.version for row in rows}

    def _queues(self) -> tuple[QueueRow, ...]:
        own = {served.service: served.rank for served in self.place.services}
        waiting = waiting_by_service(self.tx)
        rows = []
        for service in self.structure.structure.services:
            if service.id not in own and service.agency != self.place.agency:
                continue
            if not sight.sees(self.tx, service.agency):
                continue
            count, oldest = waiting.get(service.id, (0, None))
            longest = self._longest(oldest)
            named = service.id, service.prefix, service.name
            rank, is_own = own.get(service.id, 0), service.id in own
            wait = None if self.waits is None else self.waits.shown(service.id)
            rows.append(QueueRow(*named, count, longest, is_own, rank, name_en=service.name_en, wait=wait))
        return tuple(sorted(rows, key=lambda row: (not row.own, row.rank)))

    def _waited(self, since: datetime) -> timedelta:
        return max(timedelta(0), self.now - since - self.structure.stood(since, self.now))

    def _longest(self, oldest: datetime | None) -> timedelta | None:
        return None if oldest is None else self._waited(oldest)

    def _usual_targets(self, last: int) -> tuple[str, ...]:
        """Where the counter transferred to most often in its last days, counted again after each transfer: ``last`` is
        the id of the latest one."""
        if self.day is None:
            return ()
        known = self.structure.usual_targets.get(self.place.id)
        if known is None or known[0] != (self.day.id, last):
            found = usual_targets(self.tx, self.place.id, self.day.id)
            known = self.structure.usual_targets[self.place.id] = (self.day.id, last), found
        return known[1]

    def _signed_in(self) -> int:
        """Counters with somebody at them that serve any of this counter's services, itself included."""
        count: int = self.tx.run(_SIGNED_IN, {"counter": self.place.id}).scalar_one()
        return count

    def _figures(self) -> DayFigures:
        """The counter's day, read again when another number of it has ended or changed."""
        if self.day is None:
            return DayFigures(0, 0, None)
        asked = {"counter": self.place.id, "day": self.day.id}
        made_of = (self.day.id, *self.tx.run(_ENDED_SUM, asked).one())
        known = self.structure.day_figures.get(self.place.id)
        if known is None or known[0] != made_of:
            known = self.structure.day_figures[self.place.id] = made_of, _figures(self.tx.run(_ENDED, asked).all())
        return known[1]


_OF_DAY = (
    _C.day_id == bindparam("day", type_=_C.day_id.type),
    _C.counter_id == _HERE,
    t.state_is(State.DONE, State.NO_SHOW),
)
_ENDED = Prepared(select(_C.state, _C.serving_at, _C.ended_at).where(*_OF_DAY))
_ENDED_SUM = Prepared(
    select(
        func.count().label("count"), func.sum(_C.version).label("versions"), func.max(_C.ended_at).label("latest")
    ).where(*_OF_DAY)
)


def _figures(rows: Sequence[Any]) -> DayFigures:
    done = [row for row in rows if row.state == State.DONE]
    served = [row.ended_at - row.serving_at for row in done if row.serving_at and row.ended_at]
    mean = sum(served, timedelta()) / len(served) if served else None
    return DayFigures(len(done), len(rows) - len(done), mean)


_LEAVES = frozenset({Action.FINISH, Action.NO_SHOW, Action.HOLD, Action.TRANSFER})
"""What took a number away from its counter: it would come back to one that calls nobody."""
_KEYS = frozenset({Action.CALL_NEXT, Action.CALL_NUMBER, Action.UNDO, *_AT_COUNTER_KEYS})


def _refusals(
    info: CounterInfo,
    current: TicketView | None,
    following: NextView | None,
    undo: UndoView | None,
    *,
    anybody: bool,
) -> dict[Action, str]:
    """Why a key does nothing now, as the code of its sentence; keys that do something are left out."""
    if info.clerk_id is None:
        return dict.fromkeys(_KEYS, "not_signed_in")
    found = {}
    if undo is None:
        found[Action.UNDO] = "nothing_to_undo"
    if info.pause is not None:
        kept = {Action.UNDO} if undo is None or undo.action not in _LEAVES else set()
        return found | dict.fromkeys(_KEYS - kept, "counter_paused")
    if following is None:
        found[Action.CALL_NEXT] = "nobody_waits"
    if not anybody:
        found[Action.CALL_NUMBER] = "nobody_waits"
    for action in _AT_COUNTER_KEYS:
        if current is None:
            found[action] = "nobody_called"
        elif after(current.state, action) is None:
            found[action] = "wrong_state"
    return found
