"""One video at a time, frame by frame, on QMediaPlayer; its sound steps back while a number is called."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, QVariantAnimation, Signal, Slot
from PySide6.QtGui import QImage

from display.media.film_sound import FilmSound
from display.media.quiet_ffmpeg import quiet_ffmpeg
from qtkit.sound.outputs import quiet_multimedia
from qtkit.timers import single_shot

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

_log = logging.getLogger(__name__)

STALL_MS = 10_000
"""A video without a new frame or a new position for so long is given up."""

DUCK_MS, UNDUCK_MS = 150, 600
"""How fast its sound goes before a call, and how gently it comes back."""


class Film(QObject):
    """Plays one file after the other; every ``play`` ends in ``ended`` or ``failed``, unless ``stop`` came first.

    ``volume_percent`` 0 leaves the sound track out. Qt's multimedia is loaded by the first ``play``. The player itself
    is mute: with a sound of its own it would abort the board when PulseAudio ends (docs/decisions/018).
    """

    frame_changed = Signal()
    ended = Signal()
    failed = Signal(str)

    def __init__(self, volume_percent: int, parent: QObject | None = None, *, stall_ms: int = STALL_MS) -> None:
        super().__init__(parent)
        self._percent = min(max(volume_percent, 0), 100)
        self._player: QMediaPlayer | None = None
        self._sink: QVideoSink | None = None
        self._sound: FilmSound | None = None
        self._sounding = False
        self._frame: QVideoFrame | None = None
        self._playing = False
        self._stall = single_shot(self, self.on_stalled, stall_ms)
        self.loudness = 1.0
        self._fade = QVariantAnimation(self)
        self._fade.valueChanged.connect(self.on_faded)

    def prepare(self) -> None:
        """Loads QtMultimedia and makes the player, once. Raises ImportError where it is not installed."""
        if self._player is not None:
            return
        quiet_multimedia()
        from PySide6.QtMultimedia import QMediaPlayer, QVideoSink

        self._player = QMediaPlayer(self)
        quiet_ffmpeg()
        self._sink = QVideoSink(self)
        self._player.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self.on_frame)
        self._player.mediaStatusChanged.connect(self.on_status)
        self._player.errorOccurred.connect(self.on_error)
        self._player.positionChanged.connect(self.on_position)
        if self._percent:
            self._sound = FilmSound(parent=self)
            self._set_volume()

    def play(self, path: Path) -> None:
        """Plays the file from its beginning."""
        try:
            self.prepare()
        except ImportError as error:
            self._fail(str(error))
            return
        assert self._player is not None
        self._playing = True
        self._stall.start()
        self._sounding = False
        if self._sound is not None:
            self._sound.open(path)
        self._player.setSource(QUrl.fromLocalFile(str(path)))
        if self._playing:  # a file that cannot be opened may say so at once
            self._player.play()

    def pause(self) -> None:
        """Stands still until ``resume``: nobody sees it."""
        if self._playing and self._player is not None:
            self._stall.stop()
            self._player.pause()
            self._hush()

    def resume(self) -> None:
        """Goes on where ``pause`` left it."""
        if self._playing and self._player is not None:
            self._stall.start()
            self._player.play()

    def stop(self) -> None:
        """Ends the video without a word, and lets go of its file."""
        self._over()
        if self._player is not None:
            self._player.stop()
            self._player.setSource(QUrl())

    def close(self) -> None:
        """Stops, and gives back player and sound."""
        self.stop()
        self._fade.stop()
        self._frame = None
        if self._sound is not None:
            self._sound.close()
        for part in (self._player, self._sink, self._sound):
            if part is not None:
                part.deleteLater()
        self._player = self._sink = self._sound = None

    def image(self) -> QImage:
        """The frame of that time; null before the first one."""
        return self._frame.toImage() if self._frame is not None else QImage()

    def duck(self, on: bool) -> None:
        """Takes the sound away within 150 ms while a number is called, and brings it back in 600 ms."""
        target = 0.0 if on else 1.0
        self._fade.stop()
        if self._sound is None:
            self.on_faded(target)
        else:
            self._fade.setStartValue(self.loudness)
            self._fade.setEndValue(target)
            self._fade.setDuration(DUCK_MS if on else UNDUCK_MS)
            self._fade.start()

    @Slot(object)
    def on_faded(self, share: float) -> None:
        """One step of the fade."""
        self.loudness = float(share)
        self._set_volume()

    @Slot()
    def on_frame(self) -> None:
        """Keeps the new frame; at the end of a file an empty one comes, and the last picture stays."""
        if not self._playing or self._sink is None:  # what the decoder's thread sent before the stop
            return
        frame = self._sink.videoFrame()
        if frame.isValid():
            self._frame = frame
            self._stall.start()
            if self._sound is not None and self._player is not None and not self._sounding:
                self._sounding = True
                self._sound.go(self._player.position())
            self.frame_changed.emit()

    @Slot()
    def on_position(self) -> None:
        """The video goes on."""
        if self._playing and self._stall.isActive():
            self._stall.start()

    @Slot()
    def on_status(self) -> None:
        """The file ended, or is none that can be played."""
        from PySide6.QtMultimedia import QMediaPlayer

        if not self._playing or self._player is None:
            return
        status = self._player.mediaStatus()
        if status == QMediaPlayer.MediaStatus.EndOfMedia:
            self._over()
            self.ended.emit()
        elif status == QMediaPlayer.MediaStatus.InvalidMedia:
            self._fail(self._player.errorString() or "no video that can be played")
        elif status == QMediaPlayer.MediaStatus.LoadedMedia and not self._player.hasVideo():
            self._fail("there is no picture in it")

    @Slot()
    def on_error(self) -> None:
        """The player gave up."""
        if self._playing and self._player is not None:
            self._fail(self._player.errorString())

    @Slot()
    def on_stalled(self) -> None:
        """Nothing moves."""
        self._fail(f"it stood still for {self._stall.interval() // 1000} s")

    def _set_volume(self) -> None:
        """Percent as they are perceived, then the fade on top of it."""
        if self._sound is None:
            return
        from PySide6.QtMultimedia import QtAudio

        linear = QtAudio.convertVolume(
            self._percent / 100, QtAudio.VolumeScale.LogarithmicVolumeScale, QtAudio.VolumeScale.LinearVolumeScale
        )
        self._sound.set_volume(linear * self.loudness)

    def _hush(self) -> None:
        self._sounding = False
        if self._sound is not None:
            self._sound.pause()

    def _over(self) -> None:
        self._playing = False
        self._stall.stop()
        self._hush()

    def _fail(self, reason: str) -> None:
        self._over()
        self.failed.emit(reason)
