"""A report as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from hall.console import cell as safe
from hall.report.cells import row_texts, tile_text
from hall.report.report import Break, Chart, Prose, Report, Signed, Table, Tiles
from hall.text_tables import fields, table
from hall.translator import Translator


def report_lines(report: Report, translate: Translator) -> list[str]:
    """Its head, then each block; what a chart shows stands in a table too, of which a terminal shows nothing more."""
    lines = [report.owner, f"{report.title}, {report.subtitle}"]
    if report.facts:
        lines += ["", *fields(report.facts)]
    for block in report.blocks:
        if not isinstance(block, Break | Signed | Chart):
            lines += ["", *_lines(block, translate)]
    if report.remarks:
        lines += ["", *map(safe, report.remarks)]
    if report.definitions:
        lines += ["", report.definitions_title, *fields([(one.name, one.text) for one in report.definitions])]
    return lines


def _lines(block: Table | Tiles | Prose, translate: Translator) -> Iterator[str]:
    if isinstance(block, Tiles):
        yield from fields(
            [(one.title, " ".join((tile_text(one, translate), one.note)).rstrip()) for one in block.tiles]
        )
        return
    if block.title:
        yield block.title
    if isinstance(block, Prose):
        yield from (safe(paragraph) for paragraph in block.paragraphs)
    elif not block.rows:
        yield block.empty
    else:
        yield from _table(block, translate)


def _table(block: Table, translate: Translator) -> Iterator[str]:
    rows = [row_texts(row, block.columns, translate) for row in block.rows]
    yield from table(
        [column.title for column in block.columns], rows, [column.kind.is_number for column in block.columns]
    )
    if block.note:
        yield block.note
