"""Asks every few seconds whether this program has the name of its station: another machine may have it already."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from hall.errors import Refused
from hall.lives import ASK_AGAIN, BEAT, Standing
from qtkit.serial_worker import SerialWorker
from qtkit.timers import single_shot

log = logging.getLogger(__name__)


class NameGate(QObject):
    """Says in the serial worker that this program goes on (``beat``), and tells what comes of it on the GUI thread.

    ``entered`` comes once, with the first yes. ``refused`` carries the Refused whenever it changes, ``admitted``
    follows when the name is free again; both may come later too, for a name is a lease. ``failed`` carries what kept a
    program from asking that has not entered yet. ``end`` is done in the serial worker at the close.
    """

    entered = Signal()
    refused = Signal(object)
    admitted = Signal()
    failed = Signal(object)

    def __init__(
        self,
        worker: SerialWorker,
        beat: Callable[[], Standing],
        end: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._worker, self._beat, self._end = worker, beat, end
        self._entered = self._asking = self._started = False
        self._refusal: Refused | None = None
        self._timer = single_shot(self, self._ask)

    @property
    def is_refused(self) -> bool:
        """Whether another program has the name."""
        return self._refusal is not None

    @Slot()
    def start(self) -> None:
        """Asks for the first time; later calls change nothing."""
        if not self._started:
            self._started = True
            self._ask()

    def close(self) -> None:
        """Asks no more, and gives the name back; before the worker is closed."""
        self._timer.stop()
        if self._started:
            self._started = False
            self._worker.run(self._end, None, self._not_ended, last_word=True)

    @Slot()
    def _ask(self) -> None:
        if self._started and not self._asking:
            self._asking = True
            self._worker.run(self._beat, self._answered, self._unheard)

    def _answered(self, standing: Standing) -> None:
        self._asking = False
        before, self._refusal = self._refusal, standing.refusal
        self._plan(soon=not standing.admitted)
        if standing.refusal is not None:
            if before is None or str(before) != str(standing.refusal):
                log.error("%s", standing.refusal)
                self.refused.emit(standing.refusal)
            return
        if before is not None:
            log.info("the name is free: this program goes on")
            self.admitted.emit()
        if not self._entered:
            self._entered = True
            self.entered.emit()

    def _unheard(self, error: Exception) -> None:
        self._asking = False
        self._plan(soon=True)
        if self._entered or self._refusal is not None:
            log.warning("this program cannot say now that it goes on: %s", error)
        else:
            self.failed.emit(error)

    def _plan(self, *, soon: bool) -> None:
        if self._started:
            self._timer.start(round((ASK_AGAIN if soon else BEAT).total_seconds() * 1000))

    def _not_ended(self, error: Exception) -> None:
        log.warning("the name of the station is given back by itself, in a while: %s", error)
