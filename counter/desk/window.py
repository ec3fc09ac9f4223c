"""The counter's window: sign-in or desk, the bar that stays on top, and the shortcuts of both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from counter.desk.bar import CompactWindow
from counter.desk.choices import missing_papers
from counter.desk.intents import DeskIntents
from counter.desk.offering import OFFER_SHORTCUT, offer_command
from counter.desk.pages.desk import DeskPage
from counter.desk.pages.locked import CHANGE_SHORTCUT, LockedPage
from counter.desk.pages.sign_in import SignInPage
from counter.desk.parts.alarm_bar import COME_SHORTCUT, DAY_SHORTCUT, LIST_SHORTCUT
from counter.desk.parts.listed import FIND_SHORTCUT
from counter.desk.parts.own_pin_form import CHANGE_PIN_SHORTCUT
from counter.desk.parts.unprinted import CANCEL_SHORTCUT, HELD_SHORTCUT
from counter.desk.state import NOT_COME, Command, DeskState, Intent, Phase
from counter.desk.texts import program_title, refusal_of
from hall.desk_setup import DeskSetup
from hall.lifecycle import Action
from hall.numbering import is_code
from hall.translator import Translator
from qtkit.desk.bars import LANGUAGE_SHORTCUT
from qtkit.desk.layout import pack
from qtkit.desk.style import style_sheet
from qtkit.global_keys.keys import Grabber, no_grabber
from qtkit.scanner import ScanFilter
from qtkit.screens import bring_forward
from qtkit.timers import repeating

NUMBER_SHORTCUTS = (
    ("F1", Intent.SERVE, "counter.button_serve"),
    ("F2", Intent.CALL_NEXT, "counter.button_call_next"),
    ("F3", Intent.RECALL, "counter.button_recall"),
    ("F4", Intent.FINISH, "counter.button_finish"),
    ("F6", Intent.NO_SHOW, "counter.button_no_show"),
    ("Ctrl+Z", Intent.UNDO, "counter.key_undo"),
)
"""The shortcuts of a clerk at work, in the window and in the bar, each with the code of what it does."""

ASKING_SHORTCUTS = (
    (FIND_SHORTCUT, Intent.CALL_NUMBER, "counter.key_find"),
    ("F7", Intent.HOLD, "counter.button_hold"),
    ("F8", Intent.TRANSFER, "counter.button_transfer"),
    ("F9", Intent.OBSTACLE, "counter.button_obstacle"),
    ("F11", Intent.PAUSE, "counter.key_pause"),
    ("Ctrl+H", Intent.HISTORY, "counter.key_history"),
    (DAY_SHORTCUT, Intent.DAY, "counter.day_confirm"),
)
"""The shortcuts that open the sheet of choices; from the bar they open the window for as long as the sheet is open."""

LOCK_SHORTCUT = "Ctrl+K"
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
        self._bind_shortcuts()
        self.show_state(self._state)

    def _connect(self) -> None:
        for wanted, act in (
            (self.bar.closed, self.close),
            (self._scans.scanned, self._on_scanned),
            (self.desk.sheet_closed, self._on_sheet_closed),
            (self.intents.asked, self.ask),
            (self.intents.compact_requested, self.show_compact),
            (self.intents.full_requested, self.show_full),
            (self.intents.language_requested, self._on_language_requested),
        ):
            wanted.connect(act)

    def _bind_shortcuts(self) -> None:
        for page in (self.desk, self.bar):
            for shortcut_text, intent, code in NUMBER_SHORTCUTS:
                _bind(page, shortcut_text, partial(self._intend, intent), code)
            for shortcut_text, intent, code in ASKING_SHORTCUTS:
                _bind(page, shortcut_text, partial(self.ask, intent.value), code)
        first, alarms = self.desk.unprinted.click_first, self.desk.alarms
        sign_out = partial(self.intents.intended.emit, Intent.SIGN_OUT.value)
        hand_over = partial(self.ask, Intent.HAND_OVER.value)
        others: tuple[tuple[QWidget, str, Callable[[], object], str], ...] = (
            (self.desk, "F12", sign_out, "counter.button_sign_out"),
            (self.desk, LOCK_SHORTCUT, self.intents.lock_requested.emit, "counter.key_lock"),
            (self.locked, CHANGE_SHORTCUT, self.intents.clerk_change_requested.emit, "counter.change_clerk"),
            (self.desk, "F10", self.show_compact, "counter.key_compact"),
            (self.bar, "F10", self.show_full, "counter.button_full"),
            (self.bar, "Esc", self._on_escape, "counter.key_escape"),
            (self.desk, "Shift+F12", hand_over, "counter.key_hand_over"),
            (self.desk, "Ctrl+R", self._on_notes_read, "counter.key_notes_read"),
            (self.desk, "Shift+F9", self._on_missing, "counter.key_missing"),
            (self.desk, HELD_SHORTCUT, partial(first, Intent.CONFIRM), "counter.key_held"),
            (self.desk, CANCEL_SHORTCUT, partial(first, Intent.CANCEL), "counter.key_cancel"),
            (self.sign_in, LIST_SHORTCUT, self.sign_in.alarms.open_list, "counter.key_alarms"),
            (self.sign_in, CHANGE_PIN_SHORTCUT, self.sign_in.change_pin_button.click, "counter.own_pin_button"),
            (self.desk, LIST_SHORTCUT, alarms.open_list, "counter.key_alarms"),
            (self.desk, COME_SHORTCUT, alarms.answer_help, "counter.key_come"),
            (self, LANGUAGE_SHORTCUT, self._on_language_requested, "counter.key_language"),
            (self.desk, OFFER_SHORTCUT, self._offer, "counter.key_offer"),
            (self.bar, OFFER_SHORTCUT, self._offer, "counter.key_offer"),
        )
        papers = self.desk.current.papers
        for place, tick in enumerate(papers.ticks):
            _bind(self.desk.current, tick.shortcut_text, partial(papers.press, place), "counter.key_papers")
        for where, shortcut_text, act, code in others:
            _bind(where, shortcut_text, act, code)

    @property
    def page(self) -> str:
        """What is shown now: ``sign_in``, ``desk``, ``locked`` or ``compact``."""
        return "compact" if self.bar.isVisible() else self._state.phase.value

    @Slot(object)
    def show_state(self, state: DeskState) -> None:
        """Shows ``state``; another phase has another page."""
        changed = state.phase is not self._state.phase
        self._state = state
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
            self._intend(wanted)
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

    def _intend(self, intent: Intent) -> None:
        """Any other shortcut closes an open sheet and does its own work, or asks whether the visitor has not come."""
        if self._state.assumed and intent in NOT_COME:
            self.ask(intent.value)
            return
        self.desk.close_sheet()
        self.intents.intended.emit(intent.value)

    @Slot()
    def _on_escape(self) -> None:
        """Closes the sheet; without one it keeps the visit of the called number from beginning by itself."""
        view = self._state.view
        if self.desk.sheet.intent is not None:
            self.desk.sheet.leave()
        elif view is not None and Action.NOT_BEGUN in view.allowed and not view.kept_waiting:
            self.intents.intended.emit(Intent.NOT_BEGUN.value)

    @Slot()
    def _on_notes_read(self) -> None:
        """What was left at the counter has been read."""
        view = self._state.view
        if view is not None and view.handover:
            self.intents.intended.emit(Intent.READ_NOTES.value)

    @Slot()
    def _on_missing(self) -> None:
        """What the visitor has not brought is the obstacle: the visit ends with it."""
        view = self._state.view
        choice = missing_papers(view, self._state.missing, self.translate) if view is not None else None
        if choice is not None:
            self.desk.close_sheet()
            self.intents.commanded.emit(choice.command)

    @Slot(str)
    def _on_scanned(self, text: str) -> None:
        """A slip or booking was scanned, wherever the focus is."""
        if self._state.phase is Phase.DESK:
            self.desk.close_sheet()
            self.intents.commanded.emit(Command(Intent.SCAN, code=text))

    def _offer(self) -> None:
        """Offers the visitor the next thing that the hall has for a promise that was not kept."""
        view = self._state.view
        wanted = offer_command(view) if view is not None and self._state.phase is Phase.DESK else None
        if wanted is not None:
            self.intents.commanded.emit(wanted)

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
            self._on_escape()
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


def _bind(page: QWidget, shortcut_text: str, act: Callable[[], object], code: str) -> None:
    """Binds a key to ``act`` while ``page`` is on screen; a held key acts once. ``code`` is the text that says what it
    does (docs/print)."""
    shortcut = QShortcut(QKeySequence(shortcut_text), page, autoRepeat=False)
    shortcut.setWhatsThis(code)
    shortcut.activated.connect(act)
