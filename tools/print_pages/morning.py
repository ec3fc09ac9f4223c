"""A counter on a Monday morning: what the real store says of it, once somebody is called, served, and on a break."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from counter.desk.state import DeskState, Phase, Roster
from hall.access import By
from hall.lifecycle import Pause, State
from hall.store import Store, prepare_store
from hall.structure import HallStructure
from hall.views import UserView

COUNTER = "7"
_BEGIN = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)
"""10.12 in Kendari."""
_ARRIVALS = ("A", "A", "B", "A", "A*", "B", "A", "C", "A")
"""Services, a minute between each two; a star is a priority."""
_PIN = "407163"


class MovedClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self._now = _BEGIN

    def now(self) -> datetime:
        """The store's time."""
        return self._now

    def pass_minutes(self, minutes: float) -> None:
        """It is later."""
        self._now += timedelta(minutes=minutes)


def desk_states(structure: HallStructure) -> Mapping[str, tuple[DeskState, datetime]]:
    """The states of counter 7 by name, each with its moment: ``sign_in``, ``called``, ``serving``, ``break``. Raises
    HallError."""
    with tempfile.TemporaryDirectory(prefix="mpp-print-") as folder:
        clock = MovedClock()
        store = prepare_store(f"sqlite:///{Path(folder) / 'hall.db'}", structure, clock)
        try:
            return _played(store, clock)
        finally:
            store.close()


def _played(store: Store, clock: MovedClock) -> Mapping[str, tuple[DeskState, datetime]]:
    user = store.run(lambda work: work.staff.add("siti", "Siti Rahmawati", _PIN, By.system()))
    roster = store.fetch(lambda reader: Roster(reader.hall(), reader.counters(), True))
    sign_in = DeskState(roster=roster, chosen=COUNTER), clock.now()
    by = By.clerk(user.login, station="loket-7")
    store.run(lambda work: work.counter(COUNTER, by).sign_in(user.id))
    for service in _ARRIVALS:
        with store.begin() as work:
            work.tickets.issue(service[0], By.kiosk("kiosk-1"), priority="*" in service)
        clock.pass_minutes(1)
    clock.pass_minutes(12)
    store.run(lambda work: work.counter(COUNTER, by).call_next())
    clock.pass_minutes(0.4)
    called = _desk(store, user, clock)
    store.run(lambda work: work.counter(COUNTER, by).serve())
    clock.pass_minutes(6.2)
    serving = _desk(store, user, clock)
    store.run(lambda work: work.counter(COUNTER, by).finish())
    clock.pass_minutes(0.2)
    store.run(lambda work: work.counter(COUNTER, by).pause(kind=Pause.BREAK, until=clock.now() + timedelta(minutes=15)))
    return {"sign_in": sign_in, "called": called, "serving": serving, "break": _desk(store, user, clock)}


def _desk(store: Store, user: UserView, clock: MovedClock) -> tuple[DeskState, datetime]:
    """What the desk shows now, without alarms: nobody else is in this hall, no board either."""
    view = store.fetch(lambda reader: reader.counter(COUNTER))
    view = replace(view, alarms=(), delivery=None)
    begun = view.current is not None and view.current.state is State.SERVING
    return DeskState(phase=Phase.DESK, user=user, view=view, begun=begun), clock.now()
