"""Reading tickets and turning their rows into views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Boolean, Select, and_, bindparam, func, or_, select

from hall.errors import Refused, or_refuse
from hall.estimating.waits import OLD, Waits
from hall.field_text import fields_of
from hall.lifecycle import Action, State
from hall.numbering import code_of, meant, readings, typed_code
from hall.store import tables as t
from hall.store.database.aspect import Aspect
from hall.store.database.column_types import UtcDateTime
from hall.store.database.prepared import Prepared
from hall.store.database.readable import each, known, whole
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.day.day_order import current_id
from hall.store.estimates.given import said_of
from hall.store.structure.loaded import LoadedStructure
from hall.views import TicketView

_C = t.ticket.c

MANY = 999
"""More people than this are not counted one by one."""


@cache
def with_date() -> Select[Any]:
    """Tickets with the date of their business day, which every view carries."""
    return select(t.ticket, t.business_day.c.date.label("business_day")).join(
        t.business_day, t.business_day.c.id == t.ticket.c.day_id
    )


def view_of(
    row: Mapping[Any, Any], structure: LoadedStructure, *, ahead: int = 0, day: date | None = None
) -> TicketView:
    """The view of a ticket row; ``day`` when the row does not carry ``business_day``. Raises UnreadRow when it cannot
    be read, or names a service that is not there."""
    row = whole(row if day is None else {**row, "business_day": day})
    service = known(row["service_id"], structure.services)
    agency = known(service.agency, structure.agencies)
    counter = structure.counters.get(row["counter_id"]) if row["counter_id"] else None
    told = said_of(row)
    return TicketView(
        **dict(zip(_AS_STORED, _stored(row), strict=True)),
        code=code_of(row["prefix"], row["number"]),
        state=State(row["state"]),
        service_name=service.name,
        service_name_en=service.name_en,
        agency_id=agency.id,
        agency_name=agency.name,
        agency_name_en=agency.name_en,
        agency_colour=agency.colour,
        zone=structure.zone_of_service.get(service.id),
        counters=structure.labels_of_service.get(service.id, ()),
        business_day=row["business_day"],
        ahead=ahead,
        promised_minutes=service.promised_minutes,
        requirement=service.requirement,
        requirement_en=service.requirement_en,
        requirements=service.requirements,
        counter_label=counter.label if counter else "",
        obstacle=_obstacle_name(structure, row["obstacle_id"]),
        directed_label=structure.label_of(row["directed_to"]),
        wait=told,
        told=told,
    )


_AS_STORED = tuple(field.name for field in fields(TicketView) if field.name in t.ticket.c and field.name != "state")
_stored = itemgetter(*_AS_STORED)


def _obstacle_name(structure: LoadedStructure, obstacle_id: str | None) -> str:
    if not obstacle_id:
        return ""
    obstacle = structure.obstacles.get(obstacle_id)
    return obstacle_id if obstacle is None else obstacle.name


def count_ahead(tx: Transaction, row: Mapping[Any, Any]) -> int:
    """How many people wait for the same service before this ticket: earlier ones of its class, and for a regular
    ticket everyone with priority. 0 once it is called or ended; counted up to ``MANY``, so that no crowd slows an issue
    down."""
    if row["state"] not in (State.WAITING, State.PRINTING):
        return 0
    parameters = {
        "p_service": row["service_id"],
        "p_priority": row["priority"],
        "p_turn": row["queue_time"],
        "p_id": row["id"],
    }
    ahead: int = tx.run(_AHEAD[bool(row["priority"])], parameters).scalar_one()
    return ahead


def _build_ahead(*, priority: bool) -> Select[Any]:
    queue_time, own = bindparam("p_turn", type_=UtcDateTime), bindparam("p_id", type_=_C.id.type)
    earlier = and_(
        _C.priority == bindparam("p_priority", type_=Boolean),
        or_(_C.queue_time < queue_time, and_(_C.queue_time == queue_time, _C.id < own)),
    )
    before = earlier if priority else or_(earlier, _C.priority)
    service = _C.service_id == bindparam("p_service", type_=_C.service_id.type)
    return select(func.count()).select_from(
        select(_C.id).where(service, t.state_is(State.WAITING), _C.id != own, before).limit(MANY).subquery()
    )


_AHEAD = {priority: Prepared(_build_ahead(priority=priority)) for priority in (True, False)}


def full_view(tx: Transaction, row: Mapping[Any, Any], structure: LoadedStructure | None = None) -> TicketView:
    """The view of one ticket row with the people ahead of it, and what is said of its wait now. When its time for one
    counter is over, it waits for every counter of its service."""
    view = with_wait(tx, view_of(row, structure or tx.structure, ahead=count_ahead(tx, row)))
    over = row["directed_until"] is not None and row["directed_until"] <= tx.now()
    return replace(view, directed_label="") if over else view


def with_wait(tx: Transaction, view: TicketView) -> TicketView:
    """The view of a number with what is said of its wait now, which is what was said when it was given as long as that
    is no older than ``OLD``; of one that does not wait, with what was said."""
    if view.state is not State.WAITING:
        return view
    waits = tx.kept(_waits)
    live = None if waits is None else waits.tickets.get(view.id)
    if live is None and abs(tx.now() - view.issued_at) <= OLD:
        return view
    return replace(view, wait=live)


def as_said_now(waits: Waits | None, view: TicketView) -> TicketView:
    """The view of a number for a list of the staff: of one that waits with what is said of it now, or with nothing."""
    if view.state is not State.WAITING:
        return view
    live = None if waits is None else waits.tickets.get(view.id)
    return view if live == view.wait else replace(view, wait=live)


def _waits(tx: Transaction) -> Waits | None:
    return tx.cache.waits.look(tx)


def by_id(tx: Transaction, ticket_id: int, *, lock: bool = False) -> Mapping[Any, Any]:
    """The row of a ticket. Raises Refused("unknown_ticket")."""
    found: Mapping[Any, Any] = or_refuse(
        tx.run(_BY_ID[lock], {"p_id": ticket_id}).one_or_none(), "unknown_ticket", number=ticket_id
    )._mapping
    return found


_ONE = with_date().where(_C.id == bindparam("p_id", type_=_C.id.type))
_BY_ID = {False: Prepared(_ONE), True: Prepared(_ONE.with_for_update(of=t.ticket, key_share=True))}
"""By whether the row is held."""


def view(tx: Transaction, ticket_id: int) -> TicketView:
    """The ticket as it stands now. Raises Refused("unknown_ticket")."""
    return full_view(tx, by_id(tx, ticket_id))


TICKET = Kept[TicketView](attrgetter("id"), view)
"""What a request about one ticket leaves."""


class TicketAspect(Aspect):
    """Operations on a ticket by its id, or that make tickets of a service."""

    def _agency_of(self, arguments: dict[str, Any]) -> str | None:
        structure = self._tx.structure
        if "ticket_id" in arguments:
            return structure.services[by_id(self._tx, arguments["ticket_id"])["service_id"]].agency
        return structure.find_service(arguments["service"]).agency


def find(tx: Transaction, code_or_token: str) -> TicketView:
    """The ticket with this token, or with this code on the open, else the last business day, as ``hall.numbering``
    reads it.

    Raises Refused("unknown_ticket"), ("number_needed") when nothing was typed, and ("ambiguous_number") where two
    numbers that exist may be meant.
    """
    text = typed_code(code_or_token)
    if not text:
        raise Refused("number_needed")
    ranks = readings(text, (service.prefix for service in tx.structure.services.values()))
    if ranks:
        either = or_(*(and_(_C.prefix == prefix, _C.number == number) for rank in ranks for prefix, number in rank))
        query = with_date().where(_C.day_id == current_id(), either)
    else:
        query = with_date().where(_C.token == text.upper())
    rows = {(row.prefix, row.number): row for row in tx.connection.execute(query)}
    codes = meant(ranks, rows.__contains__) if ranks else tuple(rows)
    if not codes:
        raise Refused("unknown_ticket", number=text)
    if len(codes) > 1:
        both = [code_of(*code) for code in codes]
        raise Refused("ambiguous_number", number=text, numbers=", ".join(both), first=both[0])
    return full_view(tx, rows[codes[0]]._mapping)


def transfer_detail() -> Any:
    """The detail of a ticket's last transfer, as a column of a statement with ``ticket``; that of an undo of one is
    the word itself."""
    e = t.ticket_event.c
    undone = (e.action == t.written(Action.UNDO)) & (e.detail == t.written(Action.TRANSFER))
    lines = e.ticket_id == _C.id, or_(e.action == t.written(Action.TRANSFER), undone)
    return select(e.detail).where(*lines).order_by(e.id.desc()).limit(1).scalar_subquery().label("transferred")


def noted(view: TicketView, detail: str | None) -> TicketView:
    """The view with the note for the next clerk from the detail of its last transfer."""
    said = fields_of(detail or "")
    return replace(view, note=said[2]) if len(said) > 2 else view


def noted_views(rows: Iterable[Any], structure: LoadedStructure) -> tuple[TicketView, ...]:
    """Views of rows with ``transfer_detail``, for the staff's lists."""
    return each(lambda row: noted(view_of(row._mapping, structure), row.transferred), rows)


def views(rows: Iterable[Mapping[Any, Any]], structure: LoadedStructure) -> tuple[TicketView, ...]:
    """Views without the count of people ahead, for lists in which nobody reads it."""
    return each(lambda row: view_of(row, structure), rows)
