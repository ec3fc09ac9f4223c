"""Several halls on one page, each in a row: what was done there in a period, against the one before."""

from __future__ import annotations

from collections.abc import Iterator

from hall.dates import clock_text, date_text
from hall.figures import HallsFacts, ServiceFigures
from hall.forms import ReportForm
from hall.report.kinds.kind import days_text, definitions, period_name
from hall.report.kinds.measures import column, defined, in_percent, kept_share, spans, spread
from hall.report.report import Block, Cell, Column, Kind, Level, Report, Row, Table, Tile, Tiles
from hall.translator import Translator

KEY = "halls"
_COUNTS = ("issued", "served", "not_served", "no_show", "cancelled", "left")
_EXPLAINED = (*_COUNTS, "wait", "spread", "kept_share", "change")


def halls_report(facts: HallsFacts, translate: Translator) -> Report:
    """The page in the language of ``translate``."""
    made = f"{date_text(facts.now.date(), translate)}, {clock_text(facts.now, translate)}"
    return Report(
        KEY,
        translate("report.halls.owner", n=len(facts.halls)),
        translate("report.halls.title"),
        days_text(facts.period, facts.over, translate),
        tuple(_blocks(facts, translate)),
        translate("sheet.made", at=made),
        translate("sheet.page", number="{number}", count="{count}"),
        remarks=tuple(_remarks(facts, translate)),
        definitions=definitions(_EXPLAINED, ReportForm(), translate),
        definitions_title=translate("report.definitions"),
    )


def _remarks(facts: HallsFacts, translate: Translator) -> Iterator[str]:
    yield translate("report.halls.closed")
    if facts.unread:
        yield translate("report.halls.unread", names="; ".join(facts.unread))


def _blocks(facts: HallsFacts, translate: Translator) -> Iterator[Block]:
    whole = facts.total
    median, p90, _ = spread(whole.waits)
    changes = ((facts.before, facts.period.before()), (facts.year_before, facts.period.year_before()))
    said = [
        translate("report.change", change=change, period=period_name(period, translate))
        for then, period in changes
        if (change := in_percent(whole.issued, then, translate))
    ]
    unread = translate("report.halls.not_read", n=len(facts.unread)) if facts.unread else ""
    yield Tiles(
        (
            Tile("halls", translate("report.column.hall"), len(facts.halls), note=unread),
            Tile("issued", translate("definition.issued"), whole.issued, note="; ".join(said)),
            Tile("wait", translate("report.tile.wait"), median, Kind.MINUTES, _p90(p90, translate)),
            Tile("kept", translate("definition.kept_share"), kept_share(whole), Kind.SHARE),
        )
    )
    yield Table(
        KEY,
        "",
        _columns(facts, translate),
        tuple(_rows(facts, whole, translate)),
        translate("report.nothing"),
        note=translate("report.in_minutes"),
        wide=True,
    )


def _p90(minutes: int | None, translate: Translator) -> str:
    return "" if minutes is None else translate("report.p90", n=minutes)


def _columns(facts: HallsFacts, translate: Translator) -> tuple[Column, ...]:
    return (
        Column("no", translate("report.no"), Kind.ORDER, 0.7),
        column("hall", translate, share=4.6),
        column("days", translate, Kind.COUNT),
        column("last_day", translate, Kind.DATE, 2.3),
        *(defined(name, translate) for name in _COUNTS),
        Column("before", period_name(facts.period.before(), translate), Kind.COUNT, 1.3),
        *spans("wait", translate),
        defined("kept_share", translate, Kind.SHARE),
    )


def _rows(facts: HallsFacts, whole: ServiceFigures, translate: Translator) -> Iterator[Row]:
    for number, one in enumerate(facts.halls, 1):
        yield Row((number, one.name.text, one.days, one.last, *_cells(one.total, one.before)))
    for number, name in enumerate(facts.unread, len(facts.halls) + 1):
        yield Row((number, name, None, None, *(None,) * (len(_COUNTS) + 5)))
    if facts.halls:
        days, ends = sum(one.days for one in facts.halls), [one.last for one in facts.halls if one.last]
        cells = _cells(whole, facts.before)
        yield Row((None, translate("report.all"), days, max(ends, default=None), *cells), Level.TOTAL)


def _cells(found: ServiceFigures, before: int) -> tuple[Cell, ...]:
    return (*(getattr(found, name) for name in _COUNTS), before, *spread(found.waits), kept_share(found))
