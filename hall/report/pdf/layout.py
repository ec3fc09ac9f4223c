"""Where each part of a report stands: on which page, how far from its top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from reportlab.pdfgen.canvas import Canvas

from hall.report.pdf.style import content_height

_ROUNDING = 0.01


class Part(Protocol):
    """Something that is drawn in one piece or cut between two pages. Heights are points."""

    @property
    def height(self) -> float:
        """What it takes when it is whole."""

    @property
    def gap(self) -> float:
        """What is free above it, but at the top of a page."""

    @property
    def leads(self) -> bool:
        """Whether it never stands last on a page."""

    @property
    def least(self) -> float:
        """What of it must have room before it begins on a page."""

    def cut(self, room: float) -> tuple[Part, Part] | None:
        """What has room in ``room``, and the rest; None where nothing has, or where it cannot be cut."""

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw it below ``top``, from the bottom of the page up."""


@dataclass
class Page:
    """Parts with their distance from the top of what is between head and foot."""

    wide: bool
    placed: list[tuple[Part, float]] = field(default_factory=list)
    used: float = 0.0
    scale: float = 1.0
    """How large everything is drawn: what is smaller has more room."""

    @property
    def room(self) -> float:
        """What is still free."""
        return content_height(wide=self.wide) / self.scale - self.used + _ROUNDING

    def gap(self, part: Part) -> float:
        """What is free above ``part`` here."""
        return part.gap if self.placed else 0.0

    def put(self, part: Part) -> None:
        """The part stands below all others."""
        gap = self.gap(part)
        self.placed.append((part, self.used + gap))
        self.used += gap + part.height


@dataclass(frozen=True)
class Section:
    """Parts that begin on a new page, all on pages of one way."""

    wide: bool
    parts: list[Part]
    scale: float = 1.0


def pages_of(sections: Iterable[Section]) -> list[Page]:
    """The pages, each part on the first one where it has room."""
    pages: list[Page] = []
    for section in sections:
        if section.parts:
            pages.append(Page(section.wide, scale=section.scale))
            for at, part in enumerate(section.parts):
                if pages[-1].placed and _needed(pages[-1], section.parts[at:]) > pages[-1].room:
                    pages.append(Page(section.wide, scale=section.scale))
                _put(pages, part)
    return pages


def _needed(page: Page, parts: Sequence[Part]) -> float:
    """What must have room so that the first part may stand here: it and all that it leads."""
    needed = 0.0
    for part in parts:
        if not part.leads:
            return needed + page.gap(part) + part.least
        needed += page.gap(part) + part.height
    return needed


def _put(pages: list[Page], part: Part) -> None:
    while (page := pages[-1]) and page.gap(part) + part.height > page.room:
        pieces = part.cut(page.room - page.gap(part))
        if pieces is not None:
            page.put(pieces[0])
            part = pieces[1]
        elif not page.placed:
            break
        pages.append(Page(page.wide, scale=page.scale))
    pages[-1].put(part)
