"""The way of a slip from its number to paper: tried, copied, handed to another printer, and given to people in the end.

The same for the kiosk's thread and for the command line: one job at a time, every step written down before and after.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from hall.access import By
from hall.errors import HallError, Refused, StoreUnavailable
from hall.printing.answers import Problem
from hall.printing.care import PrinterCare
from hall.printing.journal import SlipJournal
from hall.printing.leftovers import Leftovers
from hall.printing.outcome import PrintOutcome, PrintResult
from hall.printing.slip_orders import NamedPrinter, PrintRequest, SlipEnd, language_of
from hall.printing.talk import Patience
from hall.spooling import ALONE, COMES_BY_ITSELF, COPIES, PrintJob, SlipClaim, pause_s
from hall.translator import Translator
from hall.views import HallView, PrintJobView, TicketView

if TYPE_CHECKING:
    from hall.store import Store, UnitOfWork

__all__ = ["NamedPrinter", "PrintRequest", "SlipEnd", "Spool"]

log = logging.getLogger(__name__)


class Spool:
    """Prints the slips of the station of ``by`` on its printer, and on the fallback when that takes nothing.

    ``store`` opens the database, which may be away: then paper comes first, and what became of it is noted when the
    database is back. ``stays`` says that somebody goes on asking the printer and tries failed slips again, as a kiosk
    does and a command does not. ``journal`` is the machine's own book of what was sent: where neither it nor the
    database can note a slip, the slip is not sent.
    """

    def __init__(
        self,
        store: Callable[[], Store],
        printer: NamedPrinter,
        fallback: NamedPrinter | None = None,
        *,
        by: By,
        stays: bool = True,
        journal: SlipJournal | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._journal = journal
        self._life = journal.life if journal else ""
        self._monotonic = monotonic
        self._stays = stays
        self._store = store
        self._by = by
        printers = (printer, fallback) if fallback else (printer,)
        self.care = PrinterCare(printers, store, by, stays=stays, monotonic=monotonic)

    def print(
        self, request: PrintRequest, report: Callable[[SlipEnd], None], stopping: Callable[[float], bool]
    ) -> SlipEnd:
        """Print a slip, with the copies that an unknown end asks for.

        ``report`` gets the end once, when it is in the database, but no later than the first time that the database
        was away: the paper is out, whatever that says. Before it may hear that the printer is ``slow``. ``stopping``
        waits so many seconds and says whether to give up.
        """
        unsure: tuple[NamedPrinter, PrintResult] | None = None
        while True:
            claim = self._claimed(request)
            if not claim.granted:
                end = self._refused(request, claim.why)
                report(end)
                return end
            request = replace(request, copy=claim.copy)
            tried = self._sent(request, self._patience(request, report, stopping))
            named, result = next(
                (one for one in tried if one[1].outcome is not PrintOutcome.NOT_SENT), unsure or tried[0]
            )
            log.info("slip %s: %s, %s", request.ticket.code, result.outcome.value, result.detail)
            if self._worth_a_copy(request, tried):
                # The paper may lie there; the visitor is not left waiting for it to be verified.
                unsure = named, result
                request = replace(request, copy=request.copy + 1)
                self.care.report_all(tried)
                continue
            passed = tuple((other.name, found.problem.value) for other, found in tried if other is not named)
            end = SlipEnd(
                request.ticket.id, result.joins_queue, result.outcome.value, result.problem.value, copy=request.copy,
                detail=result.detail, printer=named.name, passed=passed if result.joins_queue else (),
            )  # fmt: skip
            end = self._note(request, result, end, report, stopping)
            self.care.report_all(tried)
            return end

    def reprint(self, ticket: TicketView, hall: HallView, translate: Translator | None = None) -> SlipEnd:
        """Print a slip once more for the staff, by default in the language that its visitor chose. Raises
        StoreUnavailable, Refused."""
        copy = self._store().run(lambda work: work.slips.reprint(ticket.id, self._by))
        request = PrintRequest(ticket, hall, translate or language_of(ticket), copy, by_staff=True)
        return self.print(request, lambda end: None, lambda seconds: True)

    def settle(self, now: datetime, hall: HallView, jobs: tuple[PrintJobView, ...]) -> tuple[PrintRequest, ...]:
        """What another life of this station left: the slips to print again. Raises StoreUnavailable."""
        return Leftovers(self._store, self._journal, self._by, self._monotonic).requests(now, hall, jobs)

    # One try

    def _claimed(self, request: PrintRequest) -> SlipClaim:
        """Whether the slip may be sent: noted in the journal and in the database, of which one must answer."""
        if request.by_staff:
            self._journaled(request.ticket, request.copy)
            return SlipClaim(request.copy)
        if self._monotonic() - request.since >= ALONE.total_seconds():
            return self._too_late(request)
        try:
            claim: SlipClaim = self._store().run(
                lambda work: work.slips.sending(
                    request.ticket.id, self._by, copy=request.copy, life=self._life, taken_from=request.taken_from
                )
            )
        except Refused as error:
            log.info("slip %s is not wanted any more: %s", request.ticket.code, error)
            return SlipClaim(request.copy, "settled")
        except HallError as error:
            if not self._journaled(request.ticket, request.copy):
                log.error("slip %s is not sent: neither the database nor the journal can note it", request.ticket.code)
                return SlipClaim(request.copy, "unnoted")
            log.warning("slip %s is sent though the database is away: %s", request.ticket.code, error)
            return SlipClaim(request.copy)
        if claim.granted:
            self._journaled(request.ticket, claim.copy)
        return claim

    def _journaled(self, ticket: TicketView, copy: int) -> bool:
        code = ticket.prefix, ticket.number
        return self._journal is not None and self._journal.sent(ticket.token, copy, ticket.business_day, code)

    def _refused(self, request: PrintRequest, why: str) -> SlipEnd:
        """The end of a slip that may not be sent now."""
        if self._journal and why == "settled":
            self._journal.done(request.ticket.token)
        if why == "unnoted":
            detail = "neither the database nor this machine's journal can note the slip"
            return SlipEnd(request.ticket.id, False, "not_sent", again=self._stays, copy=request.copy, detail=detail)
        return SlipEnd(request.ticket.id, why == "settled", why, copy=request.copy)

    def _too_late(self, request: PrintRequest) -> SlipClaim:
        """A slip that waited too long in this thread: its visitor may have left."""
        try:
            late = {"outcome": "late", "detail": "older than a minute before it was sent"}
            self._store().run(lambda work: work.slips.failed(request.ticket.id, self._by, **late, again=False))
        except HallError as error:
            log.warning("that %s waits for the staff cannot be noted now: %s", request.ticket.code, error)
        return SlipClaim(request.copy, "late")

    def _sent(
        self, request: PrintRequest, patience: Callable[[NamedPrinter], Patience]
    ) -> list[tuple[NamedPrinter, PrintResult]]:
        """What each printer made of the slip, up to the first that took it."""
        tried = []
        for named in self.care.printers:
            result = self.care.print_on(named, request, patience(named))
            tried.append((named, result))
            if result.outcome is not PrintOutcome.NOT_SENT:
                break
        if self._journal and all(result.outcome is PrintOutcome.NOT_SENT for _, result in tried):
            self._journal.unsent(request.ticket.token, request.copy)
        return tried

    def _patience(
        self, request: PrintRequest, report: Callable[[SlipEnd], None], stopping: Callable[[float], bool]
    ) -> Callable[[NamedPrinter], Patience]:
        """Waits on for a printer that is slow, and tells the visitor and the staff once that it is."""
        said: set[str] = set()

        def of(named: NamedPrinter) -> Patience:
            def patient(problem: Problem) -> bool:
                if not self._stays or request.by_staff or stopping(0.0):
                    return False
                if named.name not in said:
                    said.add(named.name)
                    report(SlipEnd(request.ticket.id, False, "slow", problem.value, again=True, copy=request.copy))
                    self.care.report(named, problem=problem.value, detail=f"{named.name} takes its time over a slip.")
                return True

            return patient

        return of

    def _worth_a_copy(self, request: PrintRequest, tried: list[tuple[NamedPrinter, PrintResult]]) -> bool:
        """Whether a printer is left that may print what nobody knows to be out."""
        unknown = tried[-1][1].outcome is PrintOutcome.UNKNOWN
        return unknown and request.copy < COPIES and not request.by_staff and self.care.away is None

    def _note(
        self,
        request: PrintRequest,
        result: PrintResult,
        end: SlipEnd,
        report: Callable[[SlipEnd], None],
        stopping: Callable[[float], bool],
    ) -> SlipEnd:
        """Write down how it ended, however long the database is away; ``report`` gets it after the first try."""
        journal = self._journal if result.joins_queue else None
        if journal:
            journal.out(request.ticket.token, result.outcome.value)
        tries = 0
        while True:
            tries += 1
            noted = self._noted(request, result, end)
            if journal and noted:
                journal.done(request.ticket.token)
            elif journal and tries == 1:
                journal.out(request.ticket.token, result.outcome.value, synced=True)
            end = noted or end
            if tries == 1:
                report(end)
            if noted or stopping(pause_s(tries)):
                return end

    def _noted(self, request: PrintRequest, result: PrintResult, end: SlipEnd) -> SlipEnd | None:
        """The end as the database has it now; None while it is away."""
        again = self._stays and not request.by_staff

        def job(work: UnitOfWork) -> PrintJob | None:
            if result.joins_queue:
                work.slips.out(request.ticket.id, self._by, verified=result.verified, detail=result.detail)
                return None
            outcome, detail = result.outcome.value, result.detail
            return work.slips.failed(request.ticket.id, self._by, outcome=outcome, detail=detail, again=again)

        try:
            state = self._store().run(job)
        except Refused as error:
            log.info("the ticket changed meanwhile: %s", error)
            return end
        except StoreUnavailable as error:
            log.warning("a slip's end cannot be noted yet: %s", error)
            return None
        if state is PrintJob.CONFIRMED and again:  # confirmed, or cancelled, while it was sent
            return replace(end, joined=True, outcome="settled")
        return replace(end, again=again and state in COMES_BY_ITSELF and not result.hopeless)
