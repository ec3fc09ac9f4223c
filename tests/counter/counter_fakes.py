"""A hall in memory with the behaviour of the store: one counter, request ids, versions, and trouble on demand."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from types import SimpleNamespace
from typing import TypeVar

from hall.access import By
from hall.day_steps import DayStep
from hall.errors import Refused, StoreUnavailable
from hall.lifecycle import AT_COUNTER, Action, State, after
from hall.views import (
    AlarmView,
    CallView,
    CounterInfo,
    CounterView,
    EventView,
    HallView,
    NextView,
    Reason,
    TicketView,
    UserView,
)
from hall.visit import Said, ending
from tests.counter import counter_samples as samples

T = TypeVar("T")
_KEYS = (Action.CALL_NEXT, Action.RECALL, Action.NOT_BEGUN, Action.SERVE, Action.FINISH, Action.NO_SHOW)
PIN = "407163"


@dataclass
class FakeStore:
    """What the presenter needs of a store. ``away`` and ``lose_replies`` make trouble, ``gate`` holds writes up."""

    away: bool = False
    lose_replies: int = 0
    clerk: UserView | None = None
    users_known: tuple[UserView, ...] = samples.USERS
    waiting: list[TicketView] = field(
        default_factory=lambda: [samples.ticket("A-043", waited=24), samples.ticket("B-018", waited=11)]
    )
    ended: list[TicketView] = field(default_factory=list)
    unprinted: list[TicketView] = field(default_factory=list)
    current: TicketView | None = None
    last: EventView | None = None
    alarming: tuple[AlarmView, ...] = ()
    day_steps: tuple[DayStep, ...] = ()
    business_day: date | None = samples.MONDAY
    day_work: list[tuple[str, date | None, str, str]] = field(default_factory=list)
    requests: dict[str, object] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    stations: list[str] = field(default_factory=list)
    pin_refusal: Refused | None = None
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()
        self.staff = SimpleNamespace(
            anybody=lambda: bool(self.users_known),
            find=lambda login: next(user for user in self.users_known if user.login == login),
            refuse_signed_out=lambda _user: None,
        )
        self.seats = SimpleNamespace(left=lambda _counter: None)
        self.work = SimpleNamespace(
            tickets=SimpleNamespace(confirm=self.confirm, cancel=self.cancel),
            day=SimpleNamespace(open=self.open_day, confirm=self.confirm_day),
            counter=self._at_counter,
        )

    def _at_counter(self, counter: str, by: By) -> SimpleNamespace:
        done = (self.sign_in, self.sign_out, self.call_next, self.recall, self.serve, self.finish, self.no_show)
        return SimpleNamespace(**{operation.__name__: partial(operation, by) for operation in done})

    # The store

    def close(self) -> None:
        """Nothing is held."""

    def check_pin(self, login: str, pin: str, *, station: str = "") -> UserView:
        self._reach()
        self.stations.append(station)
        if self.pin_refusal is not None:
            raise self.pin_refusal
        user = next((user for user in self.users_known if user.login == login), None)
        if user is None or pin != PIN:
            raise Refused("wrong_pin", seconds=0)
        return user

    def run(self, work: Callable[[SimpleNamespace], T]) -> T:
        self._reach()
        assert self.gate.wait(10)
        result = work(self.work)
        if self.lose_replies:
            self.lose_replies -= 1
            raise StoreUnavailable("the connection broke at the commit")
        return result

    act = run

    def fetch(self, job: Callable[[FakeStore], T]) -> T:
        self._reach()
        return job(self)

    def _reach(self) -> None:
        if self.away:
            raise StoreUnavailable("the database does not answer")

    # Reads

    def hall(self) -> HallView:
        return samples.HALL

    def counters(self) -> tuple[CounterInfo, ...]:
        return tuple(self._info() if one.label == "7" else one for one in samples.counters())

    def alarms(self) -> tuple[AlarmView, ...]:
        return self.alarming

    def counter(self, counter: str) -> CounterView:
        if counter not in ("7", "loket-7"):
            raise Refused("unknown_counter", counter=counter)
        allowed, refusals = self._actions()
        first = self.waiting[0] if self.waiting else None
        done = [ticket for ticket in self.ended if ticket.state is State.DONE]
        return samples.idle(
            counter=self._info(),
            current=self.current,
            next=NextView(first, Reason("longest_waiting", (("minutes", 24),))) if first else None,
            after=tuple(self.waiting[1:4]),
            unprinted=tuple(self.unprinted),
            alarms=self.alarming,
            day_steps=self.day_steps,
            business_day=self.business_day,
            allowed=allowed,
            refusals=refusals,
            last_event=self.last,
            current_reason=Reason("longest_waiting", (("minutes", 24),)) if self.current else None,
            figures=replace(samples.FIGURES, done=len(done), no_show=len(self.ended) - len(done)),
        )

    def _info(self) -> CounterInfo:
        user = self.clerk
        return replace(samples.COUNTER, clerk_id=user.id if user else None, clerk_name=user.name if user else "")

    def _actions(self) -> tuple[frozenset[Action], tuple[tuple[Action, str], ...]]:
        allowed, refusals = set(), []
        for action in _KEYS:
            code = self._refusal(action)
            if code:
                refusals.append((action, code))
            else:
                allowed.add(action)
        return frozenset(allowed), tuple(refusals)

    def _refusal(self, action: Action) -> str:
        if action is Action.CALL_NEXT:
            return "" if self.waiting else "nobody_waits"
        if self.current is None:
            return "nobody_called"
        return "" if after(self.current.state, action) is not None else "wrong_state"

    # Writes

    def sign_in(self, by: By, user_id: int) -> CounterInfo:
        if self.clerk is not None and self.clerk.id != user_id:
            raise Refused("counter_taken", counter="7", name=self.clerk.name)
        self.clerk = next(user for user in self.users_known if user.id == user_id)
        return self._info()

    def sign_out(self, by: By) -> None:
        if self.current is not None:
            raise Refused("sign_out_busy", number=self.current.code)
        self.clerk = None

    def call_next(self, by: By, *, said: Said | None = None) -> CallView | None:
        def perform() -> CallView | None:
            if not self.waiting:
                return None
            if self.current is not None:
                assert said is not None
                assert said.ticket_id == self.current.id
                end = ending(self.current.state, None, samples.NOW, timedelta(0), said.begun)
                self._end(end.state)
            ticket = self.waiting.pop(0)
            self.current = replace(
                ticket, state=State.CALLED, calls=1, called_at=samples.NOW, version=ticket.version + 1
            )
            self._log(Action.CALL_NEXT)
            return self._call("next")

        return self._once(by.request_id, perform)

    def recall(self, by: By) -> CallView:
        def perform() -> CallView:
            here = self._here(Action.RECALL, by.version)
            self.current = replace(here, calls=here.calls + 1, version=here.version + 1)
            self._log(Action.RECALL)
            return self._call("recall")

        return self._once(by.request_id, perform)

    def serve(self, by: By) -> TicketView:
        def perform() -> TicketView:
            here = self._here(Action.SERVE, by.version)
            self.current = replace(here, state=State.SERVING, serving_at=samples.NOW, version=here.version + 1)
            self._log(Action.SERVE)
            return self.current

        return self._once(by.request_id, perform)

    def finish(self, by: By) -> TicketView:
        return self._once(by.request_id, lambda: self._leave(Action.FINISH, State.DONE, by.version))

    def no_show(self, by: By) -> TicketView:
        return self._once(by.request_id, lambda: self._leave(Action.NO_SHOW, State.NO_SHOW, by.version))

    def confirm(self, ticket_id: int, by: By) -> TicketView:
        def perform() -> TicketView:
            ticket = next(one for one in self.unprinted if one.id == ticket_id)
            self.unprinted.remove(ticket)
            self.waiting.append(replace(ticket, state=State.WAITING))
            return self.waiting[-1]

        return self._once(by.request_id, perform)

    def cancel(self, ticket_id: int, by: By, *, reason: str, counter: str = "") -> TicketView:
        def perform() -> TicketView:
            assert counter == "loket-7", "the counter must be able to take it back"
            ticket = next(one for one in self.unprinted if one.id == ticket_id)
            self.unprinted.remove(ticket)
            return replace(ticket, state=State.CANCELLED)

        return self._once(by.request_id, perform)

    def confirm_day(self, by: By, *, reason: str = "") -> date:
        return self._once(by.request_id, lambda: self._settle("confirm", None, reason, by.actor))

    def open_day(self, by: By, day: date | None = None, *, confirm: bool, reason: str) -> date:
        assert confirm, "only a person opens a day that is closed"
        return self._once(by.request_id, lambda: self._settle("reopen", day, reason, by.actor))

    def _settle(self, what: str, day: date | None, reason: str, actor: str) -> date:
        self.day_work.append((what, day, reason, actor))
        opened = self.day_steps[0].day
        self.alarming, self.day_steps = (), ()
        return opened

    def _leave(self, action: Action, state: State, version: int | None) -> TicketView:
        self._here(action, version)
        self._log(action)
        return self._end(state)

    def _end(self, state: State) -> TicketView:
        assert self.current is not None
        self.ended.append(replace(self.current, state=state, ended_at=samples.NOW))
        self.current = None
        return self.ended[-1]

    def _here(self, action: Action, version: int | None) -> TicketView:
        if self.current is None:
            raise Refused("nobody_called", counter="7")
        assert self.current.state in AT_COUNTER
        if after(self.current.state, action) is None:
            raise Refused("wrong_state", number=self.current.code, state=self.current.state, action=action)
        if version is not None and version != self.current.version:
            raise Refused("changed_meanwhile", number=self.current.code)
        return self.current

    def _call(self, kind: str) -> CallView:
        assert self.current is not None
        reason = Reason("longest_waiting", (("minutes", 24),))
        return CallView(len(self.requests), self.current, "loket-7", "7", kind, reason, samples.NOW)

    def _log(self, action: Action) -> None:
        assert self.current is not None
        self.last = EventView(samples.NOW - timedelta(minutes=1), action, self.current.code, "clerk:petugas07", "7")

    def _once(self, request_id: str | None, perform: Callable[[], T]) -> T:
        assert request_id is not None, "every press carries a request id"
        self.asked.append(request_id)
        if request_id not in self.requests:
            self.requests[request_id] = perform()
        return self.requests[request_id]  # type: ignore[return-value]
