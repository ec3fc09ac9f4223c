"""What a number says of its wait, in the columns of its row and in the first line of its history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hall.estimating.estimate import Unknown
from hall.estimating.following import told_line
from hall.estimating.shown import AT_ONCE_MINUTES, LONG_MINUTES, Kind, Shown
from hall.estimating.waits import Answer

_LATE = "late"
NOTHING: Mapping[str, Any] = dict.fromkeys(("wait_low", "wait_middle", "wait_high", "wait_ahead"), None) | {
    "wait_note": ""
}
"""The columns of a number of which nothing was said."""


def give(answer: Answer | None, told: dict[str, Any]) -> Mapping[str, Any]:
    """The columns of the number that is given with this ``answer``: the range as it is shown, without a high where it
    is "or more", and the middle behind it. The first line of its history, which is ``told``, gets those that say
    something, and what was known when they were worked out."""
    if answer is None:
        return NOTHING
    shown = answer.shown
    told["asked"] = told_line(answer.estimate.ahead, answer.counters, answer.roll)
    if shown.kind is Kind.UNKNOWN:
        told["wait_ahead"], told["wait_note"] = shown.ahead, shown.unknown
        return {**NOTHING, "wait_ahead": shown.ahead, "wait_note": shown.unknown}
    low, middle = float(shown.low), round(answer.estimate.middle, 1)
    told["wait_low"], told["wait_middle"], told["wait_ahead"] = low, middle, shown.ahead
    high = None if shown.kind in _OPEN else AT_ONCE_MINUTES if shown.kind is Kind.AT_ONCE else float(shown.high)
    if high is not None:
        told["wait_high"] = high
    note = _LATE if shown.late else ""
    if note:
        told["wait_note"] = note
    return {"wait_low": low, "wait_middle": middle, "wait_high": high, "wait_ahead": shown.ahead, "wait_note": note}


def said_of(row: Mapping[Any, Any]) -> Shown | None:
    """What was said of the wait of a number, of the row of its ticket; None where nothing was."""
    ahead, note, low, high = row["wait_ahead"], row["wait_note"], row["wait_low"], row["wait_high"]
    if ahead is None:
        return None
    if low is None or row["wait_middle"] is None:
        return Shown(Kind.UNKNOWN, ahead, 0, 0, note if note in _REASONS else Unknown.NOT_ASKED.value)
    return Shown(_kind(row), ahead, int(low), 0 if high is None or _at_once(row) else int(high), late=note == _LATE)


def _kind(row: Mapping[Any, Any]) -> Kind:
    if row["wait_high"] is None:
        return Kind.OR_MORE if row["wait_low"] < LONG_MINUTES else Kind.VERY_LONG
    if _at_once(row):
        return Kind.AT_ONCE
    return Kind.RANGE if row["wait_low"] else Kind.UP_TO


def _at_once(row: Mapping[Any, Any]) -> bool:
    return not row["wait_ahead"] and not row["wait_middle"] and row["wait_high"] == AT_ONCE_MINUTES


_OPEN = frozenset({Kind.OR_MORE, Kind.VERY_LONG})
"""Kinds without a high."""
_REASONS = frozenset(one.value for one in Unknown)
