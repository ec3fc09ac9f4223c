"""A business day is learned from once when it has closed, anew when it closes again, and all of it can be proven."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from hall.access import By
from hall.errors import Refused
from hall.store import apply_structure
from hall.store import tables as t
from hall.store.estimates.learning_days import rebuilt
from hall.structure import Obstacle
from tests.hall_samples import BY, small_hall
from tests.store.estimates.hall_days import (
    A,
    busy_day,
    day_over,
    find,
    issue,
    memory,
    new_keeper,
    play,
    rows,
    said,
    step,
    write,
)

MONDAY = date(2026, 11, 23)
SYSTEM = By.system()
BROKEN = ("{", "[]", "null", '{"learned": {}, "lines": []}', '{"learned": 3, "lines": {}}', "[" * 20_000)


def known(store):
    """How many calls of A are known from closed days, each day at its weight."""
    return json.loads(memory(store).memory)["lines"][A][0]


@pytest.fixture
def staffed(staffed, hall_url):
    """Open at any time of the week."""
    obstacles = (Obstacle("kk", "Dokumen kurang", "Documents"),)
    apply_structure(hall_url, replace(small_hall(always_open=True), obstacles=obstacles))
    return staffed


@pytest.fixture
def days(staffed, keeper, clock):
    """Five days, each learned from, and the sixth one open."""
    for day in range(5):
        busy_day(staffed, clock, keeper, day)
        day_over(staffed, clock)
    issue(staffed)
    step(keeper, staffed)
    return staffed


def test_five_days_are_learned_from_and_rebuilding_proves_it(days):
    kept = memory(days)
    found = rebuilt(days, SYSTEM)
    assert (found.days, found.same, found.gone) == (5, True, 0)
    assert memory(days) == kept
    assert kept.before != kept.memory
    assert len(kept.memory) < 20_000
    assert rebuilt(days, By.technician("wahyu")).same
    with pytest.raises(Refused, match="echnician"):
        rebuilt(days, By.clerk("user1"))


def test_what_is_not_so_is_found_and_mended(days):
    kept = memory(days)
    other = json.loads(kept.memory)
    other["lines"][A][0] += 1
    write(days, update(t.wait_memory).values(memory=json.dumps(other)))
    assert not rebuilt(days, SYSTEM).same
    assert memory(days) == kept
    assert rebuilt(days, SYSTEM).same


def test_a_day_is_learned_once_whoever_asks(staffed, keeper, clock, hall_url):
    play(staffed, clock, keeper)
    day_over(staffed, clock)
    issue(staffed)
    step(keeper, staffed)
    first = memory(staffed)
    step(keeper, staffed)
    keeper.close()
    again = new_keeper(hall_url, clock)
    again.step()
    again.close()
    assert memory(staffed) == first
    assert known(staffed) == pytest.approx(0.9 * 8)


def test_a_day_that_closes_again_is_learned_anew_from_what_was_known_before(staffed, keeper, clock):
    for _ in range(2):
        play(staffed, clock, keeper)
        day_over(staffed, clock)
        step(keeper, staffed)
    once = known(staffed)
    staffed.run(lambda w: w.day.open(BY, MONDAY.replace(day=24), confirm=True))
    step(keeper, staffed)
    line = keeper._following.estimator.lines[A]
    assert (line.calls, line.earlier_calls) == (8, pytest.approx(0.9 * 8)), "the day is not known twice"
    play(staffed, clock, keeper, visits=2)
    day_over(staffed, clock)
    step(keeper, staffed)
    assert known(staffed) == pytest.approx(once + 0.9 * 2)
    assert rebuilt(staffed, SYSTEM).same


def test_an_earlier_day_that_closes_again_has_all_of_them_learned_anew(staffed, keeper, clock):
    for _ in range(3):
        play(staffed, clock, keeper)
        day_over(staffed, clock)
        step(keeper, staffed)
    once = known(staffed)
    staffed.run(lambda w: w.day.open(BY, MONDAY, confirm=True))
    play(staffed, clock, keeper, visits=3)
    day_over(staffed, clock)
    issue(staffed)
    step(keeper, staffed)
    assert known(staffed) == pytest.approx(once + 0.9**3 * 3)
    assert rebuilt(staffed, SYSTEM).same
    kept = memory(staffed)
    keeper._following = None  # as after a restart
    step(keeper, staffed)
    assert memory(staffed) == kept


def test_what_is_corrected_after_the_close_is_not_of_the_queue(staffed, keeper, clock):
    play(staffed, clock, keeper)
    issue(staffed)
    day_over(staffed, clock)
    step(keeper, staffed)
    kept = memory(staffed)
    number, wrong = find(staffed, "A-001").id, {"outcome": "not_served", "obstacle": "kk"}
    staffed.run(lambda w: w.tickets.correct(number, BY, reason="keliru", **wrong))
    assert rebuilt(staffed, SYSTEM).same
    assert memory(staffed) == kept


def test_days_whose_numbers_are_deleted_have_taught_once(days, keeper, clock):
    kept = memory(days)
    first = rows(days, select(t.business_day.c.id).order_by(t.business_day.c.id))[0].id
    write(days, update(t.business_day).where(t.business_day.c.id == first).values(purged_at=clock.now()))
    keeper._following = None
    step(keeper, days)
    assert memory(days) == kept, "what was learned stays"
    found = rebuilt(days, SYSTEM)
    assert (found.days, found.gone, found.same) == (4, 1, False)
    assert rebuilt(days, SYSTEM).same, "what the rest teaches"


def test_a_hall_that_has_run_before_learns_from_its_last_days(staffed, clock, hall_url):
    for _ in range(32):
        play(staffed, clock, visits=2)
        day_over(staffed, clock)
    keeper = new_keeper(hall_url, clock)
    keeper.step()
    keeper.close()
    learned = memory(staffed)
    ids = [row.id for row in rows(staffed, select(t.business_day.c.id).order_by(t.business_day.c.id))]
    assert (learned.first_day, learned.last_day) == (ids[-30], ids[-1])
    assert known(staffed) == pytest.approx(sum(2 * 0.9**age for age in range(1, 31)))
    assert rebuilt(staffed, SYSTEM).days == 30


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
@pytest.mark.parametrize("column", ["memory", "before"])
def test_what_cannot_be_read_is_said_and_learned_anew(staffed, keeper, clock, caplog, column, text):
    for _ in range(2):
        play(staffed, clock, keeper)
        day_over(staffed, clock)
    step(keeper, staffed)
    kept = memory(staffed)
    write(staffed, update(t.wait_memory).values(**{column: text}))
    keeper._following = None
    with caplog.at_level(logging.WARNING):
        step(keeper, staffed)
    assert "what was learned of waits cannot be read, and is learned anew" in caplog.text
    assert (memory(staffed).memory, memory(staffed).before) == (kept.memory, kept.before)
    assert said(staffed).of(A).counters == 2


def test_numbers_of_another_shape_are_learned_anew_too(staffed, keeper, clock):
    play(staffed, clock, keeper)
    day_over(staffed, clock)
    step(keeper, staffed)
    kept = memory(staffed).memory
    for change in (
        lambda one: one["learned"].update(offsets=[[0.0]]),
        lambda one: one["learned"]["weights"][0].append(1.0),
        lambda one: one["learned"].update(biases={A: ["x"]}),
        lambda one: one["learned"]["spreads"].pop(),
        lambda one: one["lines"].update({A: [1.0, "x"]}),
        lambda one: one["lines"].update({A: [float("nan")] * len(one["lines"][A])}),
    ):
        other = json.loads(kept)
        change(other)
        write(staffed, update(t.wait_memory).values(memory=json.dumps(other)))
        keeper._following = None
        step(keeper, staffed)
        assert memory(staffed).memory == kept


UNSAID = (*BROKEN, "1 00000000\n2026-11-23T02:00:00+00:00\n{}\n{}", "0 0\n\n\n")


@pytest.mark.parametrize("text", UNSAID, ids=range(len(UNSAID)))
def test_what_is_said_and_cannot_be_read_is_said_by_nobody(staffed, keeper, clock, caplog, text):
    play(staffed, clock, keeper)
    step(keeper, staffed)
    write(staffed, update(t.wait_said).values(said=text, version=t.wait_said.c.version + 1))
    with caplog.at_level(logging.WARNING):
        assert said(staffed) is None
    assert "what is said of waits cannot be read" in caplog.text
    assert issue(staffed).wait is None
    keeper.step()
    assert said(staffed).of(A).shown.ahead == 1
