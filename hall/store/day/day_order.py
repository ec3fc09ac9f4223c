"""Which business day comes first, where several are there: no date tells it when a clock was wrong."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from hall.business_day import DayAction
from hall.store import tables as t

_D = t.business_day.c


def in_order() -> tuple[Any, ...]:
    """What to order business days by, so that the open one comes first, and then the one that was opened last, whatever
    their dates: a clock that was ahead has opened later ones."""
    e = t.day_event.c
    opened = select(func.max(e.id)).where(e.day_id == _D.id, e.action.in_((DayAction.OPEN, DayAction.REOPEN)))
    return _D.closed_at.is_not(None), func.coalesce(opened.scalar_subquery(), 0).desc(), _D.id.desc()


def current_id() -> Any:
    """The id of the open, else the last business day, as a scalar subquery; NULL before the first."""
    return select(_D.id).order_by(*in_order()).limit(1).scalar_subquery()
