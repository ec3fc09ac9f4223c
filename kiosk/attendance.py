"""Whether anybody serves: what a visitor should know before the touch, and while the number waits."""

from __future__ import annotations

from hall.lifecycle import State
from hall.views import AgencyView, KioskView, ServiceView, TicketView


def nobody_serves(agency: AgencyView) -> bool:
    """Whether the agency gives numbers, and nobody sits at the counters of what it gives them for."""
    giving = [service for service in agency.services if service.opening.gives_numbers]
    return agency.opening.gives_numbers and not any(service.attended for service in giving)


def served_now(service: ServiceView) -> bool:
    """Whether whoever takes a number of the service now is waited for at a counter."""
    return service.opening.gives_numbers and service.attended and not service.outage


def waits_for_nobody(view: KioskView, ticket: TicketView) -> bool:
    """Whether the number waits for a service at whose counters nobody sits."""
    services = (service for agency in view.agencies for service in agency.services)
    service = next((one for one in services if one.id == ticket.service_id), None)
    return service is not None and not service.attended and ticket.state in (State.PRINTING, State.WAITING)
