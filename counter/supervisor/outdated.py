"""Refusals that say that a form is about something that is so no more: another person was faster."""

from __future__ import annotations

from counter.desk.state import DeskNotice

_OUTDATED = frozenset(
    {
        "changed_meanwhile",
        *("closure_decided", "closure_over", "override_over", "opened_over_closing"),
        *("announcement_ended", "announcement_over"),
        *("import_withdrawn", "import_over", "import_gone_on"),
        *("incident_closed", "incident_announced", "incident_unannounced", "incident_goes_on", "plan_ended"),
        *("alarm_gone", "alarm_taken", "alarm_free"),
        *("evacuated_already", "not_evacuated"),
        *("day_already_open", "day_closed", "no_open_day"),
        *("correct_at_counter", "correct_closed", "correct_printing"),
        "not_signed_in",
        *("unknown_agency", "unknown_counter", "unknown_service", "unknown_ticket", "unknown_user"),
        *("unknown_announcement", "unknown_closure", "unknown_import", "unknown_incident", "unknown_override"),
        "unknown_plan",
    }
)
"""Codes of refusals. What a form names comes from a list, so what is unknown was there when the list was read."""


def is_outdated(notice: DeskNotice | None) -> bool:
    """Whether the answers of a form no longer fit what ``notice`` says."""
    return notice is not None and notice.refused is not None and notice.refused.code in _OUTDATED
