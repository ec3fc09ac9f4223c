"""What a kiosk that starts does with the slips of its earlier life, drawn case by case."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hall.spooling import Job, Left, Noted, left_at_start, state_after

YOUNG, OLD = timedelta(seconds=30), timedelta(seconds=60)
MINE = ("before", "last")
NEVER, BEGUN = Noted(known=True), Noted(known=True, sent=True, copies=1)
OUT = Noted(known=True, sent=True, copies=1, out="printed")


@pytest.mark.parametrize(
    ("state", "life", "age", "noted", "lives", "does"),
    [
        # The journal knows that nothing of it was sent, and so does the database.
        (Job.QUEUED, "last", YOUNG, NEVER, MINE, Left.PRINT),
        # Something may be out: by the journal, by the database, or because nobody knows.
        (Job.QUEUED, "last", YOUNG, BEGUN, MINE, Left.COPY),
        (Job.SENDING, "last", YOUNG, NEVER, MINE, Left.COPY),
        (Job.BLOCKED, "before", YOUNG, BEGUN, MINE, Left.COPY),
        (Job.QUEUED, "last", YOUNG, Noted(), MINE, Left.COPY),
        (Job.QUEUED, "last", YOUNG, Noted(), None, Left.COPY),
        # Another machine of this name may be printing it.
        (Job.QUEUED, "clone", YOUNG, Noted(), MINE, Left.STAFF),
        (Job.SENDING, "", YOUNG, Noted(), MINE, Left.STAFF),
        # Its visitor may have left, or nobody knows how old it is.
        (Job.QUEUED, "last", OLD, NEVER, MINE, Left.STAFF),
        (Job.SENDING, "last", timedelta(minutes=12), BEGUN, MINE, Left.STAFF),
        (Job.QUEUED, "last", timedelta(seconds=-1), NEVER, MINE, Left.STAFF),
        (Job.QUEUED, "last", OLD, NEVER, None, Left.STAFF),
        # The visitor holds the paper, however long ago.
        (Job.SENDING, "last", timedelta(minutes=12), OUT, MINE, Left.OUT),
        # A person has it already.
        (Job.NEEDS_STAFF, "last", YOUNG, BEGUN, MINE, None),
    ],
)
def test_what_is_left_at_a_start(
    state: Job, life: str, age: timedelta, noted: Noted, lives: tuple[str, ...] | None, does: Left | None
) -> None:
    assert left_at_start(state, life, age, noted, lives) is does


@pytest.mark.parametrize("outcome", ["not_sent", "blocked", "unknown"])
@pytest.mark.parametrize("minutes", [1, 12, 600])
def test_after_a_minute_no_machine_gives_a_number_up(outcome: str, minutes: int) -> None:
    assert state_after(outcome, 0, timedelta(minutes=minutes)) is Job.NEEDS_STAFF
