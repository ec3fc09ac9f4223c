"""What a hall consists of, as written in config.toml and kept in the database: frozen values, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time, timedelta


@dataclass(frozen=True, slots=True)
class TimeRange:
    """A stretch of one day in the hall's local time, ``start`` included and ``end`` not; never over midnight."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Opening ranges per weekday, Monday first; exactly seven entries, an empty one is a closed day."""

    days: tuple[tuple[TimeRange, ...], ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The hall's adjustable rules of calling and of the business day."""

    priority_streak: int = 2
    longest_wait: timedelta = timedelta(minutes=45)
    day_close: time = time(23, 0)


@dataclass(frozen=True, slots=True)
class Hall:
    """The building as a whole. ``timezone`` is an IANA name; ``running_text`` passes along the board."""

    name: str
    city: str
    timezone: str
    hours: WeeklyHours
    always_open: bool = False
    rules: Rules = field(default_factory=Rules)
    running_text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the hall with its own boards. ``sign`` is ``podium``, ``selasar`` or ``menara``; ``way`` tells
    a visitor at the kiosk how to walk there, ``arrows`` draws it (``up``, ``down``, ``left``, ``right``)."""

    id: str
    name: str
    sign: str
    way: str = ""
    way_en: str = ""
    arrows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agency:
    """Who serves. ``icon`` is a Material Design icon name without prefix, ``colour`` is ``#RRGGBB``."""

    id: str
    name: str
    full_name: str
    icon: str
    colour: str
    hours: WeeklyHours | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """What is served. ``prefix`` is ``[A-Z0-9]{1,3}``, unique for ever; ``promised_minutes`` is the promise of
    the service standard, ``requirement`` what the visitor brings, one short line in plain Indonesian."""

    id: str
    agency: str
    prefix: str
    name: str
    name_en: str
    requirement: str
    requirement_en: str
    promised_minutes: int
    hours: WeeklyHours | None = None


@dataclass(frozen=True, slots=True)
class CounterService:
    """That a counter serves a service; the lowest ``rank`` is called first, equal ranks by turn."""

    service: str
    rank: int


@dataclass(frozen=True, slots=True)
class Counter:
    """Where one is served. ``label`` is what the board shows and the voice says: ``7``, ``12B``."""

    id: str
    label: str
    zone: str
    agency: str
    services: tuple[CounterService, ...]


@dataclass(frozen=True, slots=True)
class Station:
    """One machine by name: its printer, screen and zone.

    ``printer`` is a URL (``tcp://host:9100``, ``file:///dev/usb/lp0``, ``paper:folder``) or empty for none;
    ``paper_mm`` is 80 or 58; ``screen`` names an output (``HDMI-1``) or is empty for the primary one;
    ``diagonal_inch`` and ``distance_m`` give the size of the screen and how far its farthest reader sits;
    ``zone`` is empty for the whole hall.
    """

    name: str
    zone: str = ""
    printer: str = ""
    paper_mm: int = 80
    screen: str = ""
    diagonal_inch: float = 0.0
    distance_m: float = 0.0


@dataclass(frozen=True, slots=True)
class HallStructure:
    """A whole hall as one value: what ``hall apply`` puts into the database."""

    hall: Hall
    zones: tuple[Zone, ...]
    agencies: tuple[Agency, ...]
    services: tuple[Service, ...]
    counters: tuple[Counter, ...]
    stations: tuple[Station, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the configuration and the database: ``what`` is ``added``, ``changed`` or ``archived``;
    ``kind`` is ``hall``, ``zone``, ``agency``, ``service``, ``counter`` or ``station``; ``detail`` says old -> new."""

    what: str
    kind: str
    id: str
    detail: str = ""
