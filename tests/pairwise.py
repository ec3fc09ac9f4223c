"""Fewer cases than the full product of parameters: each value of one parameter meets each value of every other one.

A mistake nearly always needs one value, or two values together; a case with three that only fail together is written
out next to the pairs.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations, product
from typing import Any

import pytest


def pairwise(**parameters: Collection[Any]) -> pytest.MarkDecorator:
    """``parametrize`` with pairs of these parameters; a mapping gives its values their names."""
    rows = [list(values.values() if isinstance(values, dict) else values) for values in parameters.values()]
    names = [[_name(key, values, place) for place in range(len(values))] for key, values in parameters.items()]
    cases = pairs(*(len(row) for row in rows))
    return pytest.mark.parametrize(
        tuple(parameters),
        [tuple(row[place] for row, place in zip(rows, case, strict=True)) for case in cases],
        ids=["-".join(row[place] for row, place in zip(names, case, strict=True)) for case in cases],
    )


def pairs(*counts: int) -> list[tuple[int, ...]]:
    """Places of values, so many of each parameter, in which each two of different parameters meet at least once."""
    cases = list(product(*(range(count) for count in counts)))
    left = {pair for case in cases for pair in _pairs_in(case)}
    chosen = []
    while left:
        case = max(cases, key=lambda case: len(left & _pairs_in(case)))
        left -= _pairs_in(case)
        chosen.append(case)
    return sorted(chosen)


def _pairs_in(case: tuple[int, ...]) -> set[tuple[tuple[int, int], ...]]:
    return set(combinations(enumerate(case), 2))


def _name(parameter: str, values: Collection[Any], place: int) -> str:
    value = list(values)[place]
    if isinstance(value, tuple) and all(isinstance(part, int) for part in value):
        return "x".join(map(str, value))
    return str(value) if isinstance(value, str | int | None) else f"{parameter}{place}"
