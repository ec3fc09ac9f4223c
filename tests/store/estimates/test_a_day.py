"""A day of a hall with its estimates: what is said follows the queue, and is the same everywhere, on both databases."""

from __future__ import annotations

import json

from hall.access import By
from hall.estimating.shown import Kind
from hall.store.estimates.learning_days import rebuilt
from tests.hall_samples import BY
from tests.store.estimates.hall_days import issue, play, service


def test_nothing_is_said_while_nobody_works_it_out(staffed):
    ticket = issue(staffed)

    assert (ticket.wait, service(staffed).wait) == (None, None)


def test_a_new_hall_says_why_it_says_nothing_and_a_free_counter_that_you_come_at_once(staffed, keeper):
    keeper.step()

    assert service(staffed).wait.kind is Kind.AT_ONCE
    issue(staffed)
    issue(staffed)
    issue(staffed)
    keeper.step()
    assert (service(staffed).wait.kind, service(staffed).wait.unknown) == (Kind.UNKNOWN, "few_calls")


def test_a_hall_that_has_called_says_a_range_and_the_number_says_the_same(staffed, clock, keeper):
    play(staffed, clock, keeper)
    for _ in range(4):
        issue(staffed)
    keeper.step()
    said = service(staffed).wait
    ticket = issue(staffed)

    assert said.kind in (Kind.RANGE, Kind.UP_TO)
    assert said.high > 0
    assert ticket.wait == said
    assert issue(staffed).wait.ahead == said.ahead + 1, "whoever comes after it waits longer"
    keeper.step()
    live = staffed.fetch(lambda reader: reader.tickets.find(ticket.code))
    assert live.wait.ahead == ticket.wait.ahead


def test_a_closed_day_is_learned_once_and_rebuilding_proves_it(staffed, clock, keeper):
    for _ in range(3):
        play(staffed, clock, keeper)
        staffed.run(lambda w: w.day.close(BY, reason="over"))
        clock.move(days=1, minutes=-48)
    issue(staffed)
    keeper.step()
    memory = staffed.fetch(lambda reader: reader.estimates.memory())
    found = rebuilt(staffed, By.system())

    assert json.loads(memory.memory)["lines"]["disdukcapil-a"][0] > 10
    assert (found.days, found.same) == (3, True)
