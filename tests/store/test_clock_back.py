"""With a clock that goes back, nothing that was lent, said or allowed lasts longer than its length."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hall.access import By
from hall.call_delivery import BOARD_ALIVE, BOARD_HEARTBEAT
from hall.errors import Refused
from hall.lives import Life
from hall.processes import Machine, Process
from hall.store import open_store
from hall.store.devices.printers import HEARTBEAT
from tests.hall_samples import BY

BACK = pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)], ids=["an hour", "a day"])


@pytest.fixture(autouse=True)
def tuesday(clock):
    """The day before, the hall is open too."""
    clock.move(days=1)


def issue(store, service="A"):
    return store.run(lambda work: work.tickets.issue(service, BY))


def call(store, label="1"):
    return store.run(lambda work: work.counter(label, BY).call_next())


def undo(store, label="1"):
    return store.run(lambda work: work.counter(label, BY).undo())


def can_undo(store, label="1"):
    with store.read() as view:
        return view.counter(label).undo is not None


@BACK
def test_what_was_done_before_the_clock_went_back_cannot_be_taken_back(staffed, clock, back):
    issue(staffed)
    call(staffed)
    assert can_undo(staffed)
    clock.move(seconds=-back.total_seconds())
    assert not can_undo(staffed)
    with pytest.raises(Refused) as refused:
        undo(staffed)
    assert refused.value.code == "undo_too_late"


@BACK
def test_nor_when_the_clock_has_come_so_far_again(staffed, clock, back):
    issue(staffed)
    call(staffed)
    clock.move(seconds=-back.total_seconds())
    issue(staffed)
    call(staffed, "2")
    clock.move(seconds=back.total_seconds() + 1)
    assert not can_undo(staffed)


@BACK
def test_what_is_done_while_the_clock_is_behind_can_be_taken_back_for_as_long_as_always(staffed, clock, back):
    issue(staffed)
    clock.move(seconds=-back.total_seconds())
    call(staffed)
    within = _rules(staffed).undo_within
    clock.move(seconds=within.total_seconds() - 1)
    assert can_undo(staffed)
    clock.move(seconds=2)
    assert not can_undo(staffed)
    with pytest.raises(Refused) as refused:
        undo(staffed)
    assert refused.value.code == "undo_too_late"


def test_undo_works_as_always_while_the_clock_is_behind(staffed, clock):
    ticket = issue(staffed)
    clock.move(hours=-1)
    call(staffed)
    clock.move(seconds=5)
    assert undo(staffed).code == ticket.code


@BACK
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_number_that_waits_for_one_counter_alone_is_its_services_again_in_time(staffed, clock, back, when):
    ticket = issue(staffed)
    call(staffed)
    if when == "after":
        clock.move(seconds=-back.total_seconds())
    staffed.run(lambda work: work.counter("1", BY).transfer(to_counter="2"))
    if when == "before":
        clock.move(seconds=-back.total_seconds())
    assert call(staffed, "1") is None
    clock.move(seconds=_rules(staffed).directed_for.total_seconds() + 1)
    assert call(staffed, "1").ticket.code == ticket.code


def board_alive(store, name="board-1"):
    with store.read() as view:
        return {board.name: board.alive for board in view.boards.health()}[name]


def report(store, name="board-1"):
    store.run(lambda work: work.boards.report(By.board(name), zone="", sound="ok"))


@BACK
def test_a_dead_board_is_not_taken_for_a_living_one_for_longer(staffed, clock, back):
    report(staffed)
    clock.move(seconds=-back.total_seconds())
    issue(staffed)
    clock.move(seconds=BOARD_ALIVE.total_seconds() + 1)
    assert not _alive(staffed)
    clock.move(seconds=back.total_seconds() - BOARD_ALIVE.total_seconds())
    assert not _alive(staffed)


def _alive(store):
    with store.read() as view:
        return any(board.alive for board in view.boards.health())


@BACK
def test_a_board_that_lives_says_so_soon_after_the_clock_went_back(staffed, clock, back):
    report(staffed)
    clock.move(seconds=-back.total_seconds())
    for _ in range(4):
        report(staffed)
        assert board_alive(staffed)
        clock.move(seconds=BOARD_HEARTBEAT.total_seconds())


@BACK
def test_a_printer_is_heard_of_soon_after_the_clock_went_back(store, clock, back):
    def say():
        store.run(lambda work: work.printers.report("kiosk-1", BY, problem="", detail="", watched=True))

    say()
    clock.move(seconds=-back.total_seconds())
    say()
    clock.move(seconds=HEARTBEAT.total_seconds())
    say()
    with store.read() as view:
        (printer,) = [one for one in view.printers.all() if one.name == "kiosk-1"]
    assert printer.watched_at == clock.now()


@BACK
def test_another_program_puts_it_right_that_has_not_seen_the_clock_before(staffed, hall_url, clock, back):
    report(staffed)
    life = Life("kiosk", "kiosk-9", machine=Machine("02aa", "boot"), process=Process(1))
    staffed.beat(life)
    clock.move(seconds=-back.total_seconds())
    other = open_store(hall_url, clock)
    other.beat(life)
    other.close()
    clock.move(seconds=BOARD_ALIVE.total_seconds() + 1)
    clock.move(seconds=back.total_seconds() - BOARD_ALIVE.total_seconds())
    assert not _alive(staffed)


def _rules(store):
    with store.read() as view:
        return view.board().structure.hall.rules
