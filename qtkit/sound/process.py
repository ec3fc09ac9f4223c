"""One run of a process that sounds, as its program sees it: it reports, and it ends some time."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal, Slot

from qtkit.sound.lines import report_from

_log = logging.getLogger(__name__)

_ROOT = Path(__file__).parents[2]  # where its Python finds this very package, wherever the program was started
_END_MS = 500
_COMPLAINTS = 4000  # bytes


class SoundProcess(QObject):
    """A process that is started once; after ``gone`` or ``discard`` it is of no further use, and deletes itself."""

    reported = Signal(object)
    """``Health``, ``Began`` or ``Ended`` of ``qtkit.sound.lines``."""

    gone = Signal(str)
    """It ended by itself, or could not be started: why, in one English sentence."""

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self._complaints = b""
        self._process = QProcess(self)
        self._process.setProgram(command[0])
        self._process.setArguments(list(command[1:]))
        self._process.setWorkingDirectory(str(_ROOT))
        self._process.readyReadStandardOutput.connect(self.on_output)
        self._process.readyReadStandardError.connect(self.on_complaint)
        self._process.errorOccurred.connect(self.on_error)
        self._process.finished.connect(self.on_finished)

    def start(self) -> None:
        """Starts it; a start that fails may be reported from within."""
        self._process.start()

    def send(self, command: bytes) -> None:
        """Sends bytes as soon as it takes them."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.write(command)

    def discard(self) -> None:
        """Ends it at once; it reports nothing more."""
        self._over = True
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self.deleteLater()
        else:
            self._process.kill()

    def close(self) -> None:
        """Lets it end, at the end of its commands, and waits for that half a second at most, then kills it."""
        self._over = True
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(_END_MS):
            self._process.kill()
            self._process.waitForFinished(_END_MS)
        self.deleteLater()

    @Slot()
    def on_output(self) -> None:
        """It reports something."""
        while self._process.canReadLine():
            line = bytes(self._process.readLine().data())
            if self._over:
                continue
            try:
                report = report_from(line)
            except ValueError:
                _log.warning("the loudspeaker's process says %r", line)
            else:
                self.reported.emit(report)

    @Slot()
    def on_complaint(self) -> None:
        """Its Python or a library complains: of interest only when it dies of it."""
        self._complaints = (self._complaints + bytes(self._process.readAllStandardError().data()))[-_COMPLAINTS:]

    @Slot(QProcess.ProcessError)
    def on_error(self, error: QProcess.ProcessError) -> None:
        """It could not be started; all other errors end in ``finished``."""
        if error == QProcess.ProcessError.FailedToStart:
            self._end(f"The loudspeaker's process cannot be started ({self._process.errorString()}).")

    @Slot(int, QProcess.ExitStatus)
    def on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        """It ended."""
        crashed = status == QProcess.ExitStatus.CrashExit
        if self._complaints and (crashed or code) and not self._over:
            _log.warning("last words of a process for sound: %s", self._complaints.decode(errors="replace").strip())
        self._end("The loudspeaker's process " + ("crashed." if crashed else f"ended with code {code}."))

    def _end(self, message: str) -> None:
        was_over, self._over = self._over, True
        self.deleteLater()
        if not was_over:
            self.gone.emit(message)
