"""The counter's composition root: options, settings, store and window are put together here."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Slot

from counter.desk.presenter import DeskPresenter
from counter.desk.window import CounterWindow
from counter.wiring import connect_window
from hall.clock import SystemClock
from hall.console import tell
from hall.database_url import without_secrets
from hall.errors import CannotStart, Refused, echoed
from hall.identifiers import plain_of, same
from hall.lives import Life
from hall.settings import EXIT_SETTINGS, Settings, settings_or_exit
from qtkit.access_tree import AccessTree
from qtkit.feed import FeedLike, FeedThread
from qtkit.global_keys.keys import grabber_here
from qtkit.idle import IdleWatch, MachineLock, since_last_touch
from qtkit.name_gate import NameGate
from qtkit.options import common_options
from qtkit.poll import PeriodicTask
from qtkit.program import EXIT_SECOND_INSTANCE, Program
from qtkit.screens import screen_named, show_in_place_of, show_on
from qtkit.serial_worker import SerialWorker
from qtkit.start import run_program
from qtkit.start_report import report_start
from qtkit.theme.dark import wear_dark
from qtkit.waits_task import Keeper, WaitsTask
from qtkit.widgets.standstill import Standstill

if TYPE_CHECKING:
    from counter.supervisor.stay import SupervisorStay
    from hall.store import Store
    from hall.views import UserView

log = logging.getLogger(__name__)

_SIZE = QSize(1280, 800)
_FRAME = QSize(2, 40)
"""Pixels of a frame with its title, on both desktops that are known."""


class CounterApp:
    """Builds the whole program. Raises SystemExit(2) with lines on stderr when options or settings are wrong."""

    def __init__(self, argv: Sequence[str] | None = None) -> None:
        parser = common_options("mpp-counter", "The clerk's tool: call, serve and finish numbers at one counter.")
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--counter", metavar="LABEL", default="", help="counter to sign in at, by label or id")
        where.add_argument("--supervisor", action="store_true", help="the supervisor's window, at no counter")
        where.add_argument("--overview", action="store_true", help="the page for a visit, full screen, at no counter")
        self._options = parser.parse_args(argv)
        self.at_no_counter = bool(self._options.supervisor or self._options.overview)
        self._settings = settings_or_exit(
            self._options.config, database=self._options.database, station=self._options.station
        )
        settings = self._settings
        chosen = _checked_counter(settings, str(self._options.counter))
        if settings.desk.theme == "dark":
            wear_dark()
        self.program = Program(
            "counter",
            config=settings.path,
            station=f"{settings.station_name}:{chosen}",
            log_folder=settings.path.absolute().parent / "logs",
        )
        self._worker = SerialWorker()
        self._feed = FeedThread(lambda: _open_feed(settings.database_url))
        self.presenter = DeskPresenter(
            self._worker,
            lambda: _open_store(settings),
            SystemClock(),
            station=settings.station_name,
            chosen=chosen,
            no_counter=self.at_no_counter,
        )
        self._access = AccessTree()
        self.window = CounterWindow(settings.translate, self.presenter.now, setup=settings.desk, grabber=grabber_here)
        # A supervisor's program stands at no counter: it is not counted among theirs.
        link = self.presenter.link
        life = Life("supervisor" if self.at_no_counter else "counter", settings.station_name, chosen)
        self.supervising: SupervisorStay | None = None
        self._day = PeriodicTask(self._worker, lambda: link.store().each_minute())
        self._waits = WaitsTask(lambda: _open_keeper(settings))
        self.gate = NameGate(self._worker, lambda: link.store().beat(life), lambda: link.store().end_life(life.id))
        self.standstill = Standstill(self.window)
        self.idle = IdleWatch(settings.desk.lock_minutes, since_last_touch)
        self.machine_lock = MachineLock()
        self._wiring = CounterWiring(self)
        self.window.show_state(self.presenter.state)
        self._set_clean_ups()

    def run(self) -> int:
        """Shows the window and runs until it is closed; returns the exit code."""
        self.show()
        code = self.program.run()
        return EXIT_SECOND_INSTANCE if self.gate.is_refused else code

    def show(self) -> None:
        """Shows the shell at once; the store is opened after its first paint."""
        station = self._settings.station
        screen = screen_named(station.screen if station is not None else "")
        area = screen.availableGeometry().size()
        size = self._options.geometry or (_SIZE if _fits(_SIZE, area) else area)
        show_on(self.window, screen, windowed=True, size=size)
        if self._options.geometry is None and not _fits(_SIZE + _FRAME, area):
            self.window.showMaximized()  # its frame would push it off the screen

    def begin(self) -> None:
        """Reports the start and opens the store; called when the shell was painted."""
        settings = self._settings
        report_start(
            "mpp-counter",
            settings.station_name,
            self.window.screen(),
            database=without_secrets(settings.database_url),
            zone=settings.structure.hall.timezone if settings.structure is not None else "",
            warnings=settings.warnings,
        )
        self.presenter.start()

    def supervise(self, user: UserView) -> None:
        """Shows the hall to a supervisor who has signed in, until they leave."""
        if self.supervising is None:
            self.supervising = supervising(self)
        self.supervising.begin(user)

    def leave_supervising(self) -> None:
        """Stops what a supervisor looks at, when the program ends."""
        if self.supervising is not None:
            self.supervising.close()

    def _set_clean_ups(self) -> None:
        for what, clean_up in (
            ("the store", self.presenter.link.close),
            ("the supervisor's window", self.leave_supervising),
            ("the serial worker", self._worker.close),
            ("the feed", self._feed.close),
            ("the day", self._day.close),
            ("the estimates", self._waits.close),
            ("the name", self.gate.close),
            ("the presenter", self.presenter.close),
            ("the bar", self.window.bar.end),
            ("the lock", self.idle.close),
        ):
            self.program.at_exit(what, clean_up)


class CounterWiring(QObject):
    """Connects the parts of one CounterApp; its slots run on the GUI thread, whoever emits."""

    def __init__(self, app: CounterApp) -> None:
        super().__init__()
        self._app = app
        presenter, window, feed = app.presenter, app.window, app._feed
        connect_window(presenter, window)
        window.painted.connect(self.on_painted, Qt.ConnectionType.QueuedConnection)
        for said, act in (
            (app.program.woken, self.on_woken),
            (presenter.link.opened, feed.start),
            (presenter.link.opened, app._day.start),
            (presenter.link.opened, app._waits.start),
            (presenter.link.opened, app.gate.start),
            (presenter.link.opened, app.idle.start),
            (presenter.link.opened, app.machine_lock.start),
            (app.idle.idle, presenter.locking.lock),
            (app.machine_lock.locked, presenter.locking.lock),
            (app.gate.refused, self.on_refused),
            (app.gate.admitted, app.standstill.leave),
            (feed.changed, presenter.refresh),
            (feed.restored, presenter.refresh),
            (feed.lost, presenter.on_lost),
            (presenter.supervisor_came, self.on_supervisor),
        ):
            said.connect(act)

    @Slot()
    def on_painted(self) -> None:
        """The shell is on the screen."""
        self._app.begin()

    @Slot(object)
    def on_supervisor(self, user: UserView) -> None:
        """Somebody who answers for the hall has signed in at no counter."""
        self._app.supervise(user)

    @Slot()
    def on_supervising_began(self) -> None:
        """The hall takes the place of the sign-in page."""
        app = self._app
        app.window.sign_in.end()
        if app.supervising is not None and app.supervising.window is not None:
            show_in_place_of(app.supervising.window, app.window)
            if app._options.overview:
                app.supervising.show_overview()

    @Slot()
    def on_supervising_ended(self) -> None:
        """The next one signs in."""
        self._app.window.show()
        self._app.window.activateWindow()

    @Slot()
    def on_woken(self) -> None:
        """Somebody has started the program again and does not see it."""
        supervising = self._app.supervising
        window = supervising.window if supervising is not None else None
        (window or self._app.window).present()

    @Slot(object)
    def on_refused(self, why: Refused) -> None:
        """Another machine has the name of this station."""
        self._app.window.show_full()
        translate = self._app.window.translate
        title = translate("counter.same_name.supervisor" if self._app.at_no_counter else "counter.same_name.title")
        more = translate("counter.same_name.more")
        self._app.standstill.say(title, why.message(translate), more)


def supervising(app: CounterApp) -> SupervisorStay:
    """What shows the hall to supervisors; loaded when the first one comes, as most counters never see one."""
    from counter.supervisor.stay import SupervisorStay

    settings, link, wiring = app._settings, app.presenter.link, app._wiring
    stay = SupervisorStay(app._worker, link.store, SystemClock(), settings.translate, app._feed, settings.station_name)
    stay.began.connect(wiring.on_supervising_began)
    stay.ended.connect(wiring.on_supervising_ended)
    stay.sent_away.connect(app.presenter.signing_in.show)
    return stay


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the counter; returns its exit code."""
    asked = sys.argv[1:] if argv is None else argv
    titled = "supervisor" if {"--supervisor", "--overview"}.intersection(asked) else ""
    return run_program("counter", lambda: CounterApp(argv), argv, titled=titled)


def _fits(size: QSize, area: QSize) -> bool:
    return size.width() <= area.width() and size.height() <= area.height()


def _checked_counter(settings: Settings, chosen: str) -> str:
    """The counter that was chosen, by its label as the file writes it. Where the file describes the hall, one that it
    does not have ends the program."""
    if not chosen or settings.structure is None:
        return plain_of(chosen)
    counters = settings.structure.counters
    found = next((one.label for one in counters if same(chosen, one.label) or same(chosen, one.id)), None)
    if found is None:
        labels = ", ".join(counter.label for counter in counters)
        line = f'--counter: "{echoed(chosen)}": there is no such counter; allowed are {labels}'
        tell(line)
        raise CannotStart(EXIT_SETTINGS, [line], typed=True)
    return found


def _open_store(settings: Settings) -> Store:
    from hall.store import start_store

    return start_store(settings.database_url, settings.structure, station=settings.station_name)


def _open_keeper(settings: Settings) -> Keeper:
    """Runs in a thread of its own."""
    from hall.store import WaitsKeeper, open_store

    return WaitsKeeper(lambda: open_store(settings.database_url), station=settings.station_name)


def _open_feed(url: str) -> FeedLike:
    from hall.store.database.feed import NO_HURRY, open_feed

    return open_feed(url, NO_HURRY)
