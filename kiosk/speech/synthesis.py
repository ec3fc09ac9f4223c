"""Makes samples of a text with a program, without waiting for it: one run for each text."""

from __future__ import annotations

import itertools
import logging
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal, Slot

from kiosk.speech.engines import Engines
from qtkit.timers import single_shot

_log = logging.getLogger(__name__)

_PATIENCE_MS = 4000
"""So long a program may take for one sentence; espeak-ng needs 30 ms."""
_KILLED_MS = 100
"""At most; a process that is killed is gone within 2 ms."""


class Run(QObject):
    """One run of a program: ``read`` gives it a text, ``done`` carries what it wrote, None when it failed."""

    done = Signal(object)

    def __init__(self, command: Sequence[str], parent: QObject, result: Path | None = None) -> None:
        super().__init__(parent)
        self.command = tuple(command)
        self._result, self._over = result, False
        self._process = QProcess(self)
        self._process.finished.connect(self.on_finished)
        self._process.errorOccurred.connect(self.on_error)
        self._patience = single_shot(self, self.on_patience_over, _PATIENCE_MS)
        self._process.start(command[0], list(command[1:]))

    @property
    def alive(self) -> bool:
        """Whether a text may still be given to it."""
        return not self._over

    def read(self, text: str) -> None:
        """The text, of one line."""
        self._patience.start()
        self._process.write((" ".join(text.split()) + "\n").encode())
        self._process.closeWriteChannel()

    def drop(self) -> None:
        """Ends it; nothing more is heard of it."""
        self._patience.stop()
        self._kill()
        self._forget()

    @Slot(int, QProcess.ExitStatus)
    def on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        """It has written everything, or failed."""
        if self._over:
            return
        well = code == 0 and status == QProcess.ExitStatus.NormalExit
        if not well:
            said = bytes(self._process.readAllStandardError().data()).decode(errors="replace").strip()
            _log.warning("%s ended with code %d: %s", self.command[0], code, said[-300:])
        self._end(self._bytes() if well else None)

    @Slot(QProcess.ProcessError)
    def on_error(self, error: QProcess.ProcessError) -> None:
        """It could not be started; all other errors end in ``finished``."""
        if error == QProcess.ProcessError.FailedToStart and not self._over:
            _log.warning("%s cannot be started", self.command[0])
            self._end(None)

    @Slot()
    def on_patience_over(self) -> None:
        """It hangs."""
        if not self._over:
            _log.warning("%s made no sound of a sentence in time", self.command[0])
            self._kill()
            self._end(None)

    def _kill(self) -> None:
        self._over = True
        self._process.kill()
        self._process.waitForFinished(_KILLED_MS)

    def _bytes(self) -> bytes | None:
        if self._result is None:
            return bytes(self._process.readAllStandardOutput().data())
        try:
            return self._result.read_bytes()
        except OSError as error:
            _log.warning("what %s wrote cannot be read: %s", self.command[0], error)
            return None

    def _end(self, made: bytes | None) -> None:
        self._over = True
        self._patience.stop()
        self._forget()
        self.done.emit(made)

    def _forget(self) -> None:
        if self._result is not None:
            self._result.unlink(missing_ok=True)
        self.deleteLater()


class Synthesis(QObject):
    """Makes samples by what ``engines`` has. A run of piper always waits with its model read; what piper cannot make
    espeak-ng does."""

    def __init__(self, engines: Engines, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engines = engines
        self._runs: set[Run] = set()
        self._waiting: dict[str, Run] = {}
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._numbers = itertools.count()

    def make(self, text: str, language: str, words_a_minute: int, made: Callable[[bytes, int], object]) -> None:
        """Calls ``made`` with 16-bit mono samples and their rate; with none when no program could read the text."""
        run = self._piper(language, words_a_minute)
        if run is None:
            self._by_espeak(text, language, words_a_minute, made)
            return

        def on_done(data: bytes | None) -> None:
            self._runs.discard(run)
            samples = samples_of_wave(data or b"")
            if samples[0]:
                made(*samples)
            else:
                self._by_espeak(text, language, words_a_minute, made)

        self._begin(run, text, on_done)
        self._warm_up(language, words_a_minute)

    def warm_up(self, language: str, words_a_minute: int) -> None:
        """Has piper read its model before the first text of a language comes."""
        if language in self._engines.models:
            self._warm_up(language, words_a_minute)

    def drop(self) -> None:
        """What is being made is not wanted any more."""
        runs, self._runs = self._runs, set()
        for run in runs:
            run.drop()

    def close(self) -> None:
        """Ends every program."""
        self.drop()
        waiting, self._waiting = self._waiting, {}
        for run in waiting.values():
            run.drop()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _by_espeak(self, text: str, language: str, words_a_minute: int, made: Callable[[bytes, int], object]) -> None:
        run = Run(self._engines.command(language, words_a_minute), self)

        def on_done(data: bytes | None) -> None:
            self._runs.discard(run)
            made(*samples_of_wave(data or b""))

        self._begin(run, text, on_done)

    def _begin(self, run: Run, text: str, on_done: Callable[[bytes | None], object]) -> None:
        self._runs.add(run)
        run.done.connect(on_done)
        run.read(text)

    def _piper(self, language: str, words_a_minute: int) -> Run | None:
        """The run that waits with its model read, or one that begins to."""
        if language not in self._engines.models:
            return None
        run = self._waiting.pop(language, None)
        if run is not None and run.alive and _options(run.command) == _options(self._new(language, words_a_minute)):
            return run
        if run is not None and run.alive:
            run.drop()
        return self._start(language, words_a_minute)

    def _warm_up(self, language: str, words_a_minute: int) -> None:
        self._waiting[language] = self._start(language, words_a_minute)

    def _start(self, language: str, words_a_minute: int) -> Run:
        command = self._new(language, words_a_minute)
        return Run(command, self, Path(command[-1]))

    def _new(self, language: str, words_a_minute: int) -> tuple[str, ...]:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="kiosk-speech-")
        target = Path(self._folder.name) / f"{next(self._numbers)}.wav"
        return self._engines.piper_command(language, words_a_minute, target)


def _options(command: Sequence[str]) -> tuple[str, ...]:
    """A command without the file that it writes."""
    return tuple(command[:-1])


def samples_of_wave(data: bytes) -> tuple[bytes, int]:
    """The 16-bit mono samples of a WAV file and their rate, though its head tells no length, as that of a stream does;
    nothing for another file."""
    place = data.find(b"data", 12)
    if data[:4] != b"RIFF" or place < 0 or data[22:24] != b"\1\0" or data[34:36] != b"\x10\0":
        return b"", 0
    samples = data[place + 8 :]
    told = int.from_bytes(data[place + 4 : place + 8], "little")
    samples = samples[: min(told, len(samples)) // 2 * 2]
    return samples, int.from_bytes(data[24:28], "little")
