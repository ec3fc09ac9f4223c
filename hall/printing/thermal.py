"""A thermal printer behind a link: sends a slip and finds out what came of it.

The job is ``ESC @ · GS a 0E · body · GS V 66 0 · GS r 1 · GS ( H … id``: automatic status tells of trouble while the
bytes go out, and the last two are answered in order, when what stands before them is done (printing.md, Outcomes).
"""

from __future__ import annotations

import string
import time
from contextlib import closing
from dataclasses import replace

from hall.printing.answers import AnswerReader, Condition, Problem
from hall.printing.closing_strip import Printable
from hall.printing.links import Deadlines, LinkLost, NotReached, PrinterLink
from hall.printing.links.base import CHUNK
from hall.printing.outcome import Calibration, Confirm, PrinterStatus, PrintOutcome, PrintResult
from hall.printing.paper import Mode, Paper
from hall.printing.talk import Patience, Talk, no_patience

_START = b"\x1b@\x1da\x0e"
_SENSOR = b"\x1dr\x01"
_PROCESS = b"\x1d(H\x06\x00\x30\x30"
_LARGEST_BAND = 128
_DIGITS = string.digits + string.ascii_uppercase
_FEED_MM = 15.0
"""From the head to the knife: paper that every slip takes next to its own length."""

MESSAGES = {
    Problem.UNREACHABLE: "cannot be reached",
    Problem.SILENT: "does not answer; it is off-line, switched off, or busy with another computer",
    Problem.UNTRIED: "was never calibrated, and proves nothing; run hall printer calibrate at its machine",
    Problem.PAPER_OUT: "is out of paper; put in a new roll",
    Problem.COVER_OPEN: "has its cover open; close it",
    Problem.CUTTER: "has a blocked cutter; open the cover, remove the paper and close it",
    Problem.ERROR: "reports an error; switch it off and on",
    Problem.OFFLINE: "is off-line; press its feed key, or switch it off and on",
    Problem.SETUP: "cannot be used on this machine",
    Problem.STALLED: "stopped taking data; look for paper, cover and power",
}
"""What a technician reads after the printer's name."""


class ThermalPrinter:
    """One printer, one job at a time. What it answers is known from its ``calibration``; without one nothing is sent
    to a printer that has not answered, and nothing more to one that did not prove its slip: a number would join the
    queue whose visitor may hold no paper. ``torn``: another life of the program may have left half a picture in it.
    """

    def __init__(
        self,
        link: PrinterLink,
        paper: Paper,
        mode: Mode = Mode.RASTER,
        *,
        calibration: Calibration | None = None,
        deadlines: Deadlines | None = None,
        torn: bool = True,
    ) -> None:
        self._link = link
        self._paper = paper
        self._mode = mode
        self._given = calibration or Calibration()
        self._deadlines = deadlines or Deadlines()
        self._torn = torn
        self._jobs = 0
        self._has_answered = bool(self._given.answers)
        self._proves_nothing = False
        self._answer_s = self._deadlines.answer
        self._stuck_at: int | None = None
        """Bytes that it took when it stopped, while nobody knows that it goes on."""

    def print(self, slip: Printable, patience: Patience = no_patience) -> PrintResult:
        """Send the slip and listen for its end; takes seconds, and as long as ``patience`` waits on."""
        from hall.printing.renderer import slip_length_mm

        self._jobs += 1
        mark = process_mark(f"{slip.token}{slip.copy}{self._jobs}")
        job = job_bytes(slip, self._paper, self._mode)
        body = self._filler(len(job)) + job + self._proof(mark)
        with closing(self._link):
            try:
                self._link.open()
            except NotReached as error:
                return PrintResult(PrintOutcome.NOT_SENT, str(error), Problem.UNREACHABLE)
            talk = Talk(self._link, self._deadlines)
            try:
                result = self._converse(talk, body, mark, patience)
            except LinkLost as error:
                result = self._lost(talk, len(body), str(error))
            self._link.finish(self._deadlines.drain if result.joins_queue else 0.0)
        if talk.sent:
            self._torn = not result.joins_queue
            self._stuck_at = talk.sent if result.problem is Problem.STALLED else None
        moved = slip_length_mm(slip, self._paper, self._mode) + _FEED_MM if talk.sent else 0.0
        near_end = talk.near_end if result.near_end is None else result.near_end
        return replace(result, near_end=near_end, paper_mm=moved)

    def poll(self) -> PrinterStatus:
        """Ask the printer how it is; never while a job is on its way. One that answers nothing and has stopped in the
        middle of a slip is well again when it takes as much as it had taken then."""
        with closing(self._link):
            try:
                self._link.open()
                talk = Talk(self._link, self._deadlines)
                began = time.monotonic()
                condition = talk.condition(self._deadlines.late if self._given.answers is not False else None)
                answered = time.monotonic() - began
                stuck = self._may_be_stuck(condition) and self._still_stuck(talk)
                self._link.finish(self._deadlines.drain if talk.answers.has_answered else 0.0)
            except NotReached as error:
                return PrinterStatus(Problem.UNREACHABLE, str(error))
            except LinkLost as error:
                return PrinterStatus(Problem.UNREACHABLE, f"{self._link.name} broke the connection ({error}).")
        if condition is None:
            return self._mute(stuck=stuck)
        self._has_answered = True
        self._answer_s = max(self._deadlines.answer, min(answered, self._deadlines.late))
        near = " Its paper is near the end." if condition.near_end else ""
        problem = condition.problem or (Problem.STALLED if stuck else self._untried)
        said = self._message(problem) if problem else f"{self._link.name} is ready."
        return PrinterStatus(problem, said + near, answers=True, near_end=condition.near_end)

    def _mute(self, *, stuck: bool) -> PrinterStatus:
        """How a printer is that does not answer."""
        if stuck:
            return PrinterStatus(Problem.STALLED, self._message(Problem.STALLED), answers=False)
        if self._given.answers is False:
            return PrinterStatus(Problem.NONE, f"{self._link.name} can be reached but answers nothing.", answers=False)
        if self._has_answered:
            return PrinterStatus(Problem.SILENT, self._message(Problem.SILENT))
        return PrinterStatus(Problem.UNTRIED, self._message(Problem.UNTRIED), answers=False)

    @property
    def _untried(self) -> Problem:
        return Problem.UNTRIED if self._proves_nothing else Problem.NONE

    def _may_be_stuck(self, condition: Condition | None) -> bool:
        """Whether what a printer says of itself leaves open that it takes nothing."""
        if self._stuck_at is None:
            return False
        return self._given.answers is False if condition is None else not condition.problem

    def _still_stuck(self, talk: Talk) -> bool:
        """Whether a printer that has stopped takes nothing still; it is sent zeros, which it passes over."""
        assert self._stuck_at is not None, "asked only of one that has stopped"
        stopped = talk.send(bytes(self._stuck_at + CHUNK), stall=self._deadlines.trouble)
        if not stopped:
            self._stuck_at = None
        return bool(stopped)

    def warm_up(self) -> None:
        """Load fonts and libraries, by making a slip that nobody sees."""
        from hall.printing.escpos_job import body_bytes
        from hall.printing.specimen import SPECIMEN

        body_bytes(SPECIMEN, self._paper, self._mode)

    # One job

    def _filler(self, job: int) -> bytes:
        """Zeros for the rest of a picture that the printer may still wait for, at most its largest band: they would
        else be taken out of the next slip. Zeros outside of a picture are passed over."""
        if not self._torn or self._mode is Mode.TEXT:
            return b""
        return bytes(min(_LARGEST_BAND * self._paper.width // 8, job))

    def _converse(self, talk: Talk, body: bytes, mark: bytes, patience: Patience) -> PrintResult:
        refusal = self._refusal(talk)
        if refusal is not None:
            return refusal
        stopped = talk.send(body, patience)
        return self._stopped(talk, stopped, len(body)) if stopped else self._confirmed(talk, mark, len(body), patience)

    def _refusal(self, talk: Talk) -> PrintResult | None:
        """What keeps the job from being sent at all."""
        if self._given.answers is False:
            return None
        condition = talk.condition(self._answer_s * (2 if self._answer_s > self._deadlines.answer else 1))
        if condition is None:
            problem = Problem.SILENT if self._has_answered else Problem.UNTRIED
            return PrintResult(PrintOutcome.NOT_SENT, self._message(problem), problem)
        self._has_answered = True
        problem = condition.problem or self._untried
        if problem:
            return PrintResult(PrintOutcome.NOT_SENT, self._message(problem), problem, condition.near_end)
        return None

    def _stopped(self, talk: Talk, problem: Problem, total: int) -> PrintResult:
        if talk.sent == 0:
            detail = f"{self._link.name} accepted the connection but took nothing for {self._deadlines.stall:g} s."
            return PrintResult(PrintOutcome.NOT_SENT, detail, problem)
        detail = f"{self._message(problem)[:-1]} ({talk.sent} of {total} bytes sent)."
        outcome = PrintOutcome.UNKNOWN if problem is Problem.STALLED else PrintOutcome.BLOCKED
        return PrintResult(outcome, detail, problem)

    def _confirmed(self, talk: Talk, mark: bytes, total: int, patience: Patience) -> PrintResult:
        """All bytes are over: wait for what proves the paper."""
        took = f"{self._link.name} took all {total} bytes"
        if self._given.answers is False:
            return PrintResult(PrintOutcome.UNVERIFIED, f"{took} but cannot say whether it printed them.")
        confirm = self._given.confirm
        if confirm is Confirm.NONE:
            return self._asked_again(talk, f"{took} but cannot prove that it printed them.")

        def said(answers: AnswerReader) -> bool:
            # GS r is asked once: a device that says more than one such byte says nothing.
            return mark in answers.processes or (confirm is Confirm.GS_R and answers.sensors == 1)

        problem = talk.wait(said, self._deadlines.silence, patience if confirm is not None else no_patience)
        if not problem:
            return PrintResult(PrintOutcome.PRINTED, f"{self._link.name} confirmed the slip.")
        if problem is not Problem.SILENT:
            return PrintResult(PrintOutcome.BLOCKED, self._message(problem), problem)
        if confirm is None:
            self._proves_nothing = True
            return PrintResult(PrintOutcome.UNKNOWN, f"{took}; it {MESSAGES[Problem.UNTRIED]}.", Problem.UNTRIED)
        return PrintResult(PrintOutcome.UNKNOWN, f"{took} but was silent for {self._deadlines.silence:g} s.", problem)

    def _asked_again(self, talk: Talk, unanswered: str) -> PrintResult:
        """The bytes are over and nothing can prove the paper: at least the printer must be well."""
        condition = talk.condition()
        if condition is None:
            return PrintResult(PrintOutcome.UNKNOWN, self._message(Problem.SILENT), Problem.SILENT)
        if condition.problem:
            message = self._message(condition.problem)
            return PrintResult(PrintOutcome.BLOCKED, message, condition.problem, condition.near_end)
        return PrintResult(PrintOutcome.UNVERIFIED, unanswered, near_end=condition.near_end)

    def _lost(self, talk: Talk, total: int, why: str) -> PrintResult:
        if talk.sent == 0:
            detail = f"{self._link.name} ended the connection before it took anything ({why})."
            return PrintResult(PrintOutcome.NOT_SENT, detail, Problem.UNREACHABLE)
        detail = f"{self._link.name} broke off during the job, at most {talk.sent} of {total} bytes arrived ({why})."
        return PrintResult(PrintOutcome.UNKNOWN, detail, Problem.UNREACHABLE)

    def _proof(self, mark: bytes) -> bytes:
        if self._given.answers is False or self._given.confirm is Confirm.NONE:
            return b""
        return _SENSOR if self._given.confirm is Confirm.GS_R else _SENSOR + _PROCESS + mark

    def _message(self, problem: Problem) -> str:
        return f"{self._link.name} {MESSAGES[problem]}."


def job_bytes(slip: Printable, paper: Paper, mode: Mode) -> bytes:
    """A whole slip with reset, automatic status, feed and cut, but without what proves it."""
    from hall.printing.escpos_job import body_bytes, end_bytes

    return _START + body_bytes(slip, paper, mode) + end_bytes(paper)


def process_mark(text: str) -> bytes:
    """Four printable characters for GS ( H, as good as unlike those of the slips before."""
    import zlib

    number = zlib.crc32(text.encode())
    mark = ""
    for _ in range(4):
        number, digit = divmod(number, len(_DIGITS))
        mark += _DIGITS[digit]
    return mark.encode()
