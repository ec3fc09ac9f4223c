"""The form in which somebody changes their own PIN: name, the PIN until now, and the new one twice."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from counter.desk.intents import DeskIntents
from counter.desk.own_pin import PinChange
from counter.desk.state import DeskState, Intent
from counter.desk.texts import sign_in_notice
from counter.forms import staff_form
from hall.guessing import LONGEST
from hall.text_rules import NAME
from hall.translator import Translator
from qtkit.desk.asked import Answers, Form, WrongAnswer
from qtkit.desk.form import FormOverlay
from qtkit.desk.form_fields import TextField

CHANGE_PIN_SHORTCUT = "Ctrl+E"
_REFUSED = ("error", "warn")


class OwnPinForm(FormOverlay):
    """Lies over the sign-in page. It goes when the PIN is changed, and stays with the reason when it is not."""

    def __init__(self, translate: Translator, intents: DeskIntents, page: QWidget) -> None:
        super().__init__(page)
        self._translate, self._intents = translate, intents
        self._busy = False
        self.done.connect(self._on_done)
        self.left.connect(self._on_left)

    def begin(self, login: str) -> None:
        """Asks it, of ``login`` where one was typed already; nothing while it is asked."""
        if self.form is not None:
            return
        self.ask(self._form_of(login))
        if login:
            self.rows[1].input.setFocus()

    def show_state(self, state: DeskState) -> None:
        """Says what became of what was sent."""
        answered, self._busy = self._busy and state.busy is None, state.busy is Intent.CHANGE_PIN
        if self.form is None or not answered:
            return
        if state.notice is not None and state.notice.tone in _REFUSED:
            self.refuse(sign_in_notice(state.notice, timedelta(0), self._translate)[0])
        else:
            self.close_form()

    def _form_of(self, login: str) -> Form:
        translate = self._translate
        pins = (("old", "counter.own_pin_old"), ("new", "counter.own_pin_new"), ("again", "counter.own_pin_again"))
        fields = (
            TextField("login", translate("counter.login"), text=login, most=NAME, required=True),
            *(TextField(name, translate(key), most=LONGEST, required=True, secret=True) for name, key in pins),
        )
        title, do = translate("counter.own_pin_title"), translate("counter.own_pin_do")
        return staff_form(translate, title, fields, do, self._make, about=translate("counter.own_pin_about"))

    def _make(self, answers: Answers) -> PinChange:
        if answers["new"] != answers["again"]:
            raise WrongAnswer("again", self._translate("counter.own_pin_differs"))
        if answers["new"] == answers["old"]:
            raise WrongAnswer("new", self._translate("counter.own_pin_same"))
        return PinChange(answers["login"], answers["old"], answers["new"])

    @Slot(object)
    def _on_done(self, wanted: object) -> None:
        self._intents.pin_change_requested.emit(wanted)

    @Slot()
    def _on_left(self) -> None:
        self._intents.pin_change_left.emit()
