"""A survey of the small November: Disdukcapil with 10 respondents, too few, and Imigrasi with 44 of 50 users."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hall.figures import ReportFacts, SurveyFacts
from hall.store.incidents.plans import follow_up_of
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
from hall.survey.regulation import regulation
from hall.views import PlanView, SurveyComment, SurveyScores
from tests.report import facts_samples
from tests.report.facts_samples import MONDAY, NAMES, NOVEMBER

LAW = regulation()
FEW, MANY = ({"kiosk": 8, "paper": 2}, 2), ({"kiosk": 44}, 3)
"""Respondents of Disdukcapil and of Imigrasi by channel, with the score of each for every element but ``waktu``, which
all give 1."""
OF = {"capil": (FEW, Users(before=200), ("a",)), "imigrasi": (MANY, Users(before=50), ("g",))}
SEX = {("sex", "female"): 30, ("sex", "male"): 20}


def answers(people: tuple[dict[str, int], int]) -> Answers:
    complete, score = people
    count = sum(complete.values())
    return Answers(complete, {one.key: count * (1 if one.key == "waktu" else score) for one in LAW.elements}, 1)


def parts(weight, agencies) -> tuple[list[SurveyPart], list[SurveyPart]]:
    """Of the agencies, and of their services."""
    names, services = [], []
    for agency in agencies:
        people, users, keys = OF[agency]
        names.append(part((agency, NAMES.agencies[agency], ""), answers(people), users, LAW, weight))
        services += [part((one, NAMES.services[one].name, ""), answers(people), users, LAW, weight) for one in keys]
    return names, services


def figures(agency: str = "", *, weight: str = "1/9", ask: tuple[str, ...] = ("sex",), **more) -> SurveyFigures:
    """The figures of the hall, or of an agency."""
    agencies, used = [agency] if agency else list(OF), LAW.weight(weight)
    all_answers = together(answers(OF[one][0]) for one in agencies)
    users = Users(before=sum(OF[one][1].before for one in agencies))
    named, services = parts(used, agencies)
    first, last = NOVEMBER.first, NOVEMBER.last
    made = SurveyFigures(
        LAW,
        used,
        first,
        last,
        period_before(first, last),
        agency,
        part(("", "", ""), all_answers, users, LAW, used),
        tuple(named),
        tuple(services),
        traits=trait_counts(replace(all_answers, chosen=SEX), [LAW.trait[one] for one in ask]),
        follow_up=follow_up_of(plans()),
    )
    return replace(made, **more)


def nobody(agency: str = "") -> SurveyFigures:
    """The figures of a month in which nobody answered or was served."""
    used = LAW.weight()
    whole = part(("", "", ""), Answers(), Users(), LAW, used)
    first, last = NOVEMBER.first, NOVEMBER.last
    return SurveyFigures(LAW, used, first, last, period_before(first, last), agency, whole)


def plans() -> tuple[PlanView, ...]:
    """Of Imigrasi: one that was done after 2 days, one that is late, one that was dropped."""
    known = facts_samples.plan(7, "Loket kedua", "imigrasi")
    done = known.made_at + timedelta(days=2)
    return (
        replace(known, element="waktu", owner="Rina", state="done", ended_at=done),
        replace(known, id=8, text="Papan tarif", element="biaya", late=True, due=date(2026, 11, 20)),
        replace(known, id=9, text="Cat", element="sarana", state="dropped", ended_at=done, reason="anggaran"),
    )


def sheets(agency: str = "") -> tuple[SurveyScores, ...]:
    """Every questionnaire."""
    found = []
    for one in [agency] if agency else OF:
        (complete, score), _, (service,) = OF[one]
        given = {element.key: 1 if element.key == "waktu" else score for element in LAW.elements}
        found += [SurveyScores(one, service, channel, given) for channel, n in complete.items() for _ in range(n)]
    return tuple(found)


def beside(agency: str = "", **more) -> SurveyFacts:
    """What stands beside the figures: a trend, October with the same index, and what was written."""
    found = figures(agency)
    months = [SurveyMonth(*span, found.whole) for span in months_of(date(2026, 10, 1), NOVEMBER.last)]
    comments = () if agency else (SurveyComment(MONDAY, "Kursi kurang"),)
    made = SurveyFacts(tuple(months), found.whole, None, plans(), sheets(agency), comments)
    return replace(made, **more)


def with_survey(facts: ReportFacts) -> ReportFacts:
    """The facts with the survey of whom they are about; of nobody where nobody came."""
    if not facts.figures.services:
        return replace(facts, survey=nobody(facts.agency))
    return replace(facts, survey=figures(facts.agency), survey_facts=beside(facts.agency))
