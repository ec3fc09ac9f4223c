"""Times and spans as JSON has them."""

from __future__ import annotations

from datetime import datetime, timedelta


def seconds(span: timedelta | None) -> float | None:
    """The span in seconds."""
    return None if span is None else span.total_seconds()


def time_text(time: datetime | None) -> str | None:
    """The time as ISO 8601."""
    return time.isoformat() if time else None
