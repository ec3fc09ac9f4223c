"""The two widths of thermal paper, and the sizes of everything on them, in printer dots (8 to the millimetre)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hall.errors import DeviceError


class Mode(StrEnum):
    """How a slip goes to the printer: as one picture, which looks best; as text with the number as a picture and a QR
    that the printer draws, for slow serial lines; or as plain text and such a QR, which works anywhere."""

    RASTER = "raster"
    MIX = "mix"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Paper:
    """One width of paper. ``profile`` is python-escpos' printer profile of that width; ``code`` is the room for
    the QR with its quiet zone; ``beside`` says whether weekday and date are in the header and the QR next to the
    way, for which only wide paper has room. The other fields are type sizes: the largest that is tried.
    """

    mm: int
    width: int
    profile: str
    margin: int
    code: int
    beside: bool
    gap: int
    mark: int
    pictogram: int
    number: int
    hall: int
    city: int
    service: int
    agency: int
    value: int
    caption: int
    zone: int
    counters: int
    directions: int
    note: int

    @property
    def columns(self) -> int:
        """Characters of font A, 12 dots wide, in a line."""
        return self.width // CELL[0]

    @property
    def content(self) -> int:
        """The width between the margins."""
        return self.width - 2 * self.margin


DOTS_PER_MM = 8
CELL = (12, 24)
"""Width and height of a character of font A in dots."""
TEXT_LINE = 30
"""From one line of text to the next in dots, as printers start with."""

PAPER_80 = Paper(
    mm=80, width=576, profile="TM-T20II", margin=24, code=208, beside=True, gap=20, mark=60, pictogram=60,
    number=166, hall=28, city=24, service=38, agency=28, value=38, caption=24, zone=34, counters=30,
    directions=26, note=26,
)  # fmt: skip
PAPER_58 = Paper(
    mm=58, width=384, profile="POS-5890", margin=16, code=176, beside=False, gap=16, mark=52, pictogram=52,
    number=112, hall=26, city=23, service=32, agency=25, value=30, caption=21, zone=30, counters=26,
    directions=24, note=23,
)  # fmt: skip


def paper_of(mm: int) -> Paper:
    """The paper of this width in millimetres; raises DeviceError for a width that no ticket printer has."""
    for paper in (PAPER_80, PAPER_58):
        if paper.mm == mm:
            return paper
    raise DeviceError(f"Paper of {mm} mm is not known; ticket printers take 80 or 58.")
