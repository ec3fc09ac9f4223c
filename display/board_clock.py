"""The hall's local time on a board, by the store's clock: a wrong clock of this machine is never shown."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QObject, Signal, Slot

from hall.clock import Clock, SystemClock
from qtkit.timers import single_shot

_log = logging.getLogger(__name__)


class BoardClock(QObject):
    """Goes by ``clock`` until the store's time is known; ``monotonic`` gives seconds that never go back. Until the
    hall's time zone is known no time is shown: this machine may have another one."""

    time_changed = Signal(object)
    """The time to show, at each full minute."""
    ticked = Signal()

    def __init__(
        self, timezone: str, clock: Clock | None, monotonic: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._monotonic = monotonic
        self._name = timezone
        self._zone = _zone_of(timezone)
        self._base = (clock or SystemClock()).now(), monotonic()
        self._timer = single_shot(self, self.tick)

    def now(self) -> datetime:
        """The hall's local time."""
        read_at, monotonic_at = self._base
        return (read_at + timedelta(seconds=self._monotonic() - monotonic_at)).astimezone(self._zone)

    def set_time(self, now: datetime, timezone: str) -> None:
        """The store's time, and the hall's time zone."""
        self._base = now, self._monotonic()
        if timezone and timezone != self._name:
            self._name, self._zone = timezone, _zone_of(timezone)

    @Slot()
    def tick(self) -> None:
        """Shows the time, and comes back at the next full minute."""
        time = self.now()
        if self._zone is not None:
            self.time_changed.emit(time)
        self._timer.start(int((60.0 - time.second - time.microsecond / 1e6) * 1000) + 20)
        self.ticked.emit()

    def stop(self) -> None:
        """Shows no further time."""
        self._timer.stop()


def _zone_of(name: str) -> tzinfo | None:
    """The time zone called ``name``; None when there is no such zone."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        _log.warning('there is no time zone "%s": no time is shown', name)
        return None
