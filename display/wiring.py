"""Connects the parts of a board: who tells whom what. Its slots run on the GUI thread, whoever emits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from display.board_link import Health
from hall.structure import BoardSetup, Station, VoiceForm
from hall.views import BoardCall, HallView

_TRY_AGAIN_MS = 30_000

if TYPE_CHECKING:
    from display.app import DisplayApp


class Wiring(QObject):
    """The connections of one DisplayApp, and what the board says of its own health."""

    def __init__(self, app: DisplayApp) -> None:
        super().__init__()
        self._app = app
        self._setup = BoardSetup()
        self._form = VoiceForm()
        self._words_trouble = ""
        self._media_trouble = ""
        self._small = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_TRY_AGAIN_MS)
        self._again.timeout.connect(self.on_again)
        self._connect_pictures()
        self._connect_sound()

    def _connect_pictures(self) -> None:
        app, presenter, window = self._app, self._app.presenter, self._app.window
        presenter.picture_changed.connect(window.show_picture)
        presenter.moment_changed.connect(window.show_moment)
        presenter.connected.connect(app.feed.start)
        presenter.connected.connect(app.reporter.start)
        presenter.known.connect(app.reporter.painted)
        window.painted.connect(self.on_painted, Qt.ConnectionType.QueuedConnection)
        window.unshowable.connect(presenter.on_unshowable, Qt.ConnectionType.QueuedConnection)
        window.calls_painted.connect(presenter.on_painted)
        window.too_small_changed.connect(self.on_too_small)
        app.feed.changed.connect(presenter.refresh)
        app.feed.lost.connect(presenter.on_lost)
        app.feed.restored.connect(presenter.on_restored)
        app.link.station_found.connect(self.on_station_found, Qt.ConnectionType.QueuedConnection)

    def _connect_sound(self) -> None:
        app = self._app
        app.presenter.hall_read.connect(self.on_hall_read)
        app.presenter.appeared.connect(self.on_appeared)
        app.presenter.dealt_with.connect(app.announcer.forget)
        app.announcer.spoken.connect(app.presenter.on_spoken)
        app.announcer.spoken.connect(app.stage.on_spoken)
        app.loudspeaker.health_changed.connect(self.on_health)
        app.words.trouble_changed.connect(self.on_words_trouble, Qt.ConnectionType.QueuedConnection)
        app.stage.problem_changed.connect(self.on_media_trouble)

    @Slot()
    def on_painted(self) -> None:
        """The shell stands on the screen."""
        self._app.begin()

    @Slot(object)
    def on_station_found(self, station: Station) -> None:
        """What is known of this machine: at first from its file, then from the database, which may change."""
        app = self._app
        app.window.set_reach(station.diagonal_inch, station.distance_m)
        app.keeper.set_name(station.screen)
        self._setup = station.board
        app.presenter.set_setup(station.board)
        app.stage.set_setup(station.board)
        self._tell()

    @Slot(object)
    def on_hall_read(self, hall: HallView) -> None:
        """How the hall speaks."""
        if hall.voice != self._form:
            self._form = hall.voice
            if self._setup.voice:
                self._app.lane.run(lambda: self._app.words.warm_up(hall.voice))
        self._tell()

    @Slot(tuple)
    def on_appeared(self, calls: tuple[BoardCall, ...]) -> None:
        """Calls came to be shown: now they may be said."""
        self._app.announcer.offer(calls)

    @Slot()
    def on_health(self) -> None:
        """A loudspeaker came or went, or a sound broke off: then other boards say the next calls for a while."""
        if self._app.loudspeaker.health[0] == "failed":
            self._again.start()
        else:
            self._again.stop()
        self._tell()

    @Slot()
    def on_again(self) -> None:
        """A loudspeaker that failed is tried once more with the next call."""
        self._tell()

    @Slot(str)
    def on_words_trouble(self, trouble: str) -> None:
        """The voice pack cannot be used, or lacks something."""
        self._words_trouble = trouble
        self._tell()

    @Slot(str)
    def on_media_trouble(self, trouble: str) -> None:
        """A video cannot be played."""
        self._media_trouble = trouble
        self._tell()

    @Slot(bool)
    def on_too_small(self, small: bool) -> None:
        """The numbers cannot be read from the farthest seat, or they can."""
        self._small = small
        self._tell()

    def _tell(self) -> None:
        """The announcer, the staff note on the board and the database hear how this board is."""
        app = self._app
        sound, detail = app.loudspeaker.health
        if not self._setup.voice:
            sound, detail = "off", ""
        elif sound == "ok":
            detail = self._words_trouble
            sound = "no_pack" if self._words_trouble and not app.words.speaks else "ok"
        app.announcer.set_form(self._form, self._setup)
        app.announcer.set_audible(sound in ("ok", "no_pack") or (sound == "failed" and not self._again.isActive()))
        media = ("media",) if self._media_trouble else ()
        silent = ("silent",) if sound not in ("ok", "off") else ()
        app.presenter.set_warnings((*silent, *media))
        small = ("too_small",) if self._small else ()
        details = " ".join(part for part in (detail, self._media_trouble) if part)
        app.reporter.set_health(Health(sound, details, (*small, *media)))
