"""Where the columns of a table are, in pixels: pure functions of what their texts take."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from hall.report.report import Level, Table

PAD = 8.0
"""Pixels left and right of a text in its cell."""
INDENT = 16.0
"""Pixels that a row stands in from the sum that it is below."""
_LEAST_TEXT, _MOST_TEXT, _LEAST_NUMBER = 120.0, 420.0, 30.0
_SHARE = 0.42
"""So much of the width the columns that stand still take at most."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """How many columns stand still at the left and at the right."""

    left: int
    right: int


def frozen_of(table: Table) -> Frozen:
    """Up to the first column of texts, which names the row; and the sum at the end of a wide table."""
    columns = table.columns
    names = next((at for at, column in enumerate(columns) if not column.kind.is_number), -1) + 1
    last = table.wide and len(columns) > names + 1 and columns[-1].kind.is_number
    return Frozen(min(names, len(columns) - 1), int(last))


def indents(table: Table) -> bool:
    """Whether its rows stand below sums."""
    return any(row.level is Level.GROUP for row in table.rows)


def column_widths(
    needs: Sequence[float], heads: Sequence[float], numbers: Sequence[bool], frozen: Frozen, width: float
) -> list[int]:
    """The width of each column in a table that is ``width`` pixels wide. ``needs`` are what the texts take, ``heads``
    the longest word of each head, both without their padding. Texts get shorter first, down to two lines of them; what
    is over goes to the texts, or to all columns where none has texts."""
    least = [math.ceil(head + 2 * PAD) for head in heads]
    wanted: list[float] = [
        max(low, _LEAST_NUMBER, math.ceil(need + 2 * PAD if number else min(_MOST_TEXT, need + 2 * PAD + INDENT)))
        for low, need, number in zip(least, needs, numbers, strict=True)
    ]
    texts = [at for at, number in enumerate(numbers) if not number]
    floors = [max(least[at], min(wanted[at], _LEAST_TEXT)) for at in range(len(wanted))]
    over = sum(wanted) - width
    if sum(floors[at] if at in texts else wanted[at] for at in range(len(wanted))) > width:
        _limit(wanted, floors, frozen, width)  # it scrolls sideways all the same
    elif over > 0:
        for at in texts:
            given = min(over, wanted[at] - floors[at])
            wanted[at] -= given
            over -= given
    else:
        takers = texts or list(range(len(wanted)))
        for at in takers:
            wanted[at] -= over / len(takers)
    return [math.floor(one) for one in wanted]  # a pixel more would need a bar to scroll by


def _limit(wanted: list[float], floors: Sequence[float], frozen: Frozen, width: float) -> None:
    """What stands still leaves room for what moves."""
    if frozen.left:
        name = frozen.left - 1
        others = sum(wanted[:name]) + sum(wanted[len(wanted) - frozen.right :])
        wanted[name] = max(floors[name], min(wanted[name], _SHARE * width - others))
