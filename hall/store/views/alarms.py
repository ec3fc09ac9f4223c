"""What the staff must know now, read from the state of the hall: an alarm goes when its cause goes."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from hall.call_delivery import BOARD_LOST
from hall.opening import opening_at
from hall.station_health import KIOSK_SILENT
from hall.store import tables as t
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction
from hall.store.day.day_alarms import day_alarms
from hall.store.devices import boards, machine_alarms, printers
from hall.store.staff import attempts
from hall.store.tickets.missing_slips import reported_slips
from hall.store.tickets.waiting import waiting_by_service
from hall.views import AlarmView

_NEWS = timedelta(hours=12)
"""How long what was last known of a machine is told."""
_NAMED = 4
"""So many numbers are named in one alarm."""


def alarms(
    tx: Transaction, now: datetime, agency: str = "", services: frozenset[str] | None = None
) -> tuple[AlarmView, ...]:
    """The alarms of the hall at ``now`` (the raw clock), the gravest first.

    With an ``agency`` (id) only its own services are reported: a clerk cannot open another agency's counters. With
    ``services`` (ids) only the missing slips of those: whoever does not serve them knows nothing of their visitors.
    """
    return (
        *_evacuation(tx),
        *machine_alarms.alarms(tx, now),
        *(AlarmView(row.code, row.params) for row in tx.cache.wrong_rows(tx.connection, now)),
        *day_alarms(tx, now),
        *_calendar(tx, now),
        *_printers(tx, now),
        *_missing_slips(tx, services),
        *_boards(tx, now),
        *attempts.alarms(tx, now),
        *_unattended(tx, now, agency),
    )


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
    for printer in printers.views(tx):
        place = ("station", printer.name)
        if printer.seen_at is None or now - printer.seen_at >= _NEWS:
            continue
        watched = printer.watched_at
        if printer.problem:
            found.append(AlarmView(f"printer_{printer.problem}", (place,)))
        elif is_open and watched is not None and KIOSK_SILENT < now - watched < _NEWS:
            at = ("at", tx.local(watched).time())
            found.append(AlarmView("alarm_station_silent", (place, at)))
        elif printer.paper_low:
            code = "alarm_paper_near_end" if printer.last_slips is None else "alarm_paper_low"
            found.append(AlarmView(code, (place, ("count", printer.slips_left))))
    return found


def _missing_slips(tx: Transaction, services: frozenset[str] | None) -> list[AlarmView]:
    """Visitors who said at a kiosk that no paper came, whatever its printer says."""
    by_station: dict[str, list[str]] = {}
    for slip in reported_slips(tx):
        if services is not None and slip.ticket.service_id not in services:
            continue
        by_station.setdefault(slip.station, []).append(slip.ticket.code)
    return [
        AlarmView("alarm_slip_missing", (("station", station), ("numbers", _some(codes))))
        for station, codes in by_station.items()
    ]


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
                found.append(AlarmView("board_silent", (place, ("at", tx.local(board.seen_at).time()))))
            continue
        if board.sound not in ("ok", "off"):
            found.append(AlarmView("board_no_voice" if board.sound == "no_pack" else "board_mute", (place,)))
        found += [AlarmView(f"board_{warning}", (place,)) for warning in board.warnings]
    return found


def _unattended(tx: Transaction, now: datetime, agency: str) -> list[AlarmView]:
    """Services with people waiting that no signed-in counter serves, while they are open."""
    structure = tx.structure
    served = attended_services(tx)
    found = []
    for service_id, (count, _) in waiting_by_service(tx).items():
        service = structure.services[service_id]
        if service_id in served or agency not in ("", service.agency):
            continue
        if opening_at(now, structure.schedule_of(service)).is_open:
            found.append(
                AlarmView("alarm_unattended", (("count", count), ("service", service.name), ("prefix", service.prefix)))
            )
    return found


def attended_services(tx: Transaction) -> frozenset[str]:
    """The services that a counter serves at which somebody sits who is not on a break."""
    return tx.kept(_attended)


def _attended(tx: Transaction) -> frozenset[str]:
    open_counters = {row.id for row in tx.run(_OPEN_COUNTERS)}
    return frozenset(
        served.service
        for counter in tx.structure.structure.counters
        if counter.id in open_counters
        for served in counter.services
    )


_COUNTER = t.counter.c
_OPEN_COUNTERS = Prepared(
    select(_COUNTER.id).where(_COUNTER.staff_id.is_not(None), _COUNTER.pause == "", ~_COUNTER.archived)
)
