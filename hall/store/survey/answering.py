"""Filling in a questionnaire at a kiosk: one for each visit, every answer kept as it is given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, and_, func, or_, select, update

from hall.access import By, Operation
from hall.errors import Refused, or_refuse
from hall.lifecycle import Outcome, State
from hall.numbering import code_of, is_token, meant, readings, typed_code
from hall.store import tables as t
from hall.store.database.aspect import once
from hall.store.database.requests import Kept, refuse_odd_id
from hall.store.database.transaction import Transaction
from hall.store.survey.importing import SurveyImports
from hall.store.tickets.ticket_rows import with_date
from hall.survey.figures import Channel
from hall.survey.forms import refuse_answer, refuse_choice
from hall.survey.regulation import known
from hall.views import SurveySheet

_C, _R, _A, _T = t.ticket.c, t.survey_response.c, t.survey_answer.c, t.survey_trait.c


def sheet(tx: Transaction, response_id: int) -> SurveySheet:
    """The questionnaire as it stands now. Raises Refused("survey_moved") when it is gone."""
    query = select(t.survey_response, _C.prefix, _C.number, _C.service_id.label("served")).join(
        t.ticket, _C.id == _R.ticket_id
    )
    row = or_refuse(tx.connection.execute(query.where(_R.id == response_id)).one_or_none(), "survey_moved")
    service = tx.structure.services[row.served]
    return SurveySheet(
        row.id,
        code_of(row.prefix, row.number),
        service.name,
        service.name_en,
        row.regulation,
        _keys(tx, select(_A.element).where(_A.response_id == response_id)),
        _keys(tx, select(_T.trait).where(_T.response_id == response_id)),
        tx.structure.structure.hall.survey.ask,
        row.complete,
    )


_SHEET = Kept[SurveySheet](attrgetter("id"), sheet)


class SurveyWork(SurveyImports):
    """Operations on questionnaires."""

    @once(Operation.SURVEY_BEGIN, _SHEET)
    def begin(self, number: str, sitting: str, by: By) -> SurveySheet:
        """Open the questionnaire of a visit by its number as a person types it, or go on with one that was stopped.
        From here on it belongs to this ``sitting``, a random text.

        Raises Refused("survey_off"), ("number_needed"), ("survey_unknown_number"), ("ambiguous_number"),
        ("survey_not_served") while the visit has not ended as served, and ("survey_answered").
        """
        tx = self._tx
        refuse_odd_id(sitting)
        form = tx.structure.structure.hall.survey
        if not form.kiosk:
            raise Refused("survey_off")
        ticket = _visit(tx, number, form.days)
        code = code_of(ticket["prefix"], ticket["number"])
        if (ticket["state"], ticket["outcome"]) != (State.DONE, Outcome.SERVED):
            raise Refused("survey_not_served", number=code)
        made = tx.insert(t.survey_response).values(
            ticket_id=ticket["id"],
            agency_id=tx.structure.services[ticket["service_id"]].agency,
            service_id=ticket["service_id"],
            day=ticket["business_day"],
            channel=Channel.KIOSK.value,
            regulation=form.regulation,
            sitting=sitting,
        )
        tx.connection.execute(made.on_conflict_do_nothing(index_elements=["ticket_id"]))
        row = tx.connection.execute(_held(_R.ticket_id == ticket["id"])).one()
        if row.complete:
            raise Refused("survey_answered", number=code)
        tx.connection.execute(update(t.survey_response).where(_R.id == row.id).values(sitting=sitting))
        return sheet(tx, row.id)

    @once(Operation.SURVEY_ANSWER, _SHEET)
    def answer(self, response_id: int, sitting: str, element: str, score: int, by: By) -> SurveySheet:
        """Keep the score of an element, in the place of another one of this sitting. With the last element the
        questionnaire is complete.

        Raises Refused("survey_moved") when another sitting goes on with it, and ("survey_unknown_answer").
        """
        tx = self._tx
        row = _own(tx, response_id, sitting)
        regulation = known(row.regulation)
        refuse_answer(regulation, element, score)
        _put(tx, t.survey_answer, {"response_id": row.id, "element": element}, {"score": score})
        answered = tx.number(select(func.count()).select_from(t.survey_answer).where(_A.response_id == row.id))
        if not row.complete and answered == len(regulation.elements):
            tx.connection.execute(update(t.survey_response).where(_R.id == row.id).values(complete=True))
        return sheet(tx, row.id)

    @once(Operation.SURVEY_DESCRIBE, _SHEET)
    def describe(self, response_id: int, sitting: str, trait: str, choice: str, by: By) -> SurveySheet:
        """Keep what the respondent says of themselves. Raises Refused as ``answer``, also for what the hall does not
        ask."""
        tx = self._tx
        row = _own(tx, response_id, sitting)
        if trait not in tx.structure.structure.hall.survey.ask:
            raise Refused("survey_unknown_answer", question=trait, answer=choice)
        refuse_choice(known(row.regulation), trait, choice)
        _put(tx, t.survey_trait, {"response_id": row.id, "trait": trait}, {"choice": choice})
        return sheet(tx, row.id)


def _visit(tx: Transaction, typed: str, days: int) -> Mapping[Any, Any]:
    """The latest visit with this number, of today or one of the ``days`` before it, or of the day that is still open,
    which may last past midnight."""
    text = typed_code(typed)
    if not text:
        raise Refused("number_needed")
    ranks = readings(text, (service.prefix for service in tx.structure.services.values()))
    either = [and_(_C.prefix == prefix, _C.number == number) for rank in ranks for prefix, number in rank]
    wanted = or_(*either) if either else _C.token == text.upper()
    since = tx.local(tx.now()).date() - timedelta(days=days - 1)
    day = t.business_day.c
    query = with_date().where(wanted, or_(day.date >= since, day.closed_at.is_(None))).order_by(day.date)
    rows = {(row.prefix, row.number): row for row in tx.connection.execute(query)} if either or is_token(text) else {}
    codes = meant(ranks, rows.__contains__) if ranks else tuple(rows)
    if not codes:
        raise Refused("survey_unknown_number", number=text)
    if len(codes) > 1:
        both = [code_of(*code) for code in codes]
        raise Refused("ambiguous_number", number=text, numbers=", ".join(both), first=both[0])
    return rows[codes[0]]._mapping


def _held(which: Any) -> Any:
    return select(t.survey_response).where(which).with_for_update(key_share=True)


def _own(tx: Transaction, response_id: int, sitting: str) -> Row[Any]:
    """The questionnaire, held, while it belongs to this sitting."""
    row: Row[Any] | None = tx.connection.execute(_held(_R.id == response_id)).one_or_none()
    if row is None or not sitting or row.sitting != sitting:
        raise Refused("survey_moved")
    return row


def _put(tx: Transaction, table: Any, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    made = tx.insert(table).values(**key, **values)
    tx.connection.execute(made.on_conflict_do_update(index_elements=list(key), set_=dict(values)))


def _keys(tx: Transaction, query: Any) -> tuple[str, ...]:
    return tuple(sorted(tx.connection.execute(query).scalars()))
