"""Manual numbers with their times, and imports that are taken back, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hall.access import By
from hall.errors import Refused
from hall.lifecycle import State
from hall.manual_numbers import PaperNumber
from tests.hall_samples import BY


def imports(store, by=BY):
    with store.read() as reader:
        return reader.imports.today(by)


def findings(store):
    with store.read() as reader:
        return reader.days.audit().findings


def withdraw(store, import_id, by=BY):
    return store.run(lambda w: w.imports.withdraw(import_id, by, reason="salah hitung"))


def code_of(job) -> str:
    with pytest.raises(Refused) as refusal:
        job()
    return refusal.value.code


def test_numbers_wait_since_they_were_given_and_the_others_are_gaps(store, clock):
    regular = store.run(lambda w: w.tickets.issue("A", BY))
    now = clock.now()
    numbers = [PaperNumber(3, now - timedelta(minutes=30)), PaperNumber(5, now - timedelta(minutes=10)), PaperNumber(6)]
    made = store.run(lambda w: w.tickets.import_manual("A", 7, BY, waiting=numbers))
    assert [(ticket.code, ticket.queue_time == at.at) for ticket, at in zip(made, numbers, strict=True)][:2] == [
        ("A-003", True),
        ("A-005", True),
    ]
    assert [ticket.paper_at for ticket in (regular, *made)] == [None, *(at.at for at in numbers)]
    first = store.run(lambda w: w.counter("1", BY).call_next())
    assert (first.ticket.code, regular.code) == ("A-003", "A-001")
    with store.read() as reader:
        assert [gap.codes for gap in reader.sheets.of(BY).gaps] == ["A-002", "A-004", "A-007"]
    assert findings(store) == ()


def test_taking_an_import_back_cancels_what_waits_and_names_what_was_called(store, clock):
    store.run(lambda w: w.tickets.import_manual("A", 5, BY, waiting_from=2))
    store.run(lambda w: w.counter("1", BY).call_next())
    clock.move(minutes=1)
    (done,) = imports(store)
    assert (done.prefix, done.first, done.last, done.waiting, done.withdrawn_at) == ("A", 1, 5, 4, None)
    found = withdraw(store, done.id)
    assert (found.cancelled, found.kept, found.next_after) == (("A-003", "A-004", "A-005"), ("A-002",), None)
    assert imports(store)[0].withdrawn_at is not None
    assert code_of(lambda: withdraw(store, done.id)) == "import_withdrawn"
    with store.read() as reader:
        assert reader.tickets.find("A-004").state is State.CANCELLED
        assert reader.tickets.find("A-002").state is State.CALLED
    assert store.run(lambda w: w.tickets.issue("A", BY)).code == "A-006"
    assert findings(store) == ()


@pytest.mark.parametrize("before", [0, 2])
def test_an_import_that_let_none_wait_gives_its_numbers_back(store, clock, before):
    for _ in range(before):
        store.run(lambda w: w.tickets.issue("A", BY))
    store.run(lambda w: w.tickets.import_manual("A", 57, BY))
    clock.move(minutes=1)
    found = withdraw(store, imports(store)[0].id)
    assert (found.cancelled, found.next_after) == ((), before)
    assert findings(store) == ()
    assert store.run(lambda w: w.tickets.issue("A", BY)).number == before + 1
    assert findings(store) == ()


def test_an_import_is_not_taken_back_when_nothing_of_it_can_be(store, clock):
    store.run(lambda w: w.tickets.import_manual("A", 5, BY))
    one = imports(store)[0].id
    store.run(lambda w: w.tickets.issue("A", BY))
    assert code_of(lambda: withdraw(store, one)) == "import_gone_on"
    umar = By.staff("agency_supervisor", "umar", agency="imigrasi")
    assert imports(store, umar) == ()
    assert code_of(lambda: withdraw(store, one, umar)) == "other_agency"
    assert code_of(lambda: withdraw(store, 99)) == "unknown_import"
    store.run(lambda w: w.day.close(BY, reason="sore"))
    assert code_of(lambda: withdraw(store, one)) == "import_over"
    assert imports(store) == ()
