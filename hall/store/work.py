"""The unit of work: every write that the hall knows, each an operation with its preconditions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hall.spooling import PrintJob, SlipClaim
from hall.store.database import requests
from hall.store.database.transaction import Transaction
from hall.store.day import days
from hall.store.day.day_work import DayWork
from hall.store.devices import printers
from hall.store.devices.board_work import BoardWork
from hall.store.staff import members
from hall.store.staff.members import PinHash
from hall.store.staff.staff_work import PeopleWork
from hall.store.structure import applying, closures
from hall.store.structure.loaded import StructureCache
from hall.store.tickets import (
    bookings,
    calls,
    counter_actions,
    issuing,
    manual_numbers,
    slips,
    ticket_actions,
    ticket_rows,
    undo,
)
from hall.store.views.counter_query import counter_infos
from hall.structure import Change, Closure, HallStructure, Station
from hall.text_rules import REASON, one_line
from hall.views import BookingView, CallView, CounterInfo, TicketView, UserView
from hall.visit import Said


class UnitOfWork:
    """Writes of one transaction, from ``Store.begin``: they are all kept, or none.

    ``actor`` says who acts (``kiosk:depan``, ``cli:root``, ``clerk:siti``). ``request_id`` makes a write safe to
    repeat: a repeat answers with the first result, its ticket as it stands now, though its counter or service was
    archived or renamed since. A refusal and "nobody waits" are not kept: the same id sent again is tried anew, and may
    be done then. ``version`` compares: the write is refused when the ticket changed since the caller saw it.
    Counters go by label or id, services by prefix or id.
    Every operation raises Refused when a rule says no; the sentence is in the error. What notes a slip or a
    printer, and ``apply``, needs no request id: repeating it changes nothing that matters.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    @property
    def boards(self) -> BoardWork:
        """What boards and voices write."""
        return BoardWork(self._tx)

    @property
    def day(self) -> DayWork:
        """What a person does to the business day when a clock was wrong."""
        return DayWork(self._tx)

    @property
    def people(self) -> PeopleWork:
        """What is done about PINs and pauses."""
        return PeopleWork(self._tx)

    def issue(
        self,
        service: str,
        *,
        priority: bool = False,
        request_id: str | None = None,
        actor: str = "api",
        station: str = "",
        to_print: bool = False,
        life: str = "",
    ) -> TicketView:
        """Give the next number of a service; with ``to_print`` it joins the queue only when its slip is out, which the
        kiosk's ``life`` prints."""
        return issuing.issue(
            self._tx,
            service,
            priority=priority,
            request_id=request_id,
            actor=actor,
            station=station,
            to_print=to_print,
            life=life,
        )

    def slip_out(
        self, ticket_id: int, *, verified: bool, detail: str = "", actor: str = "api", request_id: str | None = None
    ) -> TicketView:
        """The slip came out, ``verified`` when the printer confirmed it: the number joins the queue."""
        return slips.slip_out(self._tx, ticket_id, verified=verified, detail=detail, actor=actor, request_id=request_id)

    def slip_sending(self, ticket_id: int, *, copy: int = 0, life: str = "", taken_from: str = "") -> SlipClaim:
        """The kiosk's ``life`` is about to send a slip, ``copy`` prints before it, which another life of the station,
        ``taken_from``, left: whether it may, and which copy it is then."""
        return slips.sending(self._tx, ticket_id, copy=copy, life=life, taken_from=taken_from)

    def slip_failed(
        self, ticket_id: int, *, outcome: str, detail: str, actor: str = "api", again: bool = True
    ) -> PrintJob:
        """The slip did not come out; the number waits for the visitor's or the staff's word. ``again``: whether
        somebody tries again."""
        return slips.slip_failed(self._tx, ticket_id, outcome=outcome, detail=detail, actor=actor, again=again)

    def slip_missing(self, ticket_id: int, *, actor: str = "api") -> TicketView:
        """The visitor says that no paper came: the staff are told, the number stays where it is."""
        return slips.missing(self._tx, ticket_id, actor=actor)

    def reprint(self, ticket_id: int, *, station: str) -> int:
        """The staff print a slip again; returns how many prints came before."""
        return slips.reprint(self._tx, ticket_id, station=station)

    def printer_report(
        self,
        name: str,
        *,
        problem: str,
        detail: str,
        near_end: bool | None = None,
        paper_mm: float = 0.0,
        station: Station | None = None,
        watched: bool = False,
    ) -> None:
        """How the printer of a station is, and the paper that a slip took. ``station`` as the machine knows it;
        ``watched`` by a kiosk that goes on asking."""
        health = printers.PrinterHealth(problem, detail, near_end, paper_mm)
        printers.report(self._tx, name, health, station=station, watched=watched)

    def new_roll(self, name: str) -> None:
        """A new roll was put into the printer of a station."""
        printers.new_roll(self._tx, name)

    def calibrate_printer(self, name: str, url: str, found: dict[str, Any]) -> None:
        """Keep what the printer of a station was found to answer."""
        printers.calibrate(self._tx, name, url, found)

    def confirm(self, ticket_id: int, *, actor: str = "api", request_id: str | None = None) -> TicketView:
        """The visitor or the staff has the number without a slip: it joins the queue."""
        return slips.confirm(self._tx, ticket_id, actor=actor, request_id=request_id)

    def cancel(
        self,
        ticket_id: int,
        *,
        reason: str,
        counter: str = "",
        actor: str = "api",
        request_id: str | None = None,
        version: int | None = None,
    ) -> TicketView:
        """Take a number that is not at a counter out of the queue; the ``counter`` that does it can undo it."""
        return slips.cancel(
            self._tx,
            ticket_id,
            reason=reason,
            counter=counter,
            actor=actor,
            request_id=request_id,
            version=version,
        )

    def call_next(
        self,
        counter: str,
        *,
        actor: str = "api",
        request_id: str | None = None,
        station: str = "",
        said: Said | None = None,
    ) -> CallView | None:
        """Call the next number by the rule, ending the counter's present one as ``hall.visit`` says; ``said`` is what
        the pressed key said of it. None when nobody waits, which is not kept: a repeat calls whoever has come since."""
        return calls.call_next(self._tx, counter, actor=actor, request_id=request_id, station=station, said=said)

    def call_number(
        self,
        counter: str,
        ticket_id: int,
        *,
        actor: str = "api",
        request_id: str | None = None,
        station: str = "",
        version: int | None = None,
        said: Said | None = None,
    ) -> CallView:
        """Call this waiting or held number, ending the counter's present one as ``call_next`` does."""
        return calls.call_number(
            self._tx,
            counter,
            ticket_id,
            actor=actor,
            request_id=request_id,
            station=station,
            version=version,
            said=said,
        )

    def recall(
        self, counter: str, *, actor: str = "api", request_id: str | None = None, version: int | None = None
    ) -> CallView:
        """Call the counter's number again."""
        return counter_actions.recall(self._tx, counter, actor=actor, request_id=request_id, version=version)

    def serve(
        self, counter: str, *, actor: str = "api", request_id: str | None = None, version: int | None = None
    ) -> TicketView:
        """The called visitor is there: serving begins."""
        return counter_actions.serve(self._tx, counter, actor=actor, request_id=request_id, version=version)

    def finish(
        self,
        counter: str,
        *,
        outcome: str = "served",
        obstacle: str = "",
        note: str = "",
        actor: str = "api",
        request_id: str | None = None,
        version: int | None = None,
    ) -> TicketView:
        """The visit at the counter is done; ``outcome`` is a ``hall.lifecycle.Outcome``, ``obstacle`` the id of one."""
        return counter_actions.finish(
            self._tx,
            counter,
            outcome=outcome,
            obstacle=obstacle,
            note=note,
            actor=actor,
            request_id=request_id,
            version=version,
        )

    def no_show(
        self, counter: str, *, actor: str = "api", request_id: str | None = None, version: int | None = None
    ) -> TicketView:
        """The called visitor did not come."""
        return counter_actions.no_show(self._tx, counter, actor=actor, request_id=request_id, version=version)

    def hold(
        self,
        counter: str,
        *,
        reason: str,
        actor: str = "api",
        request_id: str | None = None,
        version: int | None = None,
    ) -> TicketView:
        """Put the number at the counter off."""
        return counter_actions.hold(
            self._tx, counter, reason=reason, actor=actor, request_id=request_id, version=version
        )

    def transfer(
        self,
        counter: str,
        *,
        service: str = "",
        to_counter: str = "",
        note: str = "",
        actor: str = "api",
        request_id: str | None = None,
        version: int | None = None,
    ) -> TicketView:
        """Send the number at the counter to a service, a counter, or both; it keeps its code."""
        target = ticket_actions.Target(service, to_counter)
        return counter_actions.transfer(
            self._tx, counter, target, note=note, actor=actor, request_id=request_id, version=version
        )

    def undo(
        self, counter: str, *, actor: str = "api", request_id: str | None = None, version: int | None = None
    ) -> TicketView:
        """Take the counter's last action back, within ``Rules.undo_within``."""
        return undo.undo(self._tx, counter, actor=actor, request_id=request_id, version=version)

    def hold_ticket(
        self,
        ticket_id: int,
        *,
        reason: str,
        actor: str = "api",
        request_id: str | None = None,
        version: int | None = None,
    ) -> TicketView:
        """Put a number off, wherever it stands."""
        return ticket_actions.hold(
            self._tx, ticket_id, reason=reason, actor=actor, request_id=request_id, version=version
        )

    def release(
        self,
        ticket_id: int,
        *,
        counter: str = "",
        actor: str = "api",
        request_id: str | None = None,
        version: int | None = None,
    ) -> TicketView:
        """Let a held number wait again, with its turn; the ``counter`` that does it can undo it."""
        return ticket_actions.release(
            self._tx, ticket_id, counter=counter, actor=actor, request_id=request_id, version=version
        )

    def return_late(
        self,
        ticket_id: int,
        *,
        counter: str = "",
        actor: str = "api",
        request_id: str | None = None,
        version: int | None = None,
    ) -> TicketView:
        """A no-show, or a number that was ended as done by mistake, is here after all: it waits again. ``counter`` is
        where somebody asks for it; a done number comes back only at the one that ended it."""
        return ticket_actions.return_late(
            self._tx, ticket_id, counter=counter, actor=actor, request_id=request_id, version=version
        )

    def restore(
        self, ticket_id: int, *, actor: str = "api", request_id: str | None = None, version: int | None = None
    ) -> TicketView:
        """Bring a cancelled number of the open day back, with its turn."""
        return ticket_actions.restore(self._tx, ticket_id, actor=actor, request_id=request_id, version=version)

    def transfer_ticket(
        self,
        ticket_id: int,
        *,
        service: str = "",
        to_counter: str = "",
        note: str = "",
        actor: str = "api",
        request_id: str | None = None,
        version: int | None = None,
    ) -> TicketView:
        """Send a number to a service, a counter, or both, wherever it stands."""
        target = ticket_actions.Target(service, to_counter)
        return ticket_actions.transfer(
            self._tx, ticket_id, target, note=note, actor=actor, request_id=request_id, version=version
        )

    def set_priority(
        self,
        ticket_id: int,
        priority: bool,
        *,
        reason: str,
        actor: str = "api",
        request_id: str | None = None,
        version: int | None = None,
    ) -> TicketView:
        """Give or take priority, with a reason for the log."""
        return ticket_actions.set_priority(
            self._tx, ticket_id, priority, reason=reason, actor=actor, request_id=request_id, version=version
        )

    def book(
        self,
        service: str,
        slot: datetime,
        *,
        priority: bool = False,
        actor: str = "api",
        request_id: str | None = None,
    ) -> BookingView:
        """Reserve a slot (aware) of a service."""

        def perform() -> tuple[BookingView, str]:
            made = bookings.book(self._tx, service, slot, priority=priority, actor=actor)
            return made, made.code

        asked = requests.fingerprint("book", service, slot.isoformat(), priority)
        return requests.once(self._tx, request_id, asked, perform, lambda code: bookings.view(self._tx, code))

    def check_in(
        self,
        code: str,
        *,
        actor: str = "api",
        request_id: str | None = None,
        station: str = "",
        to_print: bool = False,
    ) -> TicketView:
        """The holder of a booking is here: it becomes a number."""
        return bookings.check_in(self._tx, code, actor=actor, request_id=request_id, station=station, to_print=to_print)

    def cancel_booking(
        self, code: str, *, reason: str, actor: str = "api", request_id: str | None = None
    ) -> BookingView:
        """Give a reserved slot back."""

        def perform() -> tuple[BookingView, str]:
            ended = bookings.cancel(self._tx, code, reason=reason, actor=actor)
            return ended, ended.code

        asked = requests.fingerprint("cancel_booking", code, reason)
        return requests.once(self._tx, request_id, asked, perform, lambda key: bookings.view(self._tx, key))

    def import_manual_numbers(
        self,
        service: str,
        last: int,
        *,
        waiting_from: int | None = None,
        reason: str = "given on paper",
        actor: str = "api",
        request_id: str | None = None,
    ) -> tuple[TicketView, ...]:
        """Go on after ``last``, a number given on paper; those from ``waiting_from`` on join the queue."""
        return manual_numbers.import_manual_numbers(
            self._tx, service, last, waiting_from=waiting_from, reason=reason, actor=actor, request_id=request_id
        )

    def pause(
        self,
        counter: str,
        *,
        kind: str,
        reason: str = "",
        until: datetime | None = None,
        actor: str = "api",
        request_id: str | None = None,
    ) -> CounterInfo:
        """Stop calling at a counter for a while: ``break``, or ``closed`` with a reason."""

        def perform() -> tuple[CounterInfo, str]:
            place = members.pause(self._tx, counter, kind=kind, reason=reason, until=until, actor=actor)
            return self._info(place.id), place.id

        asked = requests.fingerprint("pause", counter, kind, reason, until)
        return requests.once(self._tx, request_id, asked, perform, self._info)

    def resume(self, counter: str, *, actor: str = "api", request_id: str | None = None) -> CounterInfo:
        """Go on calling at a counter."""

        def perform() -> tuple[CounterInfo, str]:
            place = members.resume(self._tx, counter, actor=actor)
            return self._info(place.id), place.id

        return requests.once(self._tx, request_id, requests.fingerprint("resume", counter), perform, self._info)

    def sign_in(
        self, counter: str, user_id: int, *, station: str = "", actor: str = "api", request_id: str | None = None
    ) -> CounterInfo:
        """Put a member of staff, whose PIN ``Store.check_pin`` has checked, at a counter."""

        def perform() -> tuple[CounterInfo, str]:
            place = members.sign_in(self._tx, counter, user_id, station=station, actor=actor)
            return self._info(place.id), place.id

        asked = requests.fingerprint("sign_in", counter, user_id, station, actor)
        return requests.once(self._tx, request_id, asked, perform, self._info)

    def sign_out(self, counter: str, *, actor: str = "api", request_id: str | None = None) -> None:
        """Leave a counter."""

        def perform() -> tuple[None, None]:
            members.sign_out(self._tx, counter, actor=actor)
            return None, None

        asked = requests.fingerprint("sign_out", counter, actor)
        requests.once(self._tx, request_id, asked, perform, lambda _: None)

    def add_user(
        self,
        login: str,
        name: str,
        pin: str | PinHash,
        role: str = "clerk",
        *,
        actor: str = "api",
        request_id: str | None = None,
    ) -> UserView:
        """Add a member of staff (``role`` is ``clerk`` or ``supervisor``). ``Store.new_pin`` hashes the PIN before the
        database is held; one that is not hashed yet is refused as there."""
        pin_hash = members.hash_of(self._tx, pin, login)

        def perform() -> tuple[UserView, int]:
            user = members.add_user(self._tx, login, name, pin_hash, role, actor=actor)
            return user, user.id

        def replay(user_id: int) -> UserView:
            return next(user for user in members.users(self._tx) if user.id == user_id)

        return requests.once(self._tx, request_id, requests.fingerprint("add_user", login, name, role), perform, replay)

    def set_pin(self, login: str, pin: str | PinHash, *, actor: str = "api", request_id: str | None = None) -> UserView:
        """Give a member of staff a new PIN, as ``add_user`` takes it: pauses end, and so does what is signed in."""
        pin_hash = members.hash_of(self._tx, pin, login)

        def perform() -> tuple[UserView, int]:
            user = members.set_pin(self._tx, login, pin_hash, actor=actor)
            return user, user.id

        def replay(user_id: int) -> UserView:
            return next(user for user in members.users(self._tx) if user.id == user_id)

        return requests.once(self._tx, request_id, requests.fingerprint("set_pin", login, actor), perform, replay)

    def open_day(
        self,
        day: date | None = None,
        *,
        actor: str = "api",
        confirm: bool = False,
        reason: str = "",
        request_id: str | None = None,
    ) -> date:
        """Open a business day, today's when ``day`` is None; returns its date. A person confirms may open any
        date, also a closed one, with a ``reason`` for its history."""
        why = one_line(reason, REASON)

        def perform() -> tuple[date, str]:
            opened = days.open_day(self._tx, day, actor=actor, confirmed=confirm, reason=why)
            return opened, opened.isoformat()

        return requests.once(
            self._tx, request_id, requests.fingerprint("open_day", day, confirm), perform, date.fromisoformat
        )

    def close_day(self, *, actor: str = "api", reason: str, request_id: str | None = None) -> int:
        """Close the business day; returns how many numbers were cancelled."""
        why = one_line(reason, REASON)

        def perform() -> tuple[int, int]:
            cancelled = days.close_day(self._tx, actor=actor, reason=why)
            return cancelled, cancelled

        return requests.once(self._tx, request_id, requests.fingerprint("close_day", why), perform, int)

    def request_closure(
        self,
        scope: str,
        target: str = "",
        *,
        reason: str,
        reason_en: str = "",
        starts_at: datetime | None = None,
        ends_at: datetime | None = None,
        actor: str = "api",
        request_id: str | None = None,
    ) -> Closure:
        """Ask for a closing of the ``hall``, a ``service`` or a ``counter``."""
        said = {"reason": reason, "reason_en": reason_en}

        def perform() -> tuple[Closure, int]:
            asked = closures.request(self._tx, scope, target, starts_at=starts_at, ends_at=ends_at, **said, actor=actor)
            return asked, asked.id

        asked = requests.fingerprint("request_closure", scope, target, *filter(None, said.values()), starts_at, ends_at)
        return requests.once(self._tx, request_id, asked, perform, lambda key: closures.find(self._tx, key))

    def decide_closure(
        self,
        closure_id: int,
        *,
        approve: bool,
        supervisor_id: int | None = None,
        actor: str = "api",
        request_id: str | None = None,
    ) -> Closure:
        """Approve or reject a closing; ``supervisor_id`` None is the technician at the database."""

        def perform() -> tuple[Closure, int]:
            closure = closures.decide(self._tx, closure_id, approve=approve, supervisor_id=supervisor_id, actor=actor)
            return closure, closure.id

        asked = requests.fingerprint("decide_closure", closure_id, approve, supervisor_id)
        return requests.once(self._tx, request_id, asked, perform, lambda key: closures.find(self._tx, key))

    def end_closure(
        self,
        closure_id: int,
        *,
        supervisor_id: int | None = None,
        actor: str = "api",
        request_id: str | None = None,
    ) -> Closure:
        """End a closing, as the supervisor or the technician (None), or take back the wish for one, as anybody."""

        def perform() -> tuple[Closure, int]:
            return closures.end(self._tx, closure_id, supervisor_id=supervisor_id, actor=actor), closure_id

        asked = requests.fingerprint("end_closure", closure_id, supervisor_id)
        return requests.once(self._tx, request_id, asked, perform, lambda key: closures.find(self._tx, key))

    def apply(self, structure: HallStructure) -> tuple[Change, ...]:
        """Make the database hold this structure; returns what changed."""
        changes = applying.apply(self._tx.connection, structure)
        # What this transaction reads from here on may be rolled back: it must not stay in the store's memory.
        self._tx.cache = StructureCache()
        self._tx.must_notify = self._tx.must_notify or bool(changes)
        return changes

    def ticket(self, code_or_token: str) -> TicketView:
        """The ticket with this code or token, as this unit of work sees it."""
        return ticket_rows.find(self._tx, code_or_token)

    def _info(self, counter_id: str) -> CounterInfo:
        return counter_infos(self._tx, only=counter_id)[0]
