"""A thermal printer behind a link: sends a slip and finds out what came of it.

The job is ``ESC @ · GS a 0E · body · GS V 66 0 · GS r 1 · GS ( H … id``: automatic status tells of trouble while the
bytes go out, and the last two are answered in order, when what stands before them is done (printing.md, Outcomes).
"""

from __future__ import annotations

import string
from contextlib import closing
from dataclasses import replace

from hall.printing.answers import AnswerReader, Problem
from hall.printing.links import Deadlines, Link, LinkLost, NotReached
from hall.printing.outcome import Calibration, Confirm, Outcome, PrinterStatus, PrintResult
from hall.printing.paper import Mode, Paper
from hall.printing.slip import Slip
from hall.printing.talk import Talk

_START = b"\x1b@\x1da\x0e"
_SENSOR = b"\x1dr\x01"
_PROCESS = b"\x1d(H\x06\x00\x30\x30"
_LARGEST_BAND = 128
_DIGITS = string.digits + string.ascii_uppercase
_FEED_MM = 15.0
"""From the head to the knife: paper that every slip takes beside its own length."""

SENTENCES = {
    Problem.UNREACHABLE: "cannot be reached",
    Problem.SILENT: "does not answer; it is off-line, switched off, or busy with another computer",
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
    """One printer, one job at a time. What it answers is known from its ``calibration``, or learned on the way."""

    def __init__(
        self,
        link: Link,
        paper: Paper,
        mode: Mode = Mode.RASTER,
        *,
        calibration: Calibration | None = None,
        deadlines: Deadlines | None = None,
    ) -> None:
        self._link = link
        self._paper = paper
        self._mode = mode
        self._known = calibration or Calibration()
        self._deadlines = deadlines or Deadlines()
        # What another life of this program left in the printer, a torn picture, is filled up before the first slip.
        self._torn = True
        self._jobs = 0

    def print(self, slip: Slip) -> PrintResult:
        """Send the slip and listen for its end; takes seconds at most, however the printer behaves."""
        from hall.printing.renderer import slip_length_mm

        self._jobs += 1
        mark = process_mark(f"{slip.token}{slip.copy}{self._jobs}")
        torn = bytes(_LARGEST_BAND * self._paper.width // 8) if self._torn else b""
        body = torn + job_bytes(slip, self._paper, self._mode) + self._proof(mark)
        with closing(self._link):
            try:
                self._link.open()
            except NotReached as error:
                return PrintResult(Outcome.NOT_SENT, str(error), Problem.UNREACHABLE)
            talk = Talk(self._link, self._deadlines)
            try:
                result = self._converse(talk, body, mark)
            except LinkLost as error:
                result = self._lost(talk, len(body), str(error))
            self._link.finish(self._deadlines.drain if result.joins_queue else 0.0)
        self._torn = talk.sent > 0 and not result.joins_queue
        moved = slip_length_mm(slip, self._paper, self._mode) + _FEED_MM if talk.sent else 0.0
        near_end = talk.near_end if result.near_end is None else result.near_end
        return replace(result, near_end=near_end, paper_mm=moved)

    def poll(self) -> PrinterStatus:
        """Ask the printer how it is; never while a job is on its way."""
        with closing(self._link):
            try:
                self._link.open()
                talk = Talk(self._link, self._deadlines)
                condition = talk.condition()
                self._link.finish(self._deadlines.drain)
            except NotReached as error:
                return PrinterStatus(Problem.UNREACHABLE, str(error))
            except LinkLost as error:
                return PrinterStatus(Problem.UNREACHABLE, f"{self._link.name} broke the connection ({error}).")
        if condition is None:
            if self._known.answers:
                return PrinterStatus(Problem.SILENT, self._sentence(Problem.SILENT))
            return PrinterStatus(Problem.NONE, f"{self._link.name} can be reached but answers nothing.", answers=False)
        self._learn(Calibration(answers=True))
        near = " Its paper is near the end." if condition.near_end else ""
        said = self._sentence(condition.problem) if condition.problem else f"{self._link.name} is ready."
        return PrinterStatus(condition.problem, said + near, answers=True, near_end=condition.near_end)

    def warm_up(self) -> None:
        """Load fonts and libraries, by making a slip that nobody sees."""
        from hall.printing.escpos_job import body_bytes
        from hall.printing.specimen import SPECIMEN

        body_bytes(SPECIMEN, self._paper, self._mode)

    # One job

    def _converse(self, talk: Talk, body: bytes, mark: bytes) -> PrintResult:
        refusal = self._refusal(talk)
        if refusal is not None:
            return refusal
        stopped = talk.send(body)
        if stopped:
            return self._stopped(talk, stopped, len(body))
        return self._proven(talk, mark, len(body))

    def _refusal(self, talk: Talk) -> PrintResult | None:
        """What keeps the job from being sent at all."""
        if self._known.answers is False:
            return None
        condition = talk.condition()
        if condition is not None:
            self._learn(Calibration(answers=True))
            if condition.problem:
                sentence = self._sentence(condition.problem)
                return PrintResult(Outcome.NOT_SENT, sentence, condition.problem, condition.near_end)
        elif self._known.answers:
            return PrintResult(Outcome.NOT_SENT, self._sentence(Problem.SILENT), Problem.SILENT)
        return None

    def _stopped(self, talk: Talk, problem: Problem, total: int) -> PrintResult:
        if talk.sent == 0:
            detail = f"{self._link.name} accepted the connection but took nothing for {self._deadlines.stall:g} s."
            return PrintResult(Outcome.NOT_SENT, detail, problem)
        detail = f"{self._sentence(problem)[:-1]} ({talk.sent} of {total} bytes sent)."
        outcome = Outcome.UNKNOWN if problem is Problem.STALLED else Outcome.BLOCKED
        return PrintResult(outcome, detail, problem)

    def _proven(self, talk: Talk, mark: bytes, total: int) -> PrintResult:
        """All bytes are over: wait for what proves the paper."""
        took = f"{self._link.name} took all {total} bytes"
        if self._known.answers is False or not self._link.hears:
            return PrintResult(Outcome.BLIND, f"{took} but cannot say whether it printed them.")
        confirm = self._known.confirm
        if confirm is Confirm.NONE:
            return self._asked_again(talk, f"{took} but cannot prove that it printed them.")

        def said(answers: AnswerReader) -> bool:
            return mark in answers.processes or (confirm is Confirm.GS_R and answers.sensors > 0)

        problem = talk.wait(said, self._deadlines.silence)
        if not problem:
            return PrintResult(Outcome.PRINTED, f"{self._link.name} confirmed the slip.")
        if problem is not Problem.SILENT:
            return PrintResult(Outcome.BLOCKED, self._sentence(problem), problem)
        if confirm is None and (talk.heard or self._known.answers is None):
            return self._learned(talk, took)
        return PrintResult(Outcome.UNKNOWN, f"{took} but was silent for {self._deadlines.silence:g} s.", problem)

    def _learned(self, talk: Talk, took: str) -> PrintResult:
        """A printer that nobody calibrated did not send the process id back: the next slip does not wait for it."""
        if not talk.heard:
            self._learn(Calibration(answers=False))
            return PrintResult(Outcome.BLIND, f"{took} and answered nothing; calibrate it: hall printer calibrate.")
        result = self._asked_again(talk, f"{took} but proved nothing; calibrate it: hall printer calibrate.")
        if result.outcome is Outcome.BLIND:
            self._learn(Calibration(confirm=Confirm.NONE))
        return result

    def _asked_again(self, talk: Talk, blind: str) -> PrintResult:
        """The bytes are over and nothing can prove the paper: at least the printer must be well."""
        condition = talk.condition()
        if condition is None:
            return PrintResult(Outcome.UNKNOWN, self._sentence(Problem.SILENT), Problem.SILENT)
        if condition.problem:
            sentence = self._sentence(condition.problem)
            return PrintResult(Outcome.BLOCKED, sentence, condition.problem, condition.near_end)
        return PrintResult(Outcome.BLIND, blind, near_end=condition.near_end)

    def _lost(self, talk: Talk, total: int, why: str) -> PrintResult:
        if talk.sent == 0:
            detail = f"{self._link.name} ended the connection before it took anything ({why})."
            return PrintResult(Outcome.NOT_SENT, detail, Problem.UNREACHABLE)
        detail = f"{self._link.name} broke off during the job, at most {talk.sent} of {total} bytes arrived ({why})."
        return PrintResult(Outcome.UNKNOWN, detail, Problem.UNREACHABLE)

    def _proof(self, mark: bytes) -> bytes:
        if self._known.answers is False or self._known.confirm is Confirm.NONE:
            return b""
        return _SENSOR if self._known.confirm is Confirm.GS_R else _SENSOR + _PROCESS + mark

    def _learn(self, found: Calibration) -> None:
        """What was found out on the way; an answer always counts, silence only while nothing else is known."""
        self._known = Calibration(
            answers=found.answers or (found.answers if self._known.answers is None else self._known.answers),
            confirm=found.confirm if self._known.confirm is None else self._known.confirm,
            near_end=self._known.near_end,
        )

    def _sentence(self, problem: Problem) -> str:
        return f"{self._link.name} {SENTENCES[problem]}."


def job_bytes(slip: Slip, paper: Paper, mode: Mode) -> bytes:
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
