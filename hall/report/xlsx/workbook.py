"""Which sheets a workbook has, and their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from hall.report.progress import Progress, untold
from hall.report.report import Break, Chart, Prose, Report, Signed, Table, Tiles
from hall.report.xlsx.cells import HEADING, PLAIN_WRAPPED, QUIET, Pens, Style
from hall.report.xlsx.charts import write_chart
from hall.report.xlsx.paper import set_paper
from hall.report.xlsx.sheets import Sheet, write_definitions, write_end, write_head, write_table
from hall.report.xlsx.sums import with_values
from hall.translator import Translator

_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = "history"
"""Excel keeps this name for itself."""

_Write = Callable[[Any, str, Pens, Report], None]


def xlsx_of(report: Report, translate: Translator, progress: Progress = untold) -> bytes:
    """The report as a workbook, told of sheet by sheet. A report of one table is one sheet; any other begins with a
    sheet of its figures and texts. Raises what ``progress`` raises."""
    workbook = Workbook(write_only=True)
    pens = Pens(workbook, translate)
    workbook.properties.title, workbook.properties.creator = report.title, report.owner
    sheets = list(_sheets(report))
    taken: set[str] = set()
    try:
        for number, (title, write) in enumerate(sheets, 1):
            progress(number, len(sheets))
            write(workbook, sheet_name(title, taken), pens, report)
        file = BytesIO()
        workbook.save(file)
    except BaseException:
        _forget(workbook)
        raise
    return with_values(file.getvalue(), {sheet.path: values for sheet, values in pens.sums.items()})


def _forget(workbook: Any) -> None:
    """Remove the files that hold the rows so far."""
    for sheet in workbook.worksheets:
        if not sheet.closed:
            sheet.close()
        sheet._writer.cleanup()


def _sheets(report: Report) -> Iterator[tuple[str, _Write]]:
    shown = [block for block in report.blocks if not isinstance(block, Break | Signed)]
    if len(shown) == 1 and isinstance(shown[0], Table):
        yield shown[0].title or report.title, partial(_table, shown[0], whole=True)
    else:
        yield report.title, _cover
        chapter = report.title
        for block in shown:
            if isinstance(block, Prose):
                chapter = block.title or chapter
            elif isinstance(block, Table):
                yield block.title or chapter, partial(_table, block, whole=False)
            elif isinstance(block, Chart):
                yield block.title or chapter, partial(_chart, block)
    if report.definitions:
        yield report.definitions_title or report.title, write_definitions


def _table(table: Table, workbook: Any, name: str, pens: Pens, report: Report, *, whole: bool) -> None:
    write_table(workbook, name, pens, report, table, whole=whole)


def _chart(chart: Chart, workbook: Any, name: str, pens: Pens, report: Report) -> None:
    write_chart(workbook, name, pens, report, chart)


def _cover(workbook: Any, name: str, pens: Pens, report: Report) -> None:
    """The figures that are read first, and the texts."""
    sheet = Sheet(workbook, name, pens, (34, 20, 46))
    set_paper(sheet.raw, report, sheet.widths, wide=False)
    write_head(sheet, report, whole=True)
    for block in report.blocks:
        if isinstance(block, Tiles):
            sheet.write()
            for tile in block.tiles:
                number = "General" if isinstance(tile.value, str) else pens.number_format(tile.kind)
                value = Style(bold=True, size=13, align="right", line=True, number=number)
                name_style, note = (
                    Style(wrap=True, line=True),
                    Style(wrap=True, line=True, colour=QUIET.colour, align="left", indent=1),
                )
                sheet.write([(tile.title, name_style), (tile.value, value), (tile.note, note)])
        elif isinstance(block, Prose):
            sheet.write()
            if block.title:
                sheet.merged(block.title, HEADING)
            for paragraph in block.paragraphs:
                sheet.merged(paragraph, PLAIN_WRAPPED)
    write_end(sheet, report)
    sheet.end()


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel takes, and that no sheet before has: up to 31 characters in whole words, none of
    ``[]:*?/\\``, no apostrophe at an end. Adds it to ``taken``."""
    clean = " ".join(_FORBIDDEN.sub(" ", title).split()).strip("'") or "-"
    for number in range(1, len(taken) + 3):
        mark = f" ({number})" if number > 1 else ""
        name = _whole_words(clean, _LONGEST_NAME - len(mark)).strip(" '") + mark
        if name.casefold() not in taken and name.casefold() != _RESERVED:
            break
    taken.add(name.casefold())
    return name


def _whole_words(text: str, most: int) -> str:
    """As many words as have room in ``most`` characters; of a longer first word its beginning."""
    if len(text) <= most:
        return text
    return text[: most + 1].rpartition(" ")[0] or text[:most]
