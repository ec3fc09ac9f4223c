"""Fields that are kept in one text: what people type into one of them is no border between two."""

from __future__ import annotations

import pytest

from hall.errors import Refused
from hall.store.database.requests import fingerprint, joined, new_request_id


def test_a_bar_in_a_field_makes_no_two_fields_of_it():
    assert fingerprint("transfer", "a|b", "c") != fingerprint("transfer", "a", "b|c")
    assert fingerprint("transfer", "a\\", "|c") != fingerprint("transfer", "a\\|", "c")
    assert joined("B", "", "|") == "B||\\|"
    assert joined("B", "7", "") == "B|7"
    assert joined("", "", "") == ""


def test_a_text_without_a_bar_is_as_older_programs_stored_it():
    assert fingerprint("issue", "ktp", False, True) == "issue|ktp|False|True"


@pytest.mark.parametrize("note", ["kiri|kanan", "|", "a\\b", "satu\ndua"])
def test_a_note_is_one_line_of_the_history_whatever_stands_in_it(sqlite_store, note):
    with sqlite_store.begin() as work:
        ticket = work.issue("A")
        work.transfer_ticket(ticket.id, service="B", note=note, actor="test")
    with sqlite_store.read() as view:
        detail = view.history(ticket.code)[-1].detail
    assert detail.isprintable()
    assert detail.startswith("B||")


@pytest.mark.parametrize("text", ["x" * 1000, "a\u202eb", "nol\0nol"])
def test_what_people_type_as_a_reason_or_note_is_refused_where_no_screen_could_show_it(sqlite_store, text):
    with sqlite_store.begin() as work:
        ticket = work.issue("A")
    actions = (
        lambda work: work.transfer_ticket(ticket.id, service="B", note=text, actor="test"),
        lambda work: work.set_priority(ticket.id, True, reason=text, actor="test"),
        lambda work: work.cancel(ticket.id, reason=text, actor="test"),
        lambda work: work.import_manual_numbers("B", 3, waiting_from=None, reason=text, actor="test"),
    )
    for action in actions:
        with pytest.raises(Refused, match=r"characters|sign|U\+"):
            sqlite_store.run(action)


def test_a_repeat_with_a_bar_in_its_note_is_done_once(sqlite_store):
    request = new_request_id()
    with sqlite_store.begin() as work:
        ticket = work.issue("A")
    for _ in range(2):
        with sqlite_store.begin() as work:
            work.transfer_ticket(ticket.id, service="B", note="kiri|kanan", actor="test", request_id=request)
    with sqlite_store.read() as view:
        assert [event.action for event in view.history(ticket.code)] == ["issue", "transfer"]
