"""What is asked about the hall as a whole."""

from __future__ import annotations

from counter.supervisor.forms import form
from counter.supervisor.whole.acts import EndEvacuation, Evacuate
from hall.evacuation import CONFIRMED_BY
from hall.text_rules import TITLE
from hall.translator import Translator
from hall.views import AlarmView, FloorView
from qtkit.desk.asked import Answers, Form, WrongAnswer
from qtkit.desk.form_fields import TextField


def is_evacuated(view: FloorView) -> bool:
    """Whether an evacuation goes on."""
    return evacuation_of(view) is not None


def evacuation_of(view: FloorView) -> AlarmView | None:
    """The alarm of an evacuation that goes on."""
    return next((alarm for alarm in view.alarms if alarm.code == "alarm_evacuation"), None)


def evacuation_form(view: FloorView, translate: Translator) -> Form:
    """Calling for it, by a word that is typed out; or its end."""
    if is_evacuated(view):
        return _end_form(translate)

    def make(answers: Answers) -> Evacuate:
        if answers["word"].strip().upper() != CONFIRMED_BY:
            raise WrongAnswer("word", translate("supervisor.whole_word_wrong", word=CONFIRMED_BY))
        return Evacuate(answers["reason"])

    return form(
        translate,
        translate("supervisor.whole_evacuate"),
        (
            TextField(
                "word", translate("supervisor.whole_word", word=CONFIRMED_BY), most=len(CONFIRMED_BY) + 4, required=True
            ),
            TextField("reason", translate("supervisor.whole_reason"), most=TITLE),
        ),
        translate("supervisor.whole_evacuate_do"),
        make,
        about=translate("supervisor.whole_evacuate_about"),
        grave=True,
    )


def _end_form(translate: Translator) -> Form:
    return form(
        translate,
        translate("supervisor.whole_over"),
        (TextField("note", translate("supervisor.whole_note"), most=TITLE),),
        translate("supervisor.whole_over_do"),
        lambda answers: EndEvacuation(answers["note"]),
        about=translate("supervisor.whole_over_about"),
    )
