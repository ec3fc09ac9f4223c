"""What the kiosk says, as lines of text."""

from __future__ import annotations

import time
from collections.abc import Callable

from hall.translator import Translator
from kiosk.speech.loudness import Loudness
from kiosk.speech.wording import aloud

SIGNS_A_SECOND = 14
"""How fast espeak-ng reads Indonesian at 150 words a minute."""


class Transcript:
    """A mouth that hands each text on as it begins to be said. It takes as long as speech does; a ``patient`` one is
    never done, so that the kiosk waits for whoever reads slowly."""

    def __init__(self, write: Callable[[str], object], *, patient: bool) -> None:
        self.loudness = Loudness()
        self.paused = False
        self._write, self._patient = write, patient
        self._until = 0.0

    @property
    def busy(self) -> bool:
        """Whether something is being said."""
        return self._patient or time.monotonic() < self._until

    def say(self, text: str, translate: Translator) -> None:
        """A line."""
        self.stop()
        self.add(text, translate)

    def add(self, text: str, translate: Translator) -> None:
        """A line more."""
        self._write(aloud(text, translate))
        self._until = max(self._until, time.monotonic()) + len(text) / SIGNS_A_SECOND

    def over(self, text: str, translate: Translator) -> None:
        """A line; a pause goes on being one."""
        self._write(aloud(text, translate))
        self._until = time.monotonic() + len(text) / SIGNS_A_SECOND

    def stop(self) -> None:
        """Silence."""
        self.paused, self._until = False, 0.0

    def pause(self) -> None:
        """Silence for now."""
        self.paused = self.paused or self.busy
        self._until = 0.0

    def resume(self) -> None:
        """Goes on."""
        self.paused = False
        self._write("...")
