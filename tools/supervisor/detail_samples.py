"""What the tab Aula shows of one service, made by hand: who waits, who sits where, and when each has a break."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hall.breaks import Turn
from hall.calling import Reason
from hall.estimating.shown import Kind, Shown
from hall.views import CounterInfo, FloorAgency, FloorDetails, FloorService, OpeningView, PauseView, QueuedNumber
from hall.views.details import ServiceWaits, StaffedCounter
from tools.supervisor.samples import NOW, PODIUM, at

_CLERKS = (("7", "Petugas 07", "A-042"), ("8", "Petugas 08", ""), ("9", "", ""))


_WAITS = (
    Shown(Kind.UP_TO, 2, 0, 10),
    Shown(Kind.RANGE, 6, 10, 20),
    Shown(Kind.OR_MORE, 12, 40),
    Shown(Kind.RANGE, 9, 100, 120, late=True),
    Shown(Kind.UNKNOWN, 0, unknown="closing", late=True),
)


def details(agency: FloorAgency, service: FloorService) -> FloorDetails:
    """One service of an agency of the samples, with three counters and their staggered breaks."""
    return FloorDetails(
        scope="service",
        id=service.id,
        prefix=service.prefix,
        name=service.name,
        name_en=service.name_en,
        agency_id=agency.id,
        now=NOW,
        waiting=3,
        held=1,
        numbers=tuple(_number(place, service.prefix) for place in range(3)),
        counters=tuple(_counter(place, agency, service) for place in range(len(_CLERKS))),
        hours=(_hours(service),),
        agency_name=agency.name,
        whole_hall=True,
        waits=(ServiceWaits(service.id, service.prefix, service.name, service.name_en, _WAITS),),
        waits_at=NOW,
    )


def of_agency(agency: FloorAgency) -> FloorDetails:
    """An agency of the samples: the waits of all its services, each a step further in the day."""
    first = details(agency, agency.services[0])
    waits = tuple(
        ServiceWaits(one.id, one.prefix, one.name, one.name_en, _WAITS[place % 5 :] + _WAITS[: place % 5])
        for place, one in enumerate(agency.services)
    )
    hours = tuple(_hours(one) for one in agency.services)
    return replace(first, scope="agency", id=agency.id, prefix="", name=agency.name, waits=waits, hours=hours)


def _hours(service: FloorService) -> OpeningView:
    named = service.id, service.prefix, service.name
    return OpeningView(*named, service.opening, ("07.30–16.00",), "", (), 30, None, None, name_en=service.name_en)


def _number(place: int, prefix: str) -> QueuedNumber:
    waited = timedelta(minutes=24 - 3 * place)
    reason = Reason("longest_waiting", (("minutes", 24 - 3 * place),))
    return QueuedNumber(place + 1, f"{prefix}-{43 + place:03d}", False, waited, reason)


def _counter(place: int, agency: FloorAgency, service: FloorService) -> StaffedCounter:
    label, clerk, code = _CLERKS[place]
    info = CounterInfo(
        id=f"loket-{label}",
        label=label,
        zone=agency.zone or PODIUM,
        agency_id=agency.id,
        agency_name=agency.name,
        services=((service.prefix, service.name, 1),),
        clerk_id=place + 1 if clerk else None,
        clerk_name=clerk,
        ticket_code=code,
        pause=PauseView("break", "", at(10, 30), at(10, 45)) if place == 1 else None,
    )
    starts = at(11, 30) + place * timedelta(minutes=30)
    turn = Turn(info.id, label, agency.id, starts, starts + timedelta(minutes=30)) if clerk else None
    return StaffedCounter(info, at(7, 24) if clerk else None, None, turn)
