"""Forty desks on one Postgres, with and without three supervisors who look at them: does a clerk's key get slower?

    python -m benchmarks.supervised [--blocks 10] [--block-seconds 60] [--visit-seconds 120]

Each desk is a thread in one of four processes: it waits on a feed of its own, reads its view when the hall changes, and
presses its keys (call, begin, finish) at random times; each key counts from the time at which it was due until the view
with its result was read. A visit of two minutes is busier than any hall, whose services promise 5 to 30; with much
shorter ones the desks, which have machines of their own in a hall, fill the cores of this one by themselves. The three
windows are real programs, offscreen, on the page Aula. Blocks with the windows and blocks in which they are stopped
(SIGSTOP) take turns, so that a slow minute of the machine hits both.

How late a window is: from the commit of the n-th finished visit to the first paint whose figure says n or more.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.boards import PIN, board_config, folder_for, staffed_hall
from benchmarks.floors import databases
from benchmarks.table import percentile
from hall.access import By

PROCESSES, DESKS, WINDOWS = 4, 40, 3
SETTLE_S = 5.0
"""After windows go on they catch up; this long nothing is counted."""
_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Key:
    """A key of a desk: when it was due (``time.time()``), how many seconds until its result was read, and which."""

    due: float
    took: float
    what: str


@dataclass
class Desk:
    """One clerk: three keys a visit, ``visit_s`` seconds a visit on average."""

    url: str
    counter: str
    visit_s: float
    keys: list[Key] = field(default_factory=list)

    def work(self, end: float) -> None:
        """Work until ``end`` (``time.time()``)."""
        from hall.store import open_store
        from hall.store.database.feed import NO_HURRY, open_feed

        dice = random.Random(self.counter)  # noqa: S311
        by = By.clerk(f"clerk-{self.counter.lower()}")
        store, feed = open_store(self.url), open_feed(self.url, NO_HURRY)
        due = time.time() + dice.random() * self.visit_s
        view = store.fetch(lambda reader: reader.counter(self.counter))
        while due < end:
            if (left := due - time.time()) > 0:
                if feed.wait(left) != "quiet":
                    view = store.fetch(lambda reader: reader.counter(self.counter))
                continue
            what = "call" if view.current is None else "begin" if view.current.state == "called" else "finish"
            store.act(lambda work, what=what: _press(work.counter(self.counter, by), what))
            view = store.fetch(lambda reader: reader.counter(self.counter))
            self.keys.append(Key(due, time.time() - due, what))
            due = time.time() + dice.expovariate(3 / self.visit_s)
        feed.close()
        feed.wait(0)
        store.close()


def _press(counter: Any, what: str) -> object:
    if what == "call":
        return counter.call_next()
    return counter.serve() if what == "begin" else counter.finish()


def _desks(url: str, counters: Sequence[str], visit_s: float, end: float, answers: Any) -> None:
    desks = [Desk(url, counter, visit_s) for counter in counters]
    threads = [threading.Thread(target=desk.work, args=(end,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers.put([key for desk in desks for key in desk.keys])


def _visitors(url: str, prefixes: Sequence[str], per_second: float, end: float) -> None:
    """Numbers at random services, as many as the desks can serve."""
    from hall.store import open_store

    dice, store = random.Random(7), open_store(url)  # noqa: S311
    while time.time() < end:
        prefix = dice.choice(list(prefixes))
        store.act(lambda work, prefix=prefix: work.tickets.issue(prefix, By.system()))
        time.sleep(dice.expovariate(per_second))
    store.close()


@dataclass
class Windows:
    """The supervisors' programs; each writes what it painted into a journal of its own."""

    processes: list[subprocess.Popen[bytes]]
    journals: list[Path]

    def send(self, what: signal.Signals) -> None:
        """Send a signal to all."""
        for process in self.processes:
            process.send_signal(what)

    def cpu_s(self) -> float:
        """Seconds of CPU of all of them so far."""
        ticks = os.sysconf("SC_CLK_TCK")
        texts = [Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split() for process in self.processes]
        return sum(int(text[11]) + int(text[12]) for text in texts) / ticks

    def painted(self) -> list[list[tuple[float, int]]]:
        """Of each window the time of each paint and the number of visits done that it showed."""
        found = []
        for journal in self.journals:
            lines = [json.loads(line) for line in journal.read_text("utf-8").splitlines() if line.endswith("]")]
            found.append([(float(at), int(done)) for at, done in lines])
        return found


@contextmanager
def windows(folder: Path, config: Path, url: str) -> Iterator[Windows]:
    """The windows, up and painted."""
    journals = [folder / f"window-{n}" for n in range(WINDOWS)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HALL_DATABASE_URL": url}
    words = [sys.executable, "-m", "benchmarks.supervisor_process"]
    processes = [
        subprocess.Popen(
            [*words, str(journal), "--config", str(config), "--station", f"s{n}"], cwd=_ROOT, env=environment
        )
        for n, journal in enumerate(journals)
    ]
    try:
        end = time.monotonic() + 60
        while not all(journal.exists() and journal.read_text("utf-8") for journal in journals):
            if time.monotonic() > end or any(process.poll() is not None for process in processes):
                raise TimeoutError("a supervisor's window does not come up")
            time.sleep(0.1)
        yield Windows(processes, journals)
    finally:
        for process in processes:
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait()


def run(url: str, config: Path, folder: Path, blocks: int, block_s: float, visit_s: float) -> bool:
    """Play it all and print what came; whether every target was met."""
    with closing(staffed_hall(url, config)) as store:
        hall = store.fetch(lambda reader: (reader.counters(), reader.services()))
        pin = store.new_pin(PIN, "rina")
        store.run(lambda work: work.staff.add("rina", "Rina", pin, By.system(), role="supervisor"))
        for service in hall[1]:
            for _ in range(3):
                store.act(lambda work, service=service: work.tickets.issue(service.prefix, By.system()))
    labels = [counter.label for counter in hall[0]][:DESKS]
    prefixes = sorted({prefix for counter in hall[0][:DESKS] for prefix, _, _ in counter.services})
    context = multiprocessing.get_context("spawn")
    answers: Any = context.Queue()
    with windows(folder, config, url) as watching:
        end = time.time() + 10 + 2 * blocks * block_s
        hands = [
            context.Process(target=_desks, args=(url, labels[n::PROCESSES], visit_s, end, answers), daemon=True)
            for n in range(PROCESSES)
        ]
        hands.append(context.Process(target=_visitors, args=(url, prefixes, len(labels) / visit_s, end), daemon=True))
        for hand in hands:
            hand.start()
        time.sleep(8)
        spans, cpu = _take_turns(watching, blocks, block_s)
        keys = sorted((key for _ in range(PROCESSES) for key in answers.get(timeout=120)), key=lambda key: key.due)
        painted = watching.painted()
    return report(keys, spans, painted, cpu)


def _take_turns(watching: Windows, blocks: int, block_s: float) -> tuple[list[tuple[bool, float, float]], float]:
    """Blocks with the windows and without; each as (with them, from, to), and the share of a core of the windows."""
    spans, used = [], 0.0
    for block in range(2 * blocks):
        looking = block % 2 == 0
        watching.send(signal.SIGCONT if looking else signal.SIGSTOP)
        time.sleep(SETTLE_S if looking else 1.0)
        begin, before = time.time(), watching.cpu_s()
        time.sleep(block_s - SETTLE_S)
        spans.append((looking, begin, time.time()))
        used += watching.cpu_s() - before
    watching.send(signal.SIGCONT)
    return spans, used / (blocks * (block_s - SETTLE_S))


def lateness(
    keys: Sequence[Key], spans: Sequence[tuple[bool, float, float]], paints: Sequence[tuple[float, int]]
) -> list[float]:
    """Seconds from the commit of each finished visit to its paint, of those that ended while the window looked."""
    done = sorted(key.due + key.took for key in keys if key.what == "finish")
    counts, late = [count for _, count in paints], []
    for nth, at in enumerate(done, start=1):
        if not any(looking and begin <= at <= to - 1 for looking, begin, to in spans):
            continue
        found = bisect_left(counts, nth)
        if found < len(paints):
            late.append(max(0.0, paints[found][0] - at))
    return late


def report(keys: Sequence[Key], spans: Any, painted: Sequence[Sequence[tuple[float, int]]], cpu: float) -> bool:
    """Print the figures; whether all is as it must be."""
    met = True
    times = {
        looking: [key.took * 1000 for key in keys for on, begin, to in spans if on is looking and begin <= key.due < to]
        for looking in (True, False)
    }
    for looking, name in ((True, "with three windows"), (False, "without them")):
        found = times[looking]
        print(
            f"{name}: {len(found)} keys, median {percentile(found, 0.5):.1f} ms, p90 {percentile(found, 0.9):.1f} ms, "
            f"p99 {percentile(found, 0.99):.1f} ms, longest {max(found):.0f} ms"
        )
    ratio = percentile(times[True], 0.99) / percentile(times[False], 0.99)
    met &= ratio <= 1.2
    print(f"p99 with the windows / without: {ratio:.2f} (at most 1.2)")
    for n, paints in enumerate(painted):
        late = [one * 1000 for one in lateness(keys, spans, paints)]
        met &= percentile(late, 0.99) <= 500
        print(
            f"window {n}: {len(paints)} paints, finished visit to paint: median {percentile(late, 0.5):.0f} ms, "
            f"p99 {percentile(late, 0.99):.0f} ms (at most 500), longest {max(late):.0f} ms"
        )
    print(f"CPU of the three windows together while they look: {100 * cpu:.1f} % of a core")
    return met


def main() -> int:
    """Exit code 1 when a target was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--blocks", type=int, default=10, help="blocks of each kind")
    parser.add_argument("--block-seconds", type=float, default=60.0)
    parser.add_argument("--visit-seconds", type=float, default=120.0, help="of one visitor at a counter, on average")
    options = parser.parse_args()
    with folder_for("supervised") as folder, databases("postgres") as database:
        config = board_config(folder)
        url = database.fresh()
        met = run(url, config, folder, options.blocks, options.block_seconds, options.visit_seconds)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
