"""The board's composition root: options, settings, store, sound and window are put together here."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from display.awake import KeepAwake
from display.board_link import BoardLink, StoreLike
from display.picture import BoardPicture, full_name
from display.presenter import BoardPresenter
from display.sound import Chime
from display.window import DisplayWindow
from hall.assets import asset
from hall.settings import EXIT_SETTINGS, Settings, settings_or_exit
from hall.structure import Station
from qtkit.feed import FeedLike, FeedThread
from qtkit.lane import Lane
from qtkit.options import common_options
from qtkit.program import Program
from qtkit.screens import screen_named, show_on
from qtkit.words import Words

_PAINT_AT_LATEST_MS = 500  # a board that is covered by another window is not painted, and reads all the same


class DisplayApp:
    """Builds the whole program. Raises SystemExit(2) with lines on stderr when options or settings are wrong."""

    def __init__(self, argv: Sequence[str] | None = None) -> None:
        parser = common_options("mpp-display", "The board of a hall: called numbers and their counters.")
        parser.add_argument("--zone", metavar="ID", help="zone to show; by default the station's, or the whole hall")
        parser.add_argument("--still", action="store_true", help="without any motion")
        self._options = parser.parse_args(argv)
        self._settings = settings_or_exit(
            self._options.config, database=self._options.database, station=self._options.station, known_station=True
        )
        zone = _zone_or_exit(self._settings, self._options.zone)
        settings, still = self._settings, bool(self._options.still)
        self.program = Program(
            "display",
            config=settings.path,
            station=f"{settings.station_name}:{zone or ''}",
            log_folder=settings.path.absolute().parent / "logs",
        )
        self._lane = Lane()
        self._link = BoardLink(
            lambda: _open_store(settings), station_name=settings.station_name, station=settings.station, zone=zone
        )
        self._feed = FeedThread(lambda: _open_feed(settings.database_url))
        self.presenter = BoardPresenter(
            self._lane, self._link.read, picture=_first_picture(settings, zone), timezone=_timezone(settings)
        )
        self._chime = Chime(_chime_file())
        self._awake = KeepAwake()
        self.window = DisplayWindow(Words(settings.language), still=still)
        self._begun = False
        self._wiring = _Wiring(self)
        self._set_clean_ups()

    @property
    def windowed(self) -> bool:
        """True when the board was asked not to fill its screen."""
        return bool(self._options.window) or self._options.geometry is not None

    def run(self) -> int:
        """Shows the board and runs until it is closed; returns the exit code."""
        self.show()
        return self.program.run()

    def show(self) -> None:
        """Shows the shell at once; ``begin`` follows its first paint."""
        if self._settings.station is not None:
            self.window.set_reach(self._settings.station.diagonal_inch, self._settings.station.distance_m)
        name = self._settings.station.screen if self._settings.station is not None else ""
        if not self.windowed:
            self.window.setCursor(Qt.CursorShape.BlankCursor)
        self.place(name)
        QTimer.singleShot(_PAINT_AT_LATEST_MS, self.begin)

    def begin(self) -> None:
        """Starts everything slow, once; called when the shell was painted.

        Sound comes before the store: Qt's multimedia logs, through Python, while it loads libraries. With the lane
        importing SQLAlchemy at that moment, each would wait for ever for what the other holds (seen on PySide6 6.11).
        """
        if self._begun:
            return
        self._begun = True
        self._chime.prepare()
        if not self.windowed:
            self._awake.hold()
        self.presenter.start()

    def place(self, screen: str) -> None:
        """Puts the window on the screen of that name."""
        show_on(self.window, screen_named(screen), windowed=self.windowed, size=self._options.geometry)

    def _set_clean_ups(self) -> None:
        self.program.at_exit("the link", self._link.close)
        self.program.at_exit("the lane", self._lane.close)
        self.program.at_exit("the feed", self._feed.close)
        self.program.at_exit("the chime", self._chime.close)
        self.program.at_exit("the screen saver", self._awake.release)
        self.program.at_exit("the presenter", self.presenter.close)


class _Wiring(QObject):
    """Connects the parts of one DisplayApp; its slots run on the GUI thread, whoever emits."""

    def __init__(self, app: DisplayApp) -> None:
        super().__init__()
        self._app = app
        presenter, window = app.presenter, app.window
        presenter.picture_changed.connect(window.show_picture)
        presenter.moment_changed.connect(window.show_moment)
        presenter.ticket_called.connect(app._chime.play)
        presenter.connected.connect(app._feed.start)
        window.painted.connect(self.on_painted, Qt.ConnectionType.QueuedConnection)
        window.unshowable.connect(presenter.on_unshowable, Qt.ConnectionType.QueuedConnection)
        app._feed.changed.connect(presenter.refresh)
        app._feed.lost.connect(presenter.on_lost)
        app._feed.restored.connect(presenter.on_restored)
        app._link.station_found.connect(self.on_station_found, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def on_painted(self) -> None:
        """The shell stands on the screen."""
        self._app.begin()

    @Slot(object)
    def on_station_found(self, station: Station) -> None:
        """The database knows this machine although its file does not."""
        self._app.window.set_reach(station.diagonal_inch, station.distance_m)
        if station.screen and not self._app.windowed:
            self._app.place(station.screen)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the board; returns its exit code."""
    return DisplayApp(argv).run()


def _zone_or_exit(settings: Settings, zone: str | None) -> str | None:
    """The zone as asked for; where the file describes the hall, a zone that it does not have ends the program."""
    if zone and settings.structure is not None:
        known = [one.id for one in settings.structure.zones]
        if zone not in known:
            _say(f'--zone: "{zone}": there is no such zone; allowed are {", ".join(known)}')
            raise SystemExit(EXIT_SETTINGS)
    return zone


def _say(*lines: str) -> None:
    sys.stderr.write("".join(f"{line}\n" for line in lines))


def _first_picture(settings: Settings, zone: str | None) -> BoardPicture:
    """What the file tells before the database answers: whose hall it is."""
    if settings.structure is None:
        return BoardPicture()
    station_zone = settings.station.zone if settings.station is not None else ""
    wanted = zone if zone is not None else station_zone
    zones = {one.id: one for one in settings.structure.zones}
    hall = settings.structure.hall
    return BoardPicture(hall_name=full_name(hall.name, hall.city), zone=zones.get(wanted))


def _timezone(settings: Settings) -> str:
    return settings.structure.hall.timezone if settings.structure is not None else ""


def _chime_file() -> Path | None:
    try:
        return asset("sounds/chime.wav")
    except FileNotFoundError:
        return None


def _open_store(settings: Settings) -> StoreLike:
    """Runs in the lane: SQLAlchemy is imported after the first paint."""
    from hall.store import start_store

    return start_store(settings.database_url, settings.structure)


def _open_feed(url: str) -> FeedLike:
    from hall.store.feed import open_feed

    return open_feed(url)
