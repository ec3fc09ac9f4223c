"""One write at a time for the visitor in front, repeated with the same request id while its reply is missing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from hall.errors import Refused, StoreUnavailable
from kiosk.hall_link import HallLink, WorkLike
from qtkit.poll import Retry

log = logging.getLogger(__name__)
T = TypeVar("T")

PATIENCE_S = 20.0
"""How long a visitor is kept waiting for a reply; after that nobody may stand there any more."""


@dataclass(frozen=True, slots=True)
class _Pending:
    job: Callable[[WorkLike], Any]
    done: Callable[[Any], object]
    refused: Callable[[Refused], object]
    gave_up: Callable[[], object]
    late: Callable[[Any], object] | None
    since: float


class VisitWriter(QObject):
    """Runs a write until it is answered: done, refused, or given up after 20 s, whether the store says that it is away
    or says nothing. What was done after that is told to ``late``.

    A job carries the request id made at the touch: a repeat after a lost reply returns the first result.
    """

    def __init__(self, link: HallLink, monotonic: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._monotonic = monotonic
        self._pending: _Pending | None = None
        self._retry = Retry(self._send, self)

    @property
    def busy(self) -> bool:
        """True while a write is not answered."""
        return self._pending is not None

    @property
    def waited_s(self) -> float:
        """Seconds since the write that is not answered began, 0 without one."""
        return self._monotonic() - self._pending.since if self._pending is not None else 0.0

    def check_patience(self) -> None:
        """Gives up a write that is not answered after 20 s: the store may be silent for minutes."""
        if self._pending is not None and self.waited_s >= PATIENCE_S:
            log.error("a write was given up: no answer from the store for %.0f s", self.waited_s)
            self._end().gave_up()

    def write(
        self,
        job: Callable[[WorkLike], T],
        done: Callable[[T], object],
        refused: Callable[[Refused], object],
        gave_up: Callable[[], object],
        late: Callable[[T], object] | None = None,
    ) -> None:
        """Sends ``job``; exactly one of the first three is called, later, on the GUI thread. Not while ``busy``."""
        assert self._pending is None, "one write at a time"
        self._pending = _Pending(job, done, refused, gave_up, late, self._monotonic())
        self._send()

    def _send(self) -> None:
        pending = self._pending
        if pending is not None:
            self._link.write(
                pending.job,
                lambda result: self._on_done(pending, result),
                lambda error: self._on_failed(pending, error),
            )

    def _on_done(self, pending: _Pending, result: object) -> None:
        if pending is self._pending:
            self._end().done(result)
            return
        log.warning("a write was answered after it had been given up")
        if pending.late is not None:
            pending.late(result)

    def _on_failed(self, pending: _Pending, error: Exception) -> None:
        if pending is not self._pending:
            log.warning("a write that had been given up has failed: %s", error)
        elif isinstance(error, Refused):
            self._end().refused(error)
        elif isinstance(error, StoreUnavailable) and self.waited_s < PATIENCE_S:
            pause = self._retry.later()
            log.warning("no reply from the store, asking again in %.1f s: %s", pause / 1000, error)
        else:
            log.error("a write was given up: %s", error)
            self._end().gave_up()

    def _end(self) -> _Pending:
        pending = self._pending
        assert pending is not None
        self._pending = None
        self._retry.succeeded()
        return pending
