"""How long what is kept (docs/privacy.md). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SHORTEST = 25
"""So many months of events at least: the overview counts this year against the one before."""


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many whole months before the present one what is kept; 0 is for ever. ``events_months`` are numbers of
    business days with all that is written of them, and where the staff sat; ``staff_events_months`` who tried to sign
    in, whose PIN was changed, and who took which alarm."""

    events_months: int = 0
    print_jobs_months: int = 0
    requests_months: int = 0
    staff_events_months: int = 0


def kept_from(today: date, months: int) -> date | None:
    """The first day that is kept; None where all are."""
    if not months:
        return None
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, 1)
