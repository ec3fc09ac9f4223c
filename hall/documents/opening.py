"""What is open, why, and what was changed about it, as JSON."""

from __future__ import annotations

from typing import Any

from hall.documents.devices import alarm_document
from hall.documents.values import time_text
from hall.opening import Opening
from hall.overrides import Override
from hall.structure import Change, Closure
from hall.translator import ENGLISH
from hall.views import ClosedView, OpeningView, StatusView


def closure_document(closure: Closure) -> dict[str, Any]:
    """A closing of the hall, a service or a counter, and who asked for, decided and ended it."""
    return {
        "id": closure.id,
        "scope": closure.scope,
        "target": closure.target or None,
        "starts_at": closure.starts_at.isoformat(),
        "ends_at": time_text(closure.ends_at),
        "reason": closure.reason,
        "reason_en": closure.reason_en or None,
        "state": closure.state,
        "requested_by": closure.requested_by,
        "decided_by": closure.decided_by or None,
        "ended_by": closure.ended_by or None,
    }


def closed_document(view: ClosedView) -> dict[str, Any]:
    """A closing made at once, and what became of those who held a number."""
    return {
        "closure": closure_document(view.closure),
        "holders": view.holders.value,
        "moved": list(view.moved),
        "sent_home": list(view.sent_home),
        "staying": view.staying,
    }


def override_document(override: Override) -> dict[str, Any]:
    """What a supervisor has set over the configuration."""
    return {
        "id": override.id,
        "kind": override.kind.value,
        "scope": override.scope,
        "target": override.target or None,
        "starts_at": override.starts_at.isoformat(),
        "ends_at": time_text(override.ends_at),
        "reason": override.reason,
        "reason_en": override.reason_en or None,
        "services": [{"service": one.service, "rank": one.rank} for one in override.services],
        "configured": [{"service": one.service, "rank": one.rank} for one in override.configured],
        "made_by": override.made_by,
        "ended_by": override.ended_by or None,
        "ended_at": time_text(override.ended_at),
    }


def why_open_document(view: OpeningView) -> dict[str, Any]:
    """Why one service is open or not, and everything that was looked at for it."""
    return {
        "service": view.service_id,
        "prefix": view.prefix,
        "at": view.opening.at.isoformat(),
        **opening_document(view.opening),
        "hours": list(view.hours),
        "holiday": view.holiday or None,
        "closures": [closure_document(closure) for closure in view.closures],
        "changes": [override_document(one) for one in view.openings],
        "cutoff_minutes": view.cutoff_minutes,
        "quota": view.quota,
        "quota_left": view.quota_left,
    }


def status_document(status: StatusView, database: str) -> dict[str, Any]:
    """The hall in figures; ``database`` is its URL as it may be shown."""
    return {
        "hall": status.hall.name,
        "city": status.hall.city,
        "database": database,
        "now": status.now.isoformat(),
        "business_day": status.business_day.isoformat() if status.business_day else None,
        "day_ended": status.day_ended,
        **opening_document(status.opening),
        "tickets": {state.value: count for state, count in status.counts},
        "printing_late": status.printing_late,
        "agencies": status.agencies,
        "services": status.services,
        "counters": status.counters,
        "counters_signed_in": status.counters_signed_in,
        "users": status.users,
        "alarms": [alarm_document(alarm) for alarm in status.alarms],
    }


def opening_document(opening: Opening) -> dict[str, Any]:
    """Whether it is open, why, and when that changes."""
    return {
        "open": opening.is_open,
        "gives_numbers": opening.gives_numbers,
        "opening": opening.message(ENGLISH),
        "opening_code": opening.code,
        "next_change": time_text(opening.next_change),
    }


def change_document(change: Change) -> dict[str, Any]:
    """One change that was applied: ``detail`` in short, ``differences`` whole."""
    return {
        "what": change.what,
        "kind": change.kind,
        "id": change.id,
        "detail": change.detail,
        "differences": [{"key": one.key, "before": one.before, "after": one.after} for one in change.differences],
    }
