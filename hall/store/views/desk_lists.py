"""The numbers in the lists of a clerk's screen: read as ids and versions, and in full only those that have changed.

A screen is read again at every commit of the hall, and of its hundred numbers hardly one is new then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, bindparam, func, literal_column, select, union_all

from hall.estimating.waits import Waits
from hall.lifecycle import State
from hall.store import tables as t
from hall.store.database.column_types import UtcDateTime
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction
from hall.store.tickets import ticket_rows
from hall.views import TicketView

LISTED = 20
"""How many held numbers, no-shows and directed ones a clerk's screen lists."""
DONE_LISTED = 60
"""How many done numbers of its own a counter can let back in: a whole day of visits of eight minutes."""
_KEPT = 64
"""So many views that are in no list of the moment are remembered at most: a program runs for months."""
_C = t.ticket.c


def read_lists(
    tx: Transaction, counter_id: str, day: Any, now: datetime, waits: Waits | None = None
) -> dict[str, tuple[TicketView, ...]]:
    """The lists of a counter by name: ``held`` and ``no_shows`` of its services and ``done`` by itself on the open day
    (a row; None without one), the latest first; ``directed`` to it alone, by their turn. ``waits`` is
    what is said of waits now."""
    given = {"counter": counter_id, "day": None if day is None else day.id, "now": now}
    found: dict[str, list[tuple[int, int, int]]] = {"held": [], "no_shows": [], "done": [], "directed": []}
    for row in tx.run(_LISTS, given):
        found[row.list].append((row.place, row.id, row.version))
    versions = {ticket: version for rows in found.values() for _, ticket, version in rows}
    views = views_of(tx, versions, None if day is None else day.date, waits)
    return {name: tuple(views[i] for _, i, _ in sorted(rows) if i in views) for name, rows in found.items()}


def views_of(
    tx: Transaction, versions: Mapping[int, int], day: date | None, waits: Waits | None = None
) -> dict[int, TicketView]:
    """The views of tickets by id, without those that cannot be read. A view is read again when the version of its
    ticket, the date of the business day ``day``, or the structure is another one; its wait is as ``waits`` say."""
    known = tx.structure.ticket_views
    if len(known) > len(versions) + _KEPT:
        for ticket in known.keys() - versions.keys():
            known.pop(ticket, None)  # another thread may have been here
    kept = {ticket: known.get(ticket, _NEVER) for ticket in versions}
    missing = [ticket for ticket, version in versions.items() if kept[ticket][:2] != (version, day)]
    for view in _read(tx, missing) if missing else ():
        kept[view.id] = known[view.id] = view.version, day, view
    # A row that was changed since its version was read is shown as it is now.
    found = {ticket: view for ticket, (_, of, view) in kept.items() if view is not None and of == day}
    return {ticket: ticket_rows.as_said_now(waits, view) for ticket, view in found.items()}


_NEVER: tuple[Any, ...] = (None, None, None)


def _read(tx: Transaction, tickets: Iterable[int]) -> tuple[TicketView, ...]:
    query = ticket_rows.with_date().add_columns(ticket_rows.transfer_detail())
    rows = tx.connection.execute(query.where(_C.id.in_(list(tickets))))
    return ticket_rows.noted_views(rows, tx.structure)


def _list(name: str, limit: int, order: tuple[ColumnElement[Any], ...], *where: ColumnElement[bool]) -> Select[Any]:
    place = func.row_number().over(order_by=order).label("place")
    rows = select(_C.id, _C.version, place).where(*where).order_by(*order).limit(limit).subquery(name)
    return select(literal_column(f"'{name}'", String).label("list"), rows.c.place, rows.c.id, rows.c.version)


def _build() -> Prepared:
    counter = bindparam("counter", type_=String)
    of_day = _C.day_id == bindparam("day", type_=_C.day_id.type)
    served = select(t.counter_service.c.service_id).where(t.counter_service.c.counter_id == counter)
    latest = func.coalesce(_C.ended_at, _C.called_at, _C.issued_at).desc(), _C.id.desc()
    of_services = of_day, _C.service_id.in_(served.scalar_subquery())
    alone = _C.directed_to == counter, _C.directed_until > bindparam("now", type_=UtcDateTime)
    by_counter = of_day, _C.counter_id == counter
    return Prepared(
        union_all(
            _list("held", LISTED, latest, *of_services, t.state_is(State.HELD)),
            _list("no_shows", LISTED, latest, *of_services, t.state_is(State.NO_SHOW)),
            _list("done", DONE_LISTED, (_C.ended_at.desc(), _C.id.desc()), *by_counter, t.state_is(State.DONE)),
            _list("directed", LISTED, (_C.queue_time, _C.id), *alone, t.state_is(State.WAITING)),
        )
    )


_LISTS = _build()
