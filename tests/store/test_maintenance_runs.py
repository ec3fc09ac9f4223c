"""What the hall remembers of backups and drills, and the alarm about backups."""

from __future__ import annotations

import pytest

from hall.access import By
from hall.alarm_rules import AlarmRules
from hall.maintenance_runs import RunKind
from hall.translator import ENGLISH, INDONESIAN
from tests.hall_samples import BY


def _alarms(store) -> dict[str, dict[str, object]]:
    with store.read() as view:
        return {one.code: dict(one.params) for one in view.alarms() if one.code.startswith("alarm_backup")}


def _ran(store, *, ok: bool, kind: str = "backup", **more: str):
    return store.run(lambda w: w.maintenance.record(BY, RunKind(kind), ok=ok, **more))


def test_the_last_run_of_each_kind_is_known(store, clock):
    with store.read() as view:
        assert view.maintenance.last("backup") is None
    good = _ran(store, ok=True, file="hall-1.zip")
    clock.move(minutes=5)
    bad = _ran(store, ok=False, note="the disk is full")
    drill = _ran(store, ok=True, kind="drill", file="hall-1.zip")
    with store.read() as view:
        assert view.maintenance.last("backup") == bad
        assert view.maintenance.last_good(RunKind.BACKUP) == good
        assert view.maintenance.last("drill") == drill
    assert (bad.note, bad.finished_at, bad.actor) == ("the disk is full", clock.now(), BY.actor)


def test_a_hall_that_never_made_one_by_its_configuration_has_no_alarm(store):
    assert _alarms(store) == {}


@pytest.mark.parametrize(("hours", "codes"), [(35, set()), (36, {"alarm_backup_late"}), (300, {"alarm_backup_late"})])
def test_after_a_day_and_a_half_without_a_backup_there_is_an_alarm(store, clock, hours, codes):
    _ran(store, ok=True)
    clock.move(hours=hours)
    assert set(_alarms(store)) == codes


def test_one_that_failed_is_an_alarm_at_once_and_a_good_one_ends_it(store, clock):
    _ran(store, ok=False)
    assert _alarms(store) == {"alarm_backup_none": {}}
    good = _ran(store, ok=True)
    assert _alarms(store) == {}
    clock.move(hours=24)
    _ran(store, ok=False)
    assert list(_alarms(store)) == ["alarm_backup_failed"]
    assert _alarms(store)["alarm_backup_failed"]["since"] <= good.finished_at.date().replace(year=9999)
    with store.read() as view:
        [alarm] = [one for one in view.alarms() if one.code == "alarm_backup_failed"]
    assert alarm.message(ENGLISH) != alarm.message(INDONESIAN)


def test_it_can_be_switched_off_and_no_counter_is_told(staffed):
    _ran(staffed, ok=False)
    with staffed.read() as view:
        assert not [one for one in view.counter("1").alarms if one.code.startswith("alarm_backup")]
    assert "backup" not in AlarmRules().off


def test_only_the_technician_writes_it_down(store):
    from hall.errors import Refused

    with pytest.raises(Refused) as refusal:
        store.run(lambda w: w.maintenance.record(By.staff("supervisor", "ani"), RunKind.BACKUP, ok=True))
    assert refusal.value.code == "needs_technician"
