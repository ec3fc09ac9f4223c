"""What the hall says of waits, as a command shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hall.estimating.waits import Answer


@dataclass(frozen=True, slots=True)
class ServiceWait:
    """What is said of a service to whoever would come now, ``without`` and with ``priority``; None where nothing is."""

    id: str
    prefix: str
    name: str
    agency_id: str
    without: Answer | None = None
    priority: Answer | None = None


@dataclass(frozen=True, slots=True)
class WaitsView:
    """What is said of waits ``now``. It was worked out ``at``, None when it never was; where that is too long ago it
    ``holds`` no more, and nothing is said of any service."""

    now: datetime
    at: datetime | None
    holds: bool
    services: tuple[ServiceWait, ...]

    @property
    def age(self) -> timedelta | None:
        """How long ago it was worked out; none when a clock has gone back."""
        return None if self.at is None else max(timedelta(0), self.now - self.at)
