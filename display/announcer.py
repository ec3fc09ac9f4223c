"""Says calls aloud, one after the other, in the order in which the board showed them.

Before each it makes the speech and asks the database for the voice of the call's zone: whoever has it speaks, all
others wait or hear that the call was said. Without a loudspeaker nobody is asked: another board of the zone may have
one.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from hall.call_delivery import Voiced, is_crowded, is_news, loudness
from hall.forms import VoiceForm
from hall.structure import BoardSetup
from hall.views import BoardCall, VoiceClaim
from qtkit.serial_worker import SerialWorker
from qtkit.timers import single_shot

if TYPE_CHECKING:
    from display.board_link import BoardLink
    from hall.voice import Sound
    from qtkit.sound.one_by_one import OneByOne

_log = logging.getLogger(__name__)

RETRY_S = 1.0
"""After a database that did not answer."""
_MOST_PATIENT_S = 5.0
_BROKEN_ONES = 2
"""So many calls in a row may break off before this board leaves the voice to others of its zone, if there are any."""
_REST_S = 30.0
_SLOW_ANSWER_S = 0.4
"""The lease is longer than the speech and all that a loudspeaker may be late by more than this."""


MakeSpeech = Callable[[BoardCall, VoiceForm, bool], "Sound"]


@dataclass(frozen=True, slots=True)
class _ClaimedCall:
    """What the worker answered: the speech of a call, whether it may be said, and when it was asked."""

    call: BoardCall
    sound: Sound
    claim: VoiceClaim
    asked_at: float
    short: bool


class Announcer(QObject):
    """``speech`` makes the sound of a call, in the worker; ``now`` gives the hall's time. ``spoken`` tells which call
    is being said, 0 for none: the board keeps its number in view, and the videos are quiet."""

    spoken = Signal(int)

    def __init__(
        self,
        worker: SerialWorker,
        link: BoardLink,
        speech: MakeSpeech,
        loudspeaker: OneByOne,
        now: Callable[[], datetime],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._worker, self._link, self._speech, self._loudspeaker = worker, link, speech, loudspeaker
        self._now, self._monotonic = now, monotonic
        self._form, self._setup = VoiceForm(), BoardSetup()
        self._audible = self._hushed = False
        self._waiting: list[BoardCall] = []
        self._speaking: _ClaimedCall | None = None
        self._asking = 0  # the call for which the voice is asked
        self._needless = False  # and that, or the one being said, was taken back
        self._broken = 0
        self._rests_until = 0.0
        self._said: dict[int, float] = {}  # each with ``_busy_s`` of its offer
        self._busy_s = 0.0  # so long a voice has spoken since the start, this one or another one of a zone
        self._pause = single_shot(self, self._next)
        loudspeaker.ended.connect(self.on_ended)

    @property
    def waiting(self) -> int:
        """Calls that wait to be said."""
        return len(self._waiting)

    @property
    def speaking(self) -> int:
        """The call that is being said; 0 for none."""
        return self._speaking.call.seq if self._speaking is not None else 0

    def set_form(self, form: VoiceForm, setup: BoardSetup) -> None:
        """How the hall speaks, and whether this board does."""
        self._form, self._setup = form, setup
        if not self._may_speak:
            self._waiting.clear()

    def set_audible(self, audible: bool) -> None:
        """Whether there is a loudspeaker and a voice for it."""
        self._audible = audible
        if not audible:
            self._waiting.clear()

    def hush(self, hushed: bool) -> None:
        """Nothing is said while something else must be heard; what waits or is being said is for nobody any more."""
        self._hushed = hushed
        if hushed:
            self.forget([*(call.seq for call in self._waiting), *filter(None, (self.speaking, self._asking))])

    @property
    def _may_speak(self) -> bool:
        if self._hushed or self._monotonic() < self._rests_until:
            return False
        return self._setup.voice and self._audible and (bool(self._form.languages) or self._form.chime)

    def offer(self, calls: Iterable[BoardCall]) -> None:
        """These calls came to be shown: they are said in their order, each once.

        One for the same counter takes the place of one that waits: the counter has gone on to somebody else, or calls
        the same person again.
        """
        passed = []
        for call in calls:
            if self._may_speak and call.seq not in self._said:  # one that broke off is left to other boards
                self._said[call.seq] = self._busy_s
                passed += self._put_in_line(call)
        self._pass_over(tuple(passed))
        while len(self._said) > 2000:
            del self._said[next(iter(self._said))]
        self._next()

    def _put_in_line(self, call: BoardCall) -> list[int]:
        """Let a call wait; the earlier ones for its counter, by number, whose place it takes."""
        earlier = [one for one in self._waiting if one.counter_label == call.counter_label and one.seq < call.seq]
        if not earlier:
            self._waiting.append(call)
            return []
        self._waiting[self._waiting.index(earlier[0])] = call
        self._waiting = [one for one in self._waiting if one not in earlier]
        self._needless = self._needless or self._asking in [one.seq for one in earlier]
        return [one.seq for one in earlier]

    def forget(self, seqs: Iterable[int]) -> None:
        """These were said by another voice or taken back: nobody needs them, to their end neither."""
        gone = set(seqs)
        self._waiting = [call for call in self._waiting if call.seq not in gone]
        self._needless = self._needless or not gone.isdisjoint((self._asking, self.speaking))
        if self.speaking in gone:
            self._loudspeaker.stop()

    def close(self) -> None:
        """Says nothing more. A call that is asked for is left to other boards, and that in the middle of which the
        loudspeaker is closed then."""
        self._waiting.clear()
        self._pause.stop()
        self._audible = False
        asking, self._asking = self._asking, 0
        if asking:
            self._note_end(asking, self._unsaid)

    @Slot()
    def _next(self) -> None:
        if self._speaking is not None or self._asking or self._pause.isActive():
            return
        self._pass_over_late()
        if not self._waiting:
            return
        call, short = self._waiting[0], is_crowded([one.at for one in self._waiting], self._now())
        self._asking, self._needless = call.seq, False
        asked_at, form = self._monotonic(), self._form

        def ask() -> _ClaimedCall:
            sound = self._speech(call, form, short)
            return _ClaimedCall(call, sound, self._link.claim_voice(call.seq, sound.seconds), asked_at, short)

        self._worker.run(ask, self._answered, self._failed)

    def _pass_over_late(self) -> None:
        """The time in which others were said does not count: a call is not late because the voice is busy."""
        now = self._now()

        def is_late(call: BoardCall) -> bool:
            in_line = timedelta(seconds=self._busy_s - self._said.get(call.seq, self._busy_s))
            return not is_news(call.at + in_line, now, self._form)

        late = tuple(call.seq for call in self._waiting if is_late(call))
        if late:
            self.forget(late)
            _log.info("calls %s came too late to be said", late)
        self._pass_over(late)

    def _pass_over(self, seqs: tuple[int, ...]) -> None:
        if seqs:
            self._worker.run(lambda: self._link.voice_passed(seqs), None, self._not_noted)

    def _answered(self, claimed: _ClaimedCall) -> None:
        if claimed.call.seq != self._asking:
            return  # closed meanwhile
        self._asking = 0
        # By the lease's own clock the speech must end in time: a slow answer has eaten part of it.
        in_time = self._monotonic() - claimed.asked_at < _SLOW_ANSWER_S
        if claimed.claim.granted and claimed.call not in self._waiting:  # taken back, or quiet meanwhile
            self._note_end(claimed.call.seq, self._unsaid)
            self._pause.start(0)
        elif claimed.claim.granted and not in_time:
            self._pause.start(0)
        elif claimed.claim.granted:
            self._waiting = [call for call in self._waiting if call.seq != claimed.call.seq]
            self._speaking = claimed
            self.spoken.emit(claimed.call.seq)
            volume = loudness(self._now().time(), self._form.volumes) * self._setup.volume / 10_000
            self._loudspeaker.play(claimed.call.seq, claimed.sound.pcm, claimed.sound.rate, volume)
        elif claimed.claim.done:
            self.forget((claimed.call.seq,))
            self._pause.start(0)
        else:
            wait = min(_MOST_PATIENT_S, claimed.claim.wait + 0.05)
            self._busy_s += wait
            self._pause.start(round(1000 * wait))

    def _failed(self, error: Exception) -> None:
        self._asking = 0
        _log.warning("a call cannot be said yet: %s", error)
        self._pause.start(round(1000 * RETRY_S))

    @Slot(int, bool)
    def on_ended(self, seq: int, whole: bool) -> None:
        """The loudspeaker has played the speech of a call, or broke off."""
        claimed, self._speaking = self._speaking, None
        if claimed is None or claimed.call.seq != seq:
            self._speaking = claimed
            return
        self._busy_s += self._monotonic() - claimed.asked_at
        said = Voiced.CHIMED if not claimed.sound.words else Voiced.SHORT if claimed.short else Voiced.SPOKEN
        self._note_end(seq, said if whole else self._unsaid)
        if whole or not self._needless:
            self._broken = 0 if whole else self._broken + 1
        if self._broken >= _BROKEN_ONES:
            self._broken = 0
            self._rests_until = self._monotonic() + _REST_S
            self._waiting.clear()
        self.spoken.emit(0)  # after the note: the next call, which may come of it, is asked for behind it
        self._next()

    @property
    def _unsaid(self) -> Voiced:
        """What became of a call that was not said to its end: another board may say it, if anybody needs it."""
        return Voiced.LATE if self._needless else Voiced.BROKE

    def _note_end(self, seq: int, state: Voiced) -> None:
        self._worker.run(lambda: self._link.voice_ended(seq, state), None, self._not_noted, last_word=True)

    def _not_noted(self, error: Exception) -> None:
        _log.warning("what was said cannot be noted now: %s", error)
