"""What a wrong record may be corrected to: every state by every other, on an open and on a closed business day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from hall.correcting import Record, columns, corrected, refuse
from hall.errors import Refused
from hall.lifecycle import CORRECTABLE, State
from hall.translator import ENGLISH, INDONESIAN

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)
TABLE = """
             printing  waiting  called  serving  held   done   no_show  cancelled
printing     slip      slip     slip    slip     slip   slip   slip     slip
waiting      state     -        state   state    state  ok     state    ok
called       counter   counter  -       counter  counter counter counter counter
serving      counter   counter  counter -        counter counter counter counter
held         state     ok       state   state    -      ok     state    ok
done         state     ok       state   state    state  -      ok       ok
no_show      state     ok       state   state    state  ok     -        ok
cancelled    state     ok       state   state    state  ok     ok       -
"""
CODES = {
    "slip": "correct_printing",
    "state": "correct_state",
    "counter": "correct_at_counter",
    "-": "nothing_to_correct",
}


def rows():
    head, *lines = (line.split() for line in TABLE.strip().splitlines())
    return [(State(line[0]), State(to), word) for line in lines for to, word in zip(head, line[1:], strict=True)]


def record(state: State, **more) -> Record:
    ended = {"outcome": "served"} if state is State.DONE else {}
    return Record("A-001", state, "ktp", **{"calls": 1, **ended, **more})


def code_of(before: Record, after: Record, closed_on=None) -> str:
    try:
        refuse(before, after, closed_on=closed_on)
    except Refused as refusal:
        for translate in (INDONESIAN, ENGLISH):
            said = refusal.message(translate)
            assert "A-001" in said
            assert said.endswith(".")
        return refusal.code
    return "ok"


@pytest.mark.parametrize(("state", "to", "word"), rows())
def test_a_record_is_corrected_to_another_state_or_refused_with_a_sentence(state, to, word):
    before = record(state)
    after = corrected(before, state=to)
    assert code_of(before, after) == CODES.get(word, word)
    assert (to in CORRECTABLE[state]) == (word in ("ok", "-") and state is not State.PRINTING)
    if word == "ok":
        assert code_of(before, after, DAY) == "correct_closed"


@pytest.mark.parametrize("state", State)
def test_a_wrong_service_is_corrected_wherever_the_number_stands(state):
    before = record(state)
    after = corrected(before, service="kk")
    assert code_of(before, after) == ("correct_printing" if state is State.PRINTING else "ok")
    assert columns(before, after, AT)["service_id"] == "kk"
    assert after.state is state


@pytest.mark.parametrize("closed_on", [None, DAY])
def test_how_a_visit_ended_can_be_corrected_also_when_its_day_is_closed(closed_on):
    before = record(State.DONE)
    after = corrected(before, outcome="not_served", obstacle="jaringan")
    assert code_of(before, after, closed_on) == "ok"
    assert columns(before, after, AT) == {"service_id": "ktp", "outcome": "not_served", "obstacle_id": "jaringan"}


def test_only_a_number_that_was_called_can_be_a_no_show():
    never = record(State.CANCELLED, calls=0)
    assert code_of(never, corrected(never, state="no_show")) == "correct_never_called"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"state": "lost"}, "unknown_state"),
        ({"outcome": "good"}, "unknown_outcome"),
        ({"state": "no_show", "outcome": "served"}, "correct_outcome"),
        ({"outcome": "not_served"}, "obstacle_needed"),
    ],
)
def test_what_is_no_record_is_refused(wanted, code):
    with pytest.raises(Refused) as refusal:
        corrected(record(State.DONE), **wanted)
    assert refusal.value.code == code


def test_what_is_not_given_stays():
    hindered = record(State.DONE, obstacle="berkas")
    assert corrected(hindered, service="kk") == Record("A-001", State.DONE, "kk", "served", "berkas", 1)
    assert corrected(hindered, outcome="served").obstacle == ""
    assert corrected(record(State.NO_SHOW), state="done").outcome == "served"


def test_a_number_that_waits_again_waits_for_every_counter_and_one_that_ended_keeps_its_moment():
    done = record(State.DONE)
    again = columns(done, corrected(done, state="waiting"), AT)
    assert (again["ended_at"], again["directed_to"], again["outcome"], "queue_time" in again) == (None, None, "", False)
    assert "ended_at" not in columns(done, corrected(done, state="no_show"), AT)
    held = record(State.HELD)
    assert columns(held, corrected(held, state="done"), AT)["ended_at"] == AT
