"""What goes into the spool and what comes out of it: a slip to print, how that ended, and what is written of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from hall.printing.printer import TicketPrinter
from hall.structure import Station
from hall.translator import INDONESIAN, Translator
from hall.views import HallView, TicketView


def language_of(ticket: TicketView) -> Translator:
    """The language in which a slip that comes later is printed: the one that its visitor chose, where the program has
    it; what a hall has added is Indonesian then."""
    known = ticket.language in INDONESIAN.languages
    return INDONESIAN.in_language(ticket.language) if known else INDONESIAN


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """A slip to print: whose number, of which hall, in which language, and how many prints came before. ``by_staff``:
    a person asked for it, so it is printed whatever became of the number. ``taken_from`` is the earlier life of the
    station that left it; ``since`` the time of its number by ``time.monotonic``."""

    ticket: TicketView
    hall: HallView
    translate: Translator = INDONESIAN
    copy: int = 0
    by_staff: bool = False
    taken_from: str = ""
    since: float = field(default_factory=time.monotonic, compare=False)


@dataclass(frozen=True, slots=True)
class SlipEnd:
    """How a try ended: ``joined`` when its number is in the queue now; ``outcome`` as the printer told it, ``settled``
    when nobody wants the slip any more, ``late`` when a person must decide because its visitor may have left, ``slow``
    while the printer takes its time and the end is still to come; ``problem`` what keeps the printer; ``again`` when a
    machine tries once more by itself; ``copy`` is the print that was made last, ``detail`` one English sentence for the
    technician. ``printer`` names the printer that it went to, ``passed`` the ones before it that took nothing, each
    with its problem."""

    ticket_id: int
    joined: bool
    outcome: str
    problem: str = ""
    again: bool = False
    copy: int = 0
    detail: str = field(default="", compare=False)
    printer: str = field(default="", compare=False)
    passed: tuple[tuple[str, str], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class NamedPrinter:
    """A printer and the name of its station; ``station`` when that is described on this machine."""

    name: str
    printer: TicketPrinter
    station: Station | None = None
