"""The services of an agency in the order in which they are used, for halls that list them so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from hall.store import tables as t
from hall.store.database.transaction import Transaction
from hall.views import ServiceView

DAYS = 28
"""Four weeks: each weekday counts alike, and what was new a month ago has found its place."""
_N, _D = t.day_number.c, t.business_day.c


def numbers_of_weeks(tx: Transaction, now: datetime) -> Mapping[str, int]:
    """How many numbers of each prefix were given and not cancelled in the ``DAYS`` days before today; counted once a
    day, so that no list changes under a visitor's finger."""
    today = tx.local(now).date()
    counted = tx.structure.used.get(today)
    if counted is None:
        counted = tx.structure.used[today] = _counted(tx, today - timedelta(days=DAYS), today)
    return counted


def _counted(tx: Transaction, first: date, before: date) -> dict[str, int]:
    query = (
        select(_N.prefix, func.sum(_N.last - _N.cancelled))
        .join(t.business_day, _D.id == _N.day_id)
        .where(_D.date >= first, _D.date < before)
        .group_by(_N.prefix)
    )
    return {prefix: int(count) for prefix, count in tx.connection.execute(query) if prefix.__class__ is str}


def most_used_first(services: Sequence[ServiceView], used: Mapping[str, int]) -> list[ServiceView]:
    """The services by how often they were used; equal ones stay in the order of the configuration."""
    return sorted(services, key=lambda service: -used.get(service.prefix, 0)) if used else list(services)
