"""The list of alarms: what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.supervisor.answering import acts
from counter.supervisor.answering.forms import announcement_about, day_form, decide_form
from counter.supervisor.parts.alarm_rows import SIDE, AlarmList, AlarmLook, alarm_look
from counter.supervisor.state import SupervisorState, alarm_key
from hall.alarming import Answer
from hall.translator import Translator
from hall.views import AlarmView, FloorView
from qtkit.announce import announce
from qtkit.desk.label import Label, Tag
from qtkit.desk.layout import Stretch, pack, stacked
from qtkit.desk.panel import Divider, Icon, Panel
from qtkit.theme.tokens import Colours


class AlarmPanel(Panel):
    """The list with its title and how many are new. ``seen`` when the person has looked at them; ``acted`` carries what
    answers one, ``asked`` a form for it, ``looked_for`` an AlarmView whose service is to be shown."""

    seen = Signal()
    acted = Signal(object)
    asked = Signal(object)
    looked_for = Signal(object)

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self._said: frozenset[str] = frozenset()
        self._view: FloorView | None = None
        self._looks: tuple[AlarmLook, ...] = ()
        self._brief = False
        self._title = Label(12.5, 600, Colours.DESK_TEXT2)
        self.badge = Tag()
        self.badge.setObjectName("new-alarms")
        self.list = AlarmList()
        self._none = _Calm()
        self._lay_out()
        self.list.seen.connect(self._on_seen)
        self.list.answered.connect(self._on_answered)
        self.list.handled.connect(self._on_handled)

    def _lay_out(self) -> None:
        head = pack(QHBoxLayout(), (self._title, 1), self.badge, margins=(SIDE, 0, SIDE, 0))
        head.addStrut(22)  # as high with the badge as without it
        rule = pack(QHBoxLayout(), Divider(Colours.DESK_TRACK), margins=(SIDE, 0, SIDE, 0))
        self._body = stacked(self.list, self._none)
        body = pack(QHBoxLayout(), self._body, margins=(0, 0, 4, 0))
        self._column = pack(QVBoxLayout(self), head, 4, rule, (body, 1), margins=(0, 18, 0, 6), spacing=0)

    def set_small(self, small: bool) -> None:
        """Gives up air on a small screen."""
        self._column.setContentsMargins(0, 6 if small else 18, 0, 2 if small else 6)

    def show_state(self, state: SupervisorState) -> None:
        """Shows the alarms of the state's view; needs it."""
        view = state.view
        assert view is not None
        self._view = view
        looks = self._looks = tuple(
            alarm_look(alarm, view, self._translate, new=alarm_key(alarm) not in state.seen) for alarm in view.alarms
        )
        self._title.show_text(self._translate("supervisor.alarms"))
        new = sum(look.new for look in looks)
        self.badge.show_text(self._translate("supervisor.alarms_new", n=new) if new else "", "late")
        self.list.setAccessibleName(self._translate("supervisor.alarms"))
        self._show_looks()
        self._body.setCurrentIndex(0 if looks else 1)
        self._none.show_text(self._translate("supervisor.alarms_none"))
        self._announce(looks)

    def set_brief(self, brief: bool) -> None:
        """Says only what is wrong, where little room is left; what to do about it is in the tool tip."""
        if brief is not self._brief:
            self._brief = brief
            self._show_looks()

    def _show_looks(self) -> None:
        looks = {look.key: replace(look, more="") if self._brief else look for look in self._looks}
        self.list.show_looks(list(looks.values()))

    def _announce(self, looks: Sequence[AlarmLook]) -> None:
        """Lets a screen reader say what has come since the last view."""
        fresh = [look for look in looks if look.key not in self._said and look.new]
        self._said = frozenset(look.key for look in looks)
        for look in fresh:
            announce(self.list, look.spoken, urgent=look.grave)

    @property
    def wanted(self) -> int:
        """Pixels of height that all of it needs."""
        margins = self._column.contentsMargins()
        body = self.list.content_height if self.list.rows.looks else self._none.sizeHint().height()
        return margins.top() + margins.bottom() + 22 + 5 + body

    def sizeHint(self) -> QSize:
        return QSize(380, self.wanted)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._on_seen()

    @Slot()
    def _on_seen(self) -> None:
        self.seen.emit()

    @Slot(str)
    def _on_answered(self, key: str) -> None:
        alarm, view = self._alarm(key), self._view
        if alarm is None or view is None:
            return
        act = acts.at_once(alarm, view)
        if act is not None:
            self.acted.emit(act)
            return
        step = acts.step_of(alarm, view)
        if alarm.answer in (Answer.LOOK, Answer.DECIDE):
            self.looked_for.emit(alarm)
        if alarm.answer is Answer.ANNOUNCE:
            self.asked.emit(announcement_about(alarm, view, self._translate))
        elif alarm.answer is Answer.DECIDE:
            self.asked.emit(decide_form(alarm, view, self._translate))
        elif step is not None:
            self.asked.emit(day_form(alarm, step, view, self._translate))

    @Slot(str)
    def _on_handled(self, key: str) -> None:
        alarm = self._alarm(key)
        if alarm is not None:
            self.acted.emit(acts.take_or_give_back(alarm))

    def _alarm(self, key: str) -> AlarmView | None:
        alarms = () if self._view is None else self._view.alarms
        return next((alarm for alarm in alarms if alarm.key == key), None)


class _Calm(QWidget):
    """What stands in the place of the list while there is no alarm."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Label(14, 600, lines=2, height_px=36)
        icon = Icon("check-circle", 18, Colours.GREEN)
        row = pack(QHBoxLayout(), icon, (self.text, 1), spacing=10)
        pack(QVBoxLayout(self), row, Stretch(), margins=(SIDE, 8, SIDE, 8), spacing=0)

    def show_text(self, text: str) -> None:
        """Shows ``text``."""
        self.text.show_text(text)
