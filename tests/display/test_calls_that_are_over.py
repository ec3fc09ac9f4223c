"""A call that is over, whatever ended it, does not stand large: not when it was, not when its turn comes, not at a
start; it is shown in the list, once and in its order, and no voice says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from display.call_queue import CallQueue
from display.shown_calls import LEAST_SECONDS
from hall.views import BoardCall
from tests.display.board_samples import NOON, call
from tests.display.queue_board import Board


def seqs(calls: Sequence[BoardCall]) -> list[int]:
    return [call.seq for call in calls]


def over(made):
    return replace(made, state="over")


def test_a_large_call_that_is_over_goes_to_the_list_at_once_and_nothing_is_large():
    board = Board()
    board.take()
    board.take(first := call(1, "A-001"))
    board.wait(1)
    board.take(over(first))
    assert (board.large, board.recent) == ([], ["A-001"])
    board.wait(100)
    assert (board.large, board.recent) == ([], ["A-001"])


def test_the_latest_call_whose_visitor_is_awaited_stands_again_without_being_announced():
    board = Board()
    board.take()
    calls = [call(1, "A-001"), call(2, "A-002"), call(3, "A-003")]
    board.take(*calls)
    board.wait(30)
    board.take(calls[0], replace(calls[1], state="serving"), over(calls[2]))
    assert (board.large, board.recent) == (["A-001"], ["A-003", "A-002"])
    assert board.queue.stage.announced is False
    assert board.announced == [1, 2, 3]


def test_a_visitor_who_has_come_leaves_the_number_standing():
    board = Board()
    board.take()
    board.take(first := call(1, "A-001"))
    board.take(replace(first, state="serving"))
    assert board.large == ["A-001"]


def test_one_of_a_burst_that_is_over_makes_room_for_the_next():
    board = Board()
    board.take()
    calls = [call(seq, f"A-{seq:03d}") for seq in (1, 2, 3, 4)]
    board.take(*calls)
    board.take(calls[0], over(calls[1]), *calls[2:])
    assert (board.large, board.recent) == (["A-004", "A-003", "A-001"], ["A-002"])


def test_a_call_that_is_over_before_its_turn_is_listed_and_neither_large_nor_said():
    board = Board()
    board.take()
    calls = [call(1, "A-001"), call(2, "A-002")]
    board.take(*calls)
    board.take(calls[0], over(calls[1]))
    board.wait(100)
    assert (board.announced, board.shown, board.said) == ([1], [1, 2], [1])
    assert (board.large, board.recent) == (["A-001"], ["A-002"])


def test_a_board_that_starts_does_not_bring_back_what_is_over():
    board = Board()
    board.take(call(1, "A-001", age=300), over(call(2, "A-002", age=200)), over(call(3, "A-003", age=20)))
    board.wait(1)
    assert (board.large, board.recent) == (["A-001"], ["A-003", "A-002"])
    assert board.announced == []
    assert board.said == []


def test_a_call_that_is_taken_up_again_after_its_end_is_large_as_a_new_one():
    board = Board()
    board.take()
    board.take(first := call(1, "A-001", ticket=5))
    board.take(over(first))
    board.take(over(first), call(2, "A-001", "8", ticket=5))
    assert (board.large, board.recent) == (["A-001"], [])
    assert board.queue.stage.current_call.counter_label == "8"


def test_a_call_that_is_over_before_it_was_painted_is_overtaken_by_none():
    queue = CallQueue()
    queue.take([], NOON)
    calls = [call(seq, f"A-{seq:03d}") for seq in range(1, 8)]
    queue.take(calls[:3], NOON)
    queue.advance(0.0)
    queue.take([*(over(made) for made in calls[:3]), *calls[3:]], NOON)
    queue.advance(0.1)
    assert queue.stage.large == ()
    assert seqs(queue.stage.recent) == [3, 2, 1]
    assert queue.painted([1, 2, 3]) == (1, 2, 3)
    queue.advance(0.1)
    assert seqs(queue.stage.large) == [6, 5, 4]


@given(st.lists(st.tuples(st.integers(1, 6), st.floats(0, 12), st.sets(st.integers(0, 40), max_size=5)), max_size=12))
def test_whatever_ends_meanwhile_every_call_is_shown_once_in_order_and_none_that_is_over_is_large(steps):
    board = Board()
    known: list[Any] = []
    ended = set()
    board.take()
    for count, pause, ends in steps:
        known += [call(len(known) + 1 + more, f"A-{len(known) + 1 + more:03d}") for more in range(count)]
        ended |= {seq for seq in ends if seq <= len(known)}
        board.take(*(over(made) if made.seq in ended else made for made in known))
        board.wait(pause)
        assert not any(made.over for made in board.queue.stage.large)
    board.wait(1000)
    assert board.shown == [made.seq for made in known]
    assert len(set(board.said)) == len(board.said)
    gone_early = {seq for seq, seconds in board.stood.items() if seconds < LEAST_SECONDS - 1e-6}
    assert gone_early <= ended
