"""Labels as their renderer sees them: slips of paper to tear off."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """A slip to tear off: a small line, what is read from afar, and two lines below it."""

    head: str
    big: str
    line: str
    foot: str


@dataclass(frozen=True, slots=True)
class Labels:
    """Slips to tear off, under the title and the note of each page."""

    owner: str
    title: str
    note: str
    page: str
    """The word for a page, with ``{number}`` and ``{count}``."""
    labels: tuple[Label, ...]
