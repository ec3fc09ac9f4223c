"""What the presenter and the print worker tell each other about one slip."""

from __future__ import annotations

from dataclasses import dataclass

from hall.views import HallView, TicketView


@dataclass(frozen=True, slots=True)
class SlipOrder:
    """A slip to print: whose number, of which hall, in which language, and how many copies came before."""

    ticket: TicketView
    hall: HallView
    language: str = "id"
    copy: int = 0


@dataclass(frozen=True, slots=True)
class SlipEnd:
    """How a slip ended: ``joined`` when its number is in the queue now; ``outcome`` as the printer told it."""

    ticket_id: int
    joined: bool
    outcome: str
