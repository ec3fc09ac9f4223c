"""Tickets of a file of columns such as those of Warsaw's district offices, and their events in the order of time."""

from __future__ import annotations

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

COLUMNS = ("office", "date", "group_id", "n", "arrived_min", "called_min", "open_counters", "city_estimate_min")


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket; times are minutes of the local day, ``counters`` served it as it came, ``city`` is
    what the city showed, 0 for none."""

    id: int
    office: str
    day: str
    service: str
    number: int
    arrived: float
    called: float
    counters: int
    city: float

    @property
    def wait(self) -> float:
        """How long it waited, in minutes."""
        return self.called - self.arrived


def read(path: Path) -> tuple[Ticket, ...]:
    """All tickets of a CSV file, packed by gzip or not. Raises SystemExit with a sentence for a file without the
    columns."""
    with path.open("rb") as packed, io.TextIOWrapper(_unpacked(packed, path), "utf-8") as file:
        rows = csv.DictReader(file)
        lacking = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if lacking:
            raise SystemExit(f"{path.name} lacks the columns {', '.join(lacking)}")
        return tuple(_ticket(place, row) for place, row in enumerate(rows))


def _ticket(place: int, row: dict[str, str]) -> Ticket:
    return Ticket(
        id=place,
        office=row["office"],
        day=row["date"],
        service=row["group_id"],
        number=int(row["n"]),
        arrived=float(row["arrived_min"]),
        called=float(row["called_min"]),
        counters=int(row["open_counters"] or 0),
        city=float(row["city_estimate_min"] or 0),
    )


def _unpacked(file: IO[bytes], path: Path) -> IO[bytes]:
    return gzip.GzipFile(fileobj=file) if path.suffix == ".gz" else file  # type: ignore[return-value]


def by_office_and_day(tickets: tuple[Ticket, ...]) -> dict[str, dict[str, list[Ticket]]]:
    """The tickets of each office, of each of its days in the order of the dates."""
    found: dict[str, dict[str, list[Ticket]]] = defaultdict(lambda: defaultdict(list))
    for ticket in sorted(tickets, key=lambda one: (one.office, one.day)):
        found[ticket.office][ticket.day].append(ticket)
    return found


def events(tickets: list[Ticket]) -> Iterator[tuple[float, bool, Ticket]]:
    """Arrivals and calls (True) of a day in the order (minute, number, arrival before call): no ticket sees its own
    call, nor that of a later number of the same minute."""
    told = [(one.arrived, one.number, False, one.id, one) for one in tickets]
    told += [(one.called, one.number, True, one.id, one) for one in tickets]
    for minute, _, is_call, _, ticket in sorted(told, key=lambda event: event[:4]):
        yield minute, is_call, ticket
