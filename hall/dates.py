"""Dates and clock times as people read them, in any language of the catalogue."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from hall.translator import ENGLISH, INDONESIAN, Translator

_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
"""What an editor or a web page makes of a hyphen."""


def clock_text(time_of_day: datetime | time, translate: Translator) -> str:
    """Hours and minutes: ``10.42`` in Indonesian, ``10:42`` in English. A datetime must be in the hall's zone."""
    return f"{time_of_day.hour:02d}{translate('dates.separator')}{time_of_day.minute:02d}"


def weekday_text(day: date, translate: Translator, *, short: bool = False) -> str:
    """The weekday: ``Senin``, short ``Sen``."""
    return translate(f"dates.weekday.{day.isoweekday()}{'.short' if short else ''}")


def month_text(day: date, translate: Translator, *, short: bool = False) -> str:
    """The month: ``November``, short ``Nov``."""
    return translate(f"dates.month.{day.month}{'.short' if short else ''}")


def date_text(day: date, translate: Translator) -> str:
    """The whole date: ``Senin, 23 November 2026``."""
    weekday, month = weekday_text(day, translate), month_text(day, translate)
    return translate("dates.long", weekday=weekday, day=day.day, month=month, year=day.year)


def short_date_text(day: date, translate: Translator) -> str:
    """The date in small places: ``Sen, 23 Nov``."""
    weekday, month = weekday_text(day, translate, short=True), month_text(day, translate, short=True)
    return translate("dates.short", weekday=weekday, day=day.day, month=month)


def day_text(day: date, translate: Translator, *, short: bool = False) -> str:
    """The date without its weekday: ``23 November 2026``, short ``23 Nov 2026``."""
    return translate("dates.day", day=day.day, month=month_text(day, translate, short=short), year=day.year)


def range_text(start: time, end: time, translate: Translator) -> str:
    """A stretch of the day: ``07.30\u201312.00``."""
    return f"{clock_text(start, translate)}\u2013{clock_text(end, translate)}"


def waited_minutes(wait: timedelta | int) -> str:
    """A wait in full minutes, as people read it: ``24``, and ``< 1`` instead of 0."""
    minutes = wait if isinstance(wait, int) else whole_minutes(wait)
    return str(minutes) if minutes > 0 else "< 1"


def whole_minutes(span: timedelta) -> int:
    """Full minutes in ``span``, never below 0."""
    return max(0, int(span.total_seconds() // 60))


def iso_day(text: str) -> date:
    """The day of ``2026-12-01``, and of no other form that ISO 8601 has. Raises ValueError."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is None:
        raise ValueError("not a day such as 2026-12-01")
    return date.fromisoformat(text)


def typed_day(text: str) -> date:
    """The day that a person typed in a window or a command, in any form of ``mended_day``. Raises ValueError."""
    return iso_day(mended_day(text) or text)


def written_day(day: date) -> str:
    """A day as it may be typed again: ``01-12-2026``."""
    return f"{day:%d-%m-%Y}"


def mended_day(text: str) -> str:
    """A day as Indonesia writes it, in ISO: ``01-12-2026``, ``1/12/2026``, ``20261201`` and ``1 Desember 2026`` are
    ``2026-12-01``; empty for anything else."""
    text = _HYPHENS.sub("-", text)
    if re.fullmatch(r"[0-9]{8}", text.strip()):
        text = f"{text.strip()[:4]}-{text.strip()[4:6]}-{text.strip()[6:]}"
    last = re.fullmatch(r"(\d{1,2})[-/. ]+(\d{1,2}|[A-Za-z]{3,9})[-/. ]+(\d{4})", text.strip())
    first = re.fullmatch(r"(\d{4})[-/. ]+(\d{1,2})[-/. ]+(\d{1,2})", text.strip())
    if last is not None:
        day, month, year = last[1], last[2], last[3]
    elif first is not None:
        year, month, day = first[1], first[2], first[3]
    else:
        return ""
    try:
        return date(int(year), int(month) if month.isdecimal() else _month_of(month), int(day)).isoformat()
    except ValueError:
        return ""


def _month_of(name: str) -> int:
    """The number of a month by its name in Indonesian or English, whole or short; 0 for none."""
    for month in range(1, 13):
        day = date(2000, month, 1)
        names = (
            month_text(day, translate, short=short) for translate in (INDONESIAN, ENGLISH) for short in (False, True)
        )
        if name.casefold() in map(str.casefold, names):
            return month
    return 0
