"""The counter's window: sign-in or desk, and the bar that stays on top."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from counter.desk.bar import CompactWindow
from counter.desk.desk_acts import DeskActs
from counter.desk.intents import DeskIntents
from counter.desk.pages.desk import DeskPage
from counter.desk.pages.locked import LockedPage
from counter.desk.pages.sign_in import SignInPage
from counter.desk.state import DeskState, Intent, Phase
from counter.desk.texts import program_title, refusal_of
from counter.desk.window_keys import bind_keys
from hall.desk_setup import DeskSetup
from hall.numbering import is_code
from hall.translator import Translator
from qtkit.desk.layout import pack
from qtkit.desk.style import style_sheet
from qtkit.global_keys.keys import Grabber, no_grabber
from qtkit.scanner import ScanFilter
from qtkit.screens import bring_forward
from qtkit.timers import repeating

_TICK_MS = 1000


class CounterWindow(QWidget):
    """Shows a DeskState on the page that belongs to it, and emits what the clerk wants.

    ``now`` tells the hall's time for the clock and the timer; ``setup`` is what this machine does, ``grabber`` makes
    what takes the shortcuts of the bar in other programs.
    """

    painted = Signal()

    def __init__(
        self,
        translate: Translator,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
        *,
        setup: DeskSetup | None = None,
        grabber: Callable[[], Grabber | None] = no_grabber,
    ) -> None:
        super().__init__(parent)
        self.translate, self._now = translate, now
        self._state = DeskState()
        self.intents = DeskIntents(self)
        self._painted = self._back_to_bar = self._locked_bar = False
        self.setObjectName("counter-window")
        self.setStyleSheet(style_sheet())
        self.sign_in = SignInPage(translate, self.intents)
        self.desk = DeskPage(translate, self.intents)
        self.acts = DeskActs(self.desk, self.intents, translate)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.sign_in)
        self._pages.addWidget(self.desk)
        self.locked = LockedPage(translate, self.intents)
        self._pages.addWidget(self.locked)
        pack(QVBoxLayout(self), self._pages, margins=(0, 0, 0, 0))
        self.bar = CompactWindow(translate, self.intents, setup or DeskSetup(), grabber)
        self._scans = ScanFilter(is_code, self)
        self._ticker = repeating(self, self._on_tick, _TICK_MS)
        self._connect()
        bind_keys(self)
        self.show_state(self._state)

    def _connect(self) -> None:
        for wanted, act in (
            (self.bar.closed, self.close),
            (self._scans.scanned, self.acts.scanned),
            (self.desk.sheet_closed, self._on_sheet_closed),
            (self.intents.asked, self.ask),
            (self.intents.compact_requested, self.show_compact),
            (self.intents.full_requested, self.show_full),
            (self.intents.language_requested, self._on_language_requested),
        ):
            wanted.connect(act)

    @property
    def page(self) -> str:
        """What is shown now: ``sign_in``, ``desk``, ``locked`` or ``compact``."""
        return "compact" if self.bar.isVisible() else self._state.phase.value

    @Slot(object)
    def show_state(self, state: DeskState) -> None:
        """Shows ``state``; another phase has another page."""
        changed = state.phase is not self._state.phase
        self._state = self.acts.state = state
        at_desk = state.phase is Phase.DESK
        if changed:
            self._back_to_bar = False
            self.desk.close_sheet()
        if at_desk:
            self.desk.show_state(state)
            self.bar.show_state(state)
        elif state.phase is Phase.LOCKED:
            self.locked.show_state(state)
        else:
            self.sign_in.show_state(state)
        self._pages.setCurrentWidget(self._page_of(state.phase))
        if changed and not at_desk:
            self._locked_bar = state.phase is Phase.LOCKED and self.bar.isVisible()
            self.show_full()
            (self.locked if state.phase is Phase.LOCKED else self.sign_in).begin()
        elif changed:
            self.sign_in.end()
            self.desk.rest()
            if self._locked_bar:
                self.show_compact()
        self._show_title()
        self._on_tick()

    def _page_of(self, phase: Phase) -> DeskPage | SignInPage | LockedPage:
        if phase is Phase.DESK:
            return self.desk
        return self.locked if phase is Phase.LOCKED else self.sign_in

    @Slot(str, int)
    def ask(self, intent: str, about: int = 0) -> None:
        """Opens the sheet of choices for an intent; lets the presenter say why when it is not possible now.

        The shortcut of the sheet that is open closes it; on a paused counter the one for a break opens the counter
        again; one that need not be asked now is done. ``about`` is the id of a number that is not the one at the
        counter.
        """
        wanted, state = Intent(intent), self._state
        view = state.view
        if view is None or state.phase is not Phase.DESK or state.busy is not None or not state.link.connected:
            return
        if wanted is Intent.DAY and not state.day_steps:
            return
        if self.desk.sheet.intent is wanted:
            self.desk.close_sheet()
        elif wanted is Intent.PAUSE and view.counter.pause is not None:
            self.intents.intended.emit(Intent.RESUME.value)
        elif not state.asks(wanted):
            self.acts.intend(wanted)
        elif refusal_of(view, wanted) is not None:
            self.intents.intended.emit(intent)
        else:
            from_bar = self.bar.isVisible()
            self.show_full()
            self._back_to_bar = from_bar or self._back_to_bar
            self.desk.ask(wanted, state, about)

    @Slot()
    def _on_sheet_closed(self) -> None:
        if self._back_to_bar:
            self._back_to_bar = False
            self.show_compact()

    @Slot()
    def show_compact(self) -> None:
        """Puts the small bar on top of all windows in place of this one."""
        if self._state.phase is not Phase.DESK or self.bar.isVisible():
            return
        self.bar.leave_behind(self._state.notice)
        self.bar.show_state(self._state)
        self.bar.appear(self)
        self._on_tick()
        self.hide()

    @Slot()
    def show_full(self) -> None:
        """Comes back from the small bar."""
        if not self.bar.isVisible():
            return
        self.show()
        self.activateWindow()
        self.bar.hide()

    @Slot()
    def present(self) -> None:
        """Brings the window before all others: somebody started the program again and does not see it."""
        self.show_full()
        bring_forward(self)

    def _show_title(self) -> None:
        view, translate = self._state.view, self.translate
        if view is None:
            title = program_title(self._state, translate)
        elif view.current is None:
            title = translate("counter.title_counter", label=view.counter.label)
        else:
            title = translate("counter.title_ticket", label=view.counter.label, code=view.current.code)
        self.setWindowTitle(title)
        self.bar.setWindowTitle(title)

    @Slot()
    def _on_tick(self) -> None:
        now = self._now()
        if self._state.phase is Phase.DESK:
            self.desk.tick(now)
            self.bar.tick(now)
        else:
            (self.locked if self._state.phase is Phase.LOCKED else self.sign_in).tick(now)

    @Slot()
    def _on_language_requested(self) -> None:
        self.translate.language = self.translate.following().language
        self.show_state(self._state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not a shortcut, which would take it from a list of alarms that is open.
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.acts.escape()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._scans.watch(self.windowHandle())
        self._ticker.start()
        if self._state.phase is Phase.SIGN_IN:
            self.sign_in.begin()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._ticker.stop()
        self.bar.hide()
        super().closeEvent(event)
