"""The board's loudspeaker: plays one sound after the other, and always tells how it ended."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from display.outputs import OutputLike, OutputsLike, QtOutputs, SinkLike
from display.pcm import fitted, length_ms

_log = logging.getLogger(__name__)

PATIENCE_MS = 2500
"""How much longer than its length a sound may take before it counts as stalled: some devices begin two seconds late.
``hall.announcing.VOICE_MARGIN`` is longer."""

_OTHER_FORMATS = ((44_100, 1), (48_000, 1), (44_100, 2), (48_000, 2))
_NO_DEVICE = "There is no audio device; calls are shown, not heard."


@dataclass(frozen=True, slots=True)
class _Sound:
    """What was asked for."""

    token: int
    pcm: bytes
    rate: int
    volume: float


class Loudspeaker(QObject):
    """Plays 16-bit mono sounds on the default audio device, one at a time; what comes meanwhile waits its turn.

    For every ``play`` there is exactly one ``ended``, never from within ``play`` itself; ``began`` comes before it when
    the sound was heard at all. ``prepare`` loads QtMultimedia, which is slow: call it after the first paint and before
    the store is opened (docs/decisions/007); without it every sound ends unheard.
    """

    began = Signal(int)
    """A sound, by its token, is heard from now on."""

    ended = Signal(int, bool)
    """A sound, by its token, is over: True when it was played whole; False without a device, or when it broke off."""

    health_changed = Signal(str, str)
    """``ok``, ``no_device`` or ``failed``, and one English sentence about it."""

    def __init__(
        self,
        outputs: OutputsLike | None = None,
        parent: QObject | None = None,
        *,
        patience_ms: int = PATIENCE_MS,
    ) -> None:
        super().__init__(parent)
        self._outputs: OutputsLike = outputs if outputs is not None else QtOutputs(self)
        self._patience_ms = patience_ms
        self._prepared = False
        self._output: OutputLike | None = None
        self._health = ("no_device", "Sound is not prepared yet.")
        self._waiting: deque[_Sound] = deque()
        self._sound: _Sound | None = None
        self._sink: SinkLike | None = None
        self._next_timer = self._timer(self.on_next)
        self._deadline = self._timer(self.on_deadline)

    @property
    def health(self) -> tuple[str, str]:
        """The state (``ok``, ``no_device``, ``failed``) and its sentence."""
        return self._health

    @property
    def busy(self) -> bool:
        """True while a sound plays or waits."""
        return self._sound is not None or bool(self._waiting)

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

    def play(self, token: int, pcm: bytes, rate: int, volume: float = 1.0) -> None:
        """Plays mono samples of ``rate`` hertz, after those that were asked for before.

        ``volume`` is 0 to 1 as it is perceived: half sounds half as loud, about 16 dB down (Qt's logarithmic scale).
        """
        self._waiting.append(_Sound(token, pcm, rate, min(max(volume, 0.0), 1.0)))
        self._next_timer.start(0)

    def stop(self) -> None:
        """Ends the sound and all that wait; each is told as not played."""
        sounds = [self._sound] if self._sound is not None else []
        sounds += self._waiting
        self._waiting.clear()
        self._next_timer.stop()
        self._let_go()
        for sound in sounds:
            self.ended.emit(sound.token, False)

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
    def on_next(self) -> None:
        """The next sound's turn."""
        if self._sound is not None or not self._waiting:
            return
        self._sound = self._waiting.popleft()
        if self._output is None or not self._prepared:
            self._finish(False)
            return
        self._start(self._sound, self._output)

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

    def _start(self, sound: _Sound, output: OutputLike) -> None:
        rate, channels = _format_for(sound.rate, output)
        pcm = sound.pcm if (rate, channels) == (sound.rate, 1) else fitted(sound.pcm, sound.rate, rate, channels)
        self._sink = output.sink(rate, channels)
        self._sink.began.connect(self.on_began)
        self._sink.finished.connect(self.on_finished)
        self._sink.broke.connect(self.on_broke)
        self._deadline.start(length_ms(sound.pcm, sound.rate) + self._patience_ms)
        self._sink.start(pcm, sound.volume)

    def _finish(self, whole: bool) -> None:
        sound = self._sound
        self._let_go()
        if self._waiting:
            self._next_timer.start(0)
        if sound is not None:
            self.ended.emit(sound.token, whole)

    def _let_go(self) -> None:
        self._sound = None
        self._deadline.stop()
        sink, self._sink = self._sink, None
        if sink is not None:
            sink.began.disconnect(self.on_began)
            sink.finished.disconnect(self.on_finished)
            sink.broke.disconnect(self.on_broke)
            sink.stop()

    def _tell(self, state: str, sentence: str) -> None:
        if (state, sentence) == self._health:
            return
        self._health = (state, sentence)
        _log.log(logging.INFO if state == "ok" else logging.WARNING, "%s", sentence)
        self.health_changed.emit(state, sentence)

    def _timer(self, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer


def _format_for(rate: int, output: OutputLike) -> tuple[int, int]:
    """The first format that the device takes; the sound's own where it takes none: its error says more then."""
    for form in ((rate, 1), (rate, 2), *_OTHER_FORMATS):
        if output.takes(*form):
            return form
    return rate, 1
