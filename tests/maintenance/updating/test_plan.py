"""What an update does, in which order, and what stands in its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hall.lives import KnownLife, Life
from hall.maintenance.updating.between import Fit
from hall.maintenance.updating.errors import UpdateRefused
from hall.maintenance.updating.plan import Situation, backup_words, hindrances, order, steps_later, steps_now
from hall.maintenance.updating.stations import KNOWN_FOR, versions, waited_for
from hall.maintenance.updating.wheel import Migration, Release
from hall.processes import Machine, Process

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BEFORE, AFTER = Migration("0036", "Before the update of the programs: floors.", ""), Migration("0037", "Arrows.", "1.1")
NEXT_BEFORE = Migration("0038", "Roofs.", "")
RELEASE = Release(Path("mpp_queue-1.1-py3-none-any.whl"), "1.1", (3, 11), "", {}, (BEFORE, AFTER))


def _life(station: str, version: str, *, program: str = "kiosk", ago: timedelta = timedelta(0)) -> KnownLife:
    life = Life(program, station, machine=Machine(), process=Process(1), version=version)
    return KnownLife(life, NOW - ago, NOW - ago, admitted=True, ended=False)


def _situation(*lives: KnownLife, schema: str = "0035", oldest: str = "", **more: Any) -> Situation:
    stations = versions(lives, NOW, "1.1", oldest)
    usual = Situation("1.0", (3, 11), Fit("1.0", "0035", "0035", schema, oldest), stations, 10**9, 10**8, None)
    return replace(usual, **more)


def _codes(release: Release, there: Situation) -> list[str]:
    return [one.code for one in hindrances(release, there)]


def test_a_release_names_the_schema_that_it_needs_and_the_newest_that_it_knows():
    assert (RELEASE.needs, RELEASE.newest) == ("0036", "0037")


@pytest.mark.parametrize(
    ("schema", "now", "later"),
    [("0035", ["0036"], ["0037"]), ("0036", [], ["0037"]), ("0037", [], []), ("0034", ["0036"], ["0037"])],
)
def test_the_first_machine_adds_and_the_end_removes(schema, now, later):
    assert [one.revision for one in steps_now(RELEASE, schema)] == now
    assert [one.revision for one in steps_later(RELEASE, schema)] == later


def test_an_update_that_nothing_hinders():
    assert _codes(RELEASE, _situation(_life("kiosk-1", "1.0"))) == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"present": "1.2"}, "older"),
        ({"oldest": "1.2"}, "too_old"),
        ({"python": (3, 10)}, "python"),
        ({"free": 10**8 - 1}, "disk_full"),
    ],
)
def test_each_thing_that_stands_in_the_way_is_named(more, code):
    assert _codes(RELEASE, _situation(**more)) == [code]


def test_the_next_update_begins_by_ending_the_last_one_and_waits_for_who_missed_it():
    later = replace(RELEASE, version="1.2", migrations=(BEFORE, AFTER, NEXT_BEFORE))
    missed = _situation(_life("kiosk-1", "1.0"), _life("kiosk-2", "1.1"), schema="0036")
    (hindrance,) = hindrances(later, missed)
    assert hindrance.code == "left_behind"
    assert "older than 1.1 stop" in hindrance.sentence
    assert "kiosk-1 (kiosk, 1.0)" in hindrance.sentence
    assert "kiosk-2" not in hindrance.sentence
    assert _codes(later, _situation(_life("kiosk-2", "1.1"), schema="0036")) == []
    assert _codes(later, _situation(_life("kiosk-1", "1.0"), schema="0037", oldest="1.1")) == []
    assert "go on with it" not in "\n".join(order(later, missed))


def test_the_order_says_what_is_done_where():
    said = "\n".join(order(RELEASE, _situation(_life("kiosk-1", "1.0"), _life("board-1", "1.1", program="display"))))
    assert "It is the first: the database goes from schema 0035 to 0036." in said
    assert "   0036 floors." in said
    assert "Programs of the version before go on with it." in said
    assert "an older version: kiosk-1 (kiosk, 1.0)." in said
    assert said.endswith("`hall update --finish` on one of them.\n   0037 Arrows.")


@pytest.mark.parametrize(
    ("age", "fresh", "said"),
    [
        (None, False, "No backup is known here. `hall backup` makes one."),
        (timedelta(hours=3), True, "The last good backup is 3 hours old."),
        (timedelta(hours=25), False, "The last good backup is 25 hours old. `hall backup` makes a new one."),
        (timedelta(days=9), False, "The last good backup is 9 days old. `hall backup` makes a new one."),
    ],
)
def test_the_age_of_the_last_backup_is_said(age, fresh, said):
    there = _situation(backup_age=age)
    assert (there.backup_fresh, backup_words(there)) == (fresh, said)


def test_who_was_silent_for_a_month_is_waited_for_no_more():
    month = _life("kiosk-1", "1.0", ago=KNOWN_FOR)
    longer = _life("kiosk-2", "1.0", ago=KNOWN_FOR + timedelta(seconds=1))
    assert [one.station for one in versions([month, longer], NOW, "1.1", "")] == ["kiosk-1"]


def test_every_machine_that_has_not_reported_the_new_version_is_waited_for():
    lives = [_life("a", "1.0"), _life("b", "1.1"), _life("c", "1.10"), _life("d", ""), _life("e", "0.9")]
    found = versions(lives, NOW, "1.1", "1.0")
    assert [one.station for one in waited_for(found, ())] == ["a", "d", "e"]
    assert [one.station for one in found if one.stopped] == ["d", "e"]
    assert [one.name() for one in waited_for(found, ["A", "e"])] == ["d (kiosk, no version)"]


def test_only_a_machine_of_the_hall_can_be_left_out():
    with pytest.raises(UpdateRefused, match=r"No station x has reported; those that have: a\.") as refusal:
        waited_for(versions([_life("a", "1.0")], NOW, "1.1", ""), ["x"])
    assert refusal.value.code == "unknown_station"
