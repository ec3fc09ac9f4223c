"""A range, or unknown with its reason, where a queue is not as usual: days and queues are drawn as text.

A day: ``+1`` number 1 comes, ``!1`` it is called, ``-1`` it goes, ``~1`` it comes back from elsewhere (or was
imported), ``5`` five minutes pass, ``<30`` and ``>30`` the clock jumps back and ahead. A queue: ``r12`` a regular that
has waited 12 minutes, ``p3`` one with priority. A counter: ``0-60`` somebody is there from now on for 60 minutes,
``0-10 40-99`` with a break.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hall.assets import asset
from hall.calling import Candidate
from hall.estimating import Estimate, Estimator, Forest, Unknown
from hall.estimating.answering import Asked, Picture, answered
from hall.estimating.following import Following, Step
from hall.estimating.roll_forward import Desk, Standing
from hall.estimating.shown import Kind
from hall.estimating.waits import Answer, Waits
from hall.lifecycle import Action, State
from hall.structure import Rules

OPENED = 8 * 60.0
MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)
A_MORNING = " ".join(f"+{n} 6 !{n}" for n in range(1, 13))
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def forest() -> Forest:
    return Forest.read(asset("estimating/forest.json"))


def lived(forest: Forest, drawing: str) -> tuple[Estimator, float]:
    """A hall that has lived through a drawn day, and what its clock says then."""
    hall, now = Estimator(forest, opened=OPENED), OPENED
    for word in drawing.split():
        sign, number = (word[0], int(word[1:])) if word[0] in "+!-~<>" else (">", int(word))
        match sign:
            case "+":
                hall.arrived("A", number, now, hall.ahead("A"))
            case "!":
                hall.called("A", number, now)
            case "-":
                hall.left("A", number, now)
            case "~":
                hall.joined("A", number, now)
            case _:
                now += number if sign == ">" else -number
    return hall, now


def said(forest: Forest, drawing: str) -> Estimate:
    """What is said to whoever comes at the end of a drawn day."""
    hall, now = lived(forest, drawing)
    return hall.estimate("A", now, hall.ahead("A"))


def asked(hall: Estimator, now: float, queue: str, *counters: str, closes: float | None = 300) -> Waits:
    """What a hall says with this queue and these counters, the service closing in so many minutes."""
    at = MIDNIGHT + now * MINUTE
    standing = [_standing(at, place, word) for place, word in enumerate(queue.split(), start=1000)]
    desks = [Desk(str(place), {"A": 1}, at, _spans(at, counter)) for place, counter in enumerate(counters)]
    there = sum(desk.there(at) == at for desk in desks)
    planned = any(desk.there(at) is not None for desk in desks)
    ends = None if closes is None else at + closes * MINUTE
    return answered(hall, Picture(at, MIDNIGHT, Rules(), desks, standing, [Asked("A", there, planned, ends)]))


def newcomer(waits: Waits, *, priority: bool = False) -> Answer:
    return waits.of("A", priority=priority)


def _standing(at: datetime, number: int, word: str) -> Standing:
    came = at - int(word[1:]) * MINUTE
    return Standing(Candidate(number, came, came, 1, word[0] == "p"), "A")


def _spans(at: datetime, counter: str) -> list[tuple[datetime, datetime]]:
    pairs = (word.split("-") for word in counter.split())
    return [(at + int(begin) * MINUTE, at + int(end) * MINUTE) for begin, end in pairs]


def is_range(one: Estimate) -> bool:
    return one.unknown is None and 0 <= one.low <= one.middle <= one.high <= 240


@pytest.mark.parametrize(
    ("drawing", "unknown"),
    [
        ("", Unknown.FEW_CALLS),
        ("+1 6 !1 +2 6 !2", Unknown.FEW_CALLS),
        ("+1 6 !1 +2 6 !2 +3 6 !3", None),
        ("+1 +2 +3 6 -1 -2 -3", Unknown.FEW_CALLS),
        (A_MORNING, None),
        (f"{A_MORNING} +20 10", None),
        (f"{A_MORNING} +20 120", Unknown.SILENCE),
        (f"{A_MORNING} +20 120 !20 +21 2", None),
        (f"{A_MORNING} +20 5 -20 120", None),
    ],
)
def test_cold_starts_and_silence(forest: Forest, drawing: str, unknown: Unknown | None):
    found = said(forest, drawing)

    assert found.unknown is unknown
    assert unknown is not None or is_range(found)


@pytest.mark.parametrize("jump", ["<30", "<600", ">3"])
@pytest.mark.parametrize("then", ["", "+30 5 !30", "+30 +31 +32"])
def test_a_clock_that_jumps_still_says_a_range(forest: Forest, jump: str, then: str):
    """| a morning | the clock jumps | 30 31 32 | a range, near to what it would have been."""
    found, usual = (said(forest, f"{A_MORNING} +20 {one} {then}") for one in (jump, ""))

    assert is_range(found)
    assert abs(found.middle - usual.middle) < 15


def test_a_clock_that_jumps_far_ahead_is_silence_until_somebody_is_called(forest: Forest):
    """| a morning, 20 waits | the clock jumps ten hours ahead | silence | 20 is called | a range"""
    assert said(forest, f"{A_MORNING} +20 >600").unknown is Unknown.SILENCE
    assert is_range(said(forest, f"{A_MORNING} +20 >600 !20 +21 2"))


def test_a_wait_over_a_clock_that_jumped_back_counts_as_none(forest: Forest):
    hall, _ = lived(forest, f"{A_MORNING} +20 <30 !20")

    assert hall.lines["A"].waits[-1] == (0.0, 1)


def test_an_imported_number_is_ahead_and_teaches_only_the_pace(forest: Forest):
    """| a morning | 50 is imported | one is ahead | called: no wait was learned"""
    before, _ = lived(forest, A_MORNING)
    hall, now = lived(forest, f"{A_MORNING} ~50 90 !50")
    waiting, _ = lived(forest, f"{A_MORNING} ~50")

    assert waiting.ahead("A") == 1
    assert hall.learned.document() == before.learned.document()
    assert hall.lines["A"].calls == before.lines["A"].calls + 1
    assert is_range(hall.estimate("A", now, 0))


def test_the_line_of_an_import_is_followed_so(forest: Forest):
    following = Following(Estimator(forest))
    following.take(Step(1, "A", OPENED, Action.IMPORT, State.WAITING))

    assert following.estimator.ahead("A") == 1
    assert following.estimator.lines["A"].waiting[1].said is None


@pytest.mark.parametrize(
    ("queue", "counters", "closes", "kind", "unknown"),
    [
        ("", ["0-300"], 300, Kind.AT_ONCE, ""),
        ("r5 r3", [], 300, Kind.UNKNOWN, "nobody"),
        ("", [], None, Kind.UNKNOWN, "nobody"),
        ("r9 r8 r7 r6 r5 r4 r3 r2 r1 r1", ["0-300"], 3, Kind.UNKNOWN, "closing"),
        ("r9 r8", ["60-300"], 300, None, ""),
        ("r9 r8", ["0-300"], None, None, ""),
    ],
)
def test_closing_and_nobody(forest: Forest, queue, counters, closes, kind, unknown):
    hall, now = lived(forest, A_MORNING)
    shown = newcomer(asked(hall, now, queue, *counters, closes=closes)).shown

    assert shown.unknown == unknown
    assert shown.kind is kind or (kind is None and shown.kind is not Kind.UNKNOWN)
    assert shown.ahead == len(queue.split())
    assert shown.late or unknown != "closing"


def test_a_visit_that_would_end_after_closing_is_said_to_be_late(forest: Forest):
    """| r4 r3 r2 | one counter | closes in 20 minutes: it may be their turn, and hardly be over."""
    hall, now = lived(forest, A_MORNING)
    soon, later = (newcomer(asked(hall, now, "r4 r3 r2", "0-300", closes=closes)).shown for closes in (20, 300))

    assert (soon.late, later.late) == (True, False)
    assert soon.unknown in ("", "closing")


def test_a_break_is_waited_for_and_is_not_silence(forest: Forest):
    """| 20 waits | the only counter is away for 90 minutes, back in 10 | a range; while somebody is there: silence"""
    hall, now = lived(forest, f"{A_MORNING} +20 90")
    away, there = (newcomer(asked(hall, now, "r90", counter)) for counter in ("10-300", "0-300"))

    assert away.estimate.unknown is None
    assert away.roll is not None
    assert away.roll >= 10
    assert there.estimate.unknown is Unknown.SILENCE


@pytest.mark.parametrize(
    ("closes", "unknown", "late"), [(2, "closing", True), (27, "silence", True), (300, "silence", False)]
)
def test_silence_does_not_hide_that_it_closes(forest: Forest, closes, unknown, late):
    """| 20 waits, and 3 more | nobody was called for two hours | the queue as it would go on ends after closing."""
    hall, now = lived(forest, f"{A_MORNING} +20 120")
    shown = newcomer(asked(hall, now, "r120 r4 r3", "0-300", closes=closes)).shown

    assert (shown.unknown, shown.late) == (unknown, late)


def test_a_break_that_comes_makes_the_wait_longer(forest: Forest):
    hall, now = lived(forest, A_MORNING)
    without, with_break = (newcomer(asked(hall, now, "r4 r3 r2", one)) for one in ("0-300", "0-10 55-300"))

    assert with_break.estimate.middle > without.estimate.middle + 10


@pytest.mark.parametrize(("queue", "regular", "priority"), [("r9 r8 r7", 3, 0), ("p9 p8 p7", 3, 3), ("r9 p8", 2, 1)])
def test_one_class_only(forest: Forest, queue: str, regular: int, priority: int):
    """Whoever comes has all of the same class before, and those of the other as the rule goes."""
    hall, now = lived(forest, A_MORNING)
    waits = asked(hall, now, queue, "0-300")

    assert [newcomer(waits, priority=one).shown.ahead for one in (False, True)] == [regular, priority]
    assert is_range(newcomer(waits).estimate)
    assert len(waits.tickets) == len(queue.split())
