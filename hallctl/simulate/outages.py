"""Outages that a simulation plays: an agency cannot serve for a while, and its clerks say so, or do not.

They are planned before the day is played, and written down as the truth: what the hall finds is held against it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hall.auditing import TicketSummary
from hall.structure import HallStructure, Obstacle
from hall.views import IncidentView
from hallctl.simulate.plan import Arrival, Outage, seeded

SILENT = 0.15
"""The share of outages in which clerks note nothing and wait with their visitors."""
_SHORTEST, _LONGEST = timedelta(minutes=25), timedelta(minutes=110)
_APART = timedelta(minutes=45)
_MARGIN = timedelta(minutes=30)
"""After the beginning of the day, and before the last visitor: an outage that nobody meets is none."""
WAITED = timedelta(minutes=45)
"""An outage of which nobody says a word is met by who waits so long in it."""
LATE = timedelta(minutes=20)
"""What is found so long after an outage has ended belongs to it: visits that it stopped end later."""


def plan_outages(structure: HallStructure, arrivals: Sequence[Arrival], count: int, seed: int) -> tuple[Outage, ...]:
    """So many outages of the agencies to which the visitors of a day come, each apart from the others of its agency."""
    random = seeded(seed, "outages")
    stopping = [one for one in structure.obstacles if one.stops]
    agencies = {one.id: one.agency for one in structure.services}
    crowd = [agencies[one.service] for one in arrivals]
    first, last = arrivals[0].at + _MARGIN, arrivals[-1].at - _MARGIN
    found: list[Outage] = []
    for _ in range(count * 20):
        if len(found) == count or last <= first:
            break
        one = _draw(random, structure, random.choice(crowd), stopping, first, last)
        if all(one.agency != other.agency or _is_apart(one, other) for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.begin))


def _draw(
    random: Random,
    structure: HallStructure,
    agency: str,
    stopping: Sequence[Obstacle],
    first: datetime,
    last: datetime,
) -> Outage:
    begin = first + random.random() * (last - first)
    length = _SHORTEST + random.random() * (_LONGEST - _SHORTEST)
    silent = not stopping or random.random() < SILENT
    obstacle = "" if silent else random.choice(stopping).id
    services = tuple(one.id for one in structure.services if one.agency == agency)
    return Outage(agency, services, begin, begin + length, obstacle)


def _is_apart(one: Outage, other: Outage) -> bool:
    return one.begin > other.end + _APART or other.begin > one.end + _APART


def write_truth(outages: Iterable[Outage], file: Path) -> None:
    """Write down what will happen, before it does."""
    text = json.dumps({"outages": [truth_document(one) for one in outages]}, indent=2)
    file.write_text(f"{text}\n", encoding="utf-8")


def truth_document(outage: Outage) -> dict[str, Any]:
    """An outage for JSON."""
    return {
        "agency": outage.agency,
        "begin": outage.begin.isoformat(),
        "end": outage.end.isoformat(),
        "obstacle": outage.obstacle or None,
    }


@dataclass(frozen=True, slots=True)
class Held:
    """Incidents that were found, held against the truth: outages that visitors met and that were found, that were not,
    and incidents that belong to none, or to one that was found already."""

    found: int = 0
    missed: tuple[Outage, ...] = ()
    false: tuple[IncidentView, ...] = ()

    @property
    def precision(self) -> float:
        """The share of incidents that were right, 1 when there was none."""
        return self.found / (self.found + len(self.false)) if self.found or self.false else 1.0

    @property
    def recall(self) -> float:
        """The share of outages that were found, 1 when there was none."""
        return self.found / (self.found + len(self.missed)) if self.found or self.missed else 1.0


def met_by(
    visits: Iterable[TicketSummary], outages: Iterable[Outage], services: Mapping[str, str]
) -> tuple[Outage, ...]:
    """The outages that somebody met: one who was called while they lasted, or where clerks noted nothing waited for
    ``WAITED`` of them. ``services`` are the ids of services by prefix."""
    mine: dict[str, list[TicketSummary]] = {}
    for visit in visits:
        mine.setdefault(services.get(visit.prefix, ""), []).append(visit)
    return tuple(
        one for one in outages if any(_met(one, visit) for service in one.services for visit in mine.get(service, ()))
    )


def _met(outage: Outage, visit: TicketSummary) -> bool:
    called = visit.called_at or outage.end
    if outage.obstacle:
        return outage.begin <= called < outage.end
    return min(called, outage.end) - max(visit.issued_at, outage.begin) >= WAITED


def held_against(met: Sequence[Outage], all_outages: Sequence[Outage], incidents: Iterable[IncidentView]) -> Held:
    """Which of the outages that visitors ``met`` were found; an incident of one that nobody met is not counted."""
    left, false, passed = list(met), list[IncidentView](), 0
    for incident in incidents:
        mine = [one for one in all_outages if _belongs(incident, one)]
        hit = next((one for one in mine if one in left), None)
        if hit is not None:
            left.remove(hit)
            passed += 1
        elif not mine or any(one in met for one in mine):
            false.append(incident)
    return Held(passed, tuple(left), tuple(false))


def _belongs(incident: IncidentView, outage: Outage) -> bool:
    return incident.agency_id == outage.agency and outage.begin <= incident.found_at <= outage.end + LATE
