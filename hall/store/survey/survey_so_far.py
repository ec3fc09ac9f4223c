"""The survey of a period that goes on, for a page that is read every few seconds: days on which nobody can answer any
more are added up once by each process, and again when paper forms came in or were taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from hall.store import tables as t
from hall.store.database.transaction import Transaction
from hall.store.survey.survey_sums import Days, answers, served_in_all
from hall.survey.figures import Answers, SurveyPart, Users, months_of, part, period_before, together
from hall.survey.regulation import Regulation, Weight, regulation

_I = t.survey_import.c
_LATE = 1
"""Days beyond those on which a questionnaire can be begun: one that is open at midnight is finished after it."""


@dataclass(frozen=True)
class SurveySoFar:
    """The survey of the ``period`` in which ``today`` is, of one agency (id) or of all."""

    tx: Transaction
    period: Days
    today: date
    agency: str
    law: Regulation
    weight: Weight

    @classmethod
    def of(cls, tx: Transaction, period: Days, today: date, agency: str) -> SurveySoFar:
        """As the configuration says it now."""
        form = tx.structure.structure.hall.survey
        law = regulation(form.regulation)
        return cls(tx, period, today, agency, law, law.weight(form.weight))

    @property
    def is_asked(self) -> bool:
        """Whether anybody was ever asked."""
        return self.tx.connection.execute(select(t.survey_response.c.id).limit(1)).first() is not None

    @property
    def past(self) -> tuple[Days, ...]:
        """The days that are over, month by month."""
        last = self._recent - timedelta(days=1)
        return months_of(self.period[0], last) if last >= self.period[0] else ()

    def kept(self, days: Days) -> Answers | None:
        """What days that are over add up to; None when this process has not counted them, or they have changed."""
        found = self.tx.structure.past.answers.get(self._key(days))
        return found[1] if found is not None and found[0] == self._state else None

    def count(self, days: Days) -> Answers:
        """Count days that are over, and keep what they add up to."""
        made = self._answers(days)
        self.tx.structure.past.answers[self._key(days)] = self._state, made
        return made

    def part(self, past: Iterable[Answers]) -> SurveyPart:
        """The whole of the period, of which the days that are over came to ``past``."""
        whole = together([*past, self._answers((max(self.period[0], self._recent), self.period[1]))])
        before = served_in_all(self.tx, period_before(*self.period), self.agency)
        now = 0 if before else served_in_all(self.tx, self.period, self.agency)
        return part(("", "", ""), whole, Users(before, now), self.law, self.weight)

    @property
    def _recent(self) -> date:
        """The first day on which somebody may still answer at a kiosk."""
        return self.today - timedelta(days=self.tx.structure.structure.hall.survey.days - 1 + _LATE)

    @property
    def _state(self) -> tuple[Any, ...]:
        query = select(func.count().label("files"), func.count(_I.withdrawn_at).label("withdrawn"))
        return tuple(self.tx.connection.execute(query.select_from(t.survey_import)).one())

    def _key(self, days: Days) -> tuple[Days, str, str]:
        return days, self.agency, self.law.key

    def _answers(self, days: Days) -> Answers:
        return together(answers(self.tx, days, self.agency, self.law.key).values())
