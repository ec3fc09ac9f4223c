"""Adding up business days that have closed: each minute, and from the beginning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from hall.access import By

if TYPE_CHECKING:
    from hall.store.aggregates.comparing import Recounted
    from hall.store.store import Store


def add_days_up(store: Store) -> int:
    """Add up each of the latest business days that has closed, and each that was changed since; returns how many.
    Raises StoreUnavailable."""
    done = 0
    for day_id in store.fetch(lambda view: view.aggregates.due()):
        done += _added_up(store, day_id)
    return done


def _added_up(store: Store, day_id: int) -> bool:
    counted = store.fetch(lambda view: view.aggregates.counted(day_id))
    return counted is not None and store.run(lambda work: work.aggregates.keep(By.system(), counted))


def rebuilt(store: Store, by: By, first: date = date.min, last: date = date.max) -> Iterator[Recounted]:
    """Add each business day between two dates that has closed up again, and keep that: one day after the other, so that
    nobody waits for it. Raises Refused("needs_technician") and StoreUnavailable."""
    for day_id in store.fetch(lambda view: view.aggregates.closed_days(first, last)):
        found = _recounted(store, by, day_id)
        if found is not None:
            yield found


def _recounted(store: Store, by: By, day_id: int) -> Recounted | None:
    found = store.fetch(lambda view: view.aggregates.recounted(day_id))
    if found is not None:
        store.run(lambda work: work.aggregates.keep(by, found.counted))
    return found
