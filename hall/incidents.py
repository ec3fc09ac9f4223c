"""Incidents: what clerks noted and what the queue shows, grouped into times in which an agency could not serve.

An agency has one incident at a time; what is noted meanwhile belongs to it. Everything is worked out from the visits of
one business day, so that it can be done again at any time. The constants were chosen on days 1001 to 1050 of
``benchmarks.incidents`` and are measured on others (``docs/simulation.md``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby

from hall.lifecycle import Outcome
from hall.structure import Obstacle

VISITORS = "visitor"
"""Who is responsible for an obstacle that never becomes an incident."""
OF_AGENCY = "agency"
BODIES = (VISITORS, OF_AGENCY, "hall", "city", "ministry")
"""Who may be responsible by a word of ours; any other is a name."""
MANY = 3
MANY_WITHIN = timedelta(minutes=15)
"""So many equal obstacles in such a time are an incident, whatever they are, and an alarm."""
ALONE = timedelta(minutes=3)
"""One obstacle that stops the service is an incident when nothing shows for so long after it that the agency serves."""
SOON = timedelta(minutes=4)
"""Who was sent away in such a time was not served at all. A longer visit went its usual way until then: alone it tells
nothing, and the next visitor shows what it is."""
FINISHED = timedelta(minutes=1)
"""A visit that ended as served so long after an obstacle shows that the agency serves; one that was about to end
does not."""
TRIED = timedelta(minutes=2)
"""So long before noting it a clerk tried: who was called since met the same obstacle, or there is none."""
BRIEF = timedelta(minutes=2)
"""Who is served for longer than this is not being refused: the service goes on."""
STILL = timedelta(minutes=25)
"""People wait and clerks are there, but nobody was called and no visit ended for so long: an incident, unless the
promised time of the service is longer (``STILL_OF_PROMISE`` times)."""
STILL_OF_PROMISE = 2.5
SERVED_AGAIN = 2
"""So many visits that began after the last obstacle and were served mean that it is over."""
QUIET = timedelta(minutes=15)
"""One such visit is enough when nothing was noted for so long."""
REJOIN = timedelta(minutes=20)
"""What begins again within such a time is the same incident, as long as nobody has closed it."""
FOLLOWED = timedelta(days=365)
"""So far back the follow-up of incidents is counted."""


class IncidentAction(StrEnum):
    """What is done with an incident: a line of its history."""

    FOUND = "found"
    OPEN = "open"
    NOTE = "note"
    ASSIGN = "assign"
    BROADCAST = "broadcast"
    END_BROADCAST = "end_broadcast"
    OVER = "over"
    CLOSE = "close"


class PlanState(StrEnum):
    """What became of a plan."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class AgencyVisit:
    """A number of today, with what became of it so far. ``called_at`` is the last call; times are aware. ``outcome``
    is a ``hall.lifecycle.Outcome`` or empty; ``obstacle`` an id or empty. ``there`` is whether it is at a counter
    now, ``waits`` whether it is in the queue."""

    agency: str
    service: str
    issued_at: datetime
    called_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str = ""
    obstacle: str = ""
    there: bool = False
    waits: bool = False

    @property
    def is_served(self) -> bool:
        """Whether the visit ended with what the visitor came for."""
        return self.ended_at is not None and self.outcome == Outcome.SERVED


@dataclass(frozen=True, slots=True)
class Attendance:
    """What an agency has at a time: the open services (ids) that somebody serves who is not on a break, the longest
    promised time of them, and since when they are served."""

    services: frozenset[str] = frozenset()
    promised: timedelta = timedelta()
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """A time in which an agency could not serve. ``obstacle`` is the id of what was noted, empty when nobody noted why
    it stood still. ``until`` None goes on. ``numbers`` were in the hall for its ``services`` meanwhile and lost
    ``lost`` together, of visitor time."""

    agency: str
    obstacle: str
    since: datetime
    until: datetime | None
    services: frozenset[str]
    numbers: int = 0
    lost: timedelta = timedelta()


def equal_obstacles(visits: Iterable[AgencyVisit], now: datetime) -> dict[tuple[str, str], int]:
    """How often each obstacle was noted at each agency in the last ``MANY_WITHIN``, by agency and obstacle, from
    ``MANY`` times on: the alarm of equal obstacles."""
    found = Counter(
        (one.agency, one.obstacle)
        for one in visits
        if one.obstacle and one.ended_at is not None and timedelta() <= now - one.ended_at < MANY_WITHIN
    )
    return {key: count for key, count in found.items() if count >= MANY}


def begun(
    visits: Iterable[AgencyVisit],
    now: datetime,
    *,
    obstacles: Mapping[str, Obstacle],
    attendance: Mapping[str, Attendance],
    settled: Mapping[str, datetime],
) -> tuple[Incident, ...]:
    """The incidents that have begun by ``now``, of agencies that have none going on.

    ``settled`` says, by agency, until when everything belongs to its earlier incidents.
    """
    ordered = sorted(visits, key=lambda one: one.agency)
    found = []
    for agency, group in groupby(ordered, key=lambda one: one.agency):
        mine = [one for one in group if one.called_at is None or one.agency not in settled or _after(one, settled)]
        there = attendance.get(agency, Attendance())
        incident = _noted(mine, now, obstacles) or _stood_still(mine, now, there, settled.get(agency))
        if incident is not None:
            found.append(incident)
    return tuple(found)


def continued(
    incident: Incident, visits: Sequence[AgencyVisit], now: datetime, obstacles: Mapping[str, Obstacle]
) -> Incident:
    """An incident that goes on, as the ``visits`` of its agency show it by ``now``: its obstacle, its services, and
    ``until`` when the service goes on again."""
    mine = [one for one in visits if one.agency == incident.agency]
    notes = [one for one in _notes(mine, obstacles) if _ended(one) >= incident.since]
    services = incident.services | {one.service for one in notes}
    kind = _commonest(notes) or incident.obstacle
    stood_still = not incident.obstacle and not notes
    until = _moved(incident, mine) if stood_still else _again(notes, mine, now)
    return counted(Incident(incident.agency, kind, incident.since, until, services), mine, now)


def counted(incident: Incident, visits: Iterable[AgencyVisit], now: datetime) -> Incident:
    """The incident with the numbers that it hit and the time that they lost together until its end or ``now``."""
    last = incident.until or now
    lost = [
        min(one.ended_at or last, last) - max(one.issued_at, incident.since)
        for one in visits
        if one.agency == incident.agency and one.service in incident.services
    ]
    hit = [time for time in lost if time > timedelta()]
    return Incident(
        incident.agency,
        incident.obstacle,
        incident.since,
        incident.until,
        incident.services,
        len(hit),
        sum(hit, timedelta()),
    )


def _after(one: AgencyVisit, settled: Mapping[str, datetime]) -> bool:
    """Whether what was done with a visit is later than what is settled."""
    last = one.ended_at or one.called_at
    return last is None or last > settled[one.agency]


def _notes(visits: Iterable[AgencyVisit], obstacles: Mapping[str, Obstacle]) -> list[AgencyVisit]:
    """Visits that ended without service for a reason that is not the visitor's, in their order."""
    noted = [
        one
        for one in visits
        if one.ended_at is not None
        and one.outcome == Outcome.NOT_SERVED
        and one.obstacle in obstacles
        and obstacles[one.obstacle].responsible != VISITORS
    ]
    return sorted(noted, key=_ended)


def _noted(visits: Sequence[AgencyVisit], now: datetime, obstacles: Mapping[str, Obstacle]) -> Incident | None:
    notes = _notes(visits, obstacles)
    chain = _unbroken([one for one in notes if obstacles[one.obstacle].stops], visits)
    if not (chain and (len(chain) > 1 or _is_alone(chain[0], visits, now))):
        recent = [one for one in notes if now - _ended(one) < MANY_WITHIN]
        often = Counter(one.obstacle for one in recent).most_common(1)
        if not often or often[0][1] < MANY:
            return None
        chain = [one for one in recent if one.obstacle == often[0][0]]
    since = min(one.called_at or _ended(one) for one in chain)
    kind = _commonest(chain)
    return counted(Incident(chain[0].agency, kind, since, None, frozenset(one.service for one in chain)), visits, now)


def _unbroken(notes: Sequence[AgencyVisit], visits: Iterable[AgencyVisit]) -> list[AgencyVisit]:
    """The latest of the notes between which, and after which, nothing was served of what they are about."""
    served = [one for one in visits if one.is_served and one.called_at is not None]
    chain: list[AgencyVisit] = []
    for place, note in enumerate(notes):
        chain.append(note)
        following = _ended(notes[place + 1]) if place + 1 < len(notes) else None
        services = {one.service for one in chain}
        if any(
            one.service in services
            and one.called_at is not None
            and one.called_at >= _ended(note)
            and (following is None or _ended(one) <= following)
            for one in served
        ):
            chain = []
    return chain


def _is_alone(note: AgencyVisit, visits: Iterable[AgencyVisit], now: datetime) -> bool:
    """Whether one note tells enough: the visitor was sent away soon, and since then nothing shows that the agency
    serves."""
    if note.called_at is None or _ended(note) - note.called_at > SOON or now - _ended(note) < ALONE:
        return False
    return not any(_is_in_service(one, _ended(note), now) for one in visits)


def _is_in_service(one: AgencyVisit, noted_at: datetime, now: datetime) -> bool:
    """Whether a visit shows that an agency, at whatever service, serves although something was noted: it was served
    well after, or it began since the clerk who noted it was trying, and goes on."""
    if one.is_served:
        return _ended(one) - noted_at > FINISHED
    began = one.called_at is not None and one.called_at >= noted_at - TRIED
    return one.there and began and one.called_at is not None and now - max(one.called_at, noted_at) > BRIEF


def _stood_still(
    visits: Sequence[AgencyVisit], now: datetime, there: Attendance, settled: datetime | None
) -> Incident | None:
    waiting = [one for one in visits if one.waits and one.service in there.services]
    if not waiting:
        return None
    moves = [at for one in visits for at in (one.called_at, one.ended_at, settled, there.since) if at is not None]
    since = max([*moves, min(one.issued_at for one in waiting)])
    if now - since < max(STILL, STILL_OF_PROMISE * there.promised):
        return None
    services = frozenset(one.service for one in visits if one.waits or one.there)
    return counted(Incident(waiting[0].agency, "", since, None, services), visits, now)


def _again(notes: Sequence[AgencyVisit], visits: Iterable[AgencyVisit], now: datetime) -> datetime | None:
    """When visits that were served began after the last note; None when too few were, and where nobody noted it: then
    a person ends what a person opened."""
    if not notes:
        return None
    last, services = _ended(notes[-1]), {one.service for one in notes}
    begins = sorted(
        one.called_at
        for one in visits
        if one.is_served and one.service in services and one.called_at is not None and one.called_at >= last
    )
    enough = len(begins) >= SERVED_AGAIN or (begins and now - last >= QUIET)
    return begins[0] if enough else None


def _moved(incident: Incident, visits: Iterable[AgencyVisit]) -> datetime | None:
    """When somebody was called or a visit ended after the agency stood still."""
    moves = [at for one in visits for at in (one.called_at, one.ended_at) if at is not None and at > incident.since]
    return min(moves, default=None)


def _commonest(notes: Iterable[AgencyVisit]) -> str:
    """The obstacle that was noted most often, the first of equals; empty for none."""
    return next((kind for kind, _ in Counter(one.obstacle for one in notes).most_common(1)), "")


def _ended(one: AgencyVisit) -> datetime:
    assert one.ended_at is not None
    return one.ended_at


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How incidents were followed up, as PEKPPP scores it: how many were found, are closed, and are past their due
    day; ``days`` is the mean from finding to closing, None before the first was closed. ``external`` of those found can
    only be ended outside the hall and its agencies."""

    found: int = 0
    closed: int = 0
    overdue: int = 0
    days: float | None = None
    external: int = 0

    @property
    def open(self) -> int:
        """How many are not closed."""
        return self.found - self.closed

    @property
    def internal(self) -> int:
        """How many the hall and its agencies can end."""
        return self.found - self.external

    @property
    def share(self) -> float | None:
        """The share that is closed, from 0 to 1; None without an incident."""
        return self.closed / self.found if self.found else None


@dataclass(frozen=True, slots=True)
class Followed:
    """What the follow-up counts of an incident: when it was found, when it was closed (None: not yet), whether its due
    day is over, and whether it is ``external``."""

    found_at: datetime
    closed_at: datetime | None = None
    late: bool = False
    external: bool = False


def follow_up(incidents: Iterable[Followed]) -> FollowUp:
    """The follow-up of incidents; one that is closed is not overdue."""
    rows = list(incidents)
    spent = [(one.closed_at - one.found_at) / timedelta(days=1) for one in rows if one.closed_at is not None]
    overdue = sum(one.late for one in rows if one.closed_at is None)
    days = sum(spent) / len(spent) if spent else None
    return FollowUp(len(rows), len(spent), overdue, days, sum(one.external for one in rows))


def minutes(count: float) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=count)
