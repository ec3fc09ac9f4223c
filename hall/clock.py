"""Where the time comes from: a clock is passed in, so that tests and simulations can bring their own."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SinceBoot:
    """A time of a clock that nobody sets: which start of the machine it counts from, and the seconds since then."""

    boot: str
    seconds: float


_BOOT = Path("/proc/sys/kernel/random/boot_id")


def since_boot() -> SinceBoot | None:
    """The time by the machine's own count since it was switched on; None on a system that has none that all its
    programs share and that goes on while it sleeps."""
    if sys.platform != "linux":
        return None
    try:
        boot = _BOOT.read_text("ascii").strip()
        return SinceBoot(boot, time.clock_gettime(time.CLOCK_BOOTTIME)) if boot else None
    except (OSError, ValueError):
        return None


class Clock(Protocol):
    """Tells the time as an aware datetime in UTC."""

    def now(self) -> datetime:
        """The present time."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present time in UTC, to the microsecond."""
        return datetime.now(UTC)


def seconds_running() -> float:
    """Seconds by a clock that nobody sets; it goes on while the machine sleeps, where the system has one that does."""
    when = since_boot()
    return time.monotonic() if when is None else when.seconds


_JUMP = timedelta(seconds=20)
"""A clock that parts further than this from the monotonic one, between two looks, has jumped."""
_BELIEVED = timedelta(hours=12)
"""A clock that jumped ahead is believed when it has run evenly for this long and nobody has taken the jump back."""


class ClockWatch:
    """Knows for how long a clock has run evenly: since the first look at it, and since it last jumped.

    A clock that jumped ahead has parted from the monotonic one and counts as not even at all, until it is set back or
    half a day has passed. ``monotonic`` (seconds) is what it is held against, by default the machine's. None is for a
    clock that was given, as in tests and simulations, which only it can measure.
    """

    def __init__(self, monotonic: Callable[[], float] | None = seconds_running) -> None:
        self._monotonic = monotonic
        self._since: datetime | None = None
        self._offset: timedelta | None = None
        self._ahead = timedelta(0)

    def steady(self, now: datetime) -> timedelta:
        """How long the clock has run evenly until ``now``, what it says at this look; nothing while it has parted."""
        if self._monotonic is not None:
            self._measure(now, timedelta(seconds=now.timestamp() - self._monotonic()))
        if self._since is None or now < self._since:
            self._since = now
        even = now - self._since
        if even >= _BELIEVED:
            self._ahead = timedelta(0)
        return even if self._ahead <= _JUMP else timedelta(0)

    def _measure(self, now: datetime, offset: timedelta) -> None:
        moved = timedelta(0) if self._offset is None else offset - self._offset
        if self._offset is None or abs(moved) > _JUMP:
            self._since = now
            self._ahead = max(timedelta(0), self._ahead + moved)
        elif self._since is not None:
            self._since += moved  # a clock that is corrected by little goes on being even
        self._offset = offset


class ScaledClock:
    """A clock that begins at ``start`` and runs ``speed`` times as fast as the machine's.

    ``began`` is the machine's time (``time.time()``, seconds) at which it stood at ``start``: processes that are given
    the same three values read the same time.
    """

    def __init__(self, start: datetime, speed: float, began: float | None = None) -> None:
        if speed <= 0:
            raise ValueError(f"a clock cannot run {speed} times as fast")
        self.start = start.astimezone(UTC)
        self.speed = speed
        self.began = time.time() if began is None else began

    def now(self) -> datetime:
        """The present time of the simulation in UTC."""
        return self.start + timedelta(seconds=(time.time() - self.began) * self.speed)

    def real_seconds(self, span: timedelta) -> float:
        """How many seconds of the machine's time a span of the simulation takes."""
        return span.total_seconds() / self.speed

    def real_seconds_until(self, when: datetime) -> float:
        """How many seconds of the machine's time it is until ``when``; negative when it has passed."""
        return self.real_seconds(when - self.now())
