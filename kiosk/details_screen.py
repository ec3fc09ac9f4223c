"""What the kiosk shows of one service in detail, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DetailsScreen:
    """``service_id`` is whose details they are; ``ticked`` are the papers, counted from 0, that the visitor has said to
    have; ``back`` is the page (``kiosk.screen.Page``) that it came from. Nothing of it is kept."""

    service_id: str = ""
    ticked: frozenset[int] = frozenset()
    back: str = "agencies"
