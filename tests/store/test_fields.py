"""Fields that are kept in one text: what people type into one of them is no border between two."""

from __future__ import annotations

import pytest

from hall.access import By
from hall.errors import Refused
from hall.field_text import fields_of, joined
from hall.store.database.requests import fingerprint, new_request_id
from tests.hall_samples import BY


def test_a_bar_in_a_field_makes_no_two_fields_of_it():
    assert fingerprint("transfer", "a|b", "c") != fingerprint("transfer", "a", "b|c")
    assert fingerprint("transfer", "a\\", "|c") != fingerprint("transfer", "a\\|", "c")
    assert joined("B", "", "|") == "B||\\|"
    assert joined("B", "7", "") == "B|7"
    assert joined("", "", "") == ""
    assert fields_of(joined("B", "a\\", "|c")) == ("B", "a\\", "|c")


def test_a_text_without_a_bar_is_as_it_was():
    assert fingerprint("issue", "ktp", False, True) == "issue|ktp|False|True"


@pytest.mark.parametrize("note", ["kiri|kanan", "|", "a\\b", "satu\ndua"])
def test_a_note_is_one_line_of_the_history_whatever_stands_in_it(sqlite_store, note):
    with sqlite_store.begin() as work:
        ticket = work.tickets.issue("A", BY)
        work.tickets.transfer(ticket.id, BY, service="B", note=note)
    with sqlite_store.read() as view:
        detail = view.tickets.history(ticket.code)[-1].detail
    assert detail.isprintable()
    assert detail.startswith("B||")


@pytest.mark.parametrize("text", ["x" * 1000, "a\u202eb", "nol\0nol"])
def test_what_people_type_as_a_reason_or_note_is_refused_where_no_screen_could_show_it(sqlite_store, text):
    with sqlite_store.begin() as work:
        ticket = work.tickets.issue("A", BY)
    actions = (
        lambda work: work.tickets.transfer(ticket.id, BY, service="B", note=text),
        lambda work: work.tickets.set_priority(ticket.id, True, BY, reason=text),
        lambda work: work.tickets.cancel(ticket.id, BY, reason=text),
        lambda work: work.tickets.import_manual("B", 3, BY, waiting_from=None, reason=text),
    )
    for action in actions:
        with pytest.raises(Refused, match=r"characters|sign|U\+"):
            sqlite_store.run(action)


def test_a_repeat_with_a_bar_in_its_note_is_done_once(sqlite_store):
    request = new_request_id()
    with sqlite_store.begin() as work:
        ticket = work.tickets.issue("A", BY)
    for _ in range(2):
        with sqlite_store.begin() as work:
            work.tickets.transfer(ticket.id, By.system(request_id=request), service="B", note="kiri|kanan")
    with sqlite_store.read() as view:
        assert [event.action for event in view.tickets.history(ticket.code)] == ["issue", "transfer"]
