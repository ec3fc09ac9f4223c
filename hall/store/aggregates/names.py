"""What the ids in figures are called, and the row that says it to whoever reads the figures of many halls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select

from hall.figures import CounterName, HallName, ObstacleName, ReportNames, ServiceName
from hall.store import tables as t
from hall.store.aggregates.naming import hall_code
from hall.store.database.readable import whole_rows
from hall.store.database.transaction import Transaction

_H = t.aggregate_hall.c


def names_of(tx: Transaction) -> ReportNames:
    """What the ids in figures are called."""
    loaded = tx.structure
    structure = loaded.structure
    services = {one.id: one for one in structure.services} | loaded.services
    current = frozenset(one.id for one in structure.services)
    agencies = {one.id: one for one in structure.agencies} | loaded.agencies
    counters = {one.id: one for one in structure.counters} | loaded.counters
    obstacles, offers = loaded.obstacles, loaded.offers
    staff = tx.connection.execute(select(t.staff.c.login, t.staff.c.name)).all()
    return ReportNames(
        {key: ServiceName(one.prefix, one.name, one.agency, key in current) for key, one in services.items()},
        {key: one.name for key, one in agencies.items()},
        {key: CounterName(one.label, one.agency) for key, one in counters.items()},
        {key: ObstacleName(one.name, one.responsible, one.external) for key, one in obstacles.items()},
        {key: one.name for key, one in offers.items()},
        {row.login: row.name for row in whole_rows(staff)},
    )


def write_names(tx: Transaction) -> None:
    """Let the row of this hall say what it is called and what its ids are; nobody of its staff is named in it."""
    hall = tx.structure.structure.hall
    code = hall_code(hall)
    values = {"name": hall.name, "city": hall.city, "names": _document(names_of(tx))}
    row = tx.connection.execute(select(_H.name, _H.city, _H.names).where(_H.hall == code)).one_or_none()
    if row is None or dict(row._mapping) != values:
        tx.connection.execute(delete(t.aggregate_hall).where(_H.hall == code))
        tx.connection.execute(insert(t.aggregate_hall).values(hall=code, **values))


def _document(names: ReportNames) -> dict[str, Any]:
    return {
        "services": {key: list(one) for key, one in names.services.items()},
        "agencies": dict(names.agencies),
        "counters": {key: list(one) for key, one in names.counters.items()},
        "obstacles": {key: list(one) for key, one in names.obstacles.items()},
        "offers": dict(names.offers),
    }


def written_names(document: Mapping[str, Any]) -> ReportNames:
    """From what ``write_names`` wrote."""
    return ReportNames(
        {key: ServiceName(*one) for key, one in document["services"].items()},
        document["agencies"],
        {key: CounterName(*one) for key, one in document["counters"].items()},
        {key: ObstacleName(*one) for key, one in document["obstacles"].items()},
        document["offers"],
    )


def halls_named(tx: Transaction) -> dict[str, HallName]:
    """What the halls are called whose figures are in this database, by code."""
    rows = tx.connection.execute(select(_H.hall, _H.name, _H.city).order_by(_H.name, _H.city, _H.hall))
    return {row.hall: HallName(row.name, row.city) for row in whole_rows(rows)}
