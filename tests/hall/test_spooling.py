"""What a kiosk that starts does with the slips of its earlier life, drawn case by case."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hall.spooling import Left, Noted, PrintJob, left_at_start, state_after

YOUNG, OLD = timedelta(seconds=30), timedelta(seconds=60)
MINE = ("before", "last")
NEVER, BEGUN = Noted(known=True), Noted(known=True, sent=True, copies=1)
OUT = Noted(known=True, sent=True, copies=1, out="printed")


@pytest.mark.parametrize(
    ("state", "life", "age", "noted", "lives", "does"),
    [
        # The journal knows that nothing of it was sent, and so does the database.
        (PrintJob.QUEUED, "last", YOUNG, NEVER, MINE, Left.PRINT),
        # Something may be out: by the journal, by the database, or because nobody knows.
        (PrintJob.QUEUED, "last", YOUNG, BEGUN, MINE, Left.COPY),
        (PrintJob.SENDING, "last", YOUNG, NEVER, MINE, Left.COPY),
        (PrintJob.BLOCKED, "before", YOUNG, BEGUN, MINE, Left.COPY),
        (PrintJob.QUEUED, "last", YOUNG, Noted(), MINE, Left.COPY),
        (PrintJob.QUEUED, "last", YOUNG, Noted(), None, Left.COPY),
        # Another machine of this name may be printing it.
        (PrintJob.QUEUED, "clone", YOUNG, Noted(), MINE, Left.STAFF),
        (PrintJob.SENDING, "", YOUNG, Noted(), MINE, Left.STAFF),
        # Its visitor may have left, or nobody knows how old it is.
        (PrintJob.QUEUED, "last", OLD, NEVER, MINE, Left.STAFF),
        (PrintJob.SENDING, "last", timedelta(minutes=12), BEGUN, MINE, Left.STAFF),
        (PrintJob.QUEUED, "last", timedelta(seconds=-1), NEVER, MINE, Left.STAFF),
        (PrintJob.QUEUED, "last", OLD, NEVER, None, Left.STAFF),
        # The visitor holds the paper, however long ago.
        (PrintJob.SENDING, "last", timedelta(minutes=12), OUT, MINE, Left.OUT),
        # A person has it already.
        (PrintJob.NEEDS_STAFF, "last", YOUNG, BEGUN, MINE, None),
    ],
)
def test_what_is_left_at_a_start(
    state: PrintJob, life: str, age: timedelta, noted: Noted, lives: tuple[str, ...] | None, does: Left | None
) -> None:
    assert left_at_start(state, life, age, noted, lives) is does


@pytest.mark.parametrize("outcome", ["not_sent", "blocked", "unknown"])
@pytest.mark.parametrize("minutes", [1, 12, 600])
def test_after_a_minute_no_machine_gives_a_number_up(outcome: str, minutes: int) -> None:
    assert state_after(outcome, 0, timedelta(minutes=minutes)) is PrintJob.NEEDS_STAFF
