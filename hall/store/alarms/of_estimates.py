"""The alarm about estimates of waits that did not hold."""

from __future__ import annotations

from datetime import datetime

from hall.estimating.quality import poor_day
from hall.store.database.transaction import Transaction
from hall.store.estimates.quality_reads import latest
from hall.views import AlarmView


def poor(tx: Transaction, now: datetime) -> list[AlarmView]:
    """Too few of the open day's estimates held, or of the last one's while the open day has too few to judge it by."""
    found = poor_day(*latest(tx, now))
    if found is None:
        return []
    whole = found.whole
    params = ("day", found.day), ("held", whole.of_hundred), ("count", whole.told)
    return [AlarmView("alarm_estimates", params)]
