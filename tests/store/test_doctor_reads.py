"""What `hall doctor` asks of the store: the last life of each program, the database itself, and who is named in it."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from hall.access import By, Role
from hall.errors import Refused
from hall.lives import Life
from hall.processes import Machine, this_process
from hall.store.database.schema import PROGRAM
from tests.hall_samples import BY


def life(station: str, program: str = "display", version: str = "1.0") -> Life:
    machine = Machine("02aaaaaaaaaa", "boot-a", "pid:[1]")
    return Life(program, station, "", machine, this_process(), version, f"{program}-{station}-{version}")


def test_of_each_program_at_each_station_the_last_life_is_told(store, clock):
    store.beat(life("board-1"))
    store.end_life("display-board-1-1.0")
    clock.move(minutes=1)
    newer = life("board-1", version="1.1")
    store.beat(newer)
    store.beat(life("kiosk-1", "kiosk"))
    clock.move(minutes=10)
    store.beat(newer)
    with store.read() as view:
        lives = view.health.lives()
        health = view.health.of_hall()
    assert [(one.life.station, one.life.version, one.beats(clock.now())) for one in lives] == [
        ("board-1", "1.1", True),
        ("kiosk-1", "1.0", False),
    ]
    assert clock.now() - lives[1].beat_at == timedelta(minutes=10)
    assert dict(health.versions) == {"1.1": {"board-1"}}


def test_the_database_tells_what_it_is(store):
    with store.read() as view:
        state = view.health.database()
    assert (state.schema, state.finishes, state.denied) == (PROGRAM.newest, PROGRAM.newest, ())
    assert state.server.startswith("PostgreSQL " if "postgres" in store.url else f"SQLite {sqlite3.sqlite_version}")


def test_everybody_who_is_named_is_known_also_by_former_names(store):
    pin = store.new_pin("639174", "siti")
    store.run(lambda w: w.staff.add("siti", "Siti Rahmawati", pin, By.technician("andi", request_id="a")))
    store.run(lambda w: w.staff.rename("siti", "Siti Nurhaliza", By.technician("andi", request_id="b")))
    booking = store.run(lambda w: w.bookings.book("A", store.fetch(lambda v: v.status().now) + timedelta(days=1), BY))
    with store.read() as view:
        words = view.personal.words()
    (siti,) = [names for names in words.people if "siti" in names]
    assert {"siti", "Siti Rahmawati", "Siti Nurhaliza"} <= set(siti)
    assert ("andi",) in words.people
    assert words.codes == (booking.code,)


@pytest.mark.parametrize("role", [Role.CLERK, Role.AGENCY_SUPERVISOR])
def test_who_does_not_see_the_whole_hall_reads_no_names(store, role: Role):
    by = By.staff(role, "budi", agency="disdukcapil" if role is Role.AGENCY_SUPERVISOR else "")
    with store.read(by) as view, pytest.raises(Refused) as refused:
        view.personal.words()
    assert refused.value.code == "needs_supervisor"
