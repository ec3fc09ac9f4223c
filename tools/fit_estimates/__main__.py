"""Fit the constants of the estimates: ``python -m tools.fit_estimates TICKETS.csv.gz --until 2020-01-08``.

Gradient boosting (the error of ``hall.estimating.learning.MIDDLE`` on the scale of ``hall.estimating.scale``, from the
usual wait on) over the signs of every ticket as it came; writes ``assets/estimating/forest.json``. With ``--judge``
nothing is written, and the table of ``python -m benchmarks.estimates`` is printed instead: ``offices`` for each office
with constants of the others, ``day-one`` for the first day of a hall, with constants of the days after ``--until``.
Needs ``pip install lightgbm numpy``, which nothing else does.
"""

from __future__ import annotations

import argparse
import importlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.estimates.__main__ import print_scores
from benchmarks.estimates.replay import Judged, played, replayed
from benchmarks.estimates.tickets import Ticket, read
from hall.estimating import Estimator, Forest, Unknown
from hall.estimating.forest import BASE
from hall.estimating.learning import MIDDLE
from hall.estimating.scale import to_scale
from hall.estimating.signs import NAMES
from tools.fit_estimates.written import forest_text

_TREES, _SEEDS = 80, (0, 1)
"""Two forests are fitted by other draws, of which the mean is taken: it misses less than either."""
_OPTIONS = {
    "objective": "quantile", "alpha": MIDDLE, "num_leaves": 31, "learning_rate": 0.05, "min_data_in_leaf": 200,
    "bagging_fraction": 0.7, "bagging_freq": 1, "feature_fraction": 0.5, "num_threads": 1, "verbosity": -1,
    "deterministic": True,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """A ticket as it came, and how long it waited, both on the scale."""

    ticket: Ticket
    signs: tuple[float, ...]
    wait: float


def main() -> int:
    """Write the asset, or judge how well it would do."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--until", required=True, help="the last day that is fitted to")
    parser.add_argument("--judge", choices=("offices", "day-one"))
    parser.add_argument("-o", "--output", type=Path, default=Path("assets/estimating/forest.json"))
    given = parser.parse_args()
    tickets = read(given.file)
    if given.judge == "offices":
        return _judge_offices(tickets)
    if given.judge == "day-one":
        return _judge_day_one(tickets, given.until)
    seen = _seen(tuple(one for one in tickets if one.day <= given.until))
    text = _fitted(seen)
    given.output.parent.mkdir(exist_ok=True)
    given.output.write_text(text, "utf-8")
    print(f"{_TREES * len(_SEEDS)} trees from {len(seen)} tickets until {given.until}")
    return 0


def _judge_offices(tickets: tuple[Ticket, ...]) -> int:
    """All days of each office, constants of the others."""
    seen, judged = _seen(tickets), list[Judged]()
    for office in sorted({one.office for one in tickets}):
        forest = Forest.of(_fitted([one for one in seen if one.ticket.office != office]))
        judged += replayed(tuple(one for one in tickets if one.office == office), partial(Estimator, forest))
    print_scores(judged)
    return 0


def _judge_day_one(tickets: tuple[Ticket, ...], until: str) -> int:
    """The first day of every office, constants of the days after ``until``."""
    forest = Forest.of(_fitted([one for one in _seen(tickets) if one.ticket.day > until]))
    first = min(one.day for one in tickets)
    print_scores(list(replayed(tuple(one for one in tickets if one.day == first), partial(Estimator, forest))))
    return 0


def _seen(tickets: tuple[Ticket, ...]) -> list[Seen]:
    """Every ticket whose service was known as it came."""
    found = []
    for is_call, ticket, estimator in played(tickets, lambda: Estimator(Forest(()))):
        if is_call:
            continue
        ahead = estimator.ahead(ticket.service)
        signs = estimator.signs(ticket.service, ticket.arrived, ahead)
        if estimator.arrived(ticket.service, ticket.id, ticket.arrived, ahead).unknown is not Unknown.FEW_CALLS:
            found.append(Seen(ticket, signs, to_scale(ticket.wait)))
    return found


def _fitted(seen: list[Seen]) -> str:
    """The asset fitted to these."""
    lightgbm, numpy = importlib.import_module("lightgbm"), importlib.import_module("numpy")
    signs = numpy.array([one.signs for one in seen])
    usual = signs[:, NAMES.index(BASE)].copy()
    learned = lightgbm.Dataset(signs, [one.wait for one in seen], init_score=usual)
    models = [lightgbm.train({**_OPTIONS, "seed": seed}, learned, _TREES) for seed in _SEEDS]
    trees = [one["tree_structure"] for model in models for one in model.dump_model()["tree_info"]]
    return forest_text(trees, 1 / len(_SEEDS))


if __name__ == "__main__":
    raise SystemExit(main())
