"""Who acts in a simulated hall: kiosks with their visitors, and clerks at their counters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, TypeVar

from hall.access import By
from hall.views import CallView, TicketView
from hallctl.simulate.hands import Hands
from hallctl.simulate.plan import SHORTEST, Arrival, Outage, Plan, Post, seeded
from hallctl.simulate.stage import Act, ActorQueue

if TYPE_CHECKING:
    from hall.store import UnitOfWork
    from hall.store.work import CounterWork

T = TypeVar("T")

_SLIP = timedelta(seconds=3)
_LOOK = timedelta(seconds=8)
_PRESS_ANYWAY = timedelta(minutes=5)
_BREAK = timedelta(minutes=15)
_RIGHT = 0.9
"""The share of clerks who note what an outage really is; the others note anything."""


class Lookout:
    """Where people wait, as every clerk's screen shows it; read again when the last look is some seconds old."""

    def __init__(self, hands: Hands, stage: ActorQueue) -> None:
        self._hands = hands
        self._stage = stage
        self._seen_at: datetime | None = None
        self._waiting: dict[str, int] = {}

    def anybody(self, services: Sequence[str]) -> bool:
        """Whether somebody waits for one of the services."""
        now = self._stage.pace.now()
        if self._seen_at is None or now - self._seen_at >= _LOOK:
            self._waiting = self._hands.store.fetch(lambda view: view.waiting())
            self._seen_at = now
        return any(self._waiting.get(service) for service in services)


@dataclass(frozen=True, slots=True)
class Cast:
    """What all actors of one process share."""

    plan: Plan
    stage: ActorQueue
    hands: Hands

    @property
    def now(self) -> datetime:
        """The present time of the simulation."""
        return self.stage.pace.now()

    def later(self, act: Act, at: datetime) -> None:
        """Let something happen to a visitor outside the queue; the day goes on until it has happened."""
        self.hands.tally.pending += 1
        self.stage.enter(self._counted(act), at)

    def _counted(self, act: Act) -> Act:
        yield from act
        self.hands.tally.pending -= 1


def kiosk(cast: Cast, station: str, arrivals: Sequence[Arrival]) -> Act:
    """A kiosk: everybody who comes takes a number, and the slip comes out some seconds later."""
    for visitor in arrivals:
        yield visitor.at
        ticket = _take_number(cast, station, visitor)
        cast.hands.tally.arrived += 1
        if ticket is None:
            cast.hands.tally.turned_away += 1
        else:
            cast.later(_slip(cast, station, ticket), cast.now + _SLIP)


def _take_number(cast: Cast, station: str, visitor: Arrival) -> TicketView | None:
    return cast.hands.do(
        "issue",
        lambda work, request: work.tickets.issue(
            visitor.service, By.kiosk(station, request_id=request), priority=visitor.priority, to_print=True
        ),
    )


def _slip(cast: Cast, station: str, ticket: TicketView) -> Act:
    """The slip comes out, or it does not and the visitor says that the number is seen; few leave before their turn."""
    hands, shares = cast.hands, cast.plan.shares

    def by(request: str) -> By:
        return By.kiosk(station, request_id=request)

    if hands.random.random() < shares.unprinted:

        def failed(work: UnitOfWork, request: str) -> None:
            work.slips.failed(ticket.id, by(request), outcome="not_sent", detail="simulated")

        hands.do("slip_failed", failed)
        yield cast.now + timedelta(seconds=20)
        hands.do("confirm", lambda work, request: work.tickets.confirm(ticket.id, by(request)))
    else:
        hands.do("slip_out", lambda work, request: work.slips.out(ticket.id, by(request), verified=True))
    if hands.random.random() < shares.leave:
        yield cast.now + timedelta(minutes=hands.random.uniform(2, 40))
        hands.do(
            "cancel", lambda work, request: work.tickets.cancel(ticket.id, by(request), reason="pengunjung pulang")
        )
    yield from ()


class Clerk:
    """A clerk at a counter: calls whoever is next, serves, and now and then does one of the rarer things."""

    def __init__(self, cast: Cast, lookout: Lookout, post: Post) -> None:
        self._cast = cast
        self._hands = cast.hands
        self._shares = cast.plan.shares
        self._lookout = lookout
        self._post = post
        self._random = seeded(cast.plan.seed, post.id)
        self._put_off: list[int] = []
        self._left = False

    def work(self) -> Act:
        """The whole day; ends with the play."""
        pressed = self._cast.now
        breaks = self._break_at()
        while True:
            now = self._cast.now
            if breaks is not None and now >= breaks:
                breaks = None
                yield from self._take_break()
            elif self._lookout.anybody(self._post.services) or now - pressed >= _PRESS_ANYWAY:
                pressed = now
                yield from self._call()
            else:
                yield from self._finish_left()
                yield self._cast.now + self._some_seconds(5, 15)

    def _break_at(self) -> datetime | None:
        if self._random.random() >= self._shares.breaks:
            return None
        plan = self._cast.plan
        return plan.begin + (plan.arrivals[-1].at - plan.begin) * self._random.uniform(0.4, 0.6)

    def _take_break(self) -> Act:
        if self._do("pause", lambda here: here.pause(kind="break")) is not None:
            yield self._cast.now + _BREAK
            self._do("resume", lambda here: here.resume())
        yield self._cast.now + self._some_seconds(5, 15)

    def _call(self) -> Act:
        call = self._call_put_off() or self._do("call_next", lambda here: here.call_next())
        if call is None:
            # The visitor whose visit the next call was to end has gone all the same.
            yield from self._finish_left()
            yield self._cast.now + self._some_seconds(8, 25)
            return
        self._left = False
        if self._seldom(self._shares.undo / 2):
            yield self._cast.now + self._some_seconds(3, 10)
            if self._undo() is not None:
                yield self._cast.now + self._some_seconds(3, 10)
                return
        yield from self._receive(call.ticket)

    def _call_put_off(self) -> CallView | None:
        """By its number, somebody whom this clerk had put off."""
        if not self._put_off or not self._seldom(0.5):
            return None
        ticket_id = self._put_off.pop(0)
        return self._do("call_number", lambda here: here.call_number(ticket_id))

    def _receive(self, ticket: TicketView) -> Act:
        """The visitor comes, at once or after another call, or does not."""
        fate = seeded(self._cast.plan.seed, ticket.code, ticket.calls)
        length = self._cast.plan.times[ticket.service_id].draw(fate)
        absent = ticket.calls == 1 and fate.random() < self._shares.no_show
        if absent or fate.random() < self._shares.recall:
            yield self._cast.now + self._some_seconds(25, 45)
            self._do("recall", lambda here: here.recall())
        if absent:
            yield self._cast.now + self._some_seconds(40, 70)
            self._do("no_show", lambda here: here.no_show())
            if fate.random() < self._shares.late:
                self._cast.later(self._come_late(ticket.id), self._cast.now + timedelta(minutes=fate.uniform(2, 20)))
            return
        walk = self._some_seconds(10, 30)
        yield self._cast.now + walk
        self._do("serve", lambda here: here.serve())
        plan = self._cast.plan
        if plan.outage_of(ticket.service_id, self._cast.now) is None:
            yield self._cast.now + max(SHORTEST, length - walk)
        outage = plan.outage_of(ticket.service_id, self._cast.now)
        if outage is None:
            yield from self._end(ticket, fate)
        else:
            yield from self._cannot_serve(outage, fate)

    def _cannot_serve(self, outage: Outage, fate: Random) -> Act:
        """The visitor is sent away after some tries, with what the clerk thinks it is; or both wait for the end."""
        if not outage.obstacle:
            yield outage.end + timedelta(seconds=fate.uniform(30, 240))
            yield from self._finish(fate)
            return
        yield self._cast.now + timedelta(seconds=fate.uniform(30, 150))
        known = self._cast.plan.obstacles
        obstacle = outage.obstacle if fate.random() < _RIGHT or not known else fate.choice(known)
        self._do("finish (outage)", lambda here: here.finish(outcome="not_served", obstacle=obstacle))
        yield self._cast.now + self._some_seconds(10, 60)

    def _end(self, ticket: TicketView, fate: Random) -> Act:
        """How the visit ends: finished, put off, sent on, or by the next call."""
        first = ticket.calls == 1
        if first and fate.random() < self._shares.hold:
            if self._do("hold", lambda here: here.hold(reason="mengisi formulir")) is not None:
                self._put_off.append(ticket.id)
                self._cast.later(self._release(ticket.id), self._cast.now + timedelta(minutes=fate.uniform(5, 15)))
        elif first and fate.random() < self._shares.transfer:
            yield from self._transfer(ticket, fate)
        elif fate.random() >= self._shares.next_ends or not self._lookout.anybody(self._post.services):
            yield from self._finish(fate)
        else:
            self._left = True
        yield self._cast.now + self._some_seconds(2, 10)

    def _finish_left(self) -> Act:
        if self._left:
            self._left = False
            yield from self._finish(self._random)

    def _finish(self, fate: Random) -> Act:
        obstacles = self._cast.plan.obstacles
        failed = bool(obstacles) and fate.random() < self._shares.not_served
        outcome, obstacle = ("not_served", fate.choice(obstacles)) if failed else ("served", "")
        name = "finish (not served)" if failed else "finish"

        def finish(here: CounterWork) -> TicketView:
            return here.finish(outcome=outcome, obstacle=obstacle)

        self._do(name, finish)
        if self._seldom(self._shares.undo):
            yield self._cast.now + self._some_seconds(3, 10)
            if self._undo() is not None:
                yield self._cast.now + self._some_seconds(10, 40)
                self._do(name, finish)

    def _transfer(self, ticket: TicketView, fate: Random) -> Act:
        """To another service, or to a colleague who serves the same; finished when there is neither."""
        counter, plan = self._post.id, self._cast.plan
        others = sorted({s for post in plan.posts for s in post.services} - {ticket.service_id})
        colleagues = [p.id for p in plan.posts if ticket.service_id in p.services and p.id != counter]
        if others and (not colleagues or fate.random() < 0.6):
            service, place = fate.choice(others), ""
        elif colleagues:
            service, place = "", fate.choice(colleagues)
        else:
            yield from self._finish(fate)
            return
        moved = self._do(
            "transfer",
            lambda here: here.transfer(service=service, to_counter=place),
        )
        if moved is None:
            # The colleague is on a break.
            yield from self._finish(fate)

    def _come_late(self, ticket_id: int) -> Act:
        self._hands.do("return_late", lambda work, request: work.tickets.return_late(ticket_id, self._by(request)))
        yield from ()

    def _release(self, ticket_id: int) -> Act:
        self._hands.do("release", lambda work, request: work.tickets.release(ticket_id, self._by(request)))
        if ticket_id in self._put_off:
            self._put_off.remove(ticket_id)
        yield from ()

    def _undo(self) -> TicketView | None:
        return self._do("undo", lambda here: here.undo())

    def _do(self, name: str, operation: Callable[[CounterWork], T]) -> T | None:
        """Something at this clerk's own counter."""
        return self._hands.do(name, lambda work, request: operation(work.counter(self._post.id, self._by(request))))

    def _by(self, request: str) -> By:
        return By.clerk(self._post.login, request_id=request)

    def _seldom(self, share: float) -> bool:
        return self._random.random() < share

    def _some_seconds(self, least: float, most: float) -> timedelta:
        return timedelta(seconds=self._random.uniform(least, most))
