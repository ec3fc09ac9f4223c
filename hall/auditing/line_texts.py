"""What the counter and the words of a line of history must be, by the action and where its ticket stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from hall.auditing.rows import LineRow
from hall.auditing.steps import UNKNOWN, Columns
from hall.lifecycle import AT_COUNTER, BEGINNINGS, Action, Outcome, State
from hall.visit import ASSUMED, BY_ASSUMPTION, BY_NEXT, ENDED_BY_NEXT

_SILENT = frozenset(
    {
        Action.ISSUE,
        Action.CHECK_IN,
        Action.CONFIRM,
        Action.RESTORE,
        Action.RECALL,
        Action.NOT_BEGUN,
        Action.RELEASE,
        Action.TO_SERVICE,
        Action.REVIVE,
    }
)
"""Actions with no words of their own."""


class LineProblem(NamedTuple):
    """A column of a line that cannot be: what it says, and what it should."""

    column: str
    row: Any
    stated: Any


def problems(
    line: LineRow, before: Columns, undone: LineRow | None, prefixes: Mapping[str, str], *, closed: bool
) -> Iterator[LineProblem]:
    """What is wrong with the line; ``before`` is its ticket's row before it, ``undone`` what an undo took back,
    ``closed`` whether a person's closing of the day may have written it."""
    places = _places(line, before, undone, closed=closed)
    if places and UNKNOWN not in places and line.counter_id not in places:
        yield LineProblem("counter_id", line.counter_id, places[0])
    detail_wanted = _detail(line, before, prefixes, closed=closed)
    if detail_wanted is not None:
        yield LineProblem("detail", line.detail, detail_wanted)
    who, _, name = line.actor.partition(":")
    if line.action in BEGINNINGS and who == "kiosk" and line.station and name != line.station:
        yield LineProblem("actor", line.actor, f"kiosk:{line.station}")


def _places(line: LineRow, before: Columns, undone: LineRow | None, *, closed: bool) -> list[Any]:
    """Which counter the line can name; empty when any."""
    here = before["counter_id"] if line.from_state in AT_COUNTER else None
    rules: tuple[tuple[bool, list[Any]], ...] = (
        (line.action in (Action.CALL_NEXT, Action.CALL_NUMBER) or line.action not in set(Action), []),
        (line.action == Action.UNDO, [undone.counter_id] if undone is not None else []),
        (line.action == Action.TO_SERVICE, [before["directed_to"]]),
        (line.action in (Action.EXPIRE, Action.REVIVE), [before["counter_id"]]),
        (closed, [here, before["counter_id"]]),
        # At a counter, which then can undo it, or at none.
        (line.action in (Action.CANCEL, Action.RELEASE, Action.RETURN), []),
    )
    return next((places for holds, places in rules if holds), [here])


def _wrong_ending(line: LineRow) -> str | None:
    """What should stand next to a beginning that was assumed, or an ending that somebody or the next call made; None
    when it is right. Old lines of a call that ended a visit as done do not tell whether it had begun."""
    said = {Action.NO_SHOW: BY_NEXT, Action.SERVE: ASSUMED}.get(Action(line.action))
    if said is not None:
        return None if line.detail == said else ""
    if line.detail in ENDED_BY_NEXT:
        return BY_NEXT if line.detail == BY_ASSUMPTION and line.from_state != State.CALLED else None
    return None if line.detail.split("|")[0] in set(Outcome) else "outcome|obstacle|note"


def _detail(line: LineRow, before: Columns, prefixes: Mapping[str, str], *, closed: bool) -> str | None:
    """What the detail should be where it cannot be what it is; None when it can."""
    detail, action = line.detail, line.action
    parts = detail.split("|")
    if action in _SILENT:
        return "" if detail else None
    if action in (Action.SERVE, Action.NO_SHOW, Action.FINISH):
        return None if closed or not detail else _wrong_ending(line)
    if action == Action.SET_PRIORITY:
        return None if detail.partition(": ")[0] in ("priority", "regular") else "priority: …"
    if action == Action.RETURN:
        return None if detail in ("turn_kept", "turn_now") else "turn_kept, turn_now"
    if action == Action.TRANSFER:
        prefix = prefixes.get(line.service_id, parts[0]) if line.service_id != before["service_id"] else ""
        stated = line.after if isinstance(line.after, dict) else None
        place = len(parts) > 1 and bool(parts[1])
        sent = place if stated is None else stated.get("directed_to") is not None
        return None if parts[0] == prefix and place == sent else f"{prefix}|…"
    return None
