"""Numbering, lifecycle, opening, the business day and the words of dates."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall import dates
from hall.business_day import closes_at, refuse_bad_date
from hall.errors import Refused
from hall.lifecycle import AT_COUNTER, OPEN_STATES, TABLE, Action, State, after
from hall.messages import member_text, message
from hall.numbering import code_of, parse_code, readings
from hall.translator import ENGLISH, INDONESIAN, Translator
from tests.hall_samples import small_hall

KENDARI = ZoneInfo("Asia/Makassar")
MOMENTS = st.integers(0, 366 * 1440).map(lambda m: datetime(2026, 1, 1, tzinfo=KENDARI) + timedelta(minutes=m))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=KENDARI)


@given(st.from_regex("[A-Z0-9]{1,3}", fullmatch=True), st.integers(1, 999_999))
def test_a_code_reads_back_as_it_was_written(prefix, number):
    assert parse_code(code_of(prefix, number)) == (prefix, number)


@pytest.mark.parametrize("typed", ["a-42", "A 042", " A-042 ", "A–042"])
def test_a_code_is_read_as_people_type_it(typed):
    assert parse_code(typed) == ("A", 42)


@pytest.mark.parametrize("typed", ["", "A", "A-", "A-0", "ABCD-1", "-42", "42", "A-1x"])
def test_what_is_no_code_is_none(typed):
    assert parse_code(typed) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("a42", ("A", 42)),
        (" A042 ", ("A", 42)),
        ("2g1", ("2G", 1)),
        ("a-7", ("A", 7)),
        ("skc23", ("SKC", 23)),
        ("SKC23456", None),
        ("x42", None),
        ("a0", None),
        ("a", None),
        ("42", None),
        ("a\u0664", None),
    ],
)
def test_a_code_without_a_dash_is_read_where_a_prefix_makes_it_plain(typed, read):
    ranks = readings(typed, ("A", "2", "2G", "SKC"))
    assert (ranks[0][0] if ranks else None) == read


def test_every_state_can_be_left_an_ended_one_only_back_to_the_queue():
    for state in State:
        following = {after(state, action) for action in Action} - {None, state}
        assert following
        assert state in OPEN_STATES or following == {State.WAITING}
    assert set(State) - {State.DONE, State.NO_SHOW, State.CANCELLED} == OPEN_STATES
    assert AT_COUNTER < OPEN_STATES


def test_the_table_leads_from_a_number_to_a_finished_visit():
    state: State | None = State.PRINTING
    for action in (Action.SLIP_OUT, Action.CALL_NEXT, Action.RECALL, Action.SERVE, Action.FINISH):
        assert state is not None
        state = after(state, action)
    assert state is State.DONE
    assert (State.SERVING, Action.NO_SHOW) not in TABLE


def test_a_business_day_ends_at_its_first_closing_time_not_at_midnight():
    hall = small_hall().hall
    assert closes_at(local("2026-11-23T07:30"), hall) == local("2026-11-23T23:00")
    assert closes_at(local("2026-11-23T23:30"), hall) == local("2026-11-24T23:00")


def test_an_always_open_hall_gets_a_day_more():
    assert closes_at(local("2026-11-23T22:59"), small_hall(always_open=True).hall) == local("2026-11-24T23:00")


@pytest.mark.parametrize(
    ("days", "following", "code"),
    [
        (0, 1, "day_not_later"),
        (-1, 1, "day_not_later"),
        (9, 1, "day_far_ahead"),
        (1, 1, None),
        (8, 1, None),
        (8, None, "day_far_ahead"),
        (16, 16, None),
        (23, 16, None),
        (24, 16, "day_far_ahead"),
    ],
)
def test_a_day_opens_by_itself_only_later_and_not_far_after_the_next_open_day(days, following, code):
    last = date(2026, 11, 23)
    opens = None if following is None else last + timedelta(days=following)
    if code is None:
        refuse_bad_date(last + timedelta(days=days), last, opens)
        return
    with pytest.raises(Refused) as refusal:
        refuse_bad_date(last + timedelta(days=days), last, opens)
    assert refusal.value.code == code


def test_the_first_day_may_have_any_date():
    refuse_bad_date(date(2020, 1, 1), None, None)


def test_dates_are_written_as_indonesians_write_them():
    day = date(2026, 11, 23)
    assert dates.date_text(day, INDONESIAN) == "Senin, 23 November 2026"
    assert dates.short_date_text(day, INDONESIAN) == "Sen, 23 Nov"
    assert dates.day_text(day, INDONESIAN, short=True) == "23 Nov 2026"
    assert dates.date_text(day, ENGLISH) == "Monday, 23 November 2026"
    assert dates.clock_text(time(7, 5), INDONESIAN) == "07.05"
    assert dates.clock_text(time(7, 5), ENGLISH) == "07:05"
    assert dates.range_text(time(7, 30), time(12, 0), INDONESIAN) == "07.30–12.00"


def test_every_state_and_action_has_words():
    for member in [*State, *Action]:
        assert member_text(member, INDONESIAN)
        assert member_text(member, ENGLISH)


def test_a_refusal_speaks_the_language_it_is_asked_for():
    refusal = Refused("wrong_state", number="A-042", state=State.DONE, action=Action.RECALL)
    assert refusal.message(INDONESIAN) == "A-042 sudah selesai, jadi tidak bisa dipanggil ulang."
    assert refusal.message(ENGLISH) == str(refusal) == "A-042 is already finished, so it cannot be recalled."
    assert message("wrong_pin", Translator("fr")) == message("wrong_pin", INDONESIAN)
