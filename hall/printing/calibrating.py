"""Finds out what a printer answers, with a person next to it who opens the cover and takes the roll out.

What a printer claims proves nothing: a clone may answer at once whatever lies in its buffer. So each answer is looked
for where it must come, and where it must not.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field

from hall.printing.answers import Condition, Problem
from hall.printing.links import Deadlines, PrinterLink
from hall.printing.outcome import Calibration, Confirm
from hall.printing.paper import Mode, Paper
from hall.printing.slip import Slip
from hall.printing.talk import Talk
from hall.printing.thermal import job_bytes, process_mark


@dataclass(slots=True)
class Calibrator:
    """The steps in their order: ``slip``, then ``cover`` with the cover open, ``no_paper`` with the roll out and the
    cover closed, ``found`` with the roll in again. Each returns a sentence; NotReached and LinkLost come through.
    ``unmoved`` after ``cover`` and ``no_paper``: the printer answers and tells nothing of it, so it has no such sensor,
    or nothing was done to it; both steps may be repeated.
    """

    link: PrinterLink
    paper: Paper
    mode: Mode
    deadlines: Deadlines = field(default_factory=Deadlines)
    answers: bool = False
    process_id: bool = False
    sensor: bool = False
    sensor_matches: bool = False
    sees_cover: bool = False
    sees_paper: bool = False
    near_end: bool = False
    unmoved: bool = False
    stopped: Problem = Problem.NONE

    def slip(self, slip: Slip) -> str:
        """Print ``slip`` and listen to everything that comes back."""
        mark = process_mark(slip.token)
        with closing(self.link):
            self.link.open()
            talk = Talk(self.link, self.deadlines)
            self.answers = talk.condition() is not None
            self.stopped = talk.send(
                job_bytes(slip, self.paper, self.mode) + b"\x1dr\x01" + b"\x1d(H\x06\x00\x30\x30" + mark
            )
            if not self.stopped:
                talk.wait(lambda said: mark in said.processes, self.deadlines.silence)
            self.process_id = mark in talk.answers.processes
            self.sensor = talk.answers.sensors > 0
            self.answers = self.answers or talk.answers.has_answered
            self.link.finish(self.deadlines.drain)
        if self.stopped:
            return f"It stopped before the end: {self.stopped.value.replace('_', ' ')}."
        said = [
            name
            for name, came in (
                ("status queries", self.answers),
                ("GS r", self.sensor),
                ("process ids", self.process_id),
            )
            if came
        ]
        return f"It answers {', '.join(said)}." if said else "It answers nothing."

    def cover(self) -> str:
        """The cover is open."""
        condition, _ = self._looked()
        self.sees_cover = condition is not None and condition.problem is Problem.COVER_OPEN
        self.unmoved = condition is not None and not condition.problem
        return _seen(condition, "the open cover", self.sees_cover)

    def no_paper(self) -> str:
        """The roll is out and the cover closed: a GS r that is answered now proves nothing."""
        condition, sensors = self._looked(ask_sensor=True)
        self.sees_paper = condition is not None and condition.paper_out
        self.near_end = condition is not None and condition.near_end
        self.sensor_matches = self.sensor and sensors == 0
        still = (Problem.NONE, Problem.COVER_OPEN)
        self.unmoved = condition is not None and not self.sees_paper and condition.problem in still
        return _seen(condition, "that the roll is out", self.sees_paper)

    def found(self) -> Calibration:
        """What is now known."""
        confirm = Confirm.NONE
        if self.process_id:
            confirm = Confirm.PROCESS_ID
        elif self.sensor_matches and self.sees_paper:
            confirm = Confirm.GS_R
        return Calibration(answers=self.answers, confirm=confirm, near_end=self.near_end)

    def _looked(self, *, ask_sensor: bool = False) -> tuple[Condition | None, int]:
        with closing(self.link):
            self.link.open()
            talk = Talk(self.link, self.deadlines)
            condition = talk.condition()
            if ask_sensor:
                talk.send(b"\x1dr\x01")
                talk.wait(lambda said: said.sensors > 0, self.deadlines.answer)
            self.link.finish(self.deadlines.drain)
        return condition, talk.answers.sensors


def _seen(condition: Condition | None, what: str, seen: bool) -> str:
    if seen:
        return f"It tells {what}."
    return f"It does not tell {what}." if condition is not None else "It does not answer now."
