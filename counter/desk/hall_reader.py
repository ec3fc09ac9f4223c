"""Reads what the counter's windows show: the list of counters before anybody has signed in, then the counter's view."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from counter.desk.state import Roster
from hall.day_steps import DAY_ALARMS
from hall.processes import MACHINE_ALARMS
from hall.views import CounterView
from qtkit.live_read import LiveRead
from qtkit.store_link import StoreLink

if TYPE_CHECKING:
    from hall.store import Reader

_BEFORE_SIGN_IN = DAY_ALARMS | MACHINE_ALARMS
"""Alarms that are shown before anybody has signed in: they keep people from signing in, or the hall from opening."""


class HallReader(LiveRead):
    """``view_read`` carries a Roster or a CounterView.

    ``counter_id`` says, when a read begins, whose screen to read; empty reads what the sign-in page lists.
    """

    def __init__(self, link: StoreLink, counter_id: Callable[[], str], parent: QObject) -> None:
        super().__init__(link, self._read, parent)
        self._counter_id = counter_id

    def _read(self, reader: Reader) -> Roster | CounterView:
        counter_id = self._counter_id()
        if counter_id:
            return reader.counter(counter_id)
        alarms = tuple(alarm for alarm in reader.alarms() if alarm.code in _BEFORE_SIGN_IN)
        return Roster(reader.hall(), reader.counters(), reader.staff.anybody(), alarms)
