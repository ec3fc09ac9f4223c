"""Going on after an outage in which numbers were given on paper."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import insert, select, update

from hall.errors import Refused
from hall.lifecycle import Action, State
from hall.store import tables as t
from hall.store.database import requests
from hall.store.database.transaction import Transaction
from hall.store.day import day_rows, days
from hall.store.tickets import issuing, ticket_rows
from hall.structure import Service
from hall.text_rules import REASON, one_line
from hall.views import TicketView

LIMIT = 500
"""More paper numbers of one service at once than this point to a slip of the finger."""


def import_manual_numbers(
    tx: Transaction,
    service: str,
    last: int,
    *,
    waiting_from: int | None,
    reason: str,
    actor: str,
    request_id: str | None,
) -> tuple[TicketView, ...]:
    """Let the numbers of ``service`` (id or prefix) go on after ``last``, which was given on paper.

    The paper numbers from ``waiting_from`` on join the queue, in their order; those before it are written down as
    given on paper, so that the gap has its cause. Returns those that wait. Raises Refused("unknown_service"),
    ("paper_not_later"), ("paper_too_far"), ("paper_waiting"), and when no business day can be opened.
    """
    reason = one_line(reason, REASON)
    wanted, replay = (last, waiting_from), partial(_views, tx)

    def once() -> tuple[TicketView, ...]:
        chosen = tx.structure.find_service(service)
        asked = requests.named("take_over", chosen.id, service, *wanted)

        def perform() -> tuple[tuple[TicketView, ...], list[int]]:
            ids = _import_manual_numbers(tx, chosen.id, last, waiting_from, reason, actor)
            return _views(tx, ids), ids

        return requests.once(tx, request_id, asked, perform, replay)

    return requests.or_first_answer(tx, request_id, requests.named("take_over", "", service, *wanted), once, replay)


def _import_manual_numbers(
    tx: Transaction, service_id: str, last: int, waiting_from: int | None, reason: str, actor: str
) -> list[int]:
    day = days.day_to_issue_on(tx, actor=actor)
    # Looked up while the day is held: a structure that was applied until now may have retired the service.
    service = tx.structure.find_service(service_id)
    before = _locked_last(tx, day, service.prefix)
    first = before + 1
    if last < first:
        raise Refused("paper_not_later", prefix=service.prefix, last=before)
    if last - before > LIMIT:
        raise Refused("paper_too_far", last=before, wanted=last, limit=LIMIT)
    if waiting_from is not None and not first <= waiting_from <= last:
        raise Refused("paper_waiting", first=first, last=last)
    at = tx.stamp()
    n = t.day_number.c
    counted = update(t.day_number).where(n.day_id == day.id, n.prefix == service.prefix)
    tx.connection.execute(counted.values(last=last, last_at=at))
    gap_end = last if waiting_from is None else waiting_from - 1
    if gap_end >= first:
        told: dict[str, Any] = {"cause": "paper", "reason": reason, "actor": actor, "at": at}
        day_rows.gap(tx, (day.id, day.date), service.prefix, first, gap_end, **told)
    tx.must_notify = True
    waiting = range(waiting_from, last + 1) if waiting_from is not None else range(0)
    return [_join(tx, day, service, number, at, reason, actor) for number in waiting]


def _locked_last(tx: Transaction, day: days.IssuingDay, prefix: str) -> int:
    """The last number of the prefix, its row held; a service without numbers gets its row first."""
    empty = tx.insert(t.day_number).values(day_id=day.id, prefix=prefix, last=0, last_at=day.last_at)
    tx.connection.execute(empty.on_conflict_do_nothing())
    n = t.day_number.c
    query = select(n.last).where(n.day_id == day.id, n.prefix == prefix).with_for_update()
    last: int = tx.connection.execute(query).scalar_one()
    return last


def _join(
    tx: Transaction, day: days.IssuingDay, service: Service, number: int, at: Any, reason: str, actor: str
) -> int:
    values = {
        "day_id": day.id,
        "prefix": service.prefix,
        "number": number,
        "service_id": service.id,
        "priority": False,
        "state": State.WAITING.value,
        "queue_time": at,
        "issued_at": at,
        "token": issuing.new_token(),
    }
    row = tx.connection.execute(insert(t.ticket).values(**values).returning(t.ticket)).one()
    told = {"priority": False, "number": number}
    tx.log(row._mapping, Action.TAKE_OVER, None, State.WAITING, at=at, actor=actor, detail=reason, made=told)
    ticket_id: int = row.id
    return ticket_id


def _views(tx: Transaction, ids: list[int]) -> tuple[TicketView, ...]:
    return tuple(ticket_rows.full_view(tx, ticket_rows.by_id(tx, ticket_id)) for ticket_id in ids)
