"""The report of the satisfaction survey (SKM), in the chapters in which halls hand it in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from hall.amounts import number_text, percent_text
from hall.dates import day_text
from hall.figures import Need, ReportFacts
from hall.report.kinds import satisfaction as parts
from hall.report.kinds.kind import ReportKind, period_name
from hall.report.kinds.measures import followed_days, followed_share, signed
from hall.report.report import Block, Break, Kind, Prose, Signed, Tile, Tiles
from hall.survey.figures import ElementScore, SurveyFigures
from hall.translator import Translator

_WEAKEST = 3
"""So many elements are named that are to be mended first (by custom of such reports)."""


class Survey(ReportKind):
    """Introduction, method, results, analysis with follow-up, and a closing word that is signed; then what is
    attached: the questionnaire, what was written, and every questionnaire's scores."""

    key: ClassVar[str] = "survey"
    needs: ClassVar[frozenset[Need]] = frozenset({Need.SURVEY, Need.SURVEY_FACTS})
    figures: ClassVar[tuple[str, ...]] = (
        "index",
        "grade",
        "users",
        "needed",
        "respondents",
        "points",
        "nrr",
        "nrr_weighted",
        "element_index",
        "findings",
        "findings_share",
        "findings_days",
    )

    def blocks(self, facts: ReportFacts, translate: Translator) -> Iterable[Block]:
        """All chapters; nothing of facts without a survey."""
        found = facts.survey
        if found is None:
            return
        yield _introduction(facts, found, translate)
        yield Prose(translate("report.survey.chapter_method"), tuple(_method(facts, found, translate)))
        yield from _results(facts, found, translate)
        yield from _analysis(facts, found, translate)
        yield Prose(translate("report.survey.chapter_closing"), tuple(_closing(facts, found, translate)))
        yield Signed()
        yield Break()
        yield Prose(translate("report.survey.attached"))
        yield parts.form_table(found, translate)
        yield parts.comments_table(facts, translate)
        yield parts.scores_table(facts, found, translate)


def _place(facts: ReportFacts) -> str:
    """The agency that is reported on, else the hall."""
    hall = f"{facts.hall} {facts.city}".strip()
    return f"{facts.names.agencies.get(facts.agency, facts.agency)}, {hall}" if facts.agency else hall


def _introduction(facts: ReportFacts, found: SurveyFigures, translate: Translator) -> Prose:
    about = translate("report.survey.introduction", place=_place(facts), law=found.regulation.name)
    contents = translate("report.survey.contents", n=len(found.regulation.elements))
    return Prose(translate("report.survey.chapter_introduction"), (about, contents))


def _method(facts: ReportFacts, found: SurveyFigures, translate: Translator) -> Iterator[str]:
    """Whom, when and how the survey asked, of whom it needs how many, and how it is computed."""
    law, whole, over = found.regulation, found.whole, facts.over
    ends = {"first": day_text(found.first, translate), "last": day_text(found.last, translate)}
    yield translate("report.survey.scope", place=_place(facts), **ends)
    if over.last < found.last:
        yield translate("report.survey.until", day=day_text(over.last, translate))
    counts = {"kiosk": whole.kiosk, "paper": whole.paper, "incomplete": whole.incomplete}
    yield translate("report.survey.channels", **{name: number_text(one, translate) for name, one in counts.items()})
    yield translate("report.survey.asked", n=len(law.elements), scale=law.scale)
    yield _sample(found, translate)
    weight = parts.weight_text(found.weight, translate)
    yield translate("report.survey.formula", weight=weight, factor=number_text(law.factor, translate))
    bands = (
        translate(
            "report.survey.band",
            grade=one.grade,
            least=number_text(one.least, translate),
            name=parts.named(one, translate).lower(),
        )
        for one in law.bands
    )
    yield translate("report.survey.bands", bands="; ".join(bands))
    if found.others:
        yield translate("report.survey.others", n=found.others)


def _sample(found: SurveyFigures, translate: Translator) -> str:
    whole = found.whole
    first, last = (day_text(day, translate) for day in found.before)
    key = "sample_now" if whole.users_now else "sample"
    counts = {"users": whole.users, "needed": whole.needed, "people": whole.respondents}
    texts = {name: number_text(one, translate) for name, one in counts.items()}
    said = translate(f"report.survey.{key}", first=first, last=last, **texts)
    if not whole.respondents:
        return said
    return f"{said} {translate('report.survey.is_small' if whole.is_small else 'report.survey.is_enough')}"


def _results(facts: ReportFacts, found: SurveyFigures, translate: Translator) -> Iterator[Block]:
    texts = () if found.whole.respondents else (translate("report.survey.nobody"),)
    yield Prose(translate("report.survey.chapter_results"), texts)
    yield _tiles(facts, found, translate)
    if found.whole.respondents:
        yield parts.elements_table(found, translate)
        yield parts.elements_chart(found, translate)
    yield parts.parts_table(facts, found, translate)
    if found.traits and found.whole.respondents:
        yield parts.people_table(found, translate)


def _tiles(facts: ReportFacts, found: SurveyFigures, translate: Translator) -> Tiles:
    whole, follow = found.whole, found.follow_up
    needed = translate("report.survey.of_needed", n=number_text(whole.needed, translate))
    done = translate("report.survey.of_findings", closed=follow.closed, n=follow.found)
    return Tiles(
        (
            parts.index_tile(found, translate)
            or Tile("index", translate("definition.index"), None, Kind.SCORE, translate("report.survey.nobody_short")),
            Tile("respondents", translate("definition.respondents"), whole.respondents, note=needed),
            Tile("findings", translate("definition.findings_share"), followed_share(follow), Kind.SHARE, done),
            Tile("days", translate("definition.findings_days"), followed_days(follow), Kind.SCORE),
        )
    )


def _analysis(facts: ReportFacts, found: SurveyFigures, translate: Translator) -> Iterator[Block]:
    yield Prose(translate("report.survey.chapter_analysis"), tuple(_compared(facts, found, translate)))
    if any(one.part.index is not None for one in facts.survey_facts.months):
        yield parts.months_chart(facts, translate)
    yield parts.months_table(facts, translate)
    yield parts.findings_table(facts, found, translate)
    if found.follow_up.found:
        yield Prose("", (_followed(found, translate),))


def _compared(facts: ReportFacts, found: SurveyFigures, translate: Translator) -> Iterator[str]:
    """The elements at both ends, and the index against the periods before."""
    whole = found.whole
    if whole.index is None:
        return
    yield translate("report.survey.weakest_are", names=_scores(whole.weakest[:_WEAKEST], translate))
    yield translate("report.survey.strongest_is", names=_scores(whole.weakest[-1:], translate))
    then = (
        (facts.survey_facts.before, facts.period.before()),
        (facts.survey_facts.year_before, facts.period.year_before()),
    )
    for part, period in then:
        if part is not None and part.index is not None:
            change = signed(whole.index - part.index, translate)
            earlier = number_text(part.index, translate)
            yield translate(
                "report.survey.against", period=period_name(period, translate), index=earlier, change=change
            )
            if part.is_small or whole.is_small:
                yield translate("report.survey.small_against")


def _scores(elements: Iterable[ElementScore], translate: Translator) -> str:
    return "; ".join(
        f"{parts.named(one.element, translate)} ({number_text(one.mean, translate)})"
        for one in elements
        if one.mean is not None
    )


def _followed(found: SurveyFigures, translate: Translator) -> str:
    follow, days = found.follow_up, followed_days(found.follow_up)
    share = followed_share(follow)
    texts = {
        "closed": follow.closed,
        "share": "" if share is None else percent_text(share, translate),
        "overdue": follow.overdue,
    }
    said = translate("report.survey.followed", n=follow.found, **texts)
    if days is None:
        return said
    return f"{said} {translate('report.survey.followed_in', days=number_text(days, translate))}"


def _closing(facts: ReportFacts, found: SurveyFigures, translate: Translator) -> Iterator[str]:
    whole = found.whole
    if whole.index is None:
        yield translate("report.survey.nobody")
        return
    said = {"place": _place(facts), "index": number_text(whole.index, translate)}
    people = number_text(whole.respondents, translate)
    if whole.band is None:
        yield translate("report.survey.closing_small", people=people, **said)
    else:
        band = {"grade": whole.band.grade, "name": parts.named(whole.band, translate).lower()}
        yield translate("report.survey.closing", people=people, **said, **band)
    yield translate("report.survey.closing_next", names=_scores(whole.weakest[:_WEAKEST], translate))
