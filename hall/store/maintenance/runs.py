"""What became of backups and drills: written down by the commands, read by alarms and by `hall doctor`."""

from __future__ import annotations

from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Select, bindparam, insert, select

from hall.access import By, Operation
from hall.maintenance_runs import MaintenanceRun, RunKind, backup_alarm
from hall.store import tables as t
from hall.store.database.aspect import Aspect, Reads, once
from hall.store.database.prepared import Prepared
from hall.store.database.readable import each
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.text_rules import DETAIL, detail_line
from hall.views import AlarmView

_R = t.maintenance_run.c
_FIELDS = ("id", "kind", "finished_at", "ok", "file", "note", "actor")


def _again(tx: Transaction, key: int) -> MaintenanceRun:
    return _view(tx.connection.execute(select(t.maintenance_run).where(_R.id == key)).one())


_RUN = Kept[MaintenanceRun](attrgetter("id"), _again)


class MaintenanceWork(Aspect):
    """Operations on what the technician's work left behind."""

    @once(Operation.RECORD_RUN, _RUN)
    def record(self, by: By, kind: RunKind, *, ok: bool, file: str = "", note: str = "") -> MaintenanceRun:
        """Write down that a backup or a drill has ended now; texts are shortened to one line."""
        tx = self._tx
        row = insert(t.maintenance_run).values(
            kind=RunKind(kind),
            finished_at=tx.now(),
            ok=ok,
            file=detail_line(file, DETAIL),
            note=detail_line(note, DETAIL),
            actor=by.actor,
        )
        made = tx.connection.execute(row.returning(t.maintenance_run)).one()
        tx.must_notify = True
        return _view(made)


class MaintenanceReads(Reads):
    """What became of the technician's work."""

    def last(self, kind: RunKind | str) -> MaintenanceRun | None:
        """The last run of a kind, None when there was none."""
        return _first(self._tx, RunKind(kind))

    def last_good(self, kind: RunKind | str) -> MaintenanceRun | None:
        """The last run of a kind that went well, None when there was none."""
        return _first(self._tx, RunKind(kind), good=True)


def alarms(tx: Transaction, now: datetime) -> list[AlarmView]:
    """The alarm about backups: the last one failed, or is too long ago."""
    last = _first(tx, RunKind.BACKUP)
    good = last if last is None or last.ok else _first(tx, RunKind.BACKUP, good=True)
    code = backup_alarm(last, good, now)
    said = (("since", tx.local(good.finished_at).date()),) if good is not None else ()
    return [AlarmView(code, said)] if code else []


def _first(tx: Transaction, kind: RunKind, *, good: bool = False) -> MaintenanceRun | None:
    rows = tx.run(_LAST_GOOD if good else _LAST, {"kind": kind.value})
    return next(iter(each(_view, rows)), None)


def _view(row: Row[Any]) -> MaintenanceRun:
    return MaintenanceRun(row.id, RunKind(row.kind), *attrgetter(*_FIELDS[2:])(row))


_OF_KIND: Select[Any] = (
    select(t.maintenance_run).where(_R.kind == bindparam("kind", type_=_R.kind.type)).order_by(_R.id.desc()).limit(1)
)
_LAST = Prepared(_OF_KIND)
_LAST_GOOD = Prepared(_OF_KIND.where(_R.ok))
