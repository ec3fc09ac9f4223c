"""The form of an announcement on the boards, which also takes one down."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from counter.supervisor.changing import acts
from counter.supervisor.changing.acts import Change
from counter.supervisor.changing.ends import OPEN_ENDED, TODAY, Lasting, end_fields, lasting
from counter.supervisor.forms import form, named_option
from hall.overrides import end_of_day
from hall.text_rules import TITLE
from hall.translator import Translator
from hall.views import FloorView
from qtkit.desk.asked import Answers, Form, WrongAnswer
from qtkit.desk.choice_list import Option
from qtkit.desk.form_fields import ChoiceField, TextField

_WHOLE_HALL, _END = "-", "end:"


def announce_form(
    floor: FloorView, translate: Translator, *, title: str = "", line: str = "", agency: str = "", kind: str = "info"
) -> Form:
    """A new announcement, or the end of one that runs; ``title``, ``line``, ``agency`` (id) and ``kind`` stand there
    at first."""
    kinds = [Option(one, translate(f"supervisor.announcing_{one}")) for one in ("info", "outage")]
    kinds += [
        Option(f"{_END}{one.id}", translate("supervisor.announcing_end", title=one.title))
        for one in floor.announcements
    ]
    places = [named_option(one.id, one, translate) for one in floor.agencies]
    if floor.whole_hall:
        places.insert(0, Option(_WHOLE_HALL, translate("supervisor.whole_hall")))

    def make(answers: Answers) -> Change:
        chosen = answers["kind"]
        if chosen.startswith(_END):
            running = next(one for one in floor.announcements if str(one.id) == chosen.removeprefix(_END))
            return acts.end_announcement(running.id, running.title)
        if not answers["title"]:
            raise WrongAnswer("title", translate("supervisor.announcing_title_missing"))
        place = "" if answers["place"] == _WHOLE_HALL else answers["place"]
        lines = tuple(filter(None, (answers["line"],)))
        return acts.announce(chosen, answers["title"], lines, place, _end(answers, floor, translate))

    return form(
        translate,
        translate("supervisor.announcing_form"),
        (
            ChoiceField("kind", translate("supervisor.announcing_kind"), tuple(kinds), kind),
            TextField("title", translate("supervisor.announcing_title"), title, most=TITLE),
            TextField("line", translate("supervisor.announcing_line"), line, most=TITLE),
            ChoiceField("place", translate("supervisor.announcing_place"), tuple(places), agency),
            *end_fields(translate),
        ),
        translate("supervisor.announcing_do"),
        make,
        about=translate("supervisor.announcing_about"),
    )


def _end(answers: Answers, floor: FloorView, translate: Translator) -> Lasting:
    zone = ZoneInfo(floor.hall.timezone)
    if answers["until"] == TODAY and not answers["end"]:
        return Lasting(end_of_day(floor.now, zone))
    if answers["until"] == OPEN_ENDED and not answers["end"]:
        return Lasting(open_ended=True)
    return lasting(answers, floor.now, zone, translate)
