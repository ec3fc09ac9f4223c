"""The supervisor's window: its tabs, the form over them, and their shortcuts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QCloseEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from counter.desk.texts import notice_text
from counter.supervisor.changing.announcing import announce_form
from counter.supervisor.keys import HELP_SHORTCUT, PAPER_SHORTCUT, KeyLook, bind, keys_of, more_keys
from counter.supervisor.late_keys import LateKeys
from counter.supervisor.outdated import is_outdated
from counter.supervisor.page import HallPage
from counter.supervisor.parts.agencies import ANNOUNCE_SHORTCUT, FILTER_SHORTCUT
from counter.supervisor.parts.blank import BlankPage
from counter.supervisor.parts.evacuation_band import EvacuationBand
from counter.supervisor.parts.header import SIGN_OUT_SHORTCUT, TAB_SHORTCUT, Header, local_time
from counter.supervisor.parts.key_sheet import KeySheet
from counter.supervisor.parts.whole_hall import EVACUATION_SHORTCUT
from counter.supervisor.reports.page import ReportsPage
from counter.supervisor.state import Acting, SupervisorState, Tab
from counter.supervisor.tab_page import TabPage
from counter.supervisor.tabs import TABS
from counter.supervisor.texts import stale_text, status_texts
from counter.supervisor.whole.forms import evacuation_form
from hall.translator import Translator
from hall.views import FloorView
from qtkit.desk.asked import Form
from qtkit.desk.bars import LANGUAGE_SHORTCUT, StatusBar
from qtkit.desk.form import FormOverlay
from qtkit.desk.layout import pack
from qtkit.desk.panel import LEAST, NoticeLine
from qtkit.desk.style import style_sheet
from qtkit.screens import bring_forward
from qtkit.timers import repeating

OVERVIEW_SHORTCUT = "F11"
_AWAY = frozenset({"away_key", "supervisor.act_not_done"})
"""What a form is refused for while the database is away."""
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
        self._painted = self._refused_away = False
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
        self.overlay = FormOverlay(self)
        self.late_keys = LateKeys(self)
        self.keys = KeySheet(self)
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
        announce = partial(self._ask_of_hall, announce_form)
        self.page.agencies.announce_requested.connect(announce)
        for page in self.tabs.values():
            page.acted.connect(self.acted)
            page.asked.connect(self.ask)
            page.query_changed.connect(self.query_changed)
            page.status_changed.connect(self._show_status)
        self.overlay.done.connect(self.acted)
        self.overlay.left.connect(self.withdrawn)
        self.reports.plans_wanted.connect(self.tab_chosen)
        self._bind_keys()

    def _bind_keys(self) -> None:
        find = partial(self._with_page, lambda page: page.begin_to_find())
        paper = partial(self._with_page, lambda page: page.put_on_paper())
        for keys, act, code in (
            (HELP_SHORTCUT, self._on_help, "supervisor.keys"),
            (FILTER_SHORTCUT, find, "supervisor.keys_find"),
            (PAPER_SHORTCUT, paper, "supervisor.keys_paper"),
            (ANNOUNCE_SHORTCUT, partial(self._ask_of_hall, announce_form), "supervisor.announcing_button"),
            (LANGUAGE_SHORTCUT, self._on_language_requested, "supervisor.keys_language"),
            (OVERVIEW_SHORTCUT, self.overview_requested.emit, "supervisor.keys_overview"),
            (SIGN_OUT_SHORTCUT, self.sign_out_requested.emit, "supervisor.sign_out"),
        ):
            bind(self, keys, act, code)
        evacuate = partial(self._ask_of_hall, evacuation_form)
        self._evacuate = bind(self, EVACUATION_SHORTCUT, evacuate, "supervisor.whole_evacuate")
        for place, tab in enumerate(self.tabs, start=1):
            bind(self, TAB_SHORTCUT.format(place), partial(self._on_tab_key, place), f"supervisor.tab_{tab.value}")

    @Slot(object)
    def show_state(self, state: SupervisorState) -> None:
        """Shows ``state``."""
        before, self._state = self._state, state
        translate, view = self.translate, state.view
        self.header.show_state(state)
        ends = view is not None and view.whole_hall
        self._evacuate.setEnabled(ends)
        self.evacuation.show_view(view, translate, ends=ends)
        self._follow_act(before, state)
        self._follow_link(before, state)
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

    def _follow_act(self, before: SupervisorState, state: SupervisorState) -> None:
        """The form goes when what it asked for is done, and stays with why it is not; where what it is about has
        changed meanwhile, it goes too, as its answers are about what is no more."""
        if self.overlay.form is None or (before.acting is state.acting and before.notice is state.notice):
            return
        if state.acting is Acting.REFUSED and is_outdated(state.notice):
            self._close_form()
        elif state.acting is Acting.REFUSED and state.notice is not None:
            self.overlay.refuse(notice_text(state.notice, self.translate))
        elif before.acting is Acting.BUSY and state.acting is Acting.IDLE:
            self._close_form()
        elif state.acting is Acting.BUSY and state.notice is not None:
            self.overlay.tell(notice_text(state.notice, self.translate))

    def _follow_link(self, before: SupervisorState, state: SupervisorState) -> None:
        """A form that was refused because the database was away says that it is back."""
        if state.acting is not before.acting or state.notice is not before.notice:
            away = state.notice is not None and state.notice.code in _AWAY
            self._refused_away = state.acting is Acting.REFUSED and (away or self._refused_away)
        if self._refused_away and self.overlay.form is not None and state.link.connected and not before.link.connected:
            self._refused_away = False
            self.overlay.tell(self.translate("form.connected"))

    def _close_form(self) -> None:
        self.overlay.close_form()
        self.late_keys.begin()

    @Slot(object)
    def ask(self, form: Form) -> None:
        """Asks a form over the page."""
        if self._state.view is not None and self._state.acting is not Acting.BUSY:
            self.keys.leave()
            self.overlay.ask(form)

    @Slot()
    def _on_help(self) -> None:
        """Shows every key of the window and of the tab, or leaves that again."""
        if not self.keys.isHidden():
            self.keys.leave()
        elif self._state.view is not None and self.overlay.form is None:
            self.keys.open(self.translate("supervisor.keys"), self.key_looks())

    def key_looks(self) -> list[KeyLook]:
        """The rows of the sheet of keys: only the tabs that the person has."""
        translate, tab = self.translate, self._state.tab
        hidden = {TAB_SHORTCUT.format(place) for place in range(len(self._state.tabs) + 1, len(self.tabs) + 1)}
        page, name = self.tabs[tab], translate(f"supervisor.tab_{tab.value}")
        own = [*more_keys(page.more_keys, translate), *keys_of(page, translate)]
        always = [look for look in keys_of(self, translate, deep=False) if look.keys not in hidden]
        return [KeyLook("tab", "", name), *own, KeyLook("window", "", translate("supervisor.keys_window")), *always]

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

    def _with_page(self, act: Callable[[TabPage], None]) -> None:
        """Does something with the page that is shown, where no form is asked over it."""
        if self._state.view is not None and self.overlay.form is None:
            act(self.tabs[self._state.tab])

    def _ask_of_hall(self, make: Callable[[FloorView, Translator], Form]) -> None:
        view = self._state.view
        if view is not None and self.overlay.form is None:
            self.ask(make(view, self.translate))

    def _on_tab_key(self, place: int) -> None:
        tabs = self._state.tabs
        if place <= len(tabs) and self.overlay.form is None:
            self.tab_chosen.emit(tabs[place - 1].value)

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
