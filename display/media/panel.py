"""The panel next to the queue: plays a list of videos and pictures, for ever and calmly."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from display.media.cross_fade import CrossFade
from display.media.film import Film
from display.media.playlist import PICTURE, Item, Playlist, problem_text
from hall.pictures import TooLargePicture, UnreadPicture, read_picture
from qtkit.serial_worker import SerialWorker
from qtkit.timers import single_shot

_log = logging.getLogger(__name__)

EMPTY_PAUSE_MS = 30_000
"""How often a list without anything to show is read again."""

_SOLID = (QImage.Format.Format_RGB888, QImage.Format.Format_RGB32)
_CLEAR = (QImage.Format.Format_RGBA8888, QImage.Format.Format_ARGB32_Premultiplied)
"""How a picture comes, and how it is drawn fastest."""


class MediaPanel(QWidget):
    """Shows the files of a Playlist, each letterboxed on the panel's colour.

    Pictures stay ``picture_seconds`` and are read in a thread of the panel's own; the old one stays until the new one
    is there, so that the panel is never black in between. ``still`` leaves out the cross-fade. While the panel is
    hidden it plays nothing; while it has nothing to show it paints nothing, and what stands below is seen.
    """

    problem_changed = Signal(str)
    """What of the list cannot be shown, in one English sentence; empty when all can."""

    def __init__(
        self,
        playlist: Playlist,
        parent: QWidget | None = None,
        *,
        name: str = "Video",
        picture_seconds: float = 12,
        volume_percent: int = 30,
        still: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("media")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._playlist = playlist
        self._picture_ms = round(picture_seconds * 1000)
        self._still = still
        self.problem = ""
        self.item: Item | None = None
        self._running = False
        self._worker = SerialWorker(self)
        self.film = Film(volume_percent, self)
        self.film.frame_changed.connect(self.on_frame)
        self.film.ended.connect(self.on_item_over)
        self.film.failed.connect(self.on_failed)
        self._turn = single_shot(self, self.on_item_over)
        self._soon = single_shot(self, self._next)
        self._shown = CrossFade(self.film, self)
        self._shown.changed.connect(self.on_shown_changed)

    @property
    def unshown(self) -> tuple[str, ...]:
        """The names of what ``problem`` is about."""
        return self._playlist.unshown

    def set_bars(self, colour: QColor) -> None:
        """The colour behind pictures of another shape."""
        self._shown.bars = colour
        self.update()

    def prepare(self) -> None:
        """Loads Qt's multimedia, before the store is opened (docs/decisions/007); without it pictures are shown."""
        try:
            self.film.prepare()
        except ImportError as error:
            _log.warning("no video will be shown: %s", error)

    def start(self) -> None:
        """Begins to play; while it is hidden, it waits."""
        self._running = True
        if self.isVisible():
            self._go_on()

    def stop(self) -> None:
        """Ends playing; what is shown stays."""
        self._running = False
        self._turn.stop()
        self._soon.stop()
        self.film.stop()
        self.item = None

    @Slot()
    def on_item_over(self) -> None:
        """The picture had its time, or the video ended."""
        if self.item is not None:
            self._playlist.shown(self.item)
        self._next()

    @Slot(str)
    def on_failed(self, reason: str) -> None:
        """The item cannot be shown: the next one."""
        if self.item is not None:
            self._playlist.fail(self.item, reason)
            _log.warning("%s cannot be shown: %s", self.item.path, reason)
        self._soon.start(0)  # not from within the player's own signal

    @Slot()
    def on_frame(self) -> None:
        """A video has a new frame."""
        if not self._shown.filming:
            self._shown.filming = True
            self._shown.begin(at_once=self._still or not self.isVisible())
        self.update()

    @Slot()
    def on_shown_changed(self) -> None:
        """Paints; the window need not paint below a panel that is opaque."""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, self._shown.is_opaque)
        self.update()

    def _go_on(self) -> None:
        if self.item is None:
            self._next()
        elif self.item.kind == PICTURE:
            self._turn.start(self._picture_ms)
        else:
            self.film.resume()

    @Slot()
    def _next(self) -> None:
        before, self.item = self.item, None
        if not self._running or not self.isVisible():
            return
        self.item = self._playlist.next()
        self._tell_problem()
        if self.item is None:
            self._show_image(QImage())
            self._turn.start(EMPTY_PAUSE_MS)
        elif self.item.kind == PICTURE:
            if self.item == before and not self._shown.image.isNull() and not self._shown.filming:
                self._turn.start(self._picture_ms)  # the only picture of the list stands there already
            else:
                self._read_picture(self.item)
        else:
            self._shown.hold()
            self.film.play(self.item.path)

    def _read_picture(self, item: Item) -> None:
        room = self.size() * self.devicePixelRatioF()
        self._worker.run(lambda: _read(item.path, room), lambda found: self._on_read(item, found))

    def _on_read(self, item: Item, found: QImage | str) -> None:
        if item is not self.item or not self._running:
            return
        if isinstance(found, str):
            self.on_failed(found)
        else:
            self._show_image(found)
            if self.isVisible():
                self._turn.start(self._picture_ms)

    def _show_image(self, image: QImage) -> None:
        self._shown.hold()
        self.film.stop()
        self._shown.image = image
        self._shown.begin(at_once=self._still or not self.isVisible())

    def _tell_problem(self) -> None:
        problem = problem_text(self._playlist.problems)
        if problem != self.problem:
            self.problem = problem
            if problem:
                _log.warning("media: %s", problem)
            self.problem_changed.emit(problem)

    def close(self) -> bool:
        """Stops, and gives back player and thread; call it before the application ends."""
        self.stop()
        self._shown.end()
        self.film.close()
        self._worker.close()
        return super().close()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._turn.stop()
        self.film.pause()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._running:
            self._go_on()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._shown.paint(painter, self.rect())
        painter.end()


def _read(path: Path, room: QSize) -> QImage | str:
    """The picture in the size of the panel, turned as its camera says; or why there is none. Runs in the worker."""
    try:
        picture = read_picture(path, room=(max(1, room.width()), max(1, room.height())))
    except FileNotFoundError:
        return "it is gone"
    except UnreadPicture as problem:
        if not isinstance(problem, TooLargePicture) or problem.size is None:
            return f"it {problem}"
        width, height = problem.size
        return f"it is too large ({width} x {height} dots); 4000 dots across are plenty"
    plain, drawn = _CLEAR if picture.mode == "RGBA" else _SOLID
    # The conversion has memory of its own: that of the bytes is Python's.
    return QImage(
        picture.tobytes(), picture.width, picture.height, picture.width * len(picture.getbands()), plain
    ).convertToFormat(drawn)
