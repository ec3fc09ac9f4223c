"""Eight processes on one hall: at a given pace, and as fast as they can."""

from __future__ import annotations

import multiprocessing
import queue
import time
from collections import Counter as Tally
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from benchmarks.floors import SERVICES, Database, bench_hall
from benchmarks.table import Row, percentile
from hall.access import By
from hall.store import open_store, prepare_store

PROCESSES = 8
WARM = 50
ANSWER_WITHIN = 600


@dataclass(frozen=True)
class Job:
    """What one client does: its operation, how long, at which pace; ``fill`` numbers are given before it begins."""

    url: str
    what: str
    client: int
    seconds: float
    per_second: float | None
    fill: int


@dataclass
class Outcome:
    """What one client saw: milliseconds of each operation, every code with its warm-up's, errors, seconds at work."""

    times: list[float] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(frozen=True)
class Together:
    """The outcomes of all clients of one run."""

    outcomes: tuple[Outcome, ...]

    @property
    def times(self) -> list[float]:
        """Milliseconds of every operation."""
        return [spent for outcome in self.outcomes for spent in outcome.times]

    @property
    def per_second(self) -> float:
        """Operations a second of all clients together."""
        return sum(len(outcome.times) / outcome.seconds for outcome in self.outcomes if outcome.seconds)

    @property
    def errors(self) -> int:
        """How many operations failed."""
        return sum(len(outcome.errors) for outcome in self.outcomes)

    @property
    def doubles(self) -> int:
        """How many codes came more than once."""
        tally = Tally(code for outcome in self.outcomes for code in outcome.codes)
        return sum(times > 1 for times in tally.values())


def offered(database: Database, seconds: float) -> Iterator[Row]:
    """Latency from the scheduled time, when 300 issues or 40 calls a second are wanted."""
    name = database.name
    for what, pace, target, longer in (("issue", 300, 10.0, 1), ("call", 40, 20.0, 2)):
        span = seconds * longer
        fill = int(span * pace / PROCESSES) + WARM + 10 if what == "call" else 0
        run = together(database, what, span, pace, fill)
        late = percentile(run.times, 0.99)
        yield Row(f"{name}: {what}, 8 processes offering {pace} a second, p99", late, "ms", target, "at most")
        yield Row(f"{name}: {what}, offered, errors", run.errors, "", 0, "at most")


def saturated(database: Database, seconds: float) -> Iterator[Row]:
    """Tail, errors and doubles, when eight processes do one operation after the other; how many they do is held against
    the bare driver (``benchmarks.raw``)."""
    for what in ("issue", "call"):
        fill = int(seconds * 250) + WARM if what == "call" else 0
        run = together(database, what, seconds, None, fill)
        start = f"{database.name}: {what}, 8 processes saturated"
        yield Row(f"{start}, longest", max(run.times), "ms", 1000.0, "at most")
        yield Row(f"{start}, errors", run.errors, "", 0, "at most")
        yield Row(f"{start}, doubles", run.doubles, "", 0, "at most")


def together(database: Database, what: str, seconds: float, pace: float | None, fill: int) -> Together:
    """Run one operation in eight processes at once on a new hall; all begin together after their warm-up."""
    url = database.fresh()
    prepare_store(url, bench_hall()).close()
    context = multiprocessing.get_context("spawn")
    answers, barrier = context.Queue(), context.Barrier(PROCESSES)
    each = None if pace is None else pace / PROCESSES
    jobs = [Job(url, what, n, seconds, each, fill) for n in range(PROCESSES)]
    workers = [context.Process(target=_client, args=(job, barrier, answers), daemon=True) for job in jobs]
    for worker in workers:
        worker.start()
    try:
        found = tuple(answers.get(timeout=ANSWER_WITHIN) for _ in workers)
    except queue.Empty:
        raise RuntimeError(f"a client of {what} did not answer within {ANSWER_WITHIN} s") from None
    for worker in workers:
        worker.join(timeout=60)
    run = Together(found)
    for reason, times in Tally(error for outcome in found for error in outcome.errors).most_common(3):
        print(f"  {times} times: {reason}")
    return run


def _client(job: Job, barrier: Any, answers: Any) -> None:
    store, hall, outcome = open_store(job.url), bench_hall(), Outcome()
    prefix, label = hall.services[job.client % SERVICES].prefix, hall.counters[job.client].label

    def issue() -> str | None:
        return store.act(lambda work: work.tickets.issue(prefix, By.system())).code

    def call() -> str | None:
        called = store.act(lambda work: work.counter(label, By.system()).call_next())
        return None if called is None else called.ticket.code

    for _ in range(job.fill):
        issue()
    operation = issue if job.what == "issue" else call
    for _ in range(WARM):
        outcome.codes.append(operation() or "")
    barrier.wait(timeout=ANSWER_WITHIN)
    began = time.perf_counter()
    if job.per_second is None:
        _as_fast_as_it_goes(outcome, operation, began + job.seconds)
    else:
        # The clients take turns: eight at the same instant would be another load than the one named.
        step = 1 / job.per_second
        _at_pace(outcome, operation, began + step * job.client / PROCESSES, step, int(job.seconds * job.per_second))
    outcome.seconds = time.perf_counter() - began
    answers.put(outcome)
    store.close()


def _as_fast_as_it_goes(outcome: Outcome, operation: Callable[[], str | None], until: float) -> None:
    now = time.perf_counter()
    while now < until and _once(outcome, operation, now):
        now = time.perf_counter()


def _at_pace(outcome: Outcome, operation: Callable[[], str | None], first: float, step: float, times: int) -> None:
    for number in range(times):
        due = first + number * step
        pause = due - time.perf_counter()
        if pause > 0:
            time.sleep(pause)
        _once(outcome, operation, due)


def _once(outcome: Outcome, operation: Callable[[], str | None], since: float) -> bool:
    """Do it once and note the time since ``since``; False when nobody waits any more."""
    try:
        code = operation()
    except Exception as error:
        outcome.errors.append(f"{type(error).__name__}: {error}")
        return True
    if code is None:
        outcome.errors.append("nobody waited")
        return False
    outcome.times.append((time.perf_counter() - since) * 1e3)
    outcome.codes.append(code)
    return True
