"""Aligned text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from hall.console import cell
from hall.report.report import Report


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """Columns as wide as their widest cell, the numbers to the right; a header line, then one line a row."""
    cells = [[cell(value) for value in row] for row in rows]
    widths = [max(len(row[column]) for row in [list(header), *cells]) for column in range(len(header))]
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


def report_lines(report: Report) -> list[str]:
    """A report for a terminal: its head, and each table with its sums."""
    lines = [report.owner, f"{report.title}, {report.subtitle}", "", *fields(report.facts)]
    for part in report.tables:
        rows = [*part.rows, *((part.total,) if part.total else ())]
        text = [tuple("" if one is None else one for one in row) for row in rows]
        shown = table([column.title for column in part.columns], text) if rows else [part.empty]
        lines += ["", part.title, *shown]
    return lines
