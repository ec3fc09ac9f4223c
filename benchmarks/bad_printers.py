"""Network printers that behave badly: real sockets on 127.0.0.1."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from types import TracebackType
from typing import Self


class BadPrinter:
    """Accepts every client, as a print server does. ``reads`` False: it never reads a byte, and its ``buffer`` takes
    what it takes; True: it reads all and ``says`` the same for every piece; ``reset_after`` so many bytes it resets
    the connection. A context manager; ``port`` 0 for any.
    """

    def __init__(
        self,
        *,
        buffer: int = 4096,
        reads: bool = False,
        says: bytes = b"",
        reset_after: int | None = None,
        port: int = 0,
    ) -> None:
        self._reads = reads
        self._says = says
        self._reset_after = reset_after
        self._closing = threading.Event()
        self._clients: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self._listener.bind(("127.0.0.1", port))
        self._listener.listen(16)
        self._listener.settimeout(0.05)
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        self._begin(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        for thread in self._threads:
            thread.join(5)
        self._listener.close()
        for client in self._clients:
            _reset(client)

    def _begin(self, job: object, *arguments: object) -> None:
        thread = threading.Thread(target=job, args=arguments, name="bad-printer")  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            with contextlib.suppress(TimeoutError):
                client, _ = self._listener.accept()
                self._clients.append(client)
                if self._reads or self._reset_after is not None:
                    self._begin(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        client.settimeout(0.05)
        received = 0
        while not self._closing.is_set():
            try:
                data = client.recv(512)
            except TimeoutError:
                continue
            except OSError:
                return
            received += len(data)
            if not data:
                return
            if self._reset_after is not None and received >= self._reset_after:
                _reset(client)
                return
            with contextlib.suppress(OSError):
                client.send(self._says)


def _reset(client: socket.socket) -> None:
    with contextlib.suppress(OSError):
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
