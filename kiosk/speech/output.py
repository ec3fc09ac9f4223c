"""Speaks: texts become samples piece by piece, a little ahead of the loudspeaker, and silence comes at once."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from hall.translator import Translator
from kiosk.speech.loudness import Loudness
from kiosk.speech.synthesis import Synthesis
from kiosk.speech.wording import Piece, pieces_of
from qtkit.sound.one_by_one import OneByOne

_log = logging.getLogger(__name__)

_AHEAD = 2
"""So many pieces are made while one is heard."""
_ANY_RATE = 22_050
"""Hertz, of a piece that no program could read: it is over at once."""

Numbers = Callable[[str, str], tuple[bytes, int] | None]
"""A number's code and a language: its samples by the hall's voice and their rate, None where that cannot say it."""


@dataclass(slots=True)
class _Part:
    """One piece on its way; ``samples`` and their ``rate`` once they are made."""

    piece: Piece
    language: str
    asked: bool = False
    samples: bytes | None = None
    rate: int = 0


class SpokenOutput(QObject):
    """Speaks on ``loudspeaker`` what ``synthesis`` makes; codes of numbers by ``numbers`` where it has them."""

    rested = Signal()
    """Everything was said."""

    def __init__(
        self,
        loudspeaker: OneByOne,
        synthesis: Synthesis,
        numbers: Numbers = lambda _code, _language: None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.loudness = Loudness()
        self._loudspeaker, self._synthesis, self._numbers = loudspeaker, synthesis, numbers
        self._parts: list[_Part] = []
        self._at = 0
        self._saying = 0
        self._tokens = itertools.count(1)
        self._token = 0
        self._kept: list[_Part] = []
        loudspeaker.ended.connect(self.on_ended)

    @property
    def busy(self) -> bool:
        """Whether something is being said."""
        return self._at < len(self._parts)

    @property
    def paused(self) -> bool:
        """Whether something was interrupted and can go on."""
        return bool(self._kept)

    def say(self, text: str, translate: Translator) -> None:
        """Says ``text`` now; what was being said ends."""
        self.stop()
        self.add(text, translate)

    def add(self, text: str, translate: Translator) -> None:
        """Says ``text`` after what is being said."""
        _log.debug("says %r", text)
        parts = self._kept or self._parts
        parts += [_Part(piece, translate.language) for piece in pieces_of(text, translate)]
        self._go_on()

    def over(self, text: str, translate: Translator) -> None:
        """Says ``text`` now; what a pause has kept can still go on."""
        self._silence()
        self._parts, self._at = [_Part(piece, translate.language) for piece in pieces_of(text, translate)], 0
        self._go_on()

    def stop(self) -> None:
        """Silence, at once."""
        self._parts, self._at, self._kept = [], 0, []
        self._silence()

    def pause(self) -> None:
        """Silence, at once; ``resume`` goes on with the sentence that was cut."""
        self._silence()
        self._kept = self._kept or self._parts[self._at :]
        self._parts, self._at = [], 0

    def resume(self) -> None:
        """Goes on after a pause."""
        self._silence()
        self._parts, self._at, self._kept = self._kept, 0, []
        self._go_on()

    def close(self) -> None:
        """Ends the programs that it uses."""
        self.stop()
        self._loudspeaker.ended.disconnect(self.on_ended)
        self._synthesis.close()

    @Slot(int, bool)
    def on_ended(self, token: int, _whole: bool) -> None:
        """A piece was heard, or broke off: the next one."""
        if token != self._token or not token:
            return
        self._token = 0
        self._at += 1
        self._go_on()
        if not self.busy and not self.paused:
            self.rested.emit()

    def _silence(self) -> None:
        self._token = 0
        self._saying += 1
        for part in self._parts:
            part.asked = part.samples is not None
        self._loudspeaker.stop()
        self._synthesis.drop()

    def _go_on(self) -> None:
        """Makes what is next, and lets be heard what is made."""
        for part in self._parts[self._at : self._at + 1 + _AHEAD]:
            if not part.asked:
                part.asked = True
                self._make(part)
        now = self._parts[self._at] if self._at < len(self._parts) else None
        if now is None or now.samples is None or self._token:
            return
        self._token = next(self._tokens)
        self._loudspeaker.play(self._token, now.samples, now.rate or _ANY_RATE, self.loudness.volume)

    def _make(self, part: _Part) -> None:
        ours = self._numbers(part.piece.code, part.language) if part.piece.code else None
        if ours is not None:
            part.samples, part.rate = ours
            return
        saying = self._saying

        def made(samples: bytes, rate: int) -> None:
            if saying == self._saying:
                part.samples, part.rate = samples, rate
                self._go_on()

        self._synthesis.make(part.piece.text, part.language, self.loudness.words_a_minute, made)
