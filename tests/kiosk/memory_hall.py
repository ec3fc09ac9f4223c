"""A hall and a printer in memory, with what the kiosk uses of the real ones."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, TypeVar, cast

from hall.access import By
from hall.closing_sheet import ClosingSheet
from hall.errors import Refused, StoreUnavailable
from hall.guessing import Wait
from hall.lifecycle import OPEN_STATES, Action, State, after
from hall.printing.answers import Problem
from hall.printing.closing_strip import ClosingStrip, Printable
from hall.printing.outcome import PrinterStatus, PrintOutcome, PrintResult
from hall.printing.slip import Slip
from hall.printing.talk import Patience, no_patience
from hall.spooling import UNFINISHED, PrintJob, SlipClaim, state_after
from hall.store import Store
from hall.structure import Station
from hall.views import (
    AgencyView,
    BoardCall,
    HallView,
    KioskView,
    PrinterView,
    PrintJobView,
    ServiceView,
    SheetPrint,
    StationLine,
    TicketView,
)
from tests.kiosk import kiosk_samples as samples

T = TypeVar("T")


class MemoryHall:
    """One hall in memory: gives numbers, moves tickets by the real table, repeats a request's first result.

    ``down`` makes every call fail; ``lose_replies`` lets that many writes happen without their answer;
    ``pins`` are those of the machines, ``pin_pause`` the seconds for which none is looked at;
    ``reads`` counts snapshots, ``call_reads`` those of ``calls``;
    ``refusal`` or ``fault`` is raised by the next issue; ``gate`` holds writes until it is
    set.
    """

    def __init__(self, view: KioskView) -> None:
        self.view = view
        self.tickets: dict[int, TicketView] = {}
        self.jobs: dict[int, PrintJobView] = {}
        self.actors: list[str] = []
        self.reasons: list[str] = []
        self.problems: dict[str, str] = {}
        self.rolls: list[str] = []
        self.calibrations: dict[str, dict[str, Any]] = {}
        self.later = timedelta()
        self.sheets: list[ClosingSheet] = []
        self.health: tuple[StationLine, ...] = ()
        self.down = False
        self.pins = {"depan": "2468"}
        self.pin_pause = 0
        self.asked_pins: list[tuple[str, str]] = []
        self.lose_replies = 0
        self.reads = 0
        self.calls: tuple[BoardCall, ...] = ()
        self.call_reads = 0
        self.refusal: Refused | None = None
        self.fault: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()
        self._requests: dict[str, int] = {}
        self.work = SimpleNamespace(
            tickets=SimpleNamespace(issue=self.issue, confirm=self.confirm, cancel=self.cancel),
            slips=SimpleNamespace(
                out=self.slip_out,
                sending=self.slip_sending,
                failed=self.slip_failed,
                missing=self.slip_missing,
                reprint=self.reprint,
            ),
            sheets=SimpleNamespace(begin=lambda sheet_id, by: bool(self.sheets), end=self.sheet_end),
            printers=SimpleNamespace(
                report=self.printer_report, new_roll=self.new_roll, calibrate=self.calibrate_printer
            ),
        )

    # The store

    def run(self, job: Callable[[Any], T]) -> T:
        """One unit of work."""
        self.gate.wait(5)
        self._reach()
        result = job(self.work)
        if self.lose_replies:
            self.lose_replies -= 1
            raise StoreUnavailable("the link was cut after the commit")
        return result

    act = run

    @contextmanager
    def read(self) -> Iterator[_Reader]:
        """A snapshot."""
        self._reach()
        yield _Reader(self)
        self.reads += 1

    def fetch(self, job: Callable[[_Reader], T]) -> T:
        """What a job reads on one snapshot."""
        with self.read() as reader:
            return job(reader)

    def close(self) -> None:
        """Nothing to give back."""

    def _reach(self) -> None:
        if self.down:
            raise StoreUnavailable("the database is away")

    # Writes

    def issue(
        self,
        service: str,
        by: By,
        *,
        priority: bool = False,
        to_print: bool = False,
        life: str = "",
        language: str = "",
    ) -> TicketView:
        """Gives the next number of a service."""
        request_id = by.request_id
        assert request_id is not None
        if self.refusal is not None:
            refusal, self.refusal = self.refusal, None
            raise refusal
        if request_id in self._requests:
            return self.tickets[self._requests[request_id]]
        if self.fault is not None:
            fault, self.fault = self.fault, None
            raise fault
        agency, found = self._service(service)
        number = len(self.tickets) + 1
        ticket = samples.ticket_view(
            f"{found.prefix}-{number:03d}",
            id=number,
            state=State.PRINTING if to_print else State.WAITING,
            priority=priority,
            service_id=found.id,
            service_name=found.name,
            service_name_en=found.name_en,
            agency_id=agency.id,
            agency_name=agency.name,
            agency_colour=agency.colour,
            issued_at=self.view.now,
            ahead=found.waiting,
            token=f"t{number:09d}",
            station=by.station,
            language=language,
        )
        self.actors.append(by.actor)
        self._requests[request_id] = number
        self.tickets[number] = ticket
        if to_print:
            self.jobs[number] = PrintJobView(number, ticket, 0, "queued", life)
        return ticket

    def slip_out(self, ticket_id: int, by: By, *, verified: bool, detail: str = "") -> TicketView:
        """The slip came out."""
        self.jobs[ticket_id] = replace(self.jobs[ticket_id], state="printed" if verified else "unverified")
        return self._move(ticket_id, Action.SLIP_OUT)

    def slip_sending(self, ticket_id: int, by: By, *, copy: int = 0, life: str = "", taken_from: str = "") -> SlipClaim:
        """The slip is about to be sent."""
        if self.tickets[ticket_id].state is not State.PRINTING:
            return SlipClaim(copy, "settled")
        self.jobs[ticket_id] = replace(self.jobs[ticket_id], state="sending", copy=copy, life=life)
        return SlipClaim(copy)

    def slip_failed(self, ticket_id: int, by: By, *, outcome: str, detail: str, again: bool = True) -> PrintJob:
        """The slip did not come out."""
        job = self.jobs[ticket_id]
        if self.tickets[ticket_id].state is not State.PRINTING:
            return PrintJob.CONFIRMED
        state = state_after(outcome, job.copy, self.view.now + self.later - job.ticket.issued_at)
        state = state if again else PrintJob.NEEDS_STAFF
        self.jobs[ticket_id] = replace(job, state=state.value)
        return state

    def reprint(self, ticket_id: int, by: By) -> int:
        """The staff print a slip again."""
        job, ticket = self.jobs[ticket_id], self.tickets[ticket_id]
        if ticket.state not in OPEN_STATES:
            raise Refused("reprint_ended", number=ticket.code, state=ticket.state)
        self.jobs[ticket_id] = replace(job, copy=job.copy + 1)
        return job.copy + 1

    def slip_missing(self, ticket_id: int, by: By) -> TicketView:
        """The visitor says that no paper came."""
        self.jobs[ticket_id] = replace(self.jobs[ticket_id], state="needs_staff")
        return self.tickets[ticket_id]

    def sheet_end(self, sheet_id: int, by: By, *, outcome: str, detail: str) -> None:
        """How a closing sheet ended."""
        if outcome in ("printed", "unverified"):
            del self.sheets[0]

    def printer_report(
        self,
        name: str,
        by: By,
        *,
        problem: str,
        detail: str,
        near_end: bool | None = None,
        paper_mm: float = 0.0,
        station: Station | None = None,
        watched: bool = False,
    ) -> None:
        """How a printer is."""
        self.problems[name] = problem

    def calibrate_printer(self, name: str, url: str, found: dict[str, Any], by: By) -> None:
        """What a printer answers."""
        self.calibrations[name] = found

    def new_roll(self, name: str, by: By) -> None:
        """A new roll."""
        self.rolls.append(name)

    def confirm(self, ticket_id: int, by: By) -> TicketView:
        """The visitor has the number without a slip."""
        return self._move(ticket_id, Action.CONFIRM)

    def cancel(self, ticket_id: int, by: By, *, reason: str) -> TicketView:
        """The number is not wanted."""
        self.reasons.append(reason)
        return self._move(ticket_id, Action.CANCEL)

    def _move(self, ticket_id: int, action: Action) -> TicketView:
        ticket = self.tickets[ticket_id]
        following = after(ticket.state, action)
        if following is None:
            raise Refused("wrong_state", number=ticket.code, state=ticket.state, action=action)
        self.tickets[ticket_id] = replace(ticket, state=following)
        return self.tickets[ticket_id]

    def _service(self, service_id: str) -> tuple[AgencyView, ServiceView]:
        for agency in self.view.agencies:
            for service in agency.services:
                if service.id == service_id:
                    return agency, service
        raise Refused("unknown_service", service=service_id)

    # PIN

    def check_station_pin(self, station: str, pin: str) -> None:
        """The PIN of the machine is ``pins``'s."""
        if self.down:
            raise StoreUnavailable("away")
        self.asked_pins.append((station, pin))
        if station not in self.pins:
            raise Refused("no_station_pin", station=station)
        if self.pin_pause:
            raise Refused("pin_locked", wait=Wait(self.pin_pause), seconds=self.pin_pause)
        if pin != self.pins[station]:
            raise Refused("wrong_pin", seconds=0)


def as_store(hall: object) -> Store:
    """The fake where the type of the real one is wanted: it has what the kiosk uses of it."""
    return cast("Store", hall)


class _Reader:
    """Reads a MemoryHall."""

    def __init__(self, hall: MemoryHall) -> None:
        self._hall = hall
        self.tickets = SimpleNamespace(find=self.ticket)
        self.stations = SimpleNamespace(find=lambda name: None, has_pin=lambda station: station in hall.pins)
        self.slips = SimpleNamespace(unfinished=self.unfinished_slips, latest=self.latest_slips)
        self.printers = SimpleNamespace(of=self.printer_of)
        self.health = SimpleNamespace(of_station=lambda station: hall.health)
        self.sheets = SimpleNamespace(to_print=self.sheet_to_print, of_print=lambda sheet_id: hall.sheets[0])

    def hall(self) -> HallView:
        """The building."""
        return self._hall.view.hall

    def kiosk(self, zone_id: str = "") -> KioskView:
        """All that the kiosk lists."""
        return self._hall.view

    def running_calls(self, zone_id: str, count: int) -> tuple[BoardCall, ...]:
        """Who is called now."""
        self._hall.call_reads += 1
        return self._hall.calls[:count]

    def ticket(self, code_or_token: str) -> TicketView:
        """One number by its token."""
        return next(ticket for ticket in self._hall.tickets.values() if ticket.token == code_or_token)

    def unfinished_slips(self, station: str) -> tuple[PrintJobView, ...]:
        """Slips still owed."""
        return tuple(
            replace(job, ticket=self._hall.tickets[job.ticket.id])
            for job in self._hall.jobs.values()
            if job.state in UNFINISHED and self._hall.tickets[job.ticket.id].state is State.PRINTING
        )

    def sheet_to_print(self, station: str) -> SheetPrint | None:
        """The closing sheet that is still to come."""
        if not self._hall.sheets:
            return None
        return SheetPrint(1, self._hall.sheets[0].day, station, "queued", "", "system", self._hall.view.now)

    def latest_slips(self, station: str, count: int) -> tuple[PrintJobView, ...]:
        """The last slips, the newest first."""
        jobs = [replace(job, ticket=self._hall.tickets[job.ticket.id]) for job in self._hall.jobs.values()]
        return tuple(reversed(jobs))[:count]

    def printer_of(self, station: Station) -> PrinterView:
        """What is known of a printer."""
        problem = self._hall.problems.get(station.name, "")
        known = tuple(self._hall.calibrations.get(station.name, {}).items())
        return PrinterView(station.name, station.printer, 80, "", 0.0, "", problem=problem, calibration=known)


class NotePrinter:
    """A printer that keeps the texts of its slips and ends each with the outcome that was set."""

    def __init__(self, outcome: PrintOutcome = PrintOutcome.PRINTED, problem: Problem = Problem.NONE) -> None:
        self.outcome = outcome
        self.problem = problem
        self.slips: list[Slip] = []
        self.strips: list[ClosingStrip] = []

    def print(self, slip: Printable, _patience: Patience = no_patience) -> PrintResult:
        """Keeps the slip, or the strip of a closing sheet."""
        if isinstance(slip, ClosingStrip):
            self.strips.append(slip)
        else:
            self.slips.append(slip)
        return PrintResult(self.outcome, "as set", self.problem)

    def poll(self) -> PrinterStatus:
        """As the last slip ended."""
        return PrinterStatus(Problem.NONE if self.outcome is PrintOutcome.PRINTED else Problem.PAPER_OUT, "as set")

    def warm_up(self) -> None:
        """Nothing to load."""
