"""What the pages of the search and of the needs show, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from hall.finding import Hit


@dataclass(frozen=True, slots=True)
class FindingScreen:
    """What is typed (``text``), the ``hits`` for it and what was ``meant`` by it; ``listing``: all hits, without the
    keyboard, or all services where nothing is typed. ``need_id`` is what happens in a life, on its page."""

    text: str = ""
    hits: tuple[Hit, ...] = ()
    meant: str = ""
    listing: bool = False
    need_id: str = ""
