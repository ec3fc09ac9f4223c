"""A number keeps the language that its visitor chose: for the call, a later slip, and in its history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from hall.access import By
from hall.store import tables as t
from tests.board_words import read
from tests.hall_samples import BY


def audited(store):
    with store.read() as view:
        return view.days.audit()


def issue(store, language, way="act", **more):
    return getattr(store, way)(lambda work: work.tickets.issue("A", BY, language=language, **more))


@pytest.mark.parametrize("way", ["act", "run"])
def test_a_number_keeps_the_language_and_the_board_is_told(staffed, way):
    made = issue(staffed, "en", way)
    assert made.language == "en"
    staffed.run(lambda work: work.counter("1", BY).call_next())

    assert [one.language for one in read(staffed).calls] == ["en"]
    with staffed.read() as view:
        assert view.tickets.find("A-001").language == "en"
    assert audited(staffed).findings == ()


def test_a_repeat_is_the_same_number_in_its_language(store):
    by = By.system(request_id="once")
    made = [store.act(lambda work: work.tickets.issue("A", by, language="en")) for _ in range(2)]
    assert {(one.code, one.language) for one in made} == {("A-001", "en")}


@pytest.mark.parametrize("text", ["", "EN", "english language", "e", "en; DROP", "\u202een"])
def test_what_is_no_code_of_a_language_is_as_if_nobody_had_chosen(store, text):
    assert issue(store, text).language == ""
    assert audited(store).findings == ()


def test_a_booking_that_checks_in_has_it_too(store, clock):
    slot = clock.now() + timedelta(minutes=20)
    code = store.run(lambda work: work.bookings.book("A", slot, BY)).code
    made = store.run(lambda work: work.bookings.check_in(code, BY, language="en"))

    assert made.language == "en"
    assert audited(store).findings == ()


def test_a_language_that_the_history_does_not_tell_is_found(store):
    issue(store, "en")
    store.run(lambda work: work._tx.connection.execute(update(t.ticket).values(language="id")))

    assert [dict(one.params)["column"] for one in audited(store).findings] == ["ticket.language"]
