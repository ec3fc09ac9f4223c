"""The sound of the board's videos, as the board sees it: a process that follows the picture, and may die."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from qtkit.sound.process import SoundProcess

_HANGS_S = 5.0
"""A process that has not answered to a file for so long is replaced with the next one."""

RENEW_S = 120.0
"""An older process is replaced with the next video: after the sound server's end some go on, but are not heard."""

COMMAND = (sys.executable, "-m", "display.media.sound_host")


class FilmSound(QObject):
    """Plays the sound track of one file after the other. A process that ended is started again with the next file:
    until then the video has no sound, and goes on. ``command`` is for tests."""

    def __init__(
        self, command: Sequence[str] = COMMAND, parent: QObject | None = None, *, renew_s: float = RENEW_S
    ) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._process: SoundProcess | None = None
        self._volume = 1.0
        self._asked_at: float | None = None
        self._started_at = 0.0
        self._renew_s = renew_s

    def open(self, path: Path) -> None:
        """Takes another file; it waits for ``go``."""
        if self._process is not None and self._is_stale(time.monotonic()):
            self._process.discard()
            self.on_gone()
        if self._process is None:
            self._process = SoundProcess(self._command, self)
            self._process.gone.connect(self.on_gone)
            self._process.reported.connect(self.on_answer)
            self._started_at = time.monotonic()
            self._process.start()
            self.set_volume(self._volume)
        if self._asked_at is None:
            self._asked_at = time.monotonic()
        self._send(do="open", path=str(path))

    def go(self, at_ms: int) -> None:
        """The picture is at ``at_ms`` of the file just now, and moves."""
        self._send(do="go", at_ms=at_ms, when=time.time())

    def pause(self) -> None:
        """The picture stands still, or is over."""
        self._send(do="pause")

    def set_volume(self, linear: float) -> None:
        """0 to 1, as samples are multiplied."""
        self._volume = linear
        self._send(do="volume", linear=linear)

    def close(self) -> None:
        """Ends the process."""
        process, self._process = self._process, None
        if process is not None:
            process.close()

    @Slot()
    def on_gone(self) -> None:
        """It found no device, or died with the sound system."""
        self._process = None
        self._asked_at = None

    @Slot()
    def on_answer(self) -> None:
        """It has taken the file: it does not hang."""
        self._asked_at = None

    def _is_stale(self, now: float) -> bool:
        return (
            self._asked_at is not None and now - self._asked_at > _HANGS_S
        ) or now - self._started_at > self._renew_s

    def _send(self, **command: object) -> None:
        if self._process is not None:
            self._process.send(json.dumps(command).encode() + b"\n")
