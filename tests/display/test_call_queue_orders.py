"""Whatever the order in which calls come, none is lost, and none stands twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from display.call_queue import MOST_LARGE
from display.shown_calls import LEAST_SECONDS
from tests.display.board_samples import call
from tests.display.queue_board import Board


@st.composite
def arrivals(draw):
    """Batches of call numbers: each call once, in any order of commit; times between them up to 15 seconds."""
    seqs = draw(st.permutations(range(1, draw(st.integers(1, 40)) + 1)))
    batches, rest = [], list(seqs)
    while rest:
        size = draw(st.integers(1, len(rest)))
        batches.append((rest[:size], draw(st.floats(0, 15))))
        rest = rest[size:]
    return batches


@given(arrivals())
def test_whatever_the_order_of_arrival_every_call_is_shown_and_said_exactly_once(batches):
    board, known = Board(), []
    board.take()
    for batch, pause in batches:
        known += [call(seq, f"A-{seq:03d}") for seq in batch]
        board.take(*known)
        board.wait(pause)
    board.wait(1000)
    assert sorted(board.shown) == sorted(made.seq for made in known)
    assert sorted(board.said) == sorted(made.seq for made in known)
    assert len(set(board.announced)) == len(board.announced)
    assert board.most <= MOST_LARGE
    assert min(board.stood.values(), default=LEAST_SECONDS) >= LEAST_SECONDS - 1e-6


@given(arrivals())
def test_calls_that_wait_together_are_shown_in_the_order_of_their_numbers(batches):
    board, known, last = Board(), [], []
    board.take()
    for batch, pause in batches:
        known += [call(seq, f"A-{seq:03d}") for seq in batch]
        board.take(*known)
        last = board.shown[:]
        board.wait(pause)
    board.wait(1000)
    rest = board.shown[len(last) :]
    assert rest == sorted(rest)


@given(arrivals(), st.sets(st.integers(0, 30)))
def test_through_restarts_and_interruptions_no_call_is_lost(batches, breaks):
    shown, known, board = set(), [], Board()
    board.take()
    for place, (batch, pause) in enumerate(batches):
        if place in breaks and place % 2:
            shown |= set(board.shown)
            board = Board()
        elif place in breaks:
            board.queue.interrupted()
        known += [call(seq, f"A-{seq:03d}") for seq in batch]
        board.take(*known)
        board.wait(pause)
    board.wait(1000)
    shown |= set(board.shown)
    assert shown == {made.seq for made in known}
    assert len(board.shown) == len(set(board.shown))


@given(st.integers(61, 200))
def test_calls_beyond_the_window_are_shown_in_turn_as_hero_or_in_the_list(count):
    board = Board(window=60)
    board.take()
    calls = [call(seq, f"A-{seq:03d}") for seq in range(1, count + 1)]
    for end in range(30, count + 30, 30):
        board.take(*calls[max(0, min(end, count) - 60) : end])
    board.wait(2000)
    assert board.shown == [made.seq for made in calls]
    assert board.said == board.shown
    assert board.announced == sorted(board.announced)
