"""How a sheet is printed: on A4, as wide as the page, parted between agencies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.worksheet.pagebreak import Break

from hall.report.report import Level, Report

LINE = 13.5
"""The height of a line of texts in points."""
_A4 = 9
_SHORT, _LONG, _MARGIN, _FOOT = 595, 842, 36, 54
_PIXELS, _PADDING = 7, 5
"""Of a figure in the standard font, and what a column adds to them (ECMA-376, 18.3.1.13)."""
_SPARE = 0.96
"""Programs and printers differ in what they print on a page."""
_LONGEST_FOOT = 120
"""A foot may have 255 characters in all (ECMA-376, 18.3.1.46)."""


def set_paper(sheet: Any, report: Report, widths: Sequence[float], *, wide: bool) -> None:
    """A4, turned when ``wide``, at the scale at which columns of ``widths`` (in figures) stand beside each other; the
    owner and the page in the foot. A scale, not "fit to width": with that, Excel takes no page breaks."""
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if wide else "portrait"
    sheet.page_setup.scale = round(100 * _scale(widths, wide=wide))
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = _MARGIN / 72
    margins.bottom, margins.footer, margins.header = _FOOT / 72, 0.35, 0.3
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.left.text = report.owner[:_LONGEST_FOOT].replace("&", "&&")
    sheet.oddFooter.right.text = report.page.replace("&", "&&").format(number="&P", count="&N")


def _scale(widths: Sequence[float], *, wide: bool) -> float:
    points = sum(width * _PIXELS + _PADDING for width in widths) * 0.75
    page = (_LONG if wide else _SHORT) - 2 * _MARGIN
    return min(1.0, max(0.1, int(100 * _SPARE * page / points) / 100))


def break_between_groups(
    sheet: Any,
    levels: Sequence[Level],
    heights: Sequence[float],
    first: int,
    above: tuple[float, float],
    widths: Sequence[float],
) -> None:
    """Page breaks before a group that has no room under the one before: ``levels`` and ``heights`` of the rows from
    ``first`` on, ``above`` what stands over them on the first page and on all others. Without groups each program
    breaks by itself."""
    if Level.GROUP not in levels:
        return
    wide = sheet.page_setup.orientation == "landscape"
    room = ((_SHORT if wide else _LONG) - _MARGIN - _FOOT) / _scale(widths, wide=wide) * _SPARE
    used, begun = above[0], 0
    for start, end in _groups(levels):
        high = sum(heights[start:end])
        if used + high > room and start > begun:
            sheet.row_breaks.append(Break(id=first + start - 1))
            used, begun = above[1], start
        used += high


def _groups(levels: Sequence[Level]) -> list[tuple[int, int]]:
    """Where each group begins and ends; the sum of all belongs to the last one."""
    starts = [at for at, level in enumerate(levels) if level is Level.GROUP]
    if starts[0] > 0:
        starts.insert(0, 0)
    return list(zip(starts, [*starts[1:], len(levels)], strict=True))
