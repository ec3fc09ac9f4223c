"""A thermal printer with a mechanism: moves paper in scaled time, has a finite buffer with back-pressure, serves one
client at a time, answers DLE EOT even inside pictures, automatic status, GS r and GS ( H, and fails where it is told.

Run it by itself with ``python tests/fake_printer.py --port 9100``: it says its port, then one line per slip: when its
first byte came, when it was cut off, whole or torn, its length in mm, and its codes.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import select
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from PIL import Image

DOTS_PER_MM = 8
TEXT_LINE_MM = 3.75
KNIFE_MM = 15.0
CUT_S = 0.15


@dataclass
class Printed:
    """One piece of paper: its rows of raster data, its text, its length in mm, and whether it was cut off whole."""

    pictures: list[tuple[int, bytes, int]] = field(default_factory=list)
    text: bytes = b""
    codes: list[bytes] = field(default_factory=list)
    mm: float = 0.0
    whole: bool = False

    def picture(self) -> Image.Image:
        """The raster part, black on white."""
        width = max((columns * 8 for columns, _, _ in self.pictures), default=8)
        rows = sum(len(data) // columns * scale for columns, data, scale in self.pictures)
        sheet, y = Image.new("1", (width, max(rows, 1)), 1), 0
        for columns, data, scale in self.pictures:
            height = len(data) // columns
            band = Image.frombytes("1", (columns * 8, height), bytes(255 - value for value in data))
            sheet.paste(band.resize((columns * 8 * scale, height * scale)), (0, y))
            y += height * scale
        return sheet


class Way(Protocol):
    """One side of a connection to the printer."""

    def read(self, most: int) -> bytes | None:
        """What came, at most so much; empty when the client has left, None when nothing came for a while."""

    def write(self, data: bytes) -> None:
        """Answer."""

    def close(self, *, rudely: bool) -> None:
        """End it; ``rudely`` as a power cut does."""


class _Socket:
    def __init__(self, client: socket.socket) -> None:
        self._client = client
        client.settimeout(0.01)

    def read(self, most: int) -> bytes | None:
        try:
            return self._client.recv(most)
        except TimeoutError:
            return None
        except OSError:
            return b""

    def write(self, data: bytes) -> None:
        with contextlib.suppress(OSError):
            self._client.sendall(data)

    def close(self, *, rudely: bool) -> None:
        if rudely:
            self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._client.close()


class _Terminal:
    """The printer's end of a pair of pseudo terminals."""

    def __init__(self, end: int) -> None:
        self._end = end

    def read(self, most: int) -> bytes | None:
        if not select.select([self._end], [], [], 0.01)[0]:
            return None
        try:
            return os.read(self._end, most)
        except OSError:  # nobody has the other end open: wait for the next who opens it
            time.sleep(0.005)
            return None

    def write(self, data: bytes) -> None:
        with contextlib.suppress(OSError):
            os.write(self._end, data)

    def close(self, *, rudely: bool) -> None:
        """The pair belongs to the test."""


class FakePrinter:
    """The printer; a context manager. ``scale`` 10 moves paper ten times as fast as ``speed`` mm/s; ``paper_mm`` is
    what is on the roll. ``fail(what, at_byte=, at_mm=)`` plans a fault: ``paper``, ``cover``, ``stall`` or ``power``.

    ``answers``: it answers at all; ``process_id``, ``sensor``: it knows GS ( H, GS r; ``quiet_off_line``: it does not
    answer while it cannot print; ``baud``: the speed of its line, 0 for no limit; ``late_s``: an answer to a status
    query takes so long. Positions of bytes count from the
    first byte of all, those of paper from the first row of all.
    """

    def __init__(
        self,
        *,
        scale: float = 20.0,
        speed: float = 200.0,
        buffer: int = 4096,
        paper_mm: float = 1e9,
        near_end_mm: float = 0.0,
        answers: bool = True,
        process_id: bool = True,
        sensor: bool = True,
        quiet_off_line: bool = False,
        terminal: int | None = None,
        baud: int = 0,
        late_s: float = 0.0,
        port: int = 0,
        on_printed: Callable[[Printed], None] | None = None,
    ) -> None:
        self._pace = scale * speed
        self._cut_s = CUT_S / scale
        self._size = buffer
        self._answers = answers
        self._knows_process = process_id
        self._knows_sensor = sensor
        self._quiet_off_line = quiet_off_line
        self._near_end_mm = near_end_mm
        self._on_printed = on_printed
        self._paper_mm = paper_mm
        self._lock = threading.Condition()
        self._buffer = bytearray()
        self._faults: list[tuple[str, int | None, float | None]] = []
        self._cover_open = False
        self._stalled = False
        self._powered = True
        self._closing = False
        self._automatic = 0
        self._way: Way | None = None
        self._terminal = terminal
        self._late_s = late_s
        self._second_per_byte = 10 / baud if baud else 0.0
        self._port = port
        self._listener: socket.socket | None = None
        self._now = Printed()
        self.received = 0
        self.moved_mm = 0.0
        self.clients = 0
        self.first_byte_at = 0.0
        """When the first byte of a job of the latest client came, status queries left out, by ``time.monotonic``."""
        self.cut_at = 0.0
        self.slips: list[Printed] = []
        """What was cut off, and what was torn by a power cut."""
        self._threads = [
            threading.Thread(target=self._receive, name="fake-printer-in"),
            threading.Thread(target=self._work, name="fake-printer-paper"),
        ]

    def __enter__(self) -> Self:
        if self._terminal is None:
            self._listen()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._closing = True
            self._lock.notify_all()
        for thread in self._threads:
            thread.join(10)
        if self._listener is not None:
            self._listener.close()

    @property
    def port(self) -> int:
        """Where it listens; the same after a power cut."""
        return self._port

    @property
    def url(self) -> str:
        """Its URL for ``open_printer``."""
        return f"tcp://127.0.0.1:{self._port}"

    # What a person, or fate, does to it

    def fail(self, what: str, *, at_byte: int | None = None, at_mm: float | None = None) -> None:
        """Plan a fault; without a place it happens now."""
        with self._lock:
            if at_byte is None and at_mm is None:
                self._happen(what)
            else:
                self._faults.append((what, at_byte, at_mm))

    def mend(self, *, paper_mm: float = 1e9) -> None:
        """A new roll, the cover closed, no stall, power on."""
        with self._lock:
            self._paper_mm = paper_mm
            self._cover_open = self._stalled = False
            if not self._powered:
                self._powered = True
                if self._terminal is None:
                    self._listen()
            self._report()
            self._lock.notify_all()

    def _happen(self, what: str) -> None:
        if what == "paper":
            self._paper_mm = 0.0
        elif what == "cover":
            self._cover_open = True
        elif what == "stall":
            self._stalled = True
        elif what == "power":
            self._cut_power()
        else:
            raise ValueError(what)
        self._report()
        self._lock.notify_all()

    def _cut_power(self) -> None:
        self._powered = False
        self._automatic = 0
        self._buffer.clear()
        if self._now.mm:
            self._put_out(whole=False)
        if self._way is not None:
            self._way.close(rudely=True)
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    # Its connection

    def _listen(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Small buffers, so that the sender feels a printer that has stopped.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listener.bind(("127.0.0.1", self._port))
        listener.listen(1)
        listener.settimeout(0.02)
        self._port = listener.getsockname()[1]
        self._listener = listener

    def _receive(self) -> None:
        while not self._closing:
            way = self._next_way()
            if way is None:
                time.sleep(0.005)
                continue
            with self._lock:
                self._way = way
                self.clients += 1
                self.first_byte_at = 0.0
            self._serve(way)
            with self._lock:
                self._way = None
                self._automatic = 0
            way.close(rudely=False)

    def _next_way(self) -> Way | None:
        if not self._powered:
            return None
        if self._terminal is not None:
            return _Terminal(self._terminal)
        listener = self._listener
        try:
            return _Socket(listener.accept()[0]) if listener else None
        except OSError:
            return None

    def _serve(self, way: Way) -> None:
        tail = b""
        while not self._closing and self._powered:
            with self._lock:
                room = min(self._size - len(self._buffer), 1024)
            if room <= 0:
                time.sleep(0.001)
                continue
            data = way.read(room)
            if data is None:
                continue
            if not data:
                return
            if not self.first_byte_at and data.strip(b"\x10\x04\x01\x02\x03"):
                self.first_byte_at = time.monotonic()
            time.sleep(len(data) * self._second_per_byte)
            tail = self._answer_queries(way, tail, data)
            with self._lock:
                self._take(data)

    def _answer_queries(self, way: Way, tail: bytes, data: bytes) -> bytes:
        seen = tail + data
        at = seen.find(b"\x10\x04")
        while 0 <= at < len(seen) - 2:
            if seen[at + 2] in (1, 2, 3, 4) and at + 2 >= len(tail):
                self._answer(way, seen[at + 2])
            at = seen.find(b"\x10\x04", at + 2)
        return seen[-2:]

    def _take(self, data: bytes) -> None:
        for place, what in sorted((at, kind) for kind, at, _ in self._faults if at is not None):
            if self.received <= place < self.received + len(data):
                self._faults = [fault for fault in self._faults if fault[:2] != (what, place)]
                self._buffer.extend(data[: place - self.received])
                if what == "power":
                    self.received = place
                    self._happen(what)
                    return
                self._buffer.extend(data[place - self.received :])
                self.received += len(data)
                self._happen(what)
                return
        self._buffer.extend(data)
        self.received += len(data)
        self._lock.notify_all()

    def _answer(self, way: Way, query: int) -> None:
        out, cover = self._paper_mm <= 0, self._cover_open
        off = out or cover
        if not self._answers or (off and self._quiet_off_line):
            return
        near = self._paper_mm < self._near_end_mm
        time.sleep(self._late_s)
        bits = {1: off * 0x08, 2: cover * 0x04 | out * 0x20, 3: 0, 4: (near or out) * 0x0C | out * 0x60}[query]
        way.write(bytes((0x12 | bits,)))

    def _report(self) -> None:
        if not self._automatic or self._way is None or not self._answers:
            return
        out, cover = self._paper_mm <= 0, self._cover_open
        near = self._paper_mm < self._near_end_mm
        first = 0x10 | (out or cover) * 0x08 | cover * 0x20
        self._way.write(bytes((first, 0, (near or out) * 0x03 | out * 0x0C, 0x0F)))

    # Its mechanism

    def _work(self) -> None:
        with contextlib.suppress(_Ended):
            while True:
                try:
                    self._command(self._byte())
                except _PowerCut:
                    continue

    def _byte(self) -> int:
        with self._lock:
            while not self._ready() or not self._buffer:
                if self._closing:
                    raise _Ended
                if not self._powered:
                    self._lock.wait(0.05)
                    raise _PowerCut
                self._lock.wait(0.05)
            return self._buffer.pop(0)

    def _ready(self) -> bool:
        return self._powered and not self._stalled and not self._cover_open and self._paper_mm > 0

    def _bytes(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            taken += bytes((self._byte(),))
            with self._lock:
                more = min(count - len(taken), len(self._buffer)) if self._ready() else 0
                taken += bytes(self._buffer[:more])
                del self._buffer[:more]
        return taken

    def _command(self, first: int) -> None:
        if first == 0x1B:
            self._escape(self._byte())
        elif first == 0x1D:
            self._group(self._byte())
        elif first == 0x10:
            self._bytes(2)
        elif first == 0x0A:
            self._now.text += b"\n"
            self._move(TEXT_LINE_MM)
        elif first:
            self._now.text += bytes((first,))

    def _escape(self, name: int) -> None:
        lengths = {0x21: 1, 0x2D: 1, 0x33: 1, 0x45: 1, 0x4D: 1, 0x61: 1, 0x74: 1, 0x52: 1, 0x7B: 1, 0x56: 1, 0x47: 1}
        if name == 0x40:
            with self._lock:
                self._automatic = 0
        elif name in (0x64, 0x4A):
            amount = self._byte()
            self._move(amount * TEXT_LINE_MM if name == 0x64 else amount / DOTS_PER_MM)
        else:
            self._bytes(lengths.get(name, 0))

    def _group(self, name: int) -> None:
        if name == 0x76:
            self._raster()
        elif name == 0x56:
            if self._byte() in (65, 66):
                self._byte()
            self._cut()
        elif name == 0x61:
            with self._lock:
                self._automatic = self._bytes_locked()
                self._report()
        elif name == 0x72:
            self._byte()
            if self._knows_sensor and self._answers:
                self._say(bytes((0x03 if self._paper_mm < self._near_end_mm else 0,)))
        elif name == 0x28:
            self._extended(self._byte())
        else:
            self._bytes({0x21: 1, 0x42: 1, 0x4C: 2, 0x57: 2, 0x68: 1, 0x77: 1}.get(name, 0))

    def _bytes_locked(self) -> int:
        while not self._buffer:
            if self._closing:
                raise _Ended
            if not self._powered:
                raise _PowerCut
            self._lock.wait(0.05)
        return self._buffer.pop(0)

    def _extended(self, name: int) -> None:
        low, high = self._bytes(2)
        data = self._bytes(low + 256 * high)
        if name == 0x48 and data[:2] == b"\x30\x30" and self._knows_process and self._answers:
            self._say(b"\x37\x22" + data[2:6] + b"\x00")
        elif name == 0x6B and data[:2] == b"\x31\x50":
            self._now.codes.append(data[3:])
        elif name == 0x6B and data[:2] == b"\x31\x51":
            self._move(25.0)

    def _raster(self) -> None:
        _, mode, x_low, x_high, y_low, y_high = self._bytes(6)
        columns, rows, scale = x_low + 256 * x_high, y_low + 256 * y_high, 2 if mode == 3 else 1
        for _ in range(rows):
            row = self._bytes(columns)
            self._move(scale / DOTS_PER_MM)
            self._now.pictures.append((columns, row, scale))

    def _move(self, mm: float) -> None:
        with self._lock:
            self._now.mm += mm
            self.moved_mm += mm
            before = self._paper_mm
            self._paper_mm = max(0.0, before - mm)
            for what, _, at in [fault for fault in self._faults if fault[2] is not None]:
                if at is not None and self.moved_mm >= at:
                    self._faults.remove((what, None, at))
                    self._happen(what)
            if before >= self._near_end_mm > self._paper_mm or (before > 0 and self._paper_mm <= 0):
                self._report()
        self._sleep(mm / self._pace)

    def _sleep(self, seconds: float) -> None:
        self._debt = getattr(self, "_debt", 0.0) + seconds
        if self._debt > 0.002:
            began = time.monotonic()
            time.sleep(self._debt)
            self._debt -= time.monotonic() - began

    def _cut(self) -> None:
        self._move(KNIFE_MM)
        self._sleep(self._cut_s)
        with self._lock:
            if not self._ready():
                return
            self._put_out(whole=True)

    def _put_out(self, *, whole: bool) -> None:
        self._now.whole = whole
        printed, self._now = self._now, Printed()
        self.slips.append(printed)
        self.cut_at = time.monotonic()
        if self._on_printed is not None:
            self._on_printed(printed)
        if self._terminal is not None:  # a line has no clients: the next job begins after this cut
            self.first_byte_at = 0.0

    def _say(self, data: bytes) -> None:
        with self._lock:
            if self._way is not None and self._powered:
                self._way.write(data)


class _Ended(Exception):
    """The printer is taken away."""


class _PowerCut(Exception):
    """What was being read is gone."""


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--terminal", type=int, help="the file descriptor of a pseudo terminal instead of a port")
    parser.add_argument("--baud", type=int, default=0)
    parser.add_argument("--codes", action="store_true", help="read the code of each slip")
    options = parser.parse_args()

    def tell(slip: Printed) -> None:
        codes = [text.decode() for text in slip.codes]
        if options.codes and slip.pictures:
            import zxingcpp

            codes += [code.text for code in zxingcpp.read_barcodes(slip.picture().convert("L"))]
        how = "whole" if slip.whole else "torn"
        sys.stdout.write(f"{fake.first_byte_at:.6f} {time.monotonic():.6f} {how} {slip.mm:.0f} {' '.join(codes)}\n")
        sys.stdout.flush()
        fake.slips.clear()

    fake = FakePrinter(
        port=options.port, scale=options.scale, terminal=options.terminal, baud=options.baud, on_printed=tell
    )
    with fake, contextlib.suppress(KeyboardInterrupt):
        sys.stdout.write(f"{fake.port}\n")
        sys.stdout.flush()
        # A line is something that happens to it: paper, cover, stall, power, or mend.
        for line in sys.stdin:
            word = line.strip()
            fake.mend() if word == "mend" else fake.fail(word)


if __name__ == "__main__":
    _main()
