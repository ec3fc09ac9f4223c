"""ESC/POS as the printer understands it: each command is carried out when its bytes have come."""

from __future__ import annotations

import contextlib

from tests.fake_printer.body import Body

DOTS_PER_MM = 8
TEXT_LINE_MM = 3.75


class Commands:
    """The thread that reads the buffer."""

    def __init__(self, body: Body) -> None:
        self._body = body

    def work(self) -> None:
        """Carries out what comes, until the printer is taken away."""
        with contextlib.suppress(_Ended):
            while True:
                try:
                    self._command(self._byte())
                except _PowerCut:
                    continue

    def _byte(self) -> int:
        with self._body.lock:
            while not self._body.ready or not self._body.buffer:
                if self._body.closing:
                    raise _Ended
                if not self._body.powered:
                    self._body.lock.wait(0.05)
                    raise _PowerCut
                self._body.lock.wait(0.05)
            return self._body.buffer.pop(0)

    def _bytes(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            taken += bytes((self._byte(),))
            with self._body.lock:
                more = min(count - len(taken), len(self._body.buffer)) if self._body.ready else 0
                taken += bytes(self._body.buffer[:more])
                del self._body.buffer[:more]
        return taken

    def _command(self, first: int) -> None:
        if first == 0x1B:
            self._escape(self._byte())
        elif first == 0x1D:
            self._group(self._byte())
        elif first == 0x10:
            self._bytes(2)
        elif first == 0x0A:
            self._body.now.text += b"\n"
            self._body.move(TEXT_LINE_MM)
        elif first:
            self._body.now.text += bytes((first,))

    def _escape(self, name: int) -> None:
        lengths = {0x21: 1, 0x2D: 1, 0x33: 1, 0x45: 1, 0x4D: 1, 0x61: 1, 0x74: 1, 0x52: 1, 0x7B: 1, 0x56: 1, 0x47: 1}
        if name == 0x40:
            with self._body.lock:
                self._body.automatic = 0
        elif name in (0x64, 0x4A):
            amount = self._byte()
            self._body.move(amount * TEXT_LINE_MM if name == 0x64 else amount / DOTS_PER_MM)
        else:
            self._bytes(lengths.get(name, 0))

    def _group(self, name: int) -> None:
        if name == 0x76:
            self._raster()
        elif name == 0x56:
            if self._byte() in (65, 66):
                self._byte()
            self._body.cut()
        elif name == 0x61:
            with self._body.lock:
                self._body.automatic = self._bytes_locked()
                self._body.report()
        elif name == 0x72:
            self._byte()
            if self._body.make.sensor and self._body.make.answers:
                self._body.say(bytes((0x03 if self._body.paper_mm < self._body.make.near_end_mm else 0,)))
        elif name == 0x28:
            self._extended(self._byte())
        else:
            self._bytes({0x21: 1, 0x42: 1, 0x4C: 2, 0x57: 2, 0x68: 1, 0x77: 1}.get(name, 0))

    def _bytes_locked(self) -> int:
        while not self._body.buffer:
            if self._body.closing:
                raise _Ended
            if not self._body.powered:
                raise _PowerCut
            self._body.lock.wait(0.05)
        return self._body.buffer.pop(0)

    def _extended(self, name: int) -> None:
        low, high = self._bytes(2)
        data = self._bytes(low + 256 * high)
        if name == 0x48 and data[:2] == b"\x30\x30" and self._body.make.process_id and self._body.make.answers:
            self._body.say(b"\x37\x22" + data[2:6] + b"\x00")
        elif name == 0x6B and data[:2] == b"\x31\x50":
            self._body.now.codes.append(data[3:])
        elif name == 0x6B and data[:2] == b"\x31\x51":
            self._body.move(25.0)

    def _raster(self) -> None:
        _, mode, x_low, x_high, y_low, y_high = self._bytes(6)
        columns, rows, scale = x_low + 256 * x_high, y_low + 256 * y_high, 2 if mode == 3 else 1
        for _ in range(rows):
            row = self._bytes(columns)
            self._body.move(scale / DOTS_PER_MM)
            self._body.now.pictures.append((columns, row, scale))


class _Ended(Exception):
    """The printer is taken away."""


class _PowerCut(Exception):
    """What was being read is gone."""
