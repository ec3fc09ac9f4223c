"""When a visit counts as begun, and as what the next call ends it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hall.lifecycle import State
from hall.visit import BY_ASSUMPTION, BY_NEXT, ending, has_begun

CALLED = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HALF_A_MINUTE = timedelta(seconds=30)


@pytest.mark.parametrize(
    ("state", "seconds", "begin_after", "begun"),
    [
        (State.CALLED, 29.999, HALF_A_MINUTE, False),
        (State.CALLED, 30, HALF_A_MINUTE, True),
        (State.CALLED, 3600, timedelta(0), False),
        (State.CALLED, -600, HALF_A_MINUTE, False),
        (State.SERVING, 0, HALF_A_MINUTE, True),
        (State.SERVING, 0, timedelta(0), True),
        (State.WAITING, 60, HALF_A_MINUTE, False),
    ],
)
def test_a_visit_has_begun_when_somebody_said_so_or_the_time_since_the_call_has_passed(
    state, seconds, begin_after, begun
):
    assert has_begun(state, CALLED, CALLED + timedelta(seconds=seconds), begin_after) is begun


@pytest.mark.parametrize(
    ("state", "seconds", "said", "ends"),
    [
        (State.CALLED, 5, None, (State.NO_SHOW, BY_NEXT, "")),
        (State.CALLED, 45, None, (State.DONE, BY_NEXT, "served")),
        (State.SERVING, 5, None, (State.DONE, BY_NEXT, "served")),
        (State.CALLED, 45, False, (State.NO_SHOW, BY_NEXT, "")),
        (State.CALLED, 5, True, (State.DONE, BY_ASSUMPTION, "served")),
        (State.SERVING, 5, False, (State.DONE, BY_NEXT, "served")),
    ],
)
def test_the_next_call_ends_a_visit_as_the_key_said_and_else_by_the_clock(state, seconds, said, ends):
    end = ending(state, CALLED, CALLED + timedelta(seconds=seconds), HALF_A_MINUTE, said)
    assert (end.state, end.detail, end.outcome) == ends


@pytest.mark.parametrize(("seconds", "said"), [(30, None), (300, None), (300, True)])
def test_an_assumed_visit_began_when_its_seconds_had_passed(seconds, said):
    end = ending(State.CALLED, CALLED, CALLED + timedelta(seconds=seconds), HALF_A_MINUTE, said)
    assert end.begun_at == CALLED + HALF_A_MINUTE


def test_a_visit_that_is_kept_from_beginning_ends_as_a_no_show_however_late():
    late = CALLED + timedelta(minutes=20)
    assert not has_begun(State.CALLED, CALLED, late, HALF_A_MINUTE, kept=True)
    assert ending(State.CALLED, CALLED, late, HALF_A_MINUTE, kept=True).state is State.NO_SHOW
