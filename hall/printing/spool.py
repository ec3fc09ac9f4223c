"""The way of a slip from its number to paper: tried, copied, handed to another printer, and given to people in the end.

The same for the kiosk's thread and for the command line: one job at a time, every step written down before and after.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from hall.errors import DeviceError, HallError, Refused, StoreUnavailable
from hall.printing.answers import Problem
from hall.printing.outcome import Outcome, PrinterStatus, PrintResult
from hall.printing.printer import TicketPrinter
from hall.printing.slip import slip_of
from hall.spooling import COMES_BY_ITSELF, COPIES, YOUNG, Job, pause_s
from hall.structure import Station
from hall.views import HallView, PrintJobView, TicketView

log = logging.getLogger(__name__)


class SpoolWork(Protocol):
    """What the spool writes, inside one unit of work."""

    def slip_sending(self, ticket_id: int, *, copy: int = 0) -> bool:
        """The slip is about to be sent; False when nobody wants it any more."""

    def slip_out(
        self, ticket_id: int, *, proven: bool, detail: str = "", actor: str, request_id: str | None = None
    ) -> TicketView:
        """The slip came out."""

    def slip_failed(self, ticket_id: int, *, outcome: str, detail: str, actor: str, again: bool = True) -> Job:
        """The slip did not come out; ``again``: whether somebody tries again."""

    def reprint(self, ticket_id: int, *, station: str) -> int:
        """The staff print a slip again."""

    def cancel(self, ticket_id: int, *, reason: str, actor: str, request_id: str | None = None) -> TicketView:
        """The number is not wanted."""

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
        """How the printer is, which belongs to ``station``; ``watched`` by a kiosk that goes on asking."""


@dataclass(frozen=True, slots=True)
class SlipOrder:
    """A slip to print: whose number, of which hall, in which language, and how many prints came before. ``by_staff``:
    a person asked for it, so it is printed whatever became of the number."""

    ticket: TicketView
    hall: HallView
    language: str = "id"
    copy: int = 0
    by_staff: bool = False


@dataclass(frozen=True, slots=True)
class SlipEnd:
    """How a try ended: ``joined`` when its number is in the queue now; ``outcome`` as the printer told it,
    ``problem`` what keeps the printer; ``again`` when a machine tries once more by itself; ``copy`` is the print that
    was made last, ``detail`` one English sentence for the technician. ``printer`` names the printer that it went to,
    ``passed`` the ones before it that took nothing, each with its problem."""

    ticket_id: int
    joined: bool
    outcome: str
    problem: str = ""
    again: bool = False
    copy: int = 0
    detail: str = field(default="", compare=False)
    printer: str = field(default="", compare=False)
    passed: tuple[tuple[str, str], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class NamedPrinter:
    """A printer and the name of its station; ``station`` when that is described on this machine."""

    name: str
    printer: TicketPrinter
    station: Station | None = None


class SpoolStore(Protocol):
    """The part of ``hall.store.Store`` that the spool uses."""

    def run(self, job: Callable[[Any], Any]) -> Any:
        """Runs one unit of work."""


class Spool:
    """Prints the slips of one station on its printer, and on the fallback when that takes nothing.

    ``store`` opens the database, which may be away: then paper comes first, and what became of it is noted when the
    database is back (``noted`` is False until then). ``stays`` says that somebody goes on asking the printer and tries
    failed slips again, as a kiosk does and a command does not.
    """

    def __init__(
        self,
        station: str,
        store: Callable[[], SpoolStore],
        printer: NamedPrinter,
        fallback: NamedPrinter | None = None,
        *,
        actor: str,
        stays: bool = True,
    ) -> None:
        self._station = station
        self._stays = stays
        self._store = store
        self._printers = [printer, *([fallback] if fallback else [])]
        self._actor = actor

    @property
    def printer(self) -> NamedPrinter:
        """The station's own printer."""
        return self._printers[0]

    def warm_up(self) -> None:
        """Make the station's own printer ready."""
        self.printer.printer.warm_up()

    def print(self, order: SlipOrder, told: Callable[[SlipEnd], None], stopping: Callable[[float], bool]) -> SlipEnd:
        """Print a slip, with the copies that an unknown end asks for.

        ``told`` hears of the end once, when it is in the database, but no later than the first time that the database
        was away: the paper is out, whatever that says. ``stopping`` waits so many seconds and says whether to give up.
        """
        while True:
            if not self._wanted(order):
                end = SlipEnd(order.ticket.id, True, "settled", copy=order.copy)
                told(end)
                return end
            tried = self._sent(order)
            named, result = next((one for one in tried if one[1].outcome is not Outcome.NOT_SENT), tried[0])
            log.info("slip %s: %s, %s", order.ticket.code, result.outcome.value, result.detail)
            if result.outcome is Outcome.UNKNOWN and order.copy < COPIES and not order.by_staff:
                # The paper may lie there; the visitor is not left waiting for it to be proven.
                order = replace(order, copy=order.copy + 1)
                self._report_all(tried)
                continue
            passed = tuple((other.name, found.problem.value) for other, found in tried if other is not named)
            end = SlipEnd(
                order.ticket.id, result.joins_queue, result.outcome.value, result.problem.value, copy=order.copy,
                detail=result.detail, printer=named.name, passed=passed if result.joins_queue else (),
            )  # fmt: skip
            end = self._note(order, result, end, told, stopping)
            self._report_all(tried)
            return end

    def reprint(self, ticket: TicketView, hall: HallView, language: str = "id") -> SlipEnd:
        """Print a slip once more for the staff. Raises StoreUnavailable, Refused."""
        copy = self._store().run(lambda work: work.reprint(ticket.id, station=self._station))
        order = SlipOrder(ticket, hall, language, copy, by_staff=True)
        return self.print(order, lambda end: None, lambda seconds: True)

    def poll(self) -> bool:
        """Ask the printer how it is and write it down; True when it could print."""
        named = self.printer
        try:
            status = named.printer.poll()
        except DeviceError as error:
            status = PrinterStatus(Problem.SETUP, str(error))
        self._report(named, problem=status.problem.value, detail=status.detail, near_end=status.near_end)
        return not status.problem

    def settle(self, now: datetime, hall: HallView, jobs: tuple[PrintJobView, ...]) -> tuple[SlipOrder, ...]:
        """What another life of this station left: the slips to print again, marked as copies when something of them
        may be out; older ones are cancelled, for whoever took the number has left."""
        orders = []
        for job in jobs:
            if job.state not in COMES_BY_ITSELF:
                continue
            if now - job.ticket.issued_at >= YOUNG:
                self._cancel(job)
                continue
            log.info("printing %s, whose slip was cut short", job.ticket.code)
            orders.append(SlipOrder(job.ticket, hall, copy=job.copy + (job.state != Job.QUEUED)))
        return tuple(orders)

    # One try

    def _wanted(self, order: SlipOrder) -> bool:
        if order.by_staff:
            return True
        try:
            return bool(self._store().run(lambda work: work.slip_sending(order.ticket.id, copy=order.copy)))
        except Refused as error:
            log.info("slip %s is not wanted any more: %s", order.ticket.code, error)
            return False
        except HallError as error:
            log.warning("slip %s is sent though the database is away: %s", order.ticket.code, error)
            return True

    def _sent(self, order: SlipOrder) -> list[tuple[NamedPrinter, PrintResult]]:
        """What each printer made of the slip, up to the first that took it."""
        tried = []
        for named in self._printers:
            result = self._tried(named, order)
            tried.append((named, result))
            if result.outcome is not Outcome.NOT_SENT:
                break
        return tried

    def _report_all(self, tried: list[tuple[NamedPrinter, PrintResult]]) -> None:
        for named, result in tried:
            said = {"problem": result.problem.value, "detail": result.detail, "near_end": result.near_end}
            self._report(named, **said, paper_mm=result.paper_mm)

    def _tried(self, named: NamedPrinter, order: SlipOrder) -> PrintResult:
        try:
            return named.printer.print(slip_of(order.ticket, order.hall, order.language, order.copy))
        except DeviceError as error:
            return PrintResult(Outcome.NOT_SENT, str(error), Problem.SETUP, hopeless=True)
        except Exception as error:  # a slip that cannot be drawn must not end the thread; the visitor confirms instead
            log.exception("slip %s cannot be printed", order.ticket.code)
            return PrintResult(Outcome.NOT_SENT, f"{type(error).__name__}: {error}", hopeless=True)

    def _note(
        self,
        order: SlipOrder,
        result: PrintResult,
        end: SlipEnd,
        told: Callable[[SlipEnd], None],
        stopping: Callable[[float], bool],
    ) -> SlipEnd:
        ticket, outcome, detail = order.ticket, result.outcome.value, result.detail
        again = self._stays and not order.by_staff

        def job(work: SpoolWork) -> Job | None:
            if result.joins_queue:
                work.slip_out(ticket.id, proven=result.proven, detail=detail, actor=self._actor)
                return None
            return work.slip_failed(ticket.id, outcome=outcome, detail=detail, actor=self._actor, again=again)

        tries = 0
        while True:
            tries += 1
            try:
                state = self._store().run(job)
                end = replace(end, again=again and state in COMES_BY_ITSELF and not result.hopeless)
                noted = True
            except Refused as error:
                log.info("the ticket changed meanwhile: %s", error)
                noted = True
            except StoreUnavailable as error:
                log.warning("a slip's end cannot be noted yet: %s", error)
                noted = False
            if tries == 1:
                told(end)
            if noted or stopping(pause_s(tries)):
                return end

    def _report(self, named: NamedPrinter, **said: Any) -> None:
        if named is self.printer:
            said |= {"station": named.station, "watched": self._stays}
        try:
            self._store().run(lambda work: work.printer_report(named.name, **said))
        except HallError as error:
            log.warning("the printer's health cannot be noted now: %s", error)

    def _cancel(self, job: PrintJobView) -> None:
        ticket_id, reason = job.ticket.id, "slip not printed within 10 minutes, kiosk started again"
        log.warning("cancelling %s: %s", job.ticket.code, reason)
        try:
            self._store().run(lambda work: work.cancel(ticket_id, reason=reason, actor=self._actor))
        except HallError as error:
            log.info("%s cannot be cancelled: %s", job.ticket.code, error)
