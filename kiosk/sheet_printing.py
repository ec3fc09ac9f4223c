"""Closing sheets on the kiosk's slip printer: strip by strip, when no visitor waits for a slip.

A sheet is begun in the database before its first strip goes out and ended after its last one: one that was cut short,
by whatever, is begun again. Twice on paper is harmless; not at all is not.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from hall.access import By
from hall.errors import HallError
from hall.printing.closing_strip import ClosingStrip, closing_strips
from hall.printing.outcome import PrintOutcome, PrintResult
from hall.printing.talk import Patience
from hall.spooling import pause_s
from hall.translator import INDONESIAN
from kiosk.spool_keeper import SpoolKeeper

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Sheet:
    """A sheet under way: the strips that are still to come. Not ``begun``: the last strip failed."""

    id: int
    strips: tuple[ClosingStrip, ...]
    begun: bool = True


class SheetPrinting:
    """Prints what the hall asks of the station of ``keeper``; used by the print thread."""

    def __init__(self, keeper: SpoolKeeper, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._keeper = keeper
        self._by = By.kiosk(keeper.station)
        self._monotonic = monotonic
        self._sheet: _Sheet | None = None
        self._end: tuple[int, PrintResult] | None = None
        """An end that is not in the database yet."""
        self._failed = 0
        self._not_before = 0.0

    @property
    def goes_on(self) -> bool:
        """Whether a strip is to follow at once, when no slip is wanted."""
        return self._sheet is not None and self._sheet.begun

    def step(self, patience: Patience) -> None:
        """Print one strip, if there is one; ``patience`` is asked while the printer takes nothing."""
        if self._monotonic() < self._not_before:
            return
        try:
            self._note_end()
            if not self.goes_on:
                self._begin()
        except HallError as error:
            log.warning("closing sheets cannot be looked up or noted now: %s", error)
            return
        if self._sheet is not None:
            self._print(self._sheet, patience)

    def _begin(self) -> None:
        """Take the oldest sheet; one that failed goes on with the strip that did. Raises HallError."""
        store, failed = self._keeper.store(), self._sheet
        wanted = store.fetch(lambda reader: reader.sheets.to_print(self._keeper.station))
        if wanted is None or not store.run(lambda work: work.sheets.begin(wanted.id, self._by)):
            self._sheet = None
        elif failed is not None and failed.id == wanted.id:
            failed.begun = True
        else:
            # Read once it is begun: a day that closes from now on asks for a sheet of its own.
            sheet = store.fetch(lambda reader: reader.sheets.of_print(wanted.id))
            self._sheet = _Sheet(wanted.id, closing_strips(sheet, INDONESIAN))

    def _print(self, sheet: _Sheet, patience: Patience) -> None:
        care, strip = self._keeper.spool().care, sheet.strips[0]
        result = care.print_strip(strip, patience)
        log.info("closing sheet %d, %s: %s, %s", sheet.id, strip.code, result.outcome.value, result.detail)
        care.report_all([(care.own, result)])
        if result.joins_queue:
            self._failed = 0
            sheet.strips = sheet.strips[1:]
            if sheet.strips:
                return
            self._sheet = None
        else:
            self._failed += 1
            self._not_before = self._monotonic() + pause_s(self._failed)
            sheet.begun = False
            if result.hopeless:  # as good as printed in vain: counted, so that it ends
                result = PrintResult(PrintOutcome.UNKNOWN, result.detail, result.problem)
        self._end = sheet.id, result
        try:
            self._note_end()
        except HallError as error:
            log.warning("the end of a closing sheet cannot be noted yet: %s", error)

    def _note_end(self) -> None:
        """Write down how the last sheet ended, if that is not done yet. Raises HallError."""
        if self._end is None:
            return
        sheet_id, result = self._end
        said = {"outcome": result.outcome.value, "detail": result.detail}
        self._keeper.store().run(lambda work: work.sheets.end(sheet_id, self._by, **said))
        self._end = None
