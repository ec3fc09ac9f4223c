"""Fit the constants of the estimates: ``python -m tools.fit_estimates TICKETS.csv.gz --until 2020-01-08``.

Gradient boosting (the absolute error on the scale of ``hall.estimating.scale``) over the signs of every ticket as it
came; writes ``assets/estimating/forest.json``. Needs ``pip install lightgbm numpy``, which nothing else does.
"""

from __future__ import annotations

import argparse
import importlib
import json
from pathlib import Path
from typing import Any

from benchmarks.estimates.replay import played
from benchmarks.estimates.tickets import read
from hall.estimating import Estimator, Forest, Unknown
from hall.estimating.scale import to_scale
from hall.estimating.signs import NAMES

_DIGITS = 5
_OPTIONS = {
    "objective": "l1", "num_leaves": 31, "learning_rate": 0.05, "n_estimators": 100, "min_child_samples": 200,
    "subsample": 0.7, "subsample_freq": 1, "colsample_bytree": 0.5, "random_state": 0, "n_jobs": 1, "verbosity": -1,
    "deterministic": True,
}  # fmt: skip


def main() -> int:
    """Write the asset."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--until", required=True, help="the last day that is fitted to")
    parser.add_argument("-o", "--output", type=Path, default=Path("assets/estimating/forest.json"))
    given = parser.parse_args()
    signs, waits = _learned_from(given.file, given.until)
    lightgbm = importlib.import_module("lightgbm")
    model = lightgbm.LGBMRegressor(**_OPTIONS).fit(signs, waits)
    trees = [_node(one["tree_structure"]) for one in model.booster_.dump_model()["tree_info"]]
    given.output.parent.mkdir(exist_ok=True)
    given.output.write_text(json.dumps({"signs": NAMES, "trees": trees}) + "\n", "utf-8")
    print(f"{len(trees)} trees from {len(waits)} tickets until {given.until}")
    return 0


def _learned_from(file: Path, until: str) -> tuple[list[tuple[float, ...]], list[float]]:
    """Signs and waits of every ticket whose service was known as it came."""
    signs, waits = [], []
    for is_call, ticket, estimator in played(
        tuple(one for one in read(file) if one.day <= until), lambda: Estimator(Forest(()))
    ):
        if is_call:
            continue
        ahead = estimator.ahead(ticket.service)
        seen = estimator.signs(ticket.service, ticket.arrived, ahead)
        if estimator.arrived(ticket.service, ticket.id, ticket.arrived, ahead).unknown is not Unknown.FEW_CALLS:
            signs.append(seen)
            waits.append(to_scale(ticket.wait))
    return signs, waits


def _node(document: Any) -> Any:
    if "leaf_value" in document:
        return round(document["leaf_value"], _DIGITS)
    below, above = _node(document["left_child"]), _node(document["right_child"])
    return [document["split_feature"], document["threshold"], below, above]


if __name__ == "__main__":
    raise SystemExit(main())
