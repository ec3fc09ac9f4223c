"""A supervisor at work: from the sign-in at no counter to the sign-out, with a window of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from counter.overview.showing import OverviewShow
from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.reports.showing import ReportShow, SlowWorkers
from counter.supervisor.state import Phase, SupervisorState
from counter.supervisor.window import SupervisorWindow
from counter.supervisor.wiring import connect_window
from hall.access import By
from hall.clock import Clock
from hall.translator import Translator
from hall.views import UserView
from qtkit.feed import FeedThread
from qtkit.serial_worker import SerialWorker

if TYPE_CHECKING:
    from hall.store import Store


class SupervisorStay(QObject):
    """``began`` when the window is there, ``ended`` when it has gone: the person signed out, closed the window, or may
    not look into the hall any more; then ``sent_away`` carries why, a DeskNotice. One person at a time; the store is
    the program's, which closes it."""

    began = Signal()
    ended = Signal()
    sent_away = Signal(object)

    def __init__(
        self,
        worker: SerialWorker,
        open_store: Callable[[], Store],
        clock: Clock,
        translate: Translator,
        feed: FeedThread,
        station: str,
    ) -> None:
        super().__init__()
        self._worker, self._open_store, self._clock = worker, open_store, clock
        self._translate, self._feed, self._station = translate, feed, station
        self.slow = SlowWorkers()
        self.presenter: SupervisorPresenter | None = None
        self.window: SupervisorWindow | None = None
        self.overview: OverviewShow | None = None
        self.reports: ReportShow | None = None

    @Slot(object)
    def begin(self, user: UserView) -> None:
        """Shows the hall to ``user``, who has just signed in."""
        if self.window is not None:
            return
        by = By.staff(user.role, user.login, agency=user.agency, station=self._station)
        presenter = SupervisorPresenter(self._worker, self._open_store, self._clock, by, user.name, self, user=user)
        window = SupervisorWindow(self._translate, presenter.now)
        self.presenter, self.window = presenter, window
        self.overview = OverviewShow(self._worker, self._open_store, self._translate, by, self)
        reports = ReportShow(window.reports, self.slow, self._open_store, by, self._translate, self)
        self.reports = reports
        connect_window(presenter, window)
        window.overview_requested.connect(self.show_overview)
        presenter.changed.connect(self._on_state)
        window.sign_out_requested.connect(self.end)
        for said, act in (
            (self._feed.changed, presenter.refresh),
            (self._feed.restored, presenter.refresh),
            (self._feed.lost, presenter.on_lost),
            (self._feed.changed, reports.on_hall_changed),
            (self._feed.restored, reports.on_hall_changed),
        ):
            said.connect(act)
        window.show_state(presenter.state)
        presenter.start()
        self.began.emit()

    @Slot()
    def show_overview(self) -> None:
        """Shows the page for a visit over the window."""
        if self.overview is not None and self.window is not None:
            self.overview.begin(self.window)

    @Slot()
    def end(self) -> None:
        """Takes the window away, and with it all that it knew."""
        presenter, window = self.presenter, self.window
        if presenter is None or window is None:
            return
        self._end_overview()
        self._end_reports()
        self.presenter = self.window = None
        presenter.close()
        window.hide()
        window.deleteLater()
        presenter.deleteLater()
        self.ended.emit()

    def close(self) -> None:
        """The program ends: nothing is said any more."""
        self._end_overview()
        self._end_reports()
        self.slow.close()
        if self.presenter is not None:
            self.presenter.close()

    def _end_overview(self) -> None:
        if self.overview is not None:
            self.overview.end()
            self.overview = None

    def _end_reports(self) -> None:
        if self.reports is not None:
            self.reports.close()
            self.reports.deleteLater()
            self.reports = None

    @Slot(object)
    def _on_state(self, state: SupervisorState) -> None:
        if state.phase is Phase.SIGN_IN:
            self.end()
            if state.notice is not None:
                self.sent_away.emit(state.notice)
