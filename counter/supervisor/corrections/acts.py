"""What a supervisor does in the tab Koreksi."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from counter.desk.state import DeskNotice
from counter.supervisor.acting import Preparing
from hall.access import By
from hall.errors import DeviceError
from hall.manual_numbers import PaperNumber
from hall.views import PrintingKiosk, TicketView
from qtkit.print_out import print_pdf

if TYPE_CHECKING:
    from hall.store import UnitOfWork

News = tuple[str, tuple[tuple[str, str], ...]]
"""The end of a text's code, and what fills it."""


@dataclass(frozen=True, slots=True)
class Deed:
    """``do`` is its operation, ``said`` makes of the result what the window says."""

    do: Callable[[UnitOfWork, By], object]
    said: Callable[[object], News]

    def run(self, work: UnitOfWork, by: By) -> object:
        """Does it. Raises Refused."""
        return self.do(work, by)

    def news(self, result: object) -> DeskNotice:
        """Says what was done."""
        code, params = self.said(result)
        return DeskNotice(f"supervisor.correct_said_{code}", params, tone="info")


def correct(ticket: TicketView, reason: str, **wanted: str) -> Deed:
    """A record is put right, if nobody has changed it since it was looked at."""

    def do(work: UnitOfWork, by: By) -> TicketView:
        return work.tickets.correct(ticket.id, replace(by, version=ticket.version), reason=reason, **wanted)

    return Deed(do, lambda result: ("correct", (("number", ticket.code),)))


def give(service: str, booking: str, *, priority: bool, kiosk: PrintingKiosk | None) -> Deed:
    """A number for a visitor at the door, of a service or of a booking; its ``kiosk`` prints it when it runs."""
    prints = kiosk is not None and kiosk.on

    def do(work: UnitOfWork, by: By) -> object:
        at = replace(by, station=kiosk.name) if kiosk is not None else by
        if booking:
            return work.bookings.check_in(booking, at, to_print=prints)
        return work.tickets.issue(service, at, priority=priority, to_print=prints)

    def said(result: object) -> News:
        code = getattr(result, "code", "")
        if kiosk is None:
            return "given", (("number", code),)
        return "given_printed" if prints else "given_off", (("number", code), ("kiosk", kiosk.name))

    return Deed(do, said)


def import_manual(service: str, last: int, waiting: tuple[PaperNumber, ...], reason: str) -> Deed:
    """Numbers on paper: the service goes on after ``last``."""

    def do(work: UnitOfWork, by: By) -> object:
        return work.tickets.import_manual(service, last, by, waiting=waiting, reason=reason)

    return Deed(do, lambda result: ("import", (("last", str(last)), ("n", str(len(waiting))))))


def withdraw(import_id: int, reason: str) -> Deed:
    """An import is taken back."""

    def said(result: object) -> News:
        cancelled, kept = getattr(result, "cancelled", ()), getattr(result, "kept", ())
        counted = ("n", str(len(cancelled)))
        return ("withdraw_kept", (counted, ("kept", ", ".join(kept)))) if kept else ("withdraw", (counted,))

    return Deed(lambda work, by: work.imports.withdraw(import_id, by, reason=reason), said)


def open_day(reason: str, *, waiting: bool = False) -> Deed:
    """Today's business day is open; with those ``waiting`` again whom its closing ended."""
    if waiting:
        return Deed(
            lambda work, by: work.day.reopen(by, reason=reason), lambda result: ("reopen", (("n", str(result)),))
        )
    return Deed(lambda work, by: work.day.open(by, confirm=True, reason=reason), lambda result: ("open", ()))


def close_day(reason: str) -> Deed:
    """The business day is closed."""
    return Deed(lambda work, by: work.day.close(by, reason=reason), lambda result: ("close", (("n", str(result)),)))


def print_sheet(*, on: bool) -> Deed:
    """The kiosk of the setting prints the closing sheet of the open or latest day; now when it is ``on``."""
    code = "strip" if on else "strip_off"
    return Deed(lambda work, by: work.sheets.print(by), lambda result: (code, (("kiosk", str(result)),)))


@dataclass(frozen=True, slots=True)
class PaperWork:
    """A PDF that was made, and is printed when the window hears of it; ``name`` is that of the job."""

    content: bytes
    name: str

    def run(self, work: UnitOfWork, by: By) -> None:
        """Nothing is written into the hall."""

    def news(self, result: object) -> DeskNotice:
        """Prints it, and says where it went."""
        with tempfile.NamedTemporaryFile(prefix="mpp-", suffix=".pdf", delete=False) as file:
            file.write(self.content)
        try:
            page = print_pdf(Path(file.name), self.name)
        except DeviceError as error:
            return DeskNotice("supervisor.correct_said_unprinted", (("why", str(error)),), tone="error")
        finally:
            Path(file.name).unlink(missing_ok=True)
        if page.file is not None:
            return DeskNotice("supervisor.correct_said_saved", (("file", str(page.file)),), tone="info")
        return DeskNotice("supervisor.correct_said_printed", (("printer", page.printer),), tone="info")


def print_out(make: Callable[[], bytes], name: str) -> Preparing:
    """A PDF is made in the serial worker, and printed."""
    return Preparing(lambda _store, _by: PaperWork(make(), name))
