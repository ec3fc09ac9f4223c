"""What a clerk does with a key or the scanner, as far as it depends on how the counter stands."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from counter.desk.choices import missing_papers
from counter.desk.intents import DeskIntents
from counter.desk.offering import offer_command
from counter.desk.pages.desk import DeskPage
from counter.desk.state import NOT_COME, Command, DeskState, Intent, Phase
from hall.lifecycle import Action
from hall.translator import Translator


class DeskActs(QObject):
    """Turns keys into what the ``intents`` emit; ``state`` is what the window shows."""

    def __init__(self, desk: DeskPage, intents: DeskIntents, translate: Translator) -> None:
        super().__init__(desk)
        self._desk, self._intents, self._translate = desk, intents, translate
        self.state = DeskState()

    def intend(self, intent: Intent) -> None:
        """Any other shortcut closes an open sheet and does its own work, or asks whether the visitor has not come."""
        if self.state.assumed and intent in NOT_COME:
            self._intents.asked.emit(intent.value, 0)
            return
        self._desk.close_sheet()
        self._intents.intended.emit(intent.value)

    @Slot()
    def escape(self) -> None:
        """Closes the sheet; without one it keeps the visit of the called number from beginning by itself."""
        view = self.state.view
        if self._desk.sheet.intent is not None:
            self._desk.sheet.leave()
        elif view is not None and Action.NOT_BEGUN in view.allowed and not view.kept_waiting:
            self._intents.intended.emit(Intent.NOT_BEGUN.value)

    @Slot()
    def read_notes(self) -> None:
        """What was left at the counter has been read."""
        view = self.state.view
        if view is not None and view.handover:
            self._intents.intended.emit(Intent.READ_NOTES.value)

    @Slot()
    def end_for_papers(self) -> None:
        """What the visitor has not brought is the obstacle: the visit ends with it."""
        view = self.state.view
        choice = missing_papers(view, self.state.missing, self._translate) if view is not None else None
        if choice is not None:
            self._desk.close_sheet()
            self._intents.commanded.emit(choice.command)

    @Slot(str)
    def scanned(self, text: str) -> None:
        """A slip or booking was scanned, wherever the focus is."""
        if self.state.phase is Phase.DESK:
            self._desk.close_sheet()
            self._intents.commanded.emit(Command(Intent.SCAN, code=text))

    def offer(self) -> None:
        """Offers the visitor the next thing that the hall has for a promise that was not kept."""
        view = self.state.view
        wanted = offer_command(view) if view is not None and self.state.phase is Phase.DESK else None
        if wanted is not None:
            self._intents.commanded.emit(wanted)
