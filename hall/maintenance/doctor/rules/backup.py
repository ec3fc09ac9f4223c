"""How old the last backup is, and whether a drill has shown that one can be restored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from hall.maintenance.doctor.facts import Facts, HallFacts, Missed
from hall.maintenance.doctor.findings import Finding, Group, with_remedy
from hall.maintenance.doctor.rules.saying import Says
from hall.maintenance_runs import MaintenanceRun, backup_alarm, drill_alarm
from hall.wording import counted

_SAYS = Says(Group.BACKUP)
_BACK_UP = "`hall backup` makes one now and says what is wrong (docs/backup.md)"
_DRILL = "`hall drill` restores the last backup into a scratch database and compares (docs/backup.md)"


def backup(facts: Facts) -> Iterator[Finding]:
    """The hall's backups and drills, as the commands have written them down, and the places of this machine."""
    yield from _places(facts)
    yield from _gone(facts)
    hall = facts.hall
    if isinstance(hall, Missed):
        yield _SAYS.missed(hall)
        return
    yield _backup(hall)
    yield _drill(hall)


def _places(facts: Facts) -> Iterator[Finding]:
    place = facts.backups
    if isinstance(place, Missed):
        yield _SAYS.missed(place)
    elif place is not None and place.second_trouble:
        what, remedy = with_remedy(place.second_trouble.rstrip("."))
        yield _SAYS.warning("second_away", what, remedy or _BACK_UP)
    elif place is not None and place.here:
        yield _SAYS.well(f"{counted(place.here, 'backup', 'backups')} in {place.folder}", "place")


def _gone(facts: Facts) -> Iterator[Finding]:
    """A folder without a backup, though the hall knows that a good one was made."""
    place, hall = facts.backups, facts.hall
    if isinstance(place, Missed) or isinstance(hall, Missed) or place is None or place.here:
        return
    if hall.backups.good is not None:
        what = f"no backup is in {place.folder}, though one was made {_age(hall.backups.good, hall.health.now)} ago"
        yield _SAYS.warning("gone", what, f"see that its disk is mounted and nobody moved them; {_BACK_UP}")


def _backup(hall: HallFacts) -> Finding:
    now, last, good = hall.health.now, hall.backups.last, hall.backups.good
    if last is None:
        return _SAYS.warning("none", "no backup was ever made", _BACK_UP)
    code = backup_alarm(last, good, now)
    if not code:
        return _SAYS.well(f"the last one is {_age(last, now)} old")
    when = f"the last good one is {_age(good, now)} old" if good is not None else "there is no good one"
    if code == "alarm_backup_second":
        return _SAYS.warning("second", last.note.rstrip("."), _BACK_UP)
    if last.ok:
        return _SAYS.warning("late", when, f"see that its timer runs: `systemctl list-timers`; {_BACK_UP}")
    return _SAYS.fault("failed", f"the last one failed ({last.note.rstrip('.')}), {when}", _BACK_UP)


def _drill(hall: HallFacts) -> Finding:
    now, last = hall.health.now, hall.drills.last
    match drill_alarm(last, now):
        case "failed":
            assert last is not None
            return _SAYS.fault("drill_failed", f"the last drill failed ({last.note.rstrip('.')})", _DRILL)
        case "late":
            assert last is not None
            return _SAYS.warning("drill_late", f"the last drill was {_age(last, now)} ago", _DRILL)
        case "none":
            return _SAYS.note("drill_none", "no drill has shown that a backup can be restored", _DRILL)
    assert last is not None
    return _SAYS.well(f"the last drill was {_age(last, now)} ago", "drill")


def _age(run: MaintenanceRun, now: datetime) -> str:
    hours = max(0, (now - run.finished_at) // timedelta(hours=1))
    return f"{hours} h" if hours < 72 else f"{hours // 24} days"
