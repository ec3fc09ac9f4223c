"""What is said is what was worked out, stays while it may still be so, and is written down with each number."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from hall.access import By
from hall.estimating import Estimator
from hall.estimating.answering import answered
from hall.estimating.following import Following
from hall.estimating.said_text import said_text
from hall.estimating.shown import Kind, shown
from hall.store import open_store
from hall.store import tables as t
from hall.store.estimates import kept_waits
from hall.store.estimates.given import said_of
from hall.store.estimates.learning_days import forest
from tests.store.estimates.hall_days import A, find, here, issue, play, rows, said, service, step

STILL = (Kind.UP_TO, Kind.RANGE, Kind.OR_MORE, Kind.VERY_LONG)
COLUMNS = ("wait_low", "wait_middle", "wait_high", "wait_ahead", "wait_note")


def test_what_is_published_is_what_the_history_and_the_picture_say(staffed, keeper, clock):
    play(staffed, clock)
    for prefix, priority in (("A", False), ("A", True), ("B", False), ("2G", False), ("A", False)):
        issue(staffed, prefix, priority=priority)
    step(keeper, staffed)
    following = Following(Estimator(forest()))

    def work_out(reader):
        day = reader.estimates.open_day()
        for _, line in reader.estimates.steps_after(day, 0):
            following.take(line)
        takes = following.estimator.takes
        picture = reader.estimates.picture(lambda one: timedelta(minutes=takes(one)))
        return answered(following.estimator, picture)

    expected = staffed.fetch(work_out)
    assert said_text(said(staffed)) == said_text(expected)
    assert len(said(staffed).tickets) == 5
    assert said(staffed).of(A).shown.kind in STILL


def test_a_shown_range_changes_only_when_the_middle_leaves_it(staffed, keeper, clock):
    play(staffed, clock, keeper)
    for _ in range(7):
        issue(staffed)
    step(keeper, staffed)
    seen, changes, stayed = said(staffed), 0, 0
    for minute in range(70):
        clock.move(minutes=1)
        if minute % 6 == 5 or minute > 30:
            here(staffed, "call_next")
        if minute < 30 or minute % 5 == 0:
            issue(staffed)
        step(keeper, staffed)
        now = said(staffed)
        for key in seen.services:
            before, after = seen.of(key).shown, now.of(key)
            if before.kind not in STILL or after.shown.kind not in STILL:
                continue
            if before.holds(after.estimate.middle):
                assert (before.kind, before.low, before.high) == (after.shown.kind, after.shown.low, after.shown.high)
                stayed += shown(after.estimate).high != after.shown.high
            else:
                assert (after.shown.low, after.shown.high) == (shown(after.estimate).low, shown(after.estimate).high)
                changes += 1
        seen = now
    assert changes > 2
    assert stayed > 2, "it would have been another range, and stayed"


def test_the_first_range_that_a_screen_shows_of_a_number_is_that_of_its_slip(staffed, keeper, clock):
    play(staffed, clock, keeper)
    told = []
    for minute in range(30):
        number = issue(staffed)
        told.append(number.wait.kind)
        clock.move(seconds=20)
        step(keeper, staffed)
        first = said(staffed).tickets.get(number.id)
        if number.wait.kind in STILL and first is not None and first.kind in STILL:
            assert (first.low, first.high) == (number.wait.low, number.wait.high), minute
        if minute % 2:
            here(staffed, "call_next")
    assert set(told) & set(STILL)


def test_columns_history_and_view_of_a_number_say_the_same(staffed, keeper, clock):
    issue(staffed)  # nobody says anything
    play(staffed, clock, keeper)
    kinds: set[Kind | None] = set()
    for _ in range(40):
        step(keeper, staffed)
        issue(staffed, priority=len(kinds) % 2 == 1)
        clock.move(seconds=25)
        issue(staffed)
    e, c = t.ticket_event.c, t.ticket.c
    issued = select(t.ticket, e.after).join(t.ticket_event, e.ticket_id == c.id).where(e.action == "issue")
    for row in rows(staffed, issued):
        columns = {name: getattr(row, name) for name in COLUMNS}
        assert {name: row.after.get(name) for name in COLUMNS[:-1]} == {name: columns[name] for name in COLUMNS[:-1]}
        assert row.after.get("wait_note", "") == row.wait_note
        assert (row.wait_ahead is None) == ("asked" not in row.after)
        view = find(staffed, f"A-{row.number:03d}")
        assert view.told == said_of(row._mapping)
        kinds.add(view.told.kind if view.told else None)
    assert {None, Kind.UNKNOWN} <= kinds
    assert kinds & {Kind.RANGE, Kind.UP_TO}
    assert kinds & {Kind.OR_MORE, Kind.VERY_LONG}


def test_what_a_number_is_told_is_what_was_shown_before_it(staffed, keeper, clock):
    play(staffed, clock, keeper)
    for _ in range(12):
        for priority in (False, True):
            step(keeper, staffed)
            view = service(staffed)
            before = view.priority_wait if priority else view.wait
            assert issue(staffed, priority=priority).wait == before
            clock.move(seconds=40)


def test_numbers_given_between_two_steps_are_counted_until_they_are_in_what_is_said(staffed, keeper, clock):
    play(staffed, clock, keeper)
    for _ in range(3):
        issue(staffed)
    step(keeper, staffed)
    old = said(staffed)
    waits = [issue(staffed).wait for _ in range(3)]
    assert [one.ahead for one in waits] == [3, 4, 5]
    estimates = [staffed._cache.waits.of(A, priority=False).estimate.middle]
    issue(staffed)
    estimates.append(staffed._cache.waits.of(A, priority=False).estimate.middle)
    assert estimates[1] > estimates[0], "one more is ahead"
    # What was worked out before they were given comes only now.
    clock.move(seconds=1)
    issue(staffed)
    staffed.run(lambda w: w.estimates.say(By.system(), keeper._holder, old))
    assert service(staffed).wait.ahead == old.of(A).shown.ahead + 1, (
        "those at the same moment are in it, the last is not"
    )
    step(keeper, staffed)
    assert service(staffed).wait.ahead == 8


def test_a_kiosk_counts_each_class_by_itself(staffed, keeper, clock):
    play(staffed, clock, keeper)
    step(keeper, staffed)
    before = service(staffed)
    issue(staffed, priority=True)
    after = service(staffed)
    assert after.priority_wait.ahead == before.priority_wait.ahead + 1
    assert after.wait.ahead == before.wait.ahead
    step(keeper, staffed)
    assert service(staffed).wait.ahead == before.wait.ahead + 1, "who has priority is ahead of others too"


@pytest.mark.parametrize(("minutes", "says"), [(1.9, True), (2.1, False), (60, False), (-1.9, True), (-2.1, False)])
def test_what_was_said_two_minutes_ago_is_said_no_more(staffed, hall_url, keeper, clock, minutes, says):
    play(staffed, clock, keeper)
    issue(staffed)
    step(keeper, staffed)
    clock.move(minutes=minutes)
    assert (said(staffed) is not None) is says
    assert (service(staffed).wait is not None) is says
    assert (issue(staffed).wait is not None) is says
    other = open_store(hall_url, clock)
    try:
        assert (issue(other).wait is not None) is says
    finally:
        other.close()


def test_a_number_that_waits_is_told_nothing_when_nobody_works_it_out_any_more(staffed, keeper, clock):
    play(staffed, clock, keeper)
    step(keeper, staffed)
    number = issue(staffed)
    assert find(staffed, number.code).wait == number.wait, "what its slip says is what is said now"
    clock.move(minutes=3)
    late = find(staffed, number.code)
    assert (late.wait, late.told) == (None, number.wait)
    step(keeper, staffed)
    assert find(staffed, number.code).wait.ahead == number.wait.ahead


def test_without_a_program_nothing_is_said_and_a_number_is_given_as_ever(staffed, clock):
    numbers = [issue(staffed, priority=priority) for priority in (False, True)]
    assert [(one.code, one.wait, one.told) for one in numbers] == [("A-001", None, None), ("A-002", None, None)]
    assert said(staffed) is None
    e = t.ticket_event.c
    stated = [row.after for row in rows(staffed, select(e.after).where(e.action == "issue"))]
    assert not any(name in one for one in stated for name in ("asked", *COLUMNS))
    assert service(staffed).priority_wait is None


def test_a_screen_that_knows_what_is_said_reads_nothing_more_for_it(staffed, keeper, clock, monkeypatch):
    play(staffed, clock)
    step(keeper, staffed)
    assert service(staffed).wait is not None
    monkeypatch.setattr(kept_waits, "_SAID", None)  # a statement that cannot be run
    known = service(staffed).wait
    monkeypatch.undo()
    issue(staffed, "A")
    clock.move(minutes=1)
    step(keeper, staffed)
    assert known is not None
    assert service(staffed).wait is not None
    assert staffed._cache.waits.last == clock.now()
