"""The unit of work: every write that the hall knows, each an operation with its preconditions."""

from __future__ import annotations

from datetime import date

from hall.store import applying, calls, days, issuing, people, requests, slips, tickets, visits
from hall.store.counter_query import counter_infos
from hall.store.structure import StructureCache
from hall.store.transaction import Transaction
from hall.structure import Change, HallStructure
from hall.views import CallView, CounterInfo, TicketView, UserView


class UnitOfWork:
    """Writes of one transaction, from ``Store.begin``: they are all kept, or none.

    ``actor`` says who acts (``kiosk:depan``, ``cli:root``, ``clerk:siti``). ``request_id`` makes a write safe to
    repeat: a repeat answers with the first result, its ticket as it stands now. ``version`` compares: the write is
    refused when the ticket changed since the caller saw it. Counters go by label or id, services by prefix or id.
    Every operation raises Refused when a rule says no; the sentence is in the error. ``slip_failed``, ``slip_copy`` and
    ``apply`` need no request id: repeating them changes nothing that matters.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def issue(
        self,
        service: str,
        *,
        priority: bool = False,
        request_id: str | None = None,
        actor: str = "api",
        station: str = "",
        to_print: bool = False,
    ) -> TicketView:
        """Give the next number of a service; with ``to_print`` it joins the queue only when its slip is out."""
        return issuing.issue(
            self._tx,
            service,
            priority=priority,
            request_id=request_id,
            actor=actor,
            station=station,
            to_print=to_print,
        )

    def slip_out(
        self, ticket_id: int, *, proven: bool, detail: str = "", actor: str = "api", request_id: str | None = None
    ) -> TicketView:
        """The slip came out, ``proven`` when the printer confirmed it: the number joins the queue."""
        return slips.slip_out(self._tx, ticket_id, proven=proven, detail=detail, actor=actor, request_id=request_id)

    def slip_failed(self, ticket_id: int, *, outcome: str, detail: str, actor: str = "api") -> None:
        """The slip did not come out; the number waits for the visitor's or the staff's word."""
        slips.slip_failed(self._tx, ticket_id, outcome=outcome, detail=detail, actor=actor)

    def slip_copy(self, ticket_id: int) -> None:
        """One more copy of the slip is about to be sent."""
        slips.copy_printed(self._tx, ticket_id)

    def confirm(self, ticket_id: int, *, actor: str = "api", request_id: str | None = None) -> TicketView:
        """The visitor or the staff has the number without a slip: it joins the queue."""
        return slips.confirm(self._tx, ticket_id, actor=actor, request_id=request_id)

    def cancel(self, ticket_id: int, *, reason: str, actor: str = "api", request_id: str | None = None) -> TicketView:
        """Take a number that is not called yet out of the queue."""
        return slips.cancel(self._tx, ticket_id, reason=reason, actor=actor, request_id=request_id)

    def call_next(
        self, counter: str, *, actor: str = "api", request_id: str | None = None, station: str = ""
    ) -> CallView | None:
        """Call the next number by the rule, ending the counter's present one as done; None when nobody waits."""
        return calls.call_next(self._tx, counter, actor=actor, request_id=request_id, station=station)

    def recall(
        self, counter: str, *, actor: str = "api", request_id: str | None = None, version: int | None = None
    ) -> CallView:
        """Call the counter's number again."""
        return visits.recall(self._tx, counter, actor=actor, request_id=request_id, version=version)

    def serve(
        self, counter: str, *, actor: str = "api", request_id: str | None = None, version: int | None = None
    ) -> TicketView:
        """The called visitor is there: serving begins."""
        return visits.serve(self._tx, counter, actor=actor, request_id=request_id, version=version)

    def finish(
        self, counter: str, *, actor: str = "api", request_id: str | None = None, version: int | None = None
    ) -> TicketView:
        """The visit at the counter is done."""
        return visits.finish(self._tx, counter, actor=actor, request_id=request_id, version=version)

    def no_show(
        self, counter: str, *, actor: str = "api", request_id: str | None = None, version: int | None = None
    ) -> TicketView:
        """The called visitor did not come."""
        return visits.no_show(self._tx, counter, actor=actor, request_id=request_id, version=version)

    def sign_in(
        self, counter: str, user_id: int, *, station: str = "", actor: str = "api", request_id: str | None = None
    ) -> CounterInfo:
        """Put a member of staff, whose PIN ``Store.check_pin`` has checked, at a counter."""

        def perform() -> tuple[CounterInfo, str]:
            place = people.sign_in(self._tx, counter, user_id, station=station)
            return self._info(place.id), place.id

        asked = requests.fingerprint("sign_in", counter, user_id, station, actor)
        return requests.once(self._tx, request_id, asked, perform, self._info)

    def sign_out(self, counter: str, *, actor: str = "api", request_id: str | None = None) -> None:
        """Leave a counter."""

        def perform() -> tuple[None, None]:
            people.sign_out(self._tx, counter)
            return None, None

        asked = requests.fingerprint("sign_out", counter, actor)
        requests.once(self._tx, request_id, asked, perform, lambda _: None)

    def add_user(
        self, login: str, name: str, pin: str, role: str = "clerk", *, request_id: str | None = None
    ) -> UserView:
        """Add a member of staff (``role`` is ``clerk`` or ``supervisor``); the PIN has 4 to 12 digits."""
        pin_hash = people.hash_pin(pin)

        def perform() -> tuple[UserView, int]:
            user = people.add_user(self._tx, login, name, pin_hash, role)
            return user, user.id

        def replay(user_id: int) -> UserView:
            return next(user for user in people.users(self._tx) if user.id == user_id)

        return requests.once(self._tx, request_id, requests.fingerprint("add_user", login, name, role), perform, replay)

    def open_day(
        self, day: date | None = None, *, actor: str = "api", confirm: bool = False, request_id: str | None = None
    ) -> date:
        """Open a business day, today's when ``day`` is None; returns its date."""

        def perform() -> tuple[date, str]:
            opened = days.open_day(self._tx, day, actor=actor, confirmed=confirm)
            return opened, opened.isoformat()

        return requests.once(
            self._tx, request_id, requests.fingerprint("open_day", day, confirm), perform, date.fromisoformat
        )

    def close_day(self, *, actor: str = "api", reason: str, request_id: str | None = None) -> int:
        """Close the business day; returns how many numbers were cancelled."""

        def perform() -> tuple[int, int]:
            cancelled = days.close_day(self._tx, actor=actor, reason=reason)
            return cancelled, cancelled

        return requests.once(self._tx, request_id, requests.fingerprint("close_day", reason), perform, int)

    def apply(self, structure: HallStructure) -> tuple[Change, ...]:
        """Make the database hold this structure; returns what changed."""
        changes = applying.apply(self._tx.connection, structure)
        # What this transaction reads from here on may be rolled back: it must not stay in the store's memory.
        self._tx.cache = StructureCache()
        self._tx.must_notify = self._tx.must_notify or bool(changes)
        return changes

    def ticket(self, code_or_token: str) -> TicketView:
        """The ticket with this code or token, as this unit of work sees it."""
        return tickets.find(self._tx, code_or_token)

    def _info(self, counter_id: str) -> CounterInfo:
        return counter_infos(self._tx, only=counter_id)[0]
