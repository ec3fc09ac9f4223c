"""The processes of a play: kiosks and groups of counters, each with a store of its own and the one scaled clock."""

from __future__ import annotations

import multiprocessing
import secrets
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from typing import TYPE_CHECKING, Any

from hall.access import By
from hall.clock import ScaledClock
from hall.errors import HallError, Refused, StoreUnavailable
from hall.views import CounterInfo
from hallctl.simulate.hands import Hands, Tally
from hallctl.simulate.people import Cast, Clerk, Lookout, kiosk
from hallctl.simulate.plan import Plan, Post, seeded
from hallctl.simulate.stage import Act, ActorQueue, LeapingPace, ScaledPace

if TYPE_CHECKING:
    from hall.store import Store, UnitOfWork

    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection as Connection
    else:
        from multiprocessing.connection import Connection
    Link = Connection[Any, Any]

_BY = By.technician("simulate")
_REPORT_S = 0.5
_READY_S = 180.0
_END_S = 30.0


@dataclass(frozen=True, slots=True)
class Part:
    """What one process plays: kiosk ``kiosk`` of ``kiosks``, or the counters of ``posts``."""

    name: str
    kiosk: int | None = None
    kiosks: int = 1
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """What a process says of itself: its tally so far, how far behind its times it acted, and whether it ended."""

    tally: Tally
    behind: timedelta = timedelta(0)
    ready: bool = False
    ended: bool = False


def parts_of(plan: Plan, *, kiosks: int, workers: int) -> list[Part]:
    """The processes of a play."""
    counters = [Part(f"counters-{n + 1}", posts=plan.posts_part(n, workers)) for n in range(workers)]
    return [Part(f"kiosk-{n + 1}", n, kiosks) for n in range(kiosks)] + [part for part in counters if part.posts]


class Company:
    """The processes of one play in ``url``; ``start`` makes them ready, ``begin`` starts the clock.

    Each has a pipe of its own: a process that is killed while it holds a shared queue's or event's lock would stop all
    the others.
    """

    def __init__(self, plan: Plan, url: str, parts: list[Part], speed: float) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._plan, self._url, self._speed = plan, url, speed
        self._parts = {part.name: News(Tally()) for part in parts}
        self._links: dict[str, Link] = {}
        self._processes = {part.name: self._process(part) for part in parts}

    def _process(self, part: Part) -> tuple[SpawnProcess, Link]:
        mine, its = self._context.Pipe()
        self._links[part.name] = mine
        return self._context.Process(
            target=_play_part, args=(self._plan, self._url, part, self._speed, its), name=part.name, daemon=True
        ), its

    def start(self) -> None:
        """Start every process and wait until each has its store open and its clerks seated. Raises StoreUnavailable."""
        # What ignores Ctrl-C from its first moment needs no handler of its own: the parent takes it.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            for process, its in self._processes.values():
                process.start()
                its.close()
        finally:
            signal.signal(signal.SIGINT, before)
        end = time.monotonic() + _READY_S
        while not all(news.ready for news in self._parts.values()):
            self.hear(1.0)
            if self.troubles() or time.monotonic() > end:
                raise StoreUnavailable("; ".join(self.troubles()) or "the processes do not get ready; try again")

    def begin(self) -> ScaledClock:
        """Start the day's clock in every process."""
        clock = ScaledClock(self._plan.begin, self._speed)
        self._say(clock.began)
        return clock

    def hear(self, timeout_s: float) -> bool:
        """Take in what the processes say, waiting so long for the first word; whether there was one."""
        seen = wait(list(self._links.values()), timeout_s) if self._links else []
        for name in [name for name, link in self._links.items() if link in seen]:
            try:
                self._parts[name] = self._links[name].recv()
            except (EOFError, OSError):
                self._links.pop(name).close()
        return bool(seen)

    def troubles(self) -> list[str]:
        """Why the play cannot go on: somebody gave up, or a process died."""
        return [
            problem for news in self._parts.values() if news.ended for problem in news.tally.problems
        ] + self._deaths()

    def _deaths(self) -> list[str]:
        """Who went without a last word."""
        return [f"the process {n} died" for n, news in self._parts.items() if n not in self._links and not news.ended]

    def tally(self) -> Tally:
        """What all of them did so far."""
        total = Tally()
        for news in self._parts.values():
            total.add(news.tally)
        total.problems += self._deaths()
        return total

    def behind(self) -> timedelta:
        """How far behind its time anybody acted, in time of the simulation."""
        return max(news.behind for news in self._parts.values())

    def end(self) -> None:
        """Tell every process to stop, hear its last words, and make sure that it is gone."""
        self._say(None)
        end = time.monotonic() + _END_S
        while self._links and time.monotonic() < end:
            self.hear(1.0)
        for process, _ in self._processes.values():
            if process.pid is None:
                continue
            process.join(max(0.0, end - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()

    def _say(self, word: float | None) -> None:
        for link in self._links.values():
            try:
                link.send(word)
            except OSError:
                continue  # its end is heard of in ``hear``


Over = Callable[["Store", Tally, datetime], bool]
"""Whether the day is over, asked every minute of a play."""


def play_leaping(plan: Plan, url: str, pace: LeapingPace, over: Over, *, kiosks: int) -> tuple[Tally, bool]:
    """Play the whole day in this process, as fast as it can; the tally, and whether the play came to its end."""
    from hall.store import open_store

    with closing(open_store(url, pace)) as store:
        stage = ActorQueue(pace)
        cast = Cast(plan, stage, Hands(store, seeded(plan.seed, "hands"), plan.shares.pressed_twice))
        try:
            for part in parts_of(plan, kiosks=kiosks, workers=1):
                _seat(cast, part.posts)
                _enter(cast, part)
            stage.enter(_watch(cast, pace, over), plan.begin)
            stage.play()
            _leave(cast, plan.posts)
        except KeyboardInterrupt:
            return cast.hands.tally, False
        return cast.hands.tally, True


def _watch(cast: Cast, pace: LeapingPace, over: Over) -> Act:
    while pace.time < cast.plan.latest and not over(cast.hands.store, cast.hands.tally, pace.time):
        cast.hands.store.find_incidents()
        yield pace.time + timedelta(minutes=1)
    pace.stopped = True


def _play_part(plan: Plan, url: str, part: Part, speed: float, link: Link) -> None:
    """What a process of the company does from its start to its end; any word but the first is that it shall stop."""
    from hall.store import open_store

    clock = ScaledClock(plan.begin, 1e-6)  # stands almost still until it follows the common one
    stage = ActorQueue(ScaledPace(clock, link.poll))
    tally = Tally()
    try:
        with closing(open_store(url, clock)) as store:
            cast = Cast(plan, stage, Hands(store, seeded(plan.seed, part.name), plan.shares.pressed_twice))
            tally = cast.hands.tally
            _seat(cast, part.posts)
            link.send(News(tally.copy(), ready=True))
            began = link.recv()
            if began is not None:
                clock.speed, clock.began = speed, began
                _enter(cast, part)
                stage.enter(_tell(cast, link, speed), cast.now)
                stage.play()
            _leave(cast, part.posts)
    except (EOFError, BrokenPipeError):
        return  # the parent is gone
    except HallError as error:
        tally.problems.append(f"{part.name} gave up: {error}")
    link.send(News(tally.copy(), stage.latest, ready=True, ended=True))


def _enter(cast: Cast, part: Part) -> None:
    if part.kiosk is not None:
        cast.stage.enter(
            kiosk(cast, f"simulasi-{part.name}", cast.plan.kiosk_part(part.kiosk, part.kiosks)), cast.plan.begin
        )
    lookout = Lookout(cast.hands, cast.stage)
    for post in part.posts:
        cast.stage.enter(Clerk(cast, lookout, post).work(), cast.plan.begin)


def _tell(cast: Cast, link: Link, speed: float) -> Act:
    while True:
        link.send(News(cast.hands.tally.copy(), cast.stage.latest, ready=True))
        yield cast.now + timedelta(seconds=_REPORT_S * speed)


def _seat(cast: Cast, posts: tuple[Post, ...]) -> None:
    """Put a clerk at every counter; one who simulated here before sits down again. Their PINs are known to nobody."""
    hands = cast.hands
    known = hands.store.fetch(lambda view: {user.login: user.id for user in view.staff.users()})
    for post in posts:
        login = post.login
        try:
            if login not in known:
                known[login] = hands.store.run(partial(_hire, login, f"Simulasi {post.label}"))
            hands.store.run(partial(_sit_down, post.id, known[login]))
        except Refused as refusal:
            hands.tally.refusals[f"sign_in: {refusal.code}"] += 1


def _hire(login: str, name: str, work: UnitOfWork) -> int:
    return work.staff.add(login, name, f"{secrets.randbelow(10**12):012d}", _BY).id


def _sit_down(counter: str, user_id: int, work: UnitOfWork) -> CounterInfo:
    return work.counter(counter, replace(_BY, station="simulasi")).sign_in(user_id)


def _leave(cast: Cast, posts: tuple[Post, ...]) -> None:
    """The clerks go; one who still has somebody stays until the day is closed."""
    for post in posts:
        cast.hands.do("sign_out", partial(_sign_out, post.id))


def _sign_out(counter: str, work: UnitOfWork, request: str) -> None:
    work.counter(counter, replace(_BY, request_id=request)).sign_out()
