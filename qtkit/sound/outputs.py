"""The machine's audio device as the loudspeaker sees it: Qt's, or a test's."""

from __future__ import annotations

import logging
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QElapsedTimer,
    QIODevice,
    QLoggingCategory,
    QObject,
    Signal,
    Slot,
)

from hall.installing import pip_line
from qtkit.timers import single_shot

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QMediaDevices

_log = logging.getLogger(__name__)

_HEAD_MS = 60  # silence before the sound: a device that wakes up swallows its first moments (15 ms on PulseAudio)
_TAIL_MS = 100  # silence behind it: what a device drops when it is stopped is never speech


def multimedia_trouble() -> str:
    """Why this machine has no Qt for sound and videos, and what to do, in one English sentence; empty when it has."""
    if find_spec("PySide6.QtMultimedia") is not None:
        return ""
    return f"sound and videos need the package PySide6_Addons; install it with: {pip_line('mpp-queue[board]')}"


def quiet_multimedia() -> None:
    """Call it before QtMultimedia is imported. Raises ImportError where it is not installed.

    Its threads log what they miss (libraries for video, mostly) through our handler, which is Python: such a thread
    waits for the interpreter while the GUI thread waits for that thread (docs/decisions/007).
    """
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    trouble = multimedia_trouble()
    if trouble:
        raise ImportError(trouble)


class QtSink(QObject):
    """A QAudioSink that reads the whole sound ahead.

    Qt fills the device from the GUI thread. With its own buffer of 250 ms a GUI thread that is busy for half a second
    tears the speech; with one as long as the sound, two seconds of standstill were not heard (measured on PulseAudio).
    """

    began = Signal()
    """The device takes samples."""
    finished = Signal()
    """Everything was heard."""
    broke = Signal(str)
    """The device gave up, and why."""

    def __init__(self, device: QAudioDevice, form: QAudioFormat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtMultimedia import QAudioSink

        self._form = form
        self._length_ms = 0
        self._source = QBuffer(self)
        self._sink = QAudioSink(device, form, self)
        self._sink.stateChanged.connect(self.on_state_changed)
        self._begun = self._finished = self._stopped = False
        self._elapsed = QElapsedTimer()
        self._rest = single_shot(self, self.finished)

    @property
    def all_taken(self) -> bool:
        """Whether the device has played everything, whether the signal came or not."""
        from PySide6.QtMultimedia import QtAudio

        return self._source.atEnd() and self._sink.state() == QtAudio.State.IdleState

    def start(self, pcm: bytes, volume: float) -> None:
        """Takes the sound over into one buffer, with silence around it."""
        from PySide6.QtMultimedia import QtAudio

        whole = self._silence(_HEAD_MS) + pcm + self._silence(_TAIL_MS)
        self._length_ms = self._form.durationForBytes(len(whole)) // 1000
        self._source.setData(QByteArray(whole))
        self._source.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink.setVolume(
            QtAudio.convertVolume(
                volume, QtAudio.VolumeScale.LogarithmicVolumeScale, QtAudio.VolumeScale.LinearVolumeScale
            )
        )
        self._sink.setBufferSize(len(whole))
        self._sink.start(self._source)
        self.on_state_changed()

    def stop(self) -> None:
        """Ends at once; the object is of no further use."""
        if self._stopped:
            return
        self._stopped = True
        self._sink.stateChanged.disconnect(self.on_state_changed)
        self._rest.stop()
        if self._finished:
            self._sink.stop()
        else:
            self._sink.reset()  # unlike stop(), it drops what the device still holds
        self._source.close()
        self.deleteLater()

    @Slot()
    def on_state_changed(self) -> None:
        """The device began, ran dry, or gave up; in the middle of a sound a dry device is filled again."""
        from PySide6.QtMultimedia import QtAudio

        if self._stopped:
            return
        state = self._sink.state()
        if state == QtAudio.State.ActiveState and not self._begun:
            self._begun = True
            self._elapsed.start()
            self.began.emit()
        elif state == QtAudio.State.IdleState and self._source.atEnd():
            self._finish()
        elif state == QtAudio.State.StoppedState:
            self.broke.emit(f"the device stopped ({self._sink.error().name})")

    def _silence(self, ms: int) -> bytes:
        return bytes(self._form.bytesForDuration(ms * 1000))

    def _finish(self) -> None:
        """The device has taken all; a device with a large buffer of its own still plays, for the sound's length."""
        self._finished = True
        self._rest.start(max(0, self._length_ms - (self._elapsed.elapsed() if self._elapsed.isValid() else 0)))


class QtOutput:
    """One audio device of Qt's."""

    def __init__(self, device: QAudioDevice) -> None:
        self._device = device
        self.name = device.description()
        self.key = bytes(device.id().data())
        """The same as long as the device stays plugged in."""

    def takes(self, rate: int, channels: int) -> bool:
        return self._device.isFormatSupported(_form(rate, channels))

    def sink(self, rate: int, channels: int) -> QtSink:
        return QtSink(self._device, _form(rate, channels))


class QtOutputs(QObject):
    """The audio devices of this machine, by QtMultimedia."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._devices: QMediaDevices | None = None

    def prepare(self) -> None:
        """Loads QtMultimedia and listens for devices. Raises ImportError where it is not installed, and on a Debian
        without libpulse."""
        quiet_multimedia()
        from PySide6.QtMultimedia import QMediaDevices

        if self._devices is None:
            self._devices = QMediaDevices(self)
            self._devices.audioOutputsChanged.connect(self.changed)

    def default(self) -> QtOutput | None:
        from PySide6.QtMultimedia import QMediaDevices

        device = QMediaDevices.defaultAudioOutput()
        return None if device.isNull() else QtOutput(device)

    def close(self) -> None:
        if self._devices is not None:
            self._devices.audioOutputsChanged.disconnect(self.changed)
            self._devices.deleteLater()
            self._devices = None


def _form(rate: int, channels: int) -> QAudioFormat:
    from PySide6.QtMultimedia import QAudioFormat

    form = QAudioFormat()
    form.setSampleRate(rate)
    form.setChannelCount(channels)
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return form
