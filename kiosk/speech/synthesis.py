"""Makes samples of a text with a program, without waiting for it: one run for each text."""

from __future__ import annotations

import itertools
import logging
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal, Slot

from kiosk.speech.engines import Engines
from qtkit.timers import single_shot

_log = logging.getLogger(__name__)

_PATIENCE_MS = 4000
"""So long a program may take for one sentence; espeak-ng needs 30 ms."""
_KILLED_MS = 500


class Run(QObject):
    """One run of a program: ``read`` gives it a text, ``done`` carries the run and what it wrote, None when it
    failed. It deletes itself when its program is gone."""

    done = Signal(object, object)

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
        self._over = True
        self._patience.stop()
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self._forget()
        else:
            self._process.kill()

    def wait(self) -> None:
        """After ``drop``: until its program is gone, a moment at most."""
        self._process.waitForFinished(_KILLED_MS)

    @Slot(int, QProcess.ExitStatus)
    def on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        """It has written everything, or failed."""
        well = code == 0 and status == QProcess.ExitStatus.NormalExit
        if not well and not self._over:
            said = bytes(self._process.readAllStandardError().data()).decode(errors="replace").strip()
            _log.warning("%s ended with code %d: %s", self.command[0], code, said[-300:])
        self._tell(self._bytes() if well and not self._over else None)
        self._forget()

    @Slot(QProcess.ProcessError)
    def on_error(self, error: QProcess.ProcessError) -> None:
        """It could not be started; all other errors end in ``finished``."""
        if error == QProcess.ProcessError.FailedToStart:
            _log.warning("%s cannot be started", self.command[0])
            self._tell(None)
            self._forget()

    @Slot()
    def on_patience_over(self) -> None:
        """It hangs."""
        _log.warning("%s made no sound of a sentence in time", self.command[0])
        self._process.kill()
        self._tell(None)

    def _bytes(self) -> bytes | None:
        if self._result is None:
            return bytes(self._process.readAllStandardOutput().data())
        try:
            return self._result.read_bytes()
        except OSError as error:
            _log.warning("what %s wrote cannot be read: %s", self.command[0], error)
            return None

    def _tell(self, made: bytes | None) -> None:
        was_over, self._over = self._over, True
        self._patience.stop()
        if not was_over:
            self.done.emit(self, made)

    def _forget(self) -> None:
        if self._result is not None:
            self._result.unlink(missing_ok=True)
        self.deleteLater()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text to be read, and who gets its 16-bit mono samples and their rate."""

    text: str
    language: str
    words_a_minute: int
    made: Callable[[bytes, int], object]


class Synthesis(QObject):
    """Makes samples by what ``engines`` has. For the language that was read last a run waits with its voice or model
    loaded, for the first word of the next text; what piper cannot make espeak-ng does."""

    def __init__(self, engines: Engines, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engines = engines
        self._runs: dict[Run, Wanted] = {}
        self._waiting: dict[str, Run] = {}
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._numbers = itertools.count()

    def make(self, text: str, language: str, words_a_minute: int, made: Callable[[bytes, int], object]) -> None:
        """Calls ``made`` with the samples and their rate; with none when no program could read the text."""
        self._read(self._take(language, words_a_minute), Wanted(text, language, words_a_minute, made))

    def warm_up(self, language: str, words_a_minute: int) -> None:
        """Has a program load what the next text of a language needs."""
        waiting = self._waiting.get(language)
        if waiting is None or not waiting.alive:
            self._waiting[language] = self._start(language, words_a_minute)

    def drop(self) -> None:
        """What is being made is not wanted any more."""
        runs, self._runs = self._runs, {}
        for run in runs:
            run.drop()

    def close(self) -> None:
        """Ends every program."""
        self._runs, self._waiting = {}, {}
        for run in self.findChildren(Run):
            run.drop()
            run.wait()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    @Slot(object, object)
    def on_done(self, run: Run, data: bytes | None) -> None:
        """A run has made its sound, or failed; espeak-ng reads what piper could not."""
        wanted = self._runs.pop(run, None)
        if wanted is None:
            return
        samples, rate = samples_of_wave(data or b"")
        if samples or run.command[0] == self._engines.espeak:
            wanted.made(samples, rate)
        else:
            command = self._engines.command(wanted.language, wanted.words_a_minute)
            self._read(Run(command, self), wanted)
        if not self._runs:
            self.warm_up(wanted.language, wanted.words_a_minute)

    def _read(self, run: Run, wanted: Wanted) -> None:
        self._runs[run] = wanted
        run.done.connect(self.on_done)
        run.read(wanted.text)

    def _take(self, language: str, words_a_minute: int) -> Run:
        """The run that waits, or one that begins to load."""
        run = self._waiting.pop(language, None)
        if run is not None and run.alive:
            if _pace(run.command) == _pace(self._command(language, words_a_minute)):
                return run
            run.drop()
        return self._start(language, words_a_minute)

    def _start(self, language: str, words_a_minute: int) -> Run:
        command = self._command(language, words_a_minute)
        return Run(command, self, Path(command[-1]) if language in self._engines.models else None)

    def _command(self, language: str, words_a_minute: int) -> tuple[str, ...]:
        if language not in self._engines.models:
            return self._engines.command(language, words_a_minute)
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="kiosk-speech-")
        target = Path(self._folder.name) / f"{next(self._numbers)}.wav"
        return self._engines.piper_command(language, words_a_minute, target)


def _pace(command: Sequence[str]) -> tuple[str, ...]:
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
