"""What is said of a wait."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Unknown(StrEnum):
    """Why nothing can be said."""

    FEW_CALLS = "few_calls"
    """Too few calls of this service were ever seen."""
    NOBODY = "nobody"
    """No counter that takes this service is open, or planned for today."""
    SILENCE = "silence"
    """People wait, and nobody was called for much longer than usual."""
    CLOSING = "closing"
    """The service closes before it could be their turn."""
    NOT_ASKED = "not_asked"
    """No program of the hall works the estimates out: a number from before them, on paper, or while all was off."""


class Estimate(NamedTuple):
    """A wait in minutes: about as likely longer as shorter than its ``middle`` (``hall.estimating.learning.MIDDLE``),
    from ``low`` to ``high`` eight times of ten; with so many people ``ahead``. ``unknown`` says why there are no
    minutes."""

    ahead: int
    low: float = 0.0
    middle: float = 0.0
    high: float = 0.0
    unknown: Unknown | None = None

    @property
    def one_sided(self) -> bool:
        """Whether it may be their turn at once: then only ``high`` says something."""
        return self.low < 1.0

    def rounded(self) -> Estimate:
        """In tenths of a minute, as it is kept: what is shown of it is what would be shown of what is kept."""
        low, middle, high = (round(minutes, 1) for minutes in (self.low, self.middle, self.high))
        return self._replace(low=low, middle=middle, high=high)
