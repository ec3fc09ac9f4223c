"""The shortcuts of the counter's window and of its bar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from counter.desk.offering import OFFER_SHORTCUT
from counter.desk.pages.locked import CHANGE_SHORTCUT
from counter.desk.parts.alarm_bar import COME_SHORTCUT, DAY_SHORTCUT, LIST_SHORTCUT
from counter.desk.parts.listed import FIND_SHORTCUT
from counter.desk.parts.own_pin_form import CHANGE_PIN_SHORTCUT
from counter.desk.parts.unprinted import CANCEL_SHORTCUT, HELD_SHORTCUT
from counter.desk.state import Intent
from qtkit.desk.bars import LANGUAGE_SHORTCUT

if TYPE_CHECKING:
    from counter.desk.window import CounterWindow

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


def bind_keys(window: CounterWindow) -> None:
    """Binds every shortcut of the window and its bar."""
    desk, bar, sign_in, acts, intents = window.desk, window.bar, window.sign_in, window.acts, window.intents
    for page in (desk, bar):
        for shortcut_text, intent, code in NUMBER_SHORTCUTS:
            _bind(page, shortcut_text, partial(acts.intend, intent), code)
        for shortcut_text, intent, code in ASKING_SHORTCUTS:
            _bind(page, shortcut_text, partial(window.ask, intent.value), code)
    first, alarms = desk.unprinted.click_first, desk.alarms
    sign_out = partial(intents.intended.emit, Intent.SIGN_OUT.value)
    hand_over = partial(window.ask, Intent.HAND_OVER.value)
    others: tuple[tuple[QWidget, str, Callable[[], object], str], ...] = (
        (desk, "F12", sign_out, "counter.button_sign_out"),
        (desk, LOCK_SHORTCUT, intents.lock_requested.emit, "counter.key_lock"),
        (window.locked, CHANGE_SHORTCUT, intents.clerk_change_requested.emit, "counter.change_clerk"),
        (desk, "F10", window.show_compact, "counter.key_compact"),
        (bar, "F10", window.show_full, "counter.button_full"),
        (bar, "Esc", acts.escape, "counter.key_escape"),
        (desk, "Shift+F12", hand_over, "counter.key_hand_over"),
        (desk, "Ctrl+R", acts.read_notes, "counter.key_notes_read"),
        (desk, "Shift+F9", acts.end_for_papers, "counter.key_missing"),
        (desk, HELD_SHORTCUT, partial(first, Intent.CONFIRM), "counter.key_held"),
        (desk, CANCEL_SHORTCUT, partial(first, Intent.CANCEL), "counter.key_cancel"),
        (sign_in, LIST_SHORTCUT, sign_in.alarms.open_list, "counter.key_alarms"),
        (sign_in, CHANGE_PIN_SHORTCUT, sign_in.change_pin_button.click, "counter.own_pin_button"),
        (desk, LIST_SHORTCUT, alarms.open_list, "counter.key_alarms"),
        (desk, COME_SHORTCUT, alarms.answer_help, "counter.key_come"),
        (window, LANGUAGE_SHORTCUT, intents.language_requested.emit, "counter.key_language"),
        (desk, OFFER_SHORTCUT, acts.offer, "counter.key_offer"),
        (bar, OFFER_SHORTCUT, acts.offer, "counter.key_offer"),
    )
    papers = desk.current.papers
    for place, tick in enumerate(papers.ticks):
        _bind(desk.current, tick.shortcut_text, partial(papers.press, place), "counter.key_papers")
    for where, shortcut_text, act, code in others:
        _bind(where, shortcut_text, act, code)


def _bind(page: QWidget, shortcut_text: str, act: Callable[[], object], code: str) -> None:
    """Binds a key to ``act`` while ``page`` is on screen; a held key acts once. ``code`` is the text that says what it
    does (docs/print)."""
    shortcut = QShortcut(QKeySequence(shortcut_text), page, autoRepeat=False)
    shortcut.setWhatsThis(code)
    shortcut.activated.connect(act)
