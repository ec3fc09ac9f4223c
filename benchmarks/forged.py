# ruff: noqa: S608 - what is put together here is written here
"""Kinds of forging by hand, as SQL that both databases take: what somebody would want to be otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_ONE = "(SELECT max(id) FROM ticket WHERE {})"


def _ticket(change: str, which: str = "state = 'done'") -> tuple[str, ...]:
    return (f"UPDATE ticket SET {change} WHERE id = {_ONE.format(which)}",)


def _event(change: str, which: str) -> tuple[str, ...]:
    return (f"UPDATE ticket_event SET {change} WHERE id = (SELECT max(id) FROM ticket_event WHERE {which})",)


def _call(change: str, which: str = "kind = 'next' AND NOT undone") -> tuple[str, ...]:
    return (f"UPDATE call SET {change} WHERE seq = (SELECT max(seq) FROM call WHERE {which})",)


_DAY = "(SELECT min(id) FROM business_day)"
_LAST = "(SELECT max(id) FROM ticket WHERE day_id = (SELECT max(id) FROM business_day))"
_EARLY = "'2026-11-22 21:00:00+00:00'"

FORGERIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "a ticket's issue three hours earlier": _ticket(f"issued_at = {_EARLY}"),
        "a ticket's queue time three hours earlier": _ticket(f"queue_time = {_EARLY}", "state = 'waiting'"),
        "a ticket's call earlier": _ticket(f"called_at = {_EARLY}"),
        "a ticket's beginning earlier": _ticket(f"serving_at = {_EARLY}"),
        "a ticket's end earlier": _ticket(f"ended_at = {_EARLY}"),
        "a ticket's class": _ticket("priority = NOT priority", "state = 'waiting'"),
        "a ticket's outcome": _ticket("outcome = CASE outcome WHEN 'served' THEN 'not_served' ELSE 'served' END"),
        "a ticket's obstacle erased": _ticket("obstacle_id = NULL", "obstacle_id IS NOT NULL"),
        "a ticket's service": _ticket(
            "service_id = (SELECT min(id) FROM service WHERE id <> ticket.service_id)", "state = 'waiting'"
        ),
        "a ticket's counter": _ticket("counter_id = (SELECT min(id) FROM counter WHERE id <> ticket.counter_id)"),
        "a ticket's station": _ticket("station = 'kiosk-9'"),
        "a ticket's token": _ticket(
            "token = 'AAAAAAAAAAAAAAAA'", "id IN (SELECT ticket_id FROM ticket_event WHERE action = 'issue')"
        ),
        "a ticket proven": _ticket("unproven = false", "unverified"),
        "a ticket's state": _ticket("state = 'cancelled'", "state = 'waiting'"),
        "a ticket's version": _ticket("version = version + 1"),
        "a ticket's number of calls": _ticket("calls = calls + 1"),
        "a ticket's hold reason": _ticket("held_reason = 'x'", "state = 'held'"),
        "a no-show rewritten as finished, row and event": (
            "UPDATE ticket SET state = 'done', outcome = 'served' WHERE id = "
            "(SELECT max(ticket_id) FROM ticket_event WHERE action = 'no_show' AND to_state = 'no_show' "
            "AND ticket_id IN (SELECT id FROM ticket WHERE state = 'no_show'))",
            "UPDATE ticket_event SET action = 'finish', to_state = 'done' WHERE action = 'no_show' AND ticket_id = "
            "(SELECT max(id) FROM ticket WHERE state = 'done' AND id IN "
            "(SELECT ticket_id FROM ticket_event WHERE action = 'no_show')) AND NOT EXISTS "
            "(SELECT 1 FROM ticket_event l WHERE l.ticket_id = ticket_event.ticket_id AND l.id > ticket_event.id)",
        ),
        "an event's time of a call": _event(f"at = {_EARLY}", "action = 'call_next'"),
        "an event's time of an end": _event(f"at = {_EARLY}", "action IN ('finish', 'no_show')"),
        "an event's actor of a call": _event("actor = 'clerk:petugas9'", "action = 'call_next'"),
        "every actor rewritten": ("UPDATE ticket_event SET actor = 'clerk:petugas9'",),
        "an event's clerk at the counter": _event(
            "actor = 'clerk:petugas9'", "action = 'serve' AND actor LIKE 'clerk:%'"
        ),
        "an event's detail of a hold": _event("detail = 'x'", "action = 'hold'"),
        "an event's detail of a call": _event("detail = 'overdue'", "action = 'call_next' AND detail <> 'overdue'"),
        "an event's station": _event("station = 'pc-9'", "station <> ''"),
        "an event's counter": _event(
            "counter_id = (SELECT min(id) FROM counter WHERE id <> ticket_event.counter_id)", "action = 'serve'"
        ),
        "an event's service": _event(
            "service_id = (SELECT min(id) FROM service WHERE id <> ticket_event.service_id)", "action = 'serve'"
        ),
        "an event erased": (
            "DELETE FROM ticket_event WHERE id = (SELECT max(id) FROM ticket_event WHERE action = 'serve')",
        ),
        "a reclassing erased": (
            "DELETE FROM ticket_event WHERE id = (SELECT max(id) FROM ticket_event WHERE action = 'set_priority')",
        ),
        "the last number of a prefix erased": (
            f"DELETE FROM print_job WHERE ticket_id = {_LAST}",
            f"UPDATE booking SET ticket_id = NULL, state = 'booked' WHERE ticket_id = {_LAST}",
            f"UPDATE day_number SET last = last - 1 WHERE day_id = (SELECT max(id) FROM business_day) AND prefix = "
            f"(SELECT prefix FROM ticket WHERE id = {_LAST})",
            f"DELETE FROM call WHERE ticket_id = {_LAST}",
            f"DELETE FROM ticket_event WHERE ticket_id = {_LAST}",
            f"DELETE FROM ticket WHERE id = {_LAST}",
        ),
        "a number erased behind an invented gap": (
            "INSERT INTO number_gap (day_id, prefix, first, last, reason, actor, at) "
            f"SELECT day_id, prefix, number, number, 'listrik padam', 'cli:root', issued_at FROM ticket "
            f"WHERE id = {_LAST}",
            f"DELETE FROM print_job WHERE ticket_id = {_LAST}",
            f"DELETE FROM call WHERE ticket_id = {_LAST}",
            f"DELETE FROM ticket_event WHERE ticket_id = {_LAST}",
            f"DELETE FROM ticket WHERE id = {_LAST}",
        ),
        "a whole closed day erased": (
            f"DELETE FROM print_job WHERE ticket_id IN (SELECT id FROM ticket WHERE day_id = {_DAY})",
            f"DELETE FROM booking WHERE ticket_id IN (SELECT id FROM ticket WHERE day_id = {_DAY})",
            f"DELETE FROM call WHERE day_id = {_DAY}",
            f"DELETE FROM ticket_event WHERE day_id = {_DAY}",
            f"DELETE FROM ticket WHERE day_id = {_DAY}",
            f"DELETE FROM number_gap WHERE day_id = {_DAY}",
            f"DELETE FROM day_number WHERE day_id = {_DAY}",
            f"DELETE FROM day_event WHERE day_id = {_DAY}",
            f"DELETE FROM business_day WHERE id = {_DAY}",
        ),
        "a call's actor": _call("actor = 'clerk:petugas9'"),
        "a call's reason": _call(
            "reason_code = 'overdue'", "kind = 'next' AND NOT undone AND reason_code <> 'overdue'"
        ),
        "a call's reason in figures": _call('reason_params = \'[["nth", 0], ["of", 2]]\''),
        "a call's time": _call(f"at = {_EARLY}"),
        "a call taken back without an undo": _call("undone = true"),
        "a call erased": ("DELETE FROM call WHERE seq = (SELECT max(seq) FROM call)",),
        "a gap's reason": ("UPDATE number_gap SET reason = 'x' WHERE id = (SELECT min(id) FROM number_gap)",),
        "a gap one longer": ("UPDATE number_gap SET last = last + 1 WHERE id = (SELECT max(id) FROM number_gap)",),
        "who closed a day": (f"UPDATE business_day SET closed_by = 'cli:x' WHERE id = {_DAY}",),
        "when a day was closed": (f"UPDATE business_day SET closed_at = {_EARLY} WHERE id = {_DAY}",),
        "a day's date": (f"UPDATE business_day SET date = '2026-01-01' WHERE id = {_DAY}",),
        "who sat at a counter": (
            "UPDATE counter_event SET login = 'petugas9' WHERE id = "
            "(SELECT max(id) FROM counter_event WHERE login <> '')",
        ),
        "a sign-in erased": (
            "DELETE FROM counter_event WHERE id = (SELECT max(id) FROM counter_event WHERE action = 'sign_in')",
        ),
        "what a request answered": (
            "UPDATE request SET result = '\"NOBODY\"' WHERE id = "
            "(SELECT max(id) FROM request WHERE fingerprint LIKE 'tickets.issue|%')",
        ),
        "a booking's slot": (
            f"UPDATE booking SET slot = {_EARLY} WHERE id = (SELECT max(id) FROM booking WHERE state = 'checked_in')",
        ),
        "how many of a prefix were cancelled": (
            f"UPDATE day_number SET cancelled = cancelled + 1 WHERE day_id = {_DAY}",
        ),
        "the last issue of a prefix": (f"UPDATE day_number SET last_at = {_EARLY} WHERE day_id = {_DAY}",),
    }
)
