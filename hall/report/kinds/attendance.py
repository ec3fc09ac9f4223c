"""Attendance of tenants: how long each counter was open of the hours it should have been."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import ClassVar

from hall.amounts import share_of
from hall.dates import clock_text
from hall.figures import PresenceFigures, ReportFacts
from hall.report.kinds.kind import ReportKind
from hall.report.kinds.measures import column, defined, spread
from hall.report.kinds.parts import MOST_DAYS, counters_of
from hall.report.report import Block, Cell, Column, Kind, Level, Row, Table
from hall.translator import Translator

Seen = tuple[date, PresenceFigures]


class Attendance(ReportKind):
    """A row of sums for each agency, its counters below it, and each day on which one was late or never opened."""

    key: ClassVar[str] = "attendance"
    figures: ClassVar[tuple[str, ...]] = (
        "days",
        "scheduled",
        "open",
        "open_share",
        "breaks",
        "late_days",
        "never_opened",
    )

    def blocks(self, facts: ReportFacts, translate: Translator) -> Iterable[Block]:
        """The counters, then the days of a period that is not too long to list them."""
        yield Table(
            "counters",
            translate("report.by_counter"),
            _columns(translate),
            tuple(_rows(facts, translate)),
            translate("report.no_schedule"),
            translate("report.in_minutes"),
            wide=True,
        )
        if (facts.over.last - facts.over.first).days < MOST_DAYS:
            yield _days(facts, translate)


def _columns(translate: Translator) -> tuple[Column, ...]:
    return (
        column("counter", translate, share=4),
        defined("days", translate),
        *(defined(name, translate, Kind.MINUTES) for name in ("scheduled", "open")),
        defined("open_share", translate, Kind.SHARE),
        defined("breaks", translate, Kind.MINUTES),
        defined("late_days", translate),
        column("late_median", translate, Kind.MINUTES),
        column("late_longest", translate, Kind.MINUTES),
        defined("never_opened", translate),
    )


def _rows(facts: ReportFacts, translate: Translator) -> Iterator[Row]:
    of: dict[str, list[Seen]] = {}
    for (day, counter), one in facts.figures.presence.items():
        of.setdefault(counter, []).append((day, one))
    everything: list[Seen] = []
    for name, counters in counters_of(facts, of):
        mine = [seen for counter in counters for seen in of[counter]]
        everything += mine
        yield Row((name, *_cells(facts, mine)), Level.GROUP)
        for counter in counters:
            label = translate("report.counter", label=facts.names.counters[counter].label)
            yield Row((label, *_cells(facts, of[counter])))
    if everything:
        yield Row((translate("report.all"), *_cells(facts, everything)), Level.TOTAL)


def _cells(facts: ReportFacts, mine: Sequence[Seen]) -> tuple[Cell, ...]:
    late = Counter(minutes for _, one in mine if (minutes := _late(facts, one)))
    median, _, longest = spread(late)
    scheduled, opened = sum(one.scheduled for _, one in mine), sum(one.open for _, one in mine)
    return (
        sum(one.scheduled > 0 for _, one in mine),
        scheduled,
        opened,
        share_of(opened, scheduled),
        sum(one.breaks for _, one in mine),
        late.total(),
        median,
        longest,
        sum(_never(facts, day, one) for day, one in mine),
    )


def _late(facts: ReportFacts, one: PresenceFigures) -> int | None:
    return one.late(int(facts.form.late_after.total_seconds() // 60)) if one.scheduled else None


def _never(facts: ReportFacts, day: date, one: PresenceFigures) -> bool:
    """Whether a counter never opened on a day that is over."""
    return one.scheduled > 0 and one.open == 0 and day != facts.figures.live


def _days(facts: ReportFacts, translate: Translator) -> Table:
    columns = (
        column("day", translate, Kind.DATE, 1.6),
        column("counter", translate, share=1.4),
        column("agency", translate, share=4),
        column("begins", translate),
        column("first_call", translate, share=1.2),
        column("late", translate, Kind.MINUTES, 1.2),
        defined("scheduled", translate, Kind.MINUTES),
        defined("open", translate, Kind.MINUTES),
    )
    rows = tuple(_day_rows(facts, translate))
    title, empty = translate("report.late_or_never"), translate("report.nobody_late")
    return Table("days", title, columns, rows, empty, translate("report.late_note"), wide=True)


def _day_rows(facts: ReportFacts, translate: Translator) -> Iterator[Row]:
    """Those that were late, and those that never opened."""
    zone, order = facts.now.tzinfo, {key: place for place, key in enumerate(facts.names.counters)}
    seen = sorted(facts.figures.presence.items(), key=lambda item: (item[0][0], order.get(item[0][1], 0)))
    for (day, counter), one in seen:
        late, named = _late(facts, one), facts.names.counters.get(counter)
        if named is None or not (late or _never(facts, day, one)):
            continue
        begins, first = (
            None if at is None else clock_text(at.astimezone(zone), translate) for at in (one.begins, one.first_call)
        )
        agency = facts.names.agencies.get(named.agency, named.agency)
        yield Row((day, named.label, agency, begins, first, late, one.scheduled, one.open))
