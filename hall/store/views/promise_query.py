"""Whether the promise to one visitor was kept, and when it was not, why: from the history of its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from hall.lifecycle import CALL_KINDS, Action
from hall.promise import Visit, promise_of, span, unattended, verdict
from hall.store import tables as t
from hall.store.database.transaction import Transaction
from hall.store.tickets.offers import offered
from hall.structure import Service
from hall.views import TicketPromiseView, TicketView

_CALL, _LINE = t.call.c, t.counter_event.c
_THERE = frozenset({"sign_in", "move", "resume"})
_SHIFT = timedelta(hours=16)
"""Whoever sat down longer ago than this has left without a word."""


def promise_view(tx: Transaction, ticket: TicketView) -> TicketPromiseView:
    """The promise of a number's service, what became of it, and what was offered."""
    service = tx.structure.services[ticket.service_id]
    called = tx.connection.execute(_first_call(ticket.id)).scalar_one()
    promise = promise_of(service, tx.structure.structure.hall.rules)
    visit = Visit(
        waited=span(ticket.issued_at, called),
        served=span(ticket.serving_at, ticket.ended_at),
        hindered=bool(ticket.obstacle),
        unattended=timedelta(0) if called is None else _unattended(tx, service, ticket, called),
        ahead=0 if called is None else tx.number(_ahead(service, ticket, called)),
    )
    offer = tx.structure.offers.get(offered(tx, ticket.id))
    return TicketPromiseView(ticket, promise, visit, verdict(visit, promise), offer)


def _first_call(ticket_id: int) -> Any:
    return select(func.min(_CALL.at)).where(_CALL.ticket_id == ticket_id, ~_CALL.undone)


def _ahead(service: Service, ticket: TicketView, called: datetime) -> Any:
    """How many others of the service were called between the issue and the first call."""
    day = select(t.ticket.c.day_id).where(t.ticket.c.id == ticket.id).scalar_subquery()
    return select(func.count(func.distinct(_CALL.ticket_id))).where(
        _CALL.day_id == day,
        _CALL.service_id == service.id,
        _CALL.ticket_id != ticket.id,
        _CALL.kind != CALL_KINDS[Action.RECALL],
        ~_CALL.undone,
        _CALL.at.between(ticket.issued_at, called),
    )


def _unattended(tx: Transaction, service: Service, ticket: TicketView, called: datetime) -> timedelta:
    """How long of the wait nobody sat at a counter of the service."""
    lines = tx.connection.execute(_lines(service, ticket, called)).all()
    return unattended(list(_presences(lines)), ticket.issued_at, called)


def _lines(service: Service, ticket: TicketView, called: datetime) -> Any:
    serves = select(t.counter_service.c.counter_id).where(t.counter_service.c.service_id == service.id)
    during = _LINE.at.between(ticket.issued_at - _SHIFT, called)
    return (
        select(_LINE.counter_id, _LINE.at, _LINE.action).where(_LINE.counter_id.in_(serves), during).order_by(_LINE.id)
    )


def _presences(lines: Sequence[Any]) -> Iterator[list[tuple[datetime, bool]]]:
    for counter in sorted({line.counter_id for line in lines}):
        yield [(line.at, line.action in _THERE) for line in lines if line.counter_id == counter]
