"""What programs do each minute about business days that have closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hall.access import By

if TYPE_CHECKING:
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
