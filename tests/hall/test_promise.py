"""Whether a visit was as promised, and why not."""

from datetime import UTC, datetime, timedelta

import pytest

from hall.promise import Part, Promise, Visit, Why, next_offer, promise_of, span, unattended, verdict
from hall.structure import Offer, Rules
from tests.hall_samples import small_hall

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PROMISE = Promise(timedelta(minutes=30), timedelta(minutes=15))
OFFERS = (Offer("maaf", "Maaf", "Sorry"), Offer("pos", "Pos", "Post"))


def minutes(count):
    return None if count is None else timedelta(minutes=count)


def at(count):
    return NINE + timedelta(minutes=count)


@pytest.mark.parametrize(
    ("waited", "served", "facts", "broken", "why"),
    [
        (30, 15, {}, (), None),
        (None, None, {"hindered": True}, (), None),
        (31, 15, {"ahead": 4}, ("wait",), Why.QUEUE),
        (31, None, {}, ("wait",), Why.UNKNOWN),
        (40, 20, {"ahead": 4, "hindered": True}, ("wait", "service"), Why.OBSTACLE),
        (40, 15, {"ahead": 4, "unattended": minutes(10)}, ("wait",), Why.BREAK),
        (40, 15, {"ahead": 4, "unattended": minutes(9)}, ("wait",), Why.QUEUE),
        (5, 16, {"ahead": 4, "unattended": minutes(5)}, ("service",), Why.UNKNOWN),
    ],
)
def test_what_was_too_long_breaks_the_promise_and_has_a_reason(waited, served, facts, broken, why):
    found = verdict(Visit(minutes(waited), minutes(served), **facts), PROMISE)
    assert (found.broken, found.why, found.kept) == (frozenset(map(Part, broken)), why, not broken)


def test_a_span_is_of_whole_seconds_as_the_databases_count_them():
    assert span(NINE + timedelta(microseconds=900_000), at(1) + timedelta(microseconds=100)) == minutes(1)
    assert span(None, NINE) is span(NINE, None) is None


def test_a_service_has_its_own_promise_to_who_waits_or_that_of_the_hall():
    service = small_hall().services[0]
    assert promise_of(service, Rules(promised_wait=minutes(20))) == Promise(minutes(20), minutes(15))
    own = type(service)(**{**{n: getattr(service, n) for n in service.__slots__}, "promised_wait_minutes": 5})
    assert promise_of(own, Rules()).wait == minutes(5)


@pytest.mark.parametrize(
    ("presences", "gone"),
    [
        ([], 60),
        ([[(at(-30), True)]], 0),
        ([[(at(-30), True), (at(10), False), (at(25), True)]], 15),
        ([[(at(-30), True), (at(10), False)], [(at(20), True), (at(50), False)]], 20),
        ([[(at(70), True)]], 60),
        ([[(at(-30), True), (at(-10), False), (at(12), True)]], 12),
    ],
)
def test_nobody_is_there_while_every_counter_of_the_service_is_left(presences, gone):
    assert unattended(presences, NINE, at(60)) == minutes(gone)


def test_each_press_chooses_the_next_offer_and_after_the_last_one_none():
    assert [next_offer(OFFERS, chosen) for chosen in ("", "maaf", "pos", "gone")] == ["maaf", "pos", "", "maaf"]
    assert next_offer((), "") == ""
