"""When somebody at a machine calls a person, and how long that lasts. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

LASTS = timedelta(hours=1)
"""A call that nobody answered is nobody's any more: whoever called has left."""
ON_THE_WAY = timedelta(seconds=60)
"""So long after somebody said that they come, the machine calls nobody else."""


def lasts(called_at: datetime, answered_at: datetime | None, now: datetime) -> bool:
    """Whether a call waits for somebody at ``now``; a clock that went back ends none."""
    return answered_at is None and now - called_at < LASTS


def is_coming(answered_at: datetime | None, now: datetime) -> bool:
    """Whether somebody has just said that they come."""
    return answered_at is not None and timedelta() <= now - answered_at < ON_THE_WAY
