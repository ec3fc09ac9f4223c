"""The board's composition root: options, settings, store, sound and window are put together here."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication

from display.announcer import Announcer
from display.awake import KeepAwake
from display.board_link import BoardLink
from display.call_speech import CallSpeech
from display.check import run_check
from display.evacuation_voice import EvacuationVoice
from display.picture import BoardPicture, full_name
from display.presenter import BoardPresenter
from display.reporter import Reporter
from display.stage import BoardStage
from display.window import DisplayWindow
from display.wiring import Wiring
from hall.console import forgive_encodings, tell
from hall.database_url import without_secrets
from hall.errors import CannotStart
from hall.settings import EXIT_SETTINGS, Settings, settings_or_exit
from hall.structure import BoardSetup
from qtkit.feed import FeedLike, FeedThread
from qtkit.name_gate import NameGate
from qtkit.options import common_options
from qtkit.program import EXIT_SECOND_INSTANCE, Program
from qtkit.screen_there import screen_trouble
from qtkit.screens import ScreenKeeper, screen_named, show_on
from qtkit.serial_worker import SerialWorker
from qtkit.sound.remote_loudspeaker import RemoteLoudspeaker
from qtkit.start import run_program
from qtkit.start_report import report_start
from qtkit.waits_task import Keeper, WaitsTask
from qtkit.watchdog import Watchdog

if TYPE_CHECKING:
    from hall.store import Store

REPORT_SQLITE_MS = 5000
"""How soon the database hears what was painted: on SQLite each write wakes every program of the machine."""

REPORT_POSTGRES_MS = 1000

_PAINT_AT_LATEST_MS = 500  # a board that is covered by another window is not painted, and reads all the same


class DisplayApp:
    """Builds the whole program. Raises SystemExit: with 2 and lines on stderr when options or settings are wrong, and
    with the answer of a question such as ``--check``."""

    def __init__(self, argv: Sequence[str] | None = None) -> None:
        self._options = _parser().parse_args(argv)
        if self._options.screens:
            raise SystemExit(_list_screens())
        station = self._options.station
        settings = self._settings = settings_or_exit(
            self._options.config,
            database=self._options.database,
            station=station,
            known_station=station is not None or not self._options.check,
        )
        if self._options.check:
            if screen_trouble(os.environ):  # letters can be measured without a screen, as over ssh
                os.environ["QT_QPA_PLATFORM"] = "offscreen"
            raise SystemExit(run_check(settings, self._options.geometry))
        zone = _zone_or_exit(settings, self._options.zone)
        self._folder = settings.path.absolute().parent
        self._begun = False
        self.program = Program(
            "display",
            config=settings.path,
            station=f"{settings.station_name}:{zone or ''}",
            log_folder=self._folder / "logs",
        )
        self._make_store_side(settings, zone)
        self._make_public_side(settings, still=bool(self._options.still))
        self._wiring = Wiring(self)
        self._set_clean_ups()

    def _make_store_side(self, settings: Settings, zone: str | None) -> None:
        self.worker = SerialWorker()
        self.link = BoardLink(
            lambda: _open_store(settings),
            station_name=settings.station_name,
            station=settings.station,
            zone=zone,
            local=_is_local(settings),
        )
        self.feed = FeedThread(lambda: _open_feed(settings.database_url))
        self.presenter = BoardPresenter(
            self.worker, self.link.read, picture=_first_picture(settings, zone), timezone=_timezone(settings)
        )
        self.reporter = Reporter(
            self.worker,
            self.link.report,
            self.presenter.clock.now,
            every_ms=REPORT_SQLITE_MS if settings.database_url.startswith("sqlite") else REPORT_POSTGRES_MS,
        )
        self.gate = NameGate(self.worker, self.link.beat, self.link.end_life)
        self.waits = WaitsTask(lambda: _open_keeper(settings))

    def _make_public_side(self, settings: Settings, *, still: bool) -> None:
        self.loudspeaker = RemoteLoudspeaker()
        self.speech = CallSpeech(self._folder)
        self.announcer = Announcer(self.worker, self.link, self.speech, self.loudspeaker, self.presenter.clock.now)
        self.evacuation = EvacuationVoice(
            self.worker, self.link, self.speech.evacuation, self.loudspeaker, self.announcer
        )
        self._awake = KeepAwake()
        self.window = DisplayWindow(settings.translate, still=still)
        self.stage = BoardStage(self.window, self._folder, still=still)
        self.watchdog = Watchdog(self._folder / "logs" / "display.log")
        self.keeper = ScreenKeeper(self.window, settings.station.screen if settings.station is not None else "")

    @property
    def windowed(self) -> bool:
        """True when the board was asked not to fill its screen."""
        return bool(self._options.window) or self._options.geometry is not None

    def run(self) -> int:
        """Shows the board and runs until it is closed; returns the exit code."""
        self.show()
        self.watchdog.start()
        code = self.program.run()
        return EXIT_SECOND_INSTANCE if self.gate.is_refused else code

    def show(self) -> None:
        """Shows the shell at once; ``begin`` follows its first paint."""
        self.program.woken.connect(self.window.raise_)
        if self._settings.station is not None:
            self._wiring.on_station_found(self._settings.station)
        if self.windowed:
            show_on(self.window, screen_named(""), windowed=True, size=self._options.geometry)
        else:
            self.window.setCursor(Qt.CursorShape.BlankCursor)
            self.keeper.start()
        QTimer.singleShot(_PAINT_AT_LATEST_MS, self.begin)

    def _report(self) -> None:
        report_start(
            "mpp-display",
            self._settings.station_name,
            self.window.screen(),
            database=without_secrets(self._settings.database_url),
            zone=_timezone(self._settings),
            warnings=self._settings.warnings,
        )

    def begin(self) -> None:
        """Starts everything slow, once; called when the shell was painted.

        Videos come before the store: Qt's multimedia logs, through Python, while it loads libraries. With the worker
        importing SQLAlchemy at that moment, each would wait for ever for what the other holds (seen on PySide6 6.11).
        """
        if self._begun:
            return
        self._begun = True
        self._report()
        self._wiring.begin_sound()
        if not self.windowed:
            self._awake.hold()
        self.stage.begin()
        self.gate.start()

    def _set_clean_ups(self) -> None:
        clean_ups: dict[str, Callable[[], object]] = {
            "the link": self.link.close,
            "the worker": self.worker.close,
            "the feed": self.feed.close,
            "the loudspeaker": self.loudspeaker.close,
            "the videos": self.stage.close,
            "the announcer": self.announcer.close,
            "the evacuation's voice": self.evacuation.close,
            "the screen saver": self._awake.release,
            "the screen": self.keeper.close,
            "the name": self.gate.close,
            "the estimates": self.waits.close,
            "the reporter": self.reporter.close,
            "the presenter": self.presenter.close,
            "the watchdog": self.watchdog.stop,
        }
        for name, clean_up in clean_ups.items():
            self.program.at_exit(name, clean_up)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the board; returns its exit code."""
    forgive_encodings()
    if not {"--check", "--screens"}.isdisjoint(sys.argv[1:] if argv is None else argv):
        return DisplayApp(argv).run()
    return run_program("display", lambda: DisplayApp(argv), argv, public=True)


def _parser() -> argparse.ArgumentParser:
    parser = common_options("mpp-display", "The board of a hall: called numbers and their counters.")
    parser.add_argument("--zone", metavar="ID", help="zone to show; by default the station's, or the whole hall")
    parser.add_argument("--still", action="store_true", help="without any motion")
    parser.add_argument("--check", action="store_true", help="say from how far each text can be read, and end")
    parser.add_argument("--screens", action="store_true", help="list this machine's screens, and end")
    return parser


def _list_screens() -> int:
    """Prints this machine's screens by place, name and size; returns the exit code."""
    trouble = screen_trouble(os.environ)
    if trouble:
        tell(trouble)
        return 1
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    for place, screen in enumerate(QGuiApplication.screens(), start=1):
        size = screen.geometry().size()
        sys.stdout.write(f"{place}  {screen.name() or '-'}  {size.width()} x {size.height()}\n")
    del application
    return 0


def _is_local(settings: Settings) -> bool:
    """Whether [station] of the machine's own file speaks, which goes before what the database says."""
    listed = settings.structure.stations if settings.structure is not None else ()
    return settings.station is not None and settings.station not in listed


def _zone_or_exit(settings: Settings, zone: str | None) -> str | None:
    """The zone as asked for; where the file describes the hall, a zone that it does not have ends the program."""
    if zone and settings.structure is not None:
        known = [one.id for one in settings.structure.zones]
        if zone not in known:
            line = f'--zone: "{zone}": there is no such zone; allowed are {", ".join(known)}'
            tell(line)
            raise CannotStart(EXIT_SETTINGS, [line])
    return zone


def _first_picture(settings: Settings, zone: str | None) -> BoardPicture:
    """What the file tells before the database answers: whose hall it is."""
    if settings.structure is None:
        return BoardPicture()
    wanted = zone if zone is not None else (settings.station.zone if settings.station is not None else "")
    zones = {one.id: one for one in settings.structure.zones}
    hall = settings.structure.hall
    setup = settings.station.board if settings.station is not None else BoardSetup()
    return BoardPicture(hall_name=full_name(hall.name, hall.city), zone=zones.get(wanted), setup=setup)


def _timezone(settings: Settings) -> str:
    return settings.structure.hall.timezone if settings.structure is not None else ""


def _open_keeper(settings: Settings) -> Keeper:
    """Runs in a thread of its own."""
    from hall.store import WaitsKeeper, open_store

    return WaitsKeeper(lambda: open_store(settings.database_url), station=settings.station_name)


def _open_store(settings: Settings) -> Store:
    """Runs in the worker: SQLAlchemy is imported after the first paint."""
    from hall.store import start_store

    return start_store(settings.database_url, settings.structure, station=settings.station_name)


def _open_feed(url: str) -> FeedLike:
    from hall.store.database.feed import SOON, open_feed

    return open_feed(url, SOON)
