"""The daily work in a hall with five years behind it, against the same on an empty day."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from benchmarks.daily import DailyWork
from benchmarks.filled import fill
from benchmarks.floors import BLOCK, Database, bench_hall, timed
from benchmarks.table import Row
from hall.access import By
from hall.store import Store, prepare_store


def old_and_new(database: Database, tickets: int, rounds: int) -> Iterator[Row]:
    """Median of issue, call and all daily work with a history, as a multiple of that on an empty day; interleaved."""
    hall = bench_hall()
    new_url, old_url = database.fresh(), database.fresh()
    new, old = prepare_store(new_url, hall), prepare_store(old_url, hall)
    old.close()
    fill(old_url, tickets)
    old = prepare_store(old_url, hall)
    times: dict[tuple[str, str], list[float]] = {}
    for queue_time in range(rounds + 1):
        # Who goes first changes: what the first leaves to the disk, the second would pay.
        stores = (("new", new), ("old", old))
        for name, store in stores if queue_time % 2 else stores[::-1]:
            for what, spent in _round(store, hall.services[0].prefix, hall.counters[0].label).items():
                if queue_time:
                    times.setdefault((name, what), []).extend(spent)
    for name, what, once in _daily(new, old, rounds):
        times.setdefault((name, what), []).append(once)
    new.close()
    old.close()
    for what in dict.fromkeys(what for _, what in times):
        floor = median(times["new", what])
        slower = median(times["old", what]) / floor
        label = f"{database.name}: {what} with {tickets:,} tickets of history / on an empty day"
        yield Row(label, slower, "x", 1.2, "at most", floor)


def _daily(new: Store, old: Store, rounds: int) -> Iterator[tuple[str, str, float]]:
    """How long every read and write of the daily work takes on each store, in milliseconds."""
    works = {"new": DailyWork(new), "old": DailyWork(old)}
    for what in works["new"].things():
        for turn in range(rounds + 1):
            for name in ("new", "old") if turn % 2 else ("old", "new"):
                spent = timed(works[name].things()[what], 1)[0]
                if turn:
                    yield name, what, spent


def _round(store: Store, prefix: str, label: str) -> dict[str, list[float]]:
    return {
        "issue": timed(lambda: store.act(lambda work: work.tickets.issue(prefix, By.system())), BLOCK),
        "call": timed(lambda: store.act(lambda work: work.counter(label, By.system()).call_next()), BLOCK),
    }
