"""Services and counters as JSON."""

from __future__ import annotations

from typing import Any

from hall.documents.opening import opening_document
from hall.documents.tickets import _delivery_document, ticket_document
from hall.documents.values import time_text
from hall.translator import ENGLISH
from hall.views import CounterInfo, CounterView, PauseView, ServiceView


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
        "attended": service.attended,
        "quota_left": service.quota_left,
        "outage": service.outage,
        "outage_why": service.outage_why.name or None,
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
        "pause": _pause_document(counter.pause) if counter.pause else None,
    }


def _pause_document(pause: PauseView) -> dict[str, Any]:
    return {
        "kind": pause.kind,
        "reason": pause.reason or None,
        "since": pause.since.isoformat(),
        "until": time_text(pause.until),
    }


def desk_document(view: CounterView) -> dict[str, Any]:
    """All that the clerk at a counter sees; ``refused`` says in a sentence why an action is not possible now."""
    undo = view.undo
    return {
        **counter_document(view.counter),
        "current": ticket_document(view.current) if view.current else None,
        "told": _delivery_document(view.delivery) if view.delivery else None,
        "next": ticket_document(view.next.ticket) if view.next else None,
        "next_reason": view.next.reason.message(ENGLISH) if view.next else None,
        "allowed": sorted(action.value for action in view.allowed),
        "refused": {action.value: code for action, code in view.refusals},
        "held": [ticket_document(ticket) for ticket in view.held],
        "no_shows": [ticket_document(ticket) for ticket in view.no_shows],
        "done": [ticket_document(ticket) for ticket in view.done],
        "directed": [ticket_document(ticket) for ticket in view.directed],
        "undo": {"action": undo.action.value, "code": undo.code, "until": undo.until.isoformat()} if undo else None,
        "undo_steps": [
            {"id": step.id, "action": step.action.value, "codes": list(step.codes), "at": step.at.isoformat()}
            | {"refused": step.why or None}
            for step in view.undo_steps
        ],
        "kept_waiting": view.kept_waiting,
        "handover": [{"text": note.text, "at": note.at.isoformat(), "by": note.by} for note in view.handover],
    }
