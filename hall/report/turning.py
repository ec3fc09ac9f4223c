"""Which parts of a report are on turned pages."""

from __future__ import annotations

from collections.abc import Sequence

from hall.report.report import Block, Break, Table


def ways_of(blocks: Sequence[Block]) -> list[bool]:
    """Whether each block is on a turned page. A table says so; what is none goes with the table after it as far as a
    break, or else with the one before."""
    ways: list[bool] = []
    last = False
    for at, block in enumerate(blocks):
        if isinstance(block, Break):
            ways.append(_next(blocks[at + 1 :], last))
            continue
        last = block.wide if isinstance(block, Table) else _next(blocks[at:], last)
        ways.append(last)
    return ways


def _next(blocks: Sequence[Block], otherwise: bool) -> bool:
    for block in blocks:
        if isinstance(block, Break):
            break
        if isinstance(block, Table):
            return block.wide
    return otherwise
