"""Obstacles and their follow-up: what held the services back, who can end it, and a page for each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from hall.figures import Need, ReportFacts
from hall.incidents import VISITORS, Followed, FollowUp, follow_up
from hall.report.kinds.bodies import Body, Met, agency_name, body_name, met_by, pages
from hall.report.kinds.kind import ReportKind
from hall.report.kinds.measures import column, defined, followed_days, followed_share
from hall.report.kinds.parts import agencies_of
from hall.report.kinds.plans import plans_table
from hall.report.report import Block, Break, Cell, Column, Kind, Level, Prose, Row, Table, Tile, Tiles
from hall.translator import Translator
from hall.views import IncidentView

_MINUTE = timedelta(minutes=1)


class Obstacles(ReportKind):
    """Kinds of obstacles, their follow-up by who can end them, plans; then a page for each of those."""

    key: ClassVar[str] = "obstacles"
    needs: ClassVar[frozenset[Need]] = frozenset({Need.OBSTACLES})
    figures: ClassVar[tuple[str, ...]] = (
        "obstacle",
        "incidents",
        "hit",
        "lost",
        "lasted",
        "noted",
        "closed",
        "overdue",
        "followed_share",
        "followed_days",
    )

    def blocks(self, facts: ReportFacts, translate: Translator) -> Iterable[Block]:
        """What is read first comes first."""
        yield _tiles(facts, translate)
        yield _kinds(facts, translate)
        yield _bodies(facts, translate)
        yield _noted(facts, translate)
        yield plans_table(facts, translate)
        for body, found in pages(facts):
            yield Break()
            yield Prose(
                translate("report.for_body", name=body_name(facts, body, translate)),
                (translate("report.for_body_said", hall=facts.hall, city=facts.city),),
            )
            yield _kinds_of(facts, found, translate)
            yield _incidents(facts, [one for each in found for one in each.incidents], translate)


def lasted(one: IncidentView, now: datetime) -> int:
    """For how many whole minutes an incident went on, until now where it still does."""
    return max(0, ((one.until or now) - one.since) // _MINUTE)


def _followed(facts: ReportFacts, incidents: Iterable[IncidentView]) -> FollowUp:
    today = facts.now.date()
    return follow_up(
        Followed(one.found_at, one.closed_at, one.due is not None and one.due < today, one.external)
        for one in incidents
    )


def _lost(incidents: Iterable[IncidentView]) -> int:
    return sum((one.lost for one in incidents), timedelta()) // _MINUTE


def _tiles(facts: ReportFacts, translate: Translator) -> Tiles:
    incidents = facts.obstacles.incidents
    found = _followed(facts, incidents)
    still = translate("report.still_open", n=found.open)
    return Tiles(
        (
            Tile("incidents", translate("definition.incidents"), found.found, note=still),
            Tile("hit", translate("definition.hit"), sum(one.numbers for one in incidents)),
            Tile("lost", translate("definition.lost"), _lost(incidents), Kind.MINUTES),
            Tile("followed", translate("definition.followed_share"), followed_share(found), Kind.SHARE),
            Tile("days", translate("definition.followed_days"), followed_days(found), Kind.SCORE),
        )
    )


def _columns(translate: Translator) -> tuple[Column, ...]:
    return (
        defined("incidents", translate),
        defined("hit", translate),
        *(defined(name, translate, Kind.MINUTES) for name in ("lost", "lasted")),
        defined("noted", translate),
    )


def _cells(facts: ReportFacts, one: Met) -> tuple[Cell, ...]:
    numbers, spent = sum(each.numbers for each in one.incidents), sum(lasted(each, facts.now) for each in one.incidents)
    return (len(one.incidents), numbers, _lost(one.incidents), spent, one.noted)


def _kinds(facts: ReportFacts, translate: Translator) -> Table:
    """Each obstacle once, whichever agency met it."""
    columns = (column("obstacle", translate, share=4), column("body", translate, share=2), *_columns(translate))
    rows = tuple(
        Row((one.name or translate("report.stood_still"), body_name(facts, one.body, translate), *_cells(facts, one)))
        for one in met_by(facts, apart=False)
    )
    return Table(
        "kinds",
        translate("report.by_obstacle"),
        columns,
        rows,
        translate("report.no_obstacles"),
        translate("report.in_minutes"),
    )


def _bodies(facts: ReportFacts, translate: Translator) -> Table:
    of: dict[Body, list[IncidentView]] = {}
    for one in met_by(facts, apart=False):
        of.setdefault(one.body, []).extend(one.incidents)
    columns = (
        column("body", translate, share=3),
        defined("incidents", translate),
        *(defined(name, translate) for name in ("closed", "overdue")),
        column("open", translate, Kind.COUNT),
        defined("followed_share", translate, Kind.SHARE),
        defined("followed_days", translate, Kind.SCORE),
    )
    rows = []
    for body, incidents in of.items():
        if body.name != VISITORS:
            rows.append(Row((body_name(facts, body, translate), *_follow_cells(_followed(facts, incidents)))))
    if rows:
        whole = _followed(facts, facts.obstacles.incidents)
        rows.append(Row((translate("report.all"), *_follow_cells(whole)), Level.TOTAL))
    return Table("bodies", translate("report.by_body"), columns, tuple(rows), translate("report.no_obstacles"))


def _follow_cells(found: FollowUp) -> tuple[Cell, ...]:
    return (found.found, found.closed, found.overdue, found.open, followed_share(found), followed_days(found))


def _noted(facts: ReportFacts, translate: Translator) -> Table:
    """What clerks noted at the counters of each agency."""
    rows: list[Row] = []
    names = facts.names.obstacles
    for agency in agencies_of(facts, {service for service, _ in facts.figures.services}):
        counts = sorted(facts.figures.of(agency.services).obstacles.items(), key=lambda one: (-one[1], one[0]))
        if counts:
            rows.append(Row((agency.name, sum(count for _, count in counts)), Level.GROUP))
            rows += [Row((names[key].name if key in names else key, count)) for key, count in counts]
    columns = (column("agency_obstacle", translate, share=6), defined("noted", translate))
    return Table("noted", translate("report.noted"), columns, tuple(rows), translate("report.nothing_noted"))


def _kinds_of(facts: ReportFacts, found: Sequence[Met], translate: Translator) -> Table:
    columns = (column("obstacle", translate, share=4), column("agency", translate, share=3.5), *_columns(translate))
    rows = tuple(
        Row((one.name or translate("report.stood_still"), agency_name(facts, one.agency), *_cells(facts, one)))
        for one in found
    )
    return Table("body_kinds", translate("report.by_obstacle"), columns, rows, note=translate("report.in_minutes"))


def _incidents(facts: ReportFacts, incidents: Sequence[IncidentView], translate: Translator) -> Table:
    columns = (
        column("since", translate, Kind.MOMENT, 2.2),
        column("agency", translate, share=3),
        defined("lasted", translate, Kind.MINUTES),
        defined("hit", translate),
        defined("lost", translate, Kind.MINUTES),
        column("state", translate, share=2),
        column("follow_up", translate, share=4),
    )
    ordered = sorted(incidents, key=lambda one: (one.since, one.id))
    rows = tuple(_incident_row(facts, one, translate) for one in ordered)
    title, empty = translate("report.incidents"), translate("report.no_incidents")
    return Table("body_incidents", title, columns, rows, empty, translate("report.in_minutes"))


def _incident_row(facts: ReportFacts, one: IncidentView, translate: Translator) -> Row:
    since = one.since.astimezone(facts.now.tzinfo)
    state = "closed" if not one.is_open else "goes_on" if one.goes_on else "over"
    owner = translate("report.owner", name=one.owner) if one.owner else ""
    said = one.done or owner
    return Row(
        (
            since,
            one.agency_name,
            lasted(one, facts.now),
            one.numbers,
            one.lost // _MINUTE,
            translate(f"report.incident_{state}"),
            said,
        )
    )
