"""Connects the parts of a board: who tells whom what. Its slots run on the GUI thread, whoever emits."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, SignalInstance, Slot

from display.board_link import Health
from display.staff_peek import StaffPeek
from hall.errors import Refused
from hall.forms import VoiceForm
from hall.structure import BoardSetup, Station
from hall.views import HallView
from qtkit.sound.outputs import multimedia_trouble
from qtkit.widgets.standstill import Standstill

if TYPE_CHECKING:
    from display.app import DisplayApp

_log = logging.getLogger(__name__)


class Wiring(QObject):
    """The connections of one board, and what it says of its own health."""

    def __init__(self, parts: DisplayApp) -> None:
        super().__init__()
        self._parts = parts
        self._setup = BoardSetup()
        self._form = VoiceForm()
        self._voice_trouble = ""
        self._media_trouble = ""
        self._begun = self._started = False
        self._standstill = Standstill(parts.window)
        self._peek = StaffPeek(parts.window)
        self._connect_pictures()
        self._connect_sound_and_name()

    def _connect_pictures(self) -> None:
        parts, presenter, window = self._parts, self._parts.presenter, self._parts.window
        _connect(
            (presenter.picture_changed, window.show_picture),
            (presenter.picture_changed, self._peek.show_picture),
            (presenter.clock.time_changed, window.show_time),
            (presenter.connected, parts.feed.start),
            (presenter.connected, parts.reporter.start),
            (presenter.connected, parts.waits.start),
            (presenter.known, parts.reporter.painted),
            (presenter.voices.queued, parts.reporter.queued),
            (window.calls_painted, presenter.on_painted),
            (window.too_small_changed, self.on_health),
            (parts.feed.changed, presenter.refresh),
            (parts.feed.lost, presenter.on_lost),
            (parts.feed.restored, presenter.on_restored),
            (parts.keeper.problem_changed, self.on_health),
        )
        _connect(
            (window.painted, self.on_painted),
            (window.unshowable, presenter.on_unshowable),
            (parts.link.station_found, self.on_station_found),
            (parts.link.hall_found, window.set_hall),
            how=Qt.ConnectionType.QueuedConnection,
        )

    def _connect_sound_and_name(self) -> None:
        parts, voices, gate = self._parts, self._parts.presenter.voices, self._parts.gate
        _connect(
            (parts.presenter.hall_read, self.on_hall_read),
            (voices.appeared, parts.announcer.offer),
            (voices.dealt_with, parts.announcer.forget),
            (parts.announcer.spoken, voices.on_spoken),
            (parts.announcer.spoken, parts.stage.on_spoken),
            (parts.presenter.picture_changed, parts.evacuation.on_picture),
            (parts.evacuation.begun, parts.stage.on_spoken),
            (parts.evacuation.over, parts.stage.on_spoken),
            (parts.loudspeaker.health_changed, self.on_health),
            (parts.stage.problem_changed, self.on_media_trouble),
            (gate.entered, self.start),
            (gate.failed, self.start),  # the picture says that the database is away
            (gate.refused, self.on_refused),
            (gate.admitted, self.on_admitted),
        )
        parts.speech.trouble_changed.connect(self.on_voice_trouble, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def start(self) -> None:
        """The board has its name, or nobody can be asked: it begins to read."""
        if not self._started:
            self._started = True
            self._parts.presenter.start()

    @Slot(object)
    def on_refused(self, why: Refused) -> None:
        """Another machine has the name: this one shows nobody anything, tells nothing and says nothing."""
        parts, translate = self._parts, self._parts.window.translate
        parts.reporter.close()
        _log.warning("%s", why)
        self._standstill.say(translate("display.same_name.title"), translate("display.same_name.more"), "")
        self.on_health()

    @Slot()
    def on_admitted(self) -> None:
        """The name is free: the board goes on."""
        self._standstill.leave()
        if self._parts.presenter.picture.known:
            self._parts.reporter.start()
        self.on_health()

    def begin_sound(self) -> None:
        """Looks for a loudspeaker, now or when this board is asked to speak; one that is not needs no process."""
        self._begun = True
        self.on_health()

    @Slot()
    def on_painted(self) -> None:
        """The shell stands on the screen."""
        self._parts.begin()

    @Slot(object)
    def on_station_found(self, station: Station) -> None:
        """What is known of this machine: at first from its file, then from the database, which may change."""
        parts = self._parts
        parts.window.set_reach(station.diagonal_inch, station.distance_m)
        parts.keeper.set_name(station.screen)
        self._setup = station.board
        parts.presenter.set_setup(station.board)
        parts.stage.set_setup(station.board)
        self.on_health()

    @Slot(object)
    def on_hall_read(self, hall: HallView) -> None:
        """How the hall speaks."""
        if hall.voice != self._form:
            self._form = hall.voice
            if self._setup.voice:
                self._parts.worker.run(lambda: self._parts.speech.warm_up(hall.voice))
        self.on_health()

    @Slot(str)
    def on_voice_trouble(self, trouble: str) -> None:
        """The voice pack cannot be used, or lacks something."""
        self._voice_trouble = trouble
        self.on_health()

    @Slot(str)
    def on_media_trouble(self, trouble: str) -> None:
        """A video cannot be played."""
        self._media_trouble = trouble
        self.on_health()

    @Slot()
    def on_health(self) -> None:
        """A loudspeaker came or went, a sound broke off, the numbers became too small, or the screen is not there: the
        announcer and the database hear how this board is; the staff read it at their counters, or ask the board
        (``StaffPeek``), which is the public's."""
        parts = self._parts
        if self._setup.voice and self._begun:
            parts.loudspeaker.prepare()
        sound, detail = parts.loudspeaker.health
        if not self._setup.voice:
            sound, detail = "off", ""
        elif sound == "ok":
            detail = self._voice_trouble
            sound = "no_pack" if self._voice_trouble and not parts.speech.speaks else "ok"
        parts.announcer.set_form(self._form, self._setup)
        audible = sound in ("ok", "no_pack", "failed")  # the first call after a failure tries again
        parts.announcer.set_audible(audible and not parts.gate.is_refused)
        parts.evacuation.set_form(self._form, self._setup)
        parts.evacuation.set_audible(audible and not parts.gate.is_refused)
        media = ("media",) if self._media_trouble else ()
        small = ("too_small",) if parts.window.too_small else ()
        screen = parts.keeper.problem
        details = " ".join(part for part in (detail, self._media_trouble, screen) if part)
        silent = {"ok": (), "off": (), "no_pack": ("no_voice",)}.get(sound, ("silent",))
        if (silent or media) and multimedia_trouble():
            silent = ("no_multimedia",)
        unshown = parts.stage.panel.unshown if media and parts.stage.panel is not None else ()
        self._peek.show_health(*silent, *small, unshown=unshown, screen=parts.keeper.name if screen else "")
        parts.reporter.set_health(Health(sound, details, (*small, *media)))


def _connect(
    *pairs: tuple[SignalInstance, Callable[..., object]], how: Qt.ConnectionType = Qt.ConnectionType.AutoConnection
) -> None:
    for signal, slot in pairs:
        signal.connect(slot, how)
