"""What every loudspeaker is: it plays one sound at a time, and tells how each of them ended."""

from __future__ import annotations

import logging
from abc import abstractmethod
from collections import deque

from PySide6.QtCore import QObject, Signal, Slot

from qtkit.sound.lines import PlayCommand
from qtkit.timers import single_shot

_log = logging.getLogger(__name__)


class OneByOne(QObject):
    """Plays sounds one at a time; what comes meanwhile waits its turn.

    For every ``play`` there is exactly one ``ended``, never from within ``play`` itself; ``began`` comes before it when
    the sound was heard at all. A subclass begins a sound in ``_begin`` and calls ``_finish`` when it is over.
    """

    began = Signal(int)
    """A sound, by its token, is heard from now on."""

    ended = Signal(int, bool)
    """A sound, by its token, is over: True when it was played whole; False without a device, or when it broke off."""

    health_changed = Signal(str, str)
    """``ok``, ``no_device`` or ``failed``, and one English sentence about it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.health = ("no_device", "Sound is not prepared yet.")
        self._waiting: deque[PlayCommand] = deque()
        self._sound: PlayCommand | None = None
        self._next_timer = single_shot(self, self.on_next)
        self._deadline = single_shot(self, self.on_deadline)

    @property
    def busy(self) -> bool:
        """True while a sound plays or waits."""
        return self._sound is not None or bool(self._waiting)

    def play(self, token: int, pcm: bytes, rate: int, volume: float = 1.0) -> None:
        """Plays mono samples of ``rate`` hertz, after those that were asked for before.

        ``volume`` is 0 to 1 as it is perceived: half sounds half as loud, about 16 dB down (Qt's logarithmic scale).
        """
        self._waiting.append(PlayCommand(token, pcm, rate, min(max(volume, 0.0), 1.0)))
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

    @Slot()
    def on_next(self) -> None:
        """The next sound's turn."""
        if self._sound is None and self._waiting:
            self._sound = self._waiting.popleft()
            self._begin(self._sound)

    @Slot()
    @abstractmethod
    def on_deadline(self) -> None:
        """The sound should be over by now."""

    @abstractmethod
    def _begin(self, sound: PlayCommand) -> None:
        """Start it, and the deadline."""

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

    def _tell(self, state: str, message: str) -> None:
        if (state, message) == self.health:
            return
        self.health = (state, message)
        _log.log(logging.INFO if state == "ok" else logging.WARNING, "%s", message)
        self.health_changed.emit(state, message)
