"""Moments as a technician types them: in the hall's time unless an offset says otherwise."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer

from hall.dates import clock_text, typed_day
from hall.figures import Period, parse_period
from hall.translator import ENGLISH

if TYPE_CHECKING:
    from hall.store import Store


_DATED = "2026-12-24T10:00"
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})")
_DOTTED = re.compile(r"(?<=[T ])(\d{2})\.(\d{2})(?![\d.:])")
"""A clock time behind a date, written with the dot of Indonesian: ISO 8601 takes 10.30 for a bit more than ten."""


def zone_of(timezone: str) -> ZoneInfo:
    """The hall's zone."""
    return ZoneInfo(timezone)


def shown_time(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """``14:00``, and on another day than the hall's today ``2026-12-24 14:00``."""
    local = at.astimezone(zone)
    clock = clock_text(local, ENGLISH)
    return clock if local.date() == now.astimezone(zone).date() else f"{local.date().isoformat()} {clock}"


def day_of(text: str) -> date | None:
    """The date that was typed, as 2026-11-23 or 23-11-2026; None for nothing. Raises typer.BadParameter."""
    try:
        return typed_day(text) if text else None
    except ValueError:
        raise typer.BadParameter(f'"{text}" is no date; write it as 2026-11-23') from None


def time_of(text: str, timezone: str, *, written: str = _DATED) -> datetime:
    """The aware time of an ISO 8601 text such as ``2026-12-24T10:00``; without an offset it is the hall's time.

    Raises typer.BadParameter, which says that a time is ``written`` so.
    """
    try:
        day = typed_day(text[:10])  # ISO 8601 has days of other forms too, which nobody means here
        at = datetime.fromisoformat(_DOTTED.sub(r"\1:\2", f"{day}{text[10:]}"))
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no time; write one as {written}") from error
    return at.replace(tzinfo=zone_of(timezone)) if at.tzinfo is None else at


def typed_time(store: Store, text: str) -> datetime | None:
    """The time that a technician typed, in the hall's time: ``2026-12-24T10:00``, or ``14:00`` or ``14.00`` for
    today; None for nothing. Raises typer.BadParameter."""
    if not text:
        return None
    timezone, now = store.fetch(lambda view: (view.hall().timezone, view.status().now))
    clock = _clock_of(text)
    if clock is None:
        return time_of(text, timezone, written=f"14:00 for today, or {_DATED}")
    return datetime.combine(now.astimezone(zone_of(timezone)).date(), clock, zone_of(timezone))


def _clock_of(text: str) -> time | None:
    found = _CLOCK.fullmatch(text)
    try:
        return time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


def typed_period(text: str) -> Period:
    """The period that was typed. Raises typer.BadParameter for what is none."""
    try:
        return parse_period(text)
    except ValueError as error:
        raise typer.BadParameter(
            "as 2026-11, 2026-11-23, 2026-W48, 2026-Q4, 2026-S2, 2026, or 2026-11-01..2026-11-15"
        ) from error
