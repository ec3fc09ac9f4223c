"""Printers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hall.spooling import LOW_SLIPS


@dataclass(frozen=True, slots=True)
class PrintingKiosk:
    """A station at whose printer a number can be printed; ``on`` says whether its kiosk runs and prints by itself."""

    name: str
    on: bool


@dataclass(frozen=True, slots=True)
class SheetPrint:
    """A closing sheet for the slip printer of ``station``: asked for by ``actor`` at ``at``, or by the closing of its
    business ``day``. ``state`` is a ``hall.spooling.PrintJob``, ``detail`` one English sentence on its last try."""

    id: int
    day: date
    station: str
    state: str
    detail: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PrinterView:
    """A station's printer as it last reported. ``problem`` is a ``hall.printing.answers.Problem``, empty when it
    is well, ``since`` then; ``detail`` one English sentence. ``seen_at`` is None before its first word. ``slips_left``
    are estimated from the roll and what was used of it, None when the roll is not known. ``calibration`` is what
    ``hall printer calibrate`` stored for the address it has now, empty when there is none. ``watched_at`` is the last
    word of a running kiosk, None for a printer that only commands have asked. ``url`` is empty when nobody said it."""

    name: str
    url: str
    paper_mm: int
    print_mode: str
    roll_m: float
    fallback: str
    problem: str = ""
    detail: str = ""
    since: datetime | None = None
    seen_at: datetime | None = None
    watched_at: datetime | None = None
    near_end: bool = False
    slips_left: int | None = None
    calibration: tuple[tuple[str, object], ...] = ()

    @property
    def last_slips(self) -> int | None:
        """How many slips are left on a roll that ends soon by the count; None when the count does not say so."""
        return self.slips_left if self.slips_left is not None and self.slips_left <= LOW_SLIPS else None

    @property
    def paper_low(self) -> bool:
        """Whether a new roll is due: by the printer's sensor, or by the count, whichever is first."""
        return self.near_end or self.last_slips is not None


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """The database that a hall is in: its ``schema``, the one that the migrations for after an update would make of it
    (``finishes``), the ``server`` or library with its version, and the tables that this account may not use
    (``denied``)."""

    schema: str
    finishes: str
    server: str
    denied: tuple[str, ...] = ()
