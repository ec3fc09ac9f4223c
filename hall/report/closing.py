"""The closing sheet of a business day as a report."""

from __future__ import annotations

from hall.closing_sheet import ClosingSheet, SheetCounts, SheetGap, SheetLine
from hall.dates import clock_text, date_text
from hall.report.report import Cell, Column, Kind, Level, Report, Row, Signing, Table
from hall.translator import Translator

_COUNTS = ("issued", "served", "not_served", "no_show", "cancelled", "waiting")


def closing_report(sheet: ClosingSheet, translate: Translator) -> Report:
    """The sheet in the language of ``translate``."""
    made = f"{date_text(sheet.made_at.date(), translate)}, {clock_text(sheet.made_at, translate)}"
    return Report(
        key="closing",
        owner=f"{sheet.hall} {sheet.city}".strip(),
        title=translate("sheet.title"),
        subtitle=date_text(sheet.day, translate),
        facts=_facts(sheet, translate),
        blocks=(_numbers(sheet, translate), _gaps(sheet, translate)),
        made=translate("sheet.made", at=made),
        page=translate("sheet.page", number="{number}", count="{count}"),
        remarks=moved_remarks(sheet, translate),
        signatures=tuple(Signing((translate(key),)) for key in ("sheet.closed_by", "sheet.known_by")),
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
    counts = tuple(Column(name, translate(f"sheet.{name}"), Kind.COUNT, 1.05) for name in _COUNTS)
    ends = (Column(name, translate(f"sheet.{name}"), share=1.35) for name in ("first", "last"))
    columns = (Column("service", translate("sheet.service"), share=3.6), *counts, *ends)
    rows = tuple(_row(line) for line in sheet.lines)
    total = (Row((translate("sheet.total"), *_counted(sheet.total), None, None), Level.TOTAL),) if rows else ()
    return Table("numbers", translate("sheet.numbers"), columns, (*rows, *total), translate("sheet.no_numbers"))


def _row(line: SheetLine) -> Row:
    cells: tuple[Cell, ...] = (line.service, *_counted(line.counts), line.first, line.last)
    return Row(cells)


def _counted(counts: SheetCounts) -> tuple[int, ...]:
    return tuple(getattr(counts, name) for name in _COUNTS)


def moved_remarks(sheet: ClosingSheet, translate: Translator) -> tuple[str, ...]:
    """Where reports count the numbers that are of another service now; nothing where there are none."""
    moves = "; ".join(translate("sheet.move", n=one.numbers, prefix=one.prefix, to=one.to) for one in sheet.moved)
    return (translate("sheet.moved", moves=moves),) if moves else ()


def gap_reason(gap: SheetGap, translate: Translator) -> str:
    """Why numbers have no ticket, or nobody who holds them."""
    return translate("sheet.withdrawn", reason=gap.reason) if gap.withdrawn else gap.reason


def _gaps(sheet: ClosingSheet, translate: Translator) -> Table:
    columns = (
        Column("numbers", translate("sheet.gap_numbers"), share=2),
        Column("reason", translate("sheet.gap_reason"), share=4),
        Column("by", translate("sheet.gap_by"), share=2),
    )
    rows = tuple(Row((gap.codes, gap_reason(gap, translate), gap.by)) for gap in sheet.gaps)
    return Table("gaps", translate("sheet.gaps"), columns, rows, translate("sheet.no_gaps"))
