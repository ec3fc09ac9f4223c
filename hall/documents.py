"""The views of the hall as JSON documents; their keys are part of the command's interface."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from hall.call_delivery import DeliveryStatus
from hall.closing_sheet import ClosingSheet
from hall.hints import alarm_hint
from hall.incidents import FollowUp
from hall.lifecycle import AT_COUNTER, State
from hall.opening import Opening
from hall.overrides import Override
from hall.structure import Change, Closure
from hall.translator import ENGLISH, INDONESIAN
from hall.views import (
    AlarmRecord,
    AlarmView,
    AnnouncementView,
    BoardHealth,
    BookingView,
    CallDeliveryView,
    CallView,
    ClosedView,
    CounterInfo,
    CounterView,
    IncidentView,
    OpeningView,
    PauseView,
    PlanView,
    ServiceView,
    StaffEventView,
    StatusView,
    TicketPromiseView,
    TicketView,
    UserView,
)


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
        "counter": counter_of(ticket) or None,
        "calls": ticket.calls,
        "called_at": _time(ticket.called_at),
        "serving_at": _time(ticket.serving_at),
        "ended_at": _time(ticket.ended_at),
        "unproven": ticket.unverified,
        "turn": ticket.queue_time.isoformat(),
        "version": ticket.version,
        "outcome": ticket.outcome or None,
        "obstacle": ticket.obstacle or None,
        "held_reason": ticket.held_reason or None,
        "directed_to": ticket.directed_label or None,
        "booked_for": _time(ticket.booked_for),
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
        **opening_document(service.opening),
    }


def counter_of(ticket: TicketView) -> str:
    """The label of the counter where the number is, was ended, or waits; empty while any of its service may call it."""
    return ticket.counter_label if ticket.state in (*AT_COUNTER, State.DONE, State.NO_SHOW) else ticket.directed_label


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
        "until": _time(pause.until),
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
        "handover": [{"text": note.text, "at": note.at.isoformat()} for note in view.handover],
    }


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


def alarm_document(alarm: AlarmView) -> dict[str, Any]:
    """Something that the staff must know."""
    said = {"code": alarm.code, "sentence": alarm.message(ENGLISH), "sentence_id": alarm.message(INDONESIAN)}
    kept = {
        "key": alarm.key,
        "agency": alarm.agency or None,
        "since": _time(alarm.since),
        "taken_by": alarm.taken_by or None,
        "taken_at": _time(alarm.taken_at),
    }
    hint = alarm_hint(alarm)
    return {**said, **kept, "hint": hint} if hint else {**said, **kept}


def alarm_record_document(record: AlarmRecord) -> dict[str, Any]:
    """What is written down of an alarm."""
    return {
        "key": record.key,
        "code": record.code,
        "agency": record.agency or None,
        "first_seen": record.first_seen.isoformat(),
        "last_seen": _time(record.last_seen),
        "taken_by": record.taken_by or None,
        "taken_at": _time(record.taken_at),
    }


def announcement_document(announcement: AnnouncementView) -> dict[str, Any]:
    """An announcement to the hall."""
    return {
        "id": announcement.id,
        "kind": announcement.kind,
        "title": announcement.title,
        "lines": list(announcement.lines),
        "zone": announcement.zone or None,
        "agency": announcement.agency or None,
        "service": announcement.service or None,
        "since": announcement.since.isoformat(),
        "until": _time(announcement.until),
        "by": announcement.by,
    }


def incident_document(incident: IncidentView) -> dict[str, Any]:
    """An incident; ``lost_minutes`` are those of all visitors together."""
    return {
        "id": incident.id,
        "agency": incident.agency_id,
        "obstacle": incident.obstacle or None,
        "responsible": incident.responsible,
        "external": incident.external,
        "since": incident.since.isoformat(),
        "until": _time(incident.until),
        "services": list(incident.services),
        "numbers": incident.numbers,
        "lost_minutes": round(incident.lost.total_seconds() / 60, 1),
        "found_at": incident.found_at.isoformat(),
        "found_by": incident.found_by,
        "owner": incident.owner or None,
        "due": incident.due.isoformat() if incident.due else None,
        "closed_at": _time(incident.closed_at),
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
        "ended_at": _time(plan.ended_at),
        "ended_by": plan.ended_by or None,
        "reason": plan.reason or None,
    }


def board_document(board: BoardHealth) -> dict[str, Any]:
    """A board as it last spoke of itself."""
    return {
        "name": board.name,
        "zone": board.zone or None,
        "alive": board.alive,
        "since": board.since.isoformat(),
        "seen_at": board.seen_at.isoformat(),
        "sound": board.sound,
        "detail": board.detail,
        "warnings": list(board.warnings),
    }


def booking_document(booking: BookingView) -> dict[str, Any]:
    """A reserved slot."""
    return {
        "code": booking.code,
        "service": booking.service_id,
        "service_name": booking.service_name,
        "slot": booking.slot.isoformat(),
        "priority": booking.priority,
        "state": booking.state,
        "ticket": booking.ticket_code or None,
    }


def closure_document(closure: Closure) -> dict[str, Any]:
    """A closing of the hall, a service or a counter, and who asked for, decided and ended it."""
    return {
        "id": closure.id,
        "scope": closure.scope,
        "target": closure.target or None,
        "starts_at": closure.starts_at.isoformat(),
        "ends_at": _time(closure.ends_at),
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
        "ends_at": _time(override.ends_at),
        "reason": override.reason,
        "reason_en": override.reason_en or None,
        "services": [{"service": one.service, "rank": one.rank} for one in override.services],
        "configured": [{"service": one.service, "rank": one.rank} for one in override.configured],
        "made_by": override.made_by,
        "ended_by": override.ended_by or None,
        "ended_at": _time(override.ended_at),
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
        "next_change": _time(opening.next_change),
    }


def sheet_document(sheet: ClosingSheet) -> dict[str, Any]:
    """The closing sheet of a business day."""
    return {
        "business_day": sheet.day.isoformat(),
        "opened_at": sheet.opened_at.isoformat(),
        "opened_by": sheet.opened_by,
        "closed_at": _time(sheet.closed_at),
        "closed_by": sheet.closed_by or None,
        "reason": sheet.reason or None,
        "expired": sheet.expired,
        "total": asdict(sheet.total),
        "services": [
            {
                "prefix": line.prefix,
                "service": line.service,
                "agency": line.agency,
                **asdict(line.counts),
                "first": line.first or None,
                "last": line.last or None,
                "gaps": [
                    {"first": gap.first, "last": gap.last, "reason": gap.reason, "by": gap.by} for gap in line.gaps
                ],
            }
            for line in sheet.lines
        ],
    }


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


def change_document(change: Change) -> dict[str, Any]:
    """One change that was applied: ``detail`` in short, ``differences`` whole."""
    return {
        "what": change.what,
        "kind": change.kind,
        "id": change.id,
        "detail": change.detail,
        "differences": [{"key": one.key, "before": one.before, "after": one.after} for one in change.differences],
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
        "waited": _seconds(visit.waited),
        "promised_service": promise.service.total_seconds(),
        "served": _seconds(visit.served),
        "unattended": visit.unattended.total_seconds(),
        "ahead": visit.ahead,
        "offer": found.offer.id if found.offer else None,
    }


def _seconds(span: timedelta | None) -> float | None:
    return None if span is None else span.total_seconds()


def _time(time: datetime | None) -> str | None:
    return time.isoformat() if time else None


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
