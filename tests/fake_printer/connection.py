"""Where clients come in: one at a time, with back-pressure, and status queries are answered even inside pictures."""

from __future__ import annotations

import socket
import time

from tests.fake_printer.body import Body
from tests.fake_printer.ways import SocketWay, TerminalWay, Way


class Connection:
    """The thread that fills the buffer."""

    def __init__(self, body: Body, terminal: int | None, port: int) -> None:
        self._body = body
        self._terminal = terminal
        self._listener: socket.socket | None = None
        self.port = port

    def listen(self) -> None:
        """Takes clients, on the same port after a power cut."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Small buffers, so that the sender feels a printer that has stopped.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(1)
        listener.settimeout(0.02)
        self.port = listener.getsockname()[1]
        self._listener = listener

    def close(self) -> None:
        """Takes no more clients."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def receive(self) -> None:
        """Serves one client after the other, until the printer is taken away."""
        while not self._body.closing:
            way = self._next_way()
            if way is None:
                time.sleep(0.005)
                continue
            with self._body.lock:
                self._body.way = way
                self._body.clients += 1
                self._body.first_byte_at = 0.0
            self._serve(way)
            with self._body.lock:
                self._body.way = None
                self._body.automatic = 0
            way.close(rudely=False)

    def _next_way(self) -> Way | None:
        if not self._body.powered:
            return None
        if self._terminal is not None:
            return TerminalWay(self._terminal)
        listener = self._listener
        try:
            return SocketWay(listener.accept()[0]) if listener else None
        except OSError:
            return None

    def _serve(self, way: Way) -> None:
        tail = b""
        while not self._body.closing and self._body.powered:
            with self._body.lock:
                room = min(self._body.make.buffer - len(self._body.buffer), 1024)
            if room <= 0:
                time.sleep(0.001)
                continue
            data = way.read(room)
            if data is None:
                continue
            if not data:
                return
            if not self._body.first_byte_at and data.strip(b"\x10\x04\x01\x02\x03"):
                self._body.first_byte_at = time.monotonic()
            time.sleep(len(data) * self._body.make.second_per_byte)
            tail = self._answer_queries(way, tail, data)
            with self._body.lock:
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
        for place, what in sorted((at, kind) for kind, at, _ in self._body.faults if at is not None):
            if self._body.received <= place < self._body.received + len(data):
                self._body.faults = [fault for fault in self._body.faults if fault[:2] != (what, place)]
                self._body.buffer.extend(data[: place - self._body.received])
                if what == "power":
                    self._body.received = place
                    self._body.happen(what)
                    return
                self._body.buffer.extend(data[place - self._body.received :])
                self._body.received += len(data)
                self._body.happen(what)
                return
        self._body.buffer.extend(data)
        self._body.received += len(data)
        self._body.lock.notify_all()

    def _answer(self, way: Way, query: int) -> None:
        out, cover = self._body.paper_mm <= 0, self._body.cover_open
        off = out or cover
        if not self._body.make.answers or (off and self._body.make.quiet_off_line):
            return
        near = self._body.paper_mm < self._body.make.near_end_mm
        time.sleep(self._body.make.late_s)
        bits = {1: off * 0x08, 2: cover * 0x04 | out * 0x20, 3: 0, 4: (near or out) * 0x0C | out * 0x60}[query]
        way.write(bytes((0x12 | bits,)))
