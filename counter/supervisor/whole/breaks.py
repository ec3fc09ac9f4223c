"""Today's staggered breaks: they are read when they are asked for, shown in a form, and shown again when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from counter.desk.state import DeskNotice
from counter.supervisor.changing.reading import read_details
from counter.supervisor.state import SupervisorState
from counter.supervisor.whole.acts import SAID_BREAKS
from counter.supervisor.whole.breaks_form import breaks_form
from hall.access import By
from hall.translator import Translator
from hall.views import BreaksView

if TYPE_CHECKING:
    from hall.store import Reader


@dataclass(frozen=True, slots=True)
class BreaksAsked:
    """Today's breaks are asked for; ``number`` tells one time from another."""

    number: int


@dataclass(frozen=True, slots=True)
class BreaksAnswer:
    """What was read for the time of that number."""

    number: int
    view: BreaksView


def read_hall(reader: Reader, by: By, query: object) -> object:
    """What the tab Aula reads besides the floor: today's breaks once, or the details of what is opened."""
    if isinstance(query, BreaksAsked):
        return BreaksAnswer(query.number, reader.breaks.today(by.agency))
    return read_details(reader, by, query)


class Breaks(QObject):
    """Shows today's breaks. ``wanted`` carries what is to be read, ``read`` says that it was, ``asked`` the form."""

    wanted = Signal(object)
    read = Signal()
    asked = Signal(object)

    def __init__(self, translate: Translator, parent: QObject) -> None:
        super().__init__(parent)
        self._translate = translate
        self._number, self._waits = 0, False
        self._notice: DeskNotice | None = None

    @Slot()
    def begin(self) -> None:
        """Reads them anew: planning counts the past, so they are not read with every change of the hall."""
        self._number, self._waits = self._number + 1, True
        self.wanted.emit(BreaksAsked(self._number))

    def show_state(self, state: SupervisorState) -> None:
        """Asks the form once the breaks are read, and again when a plan was kept or a break moved."""
        notice, self._notice = self._notice, state.notice
        if state.notice is not None and state.notice is not notice and state.notice.code in SAID_BREAKS:
            self.begin()
        answer = state.tab_view
        if not self._waits or not isinstance(answer, BreaksAnswer) or answer.number != self._number:
            return
        self._waits = False
        self.read.emit()
        if state.view is not None:
            self.asked.emit(breaks_form(answer.view, state.view, self._translate))
