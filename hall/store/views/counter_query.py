"""What a clerk's screen shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from hall.calling import CallChoice, choose
from hall.lifecycle import AT_COUNTER, Action, State, after
from hall.store import tables as t
from hall.store.database.aspect import Reads
from hall.store.database.readable import is_whole, known, or_none
from hall.store.database.transaction import Transaction
from hall.store.day.day_step import day_steps
from hall.store.devices import boards
from hall.store.structure.loaded import LoadedStructure
from hall.store.tickets import ticket_rows
from hall.store.tickets.calls import reason_of
from hall.store.tickets.missing_slips import missing_at
from hall.store.tickets.queue_snapshot import candidates_of, heads_query
from hall.store.tickets.undo import undo_view
from hall.store.tickets.waiting import waiting_by_service
from hall.store.views import history
from hall.store.views.alarms import alarms, attended_services
from hall.store.views.counter_infos import counter_info, counter_infos
from hall.structure import Counter
from hall.views import (
    CounterChoice,
    CounterInfo,
    CounterView,
    DayFigures,
    NextView,
    QueueRow,
    Reason,
    ServiceChoice,
    TicketView,
    UndoView,
)

_C = t.ticket.c

_AFTER = 3
_LISTED = 20
"""How many held numbers, no-shows and directed ones a clerk's screen lists."""
_DONE_LISTED = 60
"""How many done numbers of its own a counter can let back in: a whole day of visits of eight minutes."""
_AT_COUNTER_KEYS = (Action.RECALL, Action.SERVE, Action.FINISH, Action.NO_SHOW, Action.HOLD, Action.TRANSFER)
_HEADS = {postgres: heads_query(postgres=postgres) for postgres in (True, False)}


class CounterReads(Reads):
    """The counters of the hall."""

    def counter(self, counter: str) -> CounterView:
        """All that the clerk at a counter (label or id) sees. Raises Refused("unknown_counter")."""
        tx, structure = self._tx, self._tx.structure
        return _Desk(tx, structure, structure.find_counter(counter), tx.now(), tx.open_day()).view()

    def counters(self) -> tuple[CounterInfo, ...]:
        """Every counter in the order of the hall."""
        return counter_infos(self._tx)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What there is at one counter now; ``day`` is the row of the open business day."""

    tx: Transaction
    structure: LoadedStructure
    place: Counter
    now: datetime
    day: Any

    def view(self) -> CounterView:
        """Everything that the clerk sees."""
        tx, place, rules = self.tx, self.place, self.structure.structure.hall.rules
        infos = counter_infos(tx)
        info = next((one for one in infos if one.id == place.id), None) or counter_info(tx, place.id)
        current = self._current()
        following, later = self._next()
        undo, held = undo_view(tx, place, self.now), self._listed(State.HELD)
        refusals = _refusals(info, current, following, undo, anybody=following is not None or bool(held))
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
            held=held,
            undo=undo,
            longest_wait=rules.longest_wait,
            begin_after=rules.begin_after,
            **self._around(),
            **self._choices(infos),
            **({} if current is None else self._of_current(current)),
        )

    def _around(self) -> dict[str, Any]:
        """The queues, the lists of numbers, and what the staff must know."""
        serves = frozenset(served.service for served in self.place.services)
        slips = missing_at(self.tx, self.now, serves)
        return {
            "queues": self._queues(),
            "counters_serving": self._signed_in(),
            "figures": self._figures(),
            "unprinted": tuple(slip.ticket for slip in slips),
            "slips_out": tuple((slip.ticket.id, slip.out_at) for slip in slips if slip.out_at is not None),
            "last_event": None if self.day is None else history.last_at(self.tx, self.place, self.day.id),
            "no_shows": self._listed(State.NO_SHOW),
            "done": self._done_here(),
            "directed": self._directed(),
            "alarms": alarms(self.tx, self.now, self.place.agency, serves),
            "day_steps": day_steps(self.tx, self.now),
        }

    def _choices(self, infos: Iterable[CounterInfo]) -> dict[str, Any]:
        """What can be chosen for a transfer, a finish and a call by number."""
        others = (one for one in infos if one.id != self.place.id and one.clerk_id is not None and one.pause is None)
        return {
            "services": self._services(),
            "counters": tuple(CounterChoice(one.id, one.label, one.clerk_name, one.agency_name) for one in others),
            "obstacles": self.structure.structure.obstacles,
            "last_numbers": self._last_numbers(),
        }

    def _of_current(self, current: TicketView) -> dict[str, Any]:
        called = current.state is State.CALLED
        return {
            "current_reason": self._reason(current),
            "calls_here": self._calls_here(current),
            "delivery": boards.delivery_of(self.tx, current.id) if called else None,
        }

    def _last_numbers(self) -> tuple[tuple[str, int], ...]:
        """The last number of each prefix on the open day, where a number may be read in two ways."""
        if self.day is None or not self.structure.likely_confused:
            return ()
        n = t.day_number.c
        query = select(n.prefix, n.last).where(n.day_id == self.day.id).order_by(n.prefix)
        return tuple((row.prefix, row.last) for row in self.tx.connection.execute(query))

    def _listed(self, state: State) -> tuple[TicketView, ...]:
        """Today's tickets of the counter's services in ``state``, the latest first."""
        services = [served.service for served in self.place.services]
        query = self._of_day().where(_C.service_id.in_(services), t.state_is(state))
        latest = query.order_by(func.coalesce(_C.ended_at, _C.called_at, _C.issued_at).desc(), _C.id.desc())
        return self._views(latest.limit(_LISTED)) if self.day is not None else ()

    def _done_here(self) -> tuple[TicketView, ...]:
        """Today's tickets that this counter ended as done, the latest first."""
        query = self._of_day().where(_C.counter_id == self.place.id, t.state_is(State.DONE))
        latest = query.order_by(_C.ended_at.desc(), _C.id.desc()).limit(_DONE_LISTED)
        return self._views(latest) if self.day is not None else ()

    def _of_day(self) -> Select[Any]:
        return ticket_rows.with_date().where(t.ticket.c.day_id == (self.day.id if self.day is not None else None))

    def _directed(self) -> tuple[TicketView, ...]:
        """The tickets that wait for this counter alone, by turn."""
        mine = _C.directed_to == self.place.id, _C.directed_until > self.now, t.state_is(State.WAITING)
        return self._views(ticket_rows.with_date().where(*mine).order_by(_C.queue_time, _C.id).limit(_LISTED))

    def _views(self, query: Select[Any]) -> tuple[TicketView, ...]:
        return ticket_rows.views((row._mapping for row in self.tx.connection.execute(query)), self.structure)

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
                attended=service.id in attended,
            )
            for service in self.structure.structure.services
        )

    def _current(self) -> TicketView | None:
        row = self.tx.connection.execute(
            ticket_rows.with_date().where(t.ticket.c.counter_id == self.place.id, t.state_is(*AT_COUNTER))
        ).one_or_none()
        return None if row is None else ticket_rows.view_of(row._mapping, self.structure)

    def _reason(self, current: TicketView) -> Reason | None:
        """Why the current ticket was called by the button for the next one; None when it was not."""
        c = t.call.c
        query = select(t.call).where(c.ticket_id == current.id, c.counter_id == self.place.id, c.kind != "recall")
        row = self.tx.connection.execute(query.order_by(c.seq.desc()).limit(1)).one_or_none()
        return None if row is None or not is_whole(row) else reason_of(row)

    def _calls_here(self, current: TicketView) -> int:
        """How often this counter has called the ticket, without what was taken back."""
        c = t.call.c
        query = select(func.count()).where(c.ticket_id == current.id, c.counter_id == self.place.id, ~c.undone)
        return self.tx.number(query)

    def _next(self) -> tuple[NextView | None, tuple[TicketView, ...]]:
        """Whom the rule would call, and the ones it would call after that if nobody else came or called."""
        chosen = self._chosen()
        if not chosen:
            return None, ()
        ids = [choice.ticket.id for choice in chosen]
        found = {view.id: view for view in self._views(ticket_rows.with_date().where(t.ticket.c.id.in_(ids)))}
        shown = [choice for choice in chosen if choice.ticket.id in found]
        if not shown:
            return None, ()
        first = NextView(found[shown[0].ticket.id], shown[0].reason)
        return first, tuple(found[choice.ticket.id] for choice in shown[1:])

    def _chosen(self) -> list[CallChoice]:
        tx, place, rules = self.tx, self.place, self.structure.structure.hall.rules
        rows = tx.connection.execute(_HEADS[tx.postgres], {"counter": place.id, "given": tx.given_now()}).all()
        remaining = list(candidates_of(rows))
        streak = tx.connection.execute(select(t.counter.c.streak).where(t.counter.c.id == place.id)).scalar_one()
        chosen: list[CallChoice] = []
        while remaining and len(chosen) <= _AFTER:
            choice = choose(remaining, streak, rules, self.now)
            assert choice is not None
            chosen.append(choice)
            streak = choice.streak_after
            remaining = [one for one in remaining if one.id != choice.ticket.id]
        return chosen

    def _queues(self) -> tuple[QueueRow, ...]:
        own = {served.service: served.rank for served in self.place.services}
        waiting = waiting_by_service(self.tx)
        rows = []
        for service in self.structure.structure.services:
            if service.id not in own and service.agency != self.place.agency:
                continue
            count, oldest = waiting.get(service.id, (0, None))
            longest = None if oldest is None else max(timedelta(0), self.now - oldest)
            named = service.id, service.prefix, service.name
            rank, is_own = own.get(service.id, 0), service.id in own
            rows.append(QueueRow(*named, count, longest, is_own, rank, name_en=service.name_en))
        return tuple(sorted(rows, key=lambda row: (not row.own, row.rank)))

    def _signed_in(self) -> int:
        """Counters with somebody at them that serve any of this counter's services, itself included."""
        query = select(func.count(func.distinct(t.counter.c.id))).where(
            t.counter.c.id == t.counter_service.c.counter_id,
            t.counter.c.staff_id.is_not(None),
            ~t.counter.c.archived,
            t.counter_service.c.service_id.in_([served.service for served in self.place.services]),
        )
        return self.tx.number(query)

    def _figures(self) -> DayFigures:
        if self.day is None:
            return DayFigures(0, 0, None)
        ended = _C.state.in_((State.DONE.value, State.NO_SHOW.value))
        query = select(_C.state, _C.serving_at, _C.ended_at).where(
            _C.day_id == self.day.id, _C.counter_id == self.place.id, ended
        )
        rows = self.tx.connection.execute(query).all()
        done = [row for row in rows if row.state == State.DONE]
        served = [row.ended_at - row.serving_at for row in done if row.serving_at and row.ended_at]
        mean = sum(served, timedelta()) / len(served) if served else None
        return DayFigures(len(done), len(rows) - len(done), mean)


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
        return found | dict.fromkeys(_KEYS - {Action.UNDO}, "counter_paused")
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
