"""The band with the hall's alarms, and the button with which a supervisor answers one of the business day."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter.desk.alarm_texts import alarm_text, alarms_tip, help_call_of
from counter.desk.intents import DeskIntents
from counter.desk.parts.action_button import act_of, show_possible
from counter.desk.state import OF_THE_DAY, Command, DeskState, Intent
from hall.translator import Translator
from hall.views import AlarmView
from qtkit.desk.buttons import FOCUS_ROOM, DeskButton
from qtkit.desk.layout import pack
from qtkit.desk.panel import NoticeLine
from qtkit.desk.text_list import TextList
from qtkit.tips import set_tip
from qtkit.widgets.painted_button import Variant

DAY_SHORTCUT = "Ctrl+J"
COME_SHORTCUT = "Ctrl+Y"
LIST_SHORTCUT = "Ctrl+G"
_LOW, _HIGH = 32, 46
"""Pixels of the band: one line, and two lines or the button."""


class AlarmBar(QWidget):
    """Shows the gravest alarm in up to two lines, and a button that lists the others too; hides when there is none.
    With ``intents``, a supervisor has a button that answers one of the business day, and everybody one that answers a
    call for a person from a machine."""

    def __init__(self, translate: Translator, intents: DeskIntents | None = None) -> None:
        super().__init__()
        self._translate = translate
        self.line = NoticeLine(_LOW, name="alarms")
        self.button: DeskButton | None = None
        self.help: DeskButton | None = None
        self._calls = ""
        self.list = TextList(self)
        self.list.setObjectName("alarm-list")
        self.all_button = DeskButton("alarms-button", "", LIST_SHORTCUT, variant=Variant.ALERT, height=24, px=13)
        self.all_button.clicked.connect(self.open_list)
        self.all_button.hide()
        row = self._row = pack(QHBoxLayout(self), (self.line, 1), self.all_button, margins=(0, 0, 0, 0), spacing=0)
        if intents is not None:
            self.button = DeskButton(
                "day-button", "clock-check", DAY_SHORTCUT, variant=Variant.ALERT, height=36, px=14, icon_px=18
            )
            self.button.clicked.connect(act_of(intents, Intent.DAY))
            self.button.hide()
            row.addWidget(self.button)
            self._intents = intents
            self.help = DeskButton(
                "help-button", "hand-wave", COME_SHORTCUT, variant=Variant.ALERT, height=36, px=14, icon_px=18
            )
            self.help.clicked.connect(self.answer_help)
            self.help.hide()
            row.addWidget(self.help)
        self.hide()

    def show_alarms(self, alarms: tuple[AlarmView, ...]) -> None:
        """Shows the first of ``alarms`` and how many more there are; all of them as the tool tip."""
        translate = self._translate
        self.line.say(alarm_text(alarms, translate), "warn")
        several = len(alarms) > 1
        self.list.show_texts(
            tuple(alarm.message(translate) for alarm in alarms) if several else (),
            translate("counter.alarms_all"),
        )
        self.all_button.show_caption(translate("counter.alarms_all"))
        self.all_button.setVisible(several)
        self._calls = help_call_of(alarms)
        self._fit()
        tip = alarms_tip(alarms, self._translate)
        if tip:
            set_tip(self.line, tip)
        self.setVisible(bool(alarms))

    def open_list(self) -> None:
        """Opens the list of all alarms, or closes it; when there is one alarm the band says all."""
        self.list.open_below(self)

    def show_button(self, state: DeskState) -> None:
        """Shows the button to whoever may answer, as long as there is something to answer."""
        button, steps = self.button, state.day_steps
        if button is None or self.help is None:
            return
        button.setVisible(bool(steps))
        self.help.setVisible(bool(self._calls))
        self._row.setContentsMargins(0, 0, 16 - FOCUS_ROOM if steps or self._calls else 0, 0)
        if self._calls:
            self.help.show_caption(self._translate("counter.help_answer"))
            show_possible(self.help, state, self._translate, True, "")
            self.help.set_busy(state.busy is Intent.COME)
        if steps:
            button.show_caption(self._translate(f"counter.day_{steps[0].kind}"))
            show_possible(button, state, self._translate, True, "")
            button.set_busy(state.busy in OF_THE_DAY)
        self._fit()

    def answer_help(self) -> None:
        """The clerk goes to the machine from which somebody calls."""
        if self._calls:
            self._intents.commanded.emit(Command(Intent.COME, code=self._calls))

    def _fit(self) -> None:
        """A text that is too long for one line gets the room of two, or of as many as it takes."""
        self._row.activate()  # the line has its width now
        self.line.set_height(_LOW if self.line.fits_one_line() else max(_HIGH, self.line.least_height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
