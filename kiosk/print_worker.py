"""The print thread: owns the printers and a database connection of its own, so that no slip ever stops the screen."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from hall.access import By
from hall.errors import HallError, Refused
from hall.printing.journal import SlipJournal
from hall.printing.spool import PrintRequest, SlipEnd
from hall.printing.stations import Printers
from hall.printing.talk import no_patience
from hall.views import TicketView
from kiosk.sheet_printing import SheetPrinting
from kiosk.slip_memory import Retries, SlipMemory
from kiosk.spool_keeper import SpoolKeeper
from kiosk.trial import Trial, keep, try_printer

if TYPE_CHECKING:
    from hall.store import Store

log = logging.getLogger(__name__)

POLL_S = 5.0
"""How often a printer without work is asked how it is."""


class PrintWorker(QThread):
    """Prints slips one after the other and notes in the store how each ended.

    ``ended`` carries a ``SlipEnd``; for a slip that is tried again by itself it comes once more when its end changes.
    ``errand_done`` carries the ``SlipEnd`` of a reprint that the staff asked for, ``polled`` whether the printer could
    print, ``paperless`` whether no slip comes out now. ``open_store`` and ``open_printers`` are called in the thread.
    Submit from any thread; ``close`` joins it.

    At its start, and at ``settle``, it settles each slip of ``station`` that was cut short, from the machine's
    ``journal`` and the database (``hall.spooling.left_at_start``).

    Between slips it looks for those that the staff ask for from elsewhere, which no kiosk has begun, and for closing
    sheets, of which it prints a strip whenever no slip is wanted.

    While the printer is slow over a slip or known to be away, whoever takes a number is notified at once: ``ended``
    comes twice then.
    """

    ended = Signal(object)
    errand_done = Signal(object)
    polled = Signal(bool)
    paperless = Signal(bool)
    tried = Signal(object)
    practised = Signal(object)

    def __init__(
        self,
        open_store: Callable[[], Store],
        open_printers: Callable[[Store | None], Printers],
        station: str,
        parent: QObject | None = None,
        *,
        journal: SlipJournal | None = None,
        poll_s: float = POLL_S,
    ) -> None:
        super().__init__(parent)
        self._journal = journal
        self._trouble = ""
        self._unsettled = True
        self._keeper = SpoolKeeper(open_store, open_printers, station, journal)
        self._sheets = SheetPrinting(self._keeper)
        self._station = station
        self._poll_s = poll_s
        self._jobs: queue.Queue[Callable[[], None] | None] = queue.Queue()
        self._stopping = threading.Event()
        self._retries = Retries()
        self._slips = SlipMemory()

    def submit(self, order: PrintRequest) -> None:
        """Prints ``order`` after those before it."""
        self._slips.order(order.ticket.id)
        self._jobs.put(lambda: self._print(order))
        trouble = self._trouble
        if trouble:
            self.ended.emit(SlipEnd(order.ticket.id, False, "slow", trouble, again=True))

    def leave_out(self, ticket_id: int) -> None:
        """Nobody holds that number, and it is being cancelled: its slip is no leftover."""
        self._slips.order(ticket_id)

    def settle(self) -> None:
        """Looks again for unfinished slips of the station that this thread was never given."""
        self._jobs.put(lambda: self._print_all(self._leftovers()))

    def reprint(self, ticket: TicketView) -> None:
        """Prints a slip once more for the staff; ``errand_done`` tells how it ended."""

        def job() -> SlipEnd:
            hall = self._keeper.store().fetch(lambda reader: reader.hall())
            return self._keeper.spool().reprint(ticket, hall)

        self._jobs.put(lambda: self._run_errand(job))

    def practise(self, order: PrintRequest) -> None:
        """Prints a slip that nobody notes and nothing waits for; ``practised`` carries its ``SlipEnd``."""

        def job() -> None:
            care = self._keeper.spool().care
            result = care.print_on(care.own, order, no_patience)
            said = (result.joins_queue, result.outcome.value, result.problem.value)
            self.practised.emit(SlipEnd(order.ticket.id, *said, detail=result.detail))

        self._jobs.put(job)

    def new_roll(self) -> None:
        """A new roll was put in: its slips are counted from zero, and what waited for paper is tried at once."""

        def job() -> None:
            self._keeper.store().run(lambda work: work.printers.new_roll(self._station, By.kiosk(self._station)))
            self._retries.hurry()

        self._jobs.put(lambda: self._run_errand(job))

    def try_printer(self, seen: Trial | None = None) -> None:
        """Tries a printer that nobody has calibrated; ``tried`` tells what was found. With ``seen``: a person saw the
        slip of that trial, so it is kept."""

        def job() -> Trial | None:
            if seen is None:
                return try_printer(self._keeper)
            keep(self._keeper, seen)
            return None

        self._jobs.put(lambda: self._run_errand(job))

    def close(self, timeout_ms: int = 2000) -> bool:
        """Ends after the slip that is being printed; False when it still runs after ``timeout_ms``."""
        self._stopping.set()
        self._jobs.put(None)
        finished = self.wait(timeout_ms)
        if not finished:
            log.warning("the print thread did not end within %d ms", timeout_ms)
        return finished

    def run(self) -> None:
        """The thread: settles what was left, then prints what comes."""
        if self._journal is not None:
            self._journal.begin()
        # Read before the printer warms up: what is given out from now on has its own order and is no leftover.
        left = self._leftovers()
        self._warm_up()
        self._print_all(left)
        try:
            while not self._stopping.is_set():
                self._do_next()
        except Exception:  # the last line of this thread: without a log slips would stop in silence
            log.exception("the print thread ended unexpectedly")
        finally:
            self._keeper.close()
            if self._journal is not None:
                self._journal.close()

    def _do_next(self) -> None:
        due = self._retries.due
        wait = self._poll_s if due is None else max(0.0, min(self._poll_s, due - time.monotonic()))
        if self._sheets.goes_on and due is None:
            wait = 0.0
        try:
            job = self._jobs.get(timeout=wait)
        except queue.Empty:
            if due is not None and due <= time.monotonic():
                self._try_again()
            elif due is None and self._sheets.goes_on:
                self._sheets.step(lambda problem: self._jobs.empty())
            else:
                well = self._poll()
                self._print_all(self._leftovers() if self._unsettled else self._keeper.asked_elsewhere())
                if well and self._retries.due is None and self._jobs.empty():
                    self._sheets.step(lambda problem: self._jobs.empty())
            return
        if job is not None:
            job()

    # Slips

    def _print(self, order: PrintRequest) -> None:
        ended = self._slips.end_of(order.ticket.id)
        if ended is not None:  # settled as a leftover before its order came: once is enough
            self.ended.emit(ended)
            return
        self._retries.add(order, self._printed(order, self._tell), 1)

    def _try_again(self) -> None:
        if self._keeper.spool().care.away:
            self._poll()  # nobody waits for an answer here: is it well again?
        again = self._retries.take()

        def report(end: SlipEnd) -> None:
            self._slips.remember(end)
            if end.outcome != "settled" and (end.joined or (end.outcome, end.problem) != again.shown):
                self.ended.emit(end)

        self._retries.add(again.order, self._printed(again.order, report), again.tries + 1)

    def _printed(self, order: PrintRequest, report: Callable[[SlipEnd], None]) -> SlipEnd:
        """Prints a slip; while its printer is slow, whoever comes next is notified at once."""

        def note(end: SlipEnd) -> None:
            if end.outcome == "slow":
                self._trouble = end.problem
            report(end)

        spool = self._keeper.spool()
        try:
            return spool.print(order, note, self._stopping.wait)
        finally:
            self._trouble = spool.care.away or ""

    def _tell(self, end: SlipEnd) -> None:
        self._slips.remember(end)
        if end.outcome != "settled":
            self.ended.emit(end)

    # The printer

    def _warm_up(self) -> None:
        started = time.monotonic()
        try:
            self._keeper.spool().care.own.printer.warm_up()
        except Exception:  # the first slip will say it again, to the visitor who then confirms on the screen
            log.exception("the printer cannot be made ready")
        log.info("slips can be drawn after %.2f s", time.monotonic() - started)
        self._poll()

    def _poll(self) -> bool:
        """Whether the station's own printer could print."""
        spool = self._keeper.spool()
        well = spool.care.poll()
        self._trouble = spool.care.away or ""
        self._keeper.reopen_when_calibrated()
        self.polled.emit(well)
        self.paperless.emit(spool.care.paperless)
        if well:  # whoever mended it, a visitor may be there: nobody waits for the end of a pause
            self._retries.hurry()
        return well

    def _run_errand(self, job: Callable[[], SlipEnd | Trial | None]) -> None:
        """Does what the staff asked for; ``job`` returns how it ended."""
        try:
            end = job()
        except HallError as error:
            log.warning("what the staff asked for cannot be done now: %s", error)
            end = SlipEnd(0, False, "refused" if isinstance(error, Refused) else "away")
        if isinstance(end, SlipEnd):
            self.errand_done.emit(end)
            return
        if end is not None:
            self.tried.emit(end)
        self._poll()

    # What was left

    def _leftovers(self) -> tuple[PrintRequest, ...]:
        """The slips that were left; while the database is away they are looked up again at the next poll."""
        try:
            now, hall, jobs = self._keeper.store().fetch(
                lambda reader: (reader.kiosk().now, reader.hall(), reader.slips.unfinished(self._station))
            )
            unknown = tuple(job for job in jobs if not self._slips.is_ordered(job.ticket.id))
            left = self._keeper.spool().settle(now, hall, unknown)
        except HallError as error:
            log.warning("unfinished slips cannot be looked up now: %s", error)
            self._unsettled = True
            return ()
        self._unsettled = False
        return left

    def _print_all(self, orders: tuple[PrintRequest, ...]) -> None:
        for order in orders:
            if not self._slips.is_ordered(order.ticket.id) and not self._stopping.is_set():
                self._print(order)
