"""The supervisor's window: its tabs, and the form over them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QCloseEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from counter.desk.texts import notice_text
from counter.supervisor.asking import Asking
from counter.supervisor.changing.announcing import announce_form
from counter.supervisor.keys import HELP_SHORTCUT
from counter.supervisor.page import HallPage
from counter.supervisor.parts.blank import BlankPage
from counter.supervisor.parts.evacuation_band import EvacuationBand
from counter.supervisor.parts.header import Header, local_time
from counter.supervisor.reports.page import ReportsPage
from counter.supervisor.state import Acting, SupervisorState, Tab
from counter.supervisor.tab_page import TabPage
from counter.supervisor.tabs import TABS
from counter.supervisor.texts import stale_text, status_texts
from counter.supervisor.window_keys import WindowKeys
from hall.translator import Translator
from qtkit.desk.bars import StatusBar
from qtkit.desk.layout import pack
from qtkit.desk.panel import LEAST, NoticeLine
from qtkit.desk.style import style_sheet
from qtkit.screens import bring_forward
from qtkit.timers import repeating

_TICK_MS = 1000
_BAND = 32


class _Pages(QStackedWidget):
    """One page of several; assistive technology finds that one alone."""

    access_role = QAccessible.Role.Pane


class SupervisorWindow(QWidget):
    """Shows a SupervisorState. ``now`` tells the hall's time for the clock. ``alarms_seen`` when the person has looked
    at the alarms, ``sign_out_requested`` when they want to leave, ``overview_requested`` for the page for a visit;
    ``acted`` carries what they want done, ``withdrawn`` when they left its form, ``tab_chosen`` a Tab,
    ``query_changed`` what the page looks for; ``painted`` comes once, with the first picture."""

    access_role = QAccessible.Role.Window
    painted = Signal()
    alarms_seen = Signal()
    sign_out_requested = Signal()
    acted = Signal(object)
    withdrawn = Signal()
    tab_chosen = Signal(str)
    query_changed = Signal(object)
    overview_requested = Signal()

    def __init__(self, translate: Translator, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.translate, self._now = translate, now
        self._state = SupervisorState()
        self._painted = False
        self.setObjectName("supervisor-window")
        self.setStyleSheet(style_sheet())
        self.setMinimumSize(*LEAST)
        self.header = Header(translate)
        self.evacuation = EvacuationBand()
        self.band = NoticeLine(_BAND, name="notice")
        self.tabs: dict[Tab, TabPage] = {kind.tab: kind.page(translate) for kind in TABS}
        self.blank = BlankPage(translate)
        self.status = StatusBar()
        self._pages = _Pages()
        self._ticker = repeating(self, self._on_tick, _TICK_MS)
        self._lay_out()
        self.asking = Asking(self, translate)
        self.overlay, self.late_keys = self.asking.overlay, self.asking.late_keys
        self.shortcuts = WindowKeys(self)
        self.keys = self.shortcuts.sheet
        self._connect()
        self.show_state(self._state)

    def _lay_out(self) -> None:
        for page in (*self.tabs.values(), self.blank):
            self._pages.addWidget(page)
        pack(
            QVBoxLayout(self),
            self.header,
            self.evacuation,
            (self._pages, 1),
            self.band,
            self.status,
            margins=(0, 0, 0, 0),
            spacing=0,
        )

    @property
    def page(self) -> HallPage:
        """The page Aula."""
        page = self.tabs[Tab.HALL]
        assert isinstance(page, HallPage)
        return page

    @property
    def reports(self) -> ReportsPage:
        """The page Laporan."""
        page = self.tabs[Tab.REPORTS]
        assert isinstance(page, ReportsPage)
        return page

    def _connect(self) -> None:
        self.header.language_requested.connect(self._on_language_requested)
        self.header.sign_out_requested.connect(self.sign_out_requested)
        self.header.tab_chosen.connect(self.tab_chosen)
        self.page.alarms.seen.connect(self.alarms_seen)
        announce = partial(self.asking.ask_of_hall, announce_form)
        self.page.agencies.announce_requested.connect(announce)
        for page in self.tabs.values():
            page.acted.connect(self.acted)
            page.asked.connect(self.asking.ask)
            page.query_changed.connect(self.query_changed)
            page.status_changed.connect(self._show_status)
        self.overlay.done.connect(self.acted)
        self.overlay.left.connect(self.withdrawn)
        self.reports.plans_wanted.connect(self.tab_chosen)
        self.asking.begins.connect(self.keys.leave)

    @Slot(object)
    def show_state(self, state: SupervisorState) -> None:
        """Shows ``state``."""
        before, self._state = self._state, state
        self.shortcuts.state = state
        translate, view = self.translate, state.view
        self.header.show_state(state)
        ends = view is not None and view.whole_hall
        self.shortcuts.evacuate.setEnabled(ends)
        self.evacuation.show_view(view, translate, ends=ends)
        self.asking.follow(state)
        text, tone = self._said(state)
        self.band.say(text, tone)
        self.band.setVisible(bool(text))
        # In the place of the status line, so that nothing moves under the pointer; what lasts stands over it.
        self.status.setVisible(not text or bool(stale_text(state, self.translate)))
        self._fit_band()
        page = self.blank if view is None else self.tabs[state.tab]
        page.show_state(state)
        self._pages.setCurrentWidget(page)
        if before.tab is not state.tab or view is None:
            self.keys.leave()
        if view is None:
            self.overlay.leave()
        elif before.view is None or before.tab is not state.tab:
            self.tabs[state.tab].first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_status()
        title = translate("supervisor.title")
        self.setWindowTitle(title if view is None else translate("supervisor.window_title", hall=view.hall.name))
        self._on_tick()

    def _said(self, state: SupervisorState) -> tuple[str, str]:
        """What the band says, and in which tone; what a form is refused for is said in the form."""
        stale = stale_text(state, self.translate)
        notice = state.notice
        in_form = self.overlay.form is not None and state.acting is not Acting.IDLE
        if notice is None or state.view is None or in_form:
            return stale, "warn"
        said = notice_text(notice, self.translate)
        return (f"{said} {stale}", "warn") if stale else (said, notice.tone)

    def _fit_band(self) -> None:
        self.band.set_height(max(self.status.minimumHeight(), self.band.least_height()))

    @Slot()
    def _show_status(self) -> None:
        state = self._state
        link, day, last = status_texts(state, self.translate)
        self.status.show_link(link, good=state.link.connected)
        self.status.show_more(day)
        self.status.show_last((state.view is not None and self.tabs[state.tab].status_text()) or last)
        hint = self.translate("supervisor.keys_hint", keys=HELP_SHORTCUT) if state.view is not None else ""
        self.status.show_hint(hint)

    @Slot()
    def present(self) -> None:
        """Brings the window before all others: somebody started the program again and does not see it."""
        bring_forward(self)

    @Slot()
    def _on_tick(self) -> None:
        self.header.show_time(local_time(self._state, self._now()))

    @Slot()
    def _on_language_requested(self) -> None:
        self.translate.language = self.translate.following().language
        self.show_state(self._state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_band()
        self.overlay.setGeometry(self.rect())
        self.keys.place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ticker.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._ticker.stop()
        super().closeEvent(event)
