"""A visitor who sees nothing: presses keys of the keypad, and hears only the texts that are spoken."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hall.translator import Translator
from kiosk.speech.loudness import Loudness
from kiosk.speech.reader import SpokenReader
from tests.kiosk.kiosk_fakes import Kiosk

KEYS = {
    "*": (Qt.Key.Key_Asterisk, Qt.KeyboardModifier.KeypadModifier),
    "#": (Qt.Key.Key_NumberSign, Qt.KeyboardModifier.NoModifier),
}


class Ears:
    """A mouth whose texts are heard at once: ``heard`` has all of them but those that were ``added`` to another,
    ``languages`` those that they were said in; it is ``busy`` only when a test says so."""

    def __init__(self) -> None:
        self.loudness = Loudness()
        self.heard: list[str] = []
        self.added: list[tuple[int, str]] = []
        self.languages: list[str] = []
        self.busy = self.paused = False
        self.stops = 0

    def say(self, text: str, translate: Translator) -> None:
        """Heard."""
        self.paused = False
        self.heard.append(text)
        self.languages.append(translate.language)

    def add(self, text: str, translate: Translator) -> None:
        """Heard after what was said last."""
        self.added.append((len(self.heard), text))

    def over(self, text: str, translate: Translator) -> None:
        """Heard; what is paused can go on."""
        self.heard.append(text)
        self.languages.append(translate.language)

    def since(self, count: int) -> str:
        """All that was said, without what was added, since so many texts were heard."""
        return " | ".join(self.heard[count:])

    @property
    def latest(self) -> str:
        """What was added to what was said last."""
        return " ".join(text for at, text in self.added if at == len(self.heard))

    def stop(self) -> None:
        """Silence."""
        self.busy = self.paused = False
        self.stops += 1

    def pause(self) -> None:
        """Silence for now."""
        self.busy, self.paused = False, self.paused or self.busy

    def resume(self) -> None:
        """Goes on."""
        self.busy, self.paused = True, False


class Visitor:
    """Presses keys of a kiosk that can speak, and hears."""

    def __init__(self, kiosk: Kiosk, *, second_digit_ms: int = 0) -> None:
        self.kiosk = kiosk
        self.ears = Ears()
        self.reader = SpokenReader(kiosk.window, self.ears, kiosk.clock, second_digit_ms=second_digit_ms)
        kiosk.window.speech_key = "*"
        kiosk.presenter.speech.listens = lambda: self.reader.holds
        kiosk.presenter.speech.offer(ready=True)
        self.presses = 0

    @property
    def choices(self) -> int:
        """How many choices there are, as they were read aloud: the last number of the list."""
        return int(self.ears.latest.split(". ")[-1].partition(",")[0])

    def number_of(self, name: str) -> str:
        """The number that was read aloud before a choice whose name begins so."""
        found = re.search(rf"(?:^|[.!?] )(\d+), {re.escape(name)}", self.ears.latest)
        assert found is not None, f"{name} is not heard in {self.ears.latest}"
        return found[1]

    def press(self, keys: str) -> str:
        """Presses keys of the keypad one after the other, a second apart; what was heard since the first of them."""
        before = len(self.ears.heard)
        for key in keys:
            code, modifiers = KEYS.get(key, (Qt.Key(ord(key)), Qt.KeyboardModifier.NoModifier))
            self.key(code, modifiers)
        return self.ears.since(before)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> str:
        """One key; what was heard of it."""
        before = len(self.ears.heard)
        self.presses += 1
        self.kiosk.touch_clock.seconds += 1
        self.kiosk.clock.seconds += 1
        QTest.keyClick(self.kiosk.window.focusWidget() or self.kiosk.window, key, modifiers)
        self.kiosk.settled()
        return self.ears.since(before)
