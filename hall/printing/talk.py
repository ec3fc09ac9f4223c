"""An exchange with one printer over one open link: bytes go out, answers come in, at the same time."""

from __future__ import annotations

import time
from collections.abc import Callable

from hall.printing.answers import AnswerReader, Condition, Problem, realtime_condition
from hall.printing.links import Deadlines, PrinterLink

Patience = Callable[[Problem], bool]
"""Asked while nothing has moved for longer than it should, with what seems to keep the printer: wait on?"""

_SLOWER = 3.0
"""A pause may be so many times as long as the longest one before it."""


def no_patience(_problem: Problem) -> bool:
    """Nobody waits on."""
    return False


class Talk:
    """Knows what was sent, what was heard and how long nothing has moved. One per opening of the link; LinkLost
    comes through from it."""

    def __init__(self, link: PrinterLink, deadlines: Deadlines) -> None:
        self._link = link
        self._deadlines = deadlines
        self.answers = AnswerReader()
        self.sent = 0
        """Bytes of the job that were taken."""
        self.moved_at = time.monotonic()
        """When a byte went out for the last time."""
        self.slowest = 0.0
        """The longest time between two of them, in seconds."""
        self.took = 0.0
        """How long the job took to go out, in seconds."""

    @property
    def problem(self) -> Problem:
        """What automatic status tells of a trouble now."""
        return self.answers.automatic.problem if self.answers.automatic else Problem.NONE

    @property
    def near_end(self) -> bool | None:
        """What automatic status tells of the roll's end."""
        return self.answers.automatic.near_end if self.answers.automatic else None

    def ask(self, query: int, seconds: float) -> int | None:
        """The answer to DLE EOT ``query``; None when none came in ``seconds``, or nothing can be heard."""
        if not self._link.is_readable:
            return None
        self.answers.realtime.clear()
        out = memoryview(bytes((0x10, 0x04, query)))
        end = time.monotonic() + seconds
        while not self.answers.realtime and (left := end - time.monotonic()) > 0 and self._link.is_readable:
            out = out[self._step(out, left) :]
        return self.answers.realtime[0] if self.answers.realtime else None

    def condition(self, seconds: float | None = None) -> Condition | None:
        """The printer's condition by real-time queries, in as few as tell it; None when the first is not answered in
        ``seconds``."""
        wait = self._deadlines.answer if seconds is None else seconds
        answer = self.ask(1, wait)
        if answer is None:
            return None
        known = realtime_condition(Condition(), 1, answer)
        for query in (2, 3, 4) if known.offline else (4,):
            answer = self.ask(query, wait)
            if answer is not None:
                known = realtime_condition(known, query, answer)
        return known

    def send(self, job: bytes, patience: Patience = no_patience, stall: float | None = None) -> Problem:
        """All of ``job``, as fast as the printer takes it; returns what stopped it, ``NONE`` when all went.

        Progress decides: a printer that takes little at a time may pause three times as long as before. One that takes
        nothing for longer than ``stall`` is waited for while ``patience`` says so.
        """
        began = self.moved_at = time.monotonic()
        out, still_s = memoryview(job), self._deadlines.stall if stall is None else stall
        while out or self._link.unsent():
            before = self._link.unsent()
            taken = self._step(out, 0.05)
            self.sent += taken
            out = out[taken:]
            now = time.monotonic()
            if taken or self._link.unsent() < before:
                self.slowest = max(self.slowest, now - self.moved_at)
                self.moved_at = now
            still = now - self.moved_at
            if self.problem and still >= self._deadlines.trouble:
                return self.problem
            if now - began >= self._deadlines.job or still >= self._deadlines.dead:
                return self.problem or Problem.STALLED
            if still < still_s or patience(self.problem or Problem.STALLED):
                continue
            if still >= _SLOWER * self.slowest:
                return self.problem or Problem.STALLED
        self.took = time.monotonic() - began
        return Problem.NONE

    def wait(self, said: Callable[[AnswerReader], bool], seconds: float, patience: Patience = no_patience) -> Problem:
        """Listen until ``said`` holds: ``NONE``; else what keeps the printer: its trouble, or ``SILENT`` when nothing
        was heard for ``seconds``, and longer for a job that went out slowly, and ``patience`` is over."""
        quiet_since, trouble_since = time.monotonic(), None
        seconds += self.took / 2
        while not said(self.answers):
            now = time.monotonic()
            quiet = now - quiet_since
            trouble_since = (trouble_since or now) if self.problem else None
            if trouble_since is not None and now - trouble_since >= self._deadlines.trouble:
                return self.problem
            over = quiet >= seconds and (quiet >= self._deadlines.dead or not patience(Problem.SILENT))
            if not self._link.is_readable or over:
                return Problem.SILENT
            _, heard = self._link.step(memoryview(b""), 0.05)
            self.answers.feed(heard)
            quiet_since = time.monotonic() if heard else quiet_since
        return Problem.NONE

    def _step(self, out: memoryview, seconds: float) -> int:
        taken, heard = self._link.step(out, seconds)
        self.answers.feed(heard)
        return taken
