"""Single calls of a period, as far as reports name them: those out of turn, and the numbers that waited longest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from hall.auditing import LineRow
from hall.figures import CallFacts, Longest, OutOfTurn, Period, PeriodFigures
from hall.figures.life import Called, Life, life_of
from hall.lifecycle import CALL_KINDS, Action
from hall.numbering import code_of
from hall.promise import span
from hall.store import tables as t
from hall.store.database.readable import whole_rows
from hall.store.database.transaction import Transaction
from hall.store.views.audit_lives import of
from hall.store.views.audit_query import stream
from hall.store.views.visit_terms import first_calls

DIRECTED = "directed"
"""What ``OutOfTurn.after`` says of a number that waited for the counter that called it."""
_AT_ONCE = 500
_C, _K, _D = t.ticket.c, t.call.c, t.business_day.c


def call_facts(tx: Transaction, period: Period, figures: PeriodFigures, services: frozenset[str] | None) -> CallFacts:
    """The calls that a report of ``figures`` names, of all services or of some (ids)."""
    found = (one for one in _out_of_turn(tx, period) if services is None or one.service in services)
    longest = {priority: (one, _number(tx, one, priority)) for priority, one in figures.longest.items()}
    return CallFacts(tuple(sorted(found)), longest)


def _out_of_turn(tx: Transaction, period: Period) -> Iterator[OutOfTurn]:
    """Every call by number of one that waited, which was not taken back."""
    days = select(_D.id).where(_D.date.between(period.first, period.last))
    by_number = (_K.kind == CALL_KINDS[Action.CALL_NUMBER], ~_K.undone, _K.day_id.in_(days))
    query = select(_C.id, _C.prefix, _C.number).where(_C.id.in_(select(_K.ticket_id).where(*by_number)))
    codes = {row.id: code_of(row.prefix, row.number) for row in whole_rows(stream(tx, query))}
    ids = sorted(codes)
    for at in range(0, len(ids), _AT_ONCE):
        for lines in _histories(tx, ids[at : at + _AT_ONCE]):
            life = life_of(lines)
            for call in life.calls:
                day = tx.local(call.at).date()
                if call.action == Action.CALL_NUMBER and call.waited and period.first <= day <= period.last:
                    yield _made(tx, life, lines, call, codes[life.ticket_id])


def _histories(tx: Transaction, tickets: Iterable[int]) -> Iterator[list[LineRow]]:
    e = t.ticket_event.c
    query = of(LineRow, t.ticket_event).where(e.ticket_id.in_(tickets)).order_by(e.ticket_id, e.id)
    mine: list[LineRow] = []
    for line in map(LineRow._make, whole_rows(tx.connection.execute(query))):
        if mine and mine[-1].ticket_id != line.ticket_id:
            yield mine
            mine = []
        mine.append(line)
    if mine:
        yield mine


def _made(tx: Transaction, life: Life, lines: list[LineRow], call: Called, code: str) -> OutOfTurn:
    before = [one.action for one, line in pairwise(lines) if line.at == call.at and line.action == call.action]
    directed = any(stay.until == call.at and stay.directed_to == call.counter_id for stay in life.stays)
    waited = span(life.time("issued_at"), call.at)
    return OutOfTurn(
        tx.local(call.at),
        call.counter_id,
        code,
        call.service_id,
        life.row.get("priority") is True,
        0 if waited is None else max(0, int(waited.total_seconds() // 60)),
        call.actor,
        DIRECTED if directed else "".join(before[:1]),
    )


def _number(tx: Transaction, one: Longest, priority: bool) -> str:
    """The number that waited so long on its day; empty where its rows are not there any more."""
    day = tx.connection.execute(select(_D.id).where(_D.date == one.day)).scalar_one_or_none()
    first = first_calls(_K.day_id == day)
    query = (
        select(_C.prefix, _C.number, _C.issued_at, first.c.at)
        .join(first, first.c.ticket_id == _C.id)
        .where(_C.day_id == day, _C.service_id == one.service, _C.priority == priority)
        .order_by(_C.id)
    )
    rows: Iterable[Any] = whole_rows(tx.connection.execute(query))
    for row in rows:
        waited = span(row.issued_at, row.at)
        if waited is not None and int(waited.total_seconds() // 60) == one.minutes:
            return code_of(row.prefix, row.number)
    return ""
