"""What the staff must know now, read from the state of the hall: an alarm goes when its cause goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import String, bindparam, select

from hall.access import By, Role, agency_seen
from hall.alarming import Concern, is_on
from hall.call_delivery import BOARD_LOST
from hall.opening import opening_at
from hall.station_health import KIOSK_SILENT
from hall.store import tables as t
from hall.store.alarms import help_calls, of_closings, of_day, of_estimates, of_services, records
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction
from hall.store.day.day_alarms import day_alarms
from hall.store.devices import boards, machine_alarms, printers
from hall.store.maintenance import runs
from hall.store.staff import attempts
from hall.store.tickets.missing_slips import reported_slips
from hall.structure import Counter
from hall.views import AlarmView, MissingSlip

_NEWS = timedelta(hours=12)
"""How long what was last known of a machine is told."""
_NAMED = 4
"""So many numbers are named in one alarm."""


def alarms(tx: Transaction, now: datetime, concern: Concern | None = None) -> tuple[AlarmView, ...]:
    """The alarms of the hall at ``now`` (the raw clock), the gravest first, with what is written down of them; those
    that concern somebody, or, without a ``concern``, all."""
    rules = tx.structure.structure.hall.rules.alarms
    found = [alarm for alarm in _found(tx, now, concern) if is_on(alarm.code, rules)]
    if concern is not None:
        found = [alarm for alarm in found if _concerns(alarm, concern)]
    return records.with_records(tx, found)


def differ(tx: Transaction) -> bool:
    """Whether alarms have come or gone since that was written down; read without a lock."""
    return records.differ(tx, alarms(tx, tx.now()))


def write_down(tx: Transaction) -> None:
    """Write down which alarms have come and which have gone."""
    now = tx.now()
    records.write_down(tx, alarms(tx, now), now)


def _found(tx: Transaction, now: datetime, concern: Concern | None) -> Iterator[AlarmView]:
    yield from _evacuation(tx)
    yield from help_calls.called(tx, now)
    yield from machine_alarms.alarms(tx, now)
    for row in tx.cache.wrong_rows(tx.connection, now):
        yield AlarmView(row.code, row.params)
    of_clock_and_day = day_alarms(tx, now)
    yield from of_clock_and_day or of_day.unopened(tx, now)
    yield from of_services.waiting_alarms(tx, now)
    if concern is None or concern.answers:
        yield from of_closings.asked(tx)
        yield from of_services.equal_obstacles(tx, now)
        yield from of_services.late_breaks(tx, now)
    yield from _printers(tx, now)
    yield from _missing_slips(tx, None if concern is None else concern.services)
    yield from _boards(tx, now)
    yield from _calendar(tx, now)
    if concern is None:
        yield from of_estimates.poor(tx, now)
        yield from runs.alarms(tx, now)
    yield from attempts.alarms(tx, now)


def _concerns(alarm: AlarmView, concern: Concern) -> bool:
    return concern.includes(alarm.code, agency=alarm.agency, services=alarm.services, zone=alarm.zone)


def concern_of(counter: Counter) -> Concern:
    """What concerns a clerk at a counter."""
    return Concern(counter.agency, frozenset(served.service for served in counter.services), frozenset((counter.zone,)))


def concern_of_agency(tx: Transaction, agency: str) -> Concern:
    """What concerns the supervisor of an agency (id): its services and counters, and the machines where those are."""
    structure = tx.structure.structure
    services = frozenset(service.id for service in structure.services if service.agency == agency)
    zones = frozenset(counter.zone for counter in structure.counters if counter.agency == agency)
    return Concern(agency, services, zones, answers=True)


def concern_of_person(tx: Transaction, by: By) -> Concern | None:
    """What concerns a member of staff: nothing less than all for whoever answers for the hall; a clerk's counter is
    where they sit. Raises Refused("no_agency")."""
    if by.role is not Role.CLERK:
        agency = agency_seen(by)
        return concern_of_agency(tx, agency) if agency else None
    place = tx.run(_PLACE, {"login": by.login}).scalar_one_or_none()
    counter = None if place is None else tx.structure.counters.get(place)
    return Concern(by.agency, frozenset(), frozenset()) if counter is None else concern_of(counter)


def _evacuation(tx: Transaction) -> list[AlarmView]:
    """The hall is being evacuated: everything else can wait."""
    going_on = tx.structure.evacuation
    if going_on is None:
        return []
    return [AlarmView("alarm_evacuation", (("at", tx.local(going_on.started_at).time()),))]


def _calendar(tx: Transaction, now: datetime) -> list[AlarmView]:
    """The holidays in the database have run out."""
    calendar = tx.structure.structure.hall.calendar
    year = tx.local(now).year
    if not (calendar.national or calendar.collective) or year <= calendar.known_until:
        return []
    return [AlarmView("alarm_calendar", (("year", year),))]


def _printers(tx: Transaction, now: datetime) -> list[AlarmView]:
    """Printers that wait for a person, are near the end of their roll, or whose kiosk is silent in opening hours.

    What nobody has looked at for half a day is not known any more; a printer that only commands have asked has no
    kiosk that could fall silent."""
    found = []
    is_open = opening_at(now, tx.structure.schedule()).is_open
    zones = {station.name: station.zone for station in tx.structure.structure.stations}
    for printer in printers.views(tx):
        place, zone = ("station", printer.name), zones.get(printer.name, "")
        if printer.seen_at is None or now - printer.seen_at >= _NEWS:
            continue
        watched = printer.watched_at
        if printer.problem:
            found.append(AlarmView(f"printer_{printer.problem}", (place,), zone=zone))
        elif is_open and watched is not None and KIOSK_SILENT < now - watched < _NEWS:
            at = ("at", tx.local(watched).time())
            found.append(AlarmView("alarm_station_silent", (place, at), zone=zone))
        elif printer.paper_low:
            code = "alarm_paper_near_end" if printer.last_slips is None else "alarm_paper_low"
            found.append(AlarmView(code, (place, ("count", printer.slips_left)), zone=zone))
    return found


def _missing_slips(tx: Transaction, services: frozenset[str] | None) -> list[AlarmView]:
    """Visitors who said at a kiosk that no paper came, whatever its printer says; only those of ``services`` (ids) are
    named to whoever does not know the others."""
    by_station: dict[str, list[MissingSlip]] = {}
    for slip in reported_slips(tx):
        if services is None or slip.ticket.service_id in services:
            by_station.setdefault(slip.station, []).append(slip)
    return [_missing(station, slips) for station, slips in by_station.items()]


def _missing(station: str, slips: list[MissingSlip]) -> AlarmView:
    numbers = _some([slip.ticket.code for slip in slips])
    services = tuple(sorted({slip.ticket.service_id for slip in slips}))
    return AlarmView("alarm_slip_missing", (("station", station), ("numbers", numbers)), services=services)


def _some(codes: list[str]) -> str:
    return ", ".join(codes[:_NAMED]) + (" …" if len(codes) > _NAMED else "")


def _boards(tx: Transaction, now: datetime) -> list[AlarmView]:
    """Boards that went silent in opening hours, and what keeps the others from being seen or heard."""
    found = []
    is_open = opening_at(now, tx.structure.schedule()).is_open
    for board in boards.views(tx):
        place = ("station", board.name)
        if not board.alive:
            if is_open and BOARD_LOST < now - board.seen_at < _NEWS:
                at = ("at", tx.local(board.seen_at).time())
                found.append(AlarmView("board_silent", (place, at), zone=board.zone))
            continue
        if board.sound not in ("ok", "off"):
            code = "board_no_voice" if board.sound == "no_pack" else "board_mute"
            found.append(AlarmView(code, (place,), zone=board.zone))
        found += [AlarmView(f"board_{warning}", (place,), zone=board.zone) for warning in board.warnings]
    return found


_PLACE = Prepared(
    select(t.counter.c.id)
    .join(t.staff, t.staff.c.id == t.counter.c.staff_id)
    .where(t.staff.c.login == bindparam("login", type_=String), ~t.counter.c.archived)
)
"""The counter at which somebody sits."""
