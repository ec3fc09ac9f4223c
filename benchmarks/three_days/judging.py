"""At the end: is every slip a number and every number on paper, was no number given twice, was no call lost?"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from benchmarks.three_days.fleet import Fleet
from benchmarks.three_days.place import BOARD, COUNTERS, KIOSK, SLIPS, Place
from hall.clock import ScaledClock
from hall.lifecycle import OPEN_STATES
from hall.store import open_store, tables

_TOKEN = 8
"""So many characters of a ticket's token are in the name of its slip's picture."""
_COMING_UP_H = 0.5
"""A board that was killed may be away for so long: half a minute of the machine."""


@dataclass
class Rows:
    """What the database holds of the three days."""

    days: list[Any] = field(default_factory=list)
    tickets: list[Any] = field(default_factory=list)
    calls: list[Any] = field(default_factory=list)
    shown: set[int] = field(default_factory=set)
    jobs: dict[int, str] = field(default_factory=dict)


def rows_of(url: str, clock: ScaledClock) -> Rows:
    """Read them."""
    t, store = tables, open_store(url, clock)
    with store.begin() as work:
        connection = work._tx.connection
        shown = select(t.call_shown.c.call_seq).where(t.call_shown.c.board == BOARD, t.call_shown.c.at.is_not(None))
        found = Rows(
            list(connection.execute(select(t.business_day).order_by(t.business_day.c.id))),
            list(connection.execute(select(t.ticket).order_by(t.ticket.c.id))),
            list(connection.execute(select(t.call).order_by(t.call.c.seq))),
            set(connection.execute(shown).scalars()),
            {job.ticket_id: job.state for job in connection.execute(select(t.print_job))},
        )
    store.close()
    return found


def seen_by(place: Place, name: str) -> list[dict[str, Any]]:
    """What the person in front of a program wrote; a line that a kill cut has no end."""
    journal = place.journal(name)
    text = journal.read_text("utf-8").splitlines() if journal.exists() else []
    return [json.loads(line) for line in text if line.endswith("}")]


class Judge:
    """Holds the database, the paper and what people saw against each other."""

    def __init__(self, place: Place, rows: Rows, fleet: Fleet) -> None:
        self._place, self._rows, self._fleet = place, rows, fleet
        self.lines: list[str] = []
        self.findings: list[str] = []

    def everything(self, ended: Sequence[date]) -> None:
        """All of it; ``ended`` are the days that must have come to their end by themselves."""
        self._days(ended)
        self._paper()
        self._visitors()
        self._calls()

    def _days(self, ended: Sequence[date]) -> None:
        rows = {row.date: row for row in self._rows.days}
        for day in ended:
            row = rows.get(day)
            if row is None or row.closed_at is None or not row.expired:
                self.findings.append(f"the business day {day} did not end by itself: {row}")
        told = [
            f"{row.date} opened {row.opened_at:%H:%M} by {row.opened_by}, "
            f"{f'closed {row.closed_at:%H:%M} by {row.closed_by}' if row.closed_at else 'open'}"
            for row in self._rows.days
        ]
        self.lines.append(f"days (UTC): {'; '.join(told)}")
        if len(rows) > max(1, len(ended)) + 1:
            self.findings.append(f"{len(rows)} business days were opened")
        closed = {row.id for row in self._rows.days if row.closed_at is not None}
        for row in self._rows.tickets:
            if row.day_id in closed and row.state in OPEN_STATES:
                self.findings.append(f"{_code(row)} is {row.state} after its day")

    def _paper(self) -> None:
        paper: dict[tuple[str, str], list[str]] = defaultdict(list)
        for file in sorted((self._place.folder / SLIPS).glob("*.png")):
            code, token, copy = _parts(file.stem)
            paper[code, token].append(copy)
        by_slip = {(_code(row), row.token[:_TOKEN]): row for row in self._rows.tickets}
        strange = [key for key in paper if key not in by_slip]
        self.findings += [f"a slip of {code} ({token}) is no number" for code, token in strange]
        out = {key for key, row in by_slip.items() if self._rows.jobs.get(row.id) in ("printed", "unverified")}
        self.findings += [
            f"the slip of {code} ({token}) is said to be out and is not" for code, token in out - set(paper)
        ]
        self.findings += [f"{key[0]} is printed twice" for key, copies in paper.items() if copies.count("") > 1]
        bare = [by_slip[key] for key in by_slip if key not in paper]
        for row in bare:
            if not self._near_kill(KIOSK, row.issued_at):
                self.findings.append(f"{_code(row)} of {row.issued_at} has no slip: {self._rows.jobs.get(row.id)}")
        copies = sum(bool(copy) for each in paper.values() for copy in each)
        self.lines.append(
            f"paper: {len(self._rows.tickets)} numbers, {len(paper)} slips, {copies} copies, "
            f"{len(bare)} without paper (the kiosk was killed)"
        )

    def _visitors(self) -> None:
        given: dict[tuple[str, str], set[str]] = defaultdict(set)
        lines = seen_by(self._place, KIOSK)
        for line in lines:
            if line["what"] == "number":
                given[line["day"], line["code"]].add(line["token"])
        self.findings += [
            f"{code} of {day} was shown to two visitors" for (day, code), who in given.items() if len(who) > 1
        ]
        days = {row.id: row.date.isoformat() for row in self._rows.days}
        kept = {(days[row.day_id], _code(row)): row.token for row in self._rows.tickets}
        for key, tokens in given.items():
            if kept.get(key) not in tokens:
                self.findings.append(f"{key[1]} of {key[0]} was shown to a visitor and is no number")
        twice = [
            key for key, count in Counter((row.day_id, _code(row)) for row in self._rows.tickets).items() if count > 1
        ]
        self.findings += [f"{code} was given twice" for _, code in twice]
        went = Counter(line["what"] for line in lines)
        self.lines.append(
            f"visitors: {len(given)} saw a number, {went['closed']} were told that it is closed, {went['left']} left"
        )

    def _calls(self) -> None:
        rows = self._rows
        painted = {seq for line in seen_by(self._place, BOARD) for seq in line.get("painted", ())}
        tokens = {row.id: row.token for row in rows.tickets}
        called = {(tokens[row.ticket_id], row.counter_id) for row in rows.calls}
        for label in COUNTERS:
            for line in seen_by(self._place, f"counter-{label}"):
                if line["what"] == "refused":
                    self.lines.append(f"counter {label} was refused: {line['notice']}")
                elif line["what"] == "called" and line["token"] not in {token for token, _ in called}:
                    self.findings.append(f"counter {label} called {line['code']}, which is no call")
        ended = self._fleet.clock.now() - timedelta(hours=_COMING_UP_H)
        for row in rows.calls:
            if row.at > ended:
                continue  # the end of the run came before the board could show it and say so
            if row.seq not in painted and not row.undone and not self._near_kill(BOARD, row.at):
                self.findings.append(f"the call {row.seq} of {row.at} was never on the board")
            elif row.seq in painted and row.seq not in rows.shown and not self._near_kill(BOARD, row.at):
                self.findings.append(f"the board painted the call {row.seq} and did not say so")
        missed = sum(row.seq not in painted for row in rows.calls)
        left = Counter(row.state for row in rows.tickets)
        self.lines.append(
            f"calls: {len(rows.calls)}, {len(painted)} on the board, {missed} while it was killed; "
            f"numbers: {', '.join(f'{count} {state}' for state, count in sorted(left.items()))}"
        )

    def _near_kill(self, name: str, at: datetime) -> bool:
        """Whether a program was killed just then, or was away since."""
        hour = (at - self._fleet.clock.start) / timedelta(hours=1)
        return any(kill - 0.1 <= hour <= kill + _COMING_UP_H for kill in self._fleet.all[name].kills)


def _code(row: Any) -> str:
    return f"{row.prefix}-{row.number:03d}"


def _parts(stem: str) -> tuple[str, str, str]:
    """Code, token and mark of a copy of a slip's picture."""
    words = stem.split("-")
    copy = words.pop() if words[-1].startswith("copy") else ""
    token = words.pop()
    return "-".join(words), token, copy


def days_between(first: datetime, last: datetime) -> Iterator[date]:
    """The weekdays whose end, an hour before midnight, lies between two times, with a quarter of an hour to spare."""
    day = first.date()
    while day <= last.date():
        end = datetime(day.year, day.month, day.day, 23, 15, tzinfo=first.tzinfo)
        if first < end < last and day.weekday() < 5:
            yield day
        day += timedelta(days=1)
