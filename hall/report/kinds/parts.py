"""What several reports put together alike: the services of each agency, and the days or months of a period."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from hall.amounts import share_of
from hall.dates import month_text
from hall.figures import DayTotal, Period, ReportFacts
from hall.report.report import Cell, Chart, ChartKind, Kind, Level, Row, Series
from hall.translator import Translator

MOST_DAYS = 31
"""More days than these would not fit beside each other: then months stand there."""


class AgencyServices(NamedTuple):
    """An agency's name and its services (ids)."""

    id: str
    name: str
    services: tuple[str, ...]


def agencies_of(facts: ReportFacts, counted: Collection[str], *, idle: bool = False) -> Iterator[AgencyServices]:
    """The agencies that are reported on, in order, with those of their services that are ``counted``; ``idle``: also
    those that the hall has and nobody came for. Agencies without such a service are left out."""
    names = facts.names.services
    for agency, name in facts.names.agencies.items():
        if facts.agency not in ("", agency):
            continue
        of = facts.names.services_of(agency)
        services = tuple(key for key in of if key in counted or (idle and names[key].current))
        if services:
            yield AgencyServices(agency, name, services)


def service_rows(
    facts: ReportFacts,
    counted: Collection[str],
    cells: Callable[[tuple[str, ...]], Sequence[Cell]],
    translate: Translator,
) -> Iterator[Row]:
    """A row of sums for each agency, rows of its services, and one of all; ``cells`` makes them of services (ids)."""
    everything: list[str] = []
    for agency in agencies_of(facts, counted):
        everything += agency.services
        yield Row((agency.name, *cells(agency.services)), Level.GROUP)
        for key in agency.services:
            yield Row((facts.names.services[key].text, *cells((key,))))
    if everything:
        yield Row((translate("report.all"), *cells(tuple(everything))), Level.TOTAL)


def counters_of(facts: ReportFacts, counted: Collection[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of each agency that is reported on, with those of its counters (ids) that are ``counted``."""
    for agency, name in facts.names.agencies.items():
        mine = tuple(key for key, one in facts.names.counters.items() if one.agency == agency and key in counted)
        if mine and facts.agency in ("", agency):
            yield name, mine


class Stretch(NamedTuple):
    """A day or a month as a category of a chart."""

    name: str
    first: date
    last: date


def by_month(period: Period) -> bool:
    """Whether its months stand beside each other, not its days."""
    return len(list(period.days)) > MOST_DAYS


def stretches(period: Period, translate: Translator) -> tuple[Stretch, ...]:
    """The days of a period, its months where they are many."""
    days = list(period.days)
    if not by_month(period):
        return tuple(Stretch(str(day.day), day, day) for day in days)
    return tuple(
        Stretch(month_text(one.first, translate, short=True), max(one.first, period.first), min(one.last, period.last))
        for one in period.months
    )


def totals(days: Mapping[date, DayTotal], spans: Iterable[Stretch]) -> tuple[DayTotal | None, ...]:
    """What each day or month comes to; None where no business day was."""
    found: list[DayTotal | None] = []
    for span in spans:
        mine = [total for day, total in days.items() if span.first <= day <= span.last]
        whole = DayTotal()
        for total in mine:
            whole = whole.plus(total)
        found.append(whole if mine else None)
    return tuple(found)


def visitors_chart(facts: ReportFacts, translate: Translator) -> Chart:
    """How many came on each day, or in each month."""
    spans = stretches(facts.over, translate)
    values = tuple(None if total is None else total.issued for total in totals(facts.figures.days, spans))
    title = translate("report.visitors_by_month" if by_month(facts.over) else "report.visitors_by_day")
    series = (Series(translate("definition.issued"), values),)
    return Chart("visitors", title, ChartKind.BARS, tuple(one.name for one in spans), series)


def kept_chart(days: Mapping[date, DayTotal], period: Period, title: str, translate: Translator) -> Chart:
    """The share of promises that were kept on each business day, or in each month."""
    spans = stretches(period, translate)
    found = [
        (one, total) for one, total in zip(spans, totals(days, spans), strict=True) if total or one.first < one.last
    ]
    spans = tuple(one for one, _ in found)
    shares = tuple(None if total is None else share_of(total.kept, total.judged) for _, total in found)
    series = (Series(translate("definition.kept_share"), shares),)
    return Chart("kept_trend", title, ChartKind.LINES, tuple(one.name for one in spans), series, Kind.SHARE)
