"""The kiosk's composition root: options, settings, store, printer and window are put together here."""

from __future__ import annotations

import logging
import sys
import time
import uuid
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QInputDevice, QScreen

from hall.database_url import without_secrets
from hall.errors import Refused
from hall.lives import Life
from hall.printing.journal import SlipJournal
from hall.printing.stations import printers_of
from hall.settings import Settings, settings_or_exit
from hall.structure import Station
from kiosk.ending import Ending
from kiosk.geometry import REFERENCE_INCH, SMALL, USUAL_BOTTOM, layout_of
from kiosk.lock import Lock
from kiosk.presenter import KioskPresenter
from kiosk.print_worker import PrintWorker
from kiosk.speech.speech import KioskSpeech
from kiosk.window import KioskWindow
from kiosk.wiring import connect_window
from qtkit.access_tree import AccessTree
from qtkit.feed import FeedLike, FeedThread
from qtkit.name_gate import NameGate
from qtkit.options import common_options
from qtkit.poll import PeriodicTask
from qtkit.program import EXIT_SECOND_INSTANCE, Program
from qtkit.screens import screen_named, show_on
from qtkit.serial_worker import SerialWorker
from qtkit.start import run_program
from qtkit.start_report import report_start
from qtkit.store_link import StoreLink
from qtkit.theme.scale import Scale, scale_of
from qtkit.watchdog import Watchdog
from qtkit.widgets.standstill import Standstill

if TYPE_CHECKING:
    from hall.store import Store

log = logging.getLogger(__name__)

_LOCKED = "--locked"
_PAINT_AT_LATEST_MS = 500  # a window that is covered is not painted, and works all the same


class KioskApp:
    """Builds the whole program. Raises SystemExit(2) with lines on stderr when options or settings are wrong."""

    def __init__(self, argv: Sequence[str] | None = None) -> None:
        self.options = _options(argv)
        # A number is painted while its slip is made: with Python's 5 ms the print thread waits that long after each
        # step, and the screen after each of the thread's.
        sys.setswitchinterval(0.0005)
        settings = self.settings = settings_or_exit(
            self.options.config, database=self.options.database, station=self.options.station, known_station=True
        )
        folder = settings.path.absolute().parent
        self.program = Program("kiosk", config=settings.path, station=settings.station_name, log_folder=folder / "logs")
        self.worker = SerialWorker()
        self.link = StoreLink(self.worker, lambda: _open_store(settings))
        self.feed = FeedThread(lambda: _open_feed(settings.database_url))
        self.life = uuid.uuid4().hex
        self.presenter = _presenter(self.link, settings, self.life)
        self._access = AccessTree()
        self._motion = not self.options.still and QGuiApplication.platformName() != "offscreen"
        self.window = KioskWindow(settings.translate, self._screen_scale(settings.station), motion=self._motion)
        self.lock = Lock(self.window, lambda: self._show(self.settings.station), self._fills)
        self.watchdog = Watchdog(folder / "logs" / "kiosk.log")
        self.print_worker: PrintWorker | None = None
        link, life = self.link, Life("kiosk", settings.station_name, id=self.life)
        self.gate = NameGate(self.worker, lambda: link.store().beat(life), lambda: link.store().end_life(life.id))
        self.standstill = Standstill(self.window)
        self._wiring = KioskWiring(self)
        self.speech = KioskSpeech(
            self.window, self.presenter, self.worker, folder, lambda: link.store().fetch(lambda r: r.hall()).voice
        )
        self._begun, self._day = False, PeriodicTask(self.worker, lambda: link.store().each_minute())
        self._set_clean_ups()

    @property
    def windowed(self) -> bool:
        """True when the kiosk was asked not to fill its screen."""
        return bool(self.options.window) or self.options.geometry is not None

    def run(self) -> int:
        """Shows the kiosk and runs until it is closed; returns the exit code."""
        self.show()
        self.watchdog.start()
        code = self.program.run()
        return EXIT_SECOND_INSTANCE if self.gate.is_refused else code

    def show(self) -> None:
        """Shows the shell at once; ``begin`` follows its first paint."""
        self.program.woken.connect(self.window.raise_)
        self.program.ending.connect(self.lock.release)
        self.program.app.commitDataRequest.connect(self.lock.release)
        touch = any(device.type() == QInputDevice.DeviceType.TouchScreen for device in QInputDevice.devices())
        if touch and not self.windowed:
            self.window.setCursor(Qt.CursorShape.BlankCursor)
        self.place(self.settings.station)
        QTimer.singleShot(_PAINT_AT_LATEST_MS, self.begin)

    def _report(self) -> None:
        settings = self.settings
        report_start(
            "mpp-kiosk",
            settings.station_name,
            self.window.screen(),
            database=without_secrets(settings.database_url),
            zone=settings.structure.hall.timezone if settings.structure is not None else "",
            printer=settings.station.printer if settings.station is not None else "",
            warnings=settings.warnings,
        )

    def begin(self) -> None:
        """Reports the start and opens the store, once; called when the shell was painted."""
        if not self._begun:
            self._begun = True
            self._report()
            self.link.open()

    def place(self, station: Station | None) -> None:
        """Puts the window on its station's screen, at its true size, and locks it there when it is to be."""
        if self.options.locked or (station is not None and station.locked):
            self.lock.hold()
        bottom_mm = station.screen_bottom_mm if station is not None else 0.0
        self.window.set_screen_scale(self._screen_scale(station), bottom_mm or USUAL_BOTTOM)
        screen = self._show(station)
        size = screen.geometry().size()
        layout = layout_of(size.width(), size.height(), self._screen_scale(station), least=SMALL)
        if not self.windowed and not layout.legible:
            log.warning(
                "the screen %s is smaller than the layout needs: names are below 7.3 mm; set diagonal_inch of the "
                "station if it is larger than it says",
                screen.name(),
            )

    def _show(self, station: Station | None) -> QScreen:
        """Shows the window on its station's screen, which is returned."""
        screen = screen_named(station.screen if station else "")
        show_on(self.window, screen, windowed=self.windowed, size=self.options.geometry)
        return screen

    def _fills(self) -> bool:
        """Whether the window is as it was asked for: all of its screen, or a window among others."""
        window = self.window
        return self.windowed or (window.isFullScreen() and window.geometry() == window.screen().geometry())

    def begin_station(self, station: Station | None) -> None:
        """Starts what needs the station: the printer's thread, the feed, and the first page."""
        settings, name = self.settings, self.settings.station_name
        folder, place = settings.path.absolute().parent, station or Station(name)
        journal = SlipJournal.of(name, folder / "logs", self.life)
        self.print_worker = PrintWorker(
            lambda: _open_store(settings),
            lambda store: printers_of(replace(place, name=name), store, folder, torn=journal.torn),
            name,
            journal=journal,
        )
        self._connect_printing(self.print_worker)
        self.print_worker.start()
        self.presenter.staff.set_station(replace(place, name=name))
        self.presenter.begin(station.zone if station else "")
        self.speech.start(place.speech)
        self._day.start()
        self.feed.start()
        if self.settings.station is None and station is not None:
            self.place(station)

    def _connect_printing(self, worker: PrintWorker) -> None:
        presenter, visit, staff = self.presenter, self.presenter.visit, self.presenter.staff
        training = presenter.training
        for wanted, act in (
            (training.slip_wanted, worker.submit),
            (training.unwanted, worker.leave_out),
            (training.practice_wanted, worker.practise),
            (presenter.visitor_given_up, worker.settle),
            (staff.roll_changed, worker.new_roll),
            (staff.reprint_wanted, worker.reprint),
            (staff.trial_wanted, worker.try_printer),
        ):
            wanted.connect(act)
        for said, show in (
            (worker.ended, visit.on_slip_ended),
            (worker.practised, training.on_practised),
            (worker.errand_done, staff.on_errand_done),
            (worker.tried, staff.on_tried),
            (worker.polled, staff.on_polled),
            (worker.paperless, presenter.on_paperless),
        ):
            said.connect(show, Qt.ConnectionType.QueuedConnection)

    def _screen_scale(self, station: Station | None) -> Scale | None:
        if self.windowed:
            return None
        screen = screen_named(station.screen if station else "")
        stated = station.diagonal_inch if station and station.diagonal_inch > 0 else 0.0
        return scale_of(screen, stated or (0.0 if _tells_size(screen) else REFERENCE_INCH))

    def _set_clean_ups(self) -> None:
        clean_ups: tuple[tuple[str, Callable[[], object]], ...] = (
            ("the store", self.link.close),
            ("the serial worker", self.worker.close),
            ("the name", self.gate.close),
            ("the day", self._day.close),
            ("the print thread", lambda: self.print_worker.close() if self.print_worker else None),
            ("the feed", self.feed.close),
            ("the speech", self.speech.close),
            ("the presenter", self.presenter.close),
            ("the lock", self.lock.release),
            ("the watchdog", self.watchdog.stop),
        )
        for what, clean_up in clean_ups:
            self.program.at_exit(what, clean_up)


class KioskWiring(QObject):
    """Connects the parts of one KioskApp; its slots run on the GUI thread."""

    def __init__(self, app: KioskApp) -> None:
        super().__init__()
        self._app = app
        presenter, window, link = app.presenter, app.window, app.link
        connect_window(presenter, window)
        window.painted.connect(self.on_painted, Qt.ConnectionType.QueuedConnection)
        for said, act in (
            (link.opened, app.gate.start),
            (app.gate.entered, self.on_entered),
            (app.gate.failed, presenter.on_open_failed),
            (app.gate.refused, self.on_refused),
            (app.gate.admitted, app.standstill.leave),
            (link.failed_to_open, presenter.on_open_failed),
            (app.feed.changed, presenter.on_hall_changed),
            (app.feed.lost, presenter.on_hall_changed),
            (app.feed.restored, presenter.on_hall_changed),
            (presenter.machine.end_wanted, self.on_end_wanted),
        ):
            said.connect(act)

    @Slot()
    def on_painted(self) -> None:
        """The shell is on the screen."""
        self._app.begin()

    @Slot(object)
    def on_end_wanted(self, ending: Ending) -> None:
        """The staff end the program."""
        self._app.lock.release()
        self._app.program.app.exit(ending)

    @Slot(object)
    def on_refused(self, why: Refused) -> None:
        """Another machine has the name of this station: this one gives no numbers."""
        translate = self._app.window.translate
        note = translate("kiosk.same_name.note", why=why.message(translate))
        self._app.standstill.say(translate("kiosk.same_name.title"), translate("kiosk.same_name.more"), note)

    @Slot()
    def on_entered(self) -> None:
        """The store is open and the name ours: a machine that its file does not describe is looked up in the hall."""
        app = self._app
        if app.settings.station is not None:
            app.begin_station(app.settings.station)
            return
        name = app.settings.station_name
        app.worker.run(
            lambda: app.link.store().fetch(lambda reader: reader.stations.find(name)),
            app.begin_station,
            self._on_unknown_station,
        )

    def _on_unknown_station(self, error: Exception) -> None:
        log.warning("station %s cannot be looked up: %s", self._app.settings.station_name, error)
        self._app.presenter.on_open_failed(error)
        QTimer.singleShot(2000, self.on_entered)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the kiosk; returns its exit code."""
    locked = _LOCKED in (sys.argv[1:] if argv is None else argv)
    return run_program("kiosk", lambda: KioskApp(argv), argv, public=True, locked=locked)


def _options(argv: Sequence[str] | None) -> Namespace:
    parser = common_options("mpp-kiosk", "The touchscreen where visitors take a number.")
    parser.add_argument("--still", action="store_true", help="without any motion")
    parser.add_argument(_LOCKED, action="store_true", help="only the staff, behind their PIN, can leave it")
    return parser.parse_args(argv)


def _presenter(link: StoreLink, settings: Settings, life: str) -> KioskPresenter:
    return KioskPresenter(
        link,
        station=settings.station_name,
        life=life,
        monotonic=time.monotonic,
        new_id=lambda: str(uuid.uuid4()),
        translate=settings.translate,
        open_practice=_open_practice,
    )


def _tells_size(screen: QScreen) -> bool:
    size = screen.physicalSize()
    return size.width() > 0 and size.height() > 0


def _open_store(settings: Settings) -> Store:
    """Runs in the serial worker: SQLAlchemy is imported after the first paint."""
    from hall.store import start_store

    return start_store(settings.database_url, settings.structure, station=settings.station_name)


def _open_practice(hall: Store) -> Store:
    from hall.store import practice_store

    return practice_store(hall)


def _open_feed(url: str) -> FeedLike:
    from hall.store.database.feed import NO_HURRY, open_feed

    return open_feed(url, NO_HURRY)
