"""The ways by which a client reaches the printer: a socket, or its end of a serial line."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import struct
import time
from typing import Protocol


class Way(Protocol):
    """One side of a connection to the printer."""

    def read(self, most: int) -> bytes | None:
        """What came, at most so much; empty when the client has left, None when nothing came for a while."""

    def write(self, data: bytes) -> None:
        """Answer."""

    def close(self, *, rudely: bool) -> None:
        """End it; ``rudely`` as a power cut does."""


class SocketWay:
    """A client over the network."""

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


class TerminalWay:
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
