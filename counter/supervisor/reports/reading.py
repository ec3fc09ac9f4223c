"""Reads a report in a worker's thread: what leaves it is the finished document, no row of the database."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from counter.supervisor.reports.wanted import ReadyDays, ReportView, TableLook, Wanted
from hall.access import By
from hall.figures import PeriodFigures
from hall.report.cells import row_texts
from hall.report.kinds import KINDS
from hall.report.report import Kind, Report, Table, Tile, Tiles
from hall.translator import Translator

if TYPE_CHECKING:
    from hall.store import Reader


def read_report(reader: Reader, by: By, wanted: Wanted, translate: Translator) -> ReportView:
    """The report as ``by`` may see it, in the language of ``translate``. Raises Refused."""
    kind = KINDS[wanted.key]
    facts = reader.aggregates.facts(wanted.period, by, agency=wanted.agency, needs=kind.needs)
    report = kind.document(facts, translate)
    headline = kind.headline(facts, translate) or _first_tile(report)
    tables = tuple(table_look(table, translate) for table in report.tables)
    over = facts.figures.live is None and facts.now.date() > facts.period.last
    return ReportView(wanted, report, headline, tables, ready_days(facts.figures), over)


def table_look(table: Table, translate: Translator) -> TableLook:
    """A table in the language of ``translate``, without the numbers of its rows, which help on paper alone."""
    table = _unnumbered(table)
    kinds = [column.kind for column in table.columns]
    texts = tuple(tuple(row_texts(row, table.columns, translate)) for row in table.rows)
    longest = tuple(max((row[at] for row in texts), key=len, default="") for at in range(len(kinds)))
    return TableLook(table, texts, tuple(row.level for row in table.rows), longest)


def ready_days(figures: PeriodFigures) -> ReadyDays:
    """Which days of a period are added up."""
    closed = sorted(day for day in figures.days if day != figures.live)
    if not closed:
        return ReadyDays(live=figures.live)
    return ReadyDays(closed[0], closed[-1], len(closed), figures.live)


def _unnumbered(table: Table) -> Table:
    kept = [at for at, column in enumerate(table.columns) if column.kind is not Kind.ORDER]
    if len(kept) == len(table.columns):
        return table
    rows = tuple(replace(row, cells=tuple(row.cells[at] for at in kept)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[at] for at in kept), rows=rows)


def _first_tile(report: Report) -> Tile | None:
    return next((block.tiles[0] for block in report.blocks if isinstance(block, Tiles) and block.tiles), None)
