"""The ways to a printer: a TCP port or a device file, with deadlines on every step."""

from __future__ import annotations

import contextlib
import errno
import os
import selectors
import socket
import stat
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hall.errors import DeviceError

_CHUNK = 4096


class NotReached(DeviceError):
    """The printer could not be reached: nothing of the job was sent."""


class Interrupted(DeviceError):
    """The job went off in part: nobody knows what the printer made of it."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long each step may take, in seconds: to connect; without a single byte accepted; for the printer to end
    the connection after the last byte; for the whole job."""

    connect: float = 1.5
    stall: float = 4.0
    drain: float = 1.0
    job: float = 30.0


class Link(Protocol):
    """One way to one printer; used by one thread, opened for each job and closed after it."""

    @property
    def name(self) -> str:
        """The printer as a technician knows it: ``tcp://10.0.0.7:9100``."""

    def open(self) -> None:
        """Reach the printer. Raises NotReached with a sentence."""

    def write(self, body: bytes) -> None:
        """Hand all of ``body`` over and see it go. Raises NotReached when nothing was taken, Interrupted when only
        a part was."""

    def close(self) -> None:
        """Let go of the printer; safe at any time."""


class TcpLink:
    """A network printer on a raw port, usually 9100; it serves one client at a time, so each job connects anew."""

    def __init__(self, host: str, port: int, deadlines: Deadlines | None = None) -> None:
        self._host = host
        self._port = port
        self._deadlines = deadlines or Deadlines()
        self._socket: socket.socket | None = None

    @property
    def name(self) -> str:
        """``tcp://host:port``."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"tcp://{host}:{self._port}"

    def open(self) -> None:
        """Connect. Raises NotReached with a sentence."""
        try:
            link = socket.create_connection((self._host, self._port), timeout=self._deadlines.connect)
        except OSError as error:
            raise NotReached(f"{self.name} {_why_not_connected(error, self._deadlines.connect)}") from error
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # A large buffer would take the whole job at once and hide a printer that has stopped.
        link.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * _CHUNK)
        if sys.platform == "linux":
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(2000 * self._deadlines.stall))
        link.setblocking(False)
        self._socket = link

    def write(self, body: bytes) -> None:
        """Send the job, read and drop status bytes meanwhile, then end the connection in order: unread bytes at the
        close would make the system send RST, and the printer forget what it has not printed yet."""
        if self._socket is None:
            raise NotReached(f"{self.name} is not open.")
        pump = _SocketPump(self._socket, self.name, self._deadlines)
        pump.send(body)
        pump.settle(len(body))

    def close(self) -> None:
        """Close the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


class _SocketPump:
    """Moves one job through a non-blocking socket while listening to it."""

    def __init__(self, link: socket.socket, name: str, deadlines: Deadlines) -> None:
        self._link = link
        self._name = name
        self._deadlines = deadlines
        self._hears = True  # False once the printer has closed its side
        self._end = time.monotonic() + deadlines.job

    def send(self, body: bytes) -> None:
        """All of ``body`` into the socket. Raises NotReached or Interrupted."""
        view, sent = memoryview(body), 0
        with selectors.DefaultSelector() as selector:
            selector.register(self._link, selectors.EVENT_READ | selectors.EVENT_WRITE)
            progress = time.monotonic()
            while sent < len(body):
                if not self._hears:
                    selector.modify(self._link, selectors.EVENT_WRITE)
                ready = selector.select(self._patience(progress))
                try:
                    if any(mask & selectors.EVENT_READ for _, mask in ready):
                        self._hear()
                    if any(mask & selectors.EVENT_WRITE for _, mask in ready):
                        sent += self._link.send(view[sent : sent + _CHUNK])
                        progress = time.monotonic()
                except (BlockingIOError, InterruptedError):
                    continue
                except OSError as error:
                    raise self._lost(sent, len(body), error) from error
                if self._patience(progress) <= 0:
                    raise self._stopped(sent, len(body))

    def settle(self, total: int) -> None:
        """Wait until the printer has taken what the system still holds, then say goodbye and listen for its end."""
        try:
            waiting = _unsent(self._link)
            progress = time.monotonic()
            while waiting:
                self._listen(0.01)
                now = _unsent(self._link)
                if now < waiting:
                    waiting, progress = now, time.monotonic()
                if waiting and self._patience(progress) <= 0:
                    raise self._stopped(total - waiting, total)
            self._link.shutdown(socket.SHUT_WR)
            goodbye = time.monotonic() + self._deadlines.drain
            while self._hears and (left := goodbye - time.monotonic()) > 0:
                self._listen(left)
        except OSError as error:
            raise self._lost(total, total, error) from error

    def _patience(self, progress: float) -> float:
        now = time.monotonic()
        return max(0.0, min(progress + self._deadlines.stall, self._end) - now)

    def _listen(self, seconds: float) -> None:
        if not self._hears:
            time.sleep(min(seconds, 0.01))
            return
        with selectors.DefaultSelector() as selector:
            selector.register(self._link, selectors.EVENT_READ)
            if selector.select(seconds):
                self._hear()

    def _hear(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._hears = bool(self._link.recv(_CHUNK))

    def _lost(self, sent: int, total: int, error: OSError) -> DeviceError:
        if sent == 0:
            return NotReached(f"{self._name} ended the connection before it took anything ({_reason(error)}).")
        return Interrupted(f"{self._name} broke off during the job, at most {sent} of {total} bytes arrived.")

    def _stopped(self, sent: int, total: int) -> DeviceError:
        if sent == 0:
            return NotReached(f"{self._name} accepted the connection but took nothing for {self._deadlines.stall:g} s.")
        return Interrupted(
            f"{self._name} stopped taking data after {sent} of {total} bytes; look for paper, cover and power."
        )


class FileLink:
    """A printer behind a device file, such as ``/dev/usb/lp0``; POSIX only."""

    def __init__(self, path: Path, deadlines: Deadlines | None = None) -> None:
        self._path = path
        self._deadlines = deadlines or Deadlines()
        self._file: int | None = None

    @property
    def name(self) -> str:
        """The path of the device file."""
        return str(self._path)

    def open(self) -> None:
        """Open the device without waiting for it. Raises NotReached with a sentence."""
        try:
            kind = self._path.stat().st_mode
            if stat.S_ISREG(kind) or stat.S_ISDIR(kind):
                what = "a folder" if stat.S_ISDIR(kind) else "a plain file"
                raise NotReached(
                    f"{self.name} is {what}, not a printer's device file; delete it and plug the printer in."
                )
            self._file = os.open(self._path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError as error:
            raise NotReached(f"{self.name} {_why_not_opened(error)}") from error

    def write(self, body: bytes) -> None:
        """Write the job as the device takes it. Raises NotReached or Interrupted."""
        if self._file is None:
            raise NotReached(f"{self.name} is not open.")
        sent, total = 0, len(body)
        end = time.monotonic() + self._deadlines.job
        while sent < total:
            if not self._takes_more(self._file, end):
                raise self._stopped(sent, total)
            try:
                sent += os.write(self._file, body[sent : sent + _CHUNK])
            except BlockingIOError:
                continue
            except OSError as error:
                raise self._lost(sent, total, error) from error
        # usblp drops what is still on its way at the close; it can be written to again once that has arrived.
        if not self._takes_more(self._file, end):
            raise self._stopped(sent, total)

    def close(self) -> None:
        """Close the device."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _takes_more(self, file: int, end: float) -> bool:
        with selectors.SelectSelector() as selector:  # epoll refuses some devices that select accepts
            selector.register(file, selectors.EVENT_WRITE)
            return bool(selector.select(max(0.0, min(self._deadlines.stall, end - time.monotonic()))))

    def _lost(self, sent: int, total: int, error: OSError) -> DeviceError:
        if sent == 0:
            return NotReached(f"{self.name} took nothing ({_reason(error)}).")
        return Interrupted(f"{self.name} broke off after {sent} of {total} bytes ({_reason(error)}).")

    def _stopped(self, sent: int, total: int) -> DeviceError:
        if sent == 0:
            return NotReached(f"{self.name} took nothing for {self._deadlines.stall:g} s; is the printer switched on?")
        return Interrupted(
            f"{self.name} stopped taking data after {sent} of {total} bytes; look for paper, cover and power."
        )


def _unsent(link: socket.socket) -> int:
    """Bytes that the other side has not acknowledged; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    import fcntl
    import termios

    return int.from_bytes(fcntl.ioctl(link, termios.TIOCOUTQ, b"\0\0\0\0"), sys.byteorder)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _why_not_connected(error: OSError, seconds: float) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "refused the connection; is another program printing, or is the port wrong?"
    if isinstance(error, TimeoutError):
        return f"did not answer within {seconds:g} s; is it switched on and in the network?"
    if isinstance(error, socket.gaierror):
        return "is not a known host; use the printer's IP address."
    if error.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN):
        return "cannot be reached; check the network cable of this machine and of the printer."
    return f"cannot be reached: {_reason(error)}."


def _why_not_opened(error: OSError) -> str:
    explained: dict[type[OSError], Callable[[], str]] = {
        FileNotFoundError: lambda: "does not exist; plug the printer in and switch it on.",
        PermissionError: lambda: "may not be written by this user; add the user to the group lp and sign in again.",
    }
    for kind, sentence in explained.items():
        if isinstance(error, kind):
            return sentence()
    if error.errno == errno.EBUSY:
        return "is in use by another program."
    if error.errno in (errno.ENXIO, errno.ENODEV):
        return "has no printer behind it; plug the printer in and switch it on."
    return f"cannot be opened: {_reason(error)}."
