"""What is said of waits before the touch: to whoever needs priority, of a number with priority."""

from __future__ import annotations

from dataclasses import replace

from hall.estimating.shown import Kind, Shown, in_common
from hall.views import AgencyView, ServiceView
from kiosk.attendance import served_now


def told(agency: AgencyView, *, priority: bool) -> AgencyView:
    """The agency as it is shown: with ``priority`` its services are open, and have waits, as for a number with
    priority."""
    if not priority:
        return agency
    services = tuple(
        replace(one, wait=one.priority_wait, opening=one.priority_opening or one.opening) for one in agency.services
    )
    wait = in_common(one.wait for one in services if served_now(one))
    return replace(agency, services=services, wait=wait, opening=agency.priority_opening or agency.opening)


def wait_before(service: ServiceView) -> Shown | None:
    """What is shown of the wait of a service: nothing while it gives no numbers or is stopped, nor that it closes too
    early, which is a caution."""
    wait = service.wait if service.opening.gives_numbers and not service.outage else None
    return None if wait is None or (wait.kind is Kind.UNKNOWN and wait.warns) else wait
