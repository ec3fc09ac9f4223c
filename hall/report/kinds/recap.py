"""The monthly recap that halls hand in: how many came for each service on each day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar

from hall.dates import month_text, weekday_text
from hall.figures import ReportFacts
from hall.report.kinds.kind import ReportKind, change_note
from hall.report.kinds.parts import MOST_DAYS, agencies_of
from hall.report.report import Block, Column, Kind, Level, Row, Table, Tile
from hall.translator import Translator


class Recap(ReportKind):
    """A bold row of sums for each agency, its services below it, and the sum of all."""

    key: ClassVar[str] = "recap"
    figures: ClassVar[tuple[str, ...]] = ("issued", "service_counted")

    def headline(self, facts: ReportFacts, translate: Translator) -> Tile | None:
        """How many came, against the period before."""
        issued, before = (figures.of().issued for figures in (facts.figures, facts.before))
        note = change_note(issued, facts, before, translate)
        return Tile("issued", translate("report.applicants", n=issued), issued, note=note)

    def blocks(self, facts: ReportFacts, translate: Translator) -> Iterable[Block]:
        """One table."""
        spans = list(_spans(facts))
        by_day = len(spans) > 1 and spans[0][1] == spans[0][2]
        columns = (
            Column("no", translate("report.no"), Kind.ORDER, 0.6),
            Column("service", translate("report.recap.service"), share=6.0),
            *(_column(facts, span, translate, by_day=by_day) for span in spans),
            Column("total", translate("report.total"), Kind.COUNT, 1.2),
        )
        rows = tuple(_rows(facts, [(first, last) for _, first, last in spans], translate))
        closed = any(column.is_shaded for column in columns)
        note = translate("report.recap.closed") if closed and rows else ""
        yield Table("recap", "", columns, rows, translate("report.nothing"), note, wide=True, sums=len(spans) > 1)


def _spans(facts: ReportFacts) -> Iterator[tuple[str, date, date]]:
    """The columns: a key, the first and the last day of each."""
    days = list(facts.period.days)
    if len(days) <= MOST_DAYS:
        for day in days:
            yield day.isoformat(), day, day
        return
    for month in facts.period.months:
        yield month.text, max(month.first, facts.period.first), min(month.last, facts.period.last)


def _column(facts: ReportFacts, span: tuple[str, date, date], translate: Translator, *, by_day: bool) -> Column:
    """A day with the letter of its weekday, or a month; shaded where it is over and had no number."""
    key, first, last = span
    nothing = not any(first <= day <= last for day in facts.figures.days)
    title = str(first.day) if by_day else month_text(first, translate, short=True)
    mark = weekday_text(first, translate, short=True)[:1] if by_day else ""
    return Column(key, title, Kind.COUNT, 0.75, mark, nothing, nothing and last < facts.now.date())


def _rows(facts: ReportFacts, spans: list[tuple[date, date]], translate: Translator) -> Iterator[Row]:
    counts: dict[str, list[int]] = {}
    for (service, day), count in facts.figures.issued.items():
        row = counts.setdefault(service, [0] * len(spans))
        for place, (first, last) in enumerate(spans):
            row[place] += count if first <= day <= last else 0
    nobody = [0] * len(spans)
    number, everything = 0, nobody
    for agency in agencies_of(facts, counts, idle=True):
        mine = [(key, counts.get(key, nobody)) for key in agency.services]
        number += 1
        sums = [sum(column) for column in zip(*(row for _, row in mine), strict=True)]
        everything = [a + b for a, b in zip(everything, sums, strict=True)]
        yield Row((number, agency.name, *sums, sum(sums)), Level.GROUP)
        for key, row in mine:
            yield Row((None, facts.names.services[key].text, *row, sum(row)))
    if number:
        yield Row((None, translate("report.all"), *everything, sum(everything)), Level.TOTAL)
