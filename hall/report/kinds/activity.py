"""The sheet for a visit of those who coordinate halls: what was done, is done and will be done, and what is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from hall.amounts import number_text, share_of
from hall.dates import clock_text, date_text, day_text
from hall.dates import month_text as name_of
from hall.figures import Need, ReportFacts, ServiceFigures
from hall.report.kinds.hindered import asked, going_on, obstacles_table
from hall.report.kinds.kind import ReportKind, service_days
from hall.report.kinds.measures import (
    column,
    compared,
    defined,
    in_percent,
    in_points,
    kept_share,
    spans,
    spread,
)
from hall.report.kinds.now import said_of_now
from hall.report.kinds.parts import AgencyServices, Stretch, agencies_of, stretches, totals
from hall.report.kinds.plans import coming, finished
from hall.report.kinds.promised import promise_said
from hall.report.kinds.satisfaction import index_tile
from hall.report.report import Block, Cell, Chart, ChartKind, Kind, Prose, Row, Series, Table, Tile, Tiles
from hall.translator import Translator

_AGENCIES = 4
"""So many stand on the sheet by name: it is one page, and its definitions are the other."""


class Activity(ReportKind):
    """Two pages of A4: the sheet, and what its figures mean."""

    key: ClassVar[str] = "activity"
    needs: ClassVar[frozenset[Need]] = frozenset({Need.MONTHS, Need.OBSTACLES, Need.FLOOR, Need.AUDIT, Need.SURVEY})
    is_sheet: ClassVar[bool] = True
    figures: ClassVar[tuple[str, ...]] = (
        "issued",
        "done",
        "no_show",
        "wait",
        "take",
        "spread",
        "kept_share",
        "priority",
        "change",
        "working_day",
        "obstacle",
        "incidents",
        "delayed",
        "lasted",
        "index",
        "needed",
        "audit",
    )

    def blocks(self, facts: ReportFacts, translate: Translator) -> Iterable[Block]:
        """Four chapters."""
        yield Prose(translate("report.activity.done"))
        yield _tiles(facts, translate)
        yield _working_days(facts, translate)
        yield _agencies(facts, translate)
        if done := tuple(finished(facts, translate)):
            yield Prose("", done)
        yield Prose(translate("report.activity.now"), (" ".join(_now(facts, translate)),))
        yield Prose(translate("report.activity.plans"), tuple(coming(facts, translate)))
        yield obstacles_table(facts, translate)
        if needed := tuple(asked(facts, translate)):
            yield Prose("", needed)

    def explained(self, facts: ReportFacts) -> Iterable[str]:
        """What stands on the sheet."""
        survey = facts.survey is not None and facts.survey.whole.index is not None
        absent = {
            "audit": facts.audit is None,
            "index": not survey,
            "needed": not survey,
            "change": not (facts.before.of().issued or facts.year_before.of().issued),
        }
        return [one for one in self.figures if not absent.get(one)]

    def remarks(self, facts: ReportFacts, translate: Translator) -> Iterable[str]:
        """How the figures came about, and that the history of the day was checked."""
        yield translate("report.activity.counted")
        if facts.audit is not None:
            made = {"day": day_text(facts.audit.day, translate), "at": clock_text(facts.now, translate)}
            report = facts.audit.report
            lines = translate("report.activity.audited", n=report.tickets, **made)
            result = "good" if report.good else "found"
            yield f"{lines} {translate(f'report.activity.audit_{result}', n=report.found)}"


def _tiles(facts: ReportFacts, translate: Translator) -> Tiles:
    found, first = facts.figures.of(), facts.figures.of(priority=True)
    share = kept_share(found)
    wait, wait_p90, _ = spread(found.waits)
    median, _, longest = spread(first.waits)
    visitors = compared(facts, translate, lambda then: in_percent(found.issued, then.of().issued, translate))
    visitors = "; ".join(filter(None, (visitors, service_days(facts, translate))))
    points = compared(facts, translate, lambda then: in_points(share, kept_share(then.of()), translate))
    p90 = "" if wait_p90 is None else translate("report.p90", n=wait_p90)
    most = "" if longest is None else translate("report.longest_of", n=longest)
    return Tiles(
        (
            Tile("issued", translate("definition.issued"), found.issued, note=visitors),
            Tile("wait", translate("report.tile.wait"), wait, Kind.MINUTES, p90),
            Tile("kept", translate("definition.kept_share"), share, Kind.SHARE, points),
            index_tile(facts.survey, translate) or _lately(facts, translate),
            Tile("priority", translate("report.tile.priority"), median, Kind.MINUTES, most),
        )
    )


def _lately(facts: ReportFacts, translate: Translator) -> Tile:
    """How the promise goes: its last month with a visit, against the one before."""
    months = _months(facts, translate)
    shares = [
        (one, share)
        for one, total in zip(months, totals(facts.months, months), strict=True)
        if total is not None and (share := share_of(total.kept, total.judged)) is not None
    ]
    if not shares:
        return Tile("kept_lately", translate("report.tile.kept_lately"), None, Kind.SHARE)
    (last, share), before = shares[-1], shares[-2:-1]
    note = ""
    for one, earlier in before:
        change = in_points(share, earlier, translate)
        note = translate("report.change", change=change, period=name_of(one.first, translate))
    title = translate("report.tile.kept_in", month=name_of(last.first, translate))
    return Tile("kept_lately", title, share, Kind.SHARE, note)


def _months(facts: ReportFacts, translate: Translator) -> tuple[Stretch, ...]:
    return stretches(facts.twelve_months, translate)


def _working_days(facts: ReportFacts, translate: Translator) -> Chart:
    """How many came on a working day of each month, in the mean of its days with visitors."""
    months = _months(facts, translate)
    values = []
    for one in months:
        counts = [total.issued for day, total in facts.months.items() if one.first <= day <= one.last and total.issued]
        mean = Decimal(sum(counts)) / len(counts) if counts else None
        values.append(None if mean is None else int(mean.quantize(Decimal(1), ROUND_HALF_UP)))
    series = (Series(translate("definition.working_day"), tuple(values)),)
    names = tuple(one.name for one in months)
    return Chart("working_days", translate("report.working_days"), ChartKind.BARS, names, series)


def _agencies(facts: ReportFacts, translate: Translator) -> Table:
    """Those that most came to, the others together."""
    found = list(agencies_of(facts, {service for service, _ in facts.figures.services}))
    found.sort(key=lambda one: -facts.figures.of(one.services).issued)
    named = found if len(found) <= _AGENCIES + 1 else found[:_AGENCIES]
    rows = [Row((one.name, *_cells(facts.figures.of(one.services)))) for one in named]
    others = found[len(named) :]
    if others:
        rows.append(_others(facts, others, translate))
    columns = (
        column("agency", translate, share=4),
        *(defined(name, translate) for name in ("done", "no_show")),
        *spans("wait", translate)[:2],
        spans("take", translate)[0],
        defined("kept_share", translate, Kind.SHARE),
    )
    return Table("agencies", "", columns, tuple(rows), translate("report.nothing"), _said_of_agencies(facts, translate))


def _said_of_agencies(facts: ReportFacts, translate: Translator) -> str:
    """What the columns count: visits that were not served are done too; what was promised; the unit of times."""
    not_served = facts.figures.of().not_served
    counted = translate("report.activity.not_served", n=not_served) if not_served else ""
    return " ".join(filter(None, (counted, promise_said(facts, translate), translate("report.in_minutes"))))


def _others(facts: ReportFacts, others: list[AgencyServices], translate: Translator) -> Row:
    services = [key for one in others for key in one.services]
    name = translate("report.other_agencies", n=len(others))
    return Row((name, *_cells(facts.figures.of(services))))


def _cells(found: ServiceFigures) -> tuple[Cell, ...]:
    wait, wait_p90, _ = spread(found.waits)
    return (found.done, found.no_show, wait, wait_p90, spread(found.takes)[0], kept_share(found))


def _now(facts: ReportFacts, translate: Translator) -> Iterator[str]:
    """What goes on in the hall; while it is closed its latest day with visitors. Then the incidents that are open."""
    floor = facts.floor
    is_open = floor is not None and floor.business_day is not None
    latest = max((day for day, total in facts.months.items() if total.issued), default=None)
    if latest is None or is_open or (floor is not None and floor.day_ended):
        yield said_of_now(facts, translate)
    if latest is not None and not is_open:
        counted = number_text(facts.months[latest].issued, translate)
        yield translate("report.activity.latest", day=date_text(latest, translate), n=counted)
    yield from going_on(facts, translate)
