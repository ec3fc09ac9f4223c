"""A note goes with a transferred number; a counter's usual targets come first."""

from __future__ import annotations

from tests.hall_samples import BY


def desk(store, counter):
    with store.read() as view:
        return view.counter(counter)


def send(store, note="", **target):
    store.run(lambda w: w.tickets.issue("A", BY))
    store.run(lambda w: w.counter("1", BY).call_next())
    return store.run(lambda w: w.counter("1", BY).transfer(**target, note=note))


def test_the_note_of_a_transfer_is_shown_in_the_list_and_at_the_counter_that_calls(staffed):
    send(staffed, "sudah bayar | lunas", to_counter="2")
    listed = desk(staffed, "2").directed
    assert [ticket.note for ticket in listed] == ["sudah bayar | lunas"]
    staffed.run(lambda w: w.counter("2", BY).call_number(listed[0].id))
    assert desk(staffed, "2").current.note == "sudah bayar | lunas"


def test_the_note_goes_with_the_undo_of_its_transfer(staffed):
    send(staffed, "sudah bayar", service="2G")
    staffed.run(lambda w: w.counter("1", BY).undo())
    assert desk(staffed, "1").current.note == ""


def test_where_a_counter_sends_most_comes_first(staffed):
    before = desk(staffed, "1").usual_targets
    send(staffed, service="2G")
    send(staffed, to_counter="2")
    send(staffed, to_counter="2")
    found = desk(staffed, "1")
    counter = next(one.id for one in found.counters if one.label == "2")
    service = next(one.id for one in found.services if one.prefix == "2G")
    assert (before, found.usual_targets) == ((), (counter, service))
    assert desk(staffed, "2").usual_targets == ()
