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
    try:
        return Estimator.read(trees, json.loads(memory)) if memory else Estimator(trees)
    except (KeyError, TypeError, ValueError) as error:
        _log.warning("what was learned of waits cannot be read, and is learned anew: %s", error)
        return Estimator(trees)


def learn_closed_days(store: Store, trees: Forest) -> Memory:
    """Learn from each business day that has closed since; what is known then. Raises StoreUnavailable."""
    known = _memory(store)
    for day in _due(store, known):
        learned = _with(store, known, day, trees)
        if not _keep(store, By.system(), learned, known.last_day):
            return _memory(store)  # another program has learned it
        known = learned
    return known


def _memory(store: Store) -> Memory:
    return store.fetch(lambda reader: reader.estimates.memory())


def _due(store: Store, known: Memory) -> tuple[Row[Any], ...]:
    return store.fetch(lambda reader: reader.estimates.due(known))


def _keep(store: Store, by: By, learned: Memory, last_known: int | None) -> bool:
    return store.run(lambda work: work.estimates.remember(by, learned, last_known))


def _steps(store: Store, day: Row[Any]) -> tuple[Step, ...]:
    return store.fetch(lambda reader: reader.estimates.steps_of(day))


def _with(store: Store, known: Memory, day: Row[Any], trees: Forest) -> Memory:
    """What is known after one more day; after the last one anew, where it was opened again."""
    again = known.last_day == day.id
    before = known.before if again else known.memory
    return Memory(known.first_day or day.id, day.id, _learned(store, before, (day,), trees), before, day.closed_at)


def _learned(store: Store, memory: str, days: Iterable[Row[Any]], trees: Forest) -> str:
    """What is known after these days, as text."""
    estimator = estimator_of(memory, trees)
    for day in days:
        following = Following(estimator)
        for step in _steps(store, day):
            following.take(step)
        estimator.closed()
    return json.dumps(estimator.document(), separators=(",", ":"))


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
    known = learn_closed_days(store, trees)
    days = store.fetch(lambda reader: reader.estimates.learned_from(known))
    before = _learned(store, "", days[:-1], trees) if days[1:] else ""
    memory = _learned(store, before, days[-1:], trees) if days else ""
    found = replace(known, memory=memory, before=before)
    _keep(store, by, found, known.last_day)
    gone = store.fetch(lambda reader: reader.estimates.deleted_of(known))
    return Rebuilt(found, len(days), (memory, before) == (known.memory, known.before), gone)
