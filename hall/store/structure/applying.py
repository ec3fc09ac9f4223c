"""Putting a hall's structure into the database: shows what differs, archives and never deletes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Date, Table, func, insert, select, update
from sqlalchemy import delete as delete_from
from sqlalchemy.engine import Connection

from hall.access import By, Operation
from hall.differences import difference_text, differences
from hall.errors import Refused
from hall.holidays_id import with_known_days
from hall.lifecycle import OPEN_STATES
from hall.store import tables as t
from hall.store.aggregates.naming import code_of, rename
from hall.store.database import wrong_rows
from hall.store.database.aspect import Aspect, operation
from hall.store.database.codec import to_json
from hall.store.structure import changed, prefixes
from hall.store.structure.structure_cache import StructureCache
from hall.store.tickets.directed import back_to_service
from hall.structure import Change, Counter, Difference, Hall, HallStructure

Values = Mapping[str, Any]


@dataclass
class _Plan:
    connection: Connection
    wrong: Mapping[tuple[str, str], Values]
    """What is in rows that cannot be read, in words: it is another value than any that is wanted."""
    changes: list[Change] = field(default_factory=list)

    def note(self, what: str, kind: str, key: str, found: tuple[Difference, ...] = ()) -> None:
        """Add a change; what is found of something that is among them already joins it."""
        for at, last in enumerate(self.changes):
            if what == "changed" and (last.kind, last.id) == (kind, key):
                self.changes[at] = _change(last.what, kind, key, (*last.differences, *found))
                return
        self.changes.append(_change(what, kind, key, found))


def _change(what: str, kind: str, key: str, found: tuple[Difference, ...]) -> Change:
    return Change(what, kind, key, "; ".join(map(difference_text, found)), found)


class HallWork(Aspect):
    """Operations on the hall itself."""

    @operation(Operation.APPLY)
    def apply(self, structure: HallStructure, by: By) -> tuple[Change, ...]:
        """Make the database hold this structure, as ``apply``; returns what changed. Numbers that wait for a counter
        alone that is archived wait for their service again."""
        changes = apply(self._tx.connection, structure)
        for one in changes:
            if (one.what, one.kind) == ("archived", "counter"):
                back_to_service(self._tx, one.id, by)
        # What this transaction reads from here on may be rolled back: it must not stay in the store's memory.
        self._tx.cache = StructureCache()
        self._tx.must_notify = self._tx.must_notify or bool(changes)
        return changes


def apply(connection: Connection, structure: HallStructure) -> tuple[Change, ...]:
    """Make the database hold ``structure``; returns what changed, in the order of the layers.

    What is no longer in the structure is archived: history keeps its names, prefixes stay taken. Raises
    Refused("retires_waiting") when a service or counter with unfinished numbers would be archived, ("retires_changed")
    when a supervisor has closed, opened or changed it for a time that is not over, and
    Refused("prefix_taken") when visitors have had numbers of another service under a prefix (``structure.prefixes``).
    """
    _stand_still(connection)
    plan = _Plan(connection, _wrong(connection))
    services = _rows(plan, t.service)
    structure = prefixes.settle(connection, structure)
    _hall(plan, structure.hall)
    _table(plan, t.zone, structure.zones)
    _table(plan, t.agency, structure.agencies)
    _table(plan, t.service, structure.services, _present(plan, services))
    _counters(plan, structure.counters)
    _table(plan, t.station, structure.stations)
    _table(plan, t.obstacle, structure.obstacles)
    _table(plan, t.offer, structure.offers)
    _table(plan, t.need, structure.needs)
    if plan.changes:
        connection.execute(update(t.hall).values(revision=t.hall.c.revision + 1))
    return tuple(plan.changes)


def _wrong(connection: Connection) -> dict[tuple[str, str], dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in wrong_rows.structure(connection):
        found.setdefault((row.table, row.row), {})[row.column] = f"unreadable: {row.value}"
    return found


def _stated(plan: _Plan, table: Table, key: object, row: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """A row with what cannot be read in it in words."""
    return {**row, **plan.wrong.get((table.name, str(key)), {})}


def _stand_still(connection: Connection) -> None:
    """Let nobody issue, call or close while the structure changes: in the order in which all locks are taken."""
    for query in (
        select(t.hall.c.id),
        select(t.business_day.c.id).where(t.business_day.c.closed_at.is_(None)),
        select(t.counter.c.id).order_by(t.counter.c.id),
    ):
        connection.execute(query.with_for_update(key_share=True)).all()


def _hall(plan: _Plan, hall: Hall) -> None:
    today = plan.connection.execute(select(func.current_date(type_=Date))).scalar_one()
    known = replace(hall, calendar=with_known_days(hall.calendar, today.year))
    values = to_json(Hall, known)
    row = plan.connection.execute(select(t.hall)).first()
    if row is None:
        plan.connection.execute(insert(t.hall).values(id=1, revision=0, **values))
        plan.note("added", "hall", hall.name)
        return
    found = differences(_stated(plan, t.hall, row.id, row._mapping), values)
    if found:
        plan.connection.execute(update(t.hall).values(**values))
        rename(plan.connection, code_of(str(row.name), str(row.city)), hall)
        plan.note("changed", "hall", hall.name, found)


def _rows(plan: _Plan, table: Table) -> dict[str, Mapping[Any, Any]]:
    key = next(iter(table.primary_key)).name
    found = {getattr(row, key): row._mapping for row in plan.connection.execute(select(table))}
    return {name: _stated(plan, table, name, row) for name, row in found.items() if isinstance(name, str)}


def _values(table: Table, part: Any, position: int) -> Values:
    """The row of a part of the structure: a field is in the column of its name, an id in that of its name and _id."""
    written = {**to_json(type(part), part), "position": position}
    names = {column.name: column.name.removesuffix("_id") for column in table.columns}
    return {column: written[name] for column, name in names.items() if name in written}


def _table(
    plan: _Plan, table: Table, parts: Sequence[Any], rows: Mapping[str, Mapping[Any, Any]] | None = None
) -> None:
    """``rows`` are those from before the change, by default those of the table now."""
    kind, key = table.name, next(iter(table.primary_key)).name
    rows = _rows(plan, table) if rows is None else rows
    kept = set()
    for position, part in enumerate(parts):
        values = _values(table, part, position)
        name = values[key]
        kept.add(name)
        old = rows.get(name)
        if old is None:
            plan.connection.execute(insert(table).values(**values))
            plan.note("added", kind, name)
            continue
        found = differences(old, {**values, "archived": False})
        if found:
            plan.connection.execute(update(table).where(table.c[key] == name).values(archived=False, **values))
            plan.note("changed", kind, name, found)
    for name, old in rows.items():
        if name not in kept and not old["archived"]:
            _archive(plan, table, key, name)


def _archive(plan: _Plan, table: Table, key: str, name: str) -> None:
    kind = table.name
    column = {"service": t.ticket.c.service_id, "counter": t.ticket.c.counter_id}.get(kind)
    if column is not None:
        count = plan.connection.execute(
            select(func.count()).where(column == name, t.state_is(*OPEN_STATES))
        ).scalar_one()
        if count:
            raise Refused("retires_waiting", kind=kind, id=name, count=count)
    changed.refuse(plan.connection, kind, name)
    values: dict[str, Any] = {"archived": True}
    if kind == "counter":
        values |= {"staff_id": None, "signed_in_at": None, "station": ""}
    plan.connection.execute(update(table).where(table.c[key] == name).values(**values))
    plan.note("archived", kind, name)


def _counters(plan: _Plan, counters: tuple[Counter, ...]) -> None:
    # Labels may move from one counter to another; archiving first frees the unique label.
    gone = select(t.counter.c.id).where(~t.counter.c.archived, t.counter.c.id.not_in({c.id for c in counters}))
    for name in list(plan.connection.execute(gone).scalars()):
        _archive(plan, t.counter, "id", name)
    before = _rows(plan, t.counter)
    _free_moving_labels(plan.connection, counters)
    _table(plan, t.counter, counters, before)
    for counter in counters:
        found = _links(plan.connection, counter)
        if found and not any((one.what, one.kind, one.id) == ("added", "counter", counter.id) for one in plan.changes):
            plan.note("changed", "counter", counter.id, found)


def _links(connection: Connection, counter: Counter) -> tuple[Difference, ...]:
    """Write what a counter serves, and what differs; where a supervisor has set it for a time, it waits for the end."""
    links = t.counter_service
    held = changed.configured(connection, counter.id)
    there = connection.execute(select(links).where(links.c.counter_id == counter.id))
    old = {(r.service_id, r.rank) for r in there} if held is None else held
    new = {(s.service, s.rank) for s in counter.services}
    if old == new:
        return ()
    if held is None:
        connection.execute(delete_from(links).where(links.c.counter_id == counter.id))
        connection.execute(
            insert(links),
            [{"counter_id": counter.id, "service_id": s.service, "rank": s.rank} for s in counter.services],
        )
    else:
        changed.configure(connection, counter)
    return differences(_by_rank(old), _by_rank(new))


def _free_moving_labels(connection: Connection, counters: tuple[Counter, ...]) -> None:
    labels = dict(connection.execute(select(t.counter.c.id, t.counter.c.label)).all())
    for counter in counters:
        if labels.get(counter.id, counter.label) != counter.label:
            # A label that no configuration can hold, until the loop over all counters sets the real one.
            held = f"\u2192 {counter.id}"
            connection.execute(update(t.counter).where(t.counter.c.id == counter.id).values(label=held))


def _by_rank(services: set[tuple[str, int]]) -> dict[str, list[str]]:
    """As they are in the file: what is called first, and what is helped besides."""
    return {
        "services": sorted(str(name) for name, rank in services if rank == 1),
        "also": sorted(str(name) for name, rank in services if rank != 1),
    }


def _present(plan: _Plan, before: Mapping[str, Mapping[Any, Any]]) -> dict[str, Mapping[Any, Any]]:
    """The services from before the change, without those that had to go for their prefix."""
    there = set(plan.connection.execute(select(t.service.c.id)).scalars())
    return {name: row for name, row in before.items() if name in there}
