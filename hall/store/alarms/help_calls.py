"""Calls for a person from a machine: one at a time of each, an alarm until somebody comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select, update

from hall.access import By, Operation
from hall.alarming import HELP_CALL
from hall.errors import Refused
from hall.help_calls import LASTS, is_coming, lasts
from hall.identifiers import same_named
from hall.store import tables as t
from hall.store.database.aspect import Aspect, operation
from hall.store.database.readable import each
from hall.store.database.transaction import Transaction
from hall.text_rules import STATION, detail_line
from hall.views import AlarmView, HelpCall

_H = t.help_call.c


class HelpWork(Aspect):
    """Operations on calls for a person. Repeating them changes nothing that matters."""

    @operation(Operation.CALL_HELP)
    def call(self, by: By) -> HelpCall:
        """Call a person to the machine of ``by``. One that waits already, or to whom somebody comes, stays as it is."""
        tx, now = self._tx, self._tx.now()
        station = detail_line(by.station, STATION)
        last = _last(tx, station)
        if last is not None and (lasts(last.at, last.answered_at, now) or is_coming(last.answered_at, now)):
            return _view(last)
        if last is not None and last.answered_at is None:
            tx.connection.execute(update(t.help_call).where(_H.id == last.id).values(answered_at=last.at + LASTS))
        made = tx.insert(t.help_call).values(station=station, at=now, actor=replace(by, station=station).actor)
        waits = _H.answered_at.is_(None)
        tx.connection.execute(made.on_conflict_do_nothing(index_elements=[_H.station], index_where=waits))
        tx.must_notify = True
        return _now(tx, station)

    @operation(Operation.ANSWER_HELP)
    def answer(self, station: str, by: By) -> HelpCall:
        """Somebody goes to a machine, or is there. Raises Refused("help_gone") when nobody calls from it; a repeat is
        answered with what was done."""
        return answered(self._tx, station, by)


def answered(tx: Transaction, station: str, by: By) -> HelpCall:
    """As ``HelpWork.answer``."""
    now, last = tx.now(), _last(tx, detail_line(station, STATION), lock=True)
    if last is not None and last.answered_by == by.actor and is_coming(last.answered_at, now):
        return _view(last)
    if last is None or not lasts(last.at, last.answered_at, now):
        raise Refused("help_gone", station=station)
    changed = update(t.help_call).where(_H.id == last.id)
    tx.connection.execute(changed.values(answered_at=now, answered_by=by.actor))
    tx.must_notify = True
    return _now(tx, last.station)


def called(tx: Transaction, now: datetime) -> list[AlarmView]:
    """The machines at which somebody waits for a person."""
    zones = {station.name: station.zone for station in tx.structure.structure.stations}
    rows = tx.connection.execute(select(t.help_call).where(_H.answered_at.is_(None)).order_by(_H.id))
    return list(each(lambda row: _alarm(tx, row, zones), (row for row in rows if lasts(row.at, None, now))))


def _alarm(tx: Transaction, row: Row[Any], zones: dict[str, str]) -> AlarmView:
    place = ("station", row.station), ("at", tx.local(row.at).time())
    named = same_named(zones, row.station)
    return AlarmView(HELP_CALL, place, zone=zones[named] if named is not None else "")


def _last(tx: Transaction, station: str, *, lock: bool = False) -> Row[Any] | None:
    query = _of(station)
    found: Row[Any] | None = tx.connection.execute(query.with_for_update() if lock else query).one_or_none()
    return found


def _now(tx: Transaction, station: str) -> HelpCall:
    return _view(tx.connection.execute(_of(station)).one())


def _of(station: str) -> Select[Any]:
    return select(t.help_call).where(_H.station == station).order_by(_H.id.desc()).limit(1)


def _view(row: Row[Any]) -> HelpCall:
    return HelpCall(row.station, row.at, row.answered_at, row.answered_by)
