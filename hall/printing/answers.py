"""What a printer says: reads its answers out of one stream of bytes (Epson's ESC/POS reference; printing.md).

Status bytes tell by their fixed bits what they are: ``0xx1xx10`` answers DLE EOT, ``0xx1xx00`` begins the four bytes
of automatic status, ``0xx0xxxx`` answers GS r, ``37 22 d1 d2 d3 d4 00`` answers GS ( H.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

_FIXED: Final = 0x93
_REALTIME: Final = 0x12
_AUTOMATIC: Final = 0x10
_PROCESS: Final = 0x37
_AUTOMATIC_LENGTH: Final = 4
_PROCESS_LENGTH: Final = 7


class Problem(StrEnum):
    """What keeps a printer from printing; ``SILENT`` answers nothing though it is known to answer; ``UNTRIED`` was
    never calibrated and has proved nothing since the program's start; ``SETUP`` lacks something on this machine, such
    as a package."""

    NONE = ""
    UNREACHABLE = "unreachable"
    SILENT = "silent"
    UNTRIED = "untried"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    CUTTER = "cutter"
    ERROR = "error"
    OFFLINE = "offline"
    STALLED = "stalled"
    SETUP = "setup"


@dataclass(frozen=True, slots=True)
class Condition:
    """A printer's state as its status bits tell it."""

    offline: bool = False
    cover_open: bool = False
    paper_out: bool = False
    cutter: bool = False
    error: bool = False
    near_end: bool = False

    @property
    def problem(self) -> Problem:
        """The one thing that a person must mend first."""
        found = (
            (self.paper_out, Problem.PAPER_OUT),
            (self.cover_open, Problem.COVER_OPEN),
            (self.cutter, Problem.CUTTER),
            (self.error, Problem.ERROR),
            (self.offline, Problem.OFFLINE),
        )
        return next((problem for holds, problem in found if holds), Problem.NONE)


def automatic_condition(status: bytes) -> Condition:
    """The condition in four bytes of automatic status."""
    first, errors, paper, _ = status
    return Condition(
        offline=bool(first & 0x08),
        cover_open=bool(first & 0x20),
        paper_out=bool(paper & 0x0C),
        cutter=bool(errors & 0x08),
        error=bool(errors & 0x64),
        near_end=bool(paper & 0x03),
    )


def realtime_condition(known: Condition, query: int, answer: int) -> Condition:
    """``known`` with what the answer to DLE EOT ``query`` (1 to 4) adds."""
    if query == 1:
        return replace(known, offline=bool(answer & 0x08))
    if query == 2:
        return replace(
            known,
            cover_open=bool(answer & 0x04),
            paper_out=known.paper_out or bool(answer & 0x20),
            error=known.error or bool(answer & 0x40),
        )
    if query == 3:
        return replace(known, cutter=bool(answer & 0x08), error=bool(answer & 0x60))
    return replace(known, near_end=bool(answer & 0x0C), paper_out=known.paper_out or bool(answer & 0x60))


class AnswerReader:
    """Takes bytes as they come and keeps what they say; a printer may send its answers in any pieces."""

    def __init__(self) -> None:
        self._rest = b""
        self.automatic: Condition | None = None
        """The latest automatic status."""
        self.realtime: list[int] = []
        """Answers to DLE EOT that nobody has taken yet; they do not say to which query."""
        self.sensors = 0
        """How many answers to GS r came."""
        self.processes: set[bytes] = set()
        """The process ids that came back."""
        self.has_answered = False
        """Whether anything that makes sense came."""

    def feed(self, data: bytes) -> None:
        """Take more bytes in; a byte that fits nothing is dropped."""
        self._rest += data
        while self._rest and (length := self._take()):
            self._rest = self._rest[length:]

    def _take(self) -> int:
        """Read the first answer; its length, 0 when more of it must come first."""
        first = self._rest[0]
        if first == _PROCESS:
            return self._take_process()
        if first & _FIXED == _AUTOMATIC:
            return self._take_automatic()
        if first & _FIXED == _REALTIME:
            self.realtime.append(first)
            self.has_answered = True
        elif first & 0x90 == 0:
            self.sensors += 1
            self.has_answered = True
        return 1

    def _take_process(self) -> int:
        answer = self._rest[:_PROCESS_LENGTH]
        if len(answer) > 1 and answer[1] != 0x22:
            return 1
        if len(answer) < _PROCESS_LENGTH:
            return 0
        self.processes.add(answer[2:6])
        self.has_answered = True
        return _PROCESS_LENGTH

    def _take_automatic(self) -> int:
        answer = self._rest[:_AUTOMATIC_LENGTH]
        if any(byte & 0x90 for byte in answer[1:]):
            return 1
        if len(answer) < _AUTOMATIC_LENGTH:
            return 0
        self.automatic = automatic_condition(answer)
        self.has_answered = True
        return _AUTOMATIC_LENGTH
