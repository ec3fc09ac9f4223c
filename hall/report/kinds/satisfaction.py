"""What the satisfaction survey comes to in cells: elements, agencies and services, months, respondents, plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from hall.amounts import number_text, share_of
from hall.dates import month_text
from hall.figures import ReportFacts
from hall.incidents import PlanState
from hall.report.kinds.measures import column, defined
from hall.report.report import Cell, Chart, ChartKind, Column, Kind, Level, Row, Series, Table, Tile
from hall.survey import scoring
from hall.survey.figures import Channel, SurveyFigures, SurveyPart
from hall.survey.regulation import Band, Weight
from hall.translator import Translator
from hall.views import PlanView, SurveyScores
from hall.wording import BothNames, Named


def named(one: Named, translate: Translator) -> str:
    """Its name in that language."""
    return BothNames.of(one).message(translate)


def weight_text(weight: Weight, translate: Translator) -> str:
    """A weight as it is printed: ``1/9``, or ``0,11`` in Indonesian."""
    return weight.written if "/" in weight.written else number_text(Decimal(weight.written), translate)


def codes(found: SurveyFigures) -> dict[str, str]:
    """The short names of the elements, U1 and on, in the order of the regulation."""
    return {one.key: f"U{place}" for place, one in enumerate(found.regulation.elements, start=1)}


def index_tile(found: SurveyFigures | None, translate: Translator) -> Tile | None:
    """The index with its grade, which a small sample has not; None where nobody answered."""
    whole = None if found is None else found.whole
    if whole is None or whole.index is None:
        return None
    counts = {"n": whole.respondents, "needed": whole.needed}
    people = translate("report.respondents", **counts)
    grade = translate("report.grade", grade=whole.band.grade) if whole.band else translate("report.small_sample")
    return Tile("index", translate("definition.index"), whole.index, Kind.SCORE, f"{grade}, {people}")


def elements_table(found: SurveyFigures, translate: Translator) -> Table:
    """Each element, and the index that they come to."""
    whole, short = found.whole, codes(found)
    rows = [
        Row(
            (
                f"{short[one.element.key]} {named(one.element, translate)}",
                one.total,
                one.mean,
                one.weighted,
                one.index,
                _grade(one.band, whole, translate),
            )
        )
        for one in whole.elements
    ]
    points = sum(one.total for one in whole.elements)
    weighted = scoring.weighted(points, whole.respondents, found.weight)
    total = (translate("definition.index"), points, None, weighted, whole.index)
    rows.append(Row((*total, _grade(whole.band, whole, translate)), Level.TOTAL))
    columns = (
        column("element", translate, share=4),
        defined("points", translate),
        defined("nrr", translate, Kind.SCORE),
        defined("nrr_weighted", translate, Kind.PART),
        defined("element_index", translate, Kind.SCORE),
        column("grade", translate, share=1.8),
    )
    note = translate("report.survey.weight_note", weight=weight_text(found.weight, translate))
    return _table("elements", columns, rows if whole.respondents else [], translate, note)


def elements_chart(found: SurveyFigures, translate: Translator) -> Chart:
    """The mean of each element beside the others."""
    short = codes(found)
    names = tuple(short[one.element.key] for one in found.whole.elements)
    series = (Series(translate("definition.nrr"), tuple(one.mean for one in found.whole.elements)),)
    return Chart("nrr", translate("report.survey.nrr_chart"), ChartKind.BARS, names, series, Kind.SCORE)


def parts_table(facts: ReportFacts, found: SurveyFigures, translate: Translator) -> Table:
    """Each agency with its services, and all together."""
    columns = (
        column("service", translate, share=4),
        *_sample_columns(translate),
        column("weakest", translate, share=3),
    )
    return _table("parts", columns, list(_parts(facts, found, translate)), translate)


def _parts(facts: ReportFacts, found: SurveyFigures, translate: Translator) -> Iterator[Row]:
    def row(part: SurveyPart, name: str, level: Level) -> Row:
        weakest = next((named(one.element, translate) for one in part.weakest), "")
        return Row((name, *_sample(part, translate), weakest), level)

    for agency in found.agencies:
        yield row(agency, named(agency, translate), Level.GROUP)
        for service in found.services:
            known = facts.names.services.get(service.id)
            if known is not None and known.agency == agency.id:
                yield row(service, _service(facts, service, translate), Level.DETAIL)
    if found.agencies:
        yield row(found.whole, translate("report.all"), Level.TOTAL)


def _service(facts: ReportFacts, part: SurveyPart, translate: Translator) -> str:
    """As recaps name it, in that language."""
    known = facts.names.services.get(part.id)
    return " - ".join(filter(None, (known.prefix if known else "", named(part, translate))))


def months_table(facts: ReportFacts, translate: Translator) -> Table:
    """The months of a year, as far as anybody answered or was served."""
    rows = [
        Row((f"{month_text(one.first, translate)} {one.first.year}", *_sample(one.part, translate)))
        for one in facts.survey_facts.months
        if one.part.respondents or one.part.users
    ]
    return _table(
        "months", (column("month", translate, share=3), *_sample_columns(translate, of_months=True)), rows, translate
    )


def months_chart(facts: ReportFacts, translate: Translator) -> Chart:
    """How the index goes, from month to month."""
    months = facts.survey_facts.months
    series = (Series(translate("definition.index"), tuple(one.part.index for one in months)),)
    names = tuple(month_text(one.first, translate, short=True) for one in months)
    return Chart("index_trend", translate("report.survey.trend"), ChartKind.LINES, names, series, Kind.SCORE)


def people_table(found: SurveyFigures, translate: Translator) -> Table:
    """Who the respondents are, as far as the hall asks for it."""
    rows: list[Row] = []
    people = found.whole.respondents
    for one in found.traits:
        rows.append(Row((named(one.trait, translate), people, share_of(people, people)), Level.GROUP))
        told = [(named(choice, translate), one.counts[choice.key]) for choice in one.trait.choices]
        told.append((translate("report.survey.not_told"), one.unanswered))
        rows += [Row((name, count, share_of(count, people))) for name, count in told]
    columns = (
        column("people", translate, share=5),
        defined("respondents", translate),
        column("people_share", translate, Kind.SHARE),
    )
    return _table("people", columns, rows, translate)


def findings_table(facts: ReportFacts, found: SurveyFigures, translate: Translator) -> Table:
    """What is done about what the survey found: what, who, until when, and what became of it."""
    columns = (
        column("element", translate, share=2.4),
        column("plan", translate, share=3.4),
        column("owner", translate, share=2.4),
        *(column(name, translate, Kind.DATE, 1.9) for name in ("written", "due", "ended")),
        column("state", translate, share=2.2),
    )
    rows = [_finding(facts, found, one, translate) for one in facts.survey_facts.plans]
    empty = translate("report.survey.no_findings")
    return Table("findings", translate("report.survey.findings"), columns, tuple(rows), empty)


def _finding(facts: ReportFacts, found: SurveyFigures, plan: PlanView, translate: Translator) -> Row:
    known = found.regulation.element.get(plan.element)
    zone = facts.now.tzinfo
    state = translate(f"report.survey.plan_{'late' if plan.late else plan.state}")
    return Row(
        (
            named(known, translate) if known else plan.element,
            plan.text,
            ", ".join(filter(None, (plan.owner, plan.agency_name or facts.hall))),
            plan.made_at.astimezone(zone).date(),
            plan.due,
            plan.ended_at.astimezone(zone).date() if plan.ended_at else None,
            f"{state}: {plan.reason}" if plan.state == PlanState.DROPPED and plan.reason else state,
        )
    )


def form_table(found: SurveyFigures, translate: Translator) -> Table:
    """The questionnaire: what was asked, and the answers by their scores."""
    short, scale = codes(found), range(1, found.regulation.scale + 1)
    columns = (
        column("question", translate, share=4),
        *(Column(f"answer_{score}", str(score), share=2) for score in scale),
    )
    rows = [
        Row(
            (
                f"{short[one.key]} {one.question.message(translate)}",
                *(answer.message(translate) for answer in one.answers),
            )
        )
        for one in found.regulation.elements
    ]
    return _table("form", columns, rows, translate)


def comments_table(facts: ReportFacts, translate: Translator) -> Table:
    """What was written on forms, which names neither a day nor an agency."""
    columns = (column("no", translate, Kind.ORDER, 0.5), column("comment", translate, share=9))
    rows = [Row((place, one.text)) for place, one in enumerate(facts.survey_facts.comments, start=1)]
    empty = "report.survey.comments_of_hall" if facts.agency else "report.survey.no_comments"
    note = translate("report.survey.comments_note") if rows else ""
    return Table("comments", translate("report.survey.comments"), columns, tuple(rows), translate(empty), note)


def scores_table(facts: ReportFacts, found: SurveyFigures, translate: Translator) -> Table:
    """Every questionnaire with its scores, and their sums, from which each figure can be computed again."""
    columns = (
        column("no", translate, Kind.ORDER, 0.9),
        column("service", translate, share=5),
        column("channel", translate, share=1.2),
        *(Column(key, code, Kind.COUNT, 0.8) for key, code in codes(found).items()),
    )
    rows = list(_scores(facts, found, translate))
    many = found.whole.respondents and not rows
    empty = translate("report.survey.many_scores" if many else "report.survey.nobody", n=found.whole.respondents)
    return Table("scores", translate("report.survey.scores"), columns, tuple(rows), empty)


def _scores(facts: ReportFacts, found: SurveyFigures, translate: Translator) -> Iterator[Row]:
    """The sums of each agency over its questionnaires, which go by the order of its services."""
    channels = {one.value: translate(f"report.survey.channel_{one.value}") for one in Channel}
    place, order = 0, {one.id: at for at, one in enumerate(found.services)}
    names = {one.id: _service(facts, one, translate) for one in found.services}
    nowhere = translate("report.survey.no_service")
    for agency in found.agencies:
        mine = [one for one in facts.survey_facts.sheets if one.agency == agency.id]
        if mine:
            yield Row((None, named(agency, translate), "", *_sums(found, mine)), Level.GROUP)
        for one in sorted(mine, key=lambda sheet: order.get(sheet.service, -1)):
            place += 1
            name = names.get(one.service, nowhere)
            yield Row((place, name, channels.get(one.channel, one.channel), *_sums(found, [one])))
    if place:
        yield Row((None, translate("report.all"), "", *_sums(found, facts.survey_facts.sheets)), Level.TOTAL)


def _sums(found: SurveyFigures, sheets: Iterable[SurveyScores]) -> tuple[int, ...]:
    given = [one.scores for one in sheets]
    return tuple(sum(one.get(element.key, 0) for one in given) for element in found.regulation.elements)


def _table(key: str, columns: Iterable[Column], rows: list[Row], translate: Translator, note: str = "") -> Table:
    title, empty = translate(f"report.survey.{key}"), translate("report.survey.nobody")
    return Table(key, title, tuple(columns), tuple(rows), empty, note)


def _sample_columns(translate: Translator, *, of_months: bool = False) -> tuple[Column, ...]:
    return (
        column("users_of_month", translate, Kind.COUNT, 1.4) if of_months else defined("users", translate, share=1.4),
        *(defined(name, translate) for name in ("needed", "respondents")),
        defined("index", translate, Kind.SCORE),
        column("grade", translate, share=1.8),
    )


def _sample(part: SurveyPart, translate: Translator) -> tuple[Cell, ...]:
    return (part.users, part.needed, part.respondents, part.index, _grade(part.band, part, translate))


def _grade(band: Band | None, part: SurveyPart, translate: Translator) -> str:
    """A grade with its name; that a sample is too small for one."""
    if band is not None:
        return f"{band.grade}, {named(band, translate)}"
    return translate("report.survey.small") if part.respondents else ""
