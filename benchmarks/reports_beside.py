"""Reports over four million numbers while the hall goes on: how long each takes, how much memory, and whether a touch
or a key gets slower.

    python -m benchmarks.reports_beside --database postgres [--seconds 30] [--rounds 4]

The history is thirteen known years (``benchmarks.known_year``), of some 27,000 numbers a month. Five numbers a second
are given and five are called, six times the mean of a full hall; each counts from the time at which it was due. Reports
are the command itself, one after the other for so many seconds; stretches with them and without take turns. On Linux
each is begun with ``chrt --idle 0``, as docs/reports.md advises beside a hall at work: without it the command gives way
too, but for the first hundredth of a second, while Python itself starts.

Targets: a month's recap 2 s, a year's performance 10 s, a month's evidence 60 s, each 300 MB at most; the 99th
percentile of touches and keys with reports at most 1.2 times that without.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.boards import board_config, folder_for
from benchmarks.floors import databases
from benchmarks.known_year.__main__ import make
from benchmarks.known_year.copies import copy_back, roomy_maker
from benchmarks.known_year.place import AGENCIES, EACH, known_hall
from benchmarks.table import percentile
from hall.access import By
from hall.store import open_store
from hall.store.aggregates.adding_up import rebuilt

VISITS, A_SECOND = 29, 5
WARM_S = 5.0
MEGABYTES, SLOWER = 300, 1.2
_RESAMPLES = 1000


@dataclass(frozen=True)
class Kind:
    """A report with what it may take, in seconds."""

    name: str
    period: str
    file: str
    seconds: float


KINDS = (
    Kind("recap", "2025-11", "recap.xlsx", 2),
    Kind("performance", "2025", "performance.xlsx", 10),
    Kind("evidence", "2025-11", "pack.zip", 60),
)


@dataclass
class Ran:
    """What runs of one report took: seconds of each, megabytes at most; and stretches with it (True) and without, each
    from and to when."""

    seconds: list[float] = field(default_factory=list)
    memory: float = 0.0
    spans: list[tuple[bool, float, float]] = field(default_factory=list)


def history(url: str, years: int) -> None:
    """So many years, added up."""
    hall = known_hall()
    began = time.monotonic()
    maker = make(
        url, 261, VISITS, roomy_maker(1, VISITS, years - 1), replace(hall, hall=replace(hall.hall, always_open=True))
    )
    store = open_store(url)
    for _ in rebuilt(store, By.system()):
        pass
    store.close()
    for _ in copy_back(url, years - 1):
        pass
    numbers = (maker.ticket - roomy_maker(1, 1, years - 1).ticket) * years
    print(f"{numbers} numbers, {maker.events * years} events made in {time.monotonic() - began:.0f} s", flush=True)


def at_work(url: str, answers: Any, end: Any) -> None:
    """Numbers are given and called at their times until ``end`` is set; answers with (due, milliseconds) of each."""
    store, done = open_store(url), []
    step, number, first = 1 / (2 * A_SECOND), 0, time.time() + 1
    while not end.is_set():
        due = first + number * step
        time.sleep(max(0.0, due - time.time()))
        place = number // 2 % (AGENCIES * EACH)
        if number % 2 == 0:
            store.act(lambda work, place=place: work.tickets.issue(f"L{place}", By.system()))
        else:
            store.act(lambda work, place=place: work.counter(str(place + 1), By.system()).call_next())
        done.append((due, (time.time() - due) * 1000))
        number += 1
    store.close()
    answers.put(done)


def report(kind: Kind, config: Path, url: str) -> tuple[float, float]:
    """Run it as a command; its seconds and megabytes."""
    words = ["report", kind.name, "--period", kind.period, "-o", str(config.parent / kind.file)]
    idle = ("chrt", "--idle", "0") if sys.platform == "linux" else ()
    began = time.monotonic()
    child = subprocess.Popen(
        [*idle, sys.executable, "-m", "hallctl", *words, "--config", str(config), "--database", url],
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"hall {' '.join(words)} ended with {child.returncode}")
    return time.monotonic() - began, used.ru_maxrss / 1024


def stretches(kind: Kind, config: Path, url: str, seconds: float, rounds: int) -> Ran:
    """Reports for a while, nothing for a while, and so on."""
    ran = Ran()
    for turn in range(2 * rounds):
        begin, with_it = time.time(), turn % 2 == 0
        while time.time() - begin < seconds:
            if not with_it:
                time.sleep(seconds)
                continue
            took, memory = report(kind, config, url)
            ran.seconds.append(took)
            ran.memory = max(ran.memory, memory)
        ran.spans.append((with_it, begin, time.time()))
        time.sleep(1)
    return ran


def run(url: str, config: Path, seconds: float, rounds: int) -> bool:
    """Measure all; whether every target was met."""
    context = multiprocessing.get_context("spawn")
    answers, end = context.Queue(), context.Event()
    hands = context.Process(target=at_work, args=(url, answers, end), daemon=True)
    hands.start()
    time.sleep(WARM_S)
    found = [(kind, stretches(kind, config, url, seconds, rounds)) for kind in KINDS]
    end.set()
    done = answers.get(timeout=60)
    hands.join(60)
    met = [said(kind, ran, done) for kind, ran in found]
    return all(met)


def said(kind: Kind, ran: Ran, done: Sequence[tuple[float, float]]) -> bool:
    """Print one report's figures; whether they are as they must be."""
    times = {with_it: list(_during(ran, with_it, done)) for with_it in (True, False)}
    p99 = {with_it: percentile(found, 0.99) for with_it, found in times.items()}
    longest, ratio = max(ran.seconds), p99[True] / p99[False]
    low, high = _likely(times[True], times[False])
    print(
        f"{kind.name} of {kind.period}, {len(ran.seconds)} times: median {percentile(ran.seconds, 0.5):.1f} s, "
        f"longest {longest:.1f} s (at most {kind.seconds:g}), "
        f"{ran.memory:.0f} MB (at most {MEGABYTES}); touches and keys: p99 {p99[True]:.1f} ms of {len(times[True])} "
        f"beside it, {p99[False]:.1f} of {len(times[False])} without: {ratio:.2f} (at most {SLOWER}; nine of ten "
        f"samples {low:.2f} to {high:.2f}), "
        f"median {percentile(times[True], 0.5):.1f} / {percentile(times[False], 0.5):.1f} ms",
        flush=True,
    )
    return longest <= kind.seconds and ran.memory <= MEGABYTES and ratio <= SLOWER


def _likely(beside: Sequence[float], alone: Sequence[float]) -> tuple[float, float]:
    """Between which ratios nine of ten resamples of the same keys lie: a 99th percentile of few is a matter of
    chance."""
    chance = random.Random(1)  # noqa: S311
    ratios = [
        percentile(chance.choices(beside, k=len(beside)), 0.99) / percentile(chance.choices(alone, k=len(alone)), 0.99)
        for _ in range(_RESAMPLES)
    ]
    return percentile(ratios, 0.05), percentile(ratios, 0.95)


def _during(ran: Ran, with_it: bool, done: Sequence[tuple[float, float]]) -> Iterator[float]:
    for due, took in done:
        if any(kind is with_it and begin <= due < to for kind, begin, to in ran.spans):
            yield took


def main() -> int:
    """Exit code 1 when a target was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--seconds", type=float, default=30.0, help="of one stretch")
    parser.add_argument("--rounds", type=int, default=4, help="stretches of each kind")
    parser.add_argument("--years", type=int, default=13, help="of history; few for a look in a minute")
    given = parser.parse_args()
    with folder_for("reports-beside") as folder, databases(given.database) as database:
        url = database.fresh()
        history(url, given.years)
        met = run(url, board_config(folder), given.seconds, given.rounds)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
