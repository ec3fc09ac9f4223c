"""Fairness: priority and regular side by side, and every call out of turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from hall.figures import Need, OutOfTurn, ReportFacts, ServiceFigures
from hall.lifecycle import Action
from hall.report.kinds.kind import ReportKind
from hall.report.kinds.measures import column, defined, kept_share, spans, spread
from hall.report.kinds.parts import agencies_of
from hall.report.report import Block, Cell, Column, Kind, Level, Row, Table, Tile, Tiles
from hall.translator import Translator

_COUNTS = ("issued", "served", "not_served", "no_show", "cancelled", "left")
_TOLD = frozenset({Action.RETURN, Action.RELEASE, Action.TRANSFER, Action.SET_PRIORITY, Action.UNDO, "directed"})
"""What before a call out of turn says why; any other number was called straight from the queue."""


class Fairness(ReportKind):
    """Both classes in the whole hall and at each agency, the longest wait of each, and the calls out of turn."""

    key: ClassVar[str] = "fairness"
    needs: ClassVar[frozenset[Need]] = frozenset({Need.CALLS})
    figures: ClassVar[tuple[str, ...]] = (
        "priority",
        *_COUNTS,
        "wait",
        "spread",
        "kept_share",
        "longest",
        "out_of_turn",
    )

    def blocks(self, facts: ReportFacts, translate: Translator) -> Iterable[Block]:
        """What is read first comes first."""
        yield _tiles(facts, translate)
        yield _classes(facts, translate)
        yield _longest(facts, translate)
        yield _agencies(facts, translate)
        yield _calls(facts, translate)


def _class(priority: bool, translate: Translator) -> str:
    return translate("report.priority" if priority else "report.regular")


def _tiles(facts: ReportFacts, translate: Translator) -> Tiles:
    tiles = []
    for priority in (True, False):
        median, p90, _ = spread(facts.figures.of(priority=priority).waits)
        title = translate("report.tile.wait_of", name=_class(priority, translate))
        note = "" if p90 is None else translate("report.p90", n=p90)
        tiles.append(Tile("priority" if priority else "regular", title, median, Kind.MINUTES, note))
    return Tiles((*tiles, _called(facts, translate)))


def _called(facts: ReportFacts, translate: Translator) -> Tile:
    """How many calls were out of turn; where the calls of days are deleted, of how many numbers one was."""
    title, calls = translate("definition.out_of_turn"), len(facts.calls.out_of_turn)
    if not facts.purged:
        return Tile("out_of_turn", title, calls)
    numbers = facts.figures.of().out_of_turn
    return Tile("out_of_turn", title, numbers, note=translate("report.purged_counted"))


def _measures(translate: Translator) -> tuple[Column, ...]:
    counts = (defined(name, translate) for name in _COUNTS)
    return (*counts, *spans("wait", translate), defined("kept_share", translate, Kind.SHARE))


def _cells(found: ServiceFigures) -> tuple[Cell, ...]:
    return (*(getattr(found, name) for name in _COUNTS), *spread(found.waits), kept_share(found))


def _classes(facts: ReportFacts, translate: Translator) -> Table:
    columns = (column("class", translate, share=2.5), *_measures(translate))
    rows = [Row((_class(one, translate), *_cells(facts.figures.of(priority=one)))) for one in (True, False)]
    rows.append(Row((translate("report.all"), *_cells(facts.figures.of())), Level.TOTAL))
    return Table(
        "classes",
        translate("report.side_by_side"),
        columns,
        tuple(rows),
        note=translate("report.in_minutes"),
        wide=True,
    )


def _agencies(facts: ReportFacts, translate: Translator) -> Table:
    columns = (column("agency_class", translate, share=4), *_measures(translate))
    counted = {service for service, _ in facts.figures.services}
    rows = []
    for agency in agencies_of(facts, counted):
        rows.append(Row((agency.name, *_cells(facts.figures.of(agency.services))), Level.GROUP))
        for priority in (True, False):
            found = facts.figures.of(agency.services, priority=priority)
            rows.append(Row((_class(priority, translate), *_cells(found))))
    title, empty = translate("report.by_agency"), translate("report.nothing")
    return Table("agencies", title, columns, tuple(rows), empty, note=translate("report.in_minutes"), wide=True)


def _longest(facts: ReportFacts, translate: Translator) -> Table:
    columns = (
        column("class", translate, share=2),
        column("wait_longest", translate, Kind.MINUTES),
        column("number", translate),
        column("day", translate, Kind.DATE, 1.5),
        column("service", translate, share=5),
    )
    rows = []
    for priority in (True, False):
        if priority in facts.calls.longest:
            one, code = facts.calls.longest[priority]
            service = facts.names.services.get(one.service)
            named = one.service if service is None else service.text
            rows.append(Row((_class(priority, translate), one.minutes, code, one.day, named)))
    title, empty = translate("report.longest_waits"), translate("report.nothing")
    return Table("longest", title, columns, tuple(rows), empty, note=translate("report.in_minutes"), wide=True)


def _calls(facts: ReportFacts, translate: Translator) -> Table:
    columns = (
        column("at", translate, Kind.MOMENT, 2.4),
        column("number", translate, share=1.1),
        column("service", translate, share=4),
        column("class", translate, share=1.2),
        column("counter", translate),
        column("who", translate, share=2.5),
        column("why", translate, share=3.5),
        column("issued_before", translate, Kind.MINUTES, 1.2),
    )
    rows = tuple(_call_rows(facts, translate))
    title, empty, note = (translate(f"report.{key}") for key in ("out_of_turn", "nobody_out_of_turn", "in_minutes"))
    if facts.purged:
        empty = translate("report.purged_calls")
        note = f"{note} {empty}"
    return Table("out_of_turn", title, columns, rows, empty, note=note, wide=True)


def _call_rows(facts: ReportFacts, translate: Translator) -> Iterator[Row]:
    names = facts.names
    for one in facts.calls.out_of_turn:
        service, counter = names.services.get(one.service), names.counters.get(one.counter)
        yield Row(
            (
                one.at,
                one.code,
                one.service if service is None else service.text,
                _class(one.priority, translate),
                one.counter if counter is None else counter.label,
                _who(facts, one),
                translate(f"report.after.{one.after if one.after in _TOLD else 'queue'}"),
                one.waited,
            )
        )


def _who(facts: ReportFacts, one: OutOfTurn) -> str:
    """The name of a clerk; who else called, as the history has it."""
    kind, _, login = one.actor.partition(":")
    return facts.names.clerks.get(login, one.actor) if kind == "clerk" else one.actor
