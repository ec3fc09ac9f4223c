"""A claim next to what changes a number, one statement at a time, in an order that is drawn from a seed.

    python -m benchmarks.races [--seeds 300] [--database postgres]

Each thread stops before every statement and before its commit and goes on when the baton comes to it. On Postgres one
that waits for a lock is passed by until it has it; on SQLite, where one writes at a time, the order is that of the
writers. The same seed gives the same order.
"""

from __future__ import annotations

import argparse
import random
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from typing import Any

import psycopg
from sqlalchemy import event

from benchmarks.floors import databases, plain_dsn
from benchmarks.histories.play import clock, numbers_of, played_hall
from benchmarks.histories.record import DeliveryStatus, History, Op, delivery_of
from benchmarks.histories.search import check
from hall.access import By
from hall.errors import Refused
from hall.store import Store, UnitOfWork, open_store, prepare_store
from hall.store.tickets import queue_locks

Job = Callable[[UnitOfWork], object]
_WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s"
    " AND wait_event_type = 'Lock'"
)


class Baton:
    """Lets one of the threads run at a time; which one is drawn."""

    def __init__(self, seed: int, names: Sequence[str], blocked: Callable[[str], bool]) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a game
        self._change = threading.Condition()
        self._stopped: dict[str, bool] = dict.fromkeys(names, False)
        self._running = set(names)
        self._turn = ""
        self._blocked = blocked
        self.writer = ""
        """Who has SQLite's one lock; everybody else who is not at a stop waits for it."""
        self.order: list[str] = []

    def stop(self, name: str) -> None:
        """Called by a thread before its next step; comes back when it has the baton."""
        with self._change:
            self._stopped[name] = True
            self._change.notify_all()
            while self._turn != name:
                self._change.wait(30)
            self._turn, self._stopped[name] = "", False
            self._change.notify_all()

    def end(self, name: str) -> None:
        """Called by a thread that has nothing more to do."""
        with self._change:
            self._running.discard(name)
            self.writer = "" if self.writer == name else self.writer
            self._change.notify_all()

    def conduct(self) -> None:
        """Hand the baton on until all have ended: a new one when each thread is at a stop, or waits for a lock."""
        with self._change:
            while self._running:
                ready = [name for name in sorted(self._running) if self._stopped[name]]
                moving = [name for name in self._running if not self._stopped[name]]
                if not ready or not all(self._waits(name) for name in moving):
                    self._change.wait(0.002)
                    continue
                self._turn = self._random.choice(ready)
                self.order.append(self._turn)
                self._change.notify_all()
                while self._turn:
                    self._change.wait(30)

    def _waits(self, name: str) -> bool:
        return self.writer not in ("", name) or self._blocked(name)


def race(url: str, jobs: Sequence[Job], seed: int) -> tuple[list[Any], list[str]]:
    """The answers of ``jobs``, each done by a thread with a store of its own, and the order of the steps."""
    names = [f"racer-{n}" for n in range(len(jobs))]
    results: list[Any] = [None] * len(jobs)
    with ExitStack() as opened:
        baton = Baton(seed, names, opened.enter_context(_watch(url)))
        stores = [opened.enter_context(closing(open_store(url))) for _ in jobs]
        for name, store in zip(names, stores, strict=True):
            _stop_before_each_step(store, baton, name)

        def run(place: int) -> None:
            try:
                baton.stop(names[place])
                results[place] = stores[place].run(jobs[place])
            except Exception as error:  # part of the result
                results[place] = error
            finally:
                baton.end(names[place])

        threads = [threading.Thread(target=run, args=(place,)) for place in range(len(jobs))]
        for thread in threads:
            thread.start()
        baton.conduct()
        for thread in threads:
            thread.join(60)
    return results, baton.order


@contextmanager
def _watch(url: str) -> Iterator[Callable[[str], bool]]:
    """A question whether a thread waits for a lock of the database; on SQLite the baton knows it."""
    if not url.startswith("postgresql"):
        yield lambda _: False
        return
    with psycopg.connect(plain_dsn(url), autocommit=True) as connection:

        def blocked(name: str) -> bool:
            row = connection.execute(_WAITING, (name,)).fetchone()
            return row is not None and row[0] > 0

        yield blocked


def _stop_before_each_step(store: Store, baton: Baton, name: str) -> None:
    engine = store._connections.engine
    postgres = engine.dialect.name == "postgresql"

    def name_it(connection: Any, _record: object) -> None:
        connection.execute(f"SET application_name = '{name}'")

    def step(*_: object) -> None:
        if not postgres:  # whoever executes anything holds the one lock
            baton.writer = name
        baton.stop(name)

    if postgres:
        event.listen(engine, "connect", name_it)
    store._connections.watch(step)


def rounds(url: str, seeds: Sequence[int]) -> History:
    """One race for each seed on one hall: two counters of one queue call while somebody changes a number of it. All
    that was asked and told, the three of a race at once, everything else in turn."""
    structure = played_hall()
    with closing(prepare_store(url, structure)) as store:
        ops: list[Op] = []
        for seed in seeds:
            drawn = random.Random(seed)  # noqa: S311 - a game
            tickets = [_alone(ops, store, *_issue(prefix)).facts["id"] for prefix in drawn.choices("AAB", k=3)]
            asked = [_call("1"), _call("2"), _change(drawn, drawn.choice(tickets))]
            if not url.startswith("postgresql"):  # whoever waits for SQLite's one writer gets it by chance
                del asked[drawn.randrange(2)]
            began = clock()
            answers, _ = race(url, [job for _, _, job in asked], seed)
            for (what, args, _), answer in zip(asked, answers, strict=True):
                if isinstance(answer, Exception) and not isinstance(answer, Refused):
                    raise answer
                told = DeliveryStatus(refused=answer.code) if isinstance(answer, Refused) else delivery_of(answer)
                ops.append(Op(f"x-{len(ops)}", what, args, began, clock(), told))
            while not _alone(ops, store, *_call(drawn.choice("12"))).facts.get("nobody"):
                pass  # so that the next race begins with an empty queue
        return History(structure, tuple(ops), numbers_of(store, structure))


Asked = tuple[str, dict[str, Any], Job]


def _issue(prefix: str) -> Asked:
    service = f"service-{prefix.lower()}"
    return "issue", {"service": service, "priority": False}, lambda work: work.tickets.issue(prefix, By.system())


def _call(counter: str) -> Asked:
    return "call_next", {"counter": counter}, lambda work: work.counter(counter, By.system()).call_next()


def _change(drawn: random.Random, ticket: int) -> Asked:
    changes: dict[str, Asked] = {
        "slip_missing": ("slip_missing", {}, lambda work: work.slips.missing(ticket, By.system())),
        "reprint": ("reprint", {}, lambda work: work.slips.reprint(ticket, By.system(station=""))),
        "set_priority": (
            "set_priority",
            {"value": True},
            lambda work: work.tickets.set_priority(ticket, True, By.system(), reason="x"),
        ),
        "hold_ticket": ("hold_ticket", {}, lambda work: work.tickets.hold(ticket, By.system(), reason="x")),
        "transfer_ticket": (
            "transfer_ticket",
            {"service": "service-c", "to": ""},
            lambda work: work.tickets.transfer(ticket, By.system(), service="C"),
        ),
    }
    name, args, job = changes[drawn.choice(sorted(changes))]
    return name, {"ticket": ticket, **args}, job


def _alone(ops: list[Op], store: Store, name: str, args: dict[str, Any], job: Job) -> DeliveryStatus:
    began = clock()
    told = delivery_of(store.run(job))
    ops.append(Op(f"x-{len(ops)}", name, args, began, clock(), told))
    return told


def main() -> int:
    """Race on each database; 1 when what was told has no legal order."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.races", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=300)
    parser.add_argument("--database", choices=("sqlite", "postgres"), action="append")
    options = parser.parse_args()
    queue_locks.PATIENCE = "9s"  # a thread that is not its turn hangs for as long as the others take
    wrong = False
    for kind in options.database or ("sqlite", "postgres"):
        with databases(kind) as database:
            history = rounds(database.fresh(), range(options.seeds))
            verdict = check(history)
            wrong = wrong or not verdict.legal
            said = "legal" if verdict.legal else f"NO LEGAL ORDER\n{verdict.why}"
            print(f"{database.name}: {options.seeds} races, {len(history.ops)} requests: {said}")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
