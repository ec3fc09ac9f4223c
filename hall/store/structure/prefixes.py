"""Whose a prefix is when a hall's structure changes: a service that was renamed keeps its id, and a prefix under which
no number was ever given is free again. A prefix that visitors have had on paper is never given to another service."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.engine import Connection

from hall.errors import Refused
from hall.store import tables as t
from hall.structure import Counter, HallStructure, Service

_HELD = 0xE000
"""First of the signs that no configuration holds as a prefix."""
ALIKE = 0.6
"""From this likeness of two names on (difflib's ratio), case aside, one is taken for the other put right."""


def settle(connection: Connection, structure: HallStructure) -> HallStructure:
    """``structure`` with the ids under which its renamed services are known; prefixes that it takes over are free then.

    Raises Refused("prefix_taken") when visitors have had numbers of another service under a prefix.
    """
    rows = {row["prefix"]: row for row in connection.execute(select(t.service)).mappings()}
    known, wanted = {row["id"] for row in rows.values()}, {service.id for service in structure.services}
    kept: dict[str, str] = {}
    for place, service in enumerate(structure.services):
        row = rows.get(service.prefix)
        if row is None:
            _refuse_given(connection, service, {service.id})
        elif row["id"] != service.id:
            if service.id not in known and row["id"] not in wanted and _is_renamed(row, service):
                kept[service.id] = row["id"]
            else:
                _import_manual_numbers(connection, row, service, held=chr(_HELD + place) if row["id"] in wanted else "")
    return _with_ids(structure, kept) if kept else structure


def _is_renamed(row: Mapping[Any, Any], service: Service) -> bool:
    likeness = SequenceMatcher(None, str(row["name"]).casefold(), service.name.casefold()).ratio()
    return row["agency_id"] == service.agency and likeness >= ALIKE


def _import_manual_numbers(connection: Connection, row: Mapping[Any, Any], service: Service, *, held: str) -> None:
    """Free the prefix of another service, which goes, or gets another one and has ``held`` until then."""
    _refuse_given(connection, service, {service.id})
    if held:
        connection.execute(update(t.service).where(t.service.c.id == row["id"]).values(prefix=held))
        return
    if _is_notified_of(connection, row["id"]):
        raise _taken(service.prefix, row["id"])
    connection.execute(delete(t.counter_service).where(t.counter_service.c.service_id == row["id"]))
    connection.execute(delete(t.service).where(t.service.c.id == row["id"]))


def _refuse_given(connection: Connection, service: Service, own: Collection[str]) -> None:
    others = [owner for owner in _given_by(connection, service.prefix) if owner not in own]
    if others:
        raise _taken(service.prefix, others[0])


def _given_by(connection: Connection, prefix: str) -> list[str]:
    """The services that have given numbers under a prefix, by id."""
    query = select(t.ticket.c.service_id).where(t.ticket.c.prefix == prefix).distinct()
    return [str(owner) for owner in connection.execute(query.order_by(t.ticket.c.service_id)).scalars()]


def _is_notified_of(connection: Connection, service_id: str) -> bool:
    """Whether anything but a counter's list refers to a service: bookings, history, closings."""
    columns = [
        column
        for table in t.metadata.sorted_tables
        if table is not t.counter_service
        for column in table.columns
        if any(key.column is t.service.c.id for key in column.foreign_keys)
    ]
    queries = [select(func.count()).where(column == service_id) for column in columns]
    closed = (t.closure.c.scope == "service") & (t.closure.c.target == service_id)
    queries.append(select(func.count()).select_from(t.closure).where(closed))
    if any(connection.execute(query).scalar_one() for query in queries):
        return True
    overrides = connection.execute(select(t.override.c.target, t.override.c.services, t.override.c.configured))
    return any(
        service_id in {row.target, *_served_ids(row.services), *_served_ids(row.configured)} for row in overrides
    )


def _served_ids(served: Any) -> list[str]:
    """The services of a counter as an override holds them; none of what cannot be read."""
    return [one["service"] for one in served] if isinstance(served, list) else []


def _taken(prefix: str, owner: str) -> Refused:
    return Refused("prefix_taken", prefix=prefix, service=owner)


def _with_ids(structure: HallStructure, kept: Mapping[str, str]) -> HallStructure:
    services = tuple(replace(service, id=kept.get(service.id, service.id)) for service in structure.services)
    return replace(structure, services=services, counters=tuple(_served(one, kept) for one in structure.counters))


def _served(counter: Counter, kept: Mapping[str, str]) -> Counter:
    served = tuple(replace(one, service=kept.get(one.service, one.service)) for one in counter.services)
    return replace(counter, services=served)
