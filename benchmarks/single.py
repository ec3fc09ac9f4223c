"""One client: issue and call against a bare commit, and how soon the feed tells of a call."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from statistics import median

from benchmarks.floors import BLOCK, Database, bare_commit, bench_hall, timed
from benchmarks.table import Row, percentile
from hall.access import By
from hall.store import prepare_store
from hall.store.database.feed import FeedNews, open_feed

HEARD_WITHIN = 2.0
"""A call that the feed does not tell of within this many seconds counts as lost."""


def against_floor(database: Database, rounds: int) -> Iterator[Row]:
    """Median issue and call as a multiple of a bare commit, interleaved."""
    url, hall = database.fresh(), bench_hall()
    store = prepare_store(url, hall)
    prefix, label = hall.services[0].prefix, hall.counters[0].label
    floors: list[float] = []
    issues: list[float] = []
    calls: list[float] = []
    with bare_commit(url) as commit:
        for queue_time in range(rounds + 1):
            parts = (
                timed(commit, BLOCK),
                timed(lambda: store.act(lambda work: work.tickets.issue(prefix, By.system())), BLOCK),
                timed(lambda: store.act(lambda work: work.counter(label, By.system()).call_next()), BLOCK),
            )
            # The first round warms caches and prepared statements.
            if queue_time:
                for collected, part in zip((floors, issues, calls), parts, strict=True):
                    collected.extend(part)
    store.close()
    floor, issue, call = median(floors), median(issues), median(calls)
    name = database.name
    yield Row(f"{name}: issue, one client, median / bare commit", issue / floor, "x", 4.0, "at most", floor)
    target = 5.5 if database.postgres else 6.0
    yield Row(f"{name}: call, one client, median / bare commit", call / floor, "x", target, "at most", floor)


def heard(database: Database, calls: int) -> Iterator[Row]:
    """How long after a call was committed a feed in another thread tells of it, about 10 calls a second."""
    url, hall = database.fresh(), bench_hall()
    store = prepare_store(url, hall)
    prefix, label = hall.services[0].prefix, hall.counters[0].label
    for _ in range(calls):
        store.act(lambda work: work.tickets.issue(prefix, By.system()))
    listener = _Listener(url)
    chance = random.Random(1)  # noqa: S311
    waits, lost = [], 0
    try:
        for _ in range(calls):
            # Another pause every time: in step with a feed that polls, only one phase of it would be measured.
            time.sleep(chance.uniform(0.07, 0.13))
            listener.news.clear()
            store.act(lambda work: work.counter(label, By.system()).call_next())
            committed = time.perf_counter()
            if listener.news.wait(HEARD_WITHIN):
                waits.append(max(0.0, (listener.at - committed) * 1e3))
            else:
                lost += 1
    finally:
        listener.close()
        store.close()
    target = 50.0 if database.postgres else 100.0
    late = percentile(waits, 0.99) if waits else HEARD_WITHIN * 1e3
    yield Row(f"{database.name}: call committed to feed heard, 10 a second, p99", late, "ms", target, "at most")
    yield Row(f"{database.name}: calls that the feed never told of", lost, "", 0, "at most")


class _Listener:
    """A thread on a feed; returns from its making once the feed listens."""

    def __init__(self, url: str) -> None:
        self.news = threading.Event()
        self.at = 0.0
        self._feed = open_feed(url)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        # The first look of a feed always counts as news.
        if not self.news.wait(10):
            raise RuntimeError("the feed does not answer")

    def _run(self) -> None:
        while not self._ended.is_set():
            if self._feed.wait(1.0) is FeedNews.CHANGED:
                self.at = time.perf_counter()
                self.news.set()

    def close(self) -> None:
        """End the thread."""
        self._ended.set()
        self._feed.close()
        self._thread.join(timeout=5)
