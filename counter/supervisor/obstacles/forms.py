"""What is asked about an incident or a plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from counter.supervisor.forms import form, named_option
from counter.supervisor.obstacles import acts
from hall.dates import typed_day, written_day
from hall.incidents import PlanState
from hall.structure import Obstacle
from hall.text_rules import NAME, REASON, TITLE
from hall.translator import Translator
from hall.views import FloorAgency, IncidentView, PlanView
from qtkit.desk.asked import Answers, Form, WrongAnswer
from qtkit.desk.choice_list import Option
from qtkit.desk.form_fields import YES, ChoiceField, TextField, TickField

HALL = UNKNOWN = "-"
_DAY = 24
"""Letters of the longest typed day: 15 September 2026, with room for blanks."""


def broadcast_form(one: IncidentView, title: str, translate: Translator) -> Form:
    """What boards and kiosks say, in the hall's own words when nothing else is typed."""
    fields = (
        TextField("title", translate("supervisor.obstacles_title"), hint=title, most=TITLE),
        TickField("stop", translate("supervisor.obstacles_no_numbers")),
    )

    def make(answers: Answers) -> acts.Step:
        return acts.broadcast(one.id, answers["title"], gives_numbers=answers["stop"] != YES)

    return _form(translate, "broadcast", fields, make, title)


def open_form(agencies: Sequence[FloorAgency], obstacles: Sequence[Obstacle], translate: Translator) -> Form:
    """Which agency cannot serve, and why: an incident from now on, before any clerk notes it."""
    kinds = (Option(UNKNOWN, translate("supervisor.obstacles_unknown")),)
    fields = (
        ChoiceField(
            "agency",
            translate("supervisor.obstacles_open_agency"),
            tuple(named_option(one.id, one, translate) for one in agencies),
        ),
        ChoiceField(
            "obstacle",
            translate("supervisor.obstacles_open_why"),
            (*(named_option(one.id, one, translate) for one in obstacles), *kinds),
        ),
        TextField("text", translate("supervisor.obstacles_note"), most=REASON),
    )

    def make(answers: Answers) -> acts.Step:
        obstacle = "" if answers["obstacle"] == UNKNOWN else answers["obstacle"]
        return acts.open_incident(answers["agency"], obstacle, answers["text"])

    return _form(translate, "open", fields, make, translate("supervisor.obstacles_open_about"))


def note_form(one: IncidentView, title: str, translate: Translator) -> Form:
    """A follow-up note."""
    field = TextField("text", translate("supervisor.obstacles_note"), most=REASON, required=True)
    return _form(translate, "note", (field,), lambda answers: acts.note(one.id, answers["text"]), title)


def assign_form(one: IncidentView, title: str, translate: Translator) -> Form:
    """Who sees to it, and by which day."""
    fields = (
        TextField("owner", translate("supervisor.obstacles_owner"), one.owner, most=NAME, required=True),
        _due_field(translate, one.due),
    )

    def make(answers: Answers) -> acts.Step:
        due = _day(answers, translate) if answers["due"] else None
        return acts.assign(one.id, answers["owner"], due)

    return _form(translate, "assign", fields, make, title)


def close_form(one: IncidentView, title: str, translate: Translator) -> Form:
    """What was done."""
    field = TextField("done", translate("supervisor.obstacles_done"), most=REASON, required=True)
    return _form(translate, "close", (field,), lambda answers: acts.close(one.id, answers["done"]), title)


def plan_form(agencies: Sequence[FloorAgency], translate: Translator, *, own: bool) -> Form:
    """What will be done, until which day, and by whom; the supervisor of an agency plans for that one."""
    of = [named_option(one.id, one, translate) for one in agencies]
    who = tuple(of) if own else (Option(HALL, translate("supervisor.obstacles_of_hall")), *of)
    fields = (
        TextField("text", translate("supervisor.obstacles_plan"), most=REASON, required=True),
        _due_field(translate, required=True),
        ChoiceField("agency", translate("supervisor.obstacles_who"), who),
        TextField("owner", translate("supervisor.obstacles_owner"), most=NAME),
    )

    def make(answers: Answers) -> acts.Step:
        agency = "" if answers["agency"] == HALL else answers["agency"]
        return acts.add_plan(answers["text"], _day(answers, translate), agency, answers["owner"])

    return _form(translate, "plan_add", fields, make, "")


def change_form(plan: PlanView, translate: Translator) -> Form:
    """What is planned, until which day and by whom, as it is written now."""
    fields = (
        TextField("text", translate("supervisor.obstacles_plan"), plan.text, most=REASON, required=True),
        _due_field(translate, plan.due, required=True),
        TextField("owner", translate("supervisor.obstacles_owner"), plan.owner, most=NAME),
    )

    def make(answers: Answers) -> acts.Step:
        return acts.change_plan(plan.id, answers["text"], _day(answers, translate), answers["owner"])

    return _form(translate, "plan_change", fields, make, plan.text)


def drop_form(plan: PlanView, translate: Translator) -> Form:
    """Why a plan is dropped."""
    field = TextField("reason", translate("supervisor.obstacles_reason"), most=REASON, required=True)
    return _form(
        translate,
        "plan_drop",
        (field,),
        lambda answers: acts.end_plan(plan.id, PlanState.DROPPED.value, answers["reason"]),
        plan.text,
    )


def _form(
    translate: Translator,
    key: str,
    fields: tuple[ChoiceField | TextField | TickField, ...],
    make: Callable[[Answers], object],
    about: str,
) -> Form:
    caption = translate(f"supervisor.obstacles_{key}_button")
    return form(translate, caption, fields, caption, make, about=about)


def _due_field(translate: Translator, due: date | None = None, *, required: bool = False) -> TextField:
    name, hint = translate("supervisor.obstacles_due"), translate("supervisor.day_hint")
    value = "" if due is None else written_day(due)
    return TextField("due", name, value, hint=hint, most=_DAY, required=required)


def _day(answers: Answers, translate: Translator) -> date:
    try:
        return typed_day(answers["due"])
    except ValueError:
        raise WrongAnswer("due", translate("supervisor.obstacles_no_date")) from None
