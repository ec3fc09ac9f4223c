"""Reads the hall again whenever there is news, keeps trying while the store is away, and tells the hall's time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal, Slot

from hall.errors import Refused
from hall.views import BoardCall, KioskView, TicketView
from qtkit.poll import Refresher
from qtkit.store_link import StoreLink
from qtkit.timers import repeating

if TYPE_CHECKING:
    from hall.store import Reader


CALLS = 4
"""So many of the latest calls are told."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One read: what the lists show, the visitor's number when one is on the screen, and for the page that invites the
    numbers that are called or served, the newest first."""

    view: KioskView
    ticket: TicketView | None
    calls: tuple[BoardCall, ...] = ()


class HallWatch(QObject):
    """``seen`` carries a ``Snapshot``; ``read_failed`` the exception of every read that fails, which is tried again
    by itself with growing pauses; ``minute_passed`` the hall's local time at every new minute."""

    seen = Signal(object)
    read_failed = Signal(object)
    minute_passed = Signal(object)

    def __init__(self, link: StoreLink, monotonic: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._monotonic = monotonic
        self._refresher = Refresher(
            link.worker, self._read, self._on_snapshot, self._on_failed, self, monotonic=monotonic
        )
        self._token = ""
        self._tells_calls = False
        self._zone_id = ""
        self._view: KioskView | None = None
        self._read_at = monotonic()
        self._minute: datetime | None = None
        self.failures = 0
        self._timer = repeating(self, self.tick, 1000)
        self._timer.start()

    def refresh(self) -> None:
        """Reads again; however often it is asked, one read follows."""
        self._refresher.request()

    def set_zone(self, zone_id: str) -> None:
        """Lists only the services of that zone; of the whole hall when it is empty."""
        self._zone_id = zone_id

    def follow(self, token: str) -> None:
        """Reads the number with that token too, from now on; none for an empty token."""
        self._token = token

    def tell_calls(self, wanted: bool) -> None:
        """Whether each read tells the latest calls too."""
        self._tells_calls = wanted

    def lost(self) -> None:
        """A write found the store away: read until it is back."""
        self._refresher.retry.later()

    def close(self) -> None:
        """Stops the clock and the tries."""
        self._timer.stop()
        self._refresher.close()

    @Slot()
    def tick(self) -> None:
        """Once a second: a new minute is reported, and the hall is read again: opening hours change with the time."""
        if self._view is None:
            return
        since = timedelta(seconds=self._monotonic() - self._read_at)
        now = (self._view.now + since).astimezone(ZoneInfo(self._view.hall.timezone))
        minute = now.replace(second=0, microsecond=0)
        if minute == self._minute:
            return
        if self._minute is not None:
            self.refresh()
        self._minute = minute
        self.minute_passed.emit(minute)

    def _read(self) -> Snapshot:
        """In the serial worker: one snapshot of lists and number."""
        token, zone_id, count = self._token, self._zone_id, CALLS if self._tells_calls else 0

        return self._link.store().fetch(
            lambda reader: Snapshot(
                reader.kiosk(zone_id), _ticket(reader, token), reader.running_calls(zone_id, count) if count else ()
            )
        )

    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self.failures = 0
        self._view = snapshot.view
        self._read_at = self._monotonic()
        self.tick()
        self.seen.emit(snapshot)

    def _on_failed(self, error: Exception) -> None:
        self.failures += 1
        self.read_failed.emit(error)


def _ticket(reader: Reader, token: str) -> TicketView | None:
    """The number with that token; None when the hall does not show it any more."""
    try:
        return reader.tickets.find(token) if token else None
    except Refused:
        return None
