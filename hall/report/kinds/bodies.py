"""Who can end an obstacle, and what each of them is asked to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hall.figures import ReportFacts
from hall.incidents import BODIES, OF_AGENCY, VISITORS
from hall.report.kinds.parts import agencies_of
from hall.translator import Translator
from hall.views import IncidentView


class Body(NamedTuple):
    """Who is responsible for an obstacle: a word of ours (``hall.incidents.BODIES``) or a name; with ``agency`` (id)
    the one agency that is."""

    name: str
    agency: str = ""


@dataclass(slots=True)
class Met:
    """An obstacle as it was met: its name, empty where nobody noted why an agency stood still, who can end it, the
    agency (id) that met it, empty for several; its incidents, and how often it was ``noted`` at counters."""

    name: str
    body: Body
    agency: str = ""
    incidents: list[IncidentView] = field(default_factory=list)
    noted: int = 0


def met_by(facts: ReportFacts, *, apart: bool) -> Sequence[Met]:
    """What was met, by obstacle and, ``apart``, agency; what hit most visitors comes first."""
    found: dict[tuple[str, str], Met] = {}

    def met(key: str, name: str, responsible: str, agency: str) -> Met:
        at = agency if apart else ""
        body = Body(responsible, at if responsible == OF_AGENCY else "")
        return found.setdefault((key, at), Met(name, body, at))

    for incident in facts.obstacles.incidents:
        one = met(incident.obstacle, incident.obstacle_name, incident.responsible, incident.agency_id)
        one.incidents.append(incident)
    for agency in agencies_of(facts, {service for service, _ in facts.figures.services}):
        for key, count in facts.figures.of(agency.services).obstacles.items():
            named = facts.names.obstacles.get(key)
            name, responsible = (key, OF_AGENCY) if named is None else (named.name, named.responsible)
            met(key, name, responsible, agency.id).noted += count
    return sorted(found.values(), key=lambda one: (-hit(one), one.name, one.agency))


def hit(one: Met) -> int:
    """How many visits it delayed: the numbers that its incidents hit; without an incident those at which it was
    noted."""
    return sum(each.numbers for each in one.incidents) if one.incidents else one.noted


def pages(facts: ReportFacts) -> list[tuple[Body, list[Met]]]:
    """What each body but the visitors is asked to end: ours in their order, names after them."""
    of: dict[Body, list[Met]] = {}
    for one in met_by(facts, apart=True):
        if one.body.name != VISITORS:
            of.setdefault(one.body, []).append(one)
    order = {name: place for place, name in enumerate(reversed(BODIES))}
    return sorted(of.items(), key=lambda one: (order.get(one[0].name, len(order)), *one[0]))


def body_name(facts: ReportFacts, body: Body, translate: Translator) -> str:
    """What it is called."""
    if body.agency:
        return agency_name(facts, body.agency)
    return translate(f"report.body.{body.name}") if body.name in BODIES else body.name


def agency_name(facts: ReportFacts, agency: str) -> str:
    """The name of an agency (id)."""
    return facts.names.agencies.get(agency, agency)
