"""Performance: what became of the numbers, how long it took, and whether it was as promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import ClassVar

from hall.amounts import percent_text, share_of
from hall.dates import weekday_text
from hall.figures import CounterFigures, PeriodFigures, ReportFacts, ServiceFigures, added
from hall.report.kinds.kind import ReportKind, service_days
from hall.report.kinds.measures import column, compared, defined, in_percent, in_points, kept_share, spans, spread
from hall.report.kinds.parts import by_month, counters_of, kept_chart, service_rows, visitors_chart
from hall.report.report import Block, Cell, Chart, ChartKind, Kind, Level, Row, Series, Table, Tile, Tiles
from hall.translator import Translator

_COUNTS = ("issued", "served", "not_served", "no_show", "cancelled", "left", "waiting", "assumed")
_A_MONDAY = date(2024, 1, 1)


class Performance(ReportKind):
    """Tiles and charts, then a row for each service, for each counter, and for each clerk where the hall allows it."""

    key: ClassVar[str] = "performance"
    figures: ClassVar[tuple[str, ...]] = (
        *_COUNTS,
        "service_counted",
        "wait",
        "take",
        "spread",
        "kept_share",
        "change",
        "ended_at_counter",
        "open",
        "idle",
        "noted",
        "arrivals",
    )

    def blocks(self, facts: ReportFacts, translate: Translator) -> Iterable[Block]:
        """What is read first comes first."""
        yield _tiles(facts, translate)
        yield visitors_chart(facts, translate)
        trend = translate("report.kept_by_months" if by_month(facts.over) else "report.kept_by_days")
        yield kept_chart(facts.figures.days, facts.over, trend, translate)
        yield _heat(facts, translate)
        yield _obstacles(facts, translate)
        yield _services(facts, translate)
        yield _counters(facts, translate)
        if any(clerk for _, clerk in facts.figures.counters):
            yield _clerks(facts, translate)


def _tiles(facts: ReportFacts, translate: Translator) -> Tiles:
    found = facts.figures.of()
    wait, wait_p90, _ = spread(found.waits)
    take, take_p90, _ = spread(found.takes)
    share = kept_share(found)
    visitors = compared(facts, translate, lambda then: in_percent(found.issued, then.of().issued, translate))
    visitors = "; ".join(filter(None, (visitors, service_days(facts, translate))))
    points = compared(facts, translate, lambda then: in_points(share, kept_share(then.of()), translate))
    missed = share_of(found.no_show, found.done + found.no_show)
    return Tiles(
        (
            Tile("issued", translate("definition.issued"), found.issued, note=visitors),
            Tile("wait", translate("report.tile.wait"), wait, Kind.MINUTES, _p90(wait_p90, translate)),
            Tile("take", translate("report.tile.take"), take, Kind.MINUTES, _p90(take_p90, translate)),
            Tile("kept", translate("definition.kept_share"), share, Kind.SHARE, points),
            Tile(
                "no_show",
                translate("definition.no_show"),
                found.no_show,
                note="" if missed is None else translate("report.of_called", share=percent_text(missed, translate)),
            ),
        )
    )


def _p90(minutes: int | None, translate: Translator) -> str:
    return "" if minutes is None else translate("report.p90", n=minutes)


def _heat(facts: ReportFacts, translate: Translator) -> Chart:
    """Weekdays from the first to the last with anybody, by the hour of the number."""
    counts: Counter[tuple[int, int]] = Counter()
    for (weekday, half_hour), count in facts.figures.arrivals.items():
        counts[weekday, half_hour // 2] += count
    hours = sorted({hour for _, hour in counts})
    span = range(hours[0], hours[-1] + 1) if hours else range(0)
    days = sorted({weekday for weekday, _ in counts})
    series = tuple(
        Series(
            weekday_text(_A_MONDAY + timedelta(days=day), translate, short=True),
            tuple(counts[day, hour] for hour in span),
        )
        for day in days
    )
    names = tuple(f"{hour:02d}" for hour in span)
    return Chart("arrivals", translate("report.arrivals"), ChartKind.HEAT, names, series)


def _obstacles(facts: ReportFacts, translate: Translator) -> Table:
    """What the clerks noted when visits ended."""
    names = facts.names.obstacles
    noted = sorted(facts.figures.of().obstacles.items(), key=lambda one: (-one[1], one[0]))
    rows = tuple(Row((names[key].name if key in names else key, count)) for key, count in noted)
    heads = (column("obstacle", translate, share=5), column("numbers", translate, Kind.COUNT))
    return Table("obstacles", translate("report.noted"), heads, rows, translate("report.nothing_noted"))


def _services(facts: ReportFacts, translate: Translator) -> Table:
    columns = (
        column("service", translate, share=4.5),
        *(defined(name, translate) for name in _COUNTS),
        *spans("wait", translate),
        *spans("take", translate),
        defined("kept_share", translate, Kind.SHARE),
    )
    counted = {service for service, _ in facts.figures.services}
    rows = tuple(service_rows(facts, counted, lambda of: _cells(facts.figures.of(of)), translate))
    return Table(
        "services",
        translate("report.by_service"),
        columns,
        rows,
        translate("report.nothing"),
        note=translate("report.in_minutes"),
        wide=True,
    )


def _cells(found: ServiceFigures) -> tuple[Cell, ...]:
    counts = (getattr(found, name) for name in _COUNTS)
    return (*counts, *spread(found.waits), *spread(found.takes), kept_share(found))


def _counters(facts: ReportFacts, translate: Translator) -> Table:
    columns = (
        column("counter", translate, share=3),
        *(defined(name, translate) for name in ("served", "not_served", "no_show")),
        *spans("take", translate),
        *(defined(name, translate, Kind.MINUTES) for name in ("open", "idle")),
    )
    rows = tuple(_counter_rows(facts, translate))
    return Table(
        "counters",
        translate("report.by_counter"),
        columns,
        rows,
        translate("report.nothing"),
        note=translate("report.in_minutes"),
        wide=True,
    )


def _counter_rows(facts: ReportFacts, translate: Translator) -> Iterator[Row]:
    figures = facts.figures
    counted = {counter for counter, _ in figures.counters} | {counter for _, counter in figures.presence}
    everything: list[str] = []
    for name, counters in counters_of(facts, counted):
        everything += counters
        yield Row((name, *_at(figures, counters)), Level.GROUP)
        for counter in counters:
            label = translate("report.counter", label=facts.names.counters[counter].label)
            yield Row((label, *_at(figures, (counter,))))
    if everything:
        yield Row((translate("report.all"), *_at(figures, tuple(everything))), Level.TOTAL)


def _at(figures: PeriodFigures, counters: tuple[str, ...]) -> tuple[Cell, ...]:
    mine = [one for (counter, _), one in figures.counters.items() if counter in counters]
    there = [one for (_, counter), one in figures.presence.items() if counter in counters]
    return (*_ended(mine), sum(one.open for one in there), sum(one.idle for one in there))


def _ended(parts: Iterable[CounterFigures]) -> tuple[Cell, ...]:
    found = added(CounterFigures(""), parts)
    return (found.served, found.not_served, found.no_show, *spread(found.takes))


def _clerks(facts: ReportFacts, translate: Translator) -> Table:
    of: dict[str, list[CounterFigures]] = {}
    for (_, clerk), one in facts.figures.counters.items():
        if clerk:
            of.setdefault(clerk, []).append(one)
    named = sorted((facts.names.clerks.get(clerk, clerk), clerk) for clerk in of)
    columns = (
        column("clerk", translate, share=3),
        *(defined(name, translate) for name in ("served", "not_served", "no_show")),
        *spans("take", translate),
    )
    rows = tuple(Row((name, *_ended(of[clerk]))) for name, clerk in named)
    return Table("clerks", translate("report.by_clerk"), columns, rows, note=translate("report.in_minutes"), wide=True)
