"""A counter goes back through its last ten actions, latest first, while nobody else touched the numbers since."""

from __future__ import annotations

import pytest

from hall.errors import Refused
from hall.lifecycle import Action, State
from hall.translator import ENGLISH
from tests.hall_samples import BY


def at(store, name, **more):
    return store.run(lambda w: getattr(w.counter("1", BY), name)(**more))


def steps(store):
    with store.read() as view:
        return view.counter("1").undo_steps


def states(store, *codes):
    with store.read() as view:
        return [view.tickets.find(code).state for code in codes]


def honest(store):
    with store.read() as view:
        return [finding.message(ENGLISH) for finding in view.days.audit().findings] == []


@pytest.fixture
def busy(staffed, clock):
    """Counter 1 has served A-001 by pressing nothing but the key for the next, put A-002 off, and called A-003."""
    for _ in range(4):
        staffed.run(lambda w: w.tickets.issue("A", BY))
    at(staffed, "call_next")
    clock.move(minutes=5)
    at(staffed, "call_next")
    clock.move(minutes=2)
    at(staffed, "hold", reason="fotokopi")
    at(staffed, "call_next")
    clock.move(minutes=9)
    return staffed


def test_the_last_actions_are_listed_by_the_key_that_did_them(busy):
    assert [(step.action, step.codes, step.why) for step in steps(busy)] == [
        (Action.CALL_NEXT, ("A-003",), ""),
        (Action.HOLD, ("A-002",), ""),
        (Action.CALL_NEXT, ("A-002", "A-001"), ""),
        (Action.CALL_NEXT, ("A-001",), ""),
    ]


@pytest.mark.parametrize(
    ("back", "after"),
    [
        (0, [State.CALLED, State.HELD, State.WAITING]),
        (1, [State.DONE, State.CALLED, State.WAITING]),
        (2, [State.CALLED, State.WAITING, State.WAITING]),
        (3, [State.WAITING, State.WAITING, State.WAITING]),
    ],
)
def test_going_back_takes_back_all_that_came_after(busy, back, after):
    after = after if back else [State.DONE, State.HELD, State.WAITING]
    at(busy, "undo", event=steps(busy)[back].id)
    assert states(busy, "A-001", "A-002", "A-003") == after
    assert len(steps(busy)) == 3 - back
    assert honest(busy)


def test_what_somebody_else_touched_since_stays(busy):
    busy.run(lambda w: w.tickets.release(2, BY))
    listed = steps(busy)
    # The last one is of A-001, which the call of A-002 ended.
    assert [step.why for step in listed] == ["", "undo_touched", "undo_touched", "undo_touched"]
    with pytest.raises(Refused) as refused:
        at(busy, "undo", event=listed[1].id)
    assert refused.value.code == "undo_touched"


def test_a_number_comes_back_only_to_a_counter_that_is_free(busy):
    at(busy, "finish")
    at(busy, "call_next")
    busy.run(lambda w: w.tickets.set_priority(4, True, BY, reason="lansia"))
    first, second = steps(busy)[:2]
    assert (first.why, second.why, second.busy) == ("undo_touched", "undo_occupied", "A-004")
    with pytest.raises(Refused) as refused:
        at(busy, "undo", event=second.id)
    assert refused.value.code == "undo_occupied"


def test_ten_actions_are_listed_and_none_of_a_day_that_is_over(staffed, clock):
    for _ in range(12):
        staffed.run(lambda w: w.tickets.issue("A", BY))
        at(staffed, "call_next")
        clock.move(minutes=1)
    assert len(steps(staffed)) == 10
    at(staffed, "undo", event=steps(staffed)[-1].id)
    assert states(staffed, "A-002", "A-003", "A-012") == [State.CALLED, State.WAITING, State.WAITING]
    assert honest(staffed)
    at(staffed, "finish")
    staffed.run(lambda w: w.day.close(BY, reason="tutup"))
    assert steps(staffed) == ()


def test_the_fast_key_does_not_go_on_after_itself(busy):
    at(busy, "finish")
    at(busy, "undo")
    with pytest.raises(Refused) as refused:
        at(busy, "undo")
    assert refused.value.code == "nothing_to_undo"


def test_nobody_comes_back_to_a_counter_that_calls_nobody(busy):
    at(busy, "finish")
    at(busy, "pause", kind="break")
    with busy.read() as view:
        assert dict(view.counter("1").refusals)[Action.UNDO] == "counter_paused"
    for how in ({}, {"event": steps(busy)[0].id}):
        with pytest.raises(Refused) as refused:
            at(busy, "undo", **how)
        assert refused.value.code == "counter_paused"
    assert states(busy, "A-003") == [State.DONE]
    at(busy, "resume")
    at(busy, "undo")
    assert states(busy, "A-003") == [State.CALLED]


def test_what_brings_nobody_back_is_taken_back_at_a_paused_counter_too(busy):
    at(busy, "no_show")
    with busy.read() as view:
        missed = view.tickets.find("A-003").id
    busy.run(lambda w: w.tickets.return_late(missed, BY, counter=place(busy)))
    at(busy, "pause", kind="break")
    at(busy, "undo")
    assert states(busy, "A-003") == [State.NO_SHOW]


def place(store):
    with store.read() as view:
        return view.counter("1").counter.id
