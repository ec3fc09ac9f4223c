"""Regular work of the technician that the hall remembers: when it was done last, and when that is too long ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class RunKind(StrEnum):
    """What was done: a backup by the rule of [backup], or a drill with one."""

    BACKUP = "backup"
    DRILL = "drill"


BACKUP_LATE = timedelta(hours=36)
"""A daily backup is late after a day and a half: one that was missed because of a power cut at night is made up for."""

DRILL_LATE = timedelta(days=45)
"""A monthly drill is late after a month and a half."""


@dataclass(frozen=True, slots=True)
class MaintenanceRun:
    """What became of one run: ``file`` is what it made or read (empty for none), ``note`` what went wrong, or is to be
    known of it."""

    id: int
    kind: RunKind
    finished_at: datetime
    ok: bool
    file: str
    note: str
    actor: str


def backup_alarm(last: MaintenanceRun | None, last_good: MaintenanceRun | None, now: datetime) -> str:
    """The code of the alarm about backups, empty for none. A hall whose backups were never asked for by its
    configuration has no run, and no alarm; the note of a good one says why it is not in the second place too."""
    if last is None:
        return ""
    if not last.ok:
        return "alarm_backup_failed" if last_good is not None else "alarm_backup_none"
    if now - last.finished_at >= BACKUP_LATE:
        return "alarm_backup_late"
    return "alarm_backup_second" if last.note else ""


def drill_alarm(last: MaintenanceRun | None, now: datetime) -> str:
    """What is wrong with the last drill: ``none``, ``failed``, ``late``, empty for nothing."""
    if last is None:
        return "none"
    if not last.ok:
        return "failed"
    return "late" if now - last.finished_at >= DRILL_LATE else ""
