"""What the signs of a queue usually mean: a forest of regression trees, of which each adds a little to the usual wait.

The trees are constants of the program, fitted by ``python -m tools.fit_estimates`` and kept in an asset. What is
different in this hall is learned on top of them (``hall.estimating.learning``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any

from hall.estimating.signs import NAMES

BASE = "usual"
"""The sign to which the trees add: what they know of it is how it changes, in halls of every pace."""
Node = float | tuple[int, float, Any, Any]
"""A leaf's value on the scale; or the sign (its place), its threshold, and what follows up to it and above."""


@dataclass(frozen=True, slots=True)
class Forest:
    """``trees`` of nodes, which are compiled: that says it five times as fast as walking through them."""

    trees: tuple[Node, ...]
    _says: tuple[Callable[..., float], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        signs = ", ".join(map(_sign, range(len(NAMES))))
        some = (self.trees[at : at + _AT_ONCE] for at in range(0, len(self.trees), _AT_ONCE))
        sums = [" + ".join(map(_expression, trees)) for trees in some]
        compiled = tuple(eval(f"lambda {signs}: {one}", {}) for one in sums)  # noqa: S307 - of numbers alone
        object.__setattr__(self, "_says", compiled)

    @classmethod
    def read(cls, path: Path) -> Forest:
        """Read an asset. Raises ValueError for one that was fitted on other signs."""
        return cls.of(path.read_text("utf-8"))

    @classmethod
    def of(cls, text: str) -> Forest:
        """The forest of an asset's text. Raises ValueError for one that was fitted on other signs."""
        document = json.loads(text)
        if (tuple(document["signs"]), document.get("base")) != (NAMES, BASE):
            raise ValueError("the forest was fitted on other signs; run python -m tools.fit_estimates")
        return cls(tuple(_node(tree) for tree in document["trees"]))

    def __call__(self, signs: Sequence[float]) -> float:
        """The wait that these signs usually mean, on the scale."""
        total = signs[_BASE]
        for says in self._says:
            total += says(*signs)
        return total


_AT_ONCE = 20
"""Trees that are compiled together: all at once take tens of megabytes to compile."""
_BASE = NAMES.index(BASE)


def _expression(node: Node) -> str:
    """A tree as Python says it."""
    if not isinstance(node, tuple):
        return _number(node)
    place, threshold, below, above = node
    return f"({_expression(below)} if {_sign(place)} <= {_number(threshold)} else {_expression(above)})"


def _sign(place: int) -> str:
    return f"s{range(len(NAMES))[place]:d}"


def _number(value: float) -> str:
    if not isfinite(value):
        raise ValueError("a forest of numbers that are none")
    return repr(float(value))


def _node(document: Any) -> Node:
    if isinstance(document, list):
        place, threshold, below, above = document
        return int(place), float(threshold), _node(below), _node(above)
    return float(document)
