"""A program's loudspeaker, kept in a process of its own: it may die, the program goes on and starts it again."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QObject, Slot

from qtkit.sound.lines import STOP, Began, Ended, PlayCommand, Report, SoundHealth, play_line
from qtkit.sound.loudspeaker import PATIENCE_MS
from qtkit.sound.one_by_one import OneByOne
from qtkit.sound.pcm import length_ms
from qtkit.sound.process import SoundProcess
from qtkit.timers import single_shot

COMMAND = (sys.executable, "-m", "qtkit.sound.loudspeaker_process")

PAUSES_MS = (0, 1000, 2000, 5000, 10_000, 30_000)
"""Before a process that died is started again: at once, then later each time, until a sound was played whole."""

RENEW_MS = (30_000, 60_000, 120_000, 300_000)
"""Before a process without a working device is replaced: soon after the program's start or the device's end, then later
each time. Only a new one sees a sound server that came later, and loading Qt takes a core for half a second."""

LATE_MS = 250
"""How much later than the loudspeaker's own patience a sound's end may be told. A process that did not tell it then
hangs; with ``_LAST_LOOK_MS`` this is within ``hall.call_delivery.VOICE_MARGIN``."""

_LAST_LOOK_MS = 50  # this thread was busy perhaps, and the end waits in the pipe
_ANSWER_MS = 20_000  # a slow machine needs a few seconds to load Qt
_LONG_LIFE_MS = 60_000  # a process that lived so long did not die of its start


class RemoteLoudspeaker(OneByOne):
    """Plays sounds as ``qtkit.sound.loudspeaker.Loudspeaker`` does in another process, whatever becomes of that.

    Nothing here waits, but ``close`` for half a second. ``command`` is for tests.
    """

    def __init__(
        self,
        command: Sequence[str] = COMMAND,
        parent: QObject | None = None,
        *,
        patience_ms: int = PATIENCE_MS,
        pauses_ms: Sequence[int] = PAUSES_MS,
        renew_ms: Sequence[int] = RENEW_MS,
    ) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._late_ms, self._pauses_ms, self._renew_ms = patience_ms + LATE_MS, tuple(pauses_ms), tuple(renew_ms)
        self._process: SoundProcess | None = None
        self._prepared = self._answered = self._looked = False
        self._deaths = self._renewals = self._serial = 0
        self._life = QElapsedTimer()
        self._answer = single_shot(self, self.on_no_answer)
        self._again = single_shot(self, self.on_again)

    @Slot()
    def prepare(self) -> None:
        """Starts the process; its health is told when it has looked for a device."""
        if not self._prepared:
            self._prepared = True
            self._start()

    def stop(self) -> None:
        """Ends the sound and all that wait; each is told as not played."""
        if self._sound is not None and self._process is not None:
            self._process.send(STOP)
        super().stop()

    def close(self) -> None:
        """Stops, and ends the process."""
        self.stop()
        self._prepared = False
        self._answer.stop()
        self._again.stop()
        process, self._process = self._process, None
        if process is not None:
            process.close()

    @Slot(object)
    def on_report(self, report: Report) -> None:
        """The process says how it is, or what became of the sound."""
        match report:
            case SoundHealth(state, message):
                self._take_health(state, message)
            case Began(serial) if self._sound is not None and serial == self._serial:
                self.began.emit(self._sound.token)
            case Ended(serial, whole) if self._sound is not None and serial == self._serial:
                self._deaths = 0 if whole else self._deaths
                self._finish(whole)

    @Slot(str)
    def on_gone(self, reason: str) -> None:
        """The process is no more: another one is started."""
        self._process = None
        self._answer.stop()
        if self._life.elapsed() > _LONG_LIFE_MS:
            self._deaths = 0
        pause = self._pauses_ms[min(self._deaths, len(self._pauses_ms) - 1)]
        self._deaths += 1
        self._again.start(pause)
        self._tell("failed", reason)
        if self._sound is not None:
            self._finish(False)

    @Slot()
    def on_again(self) -> None:
        """A process died, or found no device: the next one may do better."""
        if self.busy and self._process is not None:
            self._again.start(1000)
        else:
            if self._process is not None:
                self._process.discard()
            self._start()

    @Slot()
    def on_deadline(self) -> None:
        """The sound should be over by now."""
        if not self._looked:
            self._looked = True
            self._deadline.start(_LAST_LOOK_MS)
        elif self._answered:
            self._give_up("The loudspeaker's process did not end a sound in time.")
        else:  # it is not even up
            if self._process is not None:
                self._process.send(STOP)
            self._finish(False)

    @Slot()
    def on_no_answer(self) -> None:
        """The process started, and says nothing."""
        self._give_up("The loudspeaker's process does not answer.")

    def _begin(self, sound: PlayCommand) -> None:
        if self._process is None:
            self._finish(False)
            return
        self._serial += 1  # a call may be said twice: an answer to the first must not end the second
        self._looked = False
        self._deadline.start(length_ms(sound.pcm, sound.rate) + self._late_ms)
        self._process.send(play_line(PlayCommand(self._serial, sound.pcm, sound.rate, sound.volume)))

    def _start(self) -> None:
        self._answered = False
        self._life.start()
        self._answer.start(_ANSWER_MS)
        process = self._process = SoundProcess(self._command, self)
        process.reported.connect(self.on_report)
        process.gone.connect(self.on_gone)
        process.start()

    def _give_up(self, reason: str) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.discard()
        self.on_gone(reason)

    def _take_health(self, state: str, message: str) -> None:
        self._answered = True
        self._answer.stop()
        if state == "ok":
            self._renewals = 0
            self._again.stop()
        elif not self._again.isActive():
            self._again.start(self._renew_ms[min(self._renewals, len(self._renew_ms) - 1)])
            self._renewals += 1
        self._tell(state, message)
