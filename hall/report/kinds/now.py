"""The hall at this moment in a few sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from hall.dates import clock_text, whole_minutes
from hall.figures import ReportFacts
from hall.translator import Translator
from hall.views import FloorAgency, FloorService

_NAMED = 5
"""So many of what has stopped is named."""


def said_of_now(facts: ReportFacts, translate: Translator) -> str:
    """What is done until now today, who waits, which counters serve, what has stopped, and the longest queue."""
    floor = facts.floor
    if floor is None or floor.business_day is None:
        ended = floor is not None and floor.day_ended
        return translate("report.now.ended" if ended else "report.now.none")
    agencies = [one for one in floor.agencies if facts.agency in ("", one.id)]
    parts = [_counted(facts, agencies, translate), _stopped(agencies, translate)]
    longest = _longest(agencies)
    if longest is not None:
        minutes = whole_minutes(longest.longest) if longest.longest else 0
        parts.append(translate("report.now.queue", service=longest.name, n=longest.waiting, minutes=minutes))
    return " ".join(parts)


def _counted(facts: ReportFacts, agencies: Sequence[FloorAgency], translate: Translator) -> str:
    return translate(
        "report.now.counted",
        at=clock_text(facts.now, translate),
        done=sum(one.done for one in agencies),
        waiting=sum(one.waiting for one in agencies),
        open=sum(one.counters_open for one in agencies),
        counters=sum(one.counters for one in agencies),
    )


def _stopped(agencies: Sequence[FloorAgency], translate: Translator) -> str:
    """Agencies with an outage, and services for which people wait while nobody is there."""
    found: list[str] = []
    for agency in agencies:
        if agency.outage:
            found.append(agency.name)
        else:
            found += [one.name for one in agency.services if one.waiting and not one.counters_open]
    named, more = found[:_NAMED], len(found) - _NAMED
    named += [translate("report.now.more", n=more)] if more > 0 else []
    names = ", ".join(named) or translate("report.now.nothing")
    return translate("report.now.stopped", names=names)


def _longest(agencies: Sequence[FloorAgency]) -> FloorService | None:
    """The service for which most wait; the longest wait decides between equals."""
    waiting = [one for agency in agencies for one in agency.services if one.waiting]
    return max(waiting, key=lambda one: (one.waiting, one.longest or timedelta()), default=None)
