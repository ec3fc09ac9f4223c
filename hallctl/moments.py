"""Moments as a technician types them: in the hall's time unless an offset says otherwise."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import typer


def zone_of(timezone: str) -> ZoneInfo:
    """The hall's zone."""
    return ZoneInfo(timezone)


def moment_of(text: str, timezone: str) -> datetime:
    """The aware moment of an ISO 8601 text such as ``2026-12-24T10:00``; without an offset it is the hall's time.

    Raises typer.BadParameter.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no time; write one as 2026-12-24T10:00") from error
    return moment.replace(tzinfo=zone_of(timezone)) if moment.tzinfo is None else moment
