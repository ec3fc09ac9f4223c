"""Plans: what will be done until a day, by an agency or the hall."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Select, insert, select, update

from hall.access import By, Operation, agency_seen
from hall.errors import Refused, or_refuse
from hall.identifiers import key_of, same_named
from hall.incidents import Followed, FollowUp, PlanState, follow_up
from hall.store import tables as t
from hall.store.database.aspect import Aspect, Reads, once
from hall.store.database.readable import each, known
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.survey.figures import period_after
from hall.survey.regulation import regulation
from hall.text_rules import NAME, REASON, one_line, reason_of
from hall.views import PlanView

_P = t.plan.c
_MOST = 200


def find(tx: Transaction, number: int) -> PlanView:
    """The plan of this number. Raises Refused("unknown_plan")."""
    row = tx.connection.execute(select(t.plan).where(_P.id == number)).one_or_none()
    return _view(tx, or_refuse(row, "unknown_plan", plan=number))


_PLAN = Kept[PlanView](attrgetter("id"), find)


class PlanWork(Aspect):
    """Operations on plans."""

    @once(Operation.ADD_PLAN, _PLAN)
    def add(self, text: str, due: date, by: By, *, agency: str = "", element: str = "", owner: str = "") -> PlanView:
        """Write down what will be done until a day, by an ``agency`` (id) or the hall; ``owner`` is who does it. With
        an ``element`` of the satisfaction survey (its key) it follows a finding there. Raises Refused("plan_past"),
        ("unknown_agency"), ("unknown_element"), and as ``hall.text_rules.reason_of`` does."""
        tx, now = self._tx, self._tx.now()
        if due < tx.local(now).date():
            raise Refused("plan_past", day=due)
        place = tx.structure.find_agency(agency).id if agency else None
        values = {"text": reason_of(text, REASON), "due": due, "agency_id": place, "owner": one_line(owner, NAME)}
        values["element"] = _element(tx, element)
        tx.must_notify = True
        row = insert(t.plan).values(**values, made_at=now, made_by=by.actor).returning(t.plan)
        return _view(tx, tx.connection.execute(row).one())

    @once(Operation.CHANGE_PLAN, _PLAN)
    def change(
        self, number: int, by: By, *, text: str | None = None, due: date | None = None, owner: str | None = None
    ) -> PlanView:
        """Write an open plan anew: what is done, until which day and by whom; what is None stays, as do its agency and
        its finding. Raises Refused("unknown_plan"), ("plan_ended"), ("plan_past") for another day that is over, and as
        ``hall.text_rules.reason_of`` does."""
        tx = self._tx
        tx.lock_hall()
        found = _open(tx, number)
        due, owner = due or found.due, found.owner if owner is None else owner
        if due != found.due and due < tx.local(tx.now()).date():
            raise Refused("plan_past", day=due)
        tx.must_notify = True
        written = reason_of(found.text if text is None else text, REASON)
        values = {"text": written, "due": due, "owner": one_line(owner, NAME)}
        row = update(t.plan).where(_P.id == number).values(**values).returning(t.plan)
        return _view(tx, tx.connection.execute(row).one())

    @once(Operation.END_PLAN, _PLAN)
    def end(self, number: int, state: str, by: By, *, reason: str = "") -> PlanView:
        """Say that a plan is ``done``, or ``dropped`` for a reason. Raises Refused("unknown_plan"), ("plan_ended"),
        ("unknown_plan_state"), and ("reason_needed") for one that is dropped without."""
        tx, state = self._tx, key_of(state)
        if state not in (PlanState.DONE, PlanState.DROPPED):
            raise Refused("unknown_plan_state", state=state, known=", ".join((PlanState.DONE, PlanState.DROPPED)))
        tx.lock_hall()
        _open(tx, number)
        text = reason_of(reason, REASON) if state == PlanState.DROPPED else one_line(reason, REASON)
        ended = {"state": state, "ended_at": tx.now(), "ended_by": by.actor, "reason": text}
        tx.must_notify = True
        row = update(t.plan).where(_P.id == number).values(**ended).returning(t.plan)
        return _view(tx, tx.connection.execute(row).one())

    def _agency_of(self, arguments: dict[str, Any]) -> str | None:
        if "number" in arguments:
            return find(self._tx, arguments["number"]).agency_id
        typed = arguments["agency"]
        return self._tx.structure.find_agency(typed).id if typed else ""


def _open(tx: Transaction, number: int) -> PlanView:
    """The plan of this number, which is neither done nor dropped."""
    found = find(tx, number)
    if found.state != PlanState.OPEN:
        raise Refused("plan_ended", plan=number)
    return found


def _element(tx: Transaction, typed: str) -> str:
    """The key of an element of the survey, by its key or name; empty for none."""
    if not typed:
        return ""
    elements = regulation(tx.structure.structure.hall.survey.regulation).elements
    found = same_named(elements, typed, of=attrgetter("key")) or same_named(elements, typed, of=attrgetter("name"))
    return or_refuse(found, "unknown_element", element=typed, known=", ".join(one.key for one in elements)).key


def plans_of_findings(tx: Transaction, first: date, last: date, agency: str) -> tuple[PlanView, ...]:
    """The plans that follow findings of the satisfaction survey from ``first`` to ``last`` (days of the hall), of an
    agency or of all, by their day: written then or in the period after, when what was found is known, or older and open
    when the period began."""
    begin, end = (
        datetime.combine(day, time(), tx.structure.zone).astimezone(UTC)
        for day in (first, period_after(first, last)[1] + timedelta(days=1))
    )
    older_open = (_P.made_at < begin) & (_P.ended_at.is_(None) | (_P.ended_at >= begin))
    query = select(t.plan).where(_P.element != "", _P.made_at.between(begin, end) | older_open)
    query = query.where(_P.agency_id == agency) if agency else query
    return each(lambda row: _view(tx, row), tx.connection.execute(query.order_by(_P.due, _P.id)))


def follow_up_of(plans: Iterable[PlanView]) -> FollowUp:
    """How findings were followed up by these plans; what was dropped is not done."""
    return follow_up(
        Followed(one.made_at, one.ended_at if one.state == PlanState.DONE else None, one.late) for one in plans
    )


class PlanReads(Reads):
    """Plans, of what ``by``, or whoever reads, answers for."""

    def listed(self, by: By | None = None, *, ended: bool = False) -> tuple[PlanView, ...]:
        """The open plans, with ``ended`` also the latest of the others behind them, by their day; to a supervisor of an
        agency those of that agency and of the hall. Raises Refused("needs_supervisor")."""
        query = select(t.plan).order_by(_P.state != PlanState.OPEN.value, _P.due, _P.id).limit(_MOST)
        return self._seen(query if ended else query.where(_P.state == PlanState.OPEN.value), by)

    def done(self, since: datetime, until: datetime, by: By | None = None) -> tuple[PlanView, ...]:
        """The plans that were done from ``since`` (aware) until before ``until``, by their day; of whom and what it
        raises as ``listed``."""
        begin, end = since.astimezone(UTC), until.astimezone(UTC)
        query = select(t.plan).where(_P.state == PlanState.DONE.value, _P.ended_at >= begin, _P.ended_at < end)
        return self._seen(query.order_by(_P.due, _P.id).limit(_MOST), by)

    def _seen(self, query: Select[Any], by: By | None) -> tuple[PlanView, ...]:
        own = agency_seen(by or self._tx.reads_as)
        query = query.where(_P.agency_id.is_(None) | (_P.agency_id == own)) if own else query
        return each(lambda row: _view(self._tx, row), self._tx.connection.execute(query))


def _view(tx: Transaction, row: Row[Any]) -> PlanView:
    agency = None if row.agency_id is None else known(row.agency_id, tx.structure.agencies)
    return PlanView(
        id=row.id,
        text=row.text,
        due=row.due,
        agency_id="" if agency is None else agency.id,
        agency_name="" if agency is None else agency.name,
        agency_name_en="" if agency is None else agency.name_en,
        made_at=row.made_at,
        made_by=row.made_by,
        state=row.state,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        reason=row.reason,
        element=row.element,
        owner=row.owner,
        late=row.state == PlanState.OPEN and row.due < tx.local(tx.now()).date(),
    )
