"""The videos and pictures of a board: made for what its station plays, and again when that changes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from display.media.panel import MediaPanel
from display.media.playlist import Playlist
from display.palette import colours_of
from display.window import DisplayWindow
from hall.structure import BoardSetup


class BoardStage(QObject):
    """Puts a MediaPanel into the window while the board's layout has a place for it. ``folder`` is where the names of
    files count from. QtMultimedia is loaded with the first panel, not before ``begin``."""

    problem_changed = Signal(str)
    """What cannot be played, in one English sentence; empty when all can."""

    def __init__(
        self, window: DisplayWindow, folder: Path, *, still: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._folder, self._still = window, folder, still
        self._setup = BoardSetup()
        self.panel: MediaPanel | None = None
        self._begun = False
        self._quiet = False

    def begin(self) -> None:
        """The window stands: play."""
        self._begun = True
        self._build()

    def set_setup(self, setup: BoardSetup) -> None:
        """What the board plays."""
        before, self._setup = self._setup, setup
        if self._begun and _plays(setup) != _plays(before):
            self._build()
        elif self.panel is not None:
            self.panel.set_bars(colours_of(setup.theme).panel)

    @Slot(int)
    def on_spoken(self, seq: int) -> None:
        """A call is being said, or none (0): no sound next to it."""
        self._quiet = bool(seq)
        if self.panel is not None:
            self.panel.film.duck(self._quiet)

    def close(self) -> None:
        """Ends playing."""
        if self.panel is not None:
            self._window.set_media(None)
            self.panel.close()
            self.panel.deleteLater()
            self.panel = None

    def _build(self) -> None:
        self.close()
        setup = self._setup
        if setup.layout != "media":
            self.problem_changed.emit("")
            return
        self.panel = MediaPanel(
            Playlist(setup.media, self._folder),
            picture_seconds=setup.picture_seconds,
            volume_percent=setup.media_volume,
            still=self._still,
        )
        self.panel.set_bars(colours_of(setup.theme).panel)
        self.panel.prepare()
        self.panel.problem_changed.connect(self.problem_changed)
        self.panel.film.duck(self._quiet)
        self._window.set_media(self.panel)
        self.panel.start()
        self.problem_changed.emit(self.panel.problem)


def _plays(setup: BoardSetup) -> tuple[object, ...]:
    return setup.layout == "media", setup.media, setup.picture_seconds, setup.media_volume
