"""When the holder of a booking may check in, and what the booking is worth then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LONGEST_REFERENCE = 64
"""Signs of the name that a booking has elsewhere, such as in MPP Digital."""
MOST_ROWS = 5000
"""Bookings of one file."""


class Arrival(StrEnum):
    """How somebody comes with a booking: not on its day, before its time, on time, late while it still holds, after it
    has lapsed; or with one that has a number already, or was cancelled."""

    OTHER_DAY = "other_day"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    LAPSED = "lapsed"
    USED = "used"
    CANCELLED = "cancelled"


KEEPS_ITS_PLACE = frozenset({Arrival.EARLY, Arrival.ON_TIME, Arrival.LATE})
"""A booking that has lapsed has given its place back: whoever comes with it takes a number as everybody does."""


@dataclass(frozen=True, slots=True)
class Window:
    """A kiosk gives the number of a booking from ``opens`` on; it holds until ``lapses``, included."""

    opens: datetime
    lapses: datetime


def window_of(slot: datetime, early: timedelta, grace: timedelta) -> Window:
    """``early`` before the slot until ``grace`` after it."""
    return Window(slot - early, slot + grace)


def arrival_of(state: str, slot: datetime, now: datetime, window: Window, zone: ZoneInfo) -> Arrival:
    """How somebody comes at ``now`` with a booking in that state (``booked``, ``checked_in`` or ``cancelled``); all
    times are aware."""
    if state != "booked":
        return Arrival.USED if state == "checked_in" else Arrival.CANCELLED
    if slot.astimezone(zone).date() != now.astimezone(zone).date():
        return Arrival.OTHER_DAY
    if now < window.opens:
        return Arrival.EARLY
    if now <= slot:
        return Arrival.ON_TIME
    return Arrival.LATE if now <= window.lapses else Arrival.LAPSED


@dataclass(frozen=True, slots=True)
class WantedBooking:
    """A booking as a file has it: its name there, the service (id), the slot (aware), and whether it was ``cancelled``
    there."""

    reference: str
    service: str
    slot: datetime
    priority: bool = False
    cancelled: bool = False


class Step(StrEnum):
    """What a line of a file does: a booking is new, moved, given back, or as it was."""

    NEW = "new"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    UNCHANGED = "unchanged"
