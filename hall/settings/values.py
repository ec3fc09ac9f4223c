"""Single values of the configuration: what each may be, and how its text becomes a value."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, time
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from hall.dates import iso_day, mended_day
from hall.invisible import seen_of, stray_mark_in, unseen_in
from hall.numbering import PREFIX_PATTERN
from hall.settings.problems import closest
from hall.settings.tables import Check, Limit, Parse, WrongValue
from hall.structure import TimeRange
from hall.translator import LANGUAGE_CODE

ICONS = (
    "card-account-details", "passport", "heart-pulse", "briefcase-account", "police-badge", "car",
    "file-document-check", "map", "flash", "water", "email", "bank",
)  # fmt: skip
"""The icons of the reference pictures; every other Material Design icon may be used too."""

_ABBREVIATIONS = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
FLOWS = ("dsrdtr", "rtscts", "xonxoff", "none")
"""How a serial printer says that it is full."""
_CLOCK = re.compile(r"(\d{2}):(\d{2})")


def _one_line(text: str) -> str:
    unseen, accent = unseen_in(text), stray_mark_in(text)
    if unseen:
        raise WrongValue(f"has a line break or an invisible character (U+{ord(unseen):04X})", seen_of(text).strip())
    if accent:
        raise WrongValue(f"has an accent that is part of no letter (U+{ord(accent):04X})", seen_of(text).strip())
    return text


def _composed(text: str) -> str:
    """One letter is one character, so that it is counted, drawn and compared as what it looks like."""
    return unicodedata.normalize("NFC", text)


def _shaped(pattern: str, problem: str, mended: Callable[[str], str]) -> Check:
    """Allow only what ``pattern`` matches whole; what ``mended`` makes of it is suggested when it would be allowed."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise WrongValue(problem, mended(text) if re.fullmatch(pattern, mended(text)) else "")
        return text

    return Check(check)


def _as_identifier(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-0123456789")


def _icon(text: str) -> str:
    if text in ICONS:
        return text
    plain = text.removeprefix("mdi6.")
    known = _material_icons() or frozenset(ICONS)
    if plain != text or not re.fullmatch(r"[a-z0-9-]+", text):
        raise WrongValue("is not the name of an icon", closest(plain, ICONS) or closest(plain, known))
    if _material_icons() and text not in known:
        raise WrongValue("is an unknown icon", closest(text, ICONS) or closest(text, known))
    return text


@cache
def _material_icons() -> frozenset[str]:
    """Every icon name, from the table that QtAwesome ships; empty without it. Reads the file, imports nothing."""
    spec = find_spec("qtawesome")
    folders = [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []
    tables = [table for folder in folders for table in folder.glob("fonts/materialdesignicons6-*charmap*.json")]
    return frozenset(json.loads(tables[0].read_text("utf-8"))) if tables else frozenset()


def _time_zone(text: str) -> str:
    if text.upper() in _ABBREVIATIONS:
        raise WrongValue("is an abbreviation, not a time zone", _ABBREVIATIONS[text.upper()])
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):  # not found; not a relative path; a folder such as "Asia"
        raise WrongValue("is not a time zone", closest(text, available_timezones())) from None
    return text


def one_of(options: Iterable[str]) -> Check:
    """Allow only ``options``."""
    known = tuple(options)

    def check(text: str) -> str:
        if text not in known:
            raise WrongValue("is unknown", closest(text, known))
        return text

    return Check(check)


def clock_time(value: object) -> time:
    """A time of day from ``"07:30"``."""
    if isinstance(value, time):
        raise WrongValue("is a time without quotes", value.strftime("%H:%M"))
    if not isinstance(value, str):
        raise WrongValue("is not text in quotes")
    match = _CLOCK.fullmatch(value.strip())
    if match is None:
        raise WrongValue("is not a time such as 07:30", _mended_clock(value.strip()))
    hour, minute = int(match[1]), int(match[2])
    if hour > 23 or minute > 59:
        raise WrongValue(f"{match[0]} is not a time of day", "23:59" if match[0] == "24:00" else "")
    return time(hour, minute)


def time_range(value: object) -> TimeRange:
    """A stretch of a day from ``"07:30-12:00"``."""
    if not isinstance(value, str):
        raise WrongValue("is not text in quotes")
    return _range_of(value)


@lru_cache(maxsize=64)
def _range_of(value: str) -> TimeRange:
    """Kept, because a hall has a few stretches, which stand at every agency and are looked at by every check."""
    parts = re.split(r"\s*[-\u2013]\s*", value.strip())
    if len(parts) != 2:
        raise WrongValue("is not two times with - between them")
    problems, times = [], []
    for part in parts:
        try:
            times.append(clock_time(part))
        except WrongValue as error:
            text = error.problem
            problems.append(text if text.startswith(part) else f"{part} {text}")
    if problems:
        mended = "-".join(_mended_clock(part) or part for part in parts)
        sound = all(_CLOCK.fullmatch(part) and part < "24:00" for part in mended.split("-"))
        raise WrongValue(" and ".join(problems), mended if sound and mended != value else "")
    start, end = times
    if end < start and _at_night(start, end):
        raise WrongValue(
            f"goes past midnight; write {start:%H:%M}-23:59 for this day and 00:00-{end:%H:%M} for the day after it"
        )
    if start >= end:
        raise WrongValue("ends before it begins" if end < start else "ends when it begins", _reversed(start, end))
    return TimeRange(start, end)


def _at_night(start: time, end: time) -> bool:
    """Whether the stretch over midnight is the shorter one, and so the one that was meant."""
    return end > time(0) and (24 + end.hour - start.hour) * 60 + end.minute - start.minute < 12 * 60


def _reversed(start: time, end: time) -> str:
    return f"{end:%H:%M}-{start:%H:%M}" if end < start else ""


def _mended_clock(text: str) -> str:
    """``7:30``, ``07.30`` and ``07:30:00`` as ``07:30``; empty when it is no time at all."""
    match = re.fullmatch(r"(\d{1,2})[:.](\d{2})(?:[:.]00)?", text)
    return "" if match is None or int(match[1]) > 23 or int(match[2]) > 59 else f"{int(match[1]):02d}:{match[2]}"


def _apart(ranges: list[TimeRange]) -> list[TimeRange]:
    ordered = sorted(ranges, key=lambda stretch: stretch.start)
    for before, after in pairwise(ordered):
        if after.start < before.end:
            raise WrongValue(
                f"{before.start:%H:%M}-{before.end:%H:%M} and {after.start:%H:%M}-{after.end:%H:%M} overlap",
                f"{before.start:%H:%M}-{max(before.end, after.end):%H:%M}",
            )
    return ordered


def _printer(text: str) -> str:
    if text == "" or re.fullmatch(r"paper:.*[^/\s.].*", text):
        return text
    scheme = text.partition(":")[0]
    if scheme == "tcp":
        address = re.fullmatch(r"tcp://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?/?", text)
        if address is None or address[2] is None or not 0 < int(address[2]) < 65536:
            raise WrongValue("has no host with a port from 1 to 65535", f"tcp://{address[1]}:9100" if address else "")
    elif scheme == "file":
        if not re.fullmatch(r"file:///[^/].*", text):
            rest = text.removeprefix("file:").lstrip("/")
            raise WrongValue("has no whole path after three slashes", f"file:///{rest}" if rest else "")
    elif scheme == "usb":
        if not re.fullmatch(r"usb://([0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}(/[^/\s]+)?)?", text):
            raise WrongValue("has no maker and product", "usb://04b8:0e15")
    elif scheme == "serial":
        _serial_port(text)
    else:
        raise WrongValue("is not a printer", _guessed_printer(text))
    return text


def _serial_port(text: str) -> None:
    address, mark, query = text.partition("?")
    if not re.fullmatch(r"serial://(/[^/].*|/?COM\d+)", address):
        raise WrongValue("is not a serial port", "serial:///dev/ttyUSB0?baud=115200&flow=dsrdtr")
    for option in query.split("&") if mark else ():
        key, _, value = option.partition("=")
        if key not in ("baud", "flow"):
            meant = closest(key, ("baud", "flow"))
            mended = text.replace(option, f"{meant}={value}") if meant else ""
            raise WrongValue(f'has an option "{key}"; a serial port has baud and flow', mended)
        if key == "baud" and not (value.isdecimal() and 1200 <= int(value) <= 921600):
            raise WrongValue(f'has the speed "{value}"; baud is from 1200 to 921600')
        if key == "flow" and value not in FLOWS:
            meant = closest(value, FLOWS)
            raise WrongValue(
                f'has the flow "{value}"; there are {", ".join(FLOWS)}', meant and text.replace(value, meant)
            )


def _guessed_printer(text: str) -> str:
    address = re.fullmatch(r"(?:\w+:/*)?((?:\d{1,3}\.){3}\d{1,3})(?::(\d{1,5}))?/?", text)
    if address:
        return f"tcp://{address[1]}:{address[2] or 9100}"
    return f"file://{text}" if text.startswith("/dev/") else ""


def calendar_day(value: object) -> date:
    """A day from ``"2027-02-08"``."""
    if isinstance(value, date):
        raise WrongValue("is a day without quotes", value.isoformat()[:10])
    if not isinstance(value, str):
        raise WrongValue("is not text in quotes")
    try:
        return iso_day(value.strip())
    except ValueError:
        raise WrongValue("is not a day such as 2027-02-08", mended_day(value)) from None


FileOrNothing = Annotated[str, Check(_one_line)]
"""The name of a file or a screen, in the very form in which the machine has it."""
File = Annotated[FileOrNothing, Limit(min_length=1)]
Line = Annotated[str, Limit(min_length=1), Check(_one_line), Check(_composed)]
LineOrNothing = Annotated[str, Check(_one_line), Check(_composed)]
LanguageCode = Annotated[Line, _shaped(LANGUAGE_CODE.pattern, "is no code of a language", str.lower)]
Identifier = Annotated[
    str,
    Limit(min_length=1, max_length=64),
    _shaped(r"[a-z][a-z0-9-]*", "is not an identifier", _as_identifier),
]
Label = Annotated[str, _shaped(r"[0-9A-Z]{1,4}", "is not a label", str.upper)]
Prefix = Annotated[str, _shaped(PREFIX_PATTERN, "is not a prefix", str.upper)]
Colour = Annotated[str, _shaped(r"#[0-9A-Fa-f]{6}", "is not a colour", lambda text: f"#{text}"), Check(str.upper)]
Icon = Annotated[str, Check(_icon)]
TimeZone = Annotated[str, Check(_time_zone)]
Printer = Annotated[str, Check(_one_line), Check(_printer)]
ClockTime = Annotated[time, Parse(clock_time)]
Ranges = Annotated[list[Annotated[TimeRange, Parse(time_range)]], Check(_apart)]
Day = Annotated[date, Parse(calendar_day)]
