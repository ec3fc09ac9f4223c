"""Finding a number of any business day and state, for whoever corrects it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, false, or_, select

from hall.access import By, agency_seen
from hall.numbering import readings, typed_code
from hall.store import tables as t
from hall.store.database.aspect import Reads
from hall.store.database.transaction import Transaction
from hall.store.day.day_order import current_id
from hall.store.tickets import ticket_rows, waiting_again
from hall.structure import Obstacle
from hall.views import FoundTickets

_C = t.ticket.c
MOST = 60
"""So many numbers are listed; whoever does not see the one that is meant types more of it."""


class FindReads(Reads):
    """Numbers by what somebody types of them."""

    def tickets(self, by: By, text: str = "", day: date | None = None) -> FoundTickets:
        """The numbers of a business day (the open or latest one when None) that ``text`` may mean, the latest first:
        a code, a number, a prefix or the token of a slip; all of them for an empty text. Of the agency of ``by`` alone
        where they answer for one. Raises Refused as ``hall.access.agency_seen`` does."""
        tx, agency = self._tx, agency_seen(by)
        row = _day(tx, day)
        if row is None:
            return FoundTickets(day)
        where: list[ColumnElement[bool]] = [_C.day_id == row.id]
        if typed_code(text):
            where.append(_meant(tx, typed_code(text)))
        if agency:
            services = [service.id for service in tx.structure.services.values() if service.agency == agency]
            where.append(_C.service_id.in_(services))
        query = ticket_rows.with_date().where(*where).order_by(_C.id.desc()).limit(MOST + 1)
        found = [one._mapping for one in tx.connection.execute(query)]
        views = ticket_rows.views(found[:MOST], tx.structure)
        return FoundTickets(row.date, row.closed_at is None, views, len(found) > MOST)

    def to_wait_again(self) -> int:
        """How many numbers wait again when today's business day, which a person has closed, is opened again with them
        (``work.day.reopen``)."""
        tx = self._tx
        row = _day(tx, tx.local(tx.now()).date())
        return 0 if row is None or row.closed_at is None else waiting_again.count(tx, row.id)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """What can be named as the obstacle of a visit."""
        return self._tx.structure.structure.obstacles


def _day(tx: Transaction, day: date | None) -> Row[Any] | None:
    d = t.business_day.c
    wanted = d.id == current_id() if day is None else d.date == day
    found: Row[Any] | None = tx.connection.execute(select(t.business_day).where(wanted)).one_or_none()
    return found


def _meant(tx: Transaction, text: str) -> ColumnElement[bool]:
    prefixes = [service.prefix for service in tx.structure.services.values()]
    codes = [code for rank in readings(text, prefixes, prefixes) for code in rank]
    exact = [and_(_C.prefix == prefix, _C.number == number) for prefix, number in codes]
    return or_(false(), _C.prefix == text.upper(), _C.token == text.upper(), *exact)
