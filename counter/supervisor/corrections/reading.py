"""What the tab Koreksi reads: the numbers that are looked for, one of them whole, and the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hall.access import By
from hall.closing_sheet import ClosingSheet
from hall.dates import typed_day
from hall.errors import Refused
from hall.structure import Obstacle
from hall.views import EventView, FoundTickets, ManualImport, PrintingKiosk, TicketView

if TYPE_CHECKING:
    from hall.store import Reader


@dataclass(frozen=True, slots=True)
class Looked:
    """What the page looks for: a ``text``, which may begin with a date, and the chosen ticket (0: the first)."""

    text: str = ""
    chosen: int = 0

    @property
    def split(self) -> tuple[date | None, str]:
        """The date that was typed, if any, and the rest."""
        first, _, rest = self.text.strip().partition(" ")
        try:
            return (None, self.text) if first.isdecimal() else (typed_day(first), rest)
        except ValueError:
            return None, self.text


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """The numbers that were found; the ``chosen`` one with its ``history``; where a number can be printed, what can be
    named as an obstacle, today's imports of manual numbers, the sheet of the open or latest day (None before the
    first), and how many numbers of today's closed day would wait again (``to_wait_again``)."""

    found: FoundTickets
    chosen: TicketView | None = None
    history: tuple[EventView, ...] = ()
    kiosks: tuple[PrintingKiosk, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    imports: tuple[ManualImport, ...] = ()
    sheet: ClosingSheet | None = None
    to_wait_again: int = 0


def read_corrections(reader: Reader, by: By, query: object) -> CorrectionView:
    """What ``by`` may see of it."""
    looked = query if isinstance(query, Looked) else Looked()
    day, text = looked.split
    found = reader.found.tickets(by, text, day)
    chosen = next((one for one in found.tickets if one.id == looked.chosen), next(iter(found.tickets), None))
    return CorrectionView(
        found,
        chosen,
        reader.tickets.history(chosen.token) if chosen is not None else (),
        reader.printers.kiosks(),
        reader.found.obstacles(),
        reader.imports.today(by),
        _sheet(reader, by),
        reader.found.to_wait_again(),
    )


def _sheet(reader: Reader, by: By) -> ClosingSheet | None:
    try:
        return reader.sheets.of(by)
    except Refused as refusal:
        if refusal.code == "no_open_day":
            return None
        raise
