"""What the hall has learned of waits: from each business day when it has closed, and again from the beginning."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hall.access import By
from hall.assets import asset
from hall.estimating import Estimator, Forest
from hall.estimating.following import Following, Step
from hall.store.estimates.estimate_work import Memory

if TYPE_CHECKING:
    from sqlalchemy import Row

    from hall.store.store import Store

_log = logging.getLogger(__name__)


def forest() -> Forest:
    """The constants that the program brings along. Raises ValueError for an asset of another program."""
    return Forest.read(asset("estimating/forest.json"))


def estimator_of(memory: str, trees: Forest) -> Estimator:
    """A hall in the morning after what it remembers; a new one where that cannot be read."""
    return _read(memory, trees) or Estimator(trees)


def _read(memory: str, trees: Forest) -> Estimator | None:
    try:
        return Estimator.read(trees, json.loads(memory)) if memory else Estimator(trees)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        _log.warning(
            "what was learned of waits cannot be read, and is learned anew: %s: %s", type(error).__name__, error
        )
        return None


def learn_closed_days(store: Store, trees: Forest) -> Memory:
    """Learn from each business day that has closed since; what is known then. Raises StoreUnavailable."""
    kept = _memory(store)
    known, days = _to_learn(store, kept, trees)
    for day in days:
        learned = _with(store, known, day, trees)
        if not _keep(store, By.system(), learned, kept.last_day):
            return _memory(store)  # another program has learned it
        kept = known = learned
    return known


def _to_learn(store: Store, kept: Memory, trees: Forest) -> tuple[Memory, tuple[Row[Any], ...]]:
    """What to go on from, and with which days: the last one anew where it has closed again; all that are kept where an
    earlier one has, and where what was learned cannot be read."""
    again = store.fetch(lambda reader: reader.estimates.closed_again(kept))
    start, days = kept, tuple[Any, ...]()
    if again - {kept.last_day} or not _readable(kept, trees):
        start, days = Memory(), _learned_from(store, kept)
    elif again:
        start, days = Memory(kept.first_day, None, kept.before, "", kept.closed_at), _learned_from(store, kept)[-1:]
    return start, (*days, *store.fetch(lambda reader: reader.estimates.due(kept)))


def _readable(known: Memory, trees: Forest) -> bool:
    return all(_read(text, trees) is not None for text in (known.memory, known.before))


def _memory(store: Store) -> Memory:
    return store.fetch(lambda reader: reader.estimates.memory())


def _learned_from(store: Store, known: Memory) -> tuple[Row[Any], ...]:
    return store.fetch(lambda reader: reader.estimates.learned_from(known))


def _keep(store: Store, by: By, learned: Memory, last_known: int | None) -> bool:
    return store.run(lambda work: work.estimates.remember(by, learned, last_known))


def _steps(store: Store, day: Row[Any]) -> tuple[Step, ...]:
    return store.fetch(lambda reader: reader.estimates.steps_of(day))


def _with(store: Store, known: Memory, day: Row[Any], trees: Forest) -> Memory:
    """What is known after one more day."""
    closed_at = max(day.closed_at, known.closed_at or day.closed_at)
    return Memory(
        known.first_day or day.id, day.id, _learned(store, known.memory, (day,), trees), known.memory, closed_at
    )


def _learned(store: Store, memory: str, days: Iterable[Row[Any]], trees: Forest) -> str:
    """What is known after these days, as text: each begins with what the text of the one before says."""
    for day in days:
        following = Following(estimator_of(memory, trees))
        for step in _steps(store, day):
            following.take(step)
        following.estimator.closed()
        memory = json.dumps(following.estimator.document(), separators=(",", ":"))
    return memory


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was learned again from ``days`` business days, and whether that is what was kept; the lines of so many
    others are ``gone``."""

    memory: Memory
    days: int
    same: bool
    gone: int = 0


def rebuilt(store: Store, by: By) -> Rebuilt:
    """Learn again from the first business day on, and keep that. Days whose numbers were deleted are missing in it, so
    that it is another then. Raises Refused("needs_technician") and StoreUnavailable."""
    trees = forest()
    readable = _readable(_memory(store), trees)
    known = learn_closed_days(store, trees)
    days = _learned_from(store, known)
    before = _learned(store, "", days[:-1], trees)
    memory = _learned(store, before, days[-1:], trees)
    found = replace(known, memory=memory, before=before)
    _keep(store, by, found, known.last_day)
    gone = store.fetch(lambda reader: reader.estimates.deleted_of(known))
    same = readable and (memory, before) == (known.memory, known.before)
    return Rebuilt(found, len(days), same, gone)
