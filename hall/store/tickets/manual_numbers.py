"""Going on after an outage in which numbers were given on paper, and taking an import of them back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, update

from hall.access import By, Operation
from hall.business_day import GapCause
from hall.errors import Refused
from hall.lifecycle import Action, State
from hall.manual_numbers import MOST, PaperNumber, refuse_waiting
from hall.store import tables as t
from hall.store.database import requests
from hall.store.database.aspect import operation
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.day import carrying, day_rows, days
from hall.store.tickets import going_past, issuing, ticket_rows
from hall.store.tickets.ticket_rows import TicketAspect
from hall.structure import Service
from hall.text_rules import REASON, one_line
from hall.views import TicketView

_N = t.day_number.c


class ManualNumbers(TicketAspect):
    """Numbers that were given on paper."""

    @operation(Operation.IMPORT_MANUAL)
    def import_manual(
        self,
        service: str,
        last: int,
        by: By,
        *,
        waiting_from: int | None = None,
        waiting: Iterable[PaperNumber] = (),
        reason: str = "given on paper",
    ) -> tuple[TicketView, ...]:
        """Let the numbers of ``service`` (id or prefix) go on after ``last``, which was given on paper.

        Those ``waiting``, or all from ``waiting_from`` on, join the queue, in their order, with the time at which they
        were given where that is known; the others are written down as given on paper, so that the gap has its cause.
        Numbers that were written down so before can still join: ``last`` is then the last of them.

        Returns those that wait. Raises Refused("unknown_service"), ("paper_not_later"), ("paper_too_far"),
        ("paper_known"), as ``hall.manual_numbers.refuse_waiting`` does, and when no business day can be opened.
        """
        tx, reason, listed = self._tx, one_line(reason, REASON), tuple(waiting)
        told = tuple((one.number, one.at and one.at.astimezone(UTC).isoformat()) for one in listed)

        def asked(service_id: str) -> str:
            return requests.named(Operation.IMPORT_MANUAL, service_id, service, last, waiting_from, *told)

        def perform() -> tuple[TicketView, ...]:
            chosen = tx.structure.find_service(service).id
            paper = PaperNumbers(chosen, last, waiting_from, listed, reason, by)
            return requests.once(tx, by.request_id, asked(chosen), lambda: _imported(tx, paper), _TICKETS)

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
    listed: tuple[PaperNumber, ...]
    reason: str
    by: By

    def waiting(self, first: int, now: datetime) -> tuple[PaperNumber, ...]:
        """Those that wait, of the numbers from ``first`` on. Raises Refused."""
        if self.waiting_from is not None and not first <= self.waiting_from <= self.last:
            raise Refused("paper_waiting", first=first, last=self.last)
        begin = self.last + 1 if self.waiting_from is None else self.waiting_from
        found = self.listed or tuple(PaperNumber(number) for number in range(begin, self.last + 1))
        refuse_waiting(found, first, self.last, now)
        return found


def _imported(tx: Transaction, paper: PaperNumbers) -> tuple[TicketView, ...]:
    last, by = paper.last, paper.by
    day = days.day_to_issue_on(tx, by)
    # Looked up while the day is held: a structure that was applied until now may have retired the service.
    service = tx.structure.find_service(paper.service_id)
    before = going_past.last_of(tx, day.id, service.prefix, day.last_at)
    first = before + 1
    if last < first:
        return _join_late(tx, day, service, paper, before)
    if last - before > MOST:
        raise Refused("paper_too_far", last=before, wanted=last, limit=MOST)
    at = tx.stamp()
    waiting = paper.waiting(first, at)
    tx.connection.execute(
        update(t.day_number).where(_N.day_id == day.id, _N.prefix == service.prefix).values(last=last, last_at=at)
    )
    joins = {one.number for one in waiting}
    stated: dict[str, Any] = {"cause": GapCause.PAPER, "reason": paper.reason, "by": by, "at": at}
    for begin, end in carrying.stretches(number for number in range(first, last + 1) if number not in joins):
        day_rows.gap(tx, (day.id, day.date), service.prefix, begin, end, **stated)
    kept = {"day_id": day.id, "service_id": service.id, "prefix": service.prefix, "first": first, "last": last}
    said = {"waiting": len(joins), "reason": paper.reason, "actor": by.actor, "at": at}
    tx.connection.execute(insert(t.manual_import).values(**kept, **said))
    tx.must_notify = True
    return tuple([_join(tx, day, service, one, at, paper) for one in waiting])


def _join_late(
    tx: Transaction, day: days.IssuingDay, service: Service, paper: PaperNumbers, before: int
) -> tuple[TicketView, ...]:
    """Those that wait of numbers that are written down as given on paper already."""
    at = tx.stamp()
    waiting = paper.waiting(1, at)
    if not waiting:
        raise Refused("paper_not_later", prefix=service.prefix, last=before)
    going_past.let_join(tx, (day.id, day.date), service.prefix, [one.number for one in waiting], paper.by, at)
    tx.must_notify = True
    return tuple([_join(tx, day, service, one, at, paper) for one in waiting])


def _join(
    tx: Transaction, day: days.IssuingDay, service: Service, one: PaperNumber, at: datetime, paper: PaperNumbers
) -> TicketView:
    row = tx.connection.execute(
        insert(t.ticket)
        .values(
            day_id=day.id,
            prefix=service.prefix,
            number=one.number,
            service_id=service.id,
            priority=False,
            state=State.WAITING.value,
            queue_time=one.at or at,
            issued_at=at,
            token=issuing.new_token(),
        )
        .returning(t.ticket)
    ).one()
    made: dict[str, Any] = {"priority": False, "number": one.number}
    made |= {} if one.at is None else {"queue_time": one.at}
    stated: dict[str, Any] = {"at": at, "by": paper.by, "detail": paper.reason, "made": made}
    tx.log(row._mapping, Action.IMPORT, None, State.WAITING, **stated)
    return ticket_rows.view(tx, row.id)
