"""The rows of the hall's structure as its values. What cannot be read is as if it had not been said; where that would
promise something, as if it were closed. ``hall.store.database.wrong_rows`` names it to the staff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Row, Table, select
from sqlalchemy.engine import Connection

from hall.evacuation import Evacuation
from hall.forms import KioskForm, ReportForm, SlipForm, SurveyForm, VoiceForm
from hall.overrides import Override, OverrideKind
from hall.retention import Retention
from hall.standard import ServiceStandard
from hall.store import tables as t
from hall.store.database.codec import from_json
from hall.store.database.column_types import Unreadable
from hall.store.database.json_columns import fits
from hall.store.database.readable import UnreadRow, each, is_whole, whole_rows
from hall.structure import (
    PICTOGRAMS,
    Agency,
    BoardSetup,
    Calendar,
    Closure,
    Counter,
    CounterService,
    Hall,
    HallStructure,
    Need,
    Obstacle,
    Offer,
    Profile,
    Rules,
    Service,
    SpeechSetup,
    Station,
    TimeRange,
    WeeklyHours,
    Zone,
)

CLOSED: tuple[tuple[TimeRange, ...], ...] = ((),) * 7
"""What hours that cannot be read are: nobody may be promised a number on a guess, and what is called goes on."""


def hall_of(connection: Connection, row: Any) -> Hall:
    """The building from its row. Raises UnreadRow when its time zone cannot be read."""
    return Hall(
        _text(row.name, "MPP"),
        _text(row.city, ""),
        _timezone(connection, row.timezone),
        _hours(row.hours) or WeeklyHours(CLOSED),
        _or(row.always_open, False),
        from_json(Rules, _or(row.rules, {})),
        tuple(_or(row.running_text, ())),
        from_json(tuple[Profile, ...], _or(row.profiles, [])),
        from_json(Calendar, _or(row.calendar, {})),
        _or(row.cutoff_minutes, 0),
        from_json(SlipForm, _or(row.slip, {})),
        from_json(VoiceForm, _or(row.voice, {})),
        from_json(ReportForm, _or(row.reports, {})),
        from_json(SurveyForm, _or(row.survey, {})),
        from_json(Retention, _or(row.retention, {})),
        from_json(KioskForm, _or(row.kiosk, {})),
    )


def _lost(value: object) -> bool:
    return value.__class__ is Unreadable


def _or(value: Any, usual: Any) -> Any:
    """The value, or what is usual where it could not be read: an alarm names it (``database.wrong_rows``)."""
    return usual if _lost(value) else value


def _text(value: Any, usual: str) -> str:
    text: str = _or(value, usual)
    return text


def _timezone(connection: Connection, name: Any) -> str:
    """The hall's time zone; where it cannot be read, the one in which the latest business day was opened.

    Raises UnreadRow when that tells none either: without it no clock time is true.
    """
    if not _lost(name) and fits("timezone", name):
        return str(name)
    latest = connection.execute(
        select(t.business_day.c.timezone).order_by(t.business_day.c.id.desc()).limit(1)
    ).scalar_one_or_none()
    if latest is not None and not _lost(latest) and fits("timezone", latest):
        return str(latest)
    raise UnreadRow("the time zone of the hall cannot be read")


def approved_closures(connection: Connection) -> tuple[Closure, ...]:
    """The approved closings that nobody has ended, by their start."""
    c = t.closure.c
    return each(
        closure_of, connection.execute(select(t.closure).where(c.state == "approved").order_by(c.starts_at, c.id))
    )


def evacuations(connection: Connection) -> tuple[Evacuation, ...]:
    """The last ones, the newest first."""
    return each(
        evacuation_of, connection.execute(select(t.evacuation).order_by(t.evacuation.c.id.desc()).limit(_LATEST))
    )


def evacuation_of(row: Row[Any]) -> Evacuation:
    """An evacuation from its row."""
    return Evacuation(row.id, row.started_at, row.started_by, row.reason, row.ended_at, row.ended_by, row.note)


_LATEST = 20
"""So many are kept with the structure: older ones stop nobody who waits."""


def closure_of(row: Row[tuple[object, ...]]) -> Closure:
    """A closing from its row."""
    return Closure(
        row.id,
        row.scope,
        row.target,
        row.starts_at,
        row.ends_at,
        row.reason,
        row.state,
        row.requested_by,
        row.requested_at,
        row.decided_by,
        row.decided_at,
        row.ended_by,
        _text(row.reason_en, ""),
    )


def running_overrides(connection: Connection) -> tuple[Override, ...]:
    """What is set over the configuration and has not ended, the oldest first."""
    return each(override_of, connection.execute(select(t.override).where(RUNNING).order_by(t.override.c.id)))


RUNNING = t.override.c.ended_at.is_(None)


def override_of(row: Row[tuple[object, ...]]) -> Override:
    """An override from its row."""
    return Override(
        id=row.id,
        kind=OverrideKind(row.kind),
        scope=row.scope,
        target=row.target,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        reason=row.reason,
        made_by=row.made_by,
        reason_en=_text(row.reason_en, ""),
        services=from_json(tuple[CounterService, ...], _or(row.services, [])),
        configured=from_json(tuple[CounterService, ...], _or(row.configured, [])),
        ended_by=_text(row.ended_by, ""),
        ended_at=row.ended_at,
    )


def part_of(connection: Connection, hall: Hall, *, archived: bool) -> HallStructure:
    """All that the hall consists of, or all that it once did."""

    def rows(table: Table) -> list[Row[tuple[object, ...]]]:
        query = select(table).where(table.c.archived if archived else ~table.c.archived)
        found = connection.execute(query.order_by(table.c.position if "position" in table.c else table.c.name))
        return [row for row in found if not _lost(getattr(row, next(iter(table.primary_key)).name))]

    agencies = tuple(_agency(r) for r in rows(t.agency))
    known = set(connection.execute(select(t.agency.c.id)).scalars())
    services = tuple(_service(r) for r in rows(t.service) if is_whole((r.prefix, r.agency_id)) and r.agency_id in known)
    return HallStructure(
        hall=hall,
        zones=tuple(_zone(r) for r in rows(t.zone)),
        agencies=agencies,
        services=services,
        counters=tuple(filter(None, map(_counter_reader(connection), rows(t.counter)))),
        stations=tuple(station_of(r) for r in rows(t.station)),
        obstacles=tuple(_obstacle(r) for r in rows(t.obstacle)),
        offers=tuple(Offer(r.id, _text(r.name, r.id), _text(r.name_en, "")) for r in rows(t.offer)),
        needs=tuple(_need(r) for r in rows(t.need)),
    )


def _need(row: Row[Any]) -> Need:
    names = _text(row.name, row.id), _text(row.name_en, ""), _text(row.icon, "help-circle")
    return Need(row.id, *names, tuple(map(str, _or(row.services, []))))


def _obstacle(row: Row[tuple[object, ...]]) -> Obstacle:
    names = _text(row.name, row.id), _text(row.name_en, "")
    return Obstacle(row.id, *names, _text(row.responsible, "agency"), _or(row.external, False), _or(row.stops, False))


def _zone(row: Row[tuple[object, ...]]) -> Zone:
    names = (
        _text(row.name, row.id),
        _or(row.pictogram, PICTOGRAMS[0]),
        _text(row.directions, ""),
        _text(row.directions_en, ""),
    )
    there = (_text(row.counter_directions, ""), _text(row.counter_directions_en, ""))
    return Zone(row.id, *names, tuple(_or(row.arrows, ())), *there)


def _agency(row: Row[tuple[object, ...]]) -> Agency:
    return Agency(
        row.id,
        _text(row.name, row.id),
        _text(row.full_name, ""),
        _text(row.icon, ""),
        _text(row.colour, ""),
        _hours(row.hours),
        from_json(tuple[Profile, ...], _or(row.profiles, [])),
        row.cutoff_minutes,
        _text(row.name_en, ""),
        tuple(map(str, _or(row.words, []))),
    )


def _hours(value: Any) -> WeeklyHours | None:
    """Hours that cannot be read close their own service or agency, not those above them."""
    return WeeklyHours(CLOSED) if _lost(value) else from_json(WeeklyHours | None, value)


def _counter_reader(connection: Connection) -> Callable[[Any], Counter | None]:
    """Makes a counter of its row, nothing of one without a zone or agency."""
    served: dict[str, list[CounterService]] = {}
    links = t.counter_service
    joined = links.join(t.service, t.service.c.id == links.c.service_id)
    query = select(links).select_from(joined).order_by(links.c.rank, t.service.c.position)
    usable = set(
        connection.execute(select(t.service.c.id).join(t.agency, t.agency.c.id == t.service.c.agency_id)).scalars()
    )
    for link in whole_rows(connection.execute(query)):
        if link.service_id in usable:
            served.setdefault(link.counter_id, []).append(CounterService(link.service_id, link.rank))
    zones = set(connection.execute(select(t.zone.c.id)).scalars())
    agencies = set(connection.execute(select(t.agency.c.id)).scalars())

    def counter(row: Any) -> Counter | None:
        if row.zone_id not in zones or row.agency_id not in agencies:
            return None
        return Counter(row.id, _text(row.label, row.id), row.zone_id, row.agency_id, tuple(served.get(row.id, ())))

    return counter


def _service(row: Row[tuple[object, ...]]) -> Service:
    return Service(
        row.id,
        row.agency_id,
        row.prefix,
        _text(row.name, row.prefix),
        _text(row.name_en, ""),
        _text(row.requirement, ""),
        _text(row.requirement_en, ""),
        _or(row.promised_minutes, 0),
        _hours(row.hours),
        from_json(tuple[Profile, ...], _or(row.profiles, [])),
        row.cutoff_minutes,
        row.quota,
        row.promised_wait_minutes,
        tuple(map(str, _or(row.requirements, []))),
        tuple(map(str, _or(row.words, []))),
        tuple(map(str, _or(row.requirements_en, []))),
        row.ask_papers,
        row.ask_files,
        from_json(ServiceStandard, _or(row.standard, {})),
    )


def station_of(row: Row[tuple[object, ...]]) -> Station:
    """A station from its row; what of it cannot be read is as if the configuration did not say it."""
    return Station(
        row.name,
        _text(row.zone, ""),
        _text(row.printer, ""),
        _or(row.paper_mm, 80),
        _text(row.screen, ""),
        _or(row.diagonal_inch, 0.0),
        _or(row.distance_m, 0.0),
        row.print_mode,
        row.roll_m,
        row.fallback,
        from_json(BoardSetup, _or(row.board, {})),
        from_json(SpeechSetup, _or(row.speech, {})),
        bool(_or(row.locked, False)),
        _or(row.screen_bottom_mm, 0.0),
    )
