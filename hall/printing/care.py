"""How a station's printers are: what they were found to be, and which of them is not worth a visitor's time now."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hall.access import By
from hall.errors import DeviceError, HallError
from hall.printing.answers import Problem
from hall.printing.closing_strip import ClosingStrip, Printable
from hall.printing.outcome import PrinterStatus, PrintOutcome, PrintResult
from hall.printing.slip import slip_of
from hall.printing.slip_orders import NamedPrinter, PrintRequest
from hall.printing.talk import Patience

if TYPE_CHECKING:
    from hall.store import Store

log = logging.getLogger(__name__)

_COSTLY_S = 1.0
"""A trouble that took so long to find out is remembered: the next visitor does not wait for it again."""


class PrinterCare:
    """The printers of a station, its ``own`` first. One that let a slip down after seconds is left out, and costs no
    further visitor any, until ``poll`` finds it well; ``stays`` says that somebody goes on polling. Every word about a
    printer is written to the ``store``."""

    def __init__(
        self,
        printers: tuple[NamedPrinter, ...],
        store: Callable[[], Store],
        by: By,
        *,
        stays: bool,
        monotonic: Callable[[], float],
    ) -> None:
        self.printers = printers
        self.own = printers[0]
        """The station's own printer."""
        self._store = store
        self._by = by
        self._stays = stays
        self._monotonic = monotonic
        self._away: dict[str, PrintResult] = {}
        self._reported: dict[str, str] = {}
        self.untried = False
        """Whether the station's own printer waits for its calibration."""
        self._own_down = False

    @property
    def away(self) -> Problem | None:
        """What keeps the printers when none is worth trying before ``poll`` found one well; None while one is."""
        if any(named.name not in self._away for named in self.printers):
            return None
        return self._away[self.own.name].problem

    @property
    def paperless(self) -> bool:
        """Whether no slip comes out before somebody has looked at a printer: the station's own was found in trouble,
        and none takes over. One that was never calibrated may print."""
        return self._own_down and all(named.name in self._away for named in self.printers[1:])

    def print_on(self, named: NamedPrinter, request: PrintRequest, patience: Patience) -> PrintResult:
        """What one printer makes of a slip; one that is away is not tried, unless a person asks for it."""
        known = None if request.by_staff else self._away.get(named.name)
        if known is not None:
            return known
        began = self._monotonic()
        result = _made(named, lambda: slip_of(request.ticket, request.hall, request.translate, request.copy), patience)
        self._keep(named, result, result.detail, costly=self._monotonic() - began >= _COSTLY_S)
        return result

    def print_strip(self, strip: ClosingStrip, patience: Patience) -> PrintResult:
        """What the station's own printer makes of a strip of a closing sheet."""
        began = self._monotonic()
        result = _made(self.own, lambda: strip, patience)
        self._keep(self.own, result, result.detail, costly=self._monotonic() - began >= _COSTLY_S)
        return result

    def poll(self) -> bool:
        """Ask the station's own printer how it is, and the one that takes over when it was away; True when its own
        could print."""
        well = True
        for named in self.printers:
            if named is self.own or named.name in self._away:
                well = self._polled(named) and (well or named is not self.own)
        return well

    def report_all(self, tried: list[tuple[NamedPrinter, PrintResult]]) -> None:
        """Write down what became of a slip at each printer."""
        for named, result in tried:
            said = {"problem": result.problem.value, "detail": result.detail, "near_end": result.near_end}
            self.report(named, **said, paper_mm=result.paper_mm)

    def report(self, named: NamedPrinter, **said: Any) -> None:
        """Write down how a printer is."""
        if named is self.own:
            said |= {"station": named.station, "watched": self._stays}
        try:
            self._store().run(lambda work: work.printers.report(named.name, self._by, **said))
        except HallError as error:
            log.warning("the printer's health cannot be noted now: %s", error)

    def _polled(self, named: NamedPrinter) -> bool:
        began = self._monotonic()
        try:
            status = named.printer.poll()
        except DeviceError as error:
            status = PrinterStatus(Problem.SETUP, str(error))
        self._keep(named, status, status.detail, costly=self._monotonic() - began >= _COSTLY_S)
        self.report(named, problem=status.problem.value, detail=status.detail, near_end=status.near_end)
        if self._reported.get(named.name) != status.detail:
            self._reported[named.name] = status.detail
            level = logging.WARNING if status.problem else logging.INFO
            log.log(level, "printer of %s: %s", named.name, status.detail)
        return not status.problem

    def _keep(self, named: NamedPrinter, found: PrintResult | PrinterStatus, detail: str, *, costly: bool) -> None:
        if named is self.own:
            self.untried = found.problem is Problem.UNTRIED
            self._own_down = bool(found.problem) and not self.untried
        if not found.problem:
            self._away.pop(named.name, None)
        elif self._stays and (costly or found.problem is Problem.STALLED):
            self._away[named.name] = PrintResult(PrintOutcome.NOT_SENT, detail, found.problem)


def _made(named: NamedPrinter, draw: Callable[[], Printable], patience: Patience) -> PrintResult:
    try:
        return named.printer.print(draw(), patience)
    except DeviceError as error:
        return PrintResult(PrintOutcome.NOT_SENT, str(error), Problem.SETUP, hopeless=True)
    except Exception as error:  # a slip that cannot be drawn must not end the thread; the visitor confirms instead
        log.exception("%s cannot print what it was given", named.name)
        return PrintResult(PrintOutcome.NOT_SENT, f"{type(error).__name__}: {error}", hopeless=True)
