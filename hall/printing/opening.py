"""From a printer's URL to the printer. CUPS and Windows' spooler would be two more links here; neither says whether
a slip came out, so a network printer is better reached by its own port."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from hall.errors import DeviceError
from hall.printing.links import Deadlines, FileLink, PrinterLink, TcpLink
from hall.printing.outcome import Calibration
from hall.printing.paper import Mode, paper_of
from hall.printing.printer import NoPrinter, PaperPrinter, TicketPrinter
from hall.printing.thermal import ThermalPrinter

_RAW_PORT = 9100
_EXAMPLES = (
    'printers are "tcp://192.168.1.50:9100", "usb://", "serial:///dev/ttyUSB0", "file:///dev/usb/lp0", '
    '"paper:slips" or "" for none'
)


def open_printer(
    url: str,
    paper_mm: int,
    folder: Path,
    *,
    mode: str = "",
    calibration: Calibration | None = None,
    deadlines: Deadlines | None = None,
    torn: bool = True,
) -> TicketPrinter:
    """The printer of a station by its URL; nothing is connected or written yet.

    ``tcp://host[:port]``, ``usb://[vendor:product[/serial]]``, ``serial:///port[?baud=…&flow=…]``,
    ``file:///device``, ``paper:folder`` (relative to ``folder``) or empty for none; ``paper_mm`` is 80 or 58;
    ``mode`` is one of ``Mode``, or empty for the best of the link; ``torn``: it may still wait for the rest of a
    picture. Raises DeviceError with a sentence for anything else.
    """
    paper = paper_of(paper_mm)
    text = url.strip()
    if not text:
        return NoPrinter()
    if draws_pictures(text):
        return PaperPrinter(_paper_folder(text, folder), paper, mode_for(text, mode))
    waits = deadlines or Deadlines()
    link = open_link(text, waits)
    return ThermalPrinter(link, paper, mode_for(text, mode), calibration=calibration, deadlines=waits, torn=torn)


def open_link(url: str, deadlines: Deadlines) -> PrinterLink:
    """The way to a printer with answers of its own; not connected yet. Raises DeviceError for any other URL."""
    text = url.strip()
    kind, colon, _ = text.lower().partition(":")
    if kind in ("cups", "windows"):
        raise DeviceError(f'"{text}": a print queue does not say whether a slip came out; {_EXAMPLES}.')
    links: dict[str, Callable[[str, Deadlines], PrinterLink]] = {
        "tcp": _tcp_link, "usb": _usb_link, "serial": _serial_link, "file": _file_link,
    }  # fmt: skip
    if not colon or kind not in links:
        raise _wrong(text, "is not a printer")
    return links[kind](text, deadlines)


def draws_pictures(url: str) -> bool:
    """Whether the URL names a folder of pictures, which is no printer that could answer."""
    return url.strip().lower().startswith("paper:")


def mode_for(url: str, mode: str) -> Mode:
    """The mode that was asked for; a serial line is too slow for whole pictures (printing.md, Bytes and time)."""
    if mode:
        return Mode(mode)
    return Mode.MIX if url.lower().startswith("serial:") else Mode.RASTER


def _tcp_link(url: str, deadlines: Deadlines) -> PrinterLink:
    try:
        parts = urlsplit(url)
        port = _RAW_PORT if parts.port is None else parts.port
    except ValueError as error:
        raise _wrong(url, "has no valid host and port") from error
    if not parts.hostname or not url.lower().startswith("tcp://") or port == 0:
        raise _wrong(url, "has no valid host and port")
    if parts.path not in ("", "/") or parts.query or parts.fragment or parts.username is not None:
        raise _wrong(url, "says more than host and port")
    return TcpLink(parts.hostname, port, deadlines)


def _usb_link(url: str, deadlines: Deadlines) -> PrinterLink:
    from hall.printing.links.usb import UsbAddress, UsbLink

    if not url.lower().startswith("usb://"):
        raise _wrong(url, "is not a USB printer")
    where, _, serial = url[len("usb://") :].partition("/")
    vendor, colon, product = where.partition(":")
    if not where:
        return UsbLink(UsbAddress(), deadlines)
    try:
        numbers = int(vendor, 16), int(product, 16)
    except ValueError as error:
        raise _wrong(url, "has no maker and product such as 04b8:0e15") from error
    if not colon or not all(0 < number <= 0xFFFF for number in numbers):
        raise _wrong(url, "has no maker and product such as 04b8:0e15")
    return UsbLink(UsbAddress(*numbers, serial), deadlines)


def _serial_link(url: str, deadlines: Deadlines) -> PrinterLink:
    from hall.printing.links.serial import FLOWS, SerialLink, SerialPort

    text, _, query = url[len("serial:") :].partition("?")
    path = text.removeprefix("//")
    path = path.removeprefix("/") if path.upper().startswith("/COM") else path
    options = dict(parse_qsl(query, keep_blank_values=True))
    baud, flow = options.pop("baud", "115200"), options.pop("flow", "dsrdtr")
    if not path.strip("/") or options:
        raise _wrong(url, "is not a port with baud and flow")
    if not baud.isdecimal() or not 1200 <= int(baud) <= 921600 or flow not in FLOWS:
        raise _wrong(url, f"needs a baud from 1200 to 921600 and a flow of {', '.join(FLOWS)}")
    return SerialLink(SerialPort(path, int(baud), flow), deadlines)


def _file_link(url: str, deadlines: Deadlines) -> PrinterLink:
    if sys.platform == "win32":
        raise DeviceError(f'"{url}": device files are for Linux; on Windows use the printer\'s network port, tcp://….')
    path = url[len("file:") :]
    path = path.removeprefix("//") if path.startswith("///") else path
    if not path.startswith("/") or path.startswith("//") or path == "/":
        raise _wrong(url, "is not a device file with three slashes")
    return FileLink(Path(path), deadlines)


def _paper_folder(url: str, folder: Path) -> Path:
    name = url[len("paper:") :].strip()
    if not name:
        raise _wrong(url, "names no folder")
    return folder / Path(name).expanduser()


def _wrong(url: str, problem: str) -> DeviceError:
    return DeviceError(f'"{url}" {problem}; {_EXAMPLES}.')
