"""Incidents, what came of them, and plans as JSON."""

from __future__ import annotations

from typing import Any

from hall.documents.values import time_text
from hall.incidents import FollowUp
from hall.views import IncidentView, PlanView


def incident_document(incident: IncidentView) -> dict[str, Any]:
    """An incident; ``lost_minutes`` are those of all visitors together."""
    return {
        "id": incident.id,
        "agency": incident.agency_id,
        "obstacle": incident.obstacle or None,
        "responsible": incident.responsible,
        "external": incident.external,
        "since": incident.since.isoformat(),
        "until": time_text(incident.until),
        "services": list(incident.services),
        "numbers": incident.numbers,
        "lost_minutes": round(incident.lost.total_seconds() / 60, 1),
        "found_at": incident.found_at.isoformat(),
        "found_by": incident.found_by,
        "owner": incident.owner or None,
        "due": incident.due.isoformat() if incident.due else None,
        "closed_at": time_text(incident.closed_at),
        "closed_by": incident.closed_by or None,
        "done": incident.done or None,
        "announced": incident.announced,
        "gives_numbers": incident.gives_numbers,
        "notes": [
            {"at": note.at.isoformat(), "action": note.action, "actor": note.actor, "text": note.text or None}
            for note in incident.notes
        ],
    }


def follow_up_document(found: FollowUp) -> dict[str, Any]:
    """How incidents were followed up."""
    return {
        "found": found.found,
        "closed": found.closed,
        "open": found.open,
        "external": found.external,
        "internal": found.internal,
        "overdue": found.overdue,
        "share_closed": found.share,
        "days_to_close": found.days,
    }


def plan_document(plan: PlanView) -> dict[str, Any]:
    """A plan of an agency, or of the hall."""
    return {
        "id": plan.id,
        "text": plan.text,
        "due": plan.due.isoformat(),
        "agency": plan.agency_id or None,
        "made_at": plan.made_at.isoformat(),
        "made_by": plan.made_by,
        "state": plan.state,
        "late": plan.late,
        "element": plan.element or None,
        "owner": plan.owner or None,
        "ended_at": time_text(plan.ended_at),
        "ended_by": plan.ended_by or None,
        "reason": plan.reason or None,
    }
