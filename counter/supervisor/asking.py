"""The form over the supervisor's window: asked, refused, told how things stand, and closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from counter.desk.texts import notice_text
from counter.supervisor.late_keys import LateKeys
from counter.supervisor.outdated import is_outdated
from counter.supervisor.state import Acting, SupervisorState
from hall.translator import Translator
from hall.views import FloorView
from qtkit.desk.asked import Form
from qtkit.desk.form import FormOverlay

_AWAY = frozenset({"away_key", "supervisor.act_not_done"})
"""What a form is refused for while the database is away."""


class Asking(QObject):
    """Asks forms over ``window`` and has them follow what becomes of their answers. ``begins`` comes before one is
    shown."""

    begins = Signal()

    def __init__(self, window: QWidget, translate: Translator) -> None:
        super().__init__(window)
        self._translate = translate
        self._state = SupervisorState()
        self._refused_away = False
        self.overlay = FormOverlay(window)
        self.late_keys = LateKeys(window)

    @Slot(object)
    def ask(self, form: Form) -> None:
        """Asks a form over the page."""
        if self._state.view is not None and self._state.acting is not Acting.BUSY:
            self.begins.emit()
            self.overlay.ask(form)

    def ask_of_hall(self, make: Callable[[FloorView, Translator], Form]) -> None:
        """Asks a form that is made of how the hall stands, where none is asked."""
        view = self._state.view
        if view is not None and self.overlay.form is None:
            self.ask(make(view, self._translate))

    def follow(self, state: SupervisorState) -> None:
        """The state that is shown from now on."""
        before, self._state = self._state, state
        self._follow_act(before, state)
        self._follow_link(before, state)

    def _follow_act(self, before: SupervisorState, state: SupervisorState) -> None:
        """The form goes when what it asked for is done, and stays with why it is not; where what it is about has
        changed meanwhile, it goes too, as its answers are about what is no more."""
        if self.overlay.form is None or (before.acting is state.acting and before.notice is state.notice):
            return
        if state.acting is Acting.REFUSED and is_outdated(state.notice):
            self._close()
        elif state.acting is Acting.REFUSED and state.notice is not None:
            self.overlay.refuse(notice_text(state.notice, self._translate))
        elif before.acting is Acting.BUSY and state.acting is Acting.IDLE:
            self._close()
        elif state.acting is Acting.BUSY and state.notice is not None:
            self.overlay.tell(notice_text(state.notice, self._translate))

    def _follow_link(self, before: SupervisorState, state: SupervisorState) -> None:
        """A form that was refused because the database was away says that it is back."""
        if state.acting is not before.acting or state.notice is not before.notice:
            away = state.notice is not None and state.notice.code in _AWAY
            self._refused_away = state.acting is Acting.REFUSED and (away or self._refused_away)
        if self._refused_away and self.overlay.form is not None and state.link.connected and not before.link.connected:
            self._refused_away = False
            self.overlay.tell(self._translate("form.connected"))

    def _close(self) -> None:
        self.overlay.close_form()
        self.late_keys.begin()
