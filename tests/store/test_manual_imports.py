"""Manual numbers with their times, and imports that are taken back, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hall.access import By
from hall.errors import Refused
from hall.figures import parse_period
from hall.lifecycle import State
from hall.manual_numbers import PaperNumber
from hall.overview import Period
from tests.hall_samples import BY


def imports(store, by=BY):
    with store.read() as reader:
        return reader.imports.today(by)


def findings(store):
    with store.read() as reader:
        return reader.days.audit().findings


def sheet(store):
    with store.read() as reader:
        return reader.sheets.of(BY)


def visitors(store):
    """How many there are: by the overview, by the figures of reports, and by the closing sheet."""
    with store.read() as reader:
        overview = reader.overview.of(Period.TODAY, BY)
        recap = reader.aggregates.facts(parse_period("2026-11"), BY).figures.of().issued
        return overview.figures.visitors, recap, reader.sheets.of(BY).total.issued


def correct(store, number, state):
    return store.run(lambda w: w.tickets.correct(number, BY, reason="salah catat", state=state))


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


def test_who_came_by_an_import_that_was_taken_back_is_nobody(store, clock):
    for _ in range(3):
        store.run(lambda w: w.tickets.issue("A", BY))
    numbers = [PaperNumber(11), PaperNumber(13), PaperNumber(14), PaperNumber(17)]
    store.run(lambda w: w.tickets.import_manual("A", 20, BY, waiting=numbers, reason="Listrik padam"))
    store.run(lambda w: w.counter("1", BY).call_number(w.tickets.find("A-011").id))
    store.run(lambda w: w.counter("1", BY).hold(reason="fotokopi"))
    clock.move(minutes=1)
    found = withdraw(store, imports(store)[0].id)
    assert found.cancelled == ("A-011", "A-013", "A-014", "A-017")
    assert visitors(store) == (4, 4, 4), "three slips, and A-011, who was called and there"
    gaps = sheet(store).gaps
    assert [(gap.codes, gap.reason, gap.withdrawn) for gap in gaps] == [
        ("A-004\u2013A-010", "Listrik padam", True),
        ("A-012\u2013A-020", "Listrik padam", True),
    ]
    (line,) = sheet(store).lines
    assert (line.counts.issued, line.counts.cancelled, line.first, line.last) == (4, 1, "A-001", "A-011")
    assert line.last_number == 20
    ticket = store.run(lambda w: w.tickets.restore(w.tickets.find("A-013").id, BY))
    assert (ticket.state, ticket.outcome) == (State.WAITING, "")
    assert visitors(store) == (5, 5, 5)
    store.run(lambda w: w.tickets.cancel(ticket.id, BY, reason="pergi"))
    assert visitors(store) == (5, 5, 5), "who waited after all left as everybody does"
    assert findings(store) == ()


def test_numbers_given_back_are_no_gap_of_the_import_that_was_wrong(store, clock):
    store.run(lambda w: w.tickets.import_manual("A", 57, BY, reason="salah ketik"))
    clock.move(minutes=1)
    withdraw(store, imports(store)[0].id)
    clock.move(minutes=1)
    store.run(lambda w: w.tickets.import_manual("A", 7, BY, reason="Listrik padam"))
    assert [(gap.codes, gap.withdrawn) for gap in sheet(store).gaps] == [("A-001\u2013A-007", False)]


@pytest.mark.parametrize("state", ["done", "no_show"])
def test_a_number_that_went_with_its_import_is_corrected_as_any_other(store, clock, state):
    store.run(lambda w: w.tickets.import_manual("A", 2, BY, waiting_from=1))
    called = store.run(lambda w: w.counter("1", BY).call_next()).ticket
    store.run(lambda w: w.counter("1", BY).undo())
    withdraw(store, imports(store)[0].id)
    if state == "no_show":
        assert code_of(lambda: correct(store, called.id, state)) == "correct_never_called"
    else:
        assert correct(store, called.id, state).outcome == "served"
        assert visitors(store) == (1, 1, 1)
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
