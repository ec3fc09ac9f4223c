"""A real day of demand from a CSV of tickets: the hall that it needs, its visitors, and how long visits took.

Columns: office, date, service_id, service, arrived_min, called_min (minutes after midnight), open_counters.
"""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from math import nan
from pathlib import Path
from statistics import fmean, median
from zoneinfo import ZoneInfo

from hall.errors import Refused, SettingsError, echoed
from hall.identifiers import key_of, same
from hall.structure import (
    Agency,
    Counter,
    CounterService,
    Hall,
    HallStructure,
    Obstacle,
    Service,
    TimeRange,
    WeeklyHours,
    Zone,
)
from hall.text_rules import name_of
from hall.wrong_rows import shown
from hallctl.simulate.plan import Arrival, Plan, Post, ServiceTime, Shares, seeded

ZONE = "Asia/Makassar"
OBSTACLES = (
    Obstacle("berkas", "Berkas belum lengkap", "Documents missing", "visitor"),
    Obstacle("sistem-pusat", "Sistem pusat terganggu", "Central system down", "ministry", external=True, stops=True),
)
_Row = Mapping[str, str | None]
_COLUMNS = ("office", "date", "service_id", "service", "arrived_min", "called_min", "open_counters")
_ENOUGH_GAPS = 5
_UNKNOWN_MINUTES = 8.0
_AFTER_LAST_CALL = timedelta(minutes=45)
_MARGIN = 30
_MOST_COUNTERS = 300
_MOST_SERVICES = 26 * 27
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class RecordedTicket:
    """One ticket of the file, in minutes after midnight."""

    arrived: float
    called: float
    counters: int


@dataclass(frozen=True, slots=True)
class RecordedService:
    """A service of the file with its day's tickets in the order of their arrival."""

    id: str
    name: str
    tickets: tuple[RecordedTicket, ...]

    @property
    def hall_id(self) -> str:
        """Its id in the hall that is made for it."""
        return f"service-{self.id}"

    @property
    def counters(self) -> int:
        """The most counters that were open for it at once."""
        return max(1, *(ticket.counters for ticket in self.tickets))

    @property
    def service_minutes(self) -> float:
        """The mean length of a visit, fitted to the gaps between calls.

        While somebody waits, a service with c open counters calls c times in the length of one visit. So every gap
        before the call of a person who had come before the previous call, times the counters open then, is an
        estimate, and their mean is the fit: the interpolation between the file's snapshots, up to 5 minutes wrong
        each way, averages out in it. A service that never had a queue (fewer than 5 such gaps) takes the median of
        all its gaps, at most 20 minutes, because its counters were mostly free.
        """
        pairs = list(pairwise(sorted(self.tickets, key=lambda ticket: ticket.called)))
        busy = [(b.called - a.called) * max(1, b.counters) for a, b in pairs if b.arrived < a.called]
        if len(busy) >= _ENOUGH_GAPS and fmean(busy) > 0:
            return max(1.0, fmean(busy))
        gaps = [b.called - a.called for a, b in pairs if b.called > a.called]
        return max(1.0, min(20.0, median(gaps))) if gaps else _UNKNOWN_MINUTES


def read_services(file: Path, office: str, day: date) -> tuple[RecordedService, ...]:
    """The services of one office and day. Raises SettingsError when the file has none, or other columns."""
    tickets: dict[str, list[RecordedTicket]] = {}
    names: dict[str, str] = {}
    keys: dict[str, str] = {}
    for line, row in _rows(file, office, day):
        written, name = (_text(file, line, row, column) for column in ("service_id", "service"))
        key = keys.setdefault(key_of(written), written)
        names[key] = name
        tickets.setdefault(key, []).append(_ticket(file, line, row))
    found = tuple(
        RecordedService(key, names[key], tuple(sorted(of, key=lambda ticket: ticket.arrived)))
        for key, of in tickets.items()
    )
    counters = sum(service.counters for service in found)
    if len(found) > _MOST_SERVICES or counters > _MOST_COUNTERS:
        most = f"{_MOST_SERVICES} services and {_MOST_COUNTERS} counters"
        has = f"{office} has {len(found)} services with {counters} counters"
        raise SettingsError([f"{file}: {has}; at most {most} can be played"])
    return found


def _rows(file: Path, office: str, day: date) -> Sequence[tuple[int, _Row]]:
    """The rows of the office and day, each with its line."""
    try:
        # A file from a spreadsheet begins with a mark (BOM) that is no part of the first column's name.
        with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
            if missing:
                raise SettingsError([f"{file}: there is no column {', '.join(missing)}"])
            chosen = [
                (rows.line_num, row)
                for row in rows
                if same(row["office"] or "", office) and row["date"] == day.isoformat()
            ]
    except UnicodeError as error:
        raise SettingsError([f"{file}: it is not text in UTF-8; save it again as CSV in UTF-8"]) from error
    except (OSError, EOFError, zlib.error, csv.Error) as error:
        problem = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise SettingsError([f"{file}: {problem}"]) from error
    if not chosen:
        raise SettingsError([f"{file}: it holds no ticket of {echoed(office)} on {day}"])
    return chosen


def _ticket(file: Path, line: int, row: _Row) -> RecordedTicket:
    # A hall of the simulation closes at 23.00 at the latest.
    arrived = _number(file, line, row, "arrived_min", 23 * 60)
    called = _number(file, line, row, "called_min", 24 * 60)
    if called < arrived:
        raise SettingsError([f"{file}:{line}: called_min is before arrived_min"])
    counters = _number(file, line, row, "open_counters", _MOST_COUNTERS)
    if counters != int(counters):
        raise SettingsError([f"{file}:{line}: open_counters: {shown(row['open_counters'])} is no whole number"])
    return RecordedTicket(arrived, called, int(counters))


def _number(file: Path, line: int, row: _Row, column: str, most: int) -> float:
    written = row[column]
    try:
        number = float(written or "")
    except ValueError:
        number = nan
    if not 0 <= number <= most:
        raise SettingsError([f"{file}:{line}: {column}: {shown(written)} is no number from 0 to {most}"])
    return number


def _text(file: Path, line: int, row: _Row, column: str) -> str:
    try:
        return name_of(row[column] or "", _LONGEST)
    except Refused as refusal:
        problem = f"{shown(row[column])} is no name; 1 to {_LONGEST} printable characters are ({refusal})"
        raise SettingsError([f"{file}:{line}: {column}: {problem}"]) from None


def plan_from_services(
    services: Sequence[RecordedService], office: str, day: date, *, seed: int, priority: float, shares: Shares
) -> Plan:
    """The day of these services: each with counters of its own, as many as were open at once at most.

    Arrivals are the file's; who has priority is drawn.
    """
    structure = _hall_for(services, office)
    midnight = datetime.combine(day, time(0), tzinfo=ZoneInfo(ZONE))
    random = seeded(seed, "priority")
    arrivals = [
        Arrival(midnight + timedelta(minutes=ticket.arrived), service.hall_id, random.random() < priority)
        for service in services
        for ticket in service.tickets
    ]
    last_call = max(ticket.called for service in services for ticket in service.tickets)
    waits = {service.hall_id: tuple(t.called - t.arrived for t in service.tickets) for service in services}
    return Plan(
        seed=seed,
        begin=min(arrival.at for arrival in arrivals) - timedelta(minutes=2),
        latest=midnight + timedelta(minutes=last_call) + _AFTER_LAST_CALL,
        arrivals=tuple(sorted(arrivals, key=lambda arrival: arrival.at)),
        posts=tuple(Post(c.id, c.label, tuple(s.service for s in c.services)) for c in structure.counters),
        times={service.hall_id: ServiceTime(timedelta(minutes=service.service_minutes)) for service in services},
        names={service.prefix: service.name for service in structure.services},
        structure=structure,
        obstacles=tuple(obstacle.id for obstacle in OBSTACLES),
        shares=shares,
        real_waits={service.prefix: waits[service.id] for service in structure.services},
    )


def prefix_of(place: int) -> str:
    """The prefix of the service at a place from 0: A to Z, then AA, AB and so on."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return letters[place] if place < len(letters) else letters[place // 26 - 1] + letters[place % 26]


def _hall_for(recorded: Sequence[RecordedService], office: str) -> HallStructure:
    """A hall with hours that cover the demand, half an hour to spare on both sides."""
    minutes = [ticket.arrived for one in recorded for ticket in one.tickets]
    start = max(0, int(min(minutes)) - _MARGIN)
    end = min(23 * 60, int(max(minutes)) + _MARGIN)
    hours = WeeklyHours(((TimeRange(time(start // 60, start % 60), time(end // 60, end % 60)),),) * 7)
    agency = Agency("office", office, office, "office-building", "#1D4E89")
    services = tuple(
        Service(
            one.hall_id,
            agency.id,
            prefix_of(place),
            one.name,
            one.name,
            "",
            "",
            round(one.service_minutes),
        )
        for place, one in enumerate(recorded)
    )
    of_counters = [service for service, one in zip(services, recorded, strict=True) for _ in range(one.counters)]
    counters = tuple(
        Counter(f"loket-{n}", str(n), "zona", agency.id, (CounterService(service.id, 1),))
        for n, service in enumerate(of_counters, 1)
    )
    hall = Hall(office, "Simulasi", ZONE, hours)
    return HallStructure(hall, (Zone("zona", "Zona", "podium"),), (agency,), services, counters, obstacles=OBSTACLES)
