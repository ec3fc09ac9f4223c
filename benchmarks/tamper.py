"""How much of a hall's history can be changed by hand before ``hall audit`` says so?

    python -m benchmarks.tamper --changes 2000

Lets a hall live days of everything (``benchmarks.lived``), then changes one field of one row after the other in
``ticket``, ``ticket_event``, ``call``, ``number_gap`` and ``business_day``, audits after each, and takes it back.
Prints by table and column how many were named. Then whole rows that are erased, and kinds of forging by hand.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    Table,
    Update,
    delete,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError

from benchmarks.forged import FORGERIES
from benchmarks.lived import live
from hall.auditing import AuditReport
from hall.store import tables as t
from hall.store.database.column_types import Guarded, UtcDateTime
from hall.store.database.engine import make_engine, parse_url
from hall.store.database.link import Link
from hall.store.database.transaction import Transaction
from hall.store.structure.structure_cache import StructureCache
from hall.store.views.audit_query import DayReads

TABLES = (t.ticket, t.ticket_event, t.call, t.number_gap, t.business_day)
UNTOLD: Mapping[str, str] = {
    "ticket.token": "of a number that was given on paper, whose request answers with ids",
    "number_gap.id": "a key that no other row names: it is told where the order of the gaps changes",
    "ticket.version": "of a number whose slip is not out: each try that failed makes one",
    "ticket_event.at": "of a hold, release, transfer, confirmation, restoring or undo: no other row has that time",
    "ticket_event.clock_at": "the raw clock at that time, which only undo asks",
    "ticket_event.actor": "of what is not a call, where nobody is signed in or the actor is no clerk",
    "ticket_event.after": "the class at the issue of a number that was reclassed afterwards",
    "call.streak_before": "0 in place of another on a day that was opened again, which began a new streak",
    "ticket_event.detail": "words of a person: why it was cancelled or reclassed, the note of a finish or a transfer",
    "business_day.look": "the state of a look at the clock, no history",
    "business_day.looked_at": "the state of a look at the clock, no history",
    "business_day.over_ticket": "the state of a look at the clock, no history",
    "business_day.ends_at": "when the day will end, no history",
}
"""Fields that no other row determines, or not always, and why."""
_SHIFTS = (timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=3), timedelta(days=1))


@dataclass(slots=True)
class Tally:
    """What became of the changes of each kind."""

    made: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    silent: list[str] = field(default_factory=list)

    def rows(self) -> list[tuple[str, int, int, int]]:
        """Kind, made, named, refused by the database itself."""
        kinds = sorted({*self.made, *self.refused})
        return [(kind, self.made[kind], self.named[kind], self.refused[kind]) for kind in kinds]


class Forger:
    """Changes a database behind the store's back, audits it, and takes the change back."""

    def __init__(self, connection: Connection, seed: int) -> None:
        self.connection = connection
        self.random = random.Random(seed)  # noqa: S311 - a seeded choice, no secret
        self.tally = Tally()
        self._keys: dict[str, list[Any]] = {}

    def audited(self, day: date | None = None) -> AuditReport:
        """What an audit of all days, or of one, finds now, inside the transaction of the change."""
        postgres = self.connection.dialect.name == "postgresql"
        link = Link(self.connection)
        return DayReads(Transaction(lambda: link, StructureCache(), None, postgres, snapshot=True)).audit(day)

    @contextmanager
    def change(self) -> Iterator[None]:
        """What is written inside is taken back."""
        nested = self.connection.begin_nested()
        try:
            yield
        finally:
            nested.rollback()

    def change_field(self, table: Table, column: Column[Any]) -> None:
        """Change one field of a row of ``table``, and note whether it is named."""
        kind = f"{table.name}.{column.name}"
        proposed = self.proposed(table, column)
        if proposed is None:
            return
        statement, chosen, old, new = proposed
        try:
            with self.change():
                self.connection.execute(statement)
                found = self.audited()
        except DBAPIError:
            self.tally.refused[kind] += 1
            return
        self._note(kind, found, f"{kind} of {chosen}: {old!r} -> {new!r}")

    def proposed(self, table: Table, column: Column[Any]) -> tuple[Update, Any, Any, Any] | None:
        """A change of one field of a row of ``table``: its statement, the row's key, the old and the new value; None
        where there is nothing to change."""
        key = next(iter(table.primary_key))
        if table.name not in self._keys:
            self._keys[table.name] = list(self.connection.execute(select(key).order_by(key)).scalars())
        if not self._keys[table.name]:
            return None
        chosen = self.random.choice(self._keys[table.name])
        old = self.connection.execute(select(column).where(key == chosen)).scalar_one()
        new = self._other(table, column, old)
        return None if new == old else (update(table).where(key == chosen).values({column: new}), chosen, old, new)

    def _note(self, kind: str, found: AuditReport, what: str) -> None:
        self.tally.made[kind] += 1
        if found.good:
            self.tally.silent.append(what)
        else:
            self.tally.named[kind] += 1

    def _other(self, table: Table, column: Column[Any], old: Any) -> Any:
        """Another value, as somebody would write it who wants it to look right."""
        kind = column.type.plain if isinstance(column.type, Guarded) else column.type
        if isinstance(kind, Boolean):
            return not old
        if isinstance(kind, JSON):
            return self._other_json(old)
        if isinstance(old, datetime) or (old is None and isinstance(kind, UtcDateTime)):
            shift = self.random.choice(_SHIFTS) * self.random.choice((-1, 1))
            return (old or datetime.fromisoformat("2026-11-23T03:00:00+00:00")) + shift
        if isinstance(old, date) or isinstance(kind, Date):
            return old + timedelta(days=self.random.choice((-400, -30, 30, 400)))
        if isinstance(kind, Integer | Float) or isinstance(old, int):
            return (old or 0) + self.random.choice((-1, 1, 2, 100))
        used = self.connection.execute(select(column).where(column.is_not(None)).distinct()).scalars().all()
        others = [value for value in used if value != old]
        return self.random.choice(others) if others and self.random.random() < 0.9 else f"{old or ''}x"

    def _other_json(self, old: Any) -> Any:
        if isinstance(old, dict) and old:
            name = self.random.choice(sorted(old))
            value = old[name]
            other = (not value) if isinstance(value, bool) else value + 1 if isinstance(value, int) else "x"
            return {**old, name: other}
        if isinstance(old, list) and old:
            return old[:-1]
        return {"x": 1} if not isinstance(old, list) else [["x", 1]]

    def erase(self, table: Table) -> None:
        """Erase one row, and note whether it is named."""
        key = next(iter(table.primary_key))
        keys = list(self.connection.execute(select(key)).scalars())
        if not keys:
            return
        chosen = self.random.choice(keys)
        with self.change():
            self.connection.execute(delete(table).where(key == chosen))
            found = self.audited()
        self._note(f"erased {table.name}", found, f"{table.name} {chosen} erased")

    def forge(self, name: str, statements: tuple[str, ...]) -> None:
        """Do what somebody does by hand; statements that change nothing are not counted."""
        try:
            with self.change():
                changed = [self.connection.execute(text(statement)).rowcount for statement in statements]
                found = self.audited()
        except DBAPIError:
            self.tally.refused[name] += 1
            return
        if any(changed):
            self._note(name, found, f"forged: {name}")


@contextmanager
def forger(url: str, seed: int) -> Iterator[Forger]:
    """A forger at a database whose references are not checked: whoever can write to the file can do that."""
    engine = make_engine(parse_url(url))
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            raw = connection.connection.dbapi_connection
            assert raw is not None
            raw.execute("PRAGMA foreign_keys=OFF")
        with connection.begin() as transaction:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL session_replication_role = replica"))
                connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            yield Forger(connection, seed)
            transaction.rollback()
    engine.dispose()


def fields() -> list[tuple[Table, Column[Any]]]:
    """Every field that is changed."""
    return [(table, column) for table in TABLES for column in table.columns]


def _print(title: str, tally: Tally) -> None:
    made, named = sum(tally.made.values()), sum(tally.named.values())
    print(f"\n{title}: {named} of {made} named; {sum(tally.refused.values())} refused by the database itself")
    print("| what | made | named | refused |\n|---|---|---|---|")
    for kind, count, found, refused in tally.rows():
        print(f"| {kind} | {count} | {found} | {refused} |")


def main() -> int:
    """Run the play; ends with 1 when something that another row determines was not named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--changes", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--days", type=int, default=4)
    parser.add_argument("--steps", type=int, default=160)
    parser.add_argument("--database", default="")
    parser.add_argument("--silent", type=int, default=40, help="so many unnamed changes are listed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hall-tamper-") as folder:
        url = options.database or f"sqlite:///{Path(folder) / 'hall.db'}"
        life = live(url, seed=options.seed, days=options.days, steps=options.steps)
        print("lived:", ", ".join(f"{name} {count}" for name, count in sorted(life.done.items())))
        life.store.close()
        return _play(url, options)


def _play(url: str, options: argparse.Namespace) -> int:
    kinds = fields()
    with forger(url, options.seed) as hand:
        untouched = hand.audited()
        print(f"untouched: {untouched.tickets} tickets, {untouched.events} events: {untouched.found} findings")
        began = time.monotonic()
        for number in range(options.changes):
            hand.change_field(*kinds[number % len(kinds)])
        changed, hand.tally = hand.tally, Tally()
        _print(f"{options.changes} changes of one field in {time.monotonic() - began:.0f} s", changed)
        for table in (*TABLES, t.day_event, t.day_number, t.counter_event, t.print_job, t.booking):
            for _ in range(5):
                hand.erase(table)
        erased, hand.tally = hand.tally, Tally()
        _print("Rows erased", erased)
        for name, statements in FORGERIES.items():
            hand.forge(name, statements)
        forged = hand.tally
        _print("Forged by hand", forged)
    print("\nNot named:")
    for what in (changed.silent + erased.silent + forged.silent)[: options.silent]:
        print(" ", what)
    print("\nNo other row determines:")
    for name, why in UNTOLD.items():
        print(f"  {name}: {why}")
    wrong = [what for what in changed.silent if what.split(" ")[0] not in UNTOLD]
    return 1 if wrong or not untouched.good else 0


if __name__ == "__main__":
    sys.exit(main())
