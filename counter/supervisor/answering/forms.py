"""What is asked before an alarm is announced to the hall."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from counter.supervisor.answering import acts
from counter.supervisor.forms import form
from counter.supervisor.texts import name_of
from hall.text_rules import TITLE
from hall.translator import Translator
from hall.views import AlarmView, FloorView
from qtkit.desk.form import Answers, Form
from qtkit.desk.form_fields import ChoiceField, Option, TextField

_TODAY, _OPEN = "today", "open"


def announce_form(alarm: AlarmView, view: FloorView, translate: Translator) -> Form:
    """An announcement about what the alarm is about, with its text written already; it ends with the day."""
    agency = next((one for one in view.agencies if one.id == alarm.agency), None)
    services = [one for one in agency.services if one.id in alarm.services] if agency is not None else []
    what = name_of(services[0], translate) if len(services) == 1 else ""
    what = what or (name_of(agency, translate) if agency is not None else "")
    obstacle = dict(alarm.params).get("obstacle")
    cause = obstacle.message(translate) if hasattr(obstacle, "message") else ""
    ends = tuple(Option(key, translate(f"supervisor.announce_until_{key}")) for key in (_TODAY, _OPEN))

    def make(answers: Answers) -> acts.AlarmAct:
        until = _end_of_day(view) if answers["until"] == _TODAY else None
        return acts.announce(alarm, "outage", answers["title"], answers["line"], until)

    return form(
        translate,
        translate("supervisor.announce_title"),
        (
            TextField(
                "title",
                translate("supervisor.announce_text"),
                translate("supervisor.announce_stopped", what=what)[:TITLE],
                most=TITLE,
                required=True,
            ),
            TextField("line", translate("supervisor.announce_line"), cause[:TITLE], most=TITLE),
            ChoiceField("until", translate("supervisor.announce_until"), ends, _TODAY),
        ),
        translate("supervisor.announce_do"),
        make,
        about=translate("supervisor.announce_about"),
    )


def _end_of_day(view: FloorView) -> datetime:
    """24:00 of the hall's today."""
    zone = ZoneInfo(view.hall.timezone)
    tomorrow = view.now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone)
