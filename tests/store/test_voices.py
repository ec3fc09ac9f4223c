"""One voice at a time in a zone, each call said once, whoever dies."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from hall.access import By
from hall.call_delivery import VOICE_MARGIN, VOICE_REST, Voiced
from hall.store import open_store, prepare_store
from hall.views import VoiceClaim
from tests.board_words import call, claim, end, read, say, voiced
from tests.hall_samples import BY, small_hall


def test_a_zone_has_one_voice_and_another_zone_its_own(staffed, clock):
    first, second, elsewhere = call(staffed).seq, call(staffed, "2").seq, call(staffed, "3", "2G").seq
    assert claim(staffed, "b1", first) == VoiceClaim(granted=True)
    assert claim(staffed, "b2", second) == VoiceClaim(wait=8.0 + VOICE_MARGIN.total_seconds())
    assert claim(staffed, "b2", elsewhere).granted
    end(staffed, "b1", first)
    assert claim(staffed, "b2", second) == VoiceClaim(wait=VOICE_REST.total_seconds())
    clock.move(seconds=VOICE_REST.total_seconds())
    assert claim(staffed, "b2", second).granted


def test_a_call_is_said_once(staffed, clock):
    made = call(staffed).seq
    claim(staffed, "b1", made)
    end(staffed, "b1", made)
    clock.move(seconds=5)
    assert claim(staffed, "b2", made) == VoiceClaim(done=True)
    assert claim(staffed, "b1", made) == VoiceClaim(done=True)
    assert voiced(staffed) == {made: True}


def test_a_board_that_died_while_speaking_leaves_the_call_to_be_said_again(staffed, clock):
    made = call(staffed).seq
    claim(staffed, "b1", made)
    assert voiced(staffed) == {made: False}
    clock.move(seconds=8.0 + VOICE_MARGIN.total_seconds() - 0.1)
    assert not claim(staffed, "b2", made).granted
    clock.move(seconds=0.1)
    assert voiced(staffed) == {made: False}
    assert claim(staffed, "b2", made).granted
    end(staffed, "b1", made)  # a word of the dead one that comes late
    assert voiced(staffed) == {made: False}
    clock.move(seconds=1)
    assert not claim(staffed, "b3", made).granted
    end(staffed, "b2", made)
    assert claim(staffed, "b1", made).done


@pytest.mark.parametrize("next_board", ["b2", "b1"])
def test_a_call_that_broke_off_is_free_for_another_board_or_the_same_after_its_start(staffed, clock, next_board):
    made = call(staffed).seq
    claim(staffed, "b1", made)
    end(staffed, "b1", made, Voiced.BROKE)
    assert voiced(staffed) == {made: False}
    clock.move(seconds=VOICE_REST.total_seconds())
    assert claim(staffed, next_board, made).granted
    assert not claim(staffed, "b3", made).granted
    end(staffed, next_board, made)
    assert voiced(staffed) == {made: True}
    assert claim(staffed, "b3", made).done


def test_a_second_word_about_the_end_of_a_call_changes_nothing(staffed, clock):
    made = call(staffed).seq
    claim(staffed, "b1", made)
    end(staffed, "b1", made)
    clock.move(seconds=VOICE_REST.total_seconds())
    end(staffed, "b1", made, Voiced.BROKE)
    assert claim(staffed, "b2", made).done
    assert claim(staffed, "b2", call(staffed, "2").seq).granted


def test_a_call_that_broke_off_and_became_too_old_is_passed_over(staffed):
    made = call(staffed).seq
    claim(staffed, "b1", made)
    end(staffed, "b1", made, Voiced.BROKE)
    say(staffed, lambda boards: boards.voice_passed(By.board("b2"), (made,)))
    assert voiced(staffed) == {made: True}
    assert claim(staffed, "b3", made).done


def test_every_other_board_reads_that_a_call_is_said_and_until_when_at_the_latest(staffed, clock):
    made = call(staffed).seq
    claim(staffed, "b1", made)
    until = clock.now() + timedelta(seconds=8.0) + VOICE_MARGIN

    def read_by(board):
        (one,) = read(staffed, board=board).calls
        return one.speaking, one.spoken_until

    assert (read_by("b1"), read_by("b2")) == ((True, None), (True, until))
    clock.move(seconds=8.0 + VOICE_MARGIN.total_seconds())
    assert (read_by("b1"), read_by("b2")) == ((False, None), (False, None))
    claim(staffed, "b2", made)
    end(staffed, "b2", made)
    assert read_by("b1") == (False, None)


def test_the_end_of_one_call_does_not_shorten_the_lease_of_the_next(staffed):
    first, second = call(staffed).seq, call(staffed, "2").seq
    claim(staffed, "b1", first)
    assert claim(staffed, "b1", second).granted
    end(staffed, "b1", first)
    assert claim(staffed, "b2", second).wait > 5


def test_the_same_board_started_again_says_the_call_at_once(staffed):
    made = call(staffed).seq
    claim(staffed, "b1", made)
    assert claim(staffed, "b1", made).granted


def test_a_call_that_was_taken_back_or_never_was_is_not_said(staffed):
    made = call(staffed).seq
    staffed.run(lambda work: work.counter("1", BY).undo())
    assert claim(staffed, "b1", made).done
    assert claim(staffed, "b1", 987654).done


def test_a_call_that_was_taken_back_while_it_was_said_frees_the_zone_at_once(staffed, clock):
    made, other = call(staffed).seq, call(staffed, "2").seq
    claim(staffed, "b1", made)
    staffed.run(lambda work: work.counter("1", BY).undo())
    end(staffed, "b1", made, Voiced.LATE)
    clock.move(seconds=VOICE_REST.total_seconds())
    assert claim(staffed, "b2", made).done
    assert claim(staffed, "b2", other).granted


def test_a_call_whose_counter_has_made_another_one_since_is_not_said(staffed, clock):
    first, second, other = call(staffed).seq, call(staffed).seq, call(staffed, "2").seq
    assert claim(staffed, "b1", first).done
    assert voiced(staffed)[first]
    assert claim(staffed, "b1", other).granted
    again = staffed.run(lambda work: work.counter("1", BY).recall()).seq
    clock.move(seconds=60)
    assert claim(staffed, "b2", second).done
    assert claim(staffed, "b2", again).granted


def test_a_call_that_broke_off_is_not_said_again_when_its_counter_has_gone_on(staffed, clock):
    first = call(staffed).seq
    claim(staffed, "b1", first)  # and dies
    second = call(staffed).seq
    clock.move(seconds=60)
    assert claim(staffed, "b2", first).done
    assert voiced(staffed) == {first: True, second: False}
    assert claim(staffed, "b2", second).granted


def test_a_call_is_said_although_its_counter_took_a_later_one_back(staffed):
    first = call(staffed).seq
    call(staffed)
    staffed.run(lambda work: work.counter("1", BY).undo())
    assert claim(staffed, "b1", first).granted


def test_calls_that_came_too_late_are_passed_over_once_and_never_over_a_voice(staffed):
    said, late = call(staffed).seq, call(staffed, "2").seq
    claim(staffed, "b1", said)
    end(staffed, "b1", said)
    say(staffed, lambda boards: boards.voice_passed(By.board("b2"), (said, late, 987654)))
    assert voiced(staffed) == {said: True, late: True}
    with staffed.read() as view:
        assert view.counter("2").delivery.status.value == "no_board"
    assert claim(staffed, "b2", late).done


@pytest.mark.timeout(120)
def test_two_boards_of_one_zone_never_speak_at_the_same_time(database_url):
    """Real clocks, real threads: each says every call that it is granted, and one dies in the middle now and then."""
    hall = small_hall(always_open=True)
    (first, *_) = hall.counters
    counters = tuple(replace(first, id=f"loket-{n}", label=str(n)) for n in range(1, 17))
    store = prepare_store(database_url, replace(hall, counters=counters))
    seqs = [call(store, str(number)).seq for number in range(1, 17)]
    store.close()
    spans: list[tuple[float, float, str, int]] = []
    threads = [threading.Thread(target=_speak, args=(database_url, f"b{n}", seqs, spans, n)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(100)
    spans.sort()
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert sorted({seq for *_, seq in spans}) == seqs
    assert len(spans) == len(seqs)


def _speak(url, board, seqs, spans, seed):
    dice = random.Random(seed)
    store = open_store(url)
    left = list(seqs)
    while left:
        asked = claim(store, board, left[0], seconds=0.05)
        if asked.granted:
            begun = time.monotonic()
            time.sleep(0.05 * dice.random())
            spans.append((begun, time.monotonic(), board, left[0]))
            end(store, board, left[0])
        if asked.granted or asked.done:
            left.pop(0)
        else:
            time.sleep(min(asked.wait, 0.05))
    store.close()


def doors(store, board, zone="podium", life=""):
    """Ask for the voice to say that the hall is evacuated."""
    return say(
        store, lambda boards: boards.claim_evacuation(By.board(board), zone=zone, seconds=10, life=life or f"{board}-1")
    )


def test_in_an_evacuation_one_board_of_a_zone_speaks_and_calls_are_silent(staffed, clock):
    made = call(staffed).seq
    assert doors(staffed, "b1") == VoiceClaim(done=True)
    staffed.run(lambda w: w.hall.evacuate(BY))
    assert claim(staffed, "b2", made).done
    assert doors(staffed, "b1").granted
    assert doors(staffed, "b2").wait == 10 + VOICE_MARGIN.total_seconds()
    assert doors(staffed, "b3", "menara").granted
    clock.move(seconds=12)  # the pause between two sayings is shorter than the margin
    assert doors(staffed, "b1").granted
    assert not doors(staffed, "b2").granted
    clock.move(seconds=10 + VOICE_MARGIN.total_seconds())
    assert doors(staffed, "b2").granted  # the first one died
    assert not doors(staffed, "b1", life="b1-2").granted  # and came back


def test_after_an_evacuation_the_voice_is_free_for_calls(staffed, clock):
    staffed.run(lambda w: w.hall.evacuate(BY))
    assert doors(staffed, "b1").granted
    staffed.run(lambda w: w.hall.evacuation_over(BY))
    assert doors(staffed, "b2").done  # another one's word frees nothing
    made = call(staffed).seq
    assert not claim(staffed, "b2", made).granted
    assert doors(staffed, "b1").done
    clock.move(seconds=VOICE_REST.total_seconds())
    assert claim(staffed, "b2", made).granted
