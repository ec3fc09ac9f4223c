"""A loudspeaker: plays one sound after the other, and always tells how it ended."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from qtkit.sound.lines import PlayCommand
from qtkit.sound.one_by_one import OneByOne
from qtkit.sound.outputs import QtOutput, QtOutputs, QtSink
from qtkit.sound.pcm import fitted, length_ms

PATIENCE_MS = 3500
"""How much longer than its length a sound may take before it counts as stalled: some devices begin two seconds late,
and a busy machine tells of the end half a second late.
``hall.call_delivery.VOICE_MARGIN`` is longer."""

_OTHER_FORMATS = ((44_100, 1), (48_000, 1), (44_100, 2), (48_000, 2))
_NO_DEVICE = "There is no audio device; calls are shown, not heard."


class Loudspeaker(OneByOne):
    """Plays 16-bit mono sounds on the default audio device.

    ``prepare`` loads QtMultimedia, which is slow: call it after the first paint and before the store is opened
    (docs/decisions/007); without it every sound ends unheard.
    """

    def __init__(
        self,
        outputs: QtOutputs | None = None,
        parent: QObject | None = None,
        *,
        patience_ms: int = PATIENCE_MS,
    ) -> None:
        super().__init__(parent)
        self._outputs = outputs if outputs is not None else QtOutputs(self)
        self._patience_ms = patience_ms
        self._prepared = False
        self._output: QtOutput | None = None
        self._sink: QtSink | None = None

    @Slot()
    def prepare(self) -> None:
        """Looks for a device, and listens for one that is plugged in later."""
        if self._prepared:
            return
        try:
            self._outputs.prepare()
        except ImportError as error:
            self._tell("no_device", f"Sound is not installed on this machine ({error}); calls are shown, not heard.")
            return
        self._prepared = True
        self._outputs.changed.connect(self.on_devices_changed)
        self.on_devices_changed()

    def close(self) -> None:
        """Stops, and lets go of the devices."""
        self.stop()
        if self._prepared:
            self._prepared = False
            self._output = None
            self._outputs.changed.disconnect(self.on_devices_changed)
            self._outputs.close()

    @Slot()
    def on_devices_changed(self) -> None:
        """A device came or went: the default one, whichever it is now, plays the next sound.

        A sound goes on as long as its own device is there; the system moves it or breaks it off, which is heard of.
        Qt 6.11 does not report that PulseAudio's last device went: a sound then ends by its deadline.
        """
        before = self._output.key if self._output is not None else b""
        self._output = self._outputs.default()
        if self._output is None:
            self._tell("no_device", _NO_DEVICE)
            if self._sound is not None:
                self._finish(False)
        elif self._output.key != before:
            self._tell("ok", f"Sound plays on {self._output.name}.")

    @Slot()
    def on_began(self) -> None:
        """The device takes samples."""
        if self._sound is not None:
            self.began.emit(self._sound.token)

    @Slot()
    def on_finished(self) -> None:
        """Everything was heard."""
        if self._sound is None:
            return
        if self._output is not None:
            self._tell("ok", f"Sound plays on {self._output.name}.")
        self._finish(True)

    @Slot(str)
    def on_broke(self, reason: str) -> None:
        """The device gave up in the middle."""
        if self._sound is None:
            return
        name = self._output.name if self._output is not None else "the audio device"
        self._tell("failed", f"A sound broke off on {name}: {reason}.")
        self._finish(False)

    @Slot()
    def on_deadline(self) -> None:
        """The sound should be over by now."""
        if self._sink is not None and self._sink.all_taken:  # this thread was busy, and its end waits in the queue
            self.on_finished()
        else:
            self.on_broke("it stands still")

    def _begin(self, sound: PlayCommand) -> None:
        if self._output is None or not self._prepared:
            self._finish(False)
        else:
            self._start(sound, self._output)

    def _start(self, sound: PlayCommand, output: QtOutput) -> None:
        rate, channels = _format_for(sound.rate, output)
        pcm = sound.pcm if (rate, channels) == (sound.rate, 1) else fitted(sound.pcm, sound.rate, rate, channels)
        self._sink = output.sink(rate, channels)
        self._sink.began.connect(self.on_began)
        self._sink.finished.connect(self.on_finished)
        self._sink.broke.connect(self.on_broke)
        self._deadline.start(length_ms(sound.pcm, sound.rate) + self._patience_ms)
        self._sink.start(pcm, sound.volume)

    def _let_go(self) -> None:
        super()._let_go()
        sink, self._sink = self._sink, None
        if sink is not None:
            sink.began.disconnect(self.on_began)
            sink.finished.disconnect(self.on_finished)
            sink.broke.disconnect(self.on_broke)
            sink.stop()


def _format_for(rate: int, output: QtOutput) -> tuple[int, int]:
    """The first format that the device takes; the sound's own where it takes none: its error says more then."""
    forms = ((rate, 1), (rate, 2), *_OTHER_FORMATS)
    return next((form for form in forms if output.takes(*form)), (rate, 1))
