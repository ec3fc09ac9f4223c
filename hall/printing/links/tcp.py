"""Network printers on a raw port."""

from __future__ import annotations

import contextlib
import errno
import selectors
import socket
import sys
import time

from hall.printing.links.base import CHUNK, Deadlines, LinkLost, NotReached, reason


class TcpLink:
    """A network printer on a raw port, usually 9100; it serves one client at a time, so each job connects again."""

    def __init__(self, host: str, port: int, deadlines: Deadlines | None = None) -> None:
        self._address = (host, port)
        self.name = f"tcp://[{host}]:{port}" if ":" in host else f"tcp://{host}:{port}"
        self._deadlines = deadlines or Deadlines()
        self._socket: socket.socket | None = None
        self.is_readable = False

    def open(self) -> None:
        """Connect. Raises NotReached with a sentence."""
        try:
            link = socket.create_connection(self._address, timeout=self._deadlines.connect)
        except OSError as error:
            raise NotReached(f"{self.name} {_why_not_connected(error, self._deadlines.connect)}") from error
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # A large buffer would take the whole job at once and hide a printer that has stopped.
        link.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * CHUNK)
        if sys.platform == "linux":
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(1000 * self._deadlines.dead + 5000))
        link.setblocking(False)
        self._socket = link
        self.is_readable = True

    def step(self, out: memoryview, seconds: float) -> tuple[int, bytes]:
        """Send and listen once. Raises LinkLost."""
        link = self._socket
        if link is None:
            raise LinkLost("the connection is not open")
        wanted = (selectors.EVENT_WRITE if out else 0) | (selectors.EVENT_READ if self.is_readable else 0)
        if not wanted:
            time.sleep(min(seconds, 0.01))
            return 0, b""
        ready = _ready(link, wanted, seconds)
        taken, answer = 0, b""
        try:
            if ready & selectors.EVENT_READ:
                with contextlib.suppress(BlockingIOError, InterruptedError):
                    answer = link.recv(CHUNK)
                    self.is_readable = bool(answer)
            if ready & selectors.EVENT_WRITE:
                with contextlib.suppress(BlockingIOError, InterruptedError):
                    taken = link.send(out[:CHUNK])
        except OSError as error:
            self.is_readable = False
            raise LinkLost(reason(error)) from error
        return taken, answer

    def unsent(self) -> int:
        """Bytes that the other side has not acknowledged."""
        if sys.platform != "linux" or self._socket is None:
            return 0
        import fcntl
        import termios

        return int.from_bytes(fcntl.ioctl(self._socket, termios.TIOCOUTQ, b"\0\0\0\0"), sys.byteorder)

    def finish(self, seconds: float) -> None:
        """Say goodbye and listen for the printer's: unread bytes at the close would make the system send RST, and
        the printer forget what it has not printed yet."""
        end = time.monotonic() + seconds
        with contextlib.suppress(OSError, LinkLost):
            if self._socket is not None:
                self._socket.shutdown(socket.SHUT_WR)
            while self.is_readable and (left := end - time.monotonic()) > 0:
                self.step(memoryview(b""), left)

    def close(self) -> None:
        """Close the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
            self.is_readable = False


def _ready(link: socket.socket, wanted: int, seconds: float) -> int:
    with selectors.DefaultSelector() as selector:
        selector.register(link, wanted)
        return next((mask for _, mask in selector.select(max(0.0, seconds))), 0)


def _why_not_connected(error: OSError, seconds: float) -> str:
    no_route = error.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)
    rules = (
        (
            isinstance(error, ConnectionRefusedError),
            "refused the connection; is another program printing, or is the port wrong?",
        ),
        (
            isinstance(error, TimeoutError),
            f"did not answer within {seconds:g} s; is it switched on and in the network?",
        ),
        (isinstance(error, socket.gaierror), "is not a known host; use the printer's IP address."),
        (no_route, "cannot be reached; check the network cable of this machine and of the printer."),
    )
    return next((why for holds, why in rules if holds), f"cannot be reached: {reason(error)}.")
