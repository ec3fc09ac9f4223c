"""Taking an import of manual numbers back: what it let wait is cancelled, what was called since stays; and going past
numbers that are out on paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row, delete, func, select, update

from hall.access import By, Operation, agency_seen
from hall.errors import Refused, or_refuse
from hall.lifecycle import WITHDRAWN, Action, State
from hall.manual_numbers import Past
from hall.numbering import code_of
from hall.store import tables as t
from hall.store.database.aspect import Aspect, Reads, once
from hall.store.database.readable import whole_rows
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.day import day_rows
from hall.store.tickets import going_past
from hall.store.tickets.slips import settle_job
from hall.store.tickets.transitions import move, time_of_action
from hall.text_rules import REASON, reason_of
from hall.views import ManualImport, WithdrawnImport

_C, _M, _N, _G = t.ticket.c, t.manual_import.c, t.day_number.c, t.number_gap.c
_PAST = Kept[tuple[Past, ...]](
    lambda made: [[one.prefix, one.proven, one.last] for one in made],
    lambda tx, kept: tuple(Past(*one) for one in kept),
)
_WITHDRAWN = Kept[WithdrawnImport](
    lambda made: [made.id, list(made.cancelled), list(made.kept), made.next_after],
    lambda tx, kept: WithdrawnImport(kept[0], tuple(kept[1]), tuple(kept[2]), kept[3]),
)


class ImportWork(Aspect):
    """Operations on imports of manual numbers."""

    @once(Operation.WITHDRAW_IMPORT, _WITHDRAWN)
    def withdraw(self, import_id: int, by: By, *, reason: str) -> WithdrawnImport:
        """Take an import of the open day back: its numbers that wait or are on hold are cancelled; those that were
        called since are not touched, and named. Where it let none wait and no number was given since, the numbers of
        the service go on as before it.

        Raises Refused("unknown_import"), ("import_over") on another day, ("import_withdrawn"), ("import_gone_on") where
        nothing of it can be taken back, and as ``hall.text_rules.reason_of`` does.
        """
        tx, reason = self._tx, reason_of(reason, REASON)
        day = tx.open_day(share=True)
        row = _import(tx, import_id)
        if day is None or day.id != row.day_id:
            raise Refused("import_over", first=code_of(row.prefix, row.first), last=code_of(row.prefix, row.last))
        last = tx.number(select(_N.last).where(_N.day_id == day.id, _N.prefix == row.prefix).with_for_update())
        row = _import(tx, import_id)
        if row.withdrawn_at is not None:
            raise Refused("import_withdrawn", at=tx.local(row.withdrawn_at).time())
        found = _take_back(tx, day, row, last, by, reason)
        changed = update(t.manual_import).where(_M.id == row.id)
        tx.connection.execute(changed.values(withdrawn_at=tx.stamp(), withdrawn_by=by.actor))
        tx.must_notify = True
        return found

    @once(Operation.GO_PAST, _PAST)
    def go_past(self, day: date, past: tuple[Past, ...], by: By, *, reason: str) -> tuple[Past, ...]:
        """Let the numbers of business day ``day`` go on after those that are, or may be, out on paper, as after a
        restored backup; returns where that moved them. Raises Refused as ``going_past.go_past`` does, and as
        ``hall.text_rules.reason_of`` does."""
        return going_past.go_past(self._tx, day, past, by, reason_of(reason, REASON))

    def _agency_of(self, arguments: dict[str, Any]) -> str | None:
        if "import_id" not in arguments:
            return ""
        row = _import(self._tx, arguments["import_id"])
        return self._tx.structure.services[row.service_id].agency


class ImportReads(Reads):
    """Imports of manual numbers."""

    def last(self, service: str) -> int:
        """The last number of a service (id or prefix) on the open business day, 0 before the first. Raises
        Refused("unknown_service")."""
        tx = self._tx
        day, prefix = tx.open_day(), tx.structure.find_service(service).prefix
        if day is None:
            return 0
        query = select(_N.last).where(_N.day_id == day.id, _N.prefix == prefix)
        return tx.connection.execute(query).scalar_one_or_none() or 0

    def today(self, by: By) -> tuple[ManualImport, ...]:
        """Those of the open day, the latest first, of the agency of ``by`` alone where they answer for one. Raises
        Refused as ``hall.access.agency_seen`` does."""
        tx, agency = self._tx, agency_seen(by)
        day = tx.open_day()
        if day is None:
            return ()
        services = tx.structure.services
        rows = tx.connection.execute(select(t.manual_import).where(_M.day_id == day.id).order_by(_M.id.desc()))
        named = [(row, services.get(row.service_id)) for row in whole_rows(rows)]
        return tuple(
            _view(row, service.name) for row, service in named if service is not None and agency in ("", service.agency)
        )


def _view(row: Row[Any], service: str) -> ManualImport:
    told = row.waiting, row.reason, row.actor, row.at, row.withdrawn_at
    return ManualImport(row.id, row.prefix, service, row.first, row.last, *told)


def _import(tx: Transaction, import_id: int) -> Row[Any]:
    query = select(t.manual_import).where(_M.id == import_id)
    return or_refuse(tx.connection.execute(query).one_or_none(), "unknown_import", number=import_id)


def _take_back(tx: Transaction, day: Row[Any], row: Row[Any], last: int, by: By, reason: str) -> WithdrawnImport:
    within = (_C.day_id == day.id, _C.prefix == row.prefix, _C.number.between(row.first, row.last))
    query = select(t.ticket).where(*within).order_by(_C.id).with_for_update(key_share=True)
    tickets = [dict(found._mapping) for found in tx.connection.execute(query)]
    cancelled, kept = [], []
    for ticket in tickets:
        code = code_of(ticket["prefix"], ticket["number"])
        if ticket["state"] in (State.WAITING, State.HELD):
            at = time_of_action(tx, ticket)
            # Whoever was called was there, whatever became of the import.
            ended = {"ended_at": at} if ticket["calls"] else {"ended_at": at, "outcome": WITHDRAWN}
            move(tx, ticket, Action.CANCEL, at=at, by=by, detail=reason, **ended)
            settle_job(tx, ticket["id"], "abandoned", reason)
            cancelled.append(code)
        elif ticket["state"] != State.CANCELLED:
            kept.append(code)
    if cancelled:
        day_rows.count_cancelled(tx, day.id, row.prefix, len(cancelled))
    next_after = _give_numbers_back(tx, day, row, by) if not tickets and last == row.last else None
    if not cancelled and next_after is None:
        raise Refused("import_gone_on", first=code_of(row.prefix, row.first), last=code_of(row.prefix, row.last))
    return WithdrawnImport(row.id, tuple(cancelled), tuple(kept), next_after)


def _give_numbers_back(tx: Transaction, day: Row[Any], row: Row[Any], by: By) -> int:
    """Nobody holds a number of the import, and none was given since: the numbers go on before it. Returns the last one
    before it."""
    of_it = (_G.day_id == day.id, _G.prefix == row.prefix)
    for gap in tx.connection.execute(select(t.number_gap).where(*of_it, _G.first >= row.first)).all():
        day_rows.withdraw_gap(tx, gap, day.date, by=by, at=tx.stamp())
    before: int = row.first - 1
    number = (_N.day_id == day.id, _N.prefix == row.prefix)
    if not before:
        tx.connection.execute(delete(t.day_number).where(*number))
        return 0
    issued = select(func.max(_C.issued_at)).where(_C.day_id == day.id, _C.prefix == row.prefix)
    gaps = select(func.max(_G.at)).where(*of_it)
    times = [tx.connection.execute(query).scalar_one() for query in (issued, gaps)]
    last_at = max(time for time in times if time is not None)
    tx.connection.execute(update(t.day_number).where(*number).values(last=before, last_at=last_at))
    return before
