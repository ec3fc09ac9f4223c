"""What a board shows: the latest calls and the counters of its zone."""

from __future__ import annotations

import logging
from typing import Any

from sqlalchemy import select

from hall.lifecycle import State
from hall.numbering import code_of
from hall.store import tables as t
from hall.store.counter_query import counter_infos
from hall.store.structure import LoadedStructure
from hall.store.transaction import Transaction
from hall.structure import Zone
from hall.views import BoardCall, BoardCell, BoardView, CounterInfo

_log = logging.getLogger(__name__)


def board_view(tx: Transaction, zone_id: str, calls: int) -> BoardView:
    """The board of one zone, or of the whole hall when ``zone_id`` is empty, with its latest ``calls``.

    Calls are read by number, not "since the last one seen": on Postgres a smaller number may be committed later.
    Raises Refused("unknown_zone").
    """
    structure = tx.structure
    zone = structure.find_zone(zone_id) if zone_id else None
    day = tx.open_day()
    return BoardView(
        hall=structure.hall_view,
        now=tx.now(),
        zone=zone,
        business_day=day.date if day else None,
        calls=_calls(tx, structure, zone, day.id, calls) if day else (),
        cells=tuple(_cell(info) for info in counter_infos(tx) if zone is None or info.zone.id == zone.id),
    )


def _calls(
    tx: Transaction, structure: LoadedStructure, zone: Zone | None, day_id: int, limit: int
) -> tuple[BoardCall, ...]:
    c, k = t.call.c, t.ticket.c
    query = (
        select(c.seq, c.ticket_id, c.counter_id, c.kind, c.times, c.at, k.prefix, k.number, k.service_id)
        .join(t.ticket, k.id == c.ticket_id)
        .where(c.day_id == day_id, ~c.undone)
        .order_by(c.seq.desc())
        .limit(limit)
    )
    if zone is not None:
        places = [counter.id for counter in structure.counters.values() if counter.zone == zone.id]
        query = query.where(c.counter_id.in_(places))
    shown = (_call(row, structure) for row in tx.connection.execute(query))
    return tuple(call for call in shown if call is not None)


def _call(row: Any, structure: LoadedStructure) -> BoardCall | None:
    place, service = structure.counters.get(row.counter_id), structure.services.get(row.service_id)
    if place is None or service is None:
        # One bad row must not take every other call from the board.
        _log.error("call %s names counter %s and service %s, unknown here", row.seq, row.counter_id, row.service_id)
        return None
    return BoardCall(
        seq=row.seq,
        ticket_id=row.ticket_id,
        code=code_of(row.prefix, row.number),
        counter_label=place.label,
        zone=structure.zones[place.zone],
        agency_name=structure.agencies[service.agency].name,
        service_name=service.name,
        kind=row.kind,
        times=row.times,
        at=row.at,
    )


def _cell(info: CounterInfo) -> BoardCell:
    if info.ticket_state is not None:
        state = "called" if info.ticket_state is State.CALLED else "serving"
        return BoardCell(info.id, info.label, state, info.ticket_code)
    if info.clerk_id is None:
        return BoardCell(info.id, info.label, "closed")
    if info.pause is not None:
        return BoardCell(info.id, info.label, info.pause.kind)
    return BoardCell(info.id, info.label, "free")
