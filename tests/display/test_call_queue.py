from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from board_samples import NOON, call
from hypothesis import given
from hypothesis import strategies as st

from display.call_queue import HERO_SECONDS, HURRIED_SECONDS, CallQueue, hero_seconds


class Board:
    """A queue with its own seconds, that notes every announced hero in the order of showing, and every call that was
    painted for the first time, as hero or in the list."""

    def __init__(self, **options):
        self.queue = CallQueue(**options)
        self.at = 100.0
        self.announced = []
        self.shown = []
        self.said = []
        self._look()

    def take(self, *calls, now=NOON, expected=frozenset()):
        newest_first = sorted(calls, key=lambda made: -made.seq)
        self.queue.take(newest_first, now, expected=expected)
        self._look()
        self.wait(0)

    def wait(self, seconds):
        end = self.at + seconds
        while (due := self.queue.due_in(self.at)) is not None and self.at + due <= end:
            self.at += due
            self.queue.advance(self.at)
            self._look()
        self.at = end

    def _look(self):
        stage = self.queue.stage
        if stage.announced and (not self.announced or self.announced[-1] != stage.hero.seq):
            self.announced.append(stage.hero.seq)
        self.said += [made.seq for made in self.queue.to_say()]
        painted = [made.seq for made in (*([stage.hero] if stage.hero else []), *stage.recent)]
        self.shown += self.queue.painted(sorted(painted))

    @property
    def hero(self):
        return self.queue.stage.hero.code if self.queue.stage.hero else None

    @property
    def recent(self):
        return [made.code for made in self.queue.stage.recent]


def test_an_empty_day_has_no_hero_and_no_list():
    board = Board()
    board.take()
    assert (board.hero, board.recent, board.queue.due_in(board.at)) == (None, [], None)


def test_at_the_start_old_calls_are_listed_and_the_newest_is_hero_without_announcement():
    board = Board()
    board.take(call(1, "A-001", age=300), call(2, "A-002", age=200), call(3, "A-003", age=100))
    assert (board.hero, board.recent, board.announced) == ("A-003", ["A-002", "A-001"], [])


def test_at_the_start_calls_of_the_last_minute_are_announced_and_soon_the_newest_stands():
    board = Board()
    board.take(call(1, "A-001", age=90), call(2, "A-002", age=30), call(3, "A-003", age=10))
    assert (board.hero, board.recent) == ("A-002", ["A-001"])
    board.wait(HURRIED_SECONDS)
    assert (board.hero, board.recent, board.announced) == ("A-003", ["A-002", "A-001"], [2, 3])


def test_a_new_call_replaces_a_hero_that_was_only_found_at_once():
    board = Board()
    board.take(old := call(1, "A-001", age=90))
    board.take(old, call(2, "A-002"))
    assert (board.hero, board.announced) == ("A-002", [2])


def test_a_hero_stays_ten_seconds_before_the_next():
    board = Board()
    board.take()
    board.take(first := call(1, "A-001"))
    board.wait(1)
    board.take(first, call(2, "A-002"))
    board.wait(HERO_SECONDS - 1.1)
    assert board.hero == "A-001"
    board.wait(0.2)
    assert (board.hero, board.recent) == ("A-002", ["A-001"])


@pytest.mark.parametrize(("behind", "seconds"), [(0, 10), (1, 10), (2, 10), (3, 5), (4, 3), (5, 2), (500, 2)])
def test_a_backlog_shortens_the_time_of_a_hero(behind, seconds):
    assert hero_seconds(behind) == seconds


def test_a_number_that_was_committed_late_is_shown_although_a_higher_one_was_shown_before():
    board = Board()
    board.take()
    board.take(second := call(2, "A-002"))
    board.wait(1)
    board.take(second, call(1, "A-001"))
    board.wait(20)
    assert (board.hero, board.announced) == ("A-001", [2, 1])


def test_a_recall_of_the_number_shown_does_not_wait_for_its_ten_seconds():
    board = Board()
    board.take()
    board.take(first := call(1, "A-001", ticket=7))
    board.wait(1)
    board.take(first, call(2, "A-001", ticket=7, kind="recall"))
    assert board.announced == [1]
    board.wait(HURRIED_SECONDS - 0.9)
    assert (board.announced, board.recent) == ([1, 2], [])


def test_a_recall_behind_another_number_waits_for_its_turn():
    board = Board()
    board.take()
    board.take(first := call(1, "A-001", ticket=7))
    board.take(first, call(2, "A-002", ticket=8), call(3, "A-001", ticket=7, kind="recall"))
    board.wait(HURRIED_SECONDS)
    assert board.announced == [1]
    board.wait(HERO_SECONDS)
    assert board.announced == [1, 2]


def test_a_recall_is_hero_again_and_its_ticket_stands_once_in_the_list():
    board = Board()
    board.take()
    first, other = call(1, "A-001", ticket=7), call(2, "A-002", ticket=8)
    board.take(first, other)
    board.wait(30)
    board.take(first, other, again := call(3, "A-001", ticket=7, kind="recall"))
    assert (board.hero, board.recent) == ("A-001", ["A-002"])
    board.take(first, other, again, call(4, "A-004", ticket=9))
    board.wait(30)
    assert (board.hero, board.recent, board.announced) == ("A-004", ["A-001", "A-002"], [1, 2, 3, 4])


def test_a_call_that_was_taken_back_is_no_longer_shown():
    board = Board()
    board.take()
    board.take(first := call(1, "A-001"), call(2, "A-002"), third := call(3, "A-003"))
    board.wait(100)
    board.take(first, third)
    assert (board.hero, board.recent) == ("A-003", ["A-001"])
    board.take(first)
    assert (board.hero, board.recent) == ("A-001", [])
    board.take()
    assert (board.hero, board.recent) == (None, [])


def test_a_call_that_was_taken_back_before_its_turn_is_never_shown():
    board = Board()
    board.take()
    board.take(first := call(1, "A-001"), call(2, "A-002"))
    board.take(first)
    board.wait(100)
    assert board.announced == [1]


def test_a_call_that_cannot_be_read_is_skipped_and_the_others_are_shown():
    board = Board()
    board.take()
    board.take(call(1, "A-001"), replace(call(2), code=" "), replace(call(3), counter_label=""), call(4, "A-004"))
    board.wait(100)
    assert board.announced == [1, 4]


def test_a_hero_that_cannot_be_drawn_makes_room_for_the_one_before_it():
    board = Board()
    board.take()
    board.take(call(1, "A-001"), call(2, "A-002"))
    board.wait(50)
    board.queue.drop(2)
    assert (board.hero, board.recent) == ("A-001", [])


def test_after_an_interruption_old_calls_are_listed_unless_their_visitor_is_still_expected():
    board = Board()
    board.take()
    board.take(first := call(1, "A-001", age=900), now=NOON - timedelta(seconds=895))
    board.queue.interrupted()
    board.take(first, call(2, "A-002", age=500), call(3, "A-003", age=400), expected=frozenset({"A-002"}))
    assert (board.hero, board.recent, board.announced) == ("A-002", ["A-003", "A-001"], [1, 2])


def test_a_database_that_was_set_up_anew_counts_from_one_again():
    board = Board()
    board.take()
    board.take(call(1, "A-001"))
    board.take()
    board.take(replace(call(1, "B-001"), at=NOON + timedelta(hours=1)), now=NOON + timedelta(hours=1))
    assert (board.hero, board.announced) == ("B-001", [1])


def test_the_list_holds_six_and_no_more():
    board = Board()
    board.take(*(call(seq, f"A-{seq:03d}", age=600 - seq) for seq in range(1, 20)))
    assert board.recent == ["A-018", "A-017", "A-016", "A-015", "A-014", "A-013"]


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


def test_a_burst_leaves_the_last_six_their_time_as_hero_and_lists_the_others_soon():
    board = Board()
    board.take()
    board.take(*(call(seq, f"A-{seq:03d}") for seq in range(1, 31)))
    board.wait(1.9)
    assert board.shown == list(range(1, 25))
    board.wait(100)
    assert board.announced == [1, *range(25, 31)]


def test_a_call_that_went_to_the_list_unpainted_waits_once_more():
    queue = CallQueue()
    queue.take([], NOON)
    queue.take([call(seq, f"A-{seq:03d}") for seq in range(20, 0, -1)], NOON)
    queue.advance(0.0)
    assert queue.stage.recent == ()  # nothing overtakes the hero
    assert queue.painted([1]) == (1,)
    queue.advance(0.0)
    assert [made.seq for made in queue.stage.recent] == [5, 4, 3, 2]
    assert queue.painted([4, 5]) == (4, 5)
    assert queue.due_in(0.5) == 1.5
    queue.advance(2.0)
    assert queue.stage.hero.seq == 2
    assert [made.seq for made in queue.stage.recent] == [5, 4, 1]


def test_a_painted_call_speaks_for_earlier_ones_of_the_same_number_at_the_same_counter():
    queue = CallQueue()
    queue.take([], NOON)
    first, again = call(1, "A-001", ticket=5), call(2, "A-001", ticket=5, kind="recall")
    queue.take([again, first], NOON)
    queue.advance(0.0)
    queue.advance(30.0)
    assert queue.stage.hero == again
    assert queue.painted([2]) == (1, 2)
    assert queue.painted([1, 2]) == ()


def test_a_call_that_this_board_has_shown_in_an_earlier_life_is_listed_and_said_only_if_nobody_did():
    board = Board()
    board.take(replace(call(1, "A-001", age=20), seen=True, voiced=True), replace(call(2, "A-002", age=10), seen=True))
    assert (board.announced, board.shown, board.said) == ([], [], [2])
    assert (board.hero, board.recent) == ("A-002", ["A-001"])


def test_a_board_that_does_not_speak_keeps_step_with_the_voice_of_another():
    board = Board()
    board.take()
    calls = [call(seq, f"A-{seq:03d}") for seq in (1, 2, 3)]
    board.take(*calls)
    board.wait(1)
    board.take(replace(calls[0], voiced=True), replace(calls[1], speaking=True), calls[2])
    board.wait(1)
    assert board.hero == "A-002"
    board.wait(HERO_SECONDS - 1)
    assert board.hero == "A-002"


def test_a_recall_of_the_number_at_the_top_does_not_wait_for_its_first_words():
    board = Board()
    board.take()
    board.take(first := call(1, "A-001", ticket=5))
    board.queue.speaking = True
    board.wait(3)
    board.take(first, call(2, "A-001", ticket=5, kind="recall"))
    assert board.queue.stage.hero.kind == "recall"


def test_calls_that_were_out_of_sight_for_a_while_are_found_again():
    board = Board()
    board.take()
    calls = [call(1, "A-001", age=200), call(2, "A-002", age=100)]
    board.take(*calls)
    board.wait(60)
    board.take()
    assert (board.hero, board.recent) == (None, [])
    board.queue.interrupted()
    board.take(*(replace(made, seen=True) for made in calls))
    assert (board.hero, board.recent) == ("A-002", ["A-001"])
    assert len(board.announced) == 2


def test_a_hero_stays_while_it_is_spoken_unless_many_wait():
    board = Board()
    board.take()
    board.take(call(1, "A-001"), call(2, "A-002"))
    board.queue.speaking = True
    board.wait(29)
    assert board.hero == "A-001"
    board.queue.speaking = False
    board.wait(0)
    assert board.hero == "A-002"
    board.queue.speaking = True
    board.take(*(call(seq, f"A-{seq:03d}") for seq in range(1, 10)))
    board.wait(HURRIED_SECONDS)
    assert board.hero == "A-004"
