"""What it costs that the hall says something of every wait: the sample hall with and without it, in turns."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from benchmarks.boards import board_config, staffed_hall
from benchmarks.floors import BLOCK, Database
from benchmarks.table import Row
from hall.access import By
from hall.store import Store, WaitsKeeper, open_store
from hall.store.estimates.kept_waits import KeptWaits

WAITING = 6
"""So many wait for each service at first."""
BY = By.system()
_CLOCKS, _DEARER = ("processor", "elapsed"), 1.1


class _Nothing(KeptWaits):
    """As in a program that knows nothing of waits: nothing is read, and nothing is said."""

    def look(self, tx: object, version: object = None) -> None:
        """Nothing is read."""

    def to_give(self, tx: object, service: str, *, priority: bool) -> None:
        """Nothing is said."""


def said_beside_unsaid(database: Database, rounds: int) -> Iterator[Row]:
    """The kiosk's start page, issue and call with what is said of every wait, as a multiple of the same without it.
    One store knows of it and does not, in turns, for two stores are never as fast; what is said is new to each block,
    as it is for a kiosk every three seconds. Processor time of the program alone, and the time that passes until all is
    kept."""
    url = database.fresh()
    with tempfile.TemporaryDirectory(prefix="hall-said-") as folder:
        store = staffed_hall(url, board_config(Path(folder)))
    prefixes = [one.prefix for one in store.fetch(lambda reader: reader.services())]
    labels = [one.label for one in store.fetch(lambda reader: reader.counters())]
    for prefix in prefixes * WAITING:
        _issue(store, prefix)
    keeper = WaitsKeeper(lambda: open_store(url))
    ways = ("without", _Nothing()), ("with", KeptWaits())
    times: dict[tuple[str, str, str], list[float]] = {}
    for turn in range(rounds + 1):
        keeper.step()
        for name, waits in ways if turn % 2 else ways[::-1]:
            store._cache.waits = waits
            for what, spent in _round(store, prefixes[turn % len(prefixes)], labels[turn % len(labels)]).items():
                for clock, took in zip(_CLOCKS, spent, strict=True):
                    if turn:
                        times.setdefault((what, clock, name), []).append(took)
    for one in (keeper, store):
        one.close()
    for what in ("kiosk's start page", "issue", "call"):
        for clock in _CLOCKS:
            pairs = zip(times[what, clock, "with"], times[what, clock, "without"], strict=True)
            label = f"{database.name}: {what} with what is said of every wait / without, {clock}"
            floor = median(times[what, clock, "without"])
            yield Row(label, median(one / other for one, other in pairs), "x", _DEARER, "at most", floor)


def _round(store: Store, prefix: str, label: str) -> dict[str, tuple[float, float]]:
    return {
        "kiosk's start page": _spent(lambda: store.fetch(lambda reader: reader.kiosk())),
        "issue": _spent(lambda: _issue(store, prefix)),
        "call": _spent(lambda: store.act(lambda work: work.counter(label, BY).call_next())),
    }


def _issue(store: Store, prefix: str) -> object:
    return store.act(lambda work: work.tickets.issue(prefix, BY))


def _spent(operation: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the processor, of which another program's turn costs none, and of the clock that one of ``BLOCK``
    operations takes."""
    began, at = time.process_time(), time.perf_counter()
    for _ in range(BLOCK):
        operation()
    return (time.process_time() - began) * 1e3 / BLOCK, (time.perf_counter() - at) * 1e3 / BLOCK
