"""Finding the rows that cannot be read. Everybody else reads past them (``hall.store.database.column_types``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import chain, islice
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    String,
    Table,
    cast,
    exists,
    func,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.engine import Connection
from sqlalchemy.types import NullType

from hall.store import tables as t
from hall.store.database.column_types import Guarded, Unreadable
from hall.store.database.day_reach import DayReach
from hall.store.day.day_order import current_id
from hall.wrong_rows import BadRow, shown

_STRUCTURE = (t.hall, t.zone, t.agency, t.service, t.counter, t.counter_service, t.station, t.obstacle, t.offer, t.need)
_LIVING = (t.staff, t.printer, t.board, t.voice_lease)
_AT_ONCE = 5000
_NAMED = 20
"""So many are looked for when the hall is running: the first ones say it all."""


def structure(connection: Connection) -> tuple[BadRow, ...]:
    """The wrong rows of what the configuration has written."""
    parts = (_wrong(connection, table) for table in _STRUCTURE)
    return (*chain.from_iterable(parts), *lost_references(connection, of=_STRUCTURE))


def living(connection: Connection, now: datetime | None = None) -> tuple[BadRow, ...]:
    """The wrong rows of what the hall works with now, cheap enough for a screen: its structure, machines and staff,
    closings, all of the latest business day that is not over, and bookings: with ``now`` those from a day before it to
    a month after it, the others are named when their time comes or by an audit."""
    latest, b = current_id(), t.booking.c
    # Who did not come stays booked for ever.
    coming = () if now is None else (b.slot.between(now - _DAY, now + 31 * _DAY),)
    parts = [
        *(_wrong(connection, table) for table in (*_STRUCTURE, *_LIVING)),
        _wrong(connection, t.closure, t.closure.c.state.not_in(("rejected", "ended"))),
        _wrong(connection, t.announcement, t.announcement.c.ended_at.is_(None)),
        _wrong(connection, t.business_day, t.business_day.c.id == latest),
        _wrong(connection, t.day_number, t.day_number.c.day_id == latest),
        _wrong(connection, t.ticket, t.ticket.c.day_id == latest, t.ticket.c.state.not_in(_OVER)),
        _wrong(connection, t.print_job, t.is_unfinished()),
        _wrong(connection, t.sheet_print, t.sheet_comes()),
        _wrong(connection, t.booking, b.state.not_in(("checked_in", "cancelled")), *coming),
        lost_references(connection, of=(*_STRUCTURE, *_LIVING)),
    ]
    return tuple(islice(chain.from_iterable(parts), _NAMED))


_DAY = timedelta(days=1)
_OVER = ("done", "no_show", "cancelled")


def first(connection: Connection) -> BadRow | None:
    """The first wrong row, of what the hall works with now if one is there, else of all."""
    return next(chain(living(connection), every(connection)), None)


def every(connection: Connection, only: DayReach | None = None) -> Iterator[BadRow]:
    """Every wrong row of the database, streamed table by table; of its history that of ``only`` one business day."""
    filled = _with_rows(connection)
    parts = {} if only is None else _of_a_day(only)
    for table in filled:
        yield from _wrong(connection, table, *parts.get(table, ()))
    yield from lost_references(connection, of=tuple(table for table in filled if table not in parts))
    for table in filled:
        if table in parts:
            yield from _lost_of(connection, table, *parts[table])


def _with_rows(connection: Connection) -> list[Table]:
    """The tables that hold anything: each of them is a statement of its own, and on Postgres a cursor too."""
    filled = connection.execute(_ANY_ROWS).one()
    return [table for table, any_rows in zip(t.metadata.sorted_tables, filled, strict=True) if any_rows]


_ANY_ROWS = select(
    *(exists(select(literal_column("1")).select_from(table)).label(table.name) for table in t.metadata.sorted_tables)
)


def _of_a_day(reach: DayReach) -> dict[Table, tuple[ColumnElement[bool], ...]]:
    """What of each table that grows belongs to a business day, asked so that no other day is read."""
    c, day_id = t.ticket.c, reach.day_id
    numbers = select(c.id).where(c.day_id == day_id).scalar_subquery()
    calls = select(t.call.c.seq).where(t.call.c.day_id == day_id).scalar_subquery()
    return {
        **{at.table: reach.during(at) for at in (t.request.c.at, t.booking.c.slot)},
        t.business_day: (t.business_day.c.id == day_id,),
        t.counter_event: (t.counter_event.c.id.between(*reach.counter_lines),),
        **{table: (table.c.day_id == day_id,) for table in t.metadata.sorted_tables if "day_id" in table.c},
        **{table: (table.c.ticket_id.in_(numbers),) for table in (t.ticket_event, t.print_job)},
        t.visit_offer: (t.visit_offer.c.ticket_id.between(*reach.tickets),),
        **{table: (table.c.call_seq.in_(calls),) for table in (t.call_shown, t.call_voiced)},
        **_survey_of(day_id),
    }


def _survey_of(day_id: int) -> dict[Table, tuple[ColumnElement[bool], ...]]:
    """The questionnaires and texts of a business day, which name its date: paper forms have no number."""
    date = select(t.business_day.c.date).where(t.business_day.c.id == day_id).scalar_subquery()
    forms = select(t.survey_response.c.id).where(t.survey_response.c.day == date).scalar_subquery()
    return {
        **{table: (table.c.day == date,) for table in (t.survey_response, t.survey_comment)},
        **{table: (table.c.response_id.in_(forms),) for table in (t.survey_answer, t.survey_trait)},
    }


def lost_references(connection: Connection, of: tuple[Table, ...] = ()) -> Iterator[BadRow]:
    """Rows that name another one that is not there, in all tables or in those ``of``; Postgres lets none be written."""
    if connection.dialect.name != "sqlite":
        return
    for table in of or tuple(t.metadata.sorted_tables):
        keys = {key["id"]: key for key in _foreign_keys(connection, table.name)}
        if not keys:
            continue
        broken = connection.exec_driver_sql(f'PRAGMA foreign_key_check("{table.name}")')
        for _, rowid, parent, key in broken.fetchmany(_AT_ONCE):
            column = table.c[keys[key]["from"]]
            raw = [type_coerce(c, NullType).label(c.name) for c in (*table.primary_key, column)]
            wanted = select(*raw).where(func.coalesce(literal_column("rowid"), -1) == rowid).select_from(table)
            row = connection.execute(wanted).first()
            if row is not None:
                key_of = " ".join(shown(part).strip("'") for part in row[:-1])
                yield BadRow(table.name, key_of, column.name, shown(row[-1]), f"the key of a row of {parent}")


def _lost_of(connection: Connection, table: Table, *where: ColumnElement[bool]) -> Iterator[BadRow]:
    """``lost_references`` of some rows of a table: the database's own look goes through all of it."""
    if connection.dialect.name != "sqlite":
        return
    for column, parent, gone in _gone(table):
        for row in connection.execute(gone.where(*where)):
            key_of = " ".join(shown(part).strip("'") for part in row[:-1])
            yield BadRow(table.name, key_of, column, shown(row[-1]), f"the key of a row of {parent}")


@cache
def _gone(table: Table) -> tuple[tuple[str, str, Select[Any]], ...]:
    """Of each key of a table: its column, the table that it names, and the rows that name one that is not there."""
    found = []
    for key in table.foreign_keys:
        column, parent = key.parent, key.column
        raw: list[ColumnElement[Any]] = [type_coerce(c, NullType).label(c.name) for c in (*table.primary_key, column)]
        there = select(parent).where(parent == column).correlate(table).exists()
        query = select(*raw).where(column.is_not(None), ~there).limit(_AT_ONCE)
        found.append((column.name, parent.table.name, query))
    return tuple(found)


def _foreign_keys(connection: Connection, table: str) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.exec_driver_sql(f'PRAGMA foreign_key_list("{table}")').mappings()]


def _wrong(connection: Connection, table: Table, *where: ColumnElement[bool]) -> Iterator[BadRow]:
    columns = list(table.columns)
    kinds = [_kind(column) for column in columns]
    readers = [_reader(kind, connection) for kind in kinds]
    keys = [columns.index(column) for column in table.primary_key]
    query = _raw_rows(table, connection.dialect.name)
    options = {"yield_per": _AT_ONCE}
    with connection.execute(query.where(*where) if where else query, execution_options=options) as rows:
        for row in rows:
            for column, kind, read, raw in zip(columns, kinds, readers, row, strict=True):
                if read(raw).__class__ is Unreadable:
                    key = " ".join(shown(row[at]).strip("'") for at in keys)
                    yield BadRow(table.name, key, column.name, shown(raw), kind.allowed.stated(kind.kind))


def _kind(column: Column[Any]) -> Guarded:
    assert isinstance(column.type, Guarded)
    return column.type


@cache
def _raw_rows(table: Table, dialect: str) -> Select[Any]:
    """All rows of a table, as the driver gives them."""
    return select(*(_raw(column, dialect) for column in table.columns))


def _raw(column: Any, dialect: str) -> ColumnElement[Any]:
    """The column as the driver gives it. Postgres's driver stops at times that Python does not have, so they come
    as text."""
    if dialect == "postgresql" and _is_time(column.type):
        return cast(column, String).label(column.name)
    return type_coerce(column, NullType).label(column.name)


def _is_time(kind: Guarded) -> bool:
    return kind.kind == "time" or kind.kind.startswith("date")


def _reader(kind: Guarded, connection: Connection) -> Any:
    if connection.dialect.name == "postgresql" and _is_time(kind):
        return kind.text_reader()
    return kind.reader(connection.dialect)
