"""What a board shows: the latest calls and the counters of its zone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from hall.call_delivery import CATCH_UP, UNSAID, Voiced
from hall.estimating.quality import HeldView
from hall.lifecycle import AT_COUNTER, State
from hall.numbering import code_of
from hall.store import tables as t
from hall.store.database.aspect import Reads
from hall.store.database.clocks import AHEAD
from hall.store.database.readable import each, known, or_none
from hall.store.database.transaction import Transaction
from hall.store.devices import announcements
from hall.store.estimates.quality_reads import latest
from hall.store.structure.loaded import LoadedStructure
from hall.store.views.counter_infos import counter_infos
from hall.store.views.kiosk_query import agency_wait, service_views
from hall.structure import Zone
from hall.views import BoardCall, BoardCell, BoardView, BoardWait, CounterInfo, ServiceView


@dataclass(frozen=True, slots=True)
class _Scope:
    """Of what a board shows the calls; empty ``agencies`` are all."""

    zone: Zone | None
    agencies: frozenset[str]
    board: str

    def serves(self, agency: str) -> bool:
        return not self.agencies or not agency or agency in self.agencies

    def has(self, info: CounterInfo) -> bool:
        return (self.zone is None or info.zone.id == self.zone.id) and self.serves(info.agency_id)


class BoardQuery(Reads):
    """What a board shows."""

    def board(
        self,
        zone_id: str = "",
        calls: int = 60,
        *,
        board: str = "",
        agencies: Sequence[str] = (),
        waits: bool = False,
        waits_held: bool = False,
    ) -> BoardView:
        """The board of one zone, or of the whole hall when ``zone_id`` is empty, with its latest ``calls``.

        Calls are read by number, not "since the last one seen": on Postgres a smaller number may be committed later.
        ``board`` is the station that reads: calls say whether it has shown them, and when the oldest of the latest was
        not, those of the last minutes before it come too (``hall.call_delivery.CATCH_UP``). ``agencies`` (ids) leaves
        all others out. ``waits`` and ``waits_held`` ask for those of the view. Raises Refused("unknown_zone").
        """
        tx, structure = self._tx, self._tx.structure
        zone = structure.find_zone(zone_id) if zone_id else None
        day, now = tx.open_day(), tx.now()
        scope = _Scope(zone, frozenset(agencies), board)
        announced = announcements.running(tx, now, zone.id if zone else None)
        return BoardView(
            hall=structure.hall_view,
            now=now,
            zone=zone,
            business_day=or_none(day.date) if day else None,
            calls=_latest(tx, scope, day.id, calls, now) if day else (),
            cells=tuple(_cell(info) for info in counter_infos(tx) if scope.has(info)),
            announcements=tuple(one for one in announced if scope.serves(one.agency)),
            agencies=tuple(agencies),
            structure=structure.structure,
            evacuated=structure.evacuation is not None,
            waits=tuple(_waits(tx, scope, now)) if waits else (),
            waits_held=_held(tx, now) if waits_held else None,
        )

    def running_calls(self, zone_id: str, count: int) -> tuple[BoardCall, ...]:
        """The latest ``count`` calls of a zone, or of the whole hall for an empty ``zone_id``, whose visitors are
        awaited or served, the newest first. Raises Refused("unknown_zone")."""
        tx, day = self._tx, self._tx.open_day()
        if day is None:
            return ()
        scope = _Scope(tx.structure.find_zone(zone_id) if zone_id else None, frozenset(), "")
        found = _calls(tx, scope, day.id, _LOOKED_AT * count, tx.now())
        return tuple(call for call in found if not call.over)[:count]


def _waits(tx: Transaction, scope: _Scope, now: datetime) -> Iterator[BoardWait]:
    """Of the agencies with a counter here. What may be too late is left out: a board has no room to say so."""
    structure = tx.structure
    here = {info.agency_id for info in counter_infos(tx) if scope.has(info)}
    by_agency: dict[str, list[ServiceView]] = {}
    for one in service_views(tx, now):
        by_agency.setdefault(one.agency_id, []).append(one)
    for agency in structure.structure.agencies:
        wait = agency_wait(by_agency.get(agency.id, ())) if agency.id in here else None
        if wait is not None and not wait.late:
            yield BoardWait(agency.id, agency.name, agency.name_en, wait)


def _held(tx: Transaction, now: datetime) -> HeldView | None:
    closed = latest(tx, now).closed
    return None if closed is None else closed.told()


_LOOKED_AT = 8
"""So many calls are looked at for each that is shown: most of the latest ones are not over yet."""
_MOST = 600
"""Calls that a board which was away reads at once: ten minutes of the busiest hall."""


def _latest(tx: Transaction, scope: _Scope, day_id: int, limit: int, now: datetime) -> tuple[BoardCall, ...]:
    found = _calls(tx, scope, day_id, limit, now)
    oldest = found[-1] if found else None
    if oldest is None or len(found) < limit or oldest.seen or not scope.board or now - oldest.at > CATCH_UP:
        return found
    return _calls(tx, scope, day_id, _MOST, now)


def _calls(tx: Transaction, scope: _Scope, day_id: int, limit: int, now: datetime) -> tuple[BoardCall, ...]:
    structure = tx.structure
    c, k, s, v = t.call.c, t.ticket.c, t.call_shown.c, t.call_voiced.c
    joined = (
        t.call.join(t.ticket, k.id == c.ticket_id)
        .outerjoin(t.call_shown, (s.call_seq == c.seq) & (s.board == scope.board))
        .outerjoin(t.call_voiced, v.call_seq == c.seq)
    )
    query = (
        select(c.seq, c.ticket_id, c.counter_id, c.kind, c.times, c.at, k.prefix, k.number, c.service_id)
        .add_columns(s.at.is_not(None).label("seen"), v.state, v.at.label("said_at"), v.until, v.board)
        .add_columns(k.state.label("ticket_state"), k.counter_id.label("ticket_counter"), k.language)
        .select_from(joined)
        .where(c.day_id == day_id, ~c.undone)
        .order_by(c.seq.desc())
        .limit(limit)
    )
    if scope.zone is not None:
        places = [counter.id for counter in structure.counters.values() if counter.zone == scope.zone.id]
        query = query.where(c.counter_id.in_(places))
    if scope.agencies:
        served = [service.id for service in structure.services.values() if service.agency in scope.agencies]
        query = query.where(c.service_id.in_(served))
    return each(lambda row: _call(row, structure, scope.board, now), tx.connection.execute(query))


def _call(row: Any, structure: LoadedStructure, board: str, now: datetime) -> BoardCall:
    place, service = known(row.counter_id, structure.counters), known(row.service_id, structure.services)
    # Not one whose board died in the middle, nor one that began before the clock went back.
    speaking = row.state == Voiced.SPEAKING and row.said_at - AHEAD <= now < row.until
    return BoardCall(
        seq=row.seq,
        ticket_id=row.ticket_id,
        code=code_of(row.prefix, row.number),
        counter_label=place.label,
        zone=known(place.zone, structure.zones),
        agency_name=known(service.agency, structure.agencies).name,
        agency_name_en=known(service.agency, structure.agencies).name_en,
        service_name=service.name,
        kind=row.kind,
        times=row.times,
        at=row.at,
        agency_id=service.agency,
        seen=bool(row.seen),
        speaking=speaking,
        spoken_until=row.until if speaking and row.board != board else None,
        voiced=row.state is not None and row.state not in UNSAID,
        service_id=service.id,
        service_name_en=service.name_en,
        state=_state(row),
        language=row.language,
    )


def _state(row: Any) -> str:
    """What became of a call: it is over when its ticket is no longer at its counter. Nobody signs out while one is, and
    a counter without a clerk may call from the command line."""
    here = row.ticket_counter == row.counter_id and row.ticket_state in AT_COUNTER
    return row.ticket_state if here else "over"


def _cell(info: CounterInfo) -> BoardCell:
    if info.ticket_state is not None:
        state = "called" if info.ticket_state is State.CALLED else "serving"
        return BoardCell(info.id, info.label, state, info.ticket_code)
    if info.clerk_id is None:
        return BoardCell(info.id, info.label, "closed")
    if info.pause is not None:
        return BoardCell(info.id, info.label, info.pause.kind)
    return BoardCell(info.id, info.label, "free")
