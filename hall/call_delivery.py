"""What becomes of a call on boards and in voices, and what its clerk sees of it. Pure.

A call is true when it is in the database; whether the hall knows of it is another question. Each board says what it
has shown, and one voice of the zone what it has said.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile

from hall.forms import VoiceForm, VolumeStep

UNSEEN_AFTER = timedelta(seconds=10)
"""A call that no board has shown by then is told to its clerk; on SQLite boards report every 5 s."""
BOARD_HEARTBEAT = timedelta(seconds=60)
"""A board that is as before says so this often; each write wakes the programs of a SQLite hall."""
BOARD_ALIVE = timedelta(seconds=150)
"""A board that has not reported for longer shows nothing."""
BOARD_LOST = timedelta(minutes=5)
"""Silence of a board after which the staff are told."""
CATCH_UP = timedelta(minutes=10)
"""A board that comes back still lists the calls of so long that it has not shown."""
VOICE_MARGIN = timedelta(seconds=4.5)
"""A voice holds its zone so long past the planned end of its speech: a device may begin late."""
VOICE_REST = timedelta(seconds=0.7)
"""Between two calls in a zone: phrases stand half a second to a second apart."""
CROWDED = 3
"""From so many calls on that wait for the voice, each is said short and once: a zone carries about six calls a minute
that are said twice."""
BEHIND = timedelta(seconds=15)
"""And when another one has waited so long already, however few they are."""


class Voiced(StrEnum):
    """What a voice made of a call: it is ``SPEAKING``, it has ``SPOKEN`` it, in full or ``SHORT``; it only ``CHIMED``,
    for want of words; it came too ``LATE``, or was taken back, and was only shown; it ``BROKE`` off, as when the
    loudspeaker was unplugged or its board was ended: another one may say it."""

    SPEAKING = "speaking"
    SPOKEN = "spoken"
    SHORT = "short"
    CHIMED = "chimed"
    LATE = "late"
    BROKE = "broke"


UNSAID = (Voiced.SPEAKING, Voiced.BROKE)
"""Not dealt with: the board that says the call may die in the middle, and after one that broke off another may do."""


class DeliveryStatus(StrEnum):
    """How far a call has come: there is ``NO_BOARD`` that could show it, it is ``PENDING``, still ``UNSEEN`` although
    boards are there, ``QUEUED`` behind other calls on one, ``SHOWN``, being said (``SPEAKING``), and ``HEARD`` to the
    end."""

    NO_BOARD = "no_board"
    PENDING = "pending"
    UNSEEN = "unseen"
    QUEUED = "queued"
    SHOWN = "shown"
    SPEAKING = "speaking"
    HEARD = "heard"


def status_of(age: timedelta, boards: int, *, queued: bool, shown: bool, voiced: str) -> DeliveryStatus:
    """How far a call of ``age`` has come, with ``boards`` alive in its zone; ``queued``: one of them has it in its
    queue, ``shown``: some board has painted it; ``voiced`` is what a voice made of it (``Voiced``, empty for nothing,
    and for one that died in the middle)."""
    rules = (
        (voiced in (Voiced.SPOKEN, Voiced.SHORT), DeliveryStatus.HEARD),
        (voiced == Voiced.SPEAKING, DeliveryStatus.SPEAKING),
        (shown, DeliveryStatus.SHOWN),
        (not boards, DeliveryStatus.NO_BOARD),
        (queued, DeliveryStatus.QUEUED),
        (age < UNSEEN_AFTER, DeliveryStatus.PENDING),
    )
    return next((status for holds, status in rules if holds), DeliveryStatus.UNSEEN)


def is_crowded(waiting: Sequence[datetime], now: datetime) -> bool:
    """Whether the first of the calls that wait for the voice, made at these times, is said short and once."""
    return len(waiting) >= CROWDED or any(now - at >= BEHIND for at in waiting[1:])


def is_news(called_at: datetime, now: datetime, voice: VoiceForm) -> bool:
    """Whether a call is still announced: an older one is only listed."""
    return now - called_at <= voice.announce_within


def loudness(at: time, volumes: tuple[VolumeStep, ...]) -> int:
    """The percent of full loudness at the local time ``at``: that of the latest step; before the first of a day that
    of the last, for a night goes on; 100 without any."""
    if not volumes:
        return 100
    begun = tuple(takewhile(lambda step: step.start <= at, volumes))
    return (begun[-1] if begun else volumes[-1]).percent
