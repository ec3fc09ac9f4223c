"""The board as one window: puts the parts in their places and hands each what it shows."""

from __future__ import annotations

import logging
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from display.geometry import board_geometry, capitals_mm, readable_mm
from display.parts.header import Header
from display.parts.hero import Hero
from display.parts.notice import Notice
from display.parts.recent import Recent
from display.parts.strip import Strip
from display.parts.ticker import Ticker
from display.picture import BoardPicture
from hall.views import BoardCall
from qtkit.theme.tokens import Colours
from qtkit.words import Words

_log = logging.getLogger(__name__)


class DisplayWindow(QWidget):
    """Shows a BoardPicture and the hall's clock; takes nothing from visitors, so it has no intents.

    ``still`` leaves out every motion. Ctrl+Q closes the window; Escape does nothing.
    """

    painted = Signal()
    """The first time that the window was painted."""

    unshowable = Signal(int)
    """A call, by its number, that cannot be drawn."""

    def __init__(self, words: Words, *, still: bool = False) -> None:
        super().__init__()
        self.setObjectName("board")
        self.setWindowTitle(words("display.window"))
        self.setAccessibleName(words("display.window"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._diagonal_inch = self._distance_m = 0.0
        self._picture = BoardPicture()
        self._painted = False
        self._warned: set[tuple[int, QSize]] = set()
        self._header = Header(words, self)
        self._hero = Hero(words, self, still=still)
        self._recent = Recent(words, self, still=still)
        self._strip = Strip(words, self, still=still)
        self._ticker = Ticker(words, self, still=still)
        self._notice = Notice(words, self)
        quit_key = QShortcut(QKeySequence("Ctrl+Q"), self)
        quit_key.activated.connect(self.close)
        self.resize(1280, 720)

    @property
    def hero_code(self) -> str:
        """The number that is the call of the moment, empty while there is none."""
        return self._hero.call.code if self._hero.call is not None else ""

    @property
    def picture(self) -> BoardPicture:
        """What is shown."""
        return self._picture

    def set_reach(self, diagonal_inch: float, distance_m: float) -> None:
        """The glass and the farthest seat (0: unknown): the board then checks that its numbers can be read there."""
        self._diagonal_inch, self._distance_m = diagonal_inch, distance_m

    @Slot(object)
    def show_moment(self, moment: datetime) -> None:
        """The hall's local time."""
        self._header.show_moment(moment)

    @Slot(object)
    def show_picture(self, picture: BoardPicture) -> None:
        """Shows ``picture``; only the parts that it changes are painted again."""
        before = self._picture
        self._picture = picture
        self._header.show_hall(picture.hall_name, picture.zone)
        self._ticker.show_texts(picture.running_text)
        self._place()
        self._show_hero(picture)
        dropped = before.known and picture.stage.announced
        self._recent.show_zones(picture.known and picture.zone is None)
        self._recent.show_calls(picture.stage.recent, dropped=dropped, explained=picture.known or picture.away)
        self._strip.show_cells(picture.cells, picture.stage.hero)

    def _show_hero(self, picture: BoardPicture) -> None:
        call = picture.stage.hero
        if call is None:
            self._hero.show_nothing(picture.hall_name, known=picture.known or picture.away)
            return
        try:
            self._hero.show_call(call, announced=picture.stage.announced)
        except Exception:  # a call that cannot even be measured must not stop the calls after it
            _log.exception("call %s of %r cannot be shown", call.seq, call.code)
            self.unshowable.emit(call.seq)
            return
        self._check_readable(call)

    def _check_readable(self, call: BoardCall) -> None:
        """Logs a number or counter that is too small for the farthest seat, once for each size."""
        if self._diagonal_inch <= 0 or self._distance_m <= 0:
            return
        needed = readable_mm(self._distance_m)
        for what, text, px in (
            ("number", call.code, self._hero.number_px),
            ("counter", call.counter_label, self._hero.counter_px),
        ):
            found = capitals_mm(px, self.size(), self._diagonal_inch)
            if found < needed and (px, self.size()) not in self._warned:
                self._warned.add((px, self.size()))
                _log.warning(
                    '%s "%s" stands %.0f mm high on %.0f inch; %.0f mm are read from %.1f m',
                    what, text, found, self._diagonal_inch, needed, self._distance_m,
                )  # fmt: skip

    def _place(self) -> None:
        picture = self._picture
        band = bool(picture.running_text) or picture.away
        places = board_geometry(self.size(), len(picture.cells), ticker=band)
        for part, rect in (
            (self._header, places.header),
            (self._hero, places.hero),
            (self._recent, places.recent),
            (self._strip, places.strip),
            (self._ticker, places.ticker),
            (self._notice, places.notice),
        ):
            part.set_unit(places.unit)
            part.setGeometry(rect)
        self._strip.set_plan(places.plan)
        self._strip.setVisible(not places.strip.isEmpty())
        self._ticker.setVisible(band and not picture.away)
        self._notice.setVisible(picture.away)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # no key of a keyboard left behind may change the board

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), Colours.NAVY950)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
