"""One worker thread for all that may block: jobs run in order, their results arrive on the GUI thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

from hall.errors import HallError

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Ended:
    """A job that has run: whom to call, and with what."""

    done: Callable[[Any], object] | None
    failed: Callable[[Exception], object] | None
    result: Any = None
    error: Exception | None = None


class SerialWorker(QObject):
    """Runs jobs one after the other off the GUI thread, always in the same thread.

    Build it on the GUI thread. ``close`` it before the application ends; a closed worker takes no job and calls
    nobody back.
    """

    _job_ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Connections belong to the thread that opened them: it does not expire.
        self._pool = QThreadPool(self, maxThreadCount=1, expiryTimeout=-1)
        self._pending = 0
        self.closed = False
        self._job_ended.connect(self._on_job_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """True when no job runs or waits, and every callback has been made."""
        return self._pending == 0

    def run(
        self,
        job: Callable[[], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        *,
        last_word: bool = False,
    ) -> None:
        """Runs ``job`` in the serial worker, then ``done`` with its result, or ``failed`` with its exception, on the
        GUI thread.

        A ``last_word`` is done also when the worker is closed before it began: others wait for it. Exceptions outside
        the hall's tree are bugs: they are logged with their traceback too.
        """
        if self.closed:
            return
        self._pending += 1
        self._pool.start(lambda: self._work(job, done, failed, last_word=last_word))

    def close(self, timeout_ms: int = 2000) -> bool:
        """Drops the jobs that have not begun, except last words, and waits for the others; False when one still runs
        after that."""
        self.closed = True
        finished = self._pool.waitForDone(timeout_ms)
        self._pending = 0
        if not finished:
            log.warning("a job did not end within %d ms", timeout_ms)
        return finished

    def _work(
        self,
        job: Callable[[], T],
        done: Callable[[T], object] | None,
        failed: Callable[[Exception], object] | None,
        *,
        last_word: bool,
    ) -> None:
        if self.closed and not last_word:
            return
        try:
            ended = _Ended(done, failed, result=job())
        except HallError as error:
            ended = _Ended(done, failed, error=error)
        except Exception as error:  # a bug in a job must not end the worker
            log.exception("a job failed unexpectedly")
            ended = _Ended(done, failed, error=error)
        if not self.closed:
            self._job_ended.emit(ended)

    @Slot(object)
    def _on_job_ended(self, ended: _Ended) -> None:
        if self.closed:
            return
        self._pending -= 1
        if ended.error is None:
            if ended.done is not None:
                ended.done(ended.result)
        elif ended.failed is not None:
            ended.failed(ended.error)
