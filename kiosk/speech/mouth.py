"""What speaks: the interface that the reader uses, and what was said last."""

from __future__ import annotations

from typing import Protocol

from hall.translator import Translator
from kiosk.speech.instead import for_ears
from kiosk.speech.loudness import Loudness
from qtkit.announce import spoken


class Mouth(Protocol):
    """Says texts in the language of a translator, one after the other."""

    loudness: Loudness

    @property
    def busy(self) -> bool:
        """Whether something is being said."""

    @property
    def paused(self) -> bool:
        """Whether something was interrupted and can go on."""

    def say(self, text: str, translate: Translator) -> None:
        """Says ``text`` now; what was being said ends."""

    def add(self, text: str, translate: Translator) -> None:
        """Says ``text`` after what is being said."""

    def over(self, text: str, translate: Translator) -> None:
        """Says ``text`` now; what a pause has kept can still go on."""

    def stop(self) -> None:
        """Silence, at once."""

    def pause(self) -> None:
        """Silence, at once; ``resume`` goes on with the sentence that was cut."""

    def resume(self) -> None:
        """Goes on after a pause."""


class Teller:
    """Says what the reader has to say, in the language of ``translate``, and remembers it. ``held``: what is being said
    is for a visitor who listens, so that no idle second passes."""

    def __init__(self, mouth: Mouth, translate: Translator) -> None:
        self.mouth, self.translate = mouth, translate
        self.keys = "keypad"
        self.count = 0
        self.held = False
        self._last = self._choice = ""

    def by_keys(self, text: str, **filling: str) -> str:
        """The text of that name for the ``keys`` that the station has: ``keypad``, ``five`` or ``keyboard``."""
        return self.translate(f"{text}.{self.keys}", **filling)

    def say(self, *texts: str, urgent: bool = False) -> None:
        """Says ``texts`` as sentences, now; ``urgent``: a question to whoever may have left."""
        self.held, self._choice = not urgent, ""
        if any(texts):
            self._last = spoken(*texts)
            self.aside(self._last)

    def keep(self, *texts: str) -> None:
        """Says nothing: what was said is out of date, and ``texts`` are what is repeated in its place."""
        self._last = spoken(*texts)

    def choose(self, text: str) -> None:
        """Says a choice of what was said before, now."""
        self.held, self._choice = True, text
        if text:
            self.aside(text)

    def add(self, text: str) -> None:
        """Says ``text`` after what is being said."""
        if text:
            self._last = spoken(self._last, text)
            self.count += 1
            self.mouth.add(for_ears(text, self.translate), self.translate)

    def aside(self, text: str) -> None:
        """Says ``text`` now, and it is not what is repeated."""
        self.count += 1
        self.mouth.say(for_ears(text, self.translate), self.translate)

    def over(self, text: str) -> None:
        """Says ``text`` now, and what was paused can go on after it."""
        self.count += 1
        self.mouth.over(for_ears(text, self.translate), self.translate)

    def repeat(self) -> None:
        """Says once more what was said last; of a choice, then what it is a choice of."""
        self.aside(self._choice or self._last)
        if self._choice and self._last:
            self.mouth.add(for_ears(self._last, self.translate), self.translate)
