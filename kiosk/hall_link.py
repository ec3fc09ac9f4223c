"""What the kiosk needs of the store; ``hall.store`` fulfils it, and so do the fakes of the tests."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from hall.lives import Life, Standing
from hall.spooling import PrintJob, SlipClaim
from hall.structure import Station
from hall.views import HallView, KioskView, PrinterView, PrintJobView, TicketView

T = TypeVar("T")


class WorkLike(Protocol):
    """What the kiosk writes, inside one unit of work."""

    def issue(
        self,
        service: str,
        *,
        priority: bool = False,
        request_id: str | None = None,
        actor: str = "api",
        station: str = "",
        to_print: bool = False,
        life: str = "",
    ) -> TicketView:
        """Gives a number."""

    def slip_out(
        self, ticket_id: int, *, verified: bool, detail: str = "", actor: str, request_id: str | None = None
    ) -> TicketView:
        """The slip came out."""

    def slip_sending(self, ticket_id: int, *, copy: int = 0, life: str = "", taken_from: str = "") -> SlipClaim:
        """The slip is about to be sent: whether it may, and which copy it is then."""

    def slip_failed(self, ticket_id: int, *, outcome: str, detail: str, actor: str, again: bool = True) -> PrintJob:
        """The slip did not come out; ``again``: whether somebody tries again."""

    def slip_missing(self, ticket_id: int, *, actor: str) -> TicketView:
        """The visitor says that no paper came: the staff are told."""

    def reprint(self, ticket_id: int, *, station: str) -> int:
        """The staff print a slip again."""

    def printer_report(
        self,
        name: str,
        *,
        problem: str,
        detail: str,
        near_end: bool | None = None,
        paper_mm: float = 0.0,
        station: Station | None = None,
        watched: bool = False,
    ) -> None:
        """How the printer of a station is."""

    def new_roll(self, name: str) -> None:
        """A new roll was put in."""

    def calibrate_printer(self, name: str, url: str, found: dict[str, Any]) -> None:
        """Keeps what a printer was found to answer."""

    def confirm(self, ticket_id: int, *, actor: str, request_id: str | None = None) -> TicketView:
        """The visitor has the number without a slip."""

    def cancel(self, ticket_id: int, *, reason: str, actor: str, request_id: str | None = None) -> TicketView:
        """The number is not wanted."""


class ReaderLike(Protocol):
    """What the kiosk reads, on one snapshot."""

    def hall(self) -> HallView:
        """The building."""

    def kiosk(self, zone_id: str = "") -> KioskView:
        """All that the kiosk lists: one zone's services, the whole hall's when ``zone_id`` is empty."""

    def ticket(self, code_or_token: str) -> TicketView:
        """One number."""

    def station(self, name: str) -> Station | None:
        """A machine of the hall by its name."""

    def unfinished_slips(self, station: str) -> tuple[PrintJobView, ...]:
        """Slips that a station still owes."""

    def latest_slips(self, station: str, count: int) -> tuple[PrintJobView, ...]:
        """The last slips of a station, the newest first."""

    def printer_of(self, station: Station) -> PrinterView:
        """What is known of a station's printer."""

    def has_station_pin(self, station: str) -> bool:
        """Whether the staff page of a station has a PIN."""


class StoreLike(Protocol):
    """The part of ``hall.store.Store`` that the kiosk uses."""

    def run(self, job: Callable[[WorkLike], T]) -> T:
        """Runs one unit of work, again when the database asks for it."""

    def read(self) -> AbstractContextManager[ReaderLike]:
        """A reader on one snapshot."""

    def check_station_pin(self, station: str, pin: str) -> None:
        """Whether this PIN opens the station's staff page."""

    def settle_day(self) -> str | None:
        """Closes a business day that has run its time."""

    def beat(self, life: Life) -> Standing:
        """Says that a program goes on, and whether it has its name."""

    def end_life(self, life_id: str) -> None:
        """Says that a program ends."""

    def close(self) -> None:
        """Gives the connections back."""
