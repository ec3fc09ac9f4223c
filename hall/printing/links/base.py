"""What all links share: their shape, their deadlines and their two ways to fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from hall.errors import DeviceError

CHUNK: Final = 4096
"""The most bytes that go over at once: what is on its way must not hide a printer that has stopped."""


class NotReached(DeviceError):
    """The printer could not be reached: nothing of the job was sent."""


class LinkLost(DeviceError):
    """The way to the printer broke while it was open; the text is the reason, a part of a sentence."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long each step may take, in seconds: to connect; for one status answer, and for one when nobody waits for
    it; without a single byte accepted; without a word after the last byte; with a trouble that may pass by itself; for
    the printer to end the connection; for the whole job. ``dead``: so long nothing has to move until a kiosk, whose
    visitor has been told already, gives a job up."""

    connect: float = 1.5
    answer: float = 0.5
    late: float = 2.0
    stall: float = 4.0
    silence: float = 6.0
    trouble: float = 1.0
    drain: float = 1.0
    job: float = 300.0
    dead: float = 60.0


class PrinterLink(Protocol):
    """One way to one printer; used by one thread, opened for each job and closed after it."""

    @property
    def name(self) -> str:
        """The printer as a technician knows it: ``tcp://10.0.0.7:9100``."""

    @property
    def is_readable(self) -> bool:
        """Whether the printer can still be heard."""

    def open(self) -> None:
        """Reach the printer. Raises NotReached with a sentence."""

    def step(self, out: memoryview, seconds: float) -> tuple[int, bytes]:
        """Wait at most ``seconds`` until some of ``out`` was taken or something was heard; returns how many bytes
        were taken and what was heard. Raises LinkLost."""

    def unsent(self) -> int:
        """Bytes that were taken but are not with the printer yet; 0 where the system does not tell."""

    def finish(self, seconds: float) -> None:
        """End an exchange in order, within ``seconds``, so that the printer keeps what it has. Never raises."""

    def close(self) -> None:
        """Let go of the printer; safe at any time."""


def reason(error: OSError) -> str:
    """The system's own words for an error."""
    return error.strerror or type(error).__name__
