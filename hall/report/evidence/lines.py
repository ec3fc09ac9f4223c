"""The lines of a business day as a pack holds them: nothing that a person typed, no key of the database, local times.

A line names its number of the day, which is none on a slip. Of what an action said, only words of the program are kept
(``_word``); of what it made of the number's row, only what figures depend on (``STATED``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from hashlib import sha256
from typing import Any

from hall.auditing import LineRow, ShiftRow
from hall.figures import DayAggregate, DayFacts
from hall.lifecycle import CALL_KINDS, Action, Outcome
from hall.messages import codes
from hall.report.evidence.masking import Pseudonyms, masked_counter
from hall.visit import ASSUMED, ENDED_BY_NEXT

Cells = tuple[str, ...]
STATED = (
    *("priority", "service_id", "counter_id", "outcome", "obstacle_id", "issued_at", "serving_at", "ended_at"),
    *("directed_to", "directed_until"),
)
"""What figures depend on of what a line makes of its number's row."""
EVENTS = ("event", "number", "at", "action", "from", "to", "actor", "counter", "service", "detail", "stated", "digest")
SHIFTS = ("event", "counter", "at", "action", "digest")
OFFERS = ("number", "offer", "digest")
BOOKINGS = ("booking", "service", "slot", "state", "checked_in", "digest")
_TIMES = frozenset({"issued_at", "serving_at", "ended_at", "directed_until"})
_SHIFT_ACTIONS = frozenset({"sign_in", "move", "resume", "pause", "sign_out"})
_CALL_CODES = frozenset(codes())
_WORDS = frozenset({ASSUMED, *ENDED_BY_NEXT, "turn_kept", "turn_now"})


def digest(cells: Iterable[str]) -> str:
    """What names a line that was changed: of its cells, with a tab between."""
    return sha256("\t".join(cells).encode()).hexdigest()[:16]


class DayLines:
    """The files of one day. ``events`` is read before all others: it gives the numbers, and tells when they begin. That
    may be before the day was opened: it may have been opened again, or they were taken along from the day before."""

    def __init__(self, facts: DayFacts, names: Pseudonyms) -> None:
        self._facts, self._names = facts, names
        self._numbers: dict[int, int] = {}
        self._begins = facts.opened_at

    def events(self) -> Iterator[Cells]:
        """What happened to numbers, in the order of numbers and of time."""
        for place, line in enumerate(self._facts.lines, 1):
            number = self._numbers.setdefault(line.ticket_id, len(self._numbers) + 1)
            self._begins = min(self._begins, line.at, self._issued(line))
            cells = (
                *(str(place), str(number), self._at(line.at), line.action, line.from_state or "", line.to_state),
                *(self._names.of(line.actor), line.counter_id or "", line.service_id, _word(line)),
                self._stated(line),
            )
            yield (*cells, digest(cells))

    def shifts(self) -> Iterator[Cells]:
        """Who sat where is left out: when somebody was at each counter. Of the time before the day only what tells who
        was there when it began."""
        of: dict[str, list[ShiftRow]] = {}
        for line in self._facts.shifts:
            of.setdefault(line.counter_id, []).append(line)
        lines = [line for mine in of.values() for line in _since(self._begins, mine)]
        for place, line in enumerate(sorted(lines, key=lambda line: line.id), 1):
            cells = str(place), line.counter_id, self._at(line.at), line.action
            yield (*cells, digest(cells))

    def offers(self) -> Iterator[Cells]:
        """What was offered at last, where a promise was not kept."""
        for ticket, offer in sorted(self._facts.offers.items()):
            if ticket in self._numbers:
                cells = str(self._numbers[ticket]), offer
                yield (*cells, digest(cells))

    def bookings(self) -> Iterator[Cells]:
        """Slots that were booked for the day."""
        for place, row in enumerate(self._facts.bookings, 1):
            cells = str(place), row.service, self._at(row.slot), row.state, self._at(row.checked_in_at)
            yield (*cells, digest(cells))

    def day(self, terms: int) -> dict[str, Any]:
        """The day itself, with the number of the version of its terms."""
        facts = self._facts
        hours = {
            counter: [[self._at(a), self._at(b)] for a, b in spans] for counter, spans in facts.terms.hours.items()
        }
        return {
            "date": facts.date.isoformat(),
            "opened_at": self._at(facts.opened_at),
            "closed_at": self._at(facts.until),
            "terms": terms,
            "hours": hours,
        }

    def _issued(self, line: LineRow) -> datetime:
        """When a number was given, where its line says so; else the line's time."""
        stated = line.after.get("issued_at") if isinstance(line.after, dict) else None
        try:
            return datetime.fromisoformat(stated) if isinstance(stated, str) else line.at
        except ValueError:
            return line.at

    def _at(self, at: datetime | None) -> str:
        return "" if at is None else at.astimezone(self._facts.zone).isoformat()

    def _stated(self, line: LineRow) -> str:
        stated = line.after if isinstance(line.after, dict) else {}
        kept = {name: self._plain(name, stated[name]) for name in STATED if name in stated}
        return json.dumps(kept, sort_keys=True) if kept else ""

    def _plain(self, name: str, value: Any) -> Any:
        if name not in _TIMES or not isinstance(value, str):
            return value
        try:
            return self._at(datetime.fromisoformat(value))
        except ValueError:
            return None


def aggregate_lines(made: DayAggregate, facts: DayFacts, names: Pseudonyms) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """What a day was added up to: the kind of each line, with its figures in the order of their fields."""
    counters = sorted((masked_counter(one, names) for one in made.counters), key=lambda one: (one.counter, one.clerk))
    kinds: tuple[tuple[str, Iterable[Any]], ...] = (
        ("service", sorted(made.services, key=lambda one: (one.service, one.priority))),
        ("counter", counters),
        ("presence", sorted(made.presence, key=lambda one: one.counter)),
        ("booking", sorted(made.bookings, key=lambda one: one.service)),
    )
    for kind, parts in kinds:
        for one in parts:
            values = tuple(_cell(getattr(one, part.name), facts) for part in fields(one))
            yield kind, (facts.date.isoformat(), *values)


def _cell(value: Any, facts: DayFacts) -> str:
    if isinstance(value, dict):
        return json.dumps(dict(sorted(((str(key), count) for key, count in value.items()), key=_by_length)))
    if isinstance(value, datetime):
        return value.astimezone(facts.zone).isoformat()
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else str(value)


def _by_length(item: tuple[str, int]) -> tuple[int, str]:
    """Numbers as they follow one another; every other key by its length first too, which needs no rule of its own."""
    return len(item[0]), item[0]


def _word(line: LineRow) -> str:
    """What a line's detail says in words of the program: what a person typed may stand there too."""
    detail = line.detail
    if line.action == Action.FINISH and detail.partition("|")[0] in set(Outcome):
        return "|".join([*detail.split("|"), ""][:2])
    if line.action == Action.SET_PRIORITY:
        return detail.partition(":")[0] if detail.startswith(("priority:", "regular:")) else ""
    if line.action == Action.UNDO:
        return detail if detail in set(Action) else ""
    if line.action in CALL_KINDS:
        return detail if detail in _CALL_CODES else ""
    return detail if detail in _WORDS else ""


def _since(begins: datetime, lines: list[ShiftRow]) -> list[ShiftRow]:
    """The lines of a counter without those that one before the begin makes meaningless."""
    before = next((place for place, line in enumerate(lines) if line.at > begins), len(lines))
    known = (place for place in range(before - 1, -1, -1) if lines[place].action in _SHIFT_ACTIONS)
    return lines[next(known, before) :]
