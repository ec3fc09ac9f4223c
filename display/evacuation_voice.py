"""Says aloud that everybody is to leave the building, again and again until the evacuation is over.

One board of a zone speaks, as with calls: it asks for the zone's voice before each saying. What is being played breaks
off for it, and ends at once when the evacuation does. Nothing is remembered here: a board that starts in the middle of
an evacuation reads of it from the hall. While the database is away, every board speaks that knows of the evacuation:
two voices are better than none.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from display.picture import BoardPicture
from hall.errors import StoreUnavailable
from hall.forms import VoiceForm
from hall.structure import BoardSetup
from hall.views import VoiceClaim
from qtkit.serial_worker import SerialWorker
from qtkit.timers import single_shot

if TYPE_CHECKING:
    from display.announcer import Announcer
    from display.board_link import BoardLink
    from hall.voice import Sound
    from qtkit.sound.one_by_one import OneByOne

_log = logging.getLogger(__name__)

TOKEN = -1
"""That of the sound; calls have theirs from 1 on."""
PAUSE_S = 2.5
"""Between two sayings: people hear the staff in between. Shorter than ``VOICE_MARGIN``: the voice stays here."""
RETRY_S = 3.0
"""After a sound that broke off, or a claim that failed."""
_MOST_PATIENT_S = 5.0


class EvacuationVoice(QObject):
    """``speech`` makes the sound, in the worker. ``begun`` and ``over`` tell of the evacuation, as this board knows it;
    calls are silent between them."""

    begun = Signal(int)
    over = Signal(int)

    def __init__(
        self,
        worker: SerialWorker,
        link: BoardLink,
        speech: Callable[[VoiceForm], Sound],
        loudspeaker: OneByOne,
        announcer: Announcer,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._worker, self._link, self._speech, self._loudspeaker = worker, link, speech, loudspeaker
        self._announcer = announcer
        self._form, self._setup = VoiceForm(), BoardSetup()
        self.evacuated = False
        self._audible = self._asking = self._playing = False
        self._pause = single_shot(self, self._next)
        loudspeaker.ended.connect(self.on_ended)

    def set_form(self, form: VoiceForm, setup: BoardSetup) -> None:
        """In which language the hall speaks first, and how loud this board is."""
        self._form, self._setup = form, setup

    def set_audible(self, audible: bool) -> None:
        """Whether this board speaks and has a loudspeaker."""
        self._audible = audible
        self._next()

    @Slot(object)
    def on_picture(self, picture: BoardPicture) -> None:
        """The board shows this: in an evacuation it speaks, until it shows another picture."""
        if picture.evacuated == self.evacuated:
            return
        self.evacuated = picture.evacuated
        if self.evacuated:
            self._announcer.hush(True)
            self.begun.emit(-1)
        else:
            self._announcer.hush(False)
            if self._playing:
                self._loudspeaker.stop()
            self.over.emit(0)
        self._pause.stop()
        self._next(last=not self.evacuated)

    def close(self) -> None:
        """Says nothing more."""
        self._pause.stop()
        self._audible = self.evacuated = False

    @Slot()
    def _next(self, *, last: bool = False) -> None:
        """Ask for the voice; the ``last`` time to give it back."""
        wanted = self._audible and (self.evacuated or last)
        if not wanted or self._asking or self._playing or self._pause.isActive():
            return
        self._asking, form = True, self._form

        def ask() -> tuple[Sound, VoiceClaim]:
            sound = self._speech(form)
            try:
                return sound, self._link.claim_evacuation(sound.seconds)
            except StoreUnavailable as error:
                _log.warning("the hall's evacuation is said without the database: %s", error)
                return sound, VoiceClaim(granted=True)

        self._worker.run(ask, self._answered, self._failed)

    def _answered(self, answer: tuple[Sound, VoiceClaim]) -> None:
        sound, claim = answer
        self._asking = False
        if not self.evacuated:
            if claim.granted:
                self._next(last=True)  # it ended meanwhile
        elif not self._audible:
            return
        elif claim.granted:
            self._playing = True
            self._loudspeaker.play(TOKEN, sound.pcm, sound.rate, self._setup.volume / 100)
        else:
            self._pause.start(round(1000 * min(_MOST_PATIENT_S, claim.wait + 0.05 if claim.wait else RETRY_S)))

    def _failed(self, error: Exception) -> None:
        self._asking = False
        _log.warning("the evacuation cannot be said yet: %s", error)
        self._pause.start(round(1000 * RETRY_S))

    @Slot(int, bool)
    def on_ended(self, token: int, whole: bool) -> None:
        """The loudspeaker has played it, or broke off."""
        if token == TOKEN and self._playing:
            self._playing = False
            if self.evacuated:
                self._pause.start(round(1000 * (PAUSE_S if whole else RETRY_S)))
