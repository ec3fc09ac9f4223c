"""The views of the hall as JSON documents; their keys are part of the command's interface."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hall.opening import Opening
from hall.structure import Change
from hall.views import CallView, CounterInfo, ServiceView, StatusView, TicketView, UserView


def ticket_document(ticket: TicketView) -> dict[str, Any]:
    """One number with all that is known of it; times are ISO 8601 in UTC, days are dates of the hall."""
    return {
        "code": ticket.code,
        "number": ticket.number,
        "prefix": ticket.prefix,
        "service": ticket.service_id,
        "service_name": ticket.service_name,
        "agency": ticket.agency_id,
        "agency_name": ticket.agency_name,
        "state": ticket.state.value,
        "priority": ticket.priority,
        "business_day": ticket.business_day.isoformat(),
        "issued_at": ticket.issued_at.isoformat(),
        "ahead": ticket.ahead,
        "token": ticket.token,
        "zone": ticket.zone.id if ticket.zone else None,
        "counters": list(ticket.counters),
        "counter": ticket.counter_label or None,
        "calls": ticket.calls,
        "called_at": _moment(ticket.called_at),
        "serving_at": _moment(ticket.serving_at),
        "ended_at": _moment(ticket.ended_at),
        "unproven": ticket.unproven,
    }


def call_document(call: CallView) -> dict[str, Any]:
    """A call: its ticket, the counter's label, and the reason as a sentence and as a stable code."""
    return {
        "ticket": ticket_document(call.ticket),
        "counter": call.counter_label,
        "reason": call.reason.sentence("en"),
        "reason_code": call.reason.code,
    }


def service_document(service: ServiceView) -> dict[str, Any]:
    """A service with the people who wait for it and whether it gives numbers."""
    return {
        "id": service.id,
        "prefix": service.prefix,
        "name": service.name,
        "agency": service.agency_id,
        "zone": service.zone.id if service.zone else None,
        "counters": list(service.counters),
        "promised_minutes": service.promised_minutes,
        "waiting": service.waiting,
        **opening_document(service.opening),
    }


def counter_document(counter: CounterInfo) -> dict[str, Any]:
    """A counter with its services by rank, its clerk and the number that is there."""
    return {
        "id": counter.id,
        "label": counter.label,
        "zone": counter.zone.id,
        "agency": counter.agency_id,
        "services": [{"prefix": prefix, "name": name, "rank": rank} for prefix, name, rank in counter.services],
        "clerk": counter.clerk_name or None,
        "ticket": counter.ticket_code or None,
        "state": counter.ticket_state.value if counter.ticket_state else None,
    }


def status_document(status: StatusView, database: str) -> dict[str, Any]:
    """The hall in figures; ``database`` is its URL as it may be shown."""
    return {
        "hall": status.hall.name,
        "city": status.hall.city,
        "database": database,
        "now": status.now.isoformat(),
        "business_day": status.business_day.isoformat() if status.business_day else None,
        **opening_document(status.opening),
        "tickets": {state.value: count for state, count in status.counts},
        "printing_late": status.printing_late,
        "agencies": status.agencies,
        "services": status.services,
        "counters": status.counters,
        "counters_signed_in": status.counters_signed_in,
        "users": status.users,
    }


def opening_document(opening: Opening) -> dict[str, Any]:
    """Whether it is open, why, and when that changes."""
    return {
        "open": opening.is_open,
        "gives_numbers": opening.gives_numbers,
        "opening": opening.sentence("en"),
        "opening_code": opening.code,
        "next_change": _moment(opening.next_change),
    }


def user_document(user: UserView) -> dict[str, Any]:
    """A member of staff; never the PIN."""
    return {"id": user.id, "login": user.login, "name": user.name, "role": user.role}


def change_document(change: Change) -> dict[str, Any]:
    """One difference that was applied."""
    return {"what": change.what, "kind": change.kind, "id": change.id, "detail": change.detail}


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
