"""The print thread: owns the printer and a database connection of its own, so that no slip ever stops the screen."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from PySide6.QtCore import QObject, QThread, Signal

from hall.errors import DeviceError, HallError, Refused, StoreUnavailable
from hall.printing.outcome import Outcome, PrintResult
from hall.printing.printer import TicketPrinter
from hall.printing.slip import slip_of
from hall.views import HallView, PrintJobView
from kiosk.hall_link import StoreLike, WorkLike
from kiosk.slips import SlipEnd, SlipOrder

log = logging.getLogger(__name__)

YOUNG = timedelta(minutes=10)
"""Older unfinished slips are cancelled at the start: whoever took the number has left (printing.md, Spool)."""
_REMEMBERED = 1000
_PAUSES_S = (0.5, 1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class _Leftovers:
    """The station's unfinished slips at one moment of the store."""

    now: datetime
    hall: HallView
    jobs: tuple[PrintJobView, ...]


@dataclass(frozen=True, slots=True)
class _Settle:
    """Asks the thread to look for slips that were left unfinished."""


class PrintWorker(QThread):
    """Prints slips one after the other and notes in the store how each ended; ``ended`` carries a ``SlipEnd``.

    ``open_store`` and ``open_printer`` are called in the thread. Submit from any thread; ``close`` joins it.
    At its start, and when told to ``settle``, it prints a copy of each slip of ``station`` that was cut short less
    than 10 minutes ago, and cancels older ones with a reason.
    """

    ended = Signal(object)

    def __init__(
        self,
        open_store: Callable[[], StoreLike],
        open_printer: Callable[[], TicketPrinter],
        station: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_store = open_store
        self._open_printer = open_printer
        self._station = station
        self._actor = f"kiosk:{station}"
        self._orders: queue.Queue[SlipOrder | _Settle | None] = queue.Queue()
        self._stopping = threading.Event()
        self._store: StoreLike | None = None
        self._printer: TicketPrinter | None = None
        self._ends: OrderedDict[int, SlipEnd] = OrderedDict()
        self._ordered: set[int] = set()

    def submit(self, order: SlipOrder) -> None:
        """Prints ``order`` after those before it."""
        self._ordered.add(order.ticket.id)
        self._orders.put(order)

    def settle(self) -> None:
        """Looks again for unfinished slips of the station that this thread was never given."""
        self._orders.put(_Settle())

    def close(self, timeout_ms: int = 2000) -> bool:
        """Ends after the slip that is being printed; False when it still runs after ``timeout_ms``."""
        self._stopping.set()
        self._orders.put(None)
        finished = self.wait(timeout_ms)
        if not finished:
            log.warning("the print thread did not end within %d ms", timeout_ms)
        return finished

    def run(self) -> None:
        """The thread: settles what was left, then prints what comes."""
        # Read before the printer warms up: what is taken meanwhile has its own order and is no leftover.
        left = self._leftovers()
        self._warm_up()
        self._settle(left)
        try:
            while not self._stopping.is_set():
                order = self._orders.get()
                if isinstance(order, SlipOrder):
                    self._print(order)
                elif order is not None:
                    self._settle(self._leftovers())
        except Exception:  # the last line of this thread: without a log slips would stop in silence
            log.exception("the print thread ended unexpectedly")
        finally:
            if self._store is not None:
                self._store.close()

    # One slip

    def _print(self, order: SlipOrder) -> None:
        ticket = order.ticket
        if ticket.id in self._ends:  # settled as a leftover before its order came: once is enough
            self.ended.emit(self._ends[ticket.id])
            return
        result = self._result_of(order)
        log.info("slip %s: %s, %s", ticket.code, result.outcome.value, result.detail)
        end = SlipEnd(ticket.id, result.joins_queue, result.outcome.value)
        self._ends[ticket.id] = end
        if len(self._ends) > _REMEMBERED:
            oldest, _ = self._ends.popitem(last=False)
            self._ordered.discard(oldest)
        self._note(ticket.id, result)

    def _result_of(self, order: SlipOrder) -> PrintResult:
        try:
            if self._printer is None:
                self._printer = self._open_printer()
            return self._printer.print(slip_of(order.ticket, order.hall, order.language, order.copy))
        except DeviceError as error:
            return PrintResult(Outcome.NOT_SENT, str(error))
        except Exception as error:  # a slip that cannot be drawn must not end the thread; the visitor confirms instead
            log.exception("slip %s cannot be printed", order.ticket.code)
            return PrintResult(Outcome.NOT_SENT, f"{type(error).__name__}: {error}")

    def _note(self, ticket_id: int, result: PrintResult) -> None:
        """Notes the end of a slip in the store, as long as it takes, and tells the screen once.

        The screen is told after the store, but no later than the first failure: the paper is out, whatever the
        database says.
        """
        actor, outcome, detail = self._actor, result.outcome.value, result.detail

        def job(work: WorkLike) -> None:
            if result.joins_queue:
                work.slip_out(ticket_id, proven=result.proven, detail=detail, actor=actor)
            else:
                work.slip_failed(ticket_id, outcome=outcome, detail=detail, actor=actor)

        for tries in count():
            noted = self._tried(job)
            if tries == 0:
                self.ended.emit(self._ends[ticket_id])
            if noted or self._stopping.wait(_PAUSES_S[min(tries, len(_PAUSES_S) - 1)]):
                return

    def _tried(self, job: Callable[[WorkLike], None]) -> bool:
        try:
            self._opened().run(job)
        except Refused as error:
            log.info("the ticket changed meanwhile: %s", error)
        except StoreUnavailable as error:
            log.warning("a slip's end cannot be noted yet: %s", error)
            return False
        return True

    # What was left

    def _warm_up(self) -> None:
        started = time.monotonic()
        try:
            self._printer = self._open_printer()
            self._printer.warm_up()
        except DeviceError as error:
            log.error("the printer of station %s cannot be used: %s", self._station, error)
        except Exception:  # the first slip will say it again, to the visitor who then confirms on the screen
            log.exception("the printer cannot be made ready")
        log.info("printer ready after %.2f s", time.monotonic() - started)

    def _leftovers(self) -> _Leftovers | None:
        try:
            with self._opened().read() as reader:
                return _Leftovers(reader.kiosk().now, reader.hall(), reader.unfinished_slips(self._station))
        except HallError as error:
            log.warning("unfinished slips cannot be looked up now: %s", error)
            return None

    def _settle(self, left: _Leftovers | None) -> None:
        if left is None:
            return
        for job in left.jobs:
            if job.ticket.id in self._ordered:
                continue
            try:
                if left.now - job.ticket.issued_at < YOUNG:
                    self._print_copy(job, left.hall)
                else:
                    self._cancel(job)
            except HallError as error:
                log.warning("%s cannot be settled now: %s", job.ticket.code, error)

    def _print_copy(self, job: PrintJobView, hall: HallView) -> None:
        ticket_id = job.ticket.id
        log.info("printing a copy of %s, whose slip was cut short", job.ticket.code)
        self._opened().run(lambda work: work.slip_copy(ticket_id))
        self._print(SlipOrder(job.ticket, hall, copy=job.copy + 1))

    def _cancel(self, job: PrintJobView) -> None:
        ticket_id, reason = job.ticket.id, "slip not printed within 10 minutes, kiosk started again"
        log.warning("cancelling %s: %s", job.ticket.code, reason)
        try:
            self._opened().run(lambda work: work.cancel(ticket_id, reason=reason, actor=self._actor))
        except Refused as error:
            log.info("%s changed meanwhile: %s", job.ticket.code, error)

    def _opened(self) -> StoreLike:
        if self._store is None:
            self._store = self._open_store()
        return self._store
