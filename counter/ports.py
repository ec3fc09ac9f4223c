"""What the counter needs of the store; ``hall.store`` fulfils it, and so do the fakes of the tests."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol, TypeVar

from hall.views import AlarmView, CallView, CounterInfo, CounterView, HallView, TicketView, UserView
from hall.visit import Said

T = TypeVar("T")


class DeskReader(Protocol):
    """Reads on one snapshot. Counters are named by id or label everywhere."""

    def hall(self) -> HallView:
        """The building."""

    def counters(self) -> tuple[CounterInfo, ...]:
        """Every counter, in the order of the hall."""

    def anybody(self) -> bool:
        """Whether there is any member of staff who can sign in."""

    def alarms(self) -> tuple[AlarmView, ...]:
        """What the staff must know now."""

    def counter(self, counter: str) -> CounterView:
        """All that the screen of one counter shows."""


class DayWork(Protocol):
    """What a supervisor does about a clock."""

    def confirm(self, *, actor: str, reason: str = "", request_id: str | None = None) -> date:
        """Says that the clock is right; returns the date that is open."""


class DeskWork(Protocol):
    """One unit of work; each method may raise Refused."""

    @property
    def day(self) -> DayWork:
        """Work on the business day."""

    def open_day(
        self, day: date | None = None, *, actor: str, confirm: bool, reason: str, request_id: str | None = None
    ) -> date:
        """Opens a business day again."""

    def call_next(
        self, counter: str, *, actor: str, request_id: str | None = None, said: Said | None = None
    ) -> CallView | None:
        """Calls whom the rule chooses; None when nobody waits."""

    def recall(
        self, counter: str, *, actor: str, request_id: str | None = None, version: int | None = None
    ) -> CallView:
        """Calls the counter's number once more."""

    def serve(
        self, counter: str, *, actor: str, request_id: str | None = None, version: int | None = None
    ) -> TicketView:
        """Begins to serve the called number."""

    def finish(
        self,
        counter: str,
        *,
        outcome: str = "served",
        obstacle: str = "",
        note: str = "",
        actor: str,
        request_id: str | None = None,
        version: int | None = None,
    ) -> TicketView:
        """Ends the visit as done, with its outcome and the obstacle that was met."""

    def no_show(
        self, counter: str, *, actor: str, request_id: str | None = None, version: int | None = None
    ) -> TicketView:
        """Ends the visit as not present."""

    def hold(
        self, counter: str, *, reason: str, actor: str, request_id: str | None = None, version: int | None = None
    ) -> TicketView:
        """Puts the number at the counter off."""

    def transfer(
        self,
        counter: str,
        *,
        service: str = "",
        to_counter: str = "",
        note: str = "",
        actor: str,
        request_id: str | None = None,
        version: int | None = None,
    ) -> TicketView:
        """Sends the number at the counter to a service or a counter."""

    def undo(
        self, counter: str, *, actor: str, request_id: str | None = None, version: int | None = None
    ) -> TicketView:
        """Takes the counter's last action back."""

    def call_number(
        self,
        counter: str,
        ticket_id: int,
        *,
        actor: str,
        request_id: str | None = None,
        version: int | None = None,
        said: Said | None = None,
    ) -> CallView:
        """Calls one waiting or held number."""

    def release(
        self,
        ticket_id: int,
        *,
        counter: str = "",
        actor: str,
        request_id: str | None = None,
        version: int | None = None,
    ) -> TicketView:
        """Lets a held number wait again."""

    def return_late(
        self,
        ticket_id: int,
        *,
        counter: str = "",
        actor: str,
        request_id: str | None = None,
        version: int | None = None,
    ) -> TicketView:
        """Lets a no-show, or a number that this counter ended as done, wait again."""

    def pause(
        self,
        counter: str,
        *,
        kind: str,
        reason: str = "",
        until: datetime | None = None,
        actor: str,
        request_id: str | None = None,
    ) -> CounterInfo:
        """Stops calling at the counter for a while."""

    def resume(self, counter: str, *, actor: str, request_id: str | None = None) -> CounterInfo:
        """Goes on calling at the counter."""

    def ticket(self, code_or_token: str) -> TicketView:
        """The number with this code today."""

    def confirm(self, ticket_id: int, *, actor: str, request_id: str | None = None) -> TicketView:
        """Lets a number whose slip did not come out join the queue."""

    def cancel(
        self, ticket_id: int, *, reason: str, counter: str = "", actor: str, request_id: str | None = None
    ) -> TicketView:
        """Cancels a number; the counter can take that back."""

    def sign_in(self, counter: str, user_id: int, *, station: str = "", actor: str) -> CounterInfo:
        """Seats a member of staff at a counter."""

    def sign_out(self, counter: str, *, actor: str) -> None:
        """Frees the counter."""


class DeskStore(Protocol):
    """The store as the counter uses it; all of it runs in the lane."""

    def read(self) -> AbstractContextManager[DeskReader]:
        """A reader on one snapshot."""

    def run(self, job: Callable[[DeskWork], T]) -> T:
        """Runs ``job`` in a unit of work that commits, or rolls back and is tried again."""

    def check_pin(self, login: str, pin: str, *, station: str = "") -> UserView:
        """Who this is, at ``station``. Raises Refused: wrong_pin, also for a login that nobody has, or pin_locked."""

    def close(self) -> None:
        """Closes every connection."""
