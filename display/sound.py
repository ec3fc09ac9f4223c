"""The chime at a call; a board without a loudspeaker is silent and says so once, in the log."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QObject, QUrl, Slot

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

_log = logging.getLogger(__name__)


class Chime(QObject):
    """Plays one short sound. ``prepare`` loads Qt's multimedia, which is slow: call it after the first paint."""

    def __init__(self, sound: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sound = sound
        self._devices: QMediaDevices | None = None
        self._effect: QSoundEffect | None = None
        self._silent_said = False

    @property
    def audible(self) -> bool:
        """True when there is a device to play on."""
        return self._effect is not None

    @Slot()
    def prepare(self) -> None:
        """Looks for a device, and listens for one that is plugged in later."""
        if self._devices is not None:
            return
        if self._sound is None:
            self._be_silent("the chime is missing")
            return
        # It looks for video libraries that a chime does not need, and would fill the log with those it misses.
        QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver=false")
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError as error:  # Debian without libpulse: the board works, unheard
            self._be_silent(str(error))
            return
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self.on_devices_changed)
        self.on_devices_changed()

    @Slot()
    def on_devices_changed(self) -> None:
        """Takes the default device, whichever it is now."""
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            self._drop_effect()
            self._be_silent("there is no audio device")
            return
        if self._effect is None:
            self._effect = QSoundEffect(device, self)
            self._effect.setSource(QUrl.fromLocalFile(str(self._sound)))
            self._silent_said = False
            _log.info("chime on %s", device.description())
        else:
            self._effect.setAudioDevice(device)

    @Slot()
    def play(self) -> None:
        """Plays from the beginning, also when it still sounds."""
        if self._effect is not None:
            self._effect.stop()
            self._effect.play()

    def close(self) -> None:
        """Ends the sound and lets go of the device."""
        self._drop_effect()
        if self._devices is not None:
            self._devices.audioOutputsChanged.disconnect(self.on_devices_changed)
            self._devices.deleteLater()
            self._devices = None

    def _drop_effect(self) -> None:
        if self._effect is not None:
            self._effect.stop()
            self._effect.deleteLater()
            self._effect = None

    def _be_silent(self, reason: str) -> None:
        if not self._silent_said:
            self._silent_said = True
            _log.warning("no chime will sound: %s", reason)
