"""Keeping what business days add up to."""

from __future__ import annotations

from hall.access import By, Operation
from hall.store.aggregates.keeping import Counted, keep
from hall.store.database.aspect import Aspect, operation


class AggregateWork(Aspect):
    """Operations on what business days add up to."""

    @operation(Operation.KEEP_DAY)
    def keep(self, by: By, counted: Counted) -> bool:
        """Keep what a business day adds up to; not when the day was changed since it was counted."""
        return keep(self._tx, counted)
