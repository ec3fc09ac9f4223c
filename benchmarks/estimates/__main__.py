"""Judge the estimates of waits on tickets that were really taken and called.

    python -m benchmarks.estimates ../shared/data/warsaw/tickets.csv.gz [--until 2020-01-08]

Any file with these columns does. It is played in the order of time, and only the past is visible; ``--until`` plays the
days up to it and judges those after it. Beside the hall's estimate: the city's own, people ahead over the calls of 45
minutes, the wait of the last one called, and the mean of these two, on tickets of which all say something.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.estimates.judging import Score, scores
from benchmarks.estimates.replay import Judged, replayed
from benchmarks.estimates.table import print_table
from benchmarks.estimates.tickets import read
from hall.assets import asset
from hall.estimating import Estimator, Forest

_HEAD = ("", "tickets", "mean", "median", ">15 min", "in range", "later", "width", "city", "rate", "last", "mean of 2",
         "below")  # fmt: skip


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--until", default="", help="the last day, as in the file, that is played and not judged")
    given = parser.parse_args()
    forest = Forest.read(asset("estimating/forest.json"))
    judged = [one for one in replayed(read(given.file), lambda: Estimator(forest)) if one.ticket.day > given.until]
    print_scores(judged)
    return 0


def print_scores(judged: Sequence[Judged]) -> None:
    """The table of these tickets, and how many had no estimate."""
    print_table([_HEAD, *(_row(name, one) for name, one in scores(judged).items())])
    silent = sum(one.estimate.unknown is not None for one in judged)
    print(f"{len(judged)} tickets, of which {silent} had no estimate")


def _row(name: str, one: Score) -> tuple[str, ...]:
    shares = (f"{100 * share:.1f} %" for share in (one.missed, one.covered, one.later))
    errors = (f"{error:.2f}" for error in (one.city, one.rate, one.last, one.mean_of_two))
    middle, half = f"{one.mean_error:.2f}", f"{one.median_error:.2f}"
    return name, str(one.count), middle, half, *shares, f"{one.mean_width:.1f}", *errors, f"{100 * one.below:.1f} %"


if __name__ == "__main__":
    raise SystemExit(main())
