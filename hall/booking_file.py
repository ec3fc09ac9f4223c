"""Bookings as a CSV file: what one from elsewhere says, with every mistake by its line, and the file of a day."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from hall.bookings import Arrival, WantedBooking
from hall.csv_lines import LineProblem, Tries, columns_of, lines_of, said_of
from hall.dates import typed_day
from hall.errors import Refused
from hall.identifiers import key_of
from hall.views import BookingView

REFERENCE, SERVICE, DAY, TIME, PRIORITY, STATE = "referensi", "layanan", "tanggal", "jam", "prioritas", "status"
_NEEDED = (REFERENCE, SERVICE, DAY, TIME)
_ONLY_WRITTEN = ("kode", "nama_layanan", "nomor", "datang")
COLUMNS = (*_NEEDED, PRIORITY, STATE, *_ONLY_WRITTEN)
"""Of a file that the hall writes; the last ones are not read."""
_ENGLISH = {
    **{"reference": REFERENCE, "id": REFERENCE, "service": SERVICE, "date": DAY, "day": DAY, "time": TIME},
    **{"priority": PRIORITY, "state": STATE},
}
_KNOWN = {key_of(name): name for name in COLUMNS} | _ENGLISH
_YES, _NO = ("ya", "yes", "true", "1"), ("", "tidak", "no", "false", "0")
_CANCELLED = ("batal", "dibatalkan", "cancelled", "canceled")
_STATES: Mapping[Arrival, str] = {
    Arrival.USED: "hadir",
    Arrival.CANCELLED: "batal",
    Arrival.LAPSED: "hangus",
}
"""What is written of a booking; all others are ``dipesan``."""
_BOOKED = ("", "dipesan", "booked", "hadir", "checked_in", "hangus", "lapsed")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]00)?")


@dataclass(frozen=True, slots=True)
class BookingFile:
    """What a file says: its bookings, each with its line, and what is wrong with it. Only a file without a problem is
    taken in."""

    rows: tuple[tuple[int, WantedBooking], ...]
    problems: tuple[LineProblem, ...]


def read_bookings(data: bytes, service_id: Callable[[str], str], zone: ZoneInfo) -> BookingFile:
    """What a file says; ``service_id`` finds a service by its prefix, id or name, or raises Refused. Days and times are
    of the hall's ``zone``. Raises Refused("bookings_none") for an empty file, ("booking_columns") where some are
    missing, and as ``hall.csv_lines`` does."""
    lines = lines_of(data)
    if not lines:
        raise Refused("bookings_none")
    columns = columns_of(lines[0][1], _KNOWN)
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        raise Refused("booking_columns", columns=", ".join(missing))
    rows: list[tuple[int, WantedBooking]] = []
    problems: list[LineProblem] = []
    for number, cells in lines[1:]:
        tries = Tries()
        said: dict[str, str] = tries.read(partial(said_of, cells, columns), {})
        found = None if tries.problems else _read(said, tries, service_id, zone)
        problems += [LineProblem(number, refusal) for refusal in tries.problems]
        if found is not None and not tries.problems:
            rows.append((number, found))
    return BookingFile(tuple(rows), tuple(problems))


def written_bookings(bookings: Iterable[BookingView], zone: ZoneInfo) -> str:
    """The file of some bookings, which can be read again, as an office program in Indonesian opens it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in bookings:
        at = one.slot.astimezone(zone)
        came = f"{one.came_at.astimezone(zone):%H:%M}" if one.came_at else ""
        state, priority = _STATES.get(one.arrival, "dipesan"), "ya" if one.priority else "tidak"
        when = one.reference, one.prefix, f"{at:%Y-%m-%d}", f"{at:%H:%M}"
        writer.writerow((*when, priority, state, one.code, one.service_name, one.ticket_code, came))
    return "\ufeff" + text.getvalue()


def _read(said: Mapping[str, str], tries: Tries, service_id: Callable[[str], str], zone: ZoneInfo) -> WantedBooking:
    for column in _NEEDED:
        if column not in said:
            tries.problems.append(Refused("line_needed", column=column))
    day = tries.read(lambda: _day(said[DAY]), date.min) if DAY in said else date.min
    clock = tries.read(lambda: _time(said[TIME]), time.min) if TIME in said else time.min
    return WantedBooking(
        said.get(REFERENCE, ""),
        tries.read(lambda: service_id(said[SERVICE]), "") if SERVICE in said else "",
        datetime.combine(day, clock, zone),
        tries.read(lambda: _one_of(said, PRIORITY, _YES, _NO), False),
        tries.read(lambda: _one_of(said, STATE, _CANCELLED, _BOOKED), False),
    )


def _day(text: str) -> date:
    try:
        return typed_day(text)
    except ValueError:
        raise Refused("line_day", text=text, column=DAY) from None


def _time(text: str) -> time:
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise Refused("line_time", text=text, column=TIME)
    return time(int(found[1]), int(found[2]))


def _one_of(said: Mapping[str, str], column: str, yes: tuple[str, ...], no: tuple[str, ...]) -> bool:
    word = key_of(said.get(column, ""))
    if word not in (*yes, *no):
        known = ", ".join(one for one in (*yes, *no) if one)
        raise Refused("line_choice", text=said[column], column=column, known=known)
    return word in yes
