"""Members of staff and their history as JSON."""

from __future__ import annotations

from typing import Any

from hall.views import StaffEventView, UserView


def user_document(user: UserView) -> dict[str, Any]:
    """A member of staff; never the PIN."""
    return {
        "id": user.id,
        "login": user.login,
        "name": user.name,
        "role": user.role,
        "agency": user.agency or None,
        "disabled": user.disabled,
    }


def staff_event_document(event: StaffEventView) -> dict[str, Any]:
    """One line of the history of who may sign in; the time is ISO 8601 in UTC."""
    return {
        "at": event.at.isoformat(),
        "action": event.action,
        "login": event.login or None,
        "station": event.station or None,
        "actor": event.actor,
        "detail": event.detail or None,
    }
