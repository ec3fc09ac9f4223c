"""Files of paper forms: taken in whole or not at all, and taken back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from hall.access import By, Operation, refuse_reading_all
from hall.errors import Refused, or_refuse
from hall.store import tables as t
from hall.store.database.aspect import Aspect, once
from hall.store.database.requests import Kept, refuse_odd_id
from hall.store.database.transaction import Transaction
from hall.survey.figures import Channel
from hall.survey.forms import LONGEST_COMMENT, MOST_FORMS, PaperForm, refuse_form
from hall.survey.regulation import Regulation, regulation
from hall.text_rules import REASON, one_line, reason_of
from hall.views import SurveyImport

_I, _R = t.survey_import.c, t.survey_response.c


def find(tx: Transaction, import_id: int, *, lock: bool = False) -> SurveyImport:
    """An import of paper forms. Raises Refused("survey_unknown_import")."""
    query = select(t.survey_import).where(_I.id == import_id)
    row = tx.connection.execute(query.with_for_update() if lock else query).one_or_none()
    return view_of(or_refuse(row, "survey_unknown_import", number=import_id))


def view_of(row: Row[Any]) -> SurveyImport:
    """An import from its row."""
    return SurveyImport(row.id, row.at, row.actor, row.forms, row.withdrawn_at, row.reason)


_IMPORT = Kept[SurveyImport](attrgetter("id"), find)


class SurveyImports(Aspect):
    """Operations on files of paper forms."""

    @once(Operation.SURVEY_IMPORT, _IMPORT, apart=("forms",))
    def import_forms(self, forms: Sequence[PaperForm], digest: str, by: By) -> SurveyImport:
        """Take the forms of a file in, whose SHA-256 is ``digest``.

        Raises Refused("survey_forms_none"), ("survey_forms_many"), ("survey_imported") when the file was taken in
        before and not taken back, ("unknown_agency"), ("unknown_service"), and as ``hall.survey.forms.refuse_form``
        does.
        """
        tx, law = self._tx, regulation(self._tx.structure.structure.hall.survey.regulation)
        refuse_odd_id(digest)
        if not forms:
            raise Refused("survey_forms_none")
        if len(forms) > MOST_FORMS:
            raise Refused("survey_forms_many", limit=MOST_FORMS)
        tx.lock_hall()
        earlier = tx.connection.execute(select(_I.id).where(_I.digest == digest, _I.withdrawn_at.is_(None))).first()
        if earlier is not None:
            raise Refused("survey_imported", number=earlier.id)
        today = tx.local(tx.now()).date()
        for form in forms:
            refuse_form(law, form, today)
        kept = {"at": tx.now(), "actor": by.actor, "digest": digest, "forms": len(forms)}
        row = tx.connection.execute(insert(t.survey_import).values(**kept).returning(t.survey_import)).one()
        for form in forms:
            _keep(tx, form, law, row.id)
        _keep_comments(tx, forms, row.id)
        return view_of(row)

    @once(Operation.SURVEY_WITHDRAW, _IMPORT)
    def withdraw(self, import_id: int, by: By, *, reason: str) -> SurveyImport:
        """Take an import back: its questionnaires and texts are deleted. Raises Refused("survey_unknown_import"),
        ("survey_import_gone"), and as ``hall.text_rules.reason_of`` does."""
        tx, reason = self._tx, reason_of(reason, REASON)
        if find(tx, import_id, lock=True).withdrawn_at is not None:
            raise Refused("survey_import_gone", number=import_id)
        own = select(_R.id).where(_R.import_id == import_id)
        for table in (t.survey_answer, t.survey_trait):
            tx.connection.execute(delete(table).where(table.c.response_id.in_(own)))
        for whole in (t.survey_response, t.survey_comment):
            tx.connection.execute(delete(whole).where(whole.c.import_id == import_id))
        said = {"withdrawn_at": tx.now(), "withdrawn_by": by.actor, "reason": reason}
        tx.connection.execute(update(t.survey_import).where(_I.id == import_id).values(**said))
        return find(tx, import_id)


def imports(tx: Transaction) -> tuple[SurveyImport, ...]:
    """All imports, the latest first. Raises Refused("needs_supervisor")."""
    refuse_reading_all(tx.reads_as)
    return tuple(view_of(row) for row in tx.connection.execute(select(t.survey_import).order_by(_I.id.desc())))


def _keep(tx: Transaction, form: PaperForm, law: Regulation, import_id: int) -> None:
    structure = tx.structure
    service = structure.find_service(form.service) if form.service else None
    agency = structure.find_agency(form.agency).id if service is None else service.agency
    values = {
        "agency_id": agency,
        "service_id": service.id if service else None,
        "day": form.day,
        "channel": Channel.PAPER.value,
        "regulation": law.key,
        "complete": len(form.scores) == len(law.elements),
        "import_id": import_id,
    }
    made = tx.number(insert(t.survey_response).values(**values).returning(_R.id))
    scores = [{"response_id": made, "element": element, "score": score} for element, score in form.scores.items()]
    tx.connection.execute(insert(t.survey_answer), scores)
    traits = [{"response_id": made, "trait": trait, "choice": choice} for trait, choice in form.traits.items()]
    if traits:
        tx.connection.execute(insert(t.survey_trait), traits)


def _keep_comments(tx: Transaction, forms: Iterable[PaperForm], import_id: int) -> None:
    """What was written, under random keys: in no order that leads to a questionnaire."""
    texts = [(form.day, one_line(form.comment, LONGEST_COMMENT)) for form in forms if form.comment.strip()]
    rows = [{"id": secrets.token_hex(16), "day": day, "text": text, "import_id": import_id} for day, text in texts]
    if rows:
        tx.connection.execute(insert(t.survey_comment), sorted(rows, key=lambda row: str(row["id"])))
