"""The page before work: which counter, who, and the PIN."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from counter.desk.intents import DeskIntents
from counter.desk.parts.alarm_bar import AlarmBar
from counter.desk.parts.chooser import CounterChooser
from counter.desk.parts.own_pin_form import CHANGE_PIN_SHORTCUT, OwnPinForm
from counter.desk.state import DeskNotice, DeskState, Intent
from counter.desk.texts import (
    hall_clock,
    link_text,
    program_title,
    sign_in_notice,
    status_text,
    timezone_of,
    zone_name,
)
from hall.identifiers import same
from hall.text_rules import NAME
from hall.translator import Translator
from hall.views import CounterInfo
from qtkit.desk.bars import StatusBar, TopBar
from qtkit.desk.buttons import FOCUS_ROOM, DeskButton
from qtkit.desk.label import Label
from qtkit.desk.layout import Stretch, pack
from qtkit.desk.panel import LEAST, NoticeLine, Panel
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours
from qtkit.widgets.painted_button import Variant

_FIELD = 48
_SIDE_LEAST, _SIDE_MOST = 352, 480
_LOW = 600


class SignInPage(QWidget):
    """Lists the counters and takes login and PIN. The PIN leaves the page only with ``sign_in_requested``.

    No name of a person stands here: whoever looks at it has not shown yet that they belong to the staff.
    """

    def __init__(self, translate: Translator, intents: DeskIntents) -> None:
        super().__init__()
        self._translate, self._intents = translate, intents
        self._timezone = ""
        self._state = DeskState()
        self._notice: DeskNotice | None = None
        self._noticed = QElapsedTimer()
        self._tried, self._typed_since = "", False
        self._bar = TopBar()
        self._status = StatusBar()
        self.alarms = AlarmBar(translate)
        self._choose = Label(20, 800)
        self._choose_hint = Label(14, 500, Colours.DESK_TEXT2, lines=2, height_px=18)
        self._loading = Label(14, 500, Colours.DESK_TEXT2)
        self.chooser = CounterChooser(translate)
        self._title = Label(20, 800, lines=2, height_px=26)
        self._about = Label(14, 500, Colours.DESK_TEXT2, lines=2, height_px=32)
        self._login_name = Label(13, 700)
        self.login = _field("login-field", most=NAME)
        self._pin_name = Label(13, 700)
        self.pin = pin_field("pin-field")
        self.button = DeskButton("sign-in-button", "login", "Enter", variant=Variant.PRIMARY, height=52, px=16)
        self.change_pin_button = DeskButton(
            "change-pin-button", "form-textbox-password", CHANGE_PIN_SHORTCUT, height=44
        )
        self._error = NoticeLine(52, lines=3, name="notice")
        self._hint = _FirstUser(translate)
        self._lay_out()
        self.own_pin = OwnPinForm(translate, intents, self)
        self.setMinimumSize(*LEAST)
        self._connect()

    def _lay_out(self) -> None:
        self._side = self._form_panel()
        self._counters = self._counters_panel()
        body = pack(QHBoxLayout(), (self._counters, 1), self._side, margins=(16, 14, 16, 12), spacing=14)
        pack(QVBoxLayout(self), self._bar, self.alarms, (body, 1), self._status, margins=(0, 0, 0, 0), spacing=0)

    def _counters_panel(self) -> QWidget:
        panel = Panel()
        pack(
            QVBoxLayout(panel),
            self._choose,
            self._choose_hint,
            self._loading,
            (self.chooser, 1),
            margins=(22, 18, 12, 12),
            spacing=4,
        )
        return panel

    def _form_panel(self) -> QWidget:
        panel = Panel()
        form = pack(QVBoxLayout(), margins=(FOCUS_ROOM, 0, FOCUS_ROOM, 0), spacing=6)
        for part, space in (
            (self._title, 0), (self._about, 12), (self._login_name, 0), (self.login, 8),
            (self._pin_name, 0), (self.pin, 8),
        ):  # fmt: skip
            form.addWidget(part)
            form.addSpacing(space)
        foot = pack(QVBoxLayout(), self._error, self._hint, margins=(FOCUS_ROOM, 0, FOCUS_ROOM, 0))
        self._keys = pack(QBoxLayout(QBoxLayout.Direction.TopToBottom), self.button, self.change_pin_button, spacing=0)
        self._form = pack(
            QVBoxLayout(panel),
            form,
            self._keys,
            8,
            foot,
            Stretch(),
            margins=(22 - FOCUS_ROOM, 18, 22 - FOCUS_ROOM, 18),
            spacing=0,
        )
        return panel

    def _connect(self) -> None:
        self.chooser.activated.connect(lambda _index: self._go_on(Qt.FocusReason.TabFocusReason))
        for said, act in (
            (self.chooser.counter_chosen, self._intents.counter_chosen),
            (self.login.textChanged, self._hide_digits),
            (self.login.textEdited, self._on_edited),
            (self.pin.textEdited, self._on_edited),
            (self.login.returnPressed, self._on_login_entered),
            (self.pin.returnPressed, self._on_sign_in),
            (self.button.clicked, self._on_sign_in),
            (self.change_pin_button.clicked, lambda: self.own_pin.begin(self.login.text().strip())),
            (self._bar.language_button.clicked, self._intents.language_requested),
        ):
            said.connect(act)

    def show_state(self, state: DeskState) -> None:
        """Shows counters, users and whatever went wrong."""
        refused = self._state.busy is Intent.SIGN_IN and state.busy is None and state.notice is not None
        self._state = state
        self._timezone = timezone_of(state)
        self._show_texts(state)
        roster = state.roster
        self._loading.setVisible(roster is None)
        self.chooser.setVisible(roster is not None)
        self._counters.setVisible(not state.no_counter)
        self._hint.setVisible(roster is not None and not roster.staffed)
        self.alarms.show_alarms(roster.alarms if roster is not None else ())
        if roster is not None:
            self.chooser.show_counters(roster.counters, state.chosen)
        self._show_chosen(state)
        self.button.set_possible(state.link.connected and roster is not None, self._translate("counter.away_key"))
        self.button.set_busy(state.busy is Intent.SIGN_IN)
        self.change_pin_button.set_possible(
            state.link.connected and roster is not None, self._translate("counter.away_key")
        )
        self.own_pin.show_state(state)
        if state.notice is not self._notice:
            self._notice, self._typed_since = state.notice, False
            self._noticed.start()
        self._say_notice()
        if refused:
            self._ask_again()
        good = state.link.connected and roster is not None and not state.slow
        self._status.show_link(_link_text(state, self._timezone, self._translate), good=good)

    def _say_notice(self) -> None:
        """What went wrong, until the field is put right; a pause counts down by a clock that only passes."""
        notice = None if self._typed_since and self._notice is not None and self._notice.of_field else self._notice
        gone = timedelta(milliseconds=self._noticed.elapsed()) if notice is not None else timedelta(0)
        self._error.say(*sign_in_notice(notice, gone, self._translate))
        self._error.setVisible(bool(self._error.text()))

    def tick(self, now: datetime) -> None:
        """Moves the clock to ``now``, and a pause nearer to its end."""
        self._say_notice()
        if self._timezone:
            self._bar.show_clock(hall_clock(now, self._timezone, self._translate))

    def begin(self) -> None:
        """Puts the cursor where something is missing: into the PIN when the last login still stands there."""
        self._go_on(Qt.FocusReason.OtherFocusReason)
        self.login.selectAll()

    def _go_on(self, reason: Qt.FocusReason) -> None:
        """A PIN must not be typed into the field of the name, where it would be read."""
        (self.pin if self.login.text().strip() else self.login).setFocus(reason)

    def end(self) -> None:
        """The clerk is in: forgets the PIN."""
        self.pin.clear()
        self._tried = ""
        self._state = replace(self._state, busy=None)

    def _ask_again(self) -> None:
        """After a refusal: nobody types on behind a wrong PIN. One to which only the counter was missing stays, and the
        counter is what is typed next. Which of name and PIN is wrong is not told: first the PIN is typed again, then
        the name."""
        if self._notice is not None and self._notice.code == "need_counter":
            self.chooser.setFocus(Qt.FocusReason.TabFocusReason)
            return
        self.pin.clear()
        refused, name = self._notice.refused if self._notice is not None else None, self.login.text().strip()
        code = refused.code if refused is not None else ""
        of_name = code == "login_closed" or (code == "wrong_pin" and name == self._tried)
        self._tried = name
        (self.login if of_name else self.pin).setFocus(Qt.FocusReason.OtherFocusReason)
        self.login.selectAll()

    def _show_texts(self, state: DeskState) -> None:
        translate = self._translate
        hall = state.roster.hall.name if state.roster is not None else ""
        self._bar.show_texts(program_title(state, translate), hall)
        self._bar.show_language(translate.following())
        self._choose.show_text(translate("counter.choose"))
        self._choose_hint.show_text(translate("counter.choose_hint"))
        trouble = "" if state.link.cause is None else link_text(state.link, self._timezone, translate)
        colour = Colours.AMBER_INK if trouble else Colours.DESK_TEXT2
        self._loading.show_text(trouble or translate("counter.loading"), colour)
        self.chooser.setAccessibleName(translate("counter.choose"))
        for label, field, key in (
            (self._login_name, self.login, "counter.login"),
            (self._pin_name, self.pin, "counter.pin"),
        ):
            label.show_text(translate(key))
            field.setAccessibleName(translate(key))
        self.button.show_caption(translate("counter.sign_in"))
        self.change_pin_button.show_caption(translate("counter.own_pin_button"))
        self._hint.show_texts(for_hall=state.no_counter)

    def _show_chosen(self, state: DeskState) -> None:
        translate = self._translate
        counter = _chosen(state)
        if counter is None:
            self._title.show_text(translate("counter.sign_in"))
            self._about.show_text(translate("counter.sign_in_hall" if state.no_counter else "counter.sign_in_choose"))
            return
        self._title.show_text(translate("counter.sign_in_at", label=counter.label))
        place = translate("counter.place", agency=counter.agency_name, zone=zone_name(counter.zone))
        taken = counter.clerk_id is not None
        self._about.show_text(f"{place}. {translate('counter.sign_in_now')}" if taken else place)

    def _hide_digits(self, text: str) -> None:
        """What looks like a PIN in the field of the name is hidden like one."""
        pin_like = text.strip().isdecimal() and len(text.strip()) <= self.pin.maxLength()
        self.login.setEchoMode(QLineEdit.EchoMode.Password if pin_like else QLineEdit.EchoMode.Normal)

    def _on_edited(self, _text: str) -> None:
        self._typed_since = True
        self._say_notice()

    def _on_login_entered(self) -> None:
        if self.login.text().strip():
            self.pin.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_sign_in(self) -> None:
        if not self.login.text().strip():
            self._intents.wrong_input.emit("need_login")
            self.login.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.pin.text():
            self._intents.wrong_input.emit("need_pin")
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.button.isEnabled():
            self._intents.sign_in_requested.emit(self.login.text().strip(), self.pin.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        low = self.height() < _LOW
        self.own_pin.setGeometry(self.rect())
        self._form.setContentsMargins(*((18, 8, 18, 6) if low else (18, 18, 18, 18)))
        self._keys.setDirection(QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom)
        for field in (self.login, self.pin):
            field.setFixedHeight(38 if low else _FIELD)
        self.button.set_size(40 if low else 52, *((14, 18) if low else (16, 22)))
        self.change_pin_button.set_size(40 if low else 44, *((14, 18) if low else (15, 20)))
        self._side.setFixedWidth(max(_SIDE_LEAST, min(_SIDE_MOST, round((self.width() - 32) * 0.356))))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Colours.DESK)


class _FirstUser(QWidget):
    """How to make the first member of staff, when there is none yet."""

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        column = pack(QVBoxLayout(self), margins=(0, 8, 0, 0), spacing=6)
        self._translate = translate
        title, text, after = Label(15, 800), Label(13, 500, Colours.DESK_TEXT2, lines=2), Label(13, 500, lines=2)
        self._labels = ((title, "no_users_title"), (text, "no_users"), (after, "no_users_after"))
        self._command = QLineEdit(readOnly=True)
        self._command.setFont(font(13, 600))
        self._command.setFixedHeight(40)
        for part in (title, text, self._command, after):
            column.addWidget(part)
        self.show_texts()

    def show_texts(self, *, for_hall: bool = False) -> None:
        """Says it in the language shown; ``for_hall``: the first one is to be a supervisor."""
        for label, key in self._labels:
            label.show_text(self._translate(f"counter.{key}"))
        command = self._translate("counter.no_users_command_hall" if for_hall else "counter.no_users_command")
        self._command.setText(command)
        self._command.setAccessibleName(command)


def _link_text(state: DeskState, timezone: str, translate: Translator) -> str:
    connecting = state.link.connected and state.roster is None
    return translate("counter.connecting") if connecting else status_text(state, timezone, translate)


def _chosen(state: DeskState) -> CounterInfo | None:
    counters = state.roster.counters if state.roster is not None and state.chosen else ()
    return next((one for one in counters if any(same(state.chosen, name) for name in (one.label, one.id))), None)


def pin_field(name: str) -> QLineEdit:
    """A field that hides what is typed."""
    return _field(name, most=12, echo=QLineEdit.EchoMode.Password)


def _field(name: str, *, most: int, echo: QLineEdit.EchoMode = QLineEdit.EchoMode.Normal) -> QLineEdit:
    field = QLineEdit(maxLength=most, echoMode=echo)
    field.setObjectName(name)
    field.setFont(font(17, 600))
    field.setFixedHeight(_FIELD)
    return field
