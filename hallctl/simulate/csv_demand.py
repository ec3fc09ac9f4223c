"""A real day of demand from a CSV of tickets: the hall that it needs, its visitors, and how long visits took.

The columns are those of the Warsaw data: office, date, group_id, group, arrived_min, called_min, open_counters.
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
    Obstacle("berkas", "Berkas belum lengkap", "Documents missing"),
    Obstacle("sistem-pusat", "Sistem pusat terganggu", "Central system down"),
)
_COLUMNS = ("office", "date", "group_id", "group", "arrived_min", "called_min", "open_counters")
_ENOUGH_GAPS = 5
_UNKNOWN_MINUTES = 8.0
_AFTER_LAST_CALL = timedelta(minutes=45)
_MARGIN = 30
_MOST_COUNTERS = 300
_MOST_GROUPS = 26 * 27
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """One ticket of the file, in minutes after midnight."""

    arrived: float
    called: float
    counters: int


@dataclass(frozen=True, slots=True)
class Group:
    """A service of the file with its day's tickets in the order of their arrival."""

    id: str
    name: str
    tickets: tuple[Taken, ...]

    @property
    def counters(self) -> int:
        """The most counters that were open for it at once."""
        return max(1, *(ticket.counters for ticket in self.tickets))

    @property
    def service_minutes(self) -> float:
        """The mean length of a visit, fitted to the gaps between calls.

        While somebody waits, a group with c open counters calls c times in the length of one visit. So every gap
        before the call of a person who had come before the previous call, times the counters open then, is an
        estimate, and their mean is the fit: the interpolation between the file's snapshots, up to 5 minutes wrong
        each way, averages out in it. A group that never had a queue (fewer than 5 such gaps) takes the median of
        all its gaps, at most 20 minutes, because its counters were mostly free.
        """
        calls = sorted(self.tickets, key=lambda ticket: ticket.called)
        pairs = list(pairwise(calls))
        busy = [(b.called - a.called) * max(1, b.counters) for a, b in pairs if b.arrived < a.called]
        if len(busy) >= _ENOUGH_GAPS and fmean(busy) > 0:
            return max(1.0, fmean(busy))
        gaps = [b.called - a.called for a, b in pairs if b.called > a.called]
        return max(1.0, min(20.0, median(gaps))) if gaps else _UNKNOWN_MINUTES


def read_groups(file: Path, office: str, day: date) -> tuple[Group, ...]:
    """The groups of one office and day. Raises SettingsError when the file has none, or other columns."""
    try:
        opener = gzip.open if file.suffix == ".gz" else open
        # A file from a spreadsheet begins with a mark (BOM) that is no part of the first column's name.
        with opener(file, "rt", encoding="utf-8-sig", newline="") as lines:
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
    groups: dict[str, list[Taken]] = {}
    names: dict[str, str] = {}
    keys: dict[str, str] = {}
    for line, row in chosen:
        written, name = (_text(file, line, row, column) for column in ("group_id", "group"))
        key = keys.setdefault(key_of(written), written)
        names[key] = name
        groups.setdefault(key, []).append(_taken(file, line, row))
    found = tuple(Group(key, names[key], tuple(sorted(g, key=lambda x: x.arrived))) for key, g in groups.items())
    counters = sum(group.counters for group in found)
    if len(found) > _MOST_GROUPS or counters > _MOST_COUNTERS:
        most = f"{_MOST_GROUPS} groups and {_MOST_COUNTERS} counters"
        has = f"{office} has {len(found)} groups with {counters} counters"
        raise SettingsError([f"{file}: {has}; at most {most} can be played"])
    return found


def _taken(file: Path, line: int, row: Mapping[str, str | None]) -> Taken:
    # A hall of the simulation closes at 23.00 at the latest.
    arrived = _number(file, line, row, "arrived_min", 23 * 60)
    called = _number(file, line, row, "called_min", 24 * 60)
    if called < arrived:
        raise SettingsError([f"{file}:{line}: called_min is before arrived_min"])
    counters = _number(file, line, row, "open_counters", _MOST_COUNTERS)
    if counters != int(counters):
        raise SettingsError([f"{file}:{line}: open_counters: {shown(row['open_counters'])} is no whole number"])
    return Taken(arrived, called, int(counters))


def _number(file: Path, line: int, row: Mapping[str, str | None], column: str, most: int) -> float:
    written = row[column]
    try:
        number = float(written or "")
    except ValueError:
        number = nan
    if not 0 <= number <= most:
        raise SettingsError([f"{file}:{line}: {column}: {shown(written)} is no number from 0 to {most}"])
    return number


def _text(file: Path, line: int, row: Mapping[str, str | None], column: str) -> str:
    try:
        return name_of(row[column] or "", _LONGEST)
    except Refused as refusal:
        allowed = f"1 to {_LONGEST} printable characters"
        problem = f"{shown(row[column])} is no name; {allowed} are ({refusal})"
        raise SettingsError([f"{file}:{line}: {column}: {problem}"]) from None


def plan_from_groups(
    groups: Sequence[Group], office: str, day: date, *, seed: int, priority: float, shares: Shares
) -> Plan:
    """The day of these groups: each a service with counters of its own, as many as were open at once at most.

    Arrivals are the file's; who has priority is drawn.
    """
    structure = _hall_for(groups, office)
    zone = ZoneInfo(ZONE)
    midnight = datetime.combine(day, time(0), tzinfo=zone)
    random = seeded(seed, "priority")
    arrivals = [
        Arrival(midnight + timedelta(minutes=ticket.arrived), _service_id(group), random.random() < priority)
        for group in groups
        for ticket in group.tickets
    ]
    last_call = max(ticket.called for group in groups for ticket in group.tickets)
    prefixes = {service.id: service.prefix for service in structure.services}
    waits: Mapping[str, tuple[float, ...]] = {
        prefixes[_service_id(group)]: tuple(t.called - t.arrived for t in group.tickets) for group in groups
    }
    first = min(arrival.at for arrival in arrivals)
    return Plan(
        seed=seed,
        begin=first - timedelta(minutes=2),
        latest=midnight + timedelta(minutes=last_call) + _AFTER_LAST_CALL,
        arrivals=tuple(sorted(arrivals, key=lambda arrival: arrival.at)),
        posts=tuple(Post(c.id, c.label, tuple(s.service for s in c.services)) for c in structure.counters),
        times={_service_id(group): ServiceTime(timedelta(minutes=group.service_minutes)) for group in groups},
        names={service.prefix: service.name for service in structure.services},
        structure=structure,
        obstacles=tuple(obstacle.id for obstacle in OBSTACLES),
        shares=shares,
        real_waits=waits,
    )


def prefix_of(place: int) -> str:
    """The prefix of the service at a place from 0: A to Z, then AA, AB and so on."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return letters[place] if place < len(letters) else letters[place // 26 - 1] + letters[place % 26]


def _service_id(group: Group) -> str:
    return f"group-{group.id}"


def _hall_for(groups: Sequence[Group], office: str) -> HallStructure:
    """A hall with hours that cover the demand, half an hour to spare on both sides."""
    minutes = [ticket.arrived for group in groups for ticket in group.tickets]
    start = max(0, int(min(minutes)) - _MARGIN)
    end = min(23 * 60, int(max(minutes)) + _MARGIN)
    hours = WeeklyHours(((TimeRange(time(start // 60, start % 60), time(end // 60, end % 60)),),) * 7)
    agency = Agency("office", office, office, "office-building", "#1D4E89")
    services = tuple(
        Service(
            _service_id(group),
            agency.id,
            prefix_of(place),
            group.name,
            group.name,
            "",
            "",
            round(group.service_minutes),
        )
        for place, group in enumerate(groups)
    )
    of_counters = [service for service, group in zip(services, groups, strict=True) for _ in range(group.counters)]
    counters = tuple(
        Counter(f"loket-{n}", str(n), "zona", agency.id, (CounterService(service.id, 1),))
        for n, service in enumerate(of_counters, 1)
    )
    hall = Hall(office, "Simulasi", ZONE, hours)
    return HallStructure(hall, (Zone("zona", "Zona", "podium"),), (agency,), services, counters, obstacles=OBSTACLES)
