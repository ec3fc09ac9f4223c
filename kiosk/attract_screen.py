"""What the page of a kiosk that nobody uses shows besides the hall, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from hall.views import BoardCall


@dataclass(frozen=True, slots=True)
class AttractScreen:
    """``calls`` are the numbers that are called or served now, the newest first."""

    calls: tuple[BoardCall, ...] = ()
