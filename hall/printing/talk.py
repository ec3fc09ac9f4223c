"""An exchange with one printer over one open link: bytes go out, answers come in, at the same time."""

from __future__ import annotations

import time
from collections.abc import Callable

from hall.printing.answers import AnswerReader, Condition, Problem, realtime_condition
from hall.printing.links import Deadlines, Link

_NOTHING = memoryview(b"")


class Talk:
    """Knows what was sent, what was heard and how long nothing has moved. One per opening of the link; LinkLost
    comes through from it."""

    def __init__(self, link: Link, deadlines: Deadlines) -> None:
        self._link = link
        self._deadlines = deadlines
        self.answers = AnswerReader()
        self.sent = 0
        """Bytes of the job that were taken."""
        self.moved_at = time.monotonic()
        """When a byte went out or came in for the last time."""

    @property
    def heard(self) -> bool:
        """Whether the printer has said anything."""
        return self.answers.heard

    @property
    def problem(self) -> Problem:
        """What automatic status tells of a trouble now."""
        return self.answers.automatic.problem if self.answers.automatic else Problem.NONE

    @property
    def near_end(self) -> bool | None:
        """What automatic status tells of the roll's end."""
        return self.answers.automatic.near_end if self.answers.automatic else None

    def ask(self, query: int) -> int | None:
        """The answer to DLE EOT ``query``; None when none came in time, or nothing can be heard."""
        if not self._link.hears:
            return None
        self.answers.realtime.clear()
        out = memoryview(bytes((0x10, 0x04, query)))
        end = time.monotonic() + self._deadlines.answer
        while not self.answers.realtime and (left := end - time.monotonic()) > 0 and self._link.hears:
            out = out[self._step(out, left) :]
        return self.answers.realtime[0] if self.answers.realtime else None

    def condition(self) -> Condition | None:
        """The printer's condition by real-time queries, in as few as tell it; None when it does not answer."""
        known = Condition()
        answer = self.ask(1)
        if answer is None:
            return None
        known = realtime_condition(known, 1, answer)
        for query in (2, 3, 4) if known.offline else (4,):
            answer = self.ask(query)
            if answer is not None:
                known = realtime_condition(known, query, answer)
        return known

    def send(self, job: bytes) -> Problem:
        """All of ``job``, as fast as the printer takes it; returns what stopped it, ``NONE`` when all went."""
        out, end = memoryview(job), time.monotonic() + self._deadlines.job
        self.moved_at = time.monotonic()
        while out or self._link.unsent():
            before = self._link.unsent()
            taken = self._step(out, 0.05)
            self.sent += taken
            out = out[taken:]
            now = time.monotonic()
            if taken or self._link.unsent() < before:
                self.moved_at = now
            still = now - self.moved_at
            if self.problem and still >= self._deadlines.trouble:
                return self.problem
            if still >= self._deadlines.stall or now >= end:
                return self.problem or Problem.STALLED
        return Problem.NONE

    def wait(self, said: Callable[[AnswerReader], bool], seconds: float) -> Problem:
        """Listen until ``said`` holds: ``NONE``; else what keeps the printer: its trouble, or ``SILENT`` when nothing
        was heard for ``seconds``."""
        quiet_since, trouble_since = time.monotonic(), None
        while not said(self.answers):
            now = time.monotonic()
            left = quiet_since + seconds - now
            trouble_since = (trouble_since or now) if self.problem else None
            if trouble_since is not None and now - trouble_since >= self._deadlines.trouble:
                return self.problem
            if left <= 0 or not self._link.hears:
                return Problem.SILENT
            if self._listen(min(left, 0.05)):
                quiet_since = time.monotonic()
        return Problem.NONE

    def _listen(self, seconds: float) -> bool:
        _, heard = self._link.step(_NOTHING, seconds)
        self.answers.feed(heard)
        return bool(heard)

    def _step(self, out: memoryview, seconds: float) -> int:
        taken, heard = self._link.step(out, seconds)
        self.answers.feed(heard)
        return taken
