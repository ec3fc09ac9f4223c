"""The asset of the forest."""

from __future__ import annotations

import json
from typing import Any

from hall.estimating.forest import BASE
from hall.estimating.signs import NAMES

_DIGITS = 5


def forest_text(trees: list[dict[str, Any]], share: float) -> str:
    """The trees that LightGBM dumps, each at this share, as ``hall.estimating.forest.Forest`` reads them."""
    return json.dumps({"signs": NAMES, "base": BASE, "trees": [_node(one, share) for one in trees]}) + "\n"


def _node(document: dict[str, Any], share: float) -> Any:
    if "leaf_value" in document:
        return round(share * document["leaf_value"], _DIGITS)
    below, above = _node(document["left_child"], share), _node(document["right_child"], share)
    return [document["split_feature"], document["threshold"], below, above]
