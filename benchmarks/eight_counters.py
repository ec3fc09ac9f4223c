"""Eight counters press "next" at the same time on eight waiting people, again and again: is anybody told "empty"?

    python -m benchmarks.eight_counters [--rounds 1000] [--database sqlite|postgres]

Each counter is a process of its own. Exit code 1 when a counter was told that nobody waits, or two got one number.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter as Tally
from dataclasses import dataclass
from typing import Any

from benchmarks.floors import databases
from benchmarks.storm import storm_hall, together
from hall.access import By

COUNTERS = 8


@dataclass(frozen=True)
class Rounds:
    """What the rounds brought: per round the codes that the counters got, empty for one that was told "empty"."""

    codes: tuple[tuple[str, ...], ...]
    longest: float

    @property
    def empties(self) -> int:
        """How often a counter was told that nobody waits, with somebody waiting for it."""
        return sum(code == "" for codes in self.codes for code in codes)

    @property
    def doubles(self) -> int:
        """How many numbers more than one counter got."""
        given = Tally(code for codes in self.codes for code in codes if code)
        return sum(times > 1 for times in given.values())


def play(url: str, rounds: int) -> Rounds:
    """Play ``rounds`` on an empty database; the longest call is in seconds."""
    from hall.store import prepare_store

    structure = storm_hall(COUNTERS)
    prepare_store(url, structure).close()
    prefix = structure.services[0].prefix
    answers, _ = together(_act, [(url, prefix, str(n), rounds) for n in range(1, COUNTERS + 1)])
    codes = tuple(zip(*(codes for codes, _ in answers), strict=True))
    return Rounds(codes, max(longest for _, longest in answers))


def _act(url: str, prefix: str, counter: str, rounds: int, barrier: Any, gate: Any) -> tuple[list[str], float]:
    from hall.store import open_store

    store = open_store(url)
    barrier.wait()
    codes: list[str] = []
    longest = 0.0
    for _ in range(rounds):
        store.act(lambda work: work.tickets.issue(prefix, By.system()))
        gate.wait(timeout=60)  # all eight are there
        began = time.monotonic()
        call = store.run(lambda work: work.counter(counter, By.system()).call_next())
        longest = max(longest, time.monotonic() - began)
        codes.append(call.ticket.code if call is not None else "")
        gate.wait(timeout=60)  # all eight have called
    store.close()
    return codes, longest


def main() -> int:
    """Play on each database and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), action="append")
    options = parser.parse_args()
    bad = False
    for kind in options.database or ("sqlite", "postgres"):
        with databases(kind) as database:
            played = play(database.fresh(), options.rounds)
        bad = bad or bool(played.empties or played.doubles)
        print(
            f"{kind}: {len(played.codes)} rounds of {COUNTERS} counters, {played.empties} false empties, "
            f"{played.doubles} numbers called twice, longest call {1000 * played.longest:.0f} ms",
            flush=True,
        )
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
