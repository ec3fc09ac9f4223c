"""Tickets, calls, bookings and slips."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hall.bookings import Arrival, Window
from hall.calling import Reason
from hall.estimating.shown import Shown
from hall.lifecycle import Action, Outcome, State
from hall.promise import Promise, Verdict, Visit
from hall.structure import Offer, Zone
from hall.visit import ended_unserved
from hall.wording import BothNames

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class TicketView:
    """One visitor's number with everything a slip or a screen says about it. Times are aware UTC.

    ``ahead`` counts people waiting for the same service who are called before this one by turn and class (0 once
    called). ``counter_label`` is the counter that last called it, empty before. ``counters`` are the labels of the
    counters that serve the service, in the order of the hall. ``unverified`` marks a slip that was sent completely
    but that no printer confirmed. ``outcome`` is a ``hall.lifecycle.Outcome`` once it is done, or ``WITHDRAWN``;
    ``obstacle`` the name of what hindered it. ``directed_label`` is the counter that it waits for, empty when any
    counter of its service may call it. ``booked_for`` is the slot of a booking. ``files`` is how many files or
    persons it is for. ``language`` is the code of the one that its visitor chose, empty for none. ``note`` is what
    the clerk who transferred it wrote for the next one; only lists of the staff have it. ``told`` is what was said of
    its wait when it was given, ``wait`` the same, and what is said now where it is shown as it stands; None where
    nothing is said.
    """

    id: int
    code: str
    prefix: str
    number: int
    state: State
    priority: bool
    service_id: str
    service_name: str
    service_name_en: str
    agency_id: str
    agency_name: str
    agency_colour: str
    zone: Zone | None
    counters: tuple[str, ...]
    business_day: date
    issued_at: datetime
    queue_time: datetime
    ahead: int
    token: str
    version: int
    promised_minutes: int
    station: str = ""
    counter_label: str = ""
    calls: int = 0
    called_at: datetime | None = None
    serving_at: datetime | None = None
    ended_at: datetime | None = None
    unverified: bool = False
    outcome: str = ""
    obstacle: str = ""
    held_reason: str = ""
    directed_label: str = ""
    booked_for: datetime | None = None
    note: str = ""
    files: int = 1
    requirement: str = ""
    requirement_en: str = ""
    requirements: tuple[str, ...] = ()
    agency_name_en: str = ""
    language: str = ""
    wait: Shown | None = None
    told: Shown | None = None

    @property
    def wait_now(self) -> Shown | None:
        """What is said of its wait now; None where nothing is, and when it waits no more."""
        return self.wait if self.state is State.WAITING else None

    @property
    def not_served(self) -> bool:
        """Whether its visit ended without what it was for."""
        return self.state is State.DONE and self.outcome == Outcome.NOT_SERVED

    @property
    def paper_at(self) -> datetime | None:
        """When it was given on paper, where an import of manual numbers says so; else None. Nothing but such a time
        gives a number its turn before the hall knew it, save a slot, and microseconds that keep an order."""
        early = self.issued_at - self.queue_time >= _MINUTE
        return self.queue_time if early and self.booked_for is None else None


@dataclass(frozen=True, slots=True)
class CallView:
    """A call that was made: ticket, counter and the reason; ``seq`` grows with every call of the hall."""

    seq: int
    ticket: TicketView
    counter_id: str
    counter_label: str
    kind: str
    reason: Reason
    at: datetime


@dataclass(frozen=True, slots=True)
class ManualImport:
    """Manual numbers of a service that were imported together: ``first`` to ``last``, of which so many were ``waiting``
    then. ``withdrawn_at`` is None while nobody has taken it back."""

    id: int
    prefix: str
    service_name: str
    first: int
    last: int
    waiting: int
    reason: str
    actor: str
    at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WithdrawnImport:
    """What became of an import that was taken back: codes of the numbers that were ``cancelled``, and of those that
    were called since and are ``kept``; ``next_after`` is the number after which its service goes on, where that went
    back, else None."""

    id: int
    cancelled: tuple[str, ...]
    kept: tuple[str, ...]
    next_after: int | None = None


@dataclass(frozen=True, slots=True)
class BookingView:
    """A reserved slot: ``state`` is ``booked``, ``checked_in`` or ``cancelled``; ``ticket_code`` after check-in, which
    was at ``came_at``. ``reference`` is its name where it was made, empty for one of the hall. ``arrival`` is how its
    holder comes who is here now, and ``window`` when a kiosk expects them."""

    id: int
    code: str
    service_id: str
    service_name: str
    slot: datetime
    priority: bool
    state: str
    ticket_code: str
    arrival: Arrival
    window: Window
    service_name_en: str
    prefix: str
    agency_name: str
    agency_name_en: str
    ticket_token: str = ""
    reference: str = ""
    came_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What a correction changed of a number: ``what`` is ``state``, ``service``, ``outcome`` or ``obstacle``,
    ``before`` and ``after`` are its code, or the names of a service or an obstacle; empty for none."""

    what: str
    before: str | BothNames
    after: str | BothNames


@dataclass(frozen=True, slots=True)
class EventView:
    """One line of a ticket's history: who did what where, and when; of a correction, ``changes`` says from what to
    what, where the whole history was read."""

    at: datetime
    action: Action
    code: str
    actor: str
    counter_label: str = ""
    detail: str = ""
    changes: tuple[ChangeView, ...] = ()

    @property
    def not_served(self) -> bool:
        """Whether it ended a visit without what that was for."""
        return ended_unserved(self.action, self.detail)


@dataclass(frozen=True, slots=True)
class PrintJobView:
    """A slip still to be printed, with the ticket whose data it carries; ``copy`` counts earlier attempts, ``life`` is
    the random id of the kiosk's life that has it, empty when none said so."""

    id: int
    ticket: TicketView
    copy: int
    state: str
    life: str = ""


@dataclass(frozen=True, slots=True)
class MissingSlip:
    """A number whose visitor has no paper: its slip did not come out since ``since``, or was ``reported`` missing by
    the visitor at the kiosk. ``station`` is where it was to come out, ``detail`` one English sentence; ``out_at`` is
    when the printer reported that it came out, None when it did not."""

    ticket: TicketView
    station: str
    since: datetime
    reported: bool
    detail: str
    out_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TicketPromiseView:
    """Whether a visit was as promised: what was, what became of it, and what was offered where it was not."""

    ticket: TicketView
    promise: Promise
    visit: Visit
    verdict: Verdict
    offer: Offer | None = None
