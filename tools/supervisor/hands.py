"""What a supervisor has done before a picture is taken: what is opened, asked and refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from counter.desk.texts import notice_of
from counter.supervisor.people.page import PeoplePage
from counter.supervisor.reports.page import ReportsPage
from counter.supervisor.reports.wanted import ReportView
from counter.supervisor.state import Acting, SupervisorState, Tab
from counter.supervisor.whole.breaks import BreaksAnswer, BreaksAsked
from counter.supervisor.window import SupervisorWindow
from hall.errors import Refused
from hall.translator import Translator
from hall.views import BreaksView, FloorView

Hands = Callable[[SupervisorWindow, SupervisorState], None]


def details(of: str, button: str = "", *, row: str = "") -> Hands:
    """Opens the details of a row of the table (``service service-h``), chooses the first row there of a kind, presses a
    button."""

    def act(window: SupervisorWindow, state: SupervisorState) -> None:
        window.page.open_details(of)
        window.show_state(state)
        panel = window.page.details
        kinds = [line.kind for line in panel.list.rows.looks]
        if row:
            panel.list.setCurrentIndex(panel.list.rows.index(kinds.index(row)))
        if button:
            panel.buttons[button].click()

    return act


def refused(before: Hands, refusal: Refused) -> Hands:
    """After ``before`` the hall says no."""

    def act(window: SupervisorWindow, state: SupervisorState) -> None:
        before(window, state)
        notice = notice_of(refusal, away="notice_unsure")
        window.show_state(replace(state, acting=Acting.REFUSED, notice=notice))

    return act


def answered(code: str) -> Hands:
    """Presses the button of the first alarm with this code."""

    def act(window: SupervisorWindow, state: SupervisorState) -> None:
        assert state.view is not None
        alarm = next(one for one in state.view.alarms if one.code == code)
        window.page.alarms.list.answered.emit(alarm.key)

    return act


def breaks(view: BreaksView) -> Hands:
    """Asks for today's breaks, which are these."""

    def act(window: SupervisorWindow, state: SupervisorState) -> None:
        wanted: list[BreaksAsked] = []
        window.page.breaks.wanted.connect(wanted.append)
        window.page.whole.breaks.click()
        answer = BreaksAnswer(wanted[-1].number, view)
        window.show_state(replace(state, tab_views=MappingProxyType({Tab.HALL: answer})))

    return act


def report(
    make: Callable[[FloorView, Translator], ReportView], then: Callable[[ReportsPage], object] | None = None
) -> Hands:
    """A report was read on the tab Laporan; ``then`` something is done with it."""

    def act(window: SupervisorWindow, state: SupervisorState) -> None:
        assert state.view is not None
        page = window.reports
        view = make(state.view, window.translate)
        if page.wanted != view.wanted:
            page.choosing.period_typed.emit(view.wanted.period.text)
        page.show_report(view)
        if then is not None:
            then(page)

    return act


def person(login: str, button: str = "") -> Hands:
    """Chooses somebody on the tab Petugas, presses a button."""

    def act(window: SupervisorWindow, _state: SupervisorState) -> None:
        page = window.tabs[Tab.PEOPLE]
        assert isinstance(page, PeoplePage)
        logins = [look.key for look in page.list.rows.looks]
        page.list.setCurrentIndex(page.list.rows.index(logins.index(login)))
        if button:
            page.buttons[button].click()

    return act
