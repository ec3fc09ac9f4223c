"""What somebody finds who looks for a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hall.views.tickets import TicketView


@dataclass(frozen=True, slots=True)
class FoundTickets:
    """Numbers of the business day ``day`` (None before the first), the latest first; ``is_open`` while that day is, and
    ``more`` when others would fit too."""

    day: date | None = None
    is_open: bool = False
    tickets: tuple[TicketView, ...] = ()
    more: bool = False
