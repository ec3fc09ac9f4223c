"""The page of a locked desk: whose it is, that its number stays, and the PIN."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.desk.intents import DeskIntents
from counter.desk.pages.sign_in import pin_field
from counter.desk.state import DeskNotice, DeskState, Intent
from counter.desk.texts import hall_clock, sign_in_notice, status_text, timezone_of
from hall.translator import Translator
from qtkit.desk.bars import StatusBar, TopBar
from qtkit.desk.buttons import FOCUS_ROOM, DeskButton
from qtkit.desk.label import Label
from qtkit.desk.layout import Stretch, pack
from qtkit.desk.panel import LEAST, NoticeLine, Panel
from qtkit.theme.tokens import Colours
from qtkit.widgets.painted_button import Variant

CHANGE_SHORTCUT = "F12"
_WIDTH = 440


class LockedPage(QWidget):
    """Takes the PIN of the clerk who sits here. Of the visitor it shows the number alone, as every board does."""

    def __init__(self, translate: Translator, intents: DeskIntents) -> None:
        super().__init__()
        self._translate, self._intents = translate, intents
        self.setMinimumSize(*LEAST)
        self._timezone = ""
        self._notice: DeskNotice | None = None
        self._noticed = QElapsedTimer()
        self._typed_since = False
        self._busy = False
        self._bar = TopBar()
        self._status = StatusBar()
        self._title = Label(20, 800, height_px=26, name="locked-title")
        self._about = Label(14, 500, Colours.DESK_TEXT2, lines=2, height_px=36, name="locked-about")
        self._pin_name = Label(13, 700)
        self.pin = pin_field("unlock-pin-field")
        self.button = DeskButton("unlock-button", "lock-open", "Enter", variant=Variant.PRIMARY, height=52, px=16)
        self.change_button = DeskButton("change-clerk-button", "account", CHANGE_SHORTCUT, height=44)
        self._error = NoticeLine(52, lines=3, name="notice")
        self._lay_out()
        self.pin.returnPressed.connect(self._on_unlock)
        self.pin.textEdited.connect(self._on_edited)
        self.button.clicked.connect(self._on_unlock)
        self.change_button.clicked.connect(intents.clerk_change_requested)
        self._bar.language_button.clicked.connect(intents.language_requested)

    def _lay_out(self) -> None:
        panel = Panel()
        panel.setFixedWidth(_WIDTH)
        form = pack(QVBoxLayout(), margins=(FOCUS_ROOM, 0, FOCUS_ROOM, 0), spacing=6)
        for part, space in ((self._title, 0), (self._about, 10), (self._pin_name, 0), (self.pin, 8)):
            form.addWidget(part)
            form.addSpacing(space)
        parts = (form, self.button, self.change_button, 8, self._error)
        pack(QVBoxLayout(panel), *parts, margins=(18, 18, 18, 18), spacing=4)
        middle = pack(QHBoxLayout(), Stretch(), panel, Stretch())
        pack(QVBoxLayout(self), self._bar, Stretch(), middle, Stretch(), self._status, margins=(0, 0, 0, 0), spacing=0)

    def show_state(self, state: DeskState) -> None:
        """Shows whose desk it is and what went wrong; needs the state's view and user."""
        translate, view, user = self._translate, state.view, state.user
        if view is None or user is None:
            return
        label = view.counter.label
        self._timezone = timezone_of(state)
        self._bar.show_texts(translate("counter.counter", label=label), view.hall.name)
        self._bar.show_language(translate.following())
        self._bar.fit()
        self._title.show_text(translate("counter.locked_title", name=user.name))
        here = view.current
        about = translate("counter.locked_with", code=here.code) if here else translate("counter.locked_free")
        self._about.show_text(about)
        self._pin_name.show_text(translate("counter.pin"))
        self.pin.setAccessibleName(translate("counter.pin"))
        self.button.show_caption(translate("counter.unlock"))
        self.change_button.show_caption(translate("counter.change_clerk"))
        refused = self._busy and state.busy is None and state.notice is not None
        self._busy = state.busy is Intent.SIGN_IN
        self.button.set_busy(self._busy)
        self.button.set_possible(state.link.connected, translate("counter.away_key"))
        if state.notice is not self._notice:
            self._notice, self._typed_since = state.notice, False
            self._noticed.start()
        if refused:
            self.begin()
        self._say_notice()
        self._status.show_link(status_text(state, self._timezone, translate), good=state.link.connected)

    def begin(self) -> None:
        """Empties the field and puts the cursor there."""
        self.pin.clear()
        self.pin.setFocus()

    def tick(self, now: datetime) -> None:
        """Moves the clock to ``now``, and a pause nearer to its end."""
        self._say_notice()
        if self._timezone:
            self._bar.show_clock(hall_clock(now, self._timezone, self._translate))

    def _say_notice(self) -> None:
        notice = None if self._typed_since and self._notice is not None and self._notice.of_field else self._notice
        gone = timedelta(milliseconds=self._noticed.elapsed()) if notice is not None else timedelta(0)
        self._error.say(*sign_in_notice(notice, gone, self._translate))
        self._error.setVisible(bool(self._error.text()))

    def _on_edited(self, _text: str) -> None:
        self._typed_since = True
        self._say_notice()

    def _on_unlock(self) -> None:
        if self.pin.text() and self.button.isEnabled():
            self._intents.unlock_requested.emit(self.pin.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Colours.DESK)
