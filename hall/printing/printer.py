"""Printers: a slip goes in, and out comes what is known about the paper.

The renderer is imported at the first slip: Pillow must not stand between a program's start and its first picture.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from hall.errors import DeviceError
from hall.printing.links import FileLink, Interrupted, Link, NotReached, TcpLink
from hall.printing.paper import Paper, paper_of
from hall.printing.slip import Fact, Slip

_DOTS_PER_INCH = 203
_RAW_PORT = 9100
_EXAMPLES = 'printers are "tcp://192.168.1.50:9100", "file:///dev/usb/lp0", "paper:slips" or "" for none'


class Outcome(StrEnum):
    """What is known after a job: the slip is out; nothing was sent; the printer waits for a person; a part was sent
    and nobody knows; everything was sent to a printer that does not say what it did."""

    PRINTED = "printed"
    NOT_SENT = "not_sent"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"
    BLIND = "blind"


@dataclass(frozen=True, slots=True)
class PrintResult:
    """How a job ended; ``detail`` is one English sentence for the technician."""

    outcome: Outcome
    detail: str

    @property
    def joins_queue(self) -> bool:
        """Whether the number may join the queue without the visitor's or the staff's confirmation."""
        return self.outcome in (Outcome.PRINTED, Outcome.BLIND)

    @property
    def proven(self) -> bool:
        """Whether the slip is known to be out."""
        return self.outcome is Outcome.PRINTED


class TicketPrinter(Protocol):
    """A printer of slips; used by one thread, blocks for a bounded time, never raises for the printer's trouble."""

    def print(self, slip: Slip) -> PrintResult:
        """Print one slip and tell what is known about it."""

    def warm_up(self) -> None:
        """Load fonts and libraries (about half a second) before the first visitor waits for them."""


class LinkPrinter:
    """A thermal printer behind a link."""

    def __init__(self, link: Link, paper: Paper) -> None:
        self._link = link
        self._paper = paper

    def print(self, slip: Slip) -> PrintResult:
        """Send the slip; complete, it counts as out but unproven, for nobody asks this printer yet."""
        from hall.printing.renderer import render_bytes

        body = render_bytes(slip, self._paper)
        with closing(self._link):
            try:
                self._link.open()
                self._link.write(body)
            except NotReached as error:
                return PrintResult(Outcome.NOT_SENT, str(error))
            except Interrupted as error:
                return PrintResult(Outcome.UNKNOWN, str(error))
        detail = f"{self._link.name} took all {len(body)} bytes but was not asked whether it printed them."
        return PrintResult(Outcome.BLIND, detail)

    def warm_up(self) -> None:
        """Make a slip that nobody sees."""
        from hall.printing.renderer import render_bytes

        render_bytes(_SPECIMEN, self._paper)


class PaperPrinter:
    """Prints into a folder: each slip is a PNG at its real size, written whole or not at all."""

    def __init__(self, folder: Path, paper: Paper) -> None:
        self._folder = folder
        self._paper = paper

    def print(self, slip: Slip) -> PrintResult:
        """Write ``<code>-<8 characters of the token>[-copyN].png``."""
        from hall.printing.renderer import render_picture

        copy = f"-copy{slip.copy}" if slip.copy else ""
        path = self._folder / f"{slip.code}-{slip.token[:8]}{copy}.png"
        unfinished = path.with_name(f".{path.name}.part")
        picture = render_picture(slip, self._paper)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            picture.save(unfinished, format="PNG", dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))
            unfinished.replace(path)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            return PrintResult(Outcome.NOT_SENT, f"The slip cannot be written to {path}: {reason}.")
        return PrintResult(Outcome.PRINTED, f"The slip is in {path}.")

    def warm_up(self) -> None:
        """Draw a slip that nobody sees."""
        from hall.printing.renderer import render_picture

        render_picture(_SPECIMEN, self._paper)


class NoPrinter:
    """Stands for the printer of a station that has none."""

    def print(self, slip: Slip) -> PrintResult:
        """Say that nothing was printed."""
        return PrintResult(Outcome.NOT_SENT, f"{slip.code} was not printed: this station has no printer.")

    def warm_up(self) -> None:
        """Nothing to load."""


def open_printer(url: str, paper_mm: int, folder: Path) -> TicketPrinter:
    """The printer of a station by its URL; nothing is connected or written yet.

    ``tcp://host[:port]``, ``file:///device``, ``paper:folder`` (relative to ``folder``) or empty for none;
    ``paper_mm`` is 80 or 58. Raises DeviceError with a sentence for anything else.
    """
    paper = paper_of(paper_mm)
    text = url.strip()
    if not text:
        return NoPrinter()
    makers: dict[str, Callable[[], TicketPrinter]] = {
        "tcp": lambda: LinkPrinter(_tcp_link(text), paper),
        "file": lambda: LinkPrinter(_file_link(text), paper),
        "paper": lambda: PaperPrinter(_paper_folder(text, folder), paper),
    }
    kind, colon, _ = text.partition(":")
    if not colon or kind.lower() not in makers:
        raise _wrong(text, "is not a printer")
    return makers[kind.lower()]()


def _tcp_link(url: str) -> TcpLink:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise _wrong(url, "has no valid host and port") from error
    if not host or not url.lower().startswith("tcp://") or port == 0:
        raise _wrong(url, "has no valid host and port")
    if parts.path not in ("", "/") or parts.query or parts.fragment or parts.username is not None:
        raise _wrong(url, "says more than host and port")
    return TcpLink(host, _RAW_PORT if port is None else port)


def _file_link(url: str) -> FileLink:
    if sys.platform == "win32":
        raise DeviceError(f'"{url}": device files are for Linux; on Windows use the printer\'s network port, tcp://….')
    path = url[len("file:") :]
    path = path.removeprefix("//") if path.startswith("///") else path
    if not path.startswith("/") or path.startswith("//") or path == "/":
        raise _wrong(url, "is not a device file with three slashes")
    return FileLink(Path(path))


def _paper_folder(url: str, folder: Path) -> Path:
    name = url[len("paper:") :].strip()
    if not name:
        raise _wrong(url, "names no folder")
    return folder / Path(name).expanduser()


def _wrong(url: str, problem: str) -> DeviceError:
    return DeviceError(f'"{url}" {problem}; {_EXAMPLES}.')


_SPECIMEN = Slip(
    code="A-000", token="", hall="MPP", city="Kota", moment=("Senin", "1 Jan 2026"), service="Layanan",
    agency="Instansi", facts=(Fact("1 orang", "di depan"), Fact("10.00", "jam ambil")), zone="Zona", zone_sign="podium",
    counters="Loket 1", way="Lurus.", notes=("Simpan kertas ini.",),
)  # fmt: skip
