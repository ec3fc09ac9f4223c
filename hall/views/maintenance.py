"""What is in a database as a whole, as a backup and a drill compare it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class LastNumber:
    """The last number that a prefix was given on a business day."""

    day: date
    prefix: str
    last: int


@dataclass(frozen=True, slots=True)
class DatabaseContents:
    """What a database holds at one moment.

    ``schema`` is the version of its schema, ``hall`` the hall's name (empty without one), ``rows`` how many each table
    has. The last event is the newest line of the tickets' history, None without one.
    """

    schema: str
    hall: str
    last_event_id: int | None
    last_event_at: datetime | None
    numbers: tuple[LastNumber, ...]
    rows: tuple[tuple[str, int], ...]
