"""The printer's body: its roll, its cover, its power, and the paper that moves through it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.fake_printer.paper import Printed
from tests.fake_printer.ways import Way

KNIFE_MM = 15.0
CUT_S = 0.15


@dataclass(frozen=True)
class Make:
    """What kind of printer it is: see FakePrinter."""

    pace: float
    """Millimetres of paper a second."""
    cut_s: float
    buffer: int
    near_end_mm: float
    answers: bool
    process_id: bool
    sensor: bool
    quiet_off_line: bool
    on_line: bool
    """It is at the end of a serial line, which has no clients."""
    second_per_byte: float
    late_s: float
    on_printed: Callable[[Printed], None] | None


class Body:
    """What both threads share, under ``lock``."""

    def __init__(self, make: Make, paper_mm: float) -> None:
        self.make = make
        self.lock = threading.Condition()
        self.buffer = bytearray()
        self.paper_mm = paper_mm
        self.cover_open = self.stalled = self.closing = False
        self.powered = True
        self.automatic = 0
        self.way: Way | None = None
        self.on_power_cut: Callable[[], None] = lambda: None
        self.faults: list[tuple[str, int | None, float | None]] = []
        self.now = Printed()
        self.received = self.clients = 0
        self.moved_mm = self.first_byte_at = self.cut_at = 0.0
        self.slips: list[Printed] = []
        self._debt = 0.0

    @property
    def ready(self) -> bool:
        """It can print."""
        return self.powered and not self.stalled and not self.cover_open and self.paper_mm > 0

    def happen(self, what: str) -> None:
        """A fault happens now; the caller holds the lock."""
        if what == "paper":
            self.paper_mm = 0.0
        elif what == "cover":
            self.cover_open = True
        elif what == "stall":
            self.stalled = True
        elif what == "power":
            self._cut_power()
        else:
            raise ValueError(what)
        self.report()
        self.lock.notify_all()

    def _cut_power(self) -> None:
        self.powered = False
        self.automatic = 0
        self.buffer.clear()
        if self.now.mm:
            self._put_out(whole=False)
        if self.way is not None:
            self.way.close(rudely=True)
        self.on_power_cut()

    def report(self) -> None:
        """Automatic status, if it was asked for."""
        if not self.automatic or self.way is None or not self.make.answers:
            return
        out, cover = self.paper_mm <= 0, self.cover_open
        near = self.paper_mm < self.make.near_end_mm
        first = 0x10 | (out or cover) * 0x08 | cover * 0x20
        self.way.write(bytes((first, 0, (near or out) * 0x03 | out * 0x0C, 0x0F)))

    def move(self, mm: float) -> None:
        """Moves paper, as long as that takes."""
        with self.lock:
            self.now.mm += mm
            self.moved_mm += mm
            before = self.paper_mm
            self.paper_mm = max(0.0, before - mm)
            for what, _, at in [fault for fault in self.faults if fault[2] is not None]:
                if at is not None and self.moved_mm >= at:
                    self.faults.remove((what, None, at))
                    self.happen(what)
            if before >= self.make.near_end_mm > self.paper_mm or (before > 0 and self.paper_mm <= 0):
                self.report()
        self._sleep(mm / self.make.pace)

    def _sleep(self, seconds: float) -> None:
        self._debt += seconds
        if self._debt > 0.002:
            began = time.monotonic()
            time.sleep(self._debt)
            self._debt -= time.monotonic() - began

    def cut(self) -> None:
        """The knife."""
        self.move(KNIFE_MM)
        self._sleep(self.make.cut_s)
        with self.lock:
            if not self.ready:
                return
            self._put_out(whole=True)

    def _put_out(self, *, whole: bool) -> None:
        self.now.whole = whole
        printed, self.now = self.now, Printed()
        self.slips.append(printed)
        self.cut_at = time.monotonic()
        if self.make.on_printed is not None:
            self.make.on_printed(printed)
        if self.make.on_line:  # a line has no clients: the next job begins after this cut
            self.first_byte_at = 0.0

    def say(self, data: bytes) -> None:
        """Answers, if somebody is there."""
        with self.lock:
            if self.way is not None and self.powered:
                self.way.write(data)
