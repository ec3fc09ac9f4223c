"""Going on after an outage in which numbers were given on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from hall.access import By, Operation
from hall.business_day import GapCause
from hall.errors import Refused
from hall.lifecycle import Action, State
from hall.store import tables as t
from hall.store.database import requests
from hall.store.database.aspect import operation
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.day import day_rows, days
from hall.store.tickets import issuing, ticket_rows
from hall.store.tickets.ticket_rows import TicketAspect
from hall.structure import Service
from hall.text_rules import REASON, one_line
from hall.views import TicketView

_N = t.day_number.c

LIMIT = 500
"""More paper numbers of one service at once than this point to a slip of the finger."""


class ManualNumbers(TicketAspect):
    """Numbers that were given on paper."""

    @operation(Operation.IMPORT_MANUAL)
    def import_manual(
        self, service: str, last: int, by: By, *, waiting_from: int | None = None, reason: str = "given on paper"
    ) -> tuple[TicketView, ...]:
        """Let the numbers of ``service`` (id or prefix) go on after ``last``, which was given on paper.

        The paper numbers from ``waiting_from`` on join the queue, in their order; those before it are written down as
        given on paper, so that the gap has its cause. Returns those that wait. Raises Refused("unknown_service"),
        ("paper_not_later"), ("paper_too_far"), ("paper_waiting"), and when no business day can be opened.
        """
        tx, reason = self._tx, one_line(reason, REASON)

        def asked(service_id: str) -> str:
            return requests.named(Operation.IMPORT_MANUAL, service_id, service, last, waiting_from)

        def perform() -> tuple[TicketView, ...]:
            chosen = tx.structure.find_service(service).id
            waiting = PaperNumbers(chosen, last, waiting_from, reason, by)
            return requests.once(tx, by.request_id, asked(chosen), lambda: _imported(tx, waiting), _TICKETS)

        return requests.or_first_answer(tx, by.request_id, asked, perform, _TICKETS.again)


_TICKETS = Kept[tuple[TicketView, ...]](
    lambda made: [ticket.id for ticket in made],
    lambda tx, ids: tuple(ticket_rows.view(tx, ticket_id) for ticket_id in ids),
)


@dataclass(frozen=True, slots=True)
class PaperNumbers:
    """What was given on paper."""

    service_id: str
    last: int
    waiting_from: int | None
    reason: str
    by: By


def _imported(tx: Transaction, paper: PaperNumbers) -> tuple[TicketView, ...]:
    last, waiting_from = paper.last, paper.waiting_from
    day = days.day_to_issue_on(tx, paper.by)
    # Looked up while the day is held: a structure that was applied until now may have retired the service.
    service = tx.structure.find_service(paper.service_id)
    before = _locked_last(tx, day, service.prefix)
    first = before + 1
    if last < first:
        raise Refused("paper_not_later", prefix=service.prefix, last=before)
    if last - before > LIMIT:
        raise Refused("paper_too_far", last=before, wanted=last, limit=LIMIT)
    if waiting_from is not None and not first <= waiting_from <= last:
        raise Refused("paper_waiting", first=first, last=last)
    at = tx.stamp()
    tx.connection.execute(
        update(t.day_number).where(_N.day_id == day.id, _N.prefix == service.prefix).values(last=last, last_at=at)
    )
    gap_end = last if waiting_from is None else waiting_from - 1
    if gap_end >= first:
        stated: dict[str, Any] = {"cause": GapCause.PAPER, "reason": paper.reason, "by": paper.by, "at": at}
        day_rows.gap(tx, (day.id, day.date), service.prefix, first, gap_end, **stated)
    tx.must_notify = True
    waiting = range(waiting_from, last + 1) if waiting_from is not None else range(0)
    return tuple([_join(tx, day, service, number, at, paper) for number in waiting])


def _locked_last(tx: Transaction, day: days.IssuingDay, prefix: str) -> int:
    """The last number of the prefix, its row held; a service without numbers gets its row first."""
    empty = tx.insert(t.day_number).values(day_id=day.id, prefix=prefix, last=0, last_at=day.last_at)
    tx.connection.execute(empty.on_conflict_do_nothing())
    return tx.number(select(_N.last).where(_N.day_id == day.id, _N.prefix == prefix).with_for_update())


def _join(
    tx: Transaction, day: days.IssuingDay, service: Service, number: int, at: datetime, paper: PaperNumbers
) -> TicketView:
    row = tx.connection.execute(
        insert(t.ticket)
        .values(
            day_id=day.id,
            prefix=service.prefix,
            number=number,
            service_id=service.id,
            priority=False,
            state=State.WAITING.value,
            queue_time=at,
            issued_at=at,
            token=issuing.new_token(),
        )
        .returning(t.ticket)
    ).one()
    tx.log(
        row._mapping,
        Action.IMPORT,
        None,
        State.WAITING,
        at=at,
        by=paper.by,
        detail=paper.reason,
        made={"priority": False, "number": number},
    )
    return ticket_rows.view(tx, row.id)
