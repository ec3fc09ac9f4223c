"""What a kiosk that starts does with the slips that an earlier life of its station left unfinished."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hall.access import By
from hall.errors import Refused
from hall.printing.journal import SlipJournal
from hall.printing.outcome import PrintOutcome
from hall.printing.slip_orders import PrintRequest, language_of
from hall.spooling import Left, Noted, left_at_start
from hall.views import HallView, PrintJobView

if TYPE_CHECKING:
    from hall.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Settles them by the machine's ``journal`` and the database (``hall.spooling.left_at_start``)."""

    store: Callable[[], Store]
    journal: SlipJournal | None
    by: By
    monotonic: Callable[[], float]

    def requests(self, now: datetime, hall: HallView, jobs: tuple[PrintJobView, ...]) -> tuple[PrintRequest, ...]:
        """The slips to print, marked as copies when something of them may be out. A slip that is known to be out lets
        its number join; one whose visitor may have left, or that another machine prints, goes to the staff. Raises
        StoreUnavailable."""
        return tuple(found for job in jobs if (found := self._request(now, hall, job)) is not None)

    def _request(self, now: datetime, hall: HallView, job: PrintJobView) -> PrintRequest | None:
        noted = self.journal.noted(job.ticket.token) if self.journal else Noted()
        lives = self.journal.lives if self.journal else None
        age = now - job.ticket.issued_at
        found = left_at_start(job.state, job.life, age, noted, lives)
        if found is Left.OUT:
            self._note_out(job, noted.out)
        elif found is Left.STAFF:
            log.warning("the staff see to %s, whose slip another life of this station left", job.ticket.code)
            left = {"outcome": "late", "detail": "left unfinished when the kiosk ended"}
            self.store().run(lambda work: work.slips.failed(job.ticket.id, self.by, **left, again=False))
        elif found is not None:
            return self._to_print(hall, job, age, noted, as_copy=found is Left.COPY)
        return None

    def _to_print(
        self, hall: HallView, job: PrintJobView, age: timedelta, noted: Noted, *, as_copy: bool
    ) -> PrintRequest:
        copy = max(job.copy + 1, noted.copies) if as_copy else job.copy
        log.info("printing %s, whose slip was cut short%s", job.ticket.code, ", as a copy" if as_copy else "")
        since = self.monotonic() - age.total_seconds()
        return PrintRequest(job.ticket, hall, language_of(job.ticket), copy=copy, taken_from=job.life, since=since)

    def _note_out(self, job: PrintJobView, outcome: str) -> None:
        log.info("the slip of %s came out before this start", job.ticket.code)
        verified, detail = outcome == PrintOutcome.PRINTED, "by this machine's journal"
        try:
            self.store().run(lambda work: work.slips.out(job.ticket.id, self.by, verified=verified, detail=detail))
        except Refused as error:
            log.info("%s changed meanwhile: %s", job.ticket.code, error)
        if self.journal:
            self.journal.done(job.ticket.token)
