"""Dates and clock times as the hall's people read them, in Indonesian and English."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_SHORT_MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
"""What an editor or a web page makes of a hyphen."""


def _language(language: str) -> str:
    return language if language in _DAYS else "id"


def clock_text(moment: datetime | time, language: str = "id") -> str:
    """Hours and minutes: ``10.42`` in Indonesian, ``10:42`` in English. A datetime must be in the hall's zone."""
    separator = "." if _language(language) == "id" else ":"
    return f"{moment.hour:02d}{separator}{moment.minute:02d}"


def weekday_text(day: date, language: str = "id", *, short: bool = False) -> str:
    """The weekday: ``Senin``, short ``Sen``."""
    name = _DAYS[_language(language)][day.weekday()]
    return name[:3] if short else name


def month_text(day: date, language: str = "id", *, short: bool = False) -> str:
    """The month: ``November``, short ``Nov``."""
    table = _SHORT_MONTHS if short else _MONTHS
    return table[_language(language)][day.month - 1]


def date_text(day: date, language: str = "id") -> str:
    """The whole date: ``Senin, 23 November 2026``."""
    return f"{weekday_text(day, language)}, {day.day} {month_text(day, language)} {day.year}"


def short_date_text(day: date, language: str = "id") -> str:
    """The date in small places: ``Sen, 23 Nov``."""
    return f"{weekday_text(day, language, short=True)}, {day.day} {month_text(day, language, short=True)}"


def slip_date_text(day: date, language: str = "id") -> str:
    """The date on a slip: ``23 Nov 2026``."""
    return f"{day.day} {month_text(day, language, short=True)} {day.year}"


def range_text(start: time, end: time, language: str = "id") -> str:
    """A stretch of the day: ``07.30–12.00``."""
    return f"{clock_text(start, language)}\u2013{clock_text(end, language)}"


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
    for table in (*_MONTHS.values(), *_SHORT_MONTHS.values()):
        for at, month in enumerate(table, start=1):
            if month.casefold() == name.casefold():
                return at
    return 0
