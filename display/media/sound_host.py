"""The sound of a board's video, ``python -m display.media.sound_host``: a process of its own, which may die.

It plays the sound track of the file that stands on the board, at the place where the board is (docs/decisions/018).
Commands are lines of JSON on stdin, as ``display.media.film_sound`` writes them; at their end the process ends.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QUrl, Signal, Slot

from qtkit.sound.lines import Began, report_line
from qtkit.sound.outputs import quiet_multimedia
from qtkit.timers import repeating

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

_APART_MS = 120
"""So far from the picture the sound is put right; less is not noticed (EBU R37: 60 ms late, 40 ms early are fine)."""
_LOOK_MS = 800
_STRIKES = 2  # so often in a row it stood still: the sound system does not take it any more


class SoundHost(QObject):
    """One player without a picture."""

    command_received = Signal(object)

    def __init__(self, player: QMediaPlayer, output: QAudioOutput) -> None:
        super().__init__()
        self._player, self._output = player, output
        self._begin = 0.0  # when the video's first moment was, by the machine's clock
        self._going = False
        self._strikes = 0
        self._place = -1  # where it was at the last look; -1 before the first
        self._look = repeating(self, self.on_look, _LOOK_MS)
        player.setAudioOutput(output)
        player.mediaStatusChanged.connect(self.on_status)
        self.command_received.connect(self.on_command, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._read, name="commands", daemon=True).start()

    def _read(self) -> None:
        with open(0, "rb", closefd=False) as file:
            for line in file:
                self.command_received.emit(json.loads(line))
        os._exit(0)

    @Slot(object)
    def on_command(self, command: dict[str, Any]) -> None:
        """``open`` a file, ``go`` from a place, ``pause``, ``volume``."""
        match command:
            case {"do": "open", "path": path}:
                self._halt()
                self._player.setSource(QUrl.fromLocalFile(path))
                os.write(1, report_line(Began(0)))  # this thread does not hang
            case {"do": "go", "at_ms": at_ms, "when": when}:
                self._begin = when - at_ms / 1000
                self._going = True
                self.on_status()
            case {"do": "pause"}:
                self._halt()
                self._player.pause()
            case {"do": "volume", "linear": linear}:
                self._output.setVolume(linear)

    @Slot()
    def on_status(self) -> None:
        """The file is there: play it where the picture is."""
        from PySide6.QtMultimedia import QMediaPlayer

        there = (QMediaPlayer.MediaStatus.LoadedMedia, QMediaPlayer.MediaStatus.BufferedMedia)
        playing = self._player.playbackState() == QMediaPlayer.PlaybackState.PlayingState
        if self._going and not playing and self._player.mediaStatus() in there and self._player.hasAudio():
            self._follow()
            self._place = -1
            self._player.play()
            self._look.start()

    @Slot()
    def on_look(self) -> None:
        """Puts it right once; one that stands still has lost its sound system, which the next process may find."""
        from PySide6.QtMultimedia import QMediaPlayer

        if self._player.playbackState() != QMediaPlayer.PlaybackState.PlayingState:
            self._look.stop()
            return
        before, self._place = self._place, self._player.position()
        if before < 0:
            self._follow()
            return
        self._strikes = self._strikes + 1 if self._place == before else 0
        if self._strikes >= _STRIKES:
            os._exit(0)

    def _follow(self) -> None:
        place = round((time.time() - self._begin) * 1000)
        if abs(self._player.position() - place) > _APART_MS:
            self._player.setPosition(max(0, place))

    def _halt(self) -> None:
        self._going = False
        self._look.stop()


def main() -> int:
    """Plays until the board ends; ends at once where there is no device: the next video's process may find one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the board too, which ends this process
    application = QCoreApplication(["video sound"])
    quiet_multimedia()
    from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer

    device = QMediaDevices.defaultAudioOutput()
    if device.isNull():
        return 0
    host = SoundHost(QMediaPlayer(), QAudioOutput(device))
    code = application.exec()
    del host
    return code


if __name__ == "__main__":
    sys.exit(main())
