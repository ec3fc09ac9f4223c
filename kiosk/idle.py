"""How long a page waits for its visitor: a warning with a countdown, then home."""

from __future__ import annotations

import math
from collections.abc import Callable

WARNING_S = 20
"""So long everybody is warned before a page goes (14 CFR 382.57(c)(3)(ii))."""
LIST_S = 45 + WARNING_S
READING_S = 60 + WARNING_S
NUMBER_S = 20
"""The page with a number: who took it has the slip, and the next person waits."""
STAFF_S = 60
ATTRACT_S = 60
"""So long nobody has touched the first page when the page that invites takes its place."""


TIMES_LONGER = 10
"""So many times longer every page waits for whoever needs time (WCAG 2.2.1)."""


class IdleClock:
    """Counts the seconds since the last touch; ``monotonic`` tells seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._since = monotonic()

    def touched(self) -> None:
        """Starts the count again."""
        self._since = self._monotonic()

    def left(self, whole_s: int) -> int:
        """Whole seconds left of ``whole_s``, rounded up; 0 when they are over."""
        return max(0, math.ceil(whole_s - (self._monotonic() - self._since)))
