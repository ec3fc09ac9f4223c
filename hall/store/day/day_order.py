"""Which business day comes first, where several are there: no date tells it when a clock was wrong."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import func, select

from hall.business_day import DayAction
from hall.store import tables as t

_D = t.business_day.c
_OPENINGS = (DayAction.OPEN, DayAction.REOPEN)


@cache
def in_order() -> tuple[Any, ...]:
    """What to order business days by, so that the open one comes first, and then the one that was opened last, whatever
    their dates: a clock that was ahead has opened later ones."""
    e = t.day_event.c
    opened = select(func.max(e.id)).where(e.day_id == _D.id, e.action.in_(_OPENINGS))
    return _D.closed_at.is_not(None), func.coalesce(opened.scalar_subquery(), 0).desc(), _D.id.desc()


@cache
def current_id() -> Any:
    """The id of the first of them, as an expression that reads no other day; NULL before the first."""
    day = t.business_day.alias("known").c
    is_open = select(day.id).where(day.closed_at.is_(None)).scalar_subquery()
    opened_last = select(day.id).where(day.id == last_opened_id()).scalar_subquery()
    return func.coalesce(is_open, opened_last, select(func.max(day.id)).scalar_subquery())


@cache
def last_opened_id() -> Any:
    """The id of the business day that was opened last, as a scalar subquery; NULL before the first."""
    e = t.day_event.alias("opening").c
    last = select(func.max(t.day_event.c.id)).where(t.day_event.c.action.in_(_OPENINGS)).scalar_subquery()
    return select(e.day_id).where(e.id == last).scalar_subquery()
