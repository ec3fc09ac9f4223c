"""What a clerk's screen reads of waits: of now, with one statement, on both databases."""

from __future__ import annotations

from tests.hall_samples import BY
from tests.store.estimates.hall_days import issue, play


def desk(store, counter="1"):
    return store.fetch(lambda reader: reader.counter(counter))


def test_the_rows_say_what_is_said_now_and_the_services_what_a_newcomer_waits(staffed, clock, keeper):
    play(staffed, clock, keeper)
    made = [issue(staffed) for _ in range(3)]
    keeper.step()
    said = staffed.fetch(lambda reader: reader.estimates.said())
    view = desk(staffed)

    waiting = (view.next.ticket, *view.after)
    assert [one.wait for one in waiting] == [said.tickets[one.id] for one in made]
    assert next(row for row in view.queues if row.prefix == "A").wait == said.shown("disdukcapil-a")


def test_a_number_of_which_nothing_is_said_now_does_not_repeat_what_its_slip_said(staffed, clock, keeper):
    play(staffed, clock, keeper)
    issue(staffed)
    keeper.step()
    desk(staffed)
    ticket = issue(staffed)
    assert ticket.wait is not None
    clock.move(minutes=10)

    view = desk(staffed)
    assert view.after[0].id == ticket.id
    assert view.after[0].wait is None
    assert {row.wait for row in view.queues} == {None}


def test_who_waits_for_one_counter_is_told_of_too(staffed, clock, keeper):
    play(staffed, clock, keeper)
    ticket = issue(staffed)
    staffed.run(lambda w: w.tickets.transfer(ticket.id, BY, to_counter="1"))
    keeper.step()

    assert desk(staffed).directed[0].wait is not None


def test_it_is_one_statement_more(staffed, clock):
    issue(staffed)
    desk(staffed)
    statements: list[str] = []
    staffed._connections.watch(lambda statement, _: statements.append(statement))
    desk(staffed)

    assert sum("wait_said" in one for one in statements) == 1
