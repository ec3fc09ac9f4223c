"""Whether anybody serves: what a visitor should know before the touch, and while the number waits."""

from __future__ import annotations

from collections.abc import Iterable

from hall.dates import clock_text
from hall.lifecycle import State
from hall.translator import Translator
from hall.views import AgencyView, KioskView, ServiceView, TicketView


def nobody_serves(agency: AgencyView) -> bool:
    """Whether the agency gives numbers, and nobody sits at the counters of what it gives them for."""
    giving = [service for service in agency.services if service.opening.gives_numbers]
    return agency.opening.gives_numbers and not any(service.attended for service in giving)


def served_now(service: ServiceView) -> bool:
    """Whether whoever takes a number of the service now is waited for at a counter."""
    return service.opening.gives_numbers and service.attended and not service.outage


def waits_for_nobody(view: KioskView, ticket: TicketView) -> ServiceView | None:
    """The service that the number waits for, when nobody sits at its counters, or who does is on a break."""
    services = (service for agency in view.agencies for service in agency.services)
    service = next((one for one in services if one.id == ticket.service_id), None)
    waits = ticket.state in (State.PRINTING, State.WAITING)
    return service if service is not None and not service.attended and waits else None


def absence_text(services: Iterable[ServiceView], translate: Translator, key: str) -> str:
    """Of services that nobody serves now: that nobody sits there, or is on a break, and until when.

    The texts are ``key`` with ``unattended``, ``resting`` and ``back`` for its ``*``.
    """
    resting = [service for service in services if service.resting]
    ends = [one.back_at for one in resting if one.back_at is not None and one.back_at > one.opening.at]
    if not resting:
        return translate(key.replace("*", "unattended"))
    if not ends:
        return translate(key.replace("*", "resting"))
    return translate(key.replace("*", "back"), time=clock_text(min(ends), translate))
