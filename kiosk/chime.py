"""A soft chime when a page is about to go, for who does not look at the screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from hall.assets import asset
from hall.voice.waves import pcm_of, read_wave
from kiosk.screen import Screen
from qtkit.sound.one_by_one import OneByOne

_TOKEN = 1_000_000_000
"""No sentence has that number."""
_VOLUME = 0.35  # of what the loudspeaker can, as it is perceived


class WarningChime(QObject):
    """Plays on ``loudspeaker`` once for each warning; not while the kiosk speaks, which says it."""

    def __init__(self, loudspeaker: OneByOne, parent: QObject) -> None:
        super().__init__(parent)
        self._loudspeaker = loudspeaker
        self._rate, samples = read_wave(asset("sounds/chime.wav"))
        self._pcm = pcm_of(samples)
        self._warned = False

    @Slot(object)
    def on_shown(self, screen: Screen) -> None:
        """A screen is shown."""
        warned = screen.idle_left is not None or screen.warned
        if warned and not self._warned and not screen.modes.spoken:
            self._loudspeaker.play(_TOKEN, self._pcm, self._rate, _VOLUME)
        self._warned = warned
