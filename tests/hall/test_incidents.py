"""Incidents: which notes and which silence become one, when it is over, and what it cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hall.incidents import (
    AgencyVisit,
    Attendance,
    Followed,
    FollowUp,
    Incident,
    begun,
    continued,
    equal_obstacles,
    follow_up,
)
from hall.structure import Obstacle

OBSTACLES = {
    "pusat": Obstacle("pusat", "Sistem pusat", "Central system", "ministry", external=True, stops=True),
    "alat": Obstacle("alat", "Alat rusak", "Equipment", "agency"),
    "berkas": Obstacle("berkas", "Berkas", "Documents", "visitor"),
}
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def at(minute: float) -> datetime:
    return NINE + timedelta(minutes=minute)


def visits(*drawn: str) -> list[AgencyVisit]:
    """Each as ``service issued called ended what``, in minutes after nine; what is an obstacle, ``served``, ``there``
    (at a counter) or ``waits``; ``-`` is no time. All are of one agency."""
    found = []
    for line in drawn:
        service, issued, called, ended, what = line.split()
        begin, end = (None if time == "-" else at(float(time)) for time in (called, ended))
        outcome = {"served": "served", "there": "", "waits": ""}.get(what, "not_served")
        obstacle = what if what in OBSTACLES else ""
        visit = AgencyVisit("imigrasi", service, at(float(issued)), begin, end, outcome, obstacle)
        found.append(replace(visit, there=what == "there", waits=what == "waits"))
    return found


def found(minute: float, *drawn: str, settled: float | None = None, promised: int = 10) -> list[tuple[str, float]]:
    """The obstacles of the incidents that are there at a minute, and since which one."""
    there = Attendance(frozenset({"P", "G"}), timedelta(minutes=promised))
    known = {} if settled is None else {"imigrasi": at(settled)}
    rows = begun(visits(*drawn), at(minute), obstacles=OBSTACLES, attendance={"imigrasi": there}, settled=known)
    return [(one.obstacle, (one.since - NINE) / timedelta(minutes=1)) for one in rows]


REFUSED, AGAIN = "P 0 5 7 pusat", "P 2 8 9 pusat"


@pytest.mark.parametrize(
    ("minute", "drawn", "expected"),
    [
        (9, [REFUSED, AGAIN], [("pusat", 5)]),
        (8, [REFUSED], []),
        (10, [REFUSED], [("pusat", 5)]),
        (10.5, [REFUSED, "P 2 8 - there"], []),
        (9.5, [REFUSED, "P 2 8 - there"], []),
        (10.5, [REFUSED, "G 2 8 - there"], []),
        (10.5, [REFUSED, "G 2 8 - there", "P 2 8 9 pusat"], [("pusat", 5)]),
        (12, [REFUSED, "G 2 4 9 served"], []),
        (12, [REFUSED, "G 2 4 - there"], [("pusat", 5)]),
        (10, [REFUSED, "G 2 6 - there"], []),
        (29, ["P 0 1 9 pusat"], []),
        (12, ["P 0 1 9 pusat", "P 2 10 12 pusat"], [("pusat", 1)]),
        (20, [REFUSED, "P 2 8 15 served"], []),
        (19, [REFUSED, "P 2 8 15 served", "P 3 16 17 pusat"], []),
        (20, [REFUSED, "P 2 8 15 served", "P 3 16 17 pusat", "P 4 18 19 pusat"], [("pusat", 16)]),
        (20, [REFUSED, "P 0 4 8 served"], [("pusat", 5)]),
        (9, ["P 0 1 2 alat", "P 0 3 4 alat"], []),
        (9, ["P 0 1 2 alat", "P 0 3 4 alat", "G 0 5 6 alat"], [("alat", 1)]),
        (40, ["P 0 1 2 alat", "P 0 3 4 alat", "G 0 35 36 alat"], []),
        (9, ["P 0 1 2 berkas", "P 0 3 4 berkas", "P 0 5 6 berkas"], []),
    ],
    ids=[
        "two that stop the service", "one at first", "one and nothing after it", "somebody is being served",
        "too soon to say", "another service goes on", "one more although another service goes on",
        "a visit that was served after it", "a visit that began long before", "a visit that began while it was tried",
        "a long visit", "a long visit and the next one", "one and then service", "one, service, one",
        "two after service went on", "a visit that began before", "two others", "three others",
        "three others in half an hour", "what is the visitor's",
    ],
)  # fmt: skip
def test_notes_become_an_incident(minute, drawn, expected):
    assert found(minute, *drawn) == expected


def test_an_agency_that_stands_still_with_people_waiting_is_an_incident_without_a_reason():
    day = ["P 0 2 - there", "P 1 - - waits"]
    assert found(26, *day) == []
    assert found(27, *day) == [("", 2)]
    assert found(27, *day, promised=30) == []
    assert found(40, "P 0 2 - there") == []
    assert found(40, *day, settled=30) == []


def test_what_belongs_to_an_earlier_incident_makes_no_new_one():
    assert found(12, REFUSED, AGAIN, settled=10) == []
    assert found(16, REFUSED, AGAIN, "P 6 11 12 pusat", "P 6 13 15 pusat", settled=10) == [("pusat", 11)]


def going_on(minute: float, *drawn: str, obstacle: str = "pusat") -> Incident:
    incident = Incident("imigrasi", obstacle, at(5), None, frozenset({"P"}))
    return continued(incident, visits(*drawn), at(minute), OBSTACLES)


def test_it_is_over_when_the_service_goes_on_and_counts_who_was_in_the_hall_meanwhile():
    served = "P 4 20 24 served"
    assert going_on(25, REFUSED, AGAIN, served).until == at(20)  # nothing was noted for a quarter of an hour
    assert going_on(23, REFUSED, "P 2 17 18 pusat", served).until is None
    both = going_on(26, REFUSED, "P 2 17 18 pusat", served, "P 5 25 26 served")
    assert (both.until, both.numbers, both.lost) == (at(20), 4, timedelta(minutes=2 + 13 + 15 + 15))


def test_it_takes_the_obstacle_that_is_noted_most_and_every_service_that_is_hit():
    now = going_on(12, REFUSED, "G 2 8 9 alat", "G 2 10 11 alat")
    assert (now.obstacle, now.services) == ("alat", frozenset("PG"))
    assert going_on(30, "P 4 20 24 served").until is None  # a person opened it, and nobody noted anything
    assert going_on(30, "P 4 20 24 served", obstacle="").until == at(20)


def test_equal_obstacles_are_an_alarm_from_the_third_in_a_quarter_of_an_hour():
    day = visits("P 0 1 2 berkas", "G 0 3 4 berkas", "P 0 5 6 berkas", "P 0 7 8 alat")
    assert equal_obstacles(day, at(10)) == {("imigrasi", "berkas"): 3}
    assert equal_obstacles(day, at(18)) == {}


def test_the_follow_up_counts_shares_and_days():
    assert (FollowUp().share, follow_up([]).days) == (None, None)
    made = follow_up(
        [
            Followed(NINE, NINE + timedelta(days=2), late=True),
            Followed(NINE, NINE + timedelta(days=1), external=True),
            Followed(NINE, late=True, external=True),
            Followed(NINE, external=True),
        ]
    )
    assert (made.found, made.closed, made.overdue, made.share, made.days) == (4, 2, 1, 0.5, 1.5)
    assert (made.open, made.external, made.internal) == (2, 3, 1)
