"""The floor of an operation: the product's own statements, replayed on the bare driver with the same lock.

A run of operations is recorded on one database and replayed on a copy of it that was made before: every number, id and
token fits. With several clients the copy gets its rows in another order, so no foreign keys are checked in it.
"""

from __future__ import annotations

import multiprocessing
import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any

import psycopg
from sqlalchemy import make_url

from benchmarks.floors import SERVICES, Database, bench_hall, plain_dsn
from benchmarks.many import ANSWER_WITHIN, PROCESSES, Outcome, Together, together
from benchmarks.table import Row
from hall.access import By
from hall.store import Store, open_store, prepare_store
from hall.store.database import existence_marker, file_locks

Operation = list[tuple[str, Any]]
"""The statements of one operation with their values."""
PAIRS = 5


def against_raw(database: Database, operations: int) -> Iterator[Row]:
    """CPU of an operation of one client against its own statements on the bare driver."""
    for what in ("issue", "call"):
        pairs = [_cpu(database, what, operations) for _ in range(PAIRS)]
        ratio, floor = median(ours / raw for ours, raw in pairs), median(raw for _, raw in pairs) / operations * 1e3
        yield Row(f"{database.name}: {what}, one client, CPU / raw statements", ratio, "x", 1.5, "at most", floor)


def _cpu(database: Database, what: str, operations: int) -> tuple[float, float]:
    """Seconds of CPU of our operations and of their statements alone, each on a copy of one hall."""
    url, copies, hall = database.fresh(), [database.fresh(), database.fresh()], bench_hall()
    with closing(prepare_store(url, hall)) as store:
        for service in hall.services[:2] if what == "call" else ():
            for _ in range(operations + 60):
                store.run(lambda work, s=service: work.tickets.issue(s.prefix, By.system()))
        _do(_operation(store, what, 0), 20)
    for copy in copies:
        _copy(database, url, copy)
    with closing(open_store(copies[0])) as store:
        act = _operation(store, what, 0)
        act()
        began = time.process_time()
        _do(act, operations)
        ours = time.process_time() - began
    with closing(open_store(url)) as store:
        recorded = _record(store, _operation(store, what, 0), operations + 1)
    with closing(_Bare(copies[1], alone=True)) as bare:
        bare.replay(recorded[0])
        began = time.process_time()
        for operation in recorded[1:]:
            bare.replay(operation)
        return ours, time.process_time() - began


def _do(act: Callable[[], Any], times: int) -> None:
    for _ in range(times):
        act()


def share_of_raw(database: Database, seconds: float) -> Iterator[Row]:
    """Throughput of eight saturated clients as a share of what their statements reach on the bare driver."""
    targets = {"issue": 110.0, "call": 90.0} if database.postgres else {"issue": 80.0, "call": 70.0}
    for what, target in targets.items():
        shares, floors = [], []
        for _ in range(PAIRS if seconds > 2 else 1):
            ours = together(database, what, seconds, None, int(seconds * 200) + 60 if what == "call" else 0)
            raw = _together_raw(database, what, seconds)
            shares.append(ours.per_second / raw.per_second * 100)
            floors.append(1e3 / raw.per_second)
        name = f"{database.name}: {what}, 8 processes saturated, share of raw"
        yield Row(name, median(shares), "%", target, "at least", median(floors))


def _operation(store: Store, what: str, client: int) -> Callable[[], Any]:
    hall = bench_hall()
    prefix, label = hall.services[client % SERVICES].prefix, hall.counters[client].label
    if what == "issue":
        return lambda: store.act(lambda work: work.tickets.issue(prefix, By.system()))
    return lambda: store.act(lambda work: work.counter(label, By.system()).call_next())


def _record(store: Store, act: Callable[[], Any], operations: int) -> list[Operation]:
    seen: Operation = []
    store._connections.watch(lambda statement, values: seen.append((statement, values)))
    recorded = []
    for _ in range(operations):
        seen.clear()
        act()
        recorded.append(list(seen))
    return recorded


def _copy(database: Database, url: str, copy: str) -> None:
    """Copy a database that nobody has open."""
    if not database.postgres:
        shutil.copyfile(_file(url), _file(copy))
        return
    names = [make_url(one).database for one in (url, copy)]
    with psycopg.connect(plain_dsn(make_url(url).set(database="postgres")), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {names[1]}")
        connection.execute(f"CREATE DATABASE {names[1]} TEMPLATE {names[0]}")


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")


class _Bare:
    """The driver alone, with the durability and the lock of the product; ``alone``: with its foreign keys too."""

    def __init__(self, url: str, *, alone: bool = False) -> None:
        self._lock = None
        if url.startswith("sqlite"):
            self._driver: Any = sqlite3.connect(_file(url), isolation_level=None, timeout=10.0)
            self._driver.execute("PRAGMA synchronous=FULL")
            self._driver.execute(f"PRAGMA foreign_keys={'ON' if alone else 'OFF'}")
            self._lock = existence_marker.lock_file(_file(url)).open("ab")
        else:
            self._driver = psycopg.connect(plain_dsn(url), autocommit=True)
            if not alone:
                self._driver.execute("SET session_replication_role = replica")

    def replay(self, operation: Operation) -> None:
        """Do the statements of one operation."""
        if self._lock is not None:
            while not file_locks.attempt(self._lock.fileno()):
                time.sleep(file_locks.PAUSE * (0.5 + random.random()))  # noqa: S311
        for statement, values in operation:
            found = self._driver.execute(statement, values)
            if found.description:
                found.fetchall()
            if self._lock is not None and statement == "COMMIT":  # what is read after it keeps nobody waiting
                file_locks.give(self._lock.fileno())

    def close(self) -> None:
        """Close the connection and the lock."""
        self._driver.close()
        if self._lock is not None:
            self._lock.close()


def _together_raw(database: Database, what: str, seconds: float) -> Together:
    """Each of eight clients replays what it did alone before, on a copy made before that."""
    operations = int(seconds * 200)
    url, hall = database.fresh(), bench_hall()
    with closing(prepare_store(url, hall)) as store:
        for service in hall.services if what == "call" else ():
            for _ in range(operations + 60):
                store.run(lambda work, s=service: work.tickets.issue(s.prefix, By.system()))
        if what == "issue":  # the day is open, and every client's number begun
            for client in range(PROCESSES):
                _operation(store, what, client)()
    copy = database.fresh()
    _copy(database, url, copy)
    recorded = []
    for client in range(PROCESSES):
        with closing(open_store(url)) as store:
            recorded.append(_record(store, _operation(store, what, client), operations))
    context = multiprocessing.get_context("spawn")
    answers, barrier = context.Queue(), context.Barrier(PROCESSES)
    workers = [
        context.Process(target=_replay, args=(copy, own, seconds, barrier, answers), daemon=True) for own in recorded
    ]
    for worker in workers:
        worker.start()
    outcomes = tuple(answers.get(timeout=ANSWER_WITHIN) for _ in workers)
    for worker in workers:
        worker.join(timeout=60)
    return Together(outcomes)


def _replay(url: str, recorded: list[Operation], seconds: float, barrier: Any, answers: Any) -> None:
    outcome = Outcome()
    with closing(_Bare(url)) as bare:
        barrier.wait(timeout=ANSWER_WITHIN)
        began = now = time.perf_counter()
        for operation in recorded:
            bare.replay(operation)
            before, now = now, time.perf_counter()
            outcome.times.append((now - before) * 1e3)
            if now >= began + seconds:
                break
        outcome.seconds = now - began
    answers.put(outcome)
