"""Views of numbers that a program keeps between two looks: those of its lists, and few besides, for months."""

from __future__ import annotations

from hall.store.views.desk_lists import _KEPT, DONE_LISTED
from tests.hall_samples import BY


def test_what_a_counter_keeps_of_done_numbers_does_not_grow_with_the_day(store):
    kept, codes = [], []
    for turn in range(DONE_LISTED + 2 * _KEPT):
        store.act(lambda work: work.tickets.issue("A", BY))
        called = store.act(lambda work: work.counter("1", BY).call_next())
        store.act(lambda work: work.counter("1", BY).finish())
        codes.append(called.ticket.code)
        if turn % 4 == 3:
            view = store.fetch(lambda reader: reader.counter("1"))
            kept.append(len(store._cache.latest().ticket_views))

    assert max(kept) <= DONE_LISTED + _KEPT + 4
    assert [one.code for one in view.done] == codes[::-1][:DONE_LISTED]
