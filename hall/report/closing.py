"""The closing sheet of a business day as a report."""

from __future__ import annotations

from hall.closing_sheet import ClosingSheet, SheetCounts, SheetLine
from hall.dates import clock_text, date_text
from hall.report.report import Align, Cell, Column, Report, Table
from hall.translator import Translator

_COUNTS = ("issued", "served", "not_served", "no_show", "cancelled", "waiting")


def closing_report(sheet: ClosingSheet, translate: Translator) -> Report:
    """The sheet in the language of ``translate``."""
    made = f"{date_text(sheet.made_at.date(), translate)}, {clock_text(sheet.made_at, translate)}"
    return Report(
        owner=f"{sheet.hall} {sheet.city}".strip(),
        title=translate("sheet.title"),
        subtitle=date_text(sheet.day, translate),
        facts=_facts(sheet, translate),
        tables=(_numbers(sheet, translate), _gaps(sheet, translate)),
        made=translate("sheet.made", at=made),
        page=translate("sheet.page", number="{number}", count="{count}"),
        signatures=(translate("sheet.closed_by"), translate("sheet.known_by")),
    )


def _facts(sheet: ClosingSheet, translate: Translator) -> tuple[tuple[str, str], ...]:
    opened = translate("sheet.at_by", at=clock_text(sheet.opened_at, translate), name=sheet.opened_by)
    facts = [(translate("sheet.opened"), opened)]
    if sheet.closed_at is None:
        return (*facts, (translate("sheet.closed"), translate("sheet.still_open")))
    by = translate("sheet.by_itself") if sheet.expired else sheet.closed_by
    closed = translate("sheet.at_by", at=clock_text(sheet.closed_at, translate), name=by)
    reason = [(translate("sheet.reason"), sheet.reason)] if sheet.reason else []
    return (*facts, (translate("sheet.closed"), closed), *reason)


def _numbers(sheet: ClosingSheet, translate: Translator) -> Table:
    counts = tuple(Column(translate(f"sheet.{name}"), 1.05, Align.RIGHT) for name in _COUNTS)
    columns = (
        Column(translate("sheet.service"), 3.6),
        *counts,
        Column(translate("sheet.first"), 1.35),
        Column(translate("sheet.last"), 1.35),
    )
    rows = tuple(_row(line) for line in sheet.lines)
    total = (translate("sheet.total"), *_counted(sheet.total), None, None) if rows else ()
    return Table(translate("sheet.numbers"), columns, rows, total, translate("sheet.no_numbers"))


def _row(line: SheetLine) -> tuple[Cell, ...]:
    return (line.service, *_counted(line.counts), line.first, line.last)


def _counted(counts: SheetCounts) -> tuple[int, ...]:
    return tuple(getattr(counts, name) for name in _COUNTS)


def _gaps(sheet: ClosingSheet, translate: Translator) -> Table:
    columns = (
        Column(translate("sheet.gap_numbers"), 2),
        Column(translate("sheet.gap_reason"), 4),
        Column(translate("sheet.gap_by"), 2),
    )
    rows = tuple((gap.codes, gap.reason, gap.by) for gap in sheet.gaps)
    return Table(translate("sheet.gaps"), columns, rows, empty=translate("sheet.no_gaps"))
