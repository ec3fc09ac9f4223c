"""A number that somebody types finds the person whom it means, also where one prefix begins another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hall.errors import Refused
from hall.translator import Translator
from tests.hall_samples import BY, small_hall


@pytest.fixture
def confusing(store):
    """The small hall, whose second service has the prefix A1 next to A."""
    hall = small_hall()
    services = tuple(replace(s, prefix="A1") if s.prefix == "B" else s for s in hall.services)
    store.run(lambda work: work.hall.apply(replace(hall, services=services), BY))
    return store


def _given(store, prefix: str, last: int) -> None:
    step = 400
    for number in (*range(step, last, step), last):
        store.run(lambda work, number=number: work.tickets.import_manual(prefix, number, BY, waiting_from=number))


def test_a_code_is_what_its_slip_prints(confusing):
    _given(confusing, "A", 142)
    with confusing.read() as view:
        assert view.tickets.find("a142").code == "A-142"


def test_of_two_readings_the_one_that_exists_is_found(confusing):
    _given(confusing, "A1", 42)
    with confusing.read() as view:
        assert view.tickets.find("A142").code == view.tickets.find("a1042").code == "A1-042"


def test_where_both_exist_the_printed_one_is_meant(confusing):
    _given(confusing, "A", 142)
    _given(confusing, "A1", 42)
    with confusing.read() as view:
        assert view.tickets.find("A142").code == "A-142"
        assert view.tickets.find("A1-42").code == "A1-042"


def test_of_two_that_exist_nobody_is_taken_for_the_other(confusing):
    _given(confusing, "A", 1042)
    _given(confusing, "A1", 42)
    with confusing.read() as view, pytest.raises(Refused) as refusal:
        view.tickets.find("A1042")
    assert refusal.value.code == "ambiguous_number"
    for language in ("id", "en"):
        assert all(code in refusal.value.message(Translator(language)) for code in ("A-1042", "A1-042"))


def test_a_scanner_may_name_the_kind_of_its_code(store):
    ticket = store.run(lambda work: work.tickets.issue("A", BY))
    with store.read() as view:
        assert view.tickets.find(f"]Q1MPP:{ticket.token}\r").id == ticket.id
        assert view.tickets.find(f"]C1{ticket.code}").id == ticket.id


def test_the_desk_knows_which_numbers_exist(confusing):
    _given(confusing, "A1", 42)
    with confusing.read() as view:
        assert dict(view.counter("1").last_numbers) == {"A1": 42}


def test_a_hall_without_such_prefixes_asks_nothing_more(store):
    store.run(lambda work: work.tickets.issue("A", BY))
    with store.read() as view:
        assert view.counter("1").last_numbers == ()
