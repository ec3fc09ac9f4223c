"""What is asked before an alarm is answered: what the hall is told, what becomes of the day, yes or no to a clerk."""

from __future__ import annotations

from counter.desk.alarm_texts import day_step_text
from counter.supervisor.answering import acts
from counter.supervisor.changing.announcing import announce_form
from counter.supervisor.changing.lines import until_text
from counter.supervisor.forms import form
from counter.supervisor.texts import alarm_parts, name_of
from hall.day_steps import DayStep
from hall.text_rules import REASON
from hall.translator import Translator
from hall.views import AlarmView, FloorView
from hall.wording import BothNames
from qtkit.desk.asked import Form
from qtkit.desk.choice_list import Option
from qtkit.desk.form_fields import ChoiceField, TextField

_APPROVE, _REJECT = "approve", "reject"


def announcement_about(alarm: AlarmView, view: FloorView, translate: Translator) -> Form:
    """The form of an announcement, with what the alarm is about written already; it ends with the day."""
    agency = next((one for one in view.agencies if one.id == alarm.agency), None)
    services = [one for one in agency.services if one.id in alarm.services] if agency is not None else []
    what = name_of(services[0], translate) if len(services) == 1 else ""
    what = what or (name_of(agency, translate) if agency is not None else "")
    obstacle = dict(alarm.params).get("obstacle")
    return announce_form(
        view,
        translate,
        kind="outage",
        title=translate("supervisor.announcing_stopped", what=what),
        line=obstacle.message(translate) if isinstance(obstacle, BothNames) else "",
        agency=alarm.agency,
    )


def day_form(alarm: AlarmView, step: DayStep, view: FloorView, translate: Translator) -> Form:
    """Whether the ``step`` about the business day shall be taken, after what will happen then; numbers that end with
    it come back only by another step."""
    name = translate(f"supervisor.alarm_do_day_{step.kind}")
    return form(
        translate,
        translate(f"counter.day_{step.kind}"),
        (TextField("reason", translate("supervisor.alarm_day_reason"), most=REASON),),
        name,
        lambda answers: acts.do_step(alarm, step, answers["reason"]),
        about=day_step_text(step, view.business_day, translate),
        grave=bool(step.ends and step.count),
    )


def decide_form(alarm: AlarmView, view: FloorView, translate: Translator) -> Form:
    """Yes or no to what a clerk asks to close."""
    params = dict(alarm.params)
    asked = next((one for one in view.requests if one.id == params["closure"]), None)
    what = params["what"]
    name = what.message(translate) if isinstance(what, BothNames) else str(what)
    said, _ = alarm_parts(alarm, translate)
    until = (
        ""
        if asked is None
        else until_text(asked.ends_at, view.now, view.hall.timezone, translate, open_ended="reopened")
    )
    options = tuple(Option(key, translate(f"supervisor.alarm_decide_{key}")) for key in (_APPROVE, _REJECT))
    return form(
        translate,
        translate("supervisor.alarm_decide_title"),
        (ChoiceField("decision", translate("supervisor.alarm_decide"), options),),
        translate("supervisor.alarm_do_decide"),
        lambda answers: acts.decide(alarm, name, approve=answers["decision"] == _APPROVE),
        about=" · ".join(filter(None, (said, until))),
    )
