"""What a number is, its calls, its booking and its promise, as JSON."""

from __future__ import annotations

from typing import Any

from hall.call_delivery import DeliveryStatus
from hall.documents.values import seconds, time_text
from hall.documents.waits import wait_document
from hall.lifecycle import AT_COUNTER, State
from hall.translator import ENGLISH
from hall.views import BookingView, CallDeliveryView, CallView, TicketPromiseView, TicketView


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
        "paper_at": time_text(ticket.paper_at),
        "ahead": ticket.ahead,
        "token": ticket.token,
        "zone": ticket.zone.id if ticket.zone else None,
        "counters": list(ticket.counters),
        "counter": counter_of(ticket) or None,
        "calls": ticket.calls,
        "called_at": time_text(ticket.called_at),
        "serving_at": time_text(ticket.serving_at),
        "ended_at": time_text(ticket.ended_at),
        "unproven": ticket.unverified,
        "turn": ticket.queue_time.isoformat(),
        "version": ticket.version,
        "outcome": ticket.outcome or None,
        "obstacle": ticket.obstacle or None,
        "held_reason": ticket.held_reason or None,
        "directed_to": ticket.directed_label or None,
        "booked_for": time_text(ticket.booked_for),
        "files": ticket.files,
        "wait": {"at_issue": wait_document(ticket.told), "now": wait_document(ticket.wait_now)},
    }


def call_document(call: CallView) -> dict[str, Any]:
    """A call: its ticket, the counter's label, and the reason as a sentence and as a stable code. ``number`` is what is
    called, ``call`` the call's own number, which grows with every call of the hall, and ``kind`` how it came about."""
    return {
        "call": call.seq,
        "number": call.ticket.code,
        "kind": call.kind,
        "at": call.at.isoformat(),
        "ticket": ticket_document(call.ticket),
        "counter": call.counter_label,
        "reason": call.reason.message(ENGLISH),
        "reason_code": call.reason.code,
    }


def counter_of(ticket: TicketView) -> str:
    """The label of the counter where the number is, was ended, or waits; empty while any of its service may call it."""
    return ticket.counter_label if ticket.state in (*AT_COUNTER, State.DONE, State.NO_SHOW) else ticket.directed_label


def _delivery_document(call: CallDeliveryView) -> dict[str, Any]:
    return {
        "code": call.status.value,
        "sentence": delivery_message(call.status),
        "called_at": call.at.isoformat(),
        "boards": list(call.boards),
    }


def delivery_message(status: DeliveryStatus) -> str:
    """How far a call has come in the hall, as the counter's window says it in English."""
    return ENGLISH(f"counter.delivery_{status.value}")


def booking_document(booking: BookingView) -> dict[str, Any]:
    """A reserved slot."""
    return {
        "code": booking.code,
        "reference": booking.reference or None,
        "service": booking.service_id,
        "service_name": booking.service_name,
        "slot": booking.slot.isoformat(),
        "priority": booking.priority,
        "state": booking.state,
        "arrival": booking.arrival.value,
        "ticket": booking.ticket_code or None,
    }


def promise_document(found: TicketPromiseView) -> dict[str, Any]:
    """Whether a visit was as promised; spans in seconds, None for what is not known."""
    promise, visit, verdict = found.promise, found.visit, found.verdict
    return {
        "code": found.ticket.code,
        "kept": verdict.kept,
        "broken": sorted(verdict.broken),
        "why": verdict.why,
        "promised_wait": promise.wait.total_seconds(),
        "waited": seconds(visit.waited),
        "promised_service": promise.service.total_seconds(),
        "served": seconds(visit.served),
        "unattended": visit.unattended.total_seconds(),
        "ahead": visit.ahead,
        "offer": found.offer.id if found.offer else None,
    }
