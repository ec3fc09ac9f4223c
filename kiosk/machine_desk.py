"""The staff's page but for its printer: how the machine is, its languages, training, and the end of the program."""

from __future__ import annotations

import logging
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from hall.language_files import LoadedLanguage, loaded_languages
from hall.translator import Translator
from hall.views import StationLine
from kiosk.ending import Ending
from kiosk.machine_screen import MachineScreen, StaffTab, Step
from kiosk.screen import Page
from kiosk.screen_state import ScreenState
from kiosk.training import Training
from qtkit.store_link import StoreLink

log = logging.getLogger(__name__)


class MachineDesk(QObject):
    """Reads what a tab shows when it is opened. ``end_wanted`` carries the ``Ending`` that the staff chose, and
    confirmed."""

    end_wanted = Signal(object)

    def __init__(
        self,
        link: StoreLink,
        state: ScreenState,
        training: Training,
        translate: Translator,
        parent: QObject | None = None,
        *,
        station: str,
    ) -> None:
        super().__init__(parent)
        self._link, self._state, self._training, self._translate = link, state, training, translate
        self._station = station
        training.ready.connect(self._on_training)
        training.failed.connect(self._on_training_failed)

    @property
    def _machine(self) -> MachineScreen:
        return self._state.screen.machine

    @property
    def _open(self) -> bool:
        """Whether a touch on the page counts."""
        screen = self._state.screen
        return screen.page is Page.STAFF and screen.staff.unlocked and not self._machine.busy

    def show_tab(self, tab: str) -> None:
        """Opens a tab, and reads afresh what it shows."""
        if not self._open:
            return
        self._show(tab=StaffTab(tab), asks=None, failed=False)
        if self._machine.tab is StaffTab.HEALTH:
            station = self._station
            self._link.read(lambda reader: reader.health.of_station(station), self._on_health, self._on_unread)
        elif self._machine.tab is StaffTab.LANGUAGES:
            translate = self._translate
            self._link.worker.run(lambda: loaded_languages(translate), self._on_languages, self._on_unread)

    def ask(self, step: str) -> None:
        """A key of the program's tab: is that meant? Training that goes on ends at once."""
        if not self._open:
            return
        if step == Step.TRAIN and self._state.screen.training:
            self._training.stop()
        else:
            self._show(asks=Step(step), failed=False)

    def withdraw(self) -> None:
        """It was not meant."""
        if self._open:
            self._show(asks=None)

    def confirm(self) -> None:
        """It was meant."""
        asked = self._machine.asks
        if not self._open or asked is None:
            return
        if asked is Step.TRAIN:
            self._show(asks=None, busy=True)
            self._training.start()
            return
        ending = Ending.RESTART if asked is Step.RESTART else Ending.LEFT
        log.info("the staff end the program: %s", ending.name)
        self.end_wanted.emit(ending)

    def _show(self, **changes: object) -> None:
        self._state.idle.touched()
        self._state.show(machine=replace(self._machine, **changes))  # type: ignore[arg-type]

    def _on_health(self, lines: tuple[StationLine, ...]) -> None:
        if self._open:
            self._show(health=lines)

    def _on_languages(self, languages: tuple[LoadedLanguage, ...]) -> None:
        if self._open:
            self._show(languages=languages)

    def _on_unread(self, error: Exception) -> None:
        log.warning("a tab of the staff's page cannot be read: %s", error)
        if self._open:
            self._show(failed=True)

    def _on_training(self) -> None:
        self._state.go_home()

    def _on_training_failed(self) -> None:
        if self._machine.busy:
            self._show(busy=False, failed=True)
