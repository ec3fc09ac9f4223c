"""What the known year adds up to, in plain counters."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

COUNTS = ("issued", "served", "not_served", "left", "no_show", "cancelled", "assumed", "kept", "out_of_turn")
TABLES = ("waits", "takes", "arrivals", "broken", "offered", "obstacles")


@dataclass
class Expected:
    """Counts by service and class, and those of counters and bookings; ``presence`` by day and counter: scheduled,
    open, breaks and idle minutes, and by how many minutes the first call was late."""

    counts: defaultdict[tuple[str, bool], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    tables: defaultdict[tuple[str, bool, str], Counter[int | str]] = field(default_factory=lambda: defaultdict(Counter))
    issued: Counter[tuple[str, date]] = field(default_factory=Counter)
    heat: Counter[tuple[int, int]] = field(default_factory=Counter)
    counters: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    presence: dict[tuple[date, str], tuple[int, int, int, int, int]] = field(default_factory=dict)
    bookings: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
