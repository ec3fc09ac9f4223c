"""Judge the estimates of waits in halls of which the truth is known: ``python -m benchmarks.estimates.halls``.

Thirty days each, judged from the third on: the mean error of the mean of the two simple estimates, of the hall's own
without and with rolling the queue forward, and how many of 100 waits were in its range; with rolling forward also of
those alone who were told a range and not that they are called at once, and of those with priority.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from statistics import fmean

from benchmarks.estimates.lived_hall import Lived, lived
from benchmarks.estimates.made_halls import HALLS, MadeHall
from benchmarks.estimates.table import print_table
from hall.assets import asset
from hall.estimating import Estimate, Estimator, Forest

_HEAD = ("", "people", "mean wait", "mean of 2", "without", "in range", "with roll", "in range", "told one", "priority")


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--seed", default="20")
    given = parser.parse_args()
    forest = Forest.read(asset("estimating/forest.json"))
    print_table([_HEAD, *(row(hall, judged(hall, forest, given.days, given.seed)) for hall in HALLS)])
    return 0


def judged(hall: MadeHall, forest: Forest, days: int, seed: str) -> list[Lived]:
    """Those of whom all said something, from the third day on."""
    everybody = lived(hall, (Estimator(forest), Estimator(forest)), days, seed)
    return [
        one
        for one in everybody
        if one.day > 2 and one.simple and one.without.unknown is None and one.with_roll.unknown is None
    ]


def row(hall: MadeHall, found: Sequence[Lived]) -> tuple[str, ...]:
    """A row of the table."""
    told, first = [one for one in found if not one.at_once], [one for one in found if one.priority]
    simple = fmean(abs(one.simple.mean - one.wait) for one in found if one.simple is not None)
    return (
        hall.name,
        str(len(found)),
        f"{fmean(one.wait for one in found):.1f}",
        f"{simple:.1f}",
        f"{error(found, roll=False):.1f}",
        f"{100 * in_range(found, roll=False):.1f} %",
        f"{error(found):.1f}",
        f"{100 * in_range(found):.1f} %",
        f"{100 * in_range(told):.1f} %",
        f"{100 * in_range(first):.1f} %" if first else "",
    )


def error(found: Sequence[Lived], *, roll: bool = True) -> float:
    """The mean error of the middle, in minutes."""
    return fmean(abs(_said(one, roll).middle - one.wait) for one in found)


def in_range(found: Sequence[Lived], *, roll: bool = True) -> float:
    """The share of waits in their range."""
    return fmean(_said(one, roll).low <= one.wait <= _said(one, roll).high for one in found)


def _said(one: Lived, roll: bool) -> Estimate:
    return one.with_roll if roll else one.without


if __name__ == "__main__":
    raise SystemExit(main())
