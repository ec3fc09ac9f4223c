"""Hears when somebody begins to speak and when the word is over, so that nobody needs a hand for it."""

from __future__ import annotations

from array import array
from enum import Enum
from itertools import pairwise

from hall.voice.recording.level import NOTHING, decibels

_WINDOW = 0.02
_OVER_ROOM = 10.0
_BEGUN = 3
"""Windows of 20 ms in a row that are louder than the room: a click is shorter."""
_BEFORE = 0.5
"""Seconds that are kept from before somebody was heard."""
_REST_WORD, _REST_PHRASE = 0.7, 1.1
_LONGEST = 8.0


class Stage(Enum):
    """How far a word is."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    OVER = "over"


def sharp_level(samples: array[int]) -> float:
    """The loudness of the changes between samples, in dB: speech has many, hum and rumble few."""
    return decibels(array("h", [max(-32_768, min(32_767, b - a)) for a, b in pairwise(samples)]))


class Listener:
    """One word. ``room`` is the ``sharp_level`` of a room in which nobody speaks."""

    def __init__(self, rate: int, room: float, *, phrase: bool = False) -> None:
        self._size = round(_WINDOW * rate)
        self._rate = rate
        self._limit = max(room, NOTHING) + _OVER_ROOM
        self._rest = round((_REST_PHRASE if phrase else _REST_WORD) / _WINDOW)
        self._pending = array("h")
        self._kept = array("h")
        self._loud = self._quiet = 0
        self.stage = Stage.WAITING

    @property
    def take(self) -> array[int]:
        """What was heard, from half a second before the word on."""
        return self._kept

    def hear(self, samples: array[int]) -> Stage:
        """Takes the next samples and says how far the word is."""
        self._pending += samples
        while len(self._pending) >= self._size and self.stage is not Stage.OVER:
            window, self._pending = self._pending[: self._size], self._pending[self._size :]
            self._step(window)
        return self.stage

    def _step(self, window: array[int]) -> None:
        self._kept += window
        is_loud = sharp_level(window) > self._limit
        if self.stage is Stage.WAITING:
            self._loud = self._loud + 1 if is_loud else 0
            if self._loud >= _BEGUN:
                self.stage = Stage.SPEAKING
            elif not is_loud:
                self._kept = self._kept[-round(_BEFORE * self._rate) :]
            return
        self._quiet = 0 if is_loud else self._quiet + 1
        if self._quiet >= self._rest or len(self._kept) > _LONGEST * self._rate:
            self.stage = Stage.OVER
