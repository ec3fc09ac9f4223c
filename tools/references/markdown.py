"""Tables of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_BAR = r"\|"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table: its heads, then the rows; a bar in a cell stays a bar."""
    return [_line(heads), "|---" * len(heads) + "|", *map(_line, rows)]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', _BAR) for cell in cells)} |"
