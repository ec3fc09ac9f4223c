"""The shortcuts of the supervisor's window, and the sheet that lists them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from counter.supervisor.changing.announcing import announce_form
from counter.supervisor.keys import HELP_SHORTCUT, PAPER_SHORTCUT, KeyLook, bind, keys_of, more_keys
from counter.supervisor.parts.agencies import ANNOUNCE_SHORTCUT, FILTER_SHORTCUT
from counter.supervisor.parts.header import SIGN_OUT_SHORTCUT, TAB_SHORTCUT
from counter.supervisor.parts.key_sheet import KeySheet
from counter.supervisor.parts.whole_hall import EVACUATION_SHORTCUT
from counter.supervisor.state import SupervisorState
from counter.supervisor.tab_page import TabPage
from counter.supervisor.whole.forms import evacuation_form
from qtkit.desk.bars import LANGUAGE_SHORTCUT

if TYPE_CHECKING:
    from counter.supervisor.window import SupervisorWindow

OVERVIEW_SHORTCUT = "F11"


class WindowKeys(QObject):
    """Binds the shortcuts of ``window`` that belong to no tab; ``state`` is what the window shows."""

    def __init__(self, window: SupervisorWindow) -> None:
        super().__init__(window)
        self._window = window
        self.state = SupervisorState()
        self.sheet = KeySheet(window)
        find = partial(self._with_page, lambda page: page.begin_to_find())
        paper = partial(self._with_page, lambda page: page.put_on_paper())
        of_hall = window.asking.ask_of_hall
        for keys, act, code in (
            (HELP_SHORTCUT, self.on_help, "supervisor.keys"),
            (FILTER_SHORTCUT, find, "supervisor.keys_find"),
            (PAPER_SHORTCUT, paper, "supervisor.keys_paper"),
            (ANNOUNCE_SHORTCUT, partial(of_hall, announce_form), "supervisor.announcing_button"),
            (LANGUAGE_SHORTCUT, window.header.language_requested.emit, "supervisor.keys_language"),
            (OVERVIEW_SHORTCUT, window.overview_requested.emit, "supervisor.keys_overview"),
            (SIGN_OUT_SHORTCUT, window.sign_out_requested.emit, "supervisor.sign_out"),
        ):
            bind(window, keys, act, code)
        evacuate = partial(of_hall, evacuation_form)
        self.evacuate = bind(window, EVACUATION_SHORTCUT, evacuate, "supervisor.whole_evacuate")
        for place, tab in enumerate(window.tabs, start=1):
            bind(window, TAB_SHORTCUT.format(place), partial(self._on_tab_key, place), f"supervisor.tab_{tab.value}")

    @Slot()
    def on_help(self) -> None:
        """Shows every key of the window and of the tab, or leaves that again."""
        if not self.sheet.isHidden():
            self.sheet.leave()
        elif self._free:
            self.sheet.open(self._window.translate("supervisor.keys"), self.looks())

    def looks(self) -> list[KeyLook]:
        """The rows of the sheet of keys: only the tabs that the person has."""
        window, tab = self._window, self.state.tab
        translate, page = window.translate, window.tabs[tab]
        hidden = {TAB_SHORTCUT.format(place) for place in range(len(self.state.tabs) + 1, len(window.tabs) + 1)}
        own = [*more_keys(page.more_keys, translate), *keys_of(page, translate)]
        always = [look for look in keys_of(window, translate, deep=False) if look.keys not in hidden]
        heads = [KeyLook("tab", "", translate(f"supervisor.tab_{tab.value}"))]
        return [*heads, *own, KeyLook("window", "", translate("supervisor.keys_window")), *always]

    @property
    def _free(self) -> bool:
        """Whether the hall is shown, and no form is asked over it."""
        return self.state.view is not None and self._window.overlay.form is None

    def _with_page(self, act: Callable[[TabPage], None]) -> None:
        if self._free:
            act(self._window.tabs[self.state.tab])

    def _on_tab_key(self, place: int) -> None:
        tabs = self.state.tabs
        if place <= len(tabs) and self._window.overlay.form is None:
            self._window.tab_chosen.emit(tabs[place - 1].value)
