"""The figures of the survey for a period, and what else is read of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from sqlalchemy import func, select

from hall.access import By, agency_seen
from hall.errors import Refused
from hall.identifiers import same_named
from hall.store import tables as t
from hall.store.database.aspect import Reads
from hall.store.database.readable import each
from hall.store.database.transaction import Transaction
from hall.store.incidents.plans import follow_up_of, plans_of_findings
from hall.store.survey import importing
from hall.store.survey.survey_sums import Days, Group, Served, answers, chosen, of_others, scores, served
from hall.structure import Agency, HallStructure, Service
from hall.survey.figures import (
    Answers,
    SurveyFigures,
    SurveyMonth,
    SurveyPart,
    Users,
    months_of,
    part,
    period_before,
    together,
    trait_counts,
)
from hall.survey.regulation import Regulation, Weight, regulation
from hall.views import SurveyComment, SurveyImport, SurveyScores

_C = t.survey_comment.c
_Named = TypeVar("_Named", Agency, Service)


class SurveyReads(Reads):
    """The satisfaction survey, of what ``by``, or whoever reads, answers for."""

    def of(self, first: date, last: date, agency: str = "", by: By | None = None) -> SurveyFigures:
        """The figures of the business days from ``first`` to ``last``, of the hall or of an ``agency`` (id); for the
        supervisor of an agency that agency alone.

        The users that a sample is drawn from are the visits that ended as served in the period before
        (``hall.survey.figures.period_before``), so a period that goes on is asked for whole. Raises
        Refused("needs_supervisor"), ("other_agency"), ("unknown_agency").
        """
        return self._period(first, last, agency, by).figures()

    def whole(self, first: date, last: date, agency: str = "", by: By | None = None) -> SurveyPart:
        """The whole of these days alone; of whom, and what it raises, as ``of``."""
        return self._period(first, last, agency, by).part((first, last))

    def months(self, first: date, last: date, agency: str = "", by: By | None = None) -> tuple[SurveyMonth, ...]:
        """The calendar months of these days alone, as ``whole``."""
        return tuple(self._period(first, last, agency, by).months())

    def scores(self, first: date, last: date, agency: str = "", by: By | None = None) -> tuple[SurveyScores, ...]:
        """The complete questionnaires of these days one by one; of whom, and what it raises, as ``of``."""
        period = self._period(first, last, agency, by)
        return tuple(scores(self._tx, period.days, period.agency, period.law.key))

    def _period(self, first: date, last: date, agency: str, by: By | None) -> _Period:
        own = agency_seen(by or self._tx.reads_as)
        wanted = self._tx.structure.find_agency(agency).id if agency else own
        if own and wanted != own:
            raise Refused("other_agency")
        return _Period.of(self._tx, (first, last), wanted)

    def place(self, agency: str, service: str) -> tuple[str, str]:
        """The agency and the service (ids, the latter maybe empty) that a paper form names by id, prefix or name.
        Raises Refused("unknown_agency"), ("unknown_service") and ("survey_line_place") where they do not belong
        together."""
        structure = self._tx.structure
        named = same_named(structure.structure.agencies, agency, of=attrgetter("name")) if agency else None
        office = named or (structure.find_agency(agency) if agency else None)
        if not service:
            return (office.id if office else "", "")
        found = structure.named_service(service)
        if office is not None and office.id != found.agency:
            raise Refused("survey_line_place", service=service, agency=agency)
        return found.agency, found.id

    def comments(self, first: date, last: date, by: By | None = None) -> tuple[SurveyComment, ...]:
        """What was written on forms of these days, in no order but theirs. It names no agency, so it is for those who
        answer for the hall. Raises Refused("needs_supervisor")."""
        if agency_seen(by or self._tx.reads_as):
            raise Refused("needs_supervisor")
        query = select(_C.day, _C.text).where(_C.day.between(first, last)).order_by(_C.day, _C.id)
        return each(lambda row: SurveyComment(row.day, row.text), self._tx.connection.execute(query))

    def imports(self) -> tuple[SurveyImport, ...]:
        """All imports of paper forms, the latest first. Raises Refused("needs_supervisor")."""
        return importing.imports(self._tx)


@dataclass
class _Period:
    """What is read of one period; ``agency`` is empty for the whole hall."""

    tx: Transaction
    days: Days
    agency: str
    law: Regulation
    weight: Weight

    @classmethod
    def of(cls, tx: Transaction, days: Days, agency: str) -> _Period:
        """As the configuration says it now."""
        form = tx.structure.structure.hall.survey
        law = regulation(form.regulation)
        return cls(tx, days, agency, law, law.weight(form.weight))

    def figures(self) -> SurveyFigures:
        """Everything."""
        first, last = self.days
        asked = self.tx.structure.structure.hall.survey.ask
        found = together(self.groups.values())
        of_people = Answers(found.complete, chosen=chosen(self.tx, self.days, self.agency, self.law.key))
        return SurveyFigures(
            regulation=self.law,
            weight=self.weight,
            first=first,
            last=last,
            before=period_before(first, last),
            agency=self.agency,
            whole=self.part(self.days),
            agencies=tuple(self._agencies()),
            services=tuple(self._services()),
            months=tuple(self.months()),
            traits=trait_counts(of_people, [one for one in self.law.traits if one.key in asked]),
            others=of_others(self.tx, self.days, self.agency, self.law.key),
            comments=0 if self.agency else self._comments(),
            follow_up=follow_up_of(plans_of_findings(self.tx, first, last, self.agency)),
        )

    @cached_property
    def groups(self) -> Mapping[Group, Answers]:
        """What the questionnaires add up to."""
        return answers(self.tx, self.days, self.agency, self.law.key)

    @cached_property
    def served(self) -> Served:
        """Visits that ended as served, from the first day that any sample is drawn from."""
        befores = [period_before(*days)[0] for days in (self.days, *months_of(*self.days))]
        return served(self.tx, (min(befores), self.days[1]), self.agency)

    def months(self) -> Iterator[SurveyMonth]:
        """Each calendar month."""
        return (SurveyMonth(*month, self.part(month, month=True)) for month in months_of(*self.days))

    def part(
        self, days: Days, of: tuple[str, str, str] = ("", "", ""), *, agency: str = "", service: str = "",
        month: bool = False,
    ) -> SurveyPart:  # fmt: skip
        """An agency, a service, a month or all of it."""

        def is_in(group: Group) -> bool:
            return (
                (not month or group.month == f"{days[0]:%Y-%m}")
                and agency in ("", group.agency)
                and service in ("", group.service)
            )

        found = together(one for group, one in self.groups.items() if is_in(group))
        return part(of, found, self._users(days, self._counted(agency, service)), self.law, self.weight)

    def _counted(self, agency: str, service: str) -> Callable[[str], bool]:
        services = self.tx.structure.services
        return lambda one: service in ("", one) and (not agency or (one in services and services[one].agency == agency))

    def _users(self, days: Days, counts: Callable[[str], bool]) -> Users:
        def within(span: Days) -> int:
            return sum(
                number for (day, one), number in self.served.items() if span[0] <= day <= span[1] and counts(one)
            )

        return Users(within(period_before(*days)), within(days))

    def _agencies(self) -> Iterable[SurveyPart]:
        """Those with anybody who answered or was served, in the order of the configuration."""
        services = self.tx.structure.services
        busy = {group.agency for group in self.groups} | {
            services[service].agency for _, service in self.served if service in services
        }
        for one in self._known(self.tx.structure.agencies):
            if one.id in busy:
                yield self.part(self.days, (one.id, one.name, one.name_en), agency=one.id)

    def _services(self) -> Iterable[SurveyPart]:
        busy = {group.service for group in self.groups} | {service for _, service in self.served}
        for one in self._known(self.tx.structure.services):
            if one.id in busy:
                yield self.part(self.days, (one.id, one.name, one.name_en), service=one.id)

    def _known(self, named: Mapping[str, _Named]) -> list[_Named]:
        """What the configuration has, in its order, then what is archived."""
        whole: HallStructure = self.tx.structure.structure
        ids = [*(one.id for one in whole.agencies), *(one.id for one in whole.services)]
        place = {name: at for at, name in enumerate(ids)}
        return sorted(named.values(), key=lambda one: (place.get(one.id, len(place)), one.id))

    def _comments(self) -> int:
        return self.tx.number(select(func.count()).where(_C.day.between(*self.days)))
