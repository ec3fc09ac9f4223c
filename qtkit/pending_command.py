"""One command on its way to the store: sent until it is answered, and counted once."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from hall.errors import StoreUnavailable
from qtkit.permit import Permit
from qtkit.poll import Retry
from qtkit.store_link import StoreLink

if TYPE_CHECKING:
    from hall.store import UnitOfWork

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Sent:
    job: Callable[[UnitOfWork], Any]
    answered: Callable[[Any], object]
    failed: Callable[[Exception], object]
    late: Callable[[Any], object] | None
    since: float
    permit: Permit | None


class PendingCommand(QObject):
    """Sends one command at a time until it is answered, or until ``patience_s`` is over while the store is away.

    A command carries its request id: a repeat after a lost reply returns the first result.
    """

    reply_lost = Signal()

    def __init__(
        self,
        link: StoreLink,
        patience_s: float,
        parent: QObject | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self.patience_s = patience_s
        self._monotonic = monotonic
        self._sent: _Sent | None = None
        self._retry = Retry(self._send, self)

    @property
    def busy(self) -> bool:
        """True while a command is not answered."""
        return self._sent is not None

    @property
    def waited_s(self) -> float:
        """Seconds since the command that is not answered was sent, 0 without one."""
        return self._monotonic() - self._sent.since if self._sent is not None else 0.0

    def send(
        self,
        job: Callable[[UnitOfWork], T],
        answered: Callable[[T], object],
        failed: Callable[[Exception], object],
        late: Callable[[T], object] | None = None,
        permit: Permit | None = None,
    ) -> None:
        """Sends ``job``, a unit of work; not while ``busy``. Either ``answered`` or ``failed`` is called later, on the
        GUI thread. ``failed`` gets StoreUnavailable when the command was given up; a result that comes after that goes
        to ``late``. Whoever keeps its ``permit`` may withdraw it."""
        assert self._sent is None, "one command at a time"
        self._sent = _Sent(job, answered, failed, late, self._monotonic(), permit)
        self._send()

    def resume(self) -> None:
        """The database is back: a command that waits for its next try is sent at once."""
        if self._retry.waiting:
            self._retry.succeeded()
            self._send()

    def check_patience(self) -> None:
        """Gives up a command that has had no answer for ``patience_s``: the store may be silent for minutes."""
        if self._sent is not None and self.waited_s >= self.patience_s:
            self._give_up(StoreUnavailable(f"no answer from the store for {self.waited_s:.0f} s"))

    def close(self) -> None:
        """Forgets the command under way."""
        self._sent = None
        self._retry.succeeded()

    def _send(self) -> None:
        sent = self._sent
        if sent is not None:
            self._link.write(
                sent.job,
                lambda result: self._on_answered(sent, result),
                lambda error: self._on_failed(sent, error),
                sent.permit,
            )

    def _on_answered(self, sent: _Sent, result: object) -> None:
        if sent is self._sent:
            self.close()
            sent.answered(result)
            return
        log.warning("a command was answered after it had been given up")
        if sent.late is not None:
            sent.late(result)

    def _on_failed(self, sent: _Sent, error: Exception) -> None:
        if sent is not self._sent:
            log.warning("a command that had been given up has failed: %s", error)
        elif isinstance(error, StoreUnavailable) and self.waited_s < self.patience_s:
            pause = self._retry.later()
            log.warning("no reply from the store, asking again in %.1f s: %s", pause / 1000, error)
            self.reply_lost.emit()
        else:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        sent = self._sent
        assert sent is not None
        self.close()
        if isinstance(error, StoreUnavailable):
            log.error("a command was given up: %s", error)
        sent.failed(error)
