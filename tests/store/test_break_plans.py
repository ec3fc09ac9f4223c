"""Staggered breaks: planned from other days, kept, moved, and looked at for gaps; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from hall.access import By
from hall.errors import Refused
from hall.lifecycle import State
from hall.structure import TimeRange, WeeklyHours
from hall.translator import INDONESIAN
from tests.hall_samples import BY


def today(store, agency="", by=BY):
    return store.fetch(lambda view: view.breaks.today(agency), by)


def local(turns):
    return [(turn.label, f"{turn.starts_at:%H:%M}", f"{turn.ends_at:%H:%M}") for turn in turns]


@pytest.fixture
def through(store, structure):
    """The hall is open through noon."""
    day = (TimeRange(time(7, 30), time(16, 0)),)
    hall = replace(structure.hall, hours=WeeklyHours((day,) * 7), always_open=False)
    services = tuple(replace(one, hours=None, profiles=()) for one in structure.services)
    agencies = tuple(replace(one, hours=None, profiles=()) for one in structure.agencies)
    wanted = replace(structure, hall=hall, services=services, agencies=agencies)
    store.run(lambda w: w.hall.apply(wanted, BY))
    return store


def test_a_plan_is_kept_seen_and_made_anew(through):
    assert today(through).kept == ()
    proposal = today(through).proposal
    through.run(lambda w: w.breaks.plan(BY))
    assert today(through).kept == proposal.turns
    assert all(time(11, 30) <= turn.starts_at.time() and turn.ends_at.time() <= time(13, 30) for turn in proposal.turns)
    through.run(lambda w: w.breaks.plan(BY))
    assert today(through).kept == proposal.turns


def test_a_break_is_moved_within_the_hours_of_breaks(through):
    through.run(lambda w: w.breaks.plan(BY))
    through.run(lambda w: w.breaks.move("1", datetime(2026, 11, 23, 4, 15, tzinfo=UTC), BY))
    assert ("1", "12:15", "13:15") in local(today(through).kept)
    with pytest.raises(Refused) as refusal:
        through.run(lambda w: w.breaks.move("1", datetime(2026, 11, 23, 5, 0, tzinfo=UTC), BY))
    assert refusal.value.code == "break_outside"


def test_nothing_is_planned_or_moved_into_the_past(through, clock):
    through.run(lambda w: w.breaks.move("1", datetime(2026, 11, 23, 3, 30, tzinfo=UTC), BY))  # 11.30 in Kendari
    clock.moment = datetime(2026, 11, 23, 4, 10, 20, tzinfo=UTC)
    through.run(lambda w: w.breaks.plan(BY))
    kept = today(through).kept
    assert local(kept)[0] == ("1", "11:30", "12:30"), "what has begun is not taken back"
    assert len(kept) > 1
    assert all(turn.starts_at.time() >= time(12, 15) for turn in kept[1:])
    with pytest.raises(Refused) as refusal:
        through.run(lambda w: w.breaks.move("2", datetime(2026, 11, 23, 4, 9, tzinfo=UTC), BY))
    assert refusal.value.message(INDONESIAN).startswith("Sekarang 12.10")
    through.run(lambda w: w.breaks.move("2", datetime(2026, 11, 23, 4, 10, tzinfo=UTC), BY))
    clock.moment = datetime(2026, 11, 23, 4, 49, tzinfo=UTC)
    before = today(through).kept
    with pytest.raises(Refused) as refusal:
        through.run(lambda w: w.breaks.plan(BY))
    assert refusal.value.code == "breaks_too_late"
    assert today(through).kept == before


def test_what_a_supervisor_opens_through_noon_does_not_stop_by_its_hours(store):
    stopped = {gap.service for gap in today(store).gaps}
    assert "disdukcapil-a" in stopped
    store.run(lambda w: w.staff.add("ani", "Ani", "407163", BY, role="supervisor"))
    made = store.run(lambda w: w.overrides.open("service", By.staff("supervisor", "ani"), "A", reason="Ramai"))
    gaps = [gap for gap in today(store).gaps if gap.service == "disdukcapil-a"]
    assert "hours" not in {gap.code for gap in gaps}
    assert {gap.service for gap in today(store).gaps if gap.code == "hours"} == stopped - {"disdukcapil-a"}
    store.run(lambda w: w.overrides.end(made.id, By.staff("supervisor", "ani")))
    assert "hours" in {gap.code for gap in today(store).gaps if gap.service == "disdukcapil-a"}


def test_hours_with_a_break_stop_a_service_whatever_is_planned(store):
    found = today(store).gaps
    assert found
    assert {gap.code for gap in found} == {"hours"}


def test_two_counters_that_go_together_stop_their_service(through, structure):
    places = [one for one in structure.counters if any(of.service == structure.services[0].id for of in one.services)]
    noon = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
    for place in places:
        through.run(lambda w, at=place.label: w.breaks.move(at, noon, BY))
    stopped = [gap for gap in today(through).gaps if gap.service == structure.services[0].id]
    assert [(gap.starts_at, gap.code) for gap in stopped] == [(noon, "together" if len(places) > 1 else "one_counter")]


def test_breaks_are_where_few_people_came_on_other_days(through, clock):
    clock.moment = datetime(2026, 11, 20, 3, 30, tzinfo=UTC)  # 11.30 in Kendari, on Friday
    for _ in range(8):
        through.run(lambda w: w.tickets.issue("A", BY))
    clock.move(minutes=5)
    through.run(lambda w: w.counter("1", BY).call_next())
    through.run(lambda w: w.counter("1", BY).serve())
    clock.move(minutes=12)
    through.run(lambda w: w.counter("1", BY).finish())
    through.run(lambda w: w.day.close(BY, reason="sore"))
    clock.moment = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    assert through.fetch(lambda view: view.tickets.find("A-001")).state is State.DONE
    found = today(through).proposal
    assert 0 < found.wait_without < min(found.wait, found.wait_together)
    assert found.expected == 8


def test_the_clerks_who_are_there_are_counted_and_a_wait_that_nobody_knows_is_not_computed(through):
    found = today(through)
    assert (found.attended, len(found.proposal.turns), found.proposal.expected) == (0, 3, 0.0)
    ani = through.run(lambda w: w.staff.add("ani", "Ani", "407163", BY)).id
    through.run(lambda w: w.counter("1", BY).sign_in(ani))
    found = today(through)
    assert (found.attended, [turn.label for turn in found.proposal.turns]) == (1, ["1"])


def test_an_agencys_supervisor_plans_and_sees_the_own_agency_only(through, structure):
    own, other = structure.agencies[0].id, structure.agencies[-1].id
    assert own != other
    by = By.staff("agency_supervisor", "rina", agency=own)
    through.run(lambda w: w.breaks.plan(BY))
    before = today(through).kept
    through.run(lambda w: w.breaks.plan(by, own))
    assert {turn.agency for turn in today(through, by=by).kept} == {own}
    assert [one for one in today(through).kept if one.agency != own] == [one for one in before if one.agency != own]
    for job in (lambda w: w.breaks.plan(by), lambda w: w.breaks.plan(by, other)):
        with pytest.raises(Refused) as refusal:
            through.run(job)
        assert refusal.value.code == "other_agency"
    with pytest.raises(Refused):
        today(through, other, by)


def test_times_are_whole_quarters(through):
    starts = {turn.starts_at - turn.starts_at.replace(minute=0) for turn in today(through).proposal.turns}
    assert all(span % timedelta(minutes=15) == timedelta(0) for span in starts)


def test_a_desk_and_the_details_of_its_service_show_the_planned_break_until_it_is_over(through, clock):
    assert through.fetch(lambda view: view.counter("1")).break_turn is None
    for label, minute in (("1", 0), ("2", 15), ("3", 30)):
        at = datetime(2026, 11, 23, 4, minute, tzinfo=UTC)
        through.run(lambda w, label=label, at=at: w.breaks.move(label, at, BY))
    desk = through.fetch(lambda view: view.counter("1"))
    assert local((desk.break_turn, desk.break_after)) == [("1", "12:00", "13:00"), ("2", "12:15", "13:15")]
    shown = through.fetch(lambda view: view.floor.details(BY, "agency", "disdukcapil"))
    assert local(one.turn for one in shown.counters) == [("1", "12:00", "13:00"), ("2", "12:15", "13:15")]
    clock.move(hours=3)
    assert through.fetch(lambda view: view.counter("1")).break_turn is None
