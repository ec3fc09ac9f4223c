"""Who sees to an alarm: it is taken and given back, and ends only with its cause."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from hall.access import STAFF, By, Operation, agency_seen
from hall.alarming import HELP_CALL
from hall.errors import Refused, or_refuse
from hall.store.alarms import help_calls, records
from hall.store.database.aspect import Aspect, Reads, once
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.views.alarms import alarms
from hall.views import AlarmRecord, AlarmView

_RECORD = Kept[AlarmRecord](attrgetter("id"), records.record)


class AlarmWork(Aspect):
    """What supervisors do about alarms, by their keys (``AlarmView.key``)."""

    @once(Operation.TAKE_ALARM, _RECORD)
    def take(self, key: str, by: By) -> AlarmRecord:
        """See to an alarm. Raises Refused("alarm_gone") when there is no such alarm any more, and ("alarm_taken") when
        somebody else sees to it."""
        tx, now = self._tx, self._tx.now()
        alarm = or_refuse(_present(tx, key), "alarm_gone")
        records.begin(tx, alarm, now)
        row = or_refuse(records.held(tx, key), "alarm_gone")
        login = by.login if by.role in STAFF else ""
        if row.taken_by and (row.taken_login == login if login else row.taken_by == by.actor):
            return records.record(tx, row.id)
        if row.taken_by:
            taken = next(one for one in records.lasting(tx) if one.id == row.id)
            at = tx.local(taken.taken_at).time()
            raise Refused("alarm_taken", name=taken.name or taken.taken_by, at=at)
        if alarm.code == HELP_CALL:  # whoever sees to it goes there
            help_calls.answered(tx, str(dict(alarm.params)["station"]), by)
        return records.change(tx, row.id, "take", by, taken_by=by.actor, taken_login=login, taken_at=now)

    @once(Operation.GIVE_ALARM_BACK, _RECORD)
    def give_back(self, key: str, by: By) -> AlarmRecord:
        """Nobody sees to an alarm any more, whoever did. Raises Refused("alarm_gone") and ("alarm_free")."""
        row = or_refuse(records.held(self._tx, key), "alarm_gone")
        if not row.taken_by:
            raise Refused("alarm_free")
        return records.change(self._tx, row.id, "give_back", by, taken_by="", taken_login="", taken_at=None)

    def _agency_of(self, arguments: dict[str, Any]) -> str | None:
        """Machines of the hall belong to no agency in particular."""
        alarm = _present(self._tx, arguments["key"])
        if alarm is not None:
            return alarm.agency if alarm.agency or alarm.zone is None else None
        row = records.latest(self._tx, arguments["key"])
        return None if row is None else row.agency


class AlarmReads(Reads):
    """What was written down of alarms."""

    def latest(self, limit: int = 100) -> tuple[AlarmRecord, ...]:
        """The latest alarms, those that last and those that have gone; for an agency its own. Raises
        Refused("needs_supervisor") to a clerk."""
        return records.records(self._tx, agency_seen(self._tx.reads_as), limit)


def _present(tx: Transaction, key: str) -> AlarmView | None:
    return next((alarm for alarm in alarms(tx, tx.now()) if alarm.key == key), None)
