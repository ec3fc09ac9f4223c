"""The counters of the hall: who sits there, and which number is there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, bindparam, select

from hall.lifecycle import AT_COUNTER, State
from hall.numbering import code_of
from hall.store import tables as t
from hall.store.database.prepared import Prepared
from hall.store.database.readable import UnreadRow, each, known
from hall.store.database.transaction import Transaction
from hall.store.structure.loaded import LoadedStructure
from hall.views import CounterInfo, PauseView

_C = t.counter.c


def counter_infos(tx: Transaction, *, only: str | None = None) -> tuple[CounterInfo, ...]:
    """The counters of the hall in their order, each with who sits there and which number is there; ``only`` the one
    with this id, though it may be archived."""
    structure = tx.structure
    rows = tx.run(_EVERY) if only is None else tx.run(_ONE, {"p_id": only})
    return each(lambda row: _info(row, structure), rows)


def counter_info(tx: Transaction, counter_id: str) -> CounterInfo:
    """The counter with this id, though it may be archived. Raises UnreadRow."""
    found = counter_infos(tx, only=counter_id)
    if not found:
        raise UnreadRow(f"counter {counter_id} cannot be read")
    return found[0]


def _infos() -> Select[Any]:
    here = and_(t.ticket.c.counter_id == _C.id, t.state_is(*AT_COUNTER))
    return (
        select(
            _C.id,
            _C.staff_id,
            _C.pause,
            _C.pause_reason,
            _C.pause_since,
            _C.pause_until,
            t.staff.c.name,
            t.staff.c.role,
            t.staff.c.session,
            t.ticket.c.prefix,
            t.ticket.c.number,
            t.ticket.c.state,
        )
        .select_from(t.counter.outerjoin(t.staff, t.staff.c.id == _C.staff_id).outerjoin(t.ticket, here))
        .order_by(_C.position)
    )


_EVERY = Prepared(_infos().where(~_C.archived))
_ONE = Prepared(_infos().where(_C.id == bindparam("p_id", type_=_C.id.type)))


def _info(row: Any, structure: LoadedStructure) -> CounterInfo:
    place = known(row.id, structure.counters)
    services = [(known(s.service, structure.services), s.rank) for s in place.services]
    return CounterInfo(
        id=place.id,
        label=place.label,
        zone=known(place.zone, structure.zones),
        agency_id=place.agency,
        agency_name=known(place.agency, structure.agencies).name,
        services=tuple((service.prefix, service.name, rank) for service, rank in services),
        clerk_id=row.staff_id,
        clerk_name=row.name or "",
        clerk_role=row.role or "",
        clerk_session=row.session or 0,
        ticket_code=code_of(row.prefix, row.number) if row.state else "",
        ticket_state=State(row.state) if row.state else None,
        pause=PauseView(row.pause, row.pause_reason, row.pause_since, row.pause_until) if row.pause else None,
    )
