"""Calling the hall for evacuation, and the way back: the queue stands still between both."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, insert, select, update

from hall.access import By, Operation
from hall.business_day import end_of, is_ahead
from hall.errors import Refused, or_refuse
from hall.evacuation import Evacuation
from hall.store import tables as t
from hall.store.database.aspect import Aspect, Reads, once
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.day import day_rows
from hall.store.structure.structure_rows import evacuation_of
from hall.text_rules import TITLE, one_line

_C = t.evacuation.c


def find(tx: Transaction, evacuation_id: int) -> Evacuation:
    """The evacuation of this number."""
    return evacuation_of(tx.connection.execute(select(t.evacuation).where(_C.id == evacuation_id)).one())


_EVACUATION = Kept[Evacuation](lambda one: one.id, find)


class EvacuationWork(Aspect):
    """The hall's evacuation, by whoever answers for all of it."""

    @once(Operation.EVACUATE, _EVACUATION)
    def evacuate(self, by: By, *, reason: str = "") -> Evacuation:
        """Call for evacuation: boards, voices and kiosks say it, no number is given and no counter acts. Every number
        stays where it is. Raises Refused("evacuated_already"), and as ``hall.text_rules.one_line`` does.

        The counters are held: what is under way at one ends before, and what comes after is refused.
        """
        tx, why = self._tx, one_line(reason, TITLE)
        _hold(tx)
        if _going_on(tx) is not None:
            raise Refused("evacuated_already")
        row = insert(t.evacuation).values(started_at=tx.now(), started_by=by.actor, reason=why)
        made = tx.connection.execute(row.returning(t.evacuation)).one()
        _changed(tx)
        return evacuation_of(made)

    @once(Operation.EVACUATION_OVER, _EVACUATION)
    def evacuation_over(self, by: By, *, note: str = "") -> Evacuation:
        """People are back: all goes on as it was. The business day ends as much later as the evacuation took; ``note``
        says how it went. Raises Refused("not_evacuated"), and as ``evacuate`` does."""
        tx, said = self._tx, one_line(note, TITLE)
        _hold(tx)
        row = or_refuse(_going_on(tx), "not_evacuated")
        now = max(tx.now(), row.started_at)
        ended = update(t.evacuation).where(_C.id == row.id).values(ended_at=now, ended_by=by.actor, note=said)
        over = evacuation_of(tx.connection.execute(ended.returning(t.evacuation)).one())
        _move_end_of_day(tx, over)
        _changed(tx)
        return over


class EvacuationReads(Reads):
    """Evacuations of the hall."""

    def latest(self) -> tuple[Evacuation, ...]:
        """The last ones, the newest first."""
        return self._tx.structure.evacuations


def _hold(tx: Transaction) -> None:
    """Everybody's locks in everybody's order: hall, day, counters."""
    tx.lock_hall()
    tx.open_day(hold=True)
    tx.lock_counters()


def _going_on(tx: Transaction) -> Row[Any] | None:
    return tx.connection.execute(select(t.evacuation).where(_C.ended_at.is_(None))).first()


def _move_end_of_day(tx: Transaction, over: Evacuation) -> None:
    """A day that was open when the evacuation began ends as much later: nobody's number expires for it."""
    day = tx.open_day()
    if day is None or over.ended_at is None or day.opened_at > over.started_at:
        return
    judged, hall = day_rows.open_day_of(tx, day), tx.structure.structure.hall
    local = over.started_at.astimezone(judged.opened_at.tzinfo)
    if is_ahead(judged, local):
        return
    later = end_of(judged, local, hall) + (over.ended_at - over.started_at)
    day_rows.change(tx, day.id, ends_at=later, **day_rows.NO_LOOK)
    tx.cache.day_end = None


def _changed(tx: Transaction) -> None:
    """Every program keeps it with the structure, and reads both again when the revision has grown."""
    tx.connection.execute(update(t.hall).values(revision=t.hall.c.revision + 1))
    tx.must_notify = True
