"""Reads what a window shows: when the hall changes, at a fixed interval, and again after a failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from qtkit.poll import Refresher
from qtkit.store_link import StoreLink
from qtkit.timers import repeating

if TYPE_CHECKING:
    from hall.store import Reader

_POLL_MS = 5_000
"""Waits and late slips grow without any change in the database, and while a program keeps all others from writing
nothing changes at all: read again this often."""


class LiveRead(QObject):
    """Reads one snapshot in the serial worker each time it is asked to; ``view_read`` carries what ``read`` returned,
    ``failed`` an exception. The first read follows the opening of the store."""

    view_read = Signal(object)
    failed = Signal(object)

    def __init__(self, link: StoreLink, read: Callable[[Reader], object], parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._refresher = Refresher(
            link.worker, lambda: link.store().fetch(read), self.view_read.emit, self.failed.emit, self
        )
        self._poll = repeating(self, self._on_poll, _POLL_MS)
        link.opened.connect(self._on_opened)

    @Slot()
    def refresh(self) -> None:
        """Reads again now, once the store was opened."""
        if self._link.is_open:
            self._refresher.request()

    def retry(self) -> None:
        """Reads again after a pause."""
        self._refresher.retry.later()

    def close(self) -> None:
        """Stops every timer."""
        self._poll.stop()
        self._refresher.close()

    @Slot()
    def _on_opened(self) -> None:
        self._poll.start()
        self.refresh()

    @Slot()
    def _on_poll(self) -> None:
        if not self._refresher.retry.waiting:
            self.refresh()
