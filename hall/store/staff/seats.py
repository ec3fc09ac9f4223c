"""Who sits at which counter, and breaks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select, update

from hall.access import By, Operation
from hall.errors import Refused
from hall.lifecycle import Pause
from hall.numbering import code_of
from hall.store import tables as t
from hall.store.database.aspect import Reads, once
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.staff.handovers import leave_note
from hall.store.staff.who_acted import name_of
from hall.store.tickets.at_counter import CounterAspect, at_counter, current_ticket
from hall.store.tickets.directed import back_to_service
from hall.store.tickets.ticket_actions import wait_again
from hall.store.views.counter_infos import counter_info
from hall.structure import Counter
from hall.text_rules import REASON, one_line, reason_of
from hall.views import CounterInfo, LeftView

_INFO = Kept[CounterInfo](attrgetter("id"), counter_info)
_NOTHING = Kept[None](lambda answer: None, lambda tx, stored: None)


class Seats(CounterAspect):
    """Sitting down at the counter, leaving it, and breaks."""

    @once(Operation.SIGN_IN, _INFO)
    def sign_in(self, user_id: int) -> CounterInfo:
        """Put a member of staff, whose PIN ``Store.check_pin`` has checked, at the counter, from the station of ``by``;
        one counter per person and one person per counter.

        Whoever is signed in at another counter leaves it, unless a ticket is there. A counter that someone else holds
        is taken over only from the same station: a program that was killed leaves its sign-in behind. Raises
        Refused("counter_taken"), ("busy_elsewhere"), or ("login_closed") to somebody who was disabled meanwhile.
        """
        tx, by, station = self._tx, self._by, self._by.station
        # All counters, in the order that everybody takes them: the person may be at any of them, or arrive there now.
        tx.lock_counters()
        place = tx.structure.find_counter(self._key)
        c, s = t.counter.c, t.staff.c
        row = tx.connection.execute(select(t.counter).where(c.id == place.id)).one()
        if row.staff_id not in (None, user_id) and (row.station != station or not station):
            holder = tx.connection.execute(select(s.name).where(s.id == row.staff_id)).scalar_one()
            raise Refused("counter_taken", counter=place.label, name=holder)
        for other in list(tx.connection.execute(select(c.id).where(c.staff_id == user_id, c.id != place.id)).scalars()):
            _refuse_busy(tx, other, "busy_elsewhere")
            leave(tx, other, by)
        same, now = row.staff_id == user_id, tx.now()
        if not same or row.station != station:
            person = tx.connection.execute(select(s.login, s.disabled).where(s.id == user_id)).one()
            if person.disabled is not False:
                raise Refused("login_closed")
            _log(tx, place.id, "move" if same else "sign_in", by, at=now, login=person.login, station=station)
        seat = {"staff_id": user_id, "station": station, "signed_in_at": row.signed_in_at if same else now}
        _write(tx, place, seat if same else {**seat, **NO_PAUSE})
        return counter_info(tx, place.id)

    @at_counter(Operation.SIGN_OUT, _NOTHING)
    def sign_out(self, place: Counter, *, note: str = "") -> None:
        """Empty the counter; numbers that wait for it alone are their service's again. The ``note`` is for whoever
        sits down there next.

        Raises Refused("sign_out_busy") while a ticket is there, and as ``hall.text_rules.one_line`` does.
        """
        _refuse_busy(self._tx, place.id, "sign_out_busy")
        leave_note(self._tx, place.id, note, self._by)
        leave(self._tx, place.id, self._by)

    @at_counter(Operation.FREE, _INFO)
    def free(self, place: Counter, *, reason: str, put_back: bool = False) -> CounterInfo:
        """Sign the clerk of the counter out, as whoever answers for it; the clerk reads the ``reason``. The number that
        is there waits again, with its turn, when it is to be ``put_back``.

        Raises Refused("free_busy") when one is there and is not, ("not_signed_in"), and as
        ``hall.text_rules.reason_of`` does.
        """
        tx, by, reason = self._tx, self._by, reason_of(reason, REASON)
        if self._column(place, t.counter.c.staff_id) is None:
            raise Refused("not_signed_in")
        if not put_back:
            _refuse_busy(tx, place.id, "free_busy")
        row = current_ticket(tx, place.id)
        if row is not None:
            wait_again(tx, row, place.id, by)
        leave(tx, place.id, by, reason)
        return counter_info(tx, place.id)

    @at_counter(Operation.PAUSE, _INFO)
    def pause(self, place: Counter, *, kind: str, reason: str = "", until: datetime | None = None) -> CounterInfo:
        """Stop calling at the counter: a ``break``, or ``closed`` with a reason; ``until`` tells people when it ends.

        Numbers that wait for it alone are their service's again. Raises Refused: nobody is signed in, a ticket is
        there, no reason for closing, a reason that ``hall.text_rules.one_line`` refuses, ``until`` is over, or an
        unknown kind.
        """
        tx, by, now = self._tx, self._by, self._tx.now()
        if kind not in set(Pause):
            raise Refused("unknown_pause", kind=kind, known=", ".join(Pause))
        reason = reason_of(reason, REASON) if kind == Pause.CLOSED else one_line(reason, REASON)
        if until is not None and until <= now:
            raise Refused("pause_over")
        if self._column(place, t.counter.c.staff_id) is None:
            raise Refused("not_signed_in")
        _refuse_busy(tx, place.id, "pause_busy")
        _write(tx, place, {"pause": kind, "pause_reason": reason, "pause_since": now, "pause_until": until})
        back_to_service(tx, place.id, by)
        _log(tx, place.id, "pause", by, f"{kind}: {reason}".removesuffix(": "), at=now)
        return counter_info(tx, place.id)

    @at_counter(Operation.RESUME, _INFO)
    def resume(self, place: Counter) -> CounterInfo:
        """Go on calling at the counter. Raises Refused("not_paused")."""
        if not self._column(place, t.counter.c.pause):
            raise Refused("not_paused", counter=place.label)
        _write(self._tx, place, NO_PAUSE)
        _log(self._tx, place.id, "resume", self._by)
        return counter_info(self._tx, place.id)

    def _column(self, place: Counter, column: ColumnElement[Any]) -> Any:
        return self._tx.connection.execute(select(column).where(t.counter.c.id == place.id)).scalar_one()


NO_PAUSE: Mapping[str, object] = {"pause": "", "pause_reason": "", "pause_since": None, "pause_until": None}
"""The columns of a counter that is not paused."""


class SeatReads(Reads):
    """Who left a counter."""

    def left(self, counter: str) -> LeftView | None:
        """How the counter (label or id) was left last; None where nobody ever left it."""
        place, e = self._tx.structure.find_counter(counter), t.counter_event.c
        last = select(e.actor, e.detail).where(e.counter_id == place.id, e.action == "sign_out").order_by(e.id.desc())
        row = self._tx.connection.execute(last.limit(1)).one_or_none()
        return None if row is None else LeftView(row.actor, name_of(self._tx, row.actor), row.detail)


def leave(tx: Transaction, counter_id: str, by: By, reason: str = "") -> None:
    """Empty a counter, whose row is held; numbers that wait for it alone are their service's again."""
    left = update(t.counter).where(t.counter.c.id == counter_id)
    tx.connection.execute(left.values(staff_id=None, signed_in_at=None, station="", **NO_PAUSE))
    back_to_service(tx, counter_id, by)
    _log(tx, counter_id, "sign_out", by, reason)


def _log(
    tx: Transaction,
    counter_id: str,
    action: str,
    by: By,
    detail: str = "",
    *,
    at: datetime | None = None,
    login: str = "",
    station: str = "",
) -> None:
    """Append one line to the history of a counter: ``sign_in`` (of ``login``, from ``station``), ``sign_out``,
    ``pause`` or ``resume``."""
    tx.must_notify = True
    tx.connection.execute(
        insert(t.counter_event).values(
            counter_id=counter_id,
            at=at or tx.now(),
            action=action,
            actor=by.actor,
            detail=detail,
            login=login,
            station=station,
            seen=select(func.coalesce(func.max(t.ticket_event.c.id), 0)).scalar_subquery(),
        )
    )


def _write(tx: Transaction, place: Counter, values: Mapping[str, object]) -> None:
    tx.connection.execute(update(t.counter).where(t.counter.c.id == place.id).values(**values))
    tx.must_notify = True


def _refuse_busy(tx: Transaction, counter_id: str, code: str) -> None:
    row = current_ticket(tx, counter_id)
    if row is not None:
        raise Refused(
            code, number=code_of(row["prefix"], row["number"]), counter=tx.structure.counters[counter_id].label
        )
