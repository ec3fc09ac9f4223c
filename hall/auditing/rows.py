"""The rows of an audit, as they are in the database. Named tuples, because a day may have half a million of them and
frozen dataclasses cost four times as much to make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple


class DayRow(NamedTuple):
    """A business day; ``opened_at`` moves when it is ``reopened``. ``mixed``: numbers came from another day, or went to
    one, so that what stood between calls may be among the other day's rows. ``joined``: prefix, first and last of
    numbers on paper of which some came into the queue after later ones."""

    date: date
    opened_at: datetime
    closed: bool
    reopened: bool = False
    mixed: bool = False
    joined: tuple[tuple[str, int, int], ...] = ()


class DayNumberRow(NamedTuple):
    """The last number given of a prefix."""

    prefix: str
    last: int
    last_at: datetime | None = None
    cancelled: int | None = None


class GapRow(NamedTuple):
    """Numbers given on paper, both ends included: the logged cause of a gap. Those ``uncounted`` were taken along to
    another day, or nobody can prove that they were given."""

    prefix: str
    first: int
    last: int
    at: datetime | None = None
    uncounted: bool = False


class TicketRow(NamedTuple):
    """A ticket as it stands."""

    id: int
    prefix: str
    number: int
    state: str
    priority: bool
    version: int
    calls: int
    issued_at: datetime | None = None


class EventRow(NamedTuple):
    """A line of a ticket's history; the ``detail`` of an undo names the action that it took back."""

    ticket_id: int
    action: str
    from_state: str | None
    to_state: str
    counter_id: str | None
    detail: str
    at: datetime | None = None
    actor: str = ""
    station: str = ""


class CallRow(NamedTuple):
    """A call as it was announced, with the counter's priority streak before it; ``nth`` and ``of`` are its place in
    the streak and the limit as the reason told them, 0 when it told none."""

    ticket_id: int
    counter_id: str
    kind: str
    undone: bool
    streak_before: int
    reason_code: str
    nth: int
    of: int
    at: datetime


class RequestRow(NamedTuple):
    """What one or more requests of an ``operation`` answered: ``result`` as text, ``times`` how many answered so, and
    whether that ticket or call is there."""

    operation: str
    result: str
    times: int
    found: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """All rows of one business day: tickets by prefix and number, events by id, calls by sequence."""

    day: DayRow
    numbers: Iterable[DayNumberRow] = ()
    gaps: Iterable[GapRow] = ()
    tickets: Iterable[TicketRow] = ()
    events: Iterable[EventRow] = ()
    calls: Iterable[CallRow] = ()


class LifeRow(NamedTuple):
    """A ticket as it stands, whole."""

    id: int
    day_id: int
    prefix: str
    number: int
    service_id: str
    priority: bool
    state: str
    queue_time: datetime
    issued_at: datetime
    station: str
    counter_id: str | None
    calls: int
    called_at: datetime | None
    serving_at: datetime | None
    ended_at: datetime | None
    unverified: bool
    outcome: str
    obstacle_id: str | None
    held_reason: str
    directed_to: str | None
    directed_until: datetime | None
    booked_for: datetime | None
    language: str
    version: int
    files: int
    wait_low: float | None
    wait_middle: float | None
    wait_high: float | None
    wait_ahead: int | None
    wait_note: str


class LineRow(NamedTuple):
    """A line of a ticket's history, whole; ``after`` is None when it cannot be read."""

    id: int
    ticket_id: int
    day_id: int
    at: datetime
    action: str
    from_state: str | None
    to_state: str
    actor: str
    station: str
    counter_id: str | None
    service_id: str
    detail: str
    before: Any
    after: Any


class CalledRow(NamedTuple):
    """A call, whole."""

    seq: int
    ticket_id: int
    day_id: int
    counter_id: str
    service_id: str
    kind: str
    times: int
    reason_code: str
    reason_params: Any
    at: datetime
    actor: str
    undone: bool


class JobRow(NamedTuple):
    """The print job of a ticket."""

    ticket_id: int
    station: str
    created_at: datetime


class BookingRow(NamedTuple):
    """The booking that a ticket was made of."""

    ticket_id: int
    service_id: str
    slot: datetime
    priority: bool
    state: str


class TicketLife(NamedTuple):
    """A ticket with every row that tells of it: lines by id, calls by sequence. ``kept_jobs``: whether the print jobs
    of its day are there still."""

    ticket: LifeRow
    lines: Sequence[LineRow]
    calls: Sequence[CalledRow]
    job: JobRow | None
    booking: BookingRow | None
    kept_jobs: bool = True


class ShiftRow(NamedTuple):
    """A line of a counter's history; ``seen`` is the last line of the tickets' history before it, None when it
    cannot be read."""

    id: int
    counter_id: str
    at: datetime
    action: str
    actor: str
    detail: str
    login: str
    station: str
    seen: int | None


class PlaceRow(NamedTuple):
    """A counter as it stands, with the login of who is signed in."""

    id: str
    archived: bool
    login: str | None
    signed_in_at: datetime | None
    station: str
    pause: str
    pause_reason: str
    pause_since: datetime | None


class DayEventRow(NamedTuple):
    """A line of the history of business days."""

    id: int
    day_id: int
    at: datetime
    action: str
    date: date
    actor: str
    reason: str
    detail: Any


class BusinessRow(NamedTuple):
    """A business day as it stands, whole."""

    id: int
    date: date
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    closed_by: str | None
    close_reason: str | None
    timezone: str
    cancelled: int | None
    expired: bool
    in_doubt: bool


class LoggedGapRow(NamedTuple):
    """A gap in the numbers, whole."""

    id: int
    day_id: int
    prefix: str
    first: int
    last: int
    reason: str
    actor: str
    at: datetime
