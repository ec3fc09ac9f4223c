"""The closing sheet of a business day, read from its numbers and gaps."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, false, func, select

from hall.access import By, agency_seen
from hall.closing_sheet import (
    ClosingSheet,
    SheetGap,
    SheetMove,
    SheetService,
    TakenBack,
    TicketGroup,
    gaps_of,
    lines_of,
)
from hall.lifecycle import WITHDRAWN, State
from hall.store import tables as t
from hall.store.database.aspect import Reads
from hall.store.database.readable import each
from hall.store.database.transaction import Transaction
from hall.store.day import day_rows
from hall.store.staff.who_acted import name_of
from hall.views import SheetPrint

_C, _S, _D = t.ticket.c, t.sheet_print.c, t.business_day


class SheetReads(Reads):
    """Closing sheets, and which of them slip printers have to print."""

    def of(self, by: By, day: date | None = None) -> ClosingSheet:
        """The sheet of a business day, of the open or latest one when None: of the agency of ``by`` alone where they
        answer for one.

        Raises Refused("unknown_day"), ("no_open_day") before the first day, and as ``hall.access.agency_seen`` does.
        """
        return _sheet(self._tx, day_rows.wanted(self._tx, day), agency_seen(by))

    def to_print(self, station: str) -> SheetPrint | None:
        """The oldest sheet that the slip printer of a station still has to print."""
        coming = _prints().where(_S.station == station, t.sheet_comes()).order_by(_S.id).limit(1)
        return next(iter(self._prints(coming)), None)

    def of_print(self, sheet_id: int) -> ClosingSheet:
        """The whole sheet that was asked for."""
        day = select(_D).join(t.sheet_print, _S.day_id == _D.c.id).where(_S.id == sheet_id)
        return _sheet(self._tx, self._tx.connection.execute(day).one(), "")

    def prints(self, day: date) -> tuple[SheetPrint, ...]:
        """What was asked of slip printers for the sheet of a business day, the latest last."""
        return self._prints(_prints().where(_D.c.date == day).order_by(_S.id))

    def _prints(self, query: Select[Any]) -> tuple[SheetPrint, ...]:
        return each(lambda row: SheetPrint(*row), self._tx.connection.execute(query).all())


def _prints() -> Select[Any]:
    columns = (_S.id, _D.c.date, _S.station, _S.state, _S.detail, _S.actor, _S.at)
    return select(*columns).join(t.business_day, _S.day_id == _D.c.id)


def _sheet(tx: Transaction, row: Row[Any], agency: str) -> ClosingSheet:
    services = _services(tx, agency)
    zone = day_rows.zone_of(row, tx.structure)
    lines = lines_of(services, _groups(tx, row), _gaps(tx, row))
    hall = tx.structure.structure.hall
    return ClosingSheet(
        hall.name,
        hall.city,
        row.date,
        row.opened_at.astimezone(zone),
        name_of(tx, row.opened_by),
        tx.now().astimezone(zone),
        None if row.closed_at is None else row.closed_at.astimezone(zone),
        name_of(tx, row.closed_by or ""),
        row.close_reason or "",
        row.expired,
        tuple(line for line in lines if not agency or line.prefix in services),
        tuple(move for move in _moved(tx, row) if not agency or {move.prefix, move.to} & services.keys()),
    )


def _services(tx: Transaction, agency: str) -> dict[str, SheetService]:
    """The names by prefix, of one agency or of all, in the order of the configuration; archived ones last."""
    structure = tx.structure
    shown = {service.id: service for service in structure.structure.services} | structure.services
    return {
        service.prefix: SheetService(service.name, structure.agencies[service.agency].name)
        for service in shown.values()
        if not agency or service.agency == agency
    }


def _groups(tx: Transaction, day: Row[Any]) -> list[TicketGroup]:
    closing: ColumnElement[bool] = false() if day.closed_at is None else _C.ended_at == day.closed_at
    by_closing = and_(_C.state == State.CANCELLED.value, closing).label("by_closing")
    counted = _C.day_id == day.id, _C.outcome != WITHDRAWN
    of_the_day = select(_C.prefix, _C.state, _C.outcome, by_closing, _C.number).where(*counted).subquery()
    c = of_the_day.c
    kind = (c.prefix, c.state, c.outcome, c.by_closing)
    groups = select(*kind, func.count(), func.min(c.number), func.max(c.number)).group_by(*kind)
    return [
        TicketGroup(prefix, State(state), outcome, bool(closed), count, first, last)
        for prefix, state, outcome, closed, count, first, last in tx.connection.execute(groups)
    ]


def _moved(tx: Transaction, day: Row[Any]) -> list[SheetMove]:
    s = t.service.c
    of_both = t.ticket.join(t.service, s.id == _C.service_id)
    counted = _C.day_id == day.id, _C.outcome != WITHDRAWN, _C.prefix != s.prefix
    kind = (_C.prefix, s.prefix)
    rows = select(*kind, func.count()).select_from(of_both).where(*counted).group_by(*kind).order_by(*kind)
    return [SheetMove(*row) for row in tx.connection.execute(rows)]


def _gaps(tx: Transaction, day: Row[Any]) -> tuple[SheetGap, ...]:
    g = t.number_gap.c
    rows = tx.connection.execute(select(t.number_gap).where(g.day_id == day.id).order_by(g.id))
    gaps = [(SheetGap(row.prefix, row.first, row.last, row.reason, name_of(tx, row.actor)), row.at) for row in rows]
    return gaps_of(gaps, _taken_back(tx, day))


def _taken_back(tx: Transaction, day: Row[Any]) -> list[TakenBack]:
    m = t.manual_import.c
    rows = tx.connection.execute(
        select(t.manual_import).where(m.day_id == day.id, m.withdrawn_at.is_not(None)).order_by(m.id)
    ).all()
    gone = select(_C.number).where(_C.day_id == day.id, _C.outcome == WITHDRAWN)
    return [
        TakenBack(
            row.prefix,
            row.first,
            row.last,
            row.withdrawn_at,
            name_of(tx, row.withdrawn_by or ""),
            row.reason,
            tuple(
                tx.connection.execute(
                    gone.where(_C.prefix == row.prefix, _C.number.between(row.first, row.last)).where(
                        _C.issued_at <= row.withdrawn_at, _C.ended_at <= row.withdrawn_at
                    )
                ).scalars()
            ),
        )
        for row in rows
    ]
