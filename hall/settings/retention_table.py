"""``[retention]``: how long what is kept."""

from __future__ import annotations

from typing import Annotated

from hall.retention import SHORTEST
from hall.settings.tables import Check, Table, WrongValue, key

_MONTHS = "whole months from 1 to 600, or 0 to keep everything"


def _long_enough(months: int) -> int:
    if 0 < months < SHORTEST:
        raise WrongValue("is too short: the overview counts this year against the one before", str(SHORTEST))
    return months


class RetentionTable(Table):
    """How many months what is kept before ``hall purge`` deletes it."""

    events_months: Annotated[int, Check(_long_enough)] = key(
        default=0, ge=0, le=600, description=f"whole months from {SHORTEST} to 600, or 0 to keep everything"
    )
    print_jobs_months: int = key(default=0, ge=0, le=600, description=_MONTHS)
    requests_months: int = key(default=0, ge=0, le=600, description=_MONTHS)
    staff_events_months: int = key(default=0, ge=0, le=600, description=_MONTHS)
