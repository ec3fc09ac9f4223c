"""Network printers for tests: real sockets on 127.0.0.1 that take a job well or badly."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from types import TracebackType
from typing import Self


class TcpPrinter:
    """Takes one job after the other, one client at a time, and keeps what it received.

    ``stop_after``: takes so many bytes of a job and then nothing more, the connection stays (paper out, cover open).
    ``cut_after``: takes so many bytes and then resets the connection (power cut).
    ``chatty``: sends four status bytes for whatever it reads and never waits for anyone to read them.
    ``deaf``: keeps its side of the connection open after the job, as some print servers do.
    """

    def __init__(
        self, *, stop_after: int | None = None, cut_after: int | None = None, chatty: bool = False, deaf: bool = False
    ) -> None:
        self._stop_after = stop_after
        self._cut_after = cut_after
        self._chatty = chatty
        self._deaf = deaf
        self._closing = threading.Event()
        self._listener = socket.socket()
        # Small buffers, so that the sender feels a printer that has stopped.
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen()
        self._listener.settimeout(0.05)
        self.jobs: list[bytes] = []
        self.ended_in_order = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="tcp-printer")

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def url(self) -> str:
        """Its URL for ``open_printer``."""
        return f"tcp://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._thread.join(5)
        self._listener.close()

    def _serve(self) -> None:
        while not self._closing.is_set():
            with contextlib.suppress(TimeoutError):
                client, _ = self._listener.accept()
                with client:
                    client.settimeout(0.05)
                    self._take_job(client)

    def _take_job(self, client: socket.socket) -> None:
        self.jobs.append(b"")
        while not self._closing.is_set():
            received = len(self.jobs[-1])
            if self._cut_after is not None and received >= self._cut_after:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            if self._stop_after is not None and received >= self._stop_after:
                self._closing.wait()
                return
            try:
                data = client.recv(1024)
                if self._chatty and data:
                    client.send(b"\x14\x00\x00\x0f")
            except TimeoutError:
                continue
            except ConnectionError:
                return
            if not data:
                self.ended_in_order.set()
                if self._deaf:
                    self._closing.wait()
                return
            self.jobs[-1] += data
