"""Plans in reports: what will be done, by whom, until when, and what was done of them."""

from __future__ import annotations

from collections.abc import Iterator

from hall.dates import day_text
from hall.figures import ReportFacts
from hall.report.kinds.measures import column
from hall.report.report import Kind, Row, Table
from hall.translator import Translator
from hall.views import PlanView

_OPEN, _DONE = 4, 2
"""So many plans stand on the sheet of a visit in full; of the others it says how many they are."""


def coming(facts: ReportFacts, translate: Translator) -> Iterator[str]:
    """The open plans as a numbered list, by their day; those whose day is over say so."""
    plans = facts.obstacles.plans
    for place, one in enumerate(plans[:_OPEN], start=1):
        due = day_text(one.due, translate)
        said = translate("report.plan.listed", n=place, text=one.text, who=by_whom(facts, one), due=due)
        yield f"{said} ({translate('report.plan.late')})" if one.late else said
    if len(plans) > _OPEN:
        yield translate("report.activity.more_plans", n=len(plans) - _OPEN)
    if not plans:
        yield translate("report.no_plans")


def finished(facts: ReportFacts, translate: Translator) -> Iterator[str]:
    """The plans that were done in the period in one sentence; nothing without one."""
    plans = facts.obstacles.done
    if not plans:
        return
    said = [
        translate("report.plan.done", text=one.text, who=by_whom(facts, one), day=_ended(facts, one, translate))
        for one in plans[:_DONE]
    ]
    said += [translate("report.activity.more_plans", n=len(plans) - _DONE)] if len(plans) > _DONE else []
    yield translate("report.activity.finished", plans="; ".join(said))


def by_whom(facts: ReportFacts, plan: PlanView) -> str:
    """Who does it: the owner, and the agency or the hall."""
    return ", ".join(filter(None, (plan.owner, plan.agency_name or facts.hall)))


def plans_table(facts: ReportFacts, translate: Translator) -> Table:
    """What will be done, by whom, until when."""
    columns = (
        column("plan", translate, share=5),
        column("agency", translate, share=3),
        column("owner", translate, share=2.4),
        column("due", translate, Kind.DATE, 1.6),
        column("state", translate, share=1.6),
    )
    rows = tuple(
        Row(
            (
                one.text,
                one.agency_name or facts.hall,
                one.owner,
                one.due,
                translate(f"report.survey.plan_{'late' if one.late else 'open'}"),
            )
        )
        for one in facts.obstacles.plans
    )
    return Table("plans", translate("report.plans"), columns, rows, translate("report.no_plans"))


def _ended(facts: ReportFacts, plan: PlanView, translate: Translator) -> str:
    ended = plan.due if plan.ended_at is None else plan.ended_at.astimezone(facts.now.tzinfo).date()
    return day_text(ended, translate)
