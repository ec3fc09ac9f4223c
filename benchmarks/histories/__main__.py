"""Record histories of a hall under load and search a legal order of each by the full calling rule.

    python -m benchmarks.histories                       20 runs of 5 s, 6 issuers and 8 callers, on each database
    python -m benchmarks.histories --runs 2 --database sqlite --seed 7

The exit code is 1 when a history has no legal order, or none was found in all the orders that were tried.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import tempfile
import time
from collections import Counter as Tally
from pathlib import Path

from benchmarks.floors import databases
from benchmarks.histories.play import COMMIT_TIMES, play
from benchmarks.histories.record import History
from benchmarks.histories.search import Verdict, check


def main() -> int:
    """Play and search; what has no legal order is kept in a file, so that it can be looked at again."""
    options = _options()
    wrong = 0
    for kind in options.database or ("sqlite", "postgres"):
        with databases(kind, COMMIT_TIMES) as database:
            for seed in range(options.seed, options.seed + options.runs):
                history = play(
                    database.fresh(),
                    issuers=options.issuers,
                    callers=options.callers,
                    seconds=options.seconds,
                    seed=seed,
                )
                began = time.monotonic()
                verdict = check(history)
                print(
                    f"{database.name} {seed}: {_line(history, verdict)}, {time.monotonic() - began:.1f} s", flush=True
                )
                if not verdict.legal:
                    wrong += 1
                    print(f"{verdict.why}\nkept in {_keep(history)}", flush=True)
    print(f"{wrong} histories without a legal order")
    return int(wrong > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.histories",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--issuers", type=int, default=6)
    parser.add_argument("--callers", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgres"), action="append")
    return parser.parse_args()


def _line(history: History, verdict: Verdict) -> str:
    said = "legal" if verdict.legal else "NO LEGAL ORDER" if verdict.decided else "no verdict"
    tally = Tally(op.name for op in history.ops)
    lost = sum(op.told is None for op in history.ops)
    nobody = sum(op.told is not None and bool(op.told.facts.get("nobody")) for op in history.ops)
    return (
        f"{said}; {len(history.ops)} requests ({tally['issue']} issues, {tally['call_next']} calls of the next, "
        f"{nobody} of them nobody), {lost} answers lost, {verdict.steps} steps"
    )


def _keep(history: History) -> Path:
    with tempfile.NamedTemporaryFile(prefix="history-", suffix=".pickle", delete=False) as file:
        pickle.dump(history, file)
    return Path(file.name)


if __name__ == "__main__":
    sys.exit(main())
