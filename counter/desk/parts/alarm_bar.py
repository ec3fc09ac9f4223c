"""The band with the hall's alarms, and beside it the key with which a supervisor answers one of the business day."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter.desk.parts.alarm_list import AlarmList
from counter.desk.state import OF_THE_DAY, DeskState, Intent
from counter.desk.texts import alarm_text, alarms_tip
from hall.translator import Translator
from hall.views import AlarmView
from qtkit.desk.buttons import FOCUS_ROOM, DeskButton, Look
from qtkit.desk.panel import Strip
from qtkit.tips import set_tip

DAY_SHORTCUT = "Ctrl+J"
LIST_SHORTCUT = "Ctrl+P"
_LOW, _HIGH = 32, 46
"""Pixels of the band: one line, and two or the key."""


class AlarmBar(QWidget):
    """Shows the gravest alarm in up to two lines, and a key that lists the others too; hides when there is none.
    ``asked`` carries ``Intent.DAY``."""

    asked = Signal(str)

    def __init__(self, translate: Translator, parent: QWidget | None = None, *, with_key: bool = True) -> None:
        super().__init__(parent)
        self._translate = translate
        self.strip = Strip(_LOW)
        self.strip.setObjectName("alarms")
        self.key: DeskButton | None = None
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.strip, 1)
        self.list = AlarmList(self)
        self.all_key = DeskButton("alarms-key", "", LIST_SHORTCUT, look=Look.ALERT, height=24, px=13)
        self.all_key.clicked.connect(self.open_list)
        self.all_key.hide()
        row.addWidget(self.all_key)
        if with_key:
            self.key = DeskButton("day-key", "clock-check", DAY_SHORTCUT, look=Look.ALERT, height=36, px=14, icon_px=18)
            self.key.clicked.connect(lambda: self.asked.emit(Intent.DAY.value))
            self.key.hide()
            row.addWidget(self.key)
        self.hide()

    def show_alarms(self, alarms: tuple[AlarmView, ...]) -> None:
        """Shows the first of ``alarms`` and how many more there are; all of them as the tool tip."""
        translate = self._translate
        self.strip.say(alarm_text(alarms, translate), "warn")
        several = len(alarms) > 1
        self.list.show_sentences(
            tuple(alarm.message(translate) for alarm in alarms) if several else (),
            translate("counter.alarms_all"),
        )
        self.all_key.show_caption(translate("counter.alarms_all"))
        self.all_key.setVisible(several)
        self._fit()
        tip = alarms_tip(alarms, self._translate)
        if tip:
            set_tip(self.strip, tip)
        self.setVisible(bool(alarms))

    def open_list(self) -> None:
        """Opens the list of all alarms, or closes it; when there is one alarm the band says all."""
        self.list.open_below(self)

    def show_key(self, state: DeskState) -> None:
        """Shows the key to whom may answer, as long as there is something to answer."""
        key, steps = self.key, state.day_steps
        if key is None:
            return
        key.setVisible(bool(steps))
        self._row.setContentsMargins(0, 0, 16 - FOCUS_ROOM if steps else 0, 0)
        if steps:
            key.show_caption(self._translate(f"counter.day_{steps[0].kind}"))
            key.set_possible(state.link.connected, self._translate("counter.away_key"))
            key.set_busy(state.busy in OF_THE_DAY)
        self._fit()

    def _fit(self) -> None:
        """A text that is too long for one line gets the room of two, or of as many as it takes."""
        self._row.activate()  # the strip has its width now
        self.strip.set_height(_LOW if self.strip.fits_one_line() else max(_HIGH, self.strip.least_height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
