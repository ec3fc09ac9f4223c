"""The asset of the forest."""

from __future__ import annotations

import json
from typing import Any

from hall.estimating.forest import BASE
from hall.estimating.signs import NAMES

_DIGITS = 5


def forest_text(trees: list[dict[str, Any]]) -> str:
    """The trees that LightGBM dumps, as ``hall.estimating.forest.Forest`` reads them."""
    return json.dumps({"signs": NAMES, "base": BASE, "trees": [_node(one) for one in trees]}) + "\n"


def _node(document: dict[str, Any]) -> Any:
    if "leaf_value" in document:
        return round(document["leaf_value"], _DIGITS)
    below, above = _node(document["left_child"]), _node(document["right_child"])
    return [document["split_feature"], document["threshold"], below, above]
