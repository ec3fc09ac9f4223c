"""Reads what the counter's windows show: when the hall changes, at a fixed interval, and again after a failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from counter.desk.state import Roster
from hall.day_steps import DAY_ALARMS
from hall.processes import MACHINE_ALARMS
from hall.views import CounterView
from qtkit.poll import Refresher
from qtkit.store_link import StoreLink
from qtkit.timers import repeating

if TYPE_CHECKING:
    from hall.store import Reader

_BEFORE_SIGN_IN = DAY_ALARMS | MACHINE_ALARMS
"""Alarms that are shown before anybody has signed in: they keep people from signing in, or the hall from opening."""
_POLL_MS = 5_000
"""Waits and late slips grow without any change in the database, and while a program keeps all others from writing
nothing changes at all: read again this often."""


class HallReader(QObject):
    """Reads in the serial worker; ``view_read`` carries a Roster or a CounterView, ``failed`` an exception.

    ``counter_id`` says, when a read begins, whose screen to read; empty reads what the sign-in page lists.
    """

    view_read = Signal(object)
    failed = Signal(object)

    def __init__(self, link: StoreLink, counter_id: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._link, self._counter_id = link, counter_id
        self._refresher = Refresher(
            link.worker, lambda: link.store().fetch(self._read), self.view_read.emit, self.failed.emit, self
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

    def _read(self, reader: Reader) -> Roster | CounterView:
        counter_id = self._counter_id()
        if counter_id:
            return reader.counter(counter_id)
        alarms = tuple(alarm for alarm in reader.alarms() if alarm.code in _BEFORE_SIGN_IN)
        return Roster(reader.hall(), reader.counters(), reader.staff.anybody(), alarms)

    @Slot()
    def _on_opened(self) -> None:
        self._poll.start()
        self.refresh()

    @Slot()
    def _on_poll(self) -> None:
        if not self._refresher.retry.waiting:
            self.refresh()
