"""Reads what the counter's windows show: the list of counters before anybody has signed in, then the counter's view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from counter.desk.state import Roster
from hall.day_steps import DAY_ALARMS
from hall.processes import MACHINE_ALARMS
from hall.views import CounterInfo, CounterView, LeftView, UserView
from qtkit.live_read import LiveRead
from qtkit.store_link import StoreLink

if TYPE_CHECKING:
    from hall.store import Reader

_BEFORE_SIGN_IN = DAY_ALARMS | MACHINE_ALARMS
"""Alarms that are shown before anybody has signed in: they keep people from signing in, or the hall from opening."""


@dataclass(frozen=True, slots=True)
class Gone:
    """``user`` sits at ``counter`` no more, but at the one labelled ``elsewhere``, or at none (empty); ``left`` is how
    it was left last."""

    counter: CounterInfo
    user: UserView
    elsewhere: str
    left: LeftView | None = None


class HallReader(LiveRead):
    """``view_read`` carries a Roster, a CounterView, or a Gone; where the session of who sits there has ended the read
    fails with Refused, which says why.

    ``seated`` says, when a read begins, whose screen to read: the counter's id and who signed in there; an empty id
    reads what the sign-in page lists.
    """

    def __init__(self, link: StoreLink, seated: Callable[[], tuple[str, UserView | None]], parent: QObject) -> None:
        super().__init__(link, self._read, parent)
        self._seated = seated

    def _read(self, reader: Reader) -> Roster | CounterView | Gone:
        counter_id, user = self._seated()
        if counter_id:
            view = reader.counter(counter_id)
            return view if user is None or _sits(view.counter, user) else _gone(reader, view.counter, user)
        alarms = tuple(alarm for alarm in reader.alarms() if alarm.code in _BEFORE_SIGN_IN)
        return Roster(reader.hall(), reader.counters(), reader.staff.anybody(), alarms)


def _sits(counter: CounterInfo, user: UserView) -> bool:
    return (counter.clerk_id, counter.clerk_session) == (user.id, user.session)


def _gone(reader: Reader, counter: CounterInfo, user: UserView) -> Gone:
    reader.staff.refuse_signed_out(user)
    elsewhere = (one.label for one in reader.counters() if one.clerk_id == user.id and one.id != counter.id)
    return Gone(counter, user, next(elsewhere, ""), reader.seats.left(counter.id))
