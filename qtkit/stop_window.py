"""The window of a program that cannot start: what it means for whoever is in front of it, and small what is to be
done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from qtkit.watchdog import notify
from qtkit.widgets.standstill import Standstill

BRIEF_S = 10
"""So long the notice says that the program runs already: what runs must not stay covered."""
_LOOK_MS = 500
_RETRY_S = 60
"""A locked one tries again so often: whatever is wrong may pass."""
_SIZE, _BRIEF_SIZE = QSize(1080, 720), QSize(720, 480)


@dataclass(frozen=True, slots=True)
class StopTexts:
    """``title`` and ``more`` are for everybody, ``note`` is set smaller, for the staff."""

    title: str
    more: str
    note: str


class StopWindow(QWidget):
    """Shows ``texts`` until it is closed (Esc), or ``config`` was changed: then ``again`` is True. F5 and Enter try
    again too. A ``brief`` one closes by itself. While it is ``locked`` nobody can close it; it tries again each minute.
    A service manager hears that the program lives."""

    closed = Signal()

    def __init__(self, texts: StopTexts, config: Path, *, brief: bool = False) -> None:
        super().__init__()
        self.setWindowTitle(texts.title)
        self.resize(_BRIEF_SIZE if brief else _SIZE)
        self.again = False
        self.locked = False
        self._config, self._stamp = config, _stamp(config)
        self._stopped = self._ended = False
        self._looks = 0
        self._last_look = BRIEF_S * 1000 // _LOOK_MS if brief else 0
        self._standstill = Standstill(self)
        self._standstill.say(texts.title, texts.more, texts.note)
        self._timer = QTimer(self)  # also lets Python run, so that it can deliver a signal
        self._timer.timeout.connect(self._on_look)
        self._timer.start(_LOOK_MS)
        notify("READY=1")

    def on_signal(self, _number: int, _frame: FrameType | None) -> None:
        """A signal asks to end."""
        self._stopped = True

    @Slot()
    def _on_look(self) -> None:
        self._looks += 1
        notify("WATCHDOG=1")
        retries = self.locked and self._looks >= _RETRY_S * 1000 // _LOOK_MS
        if (_stamp(self._config) != self._stamp or retries) and not self._last_look and not self._stopped:
            self._end(again=True)
        elif self._stopped or self._looks == self._last_look:
            self._end(again=False)

    def _end(self, *, again: bool) -> None:
        self.again, self._ended = again, True
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.locked:
            self._end(again=False)
        elif event.key() in (Qt.Key.Key_F5, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end(again=True)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.locked and not self._ended:
            event.ignore()
            return
        self._timer.stop()
        super().closeEvent(event)
        self.closed.emit()


def _stamp(file: Path) -> tuple[int, int] | None:
    """When the file was changed and its size; None when it is not there."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
