"""Aligned text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from hall.console import cell


def table(header: Sequence[str], rows: Sequence[Sequence[object]], numeric: Sequence[bool] | None = None) -> list[str]:
    """Columns as wide as their widest cell; a header line, then one line a row. Columns that are ``numeric``,
    by default those of whole numbers alone, stand to the right."""
    cells = [[cell(value) for value in row] for row in rows]
    widths = [max(len(row[column]) for row in [list(header), *cells]) for column in range(len(header))]
    if numeric is None:
        numeric = [bool(rows) and all(isinstance(row[column], int) for row in rows) for column in range(len(header))]
    return [_line(row, widths, numeric) for row in [list(header), *cells]]


def fields(rows: Sequence[tuple[str, object]]) -> list[str]:
    """``name   value`` a line, the values below each other."""
    width = max(len(name) for name, _ in rows)
    return [f"{name:<{width}}   {cell(value)}" for name, value in rows]


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    return "  ".join(
        [
            text.rjust(width) if right else text.ljust(width)
            for text, width, right in zip(cells, widths, numeric, strict=True)
        ]
    ).rstrip()
