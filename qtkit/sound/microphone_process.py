"""A microphone in a process of its own, ``python -m qtkit.sound.microphone_process``: what it hears goes to stdout.

The first line is JSON: ``device`` and ``rate`` of what follows, 16-bit mono samples, or ``error``, a sentence. It ends
when its standard input does. A process of its own, because Qt's sound may abort one (docs/decisions/018).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
from array import array
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QIODevice, QObject, Slot

from qtkit.sound.outputs import quiet_multimedia
from qtkit.timers import single_shot

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QAudioFormat

_RATES = (48_000, 44_100)
_NOTHING_MS = 5000


class Host(QObject):
    """Passes on what the device hears, as mono."""

    def __init__(self, device: QAudioDevice, form: QAudioFormat, answers: int) -> None:
        """``answers`` is the file descriptor that takes it."""
        super().__init__()
        from PySide6.QtMultimedia import QAudioSource

        self._answers, self._channels = answers, form.channelCount()
        self._source = QAudioSource(device, form, self)
        self._source.stateChanged.connect(self.on_state_changed)
        self._stream: QIODevice | None = None
        self._silence = single_shot(self, self.on_nothing)

    def start(self) -> None:
        """Listens from now on."""
        self._stream = self._source.start()
        self._silence.start(_NOTHING_MS)
        if self._stream is not None:
            self._stream.readyRead.connect(self.on_heard)

    @Slot()
    def on_heard(self) -> None:
        """Some milliseconds were heard."""
        if self._stream is None:
            return
        self._silence.start(_NOTHING_MS)
        heard = bytes(self._stream.readAll().data())
        if self._channels > 1:
            heard = array("h", heard)[:: self._channels].tobytes()
        _write(self._answers, heard)

    @Slot()
    def on_state_changed(self) -> None:
        """The device was unplugged, or its sound server ended."""
        from PySide6.QtMultimedia import QtAudio

        if self._source.state() == QtAudio.State.StoppedState:
            _end(f"The microphone stopped ({self._source.error().name}).")

    @Slot()
    def on_nothing(self) -> None:
        """Not even silence came: of a sound server that ended Qt tells nothing."""
        _end("The microphone says nothing any more: is it plugged in?")


def main() -> int:
    """Listens until its program ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--device", default="")
    parser.add_argument("--rate", type=int, default=_RATES[0])
    asked = parser.parse_args()
    answers = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no sound
    application = QCoreApplication(["microphone"])
    try:
        quiet_multimedia()
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError as error:
        return _fail(answers, f"The microphone cannot be used: {error}.")
    devices = QMediaDevices.audioInputs()
    device = _chosen(devices, asked.device) if asked.device else QMediaDevices.defaultAudioInput()
    if device is None or device.isNull():
        names = ", ".join(one.description() for one in devices)
        which = f'There is no microphone "{asked.device}"' if asked.device and devices else "There is no microphone"
        return _fail(answers, f"{which}{f'; there is {names}' if names else ': plug one in'}.")
    form = _form(device, asked.rate)
    _say(answers, device=device.description(), rate=form.sampleRate())
    host = Host(device, form, answers)
    threading.Thread(target=_until_the_end, name="commands", daemon=True).start()
    host.start()
    return application.exec()


def _chosen(devices: list[QAudioDevice], name: str) -> QAudioDevice | None:
    """The device of that name or id, or the first whose name holds it."""
    exact = (one for one in devices if name in (one.description(), bytes(one.id().data()).decode(errors="replace")))
    holding = (one for one in devices if name.casefold() in one.description().casefold())
    return next(exact, None) or next(holding, None)


def _form(device: QAudioDevice, rate: int) -> QAudioFormat:
    """The wanted rate and mono when the device takes them, else what it can."""
    from PySide6.QtMultimedia import QAudioFormat

    form = QAudioFormat()
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    for channels in (1, 2):
        for one in (rate, *_RATES):
            form.setSampleRate(one)
            form.setChannelCount(channels)
            if device.isFormatSupported(form):
                return form
    return form


def _until_the_end() -> None:
    """The program holds this process's standard input open as long as it wants to hear."""
    while os.read(0, 1024):
        pass
    os._exit(0)


def _end(why: str) -> None:
    """The last line that the program reads of this process."""
    sys.stderr.write(f"{why}\n")
    sys.stderr.flush()
    os._exit(1)


def _fail(answers: int, message: str) -> int:
    _say(answers, error=message)
    return 1


def _say(answers: int, **facts: Any) -> None:
    _write(answers, f"{json.dumps(facts)}\n".encode())


def _write(answers: int, data: bytes) -> None:
    try:
        while data:
            data = data[os.write(answers, data) :]
    except OSError:  # the program is gone
        os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
