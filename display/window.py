"""The board as one window: puts the parts in their places and hands each what it shows."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from display.call_queue import BoardCalls
from display.geometry import COLUMN_LAYOUTS, NO_CELLS, board_geometry
from display.names_now import for_whom, named_now
from display.painted import PaintedCalls
from display.palette import colours_of
from display.parts.announcement import Announcement
from display.parts.counter_list import CounterList
from display.parts.counter_overview import CounterOverview
from display.parts.evacuation import EvacuationNotice
from display.parts.header import Header
from display.parts.large_place import LargePlace
from display.parts.notice import AwayNotice
from display.parts.part import BoardPart
from display.parts.recent import Recent
from display.parts.ticker import Ticker
from display.parts.video import VideoPlace
from display.parts.waits import WaitsStrip
from display.picture import BoardPicture
from display.readability import Reach
from display.size_check import BoardInHall, SizeCheck
from display.wait_lines import wait_lines
from hall.structure import HallStructure
from hall.translator import Translator
from hall.views import AnnouncementView

_log = logging.getLogger(__name__)


class DisplayWindow(QWidget):
    """Shows a BoardPicture and the hall's clock; takes nothing from visitors, so it has no intents.

    ``still`` leaves out every motion. Ctrl+Q closes the window; Escape does nothing.
    """

    painted = Signal()
    """The first time that the window was painted."""

    unshowable = Signal(int)
    """A call, by its number, that cannot be drawn."""

    too_small_changed = Signal(bool)
    """Whether the hall's calls cannot be read from the farthest seat."""

    calls_painted = Signal(tuple)
    """Calls, by their numbers, that were drawn for the first time while the window was visible: as the call of the
    moment, among the recent ones or at their counter. Emitted from the event loop right after that paint."""

    def __init__(self, translate: Translator, *, still: bool = False) -> None:
        super().__init__()
        self.setObjectName("board")
        self.setWindowTitle(translate("display.window"))
        self.setAccessibleName(translate("display.window"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.translate = translate
        self._reach = Reach()
        self.picture = BoardPicture()
        self._colours = colours_of(self.picture.setup.theme)
        self._painted = False
        self._hall: HallStructure | None = None
        self._check = SizeCheck(translate, self)
        self._check.changed.connect(self.too_small_changed)
        self._header = Header(translate, self)
        self._large = LargePlace(translate, self, still=still)
        self._recent = Recent(translate, self, still=still)
        self._overview = CounterOverview(translate, self, still=still)
        self._counters = CounterList(translate, self, still=still)
        self._video = VideoPlace(translate, self)
        self._announcement = Announcement(translate, self)
        self._ticker = Ticker(translate, self, still=still)
        self._waits = WaitsStrip(translate, self)
        self._notice = AwayNotice(translate, self)
        self._evacuation = EvacuationNotice(translate, self)
        self._painted_calls = PaintedCalls(self)
        self._painted_calls.painted.connect(self.calls_painted)
        for part in (*self._large.places, self._recent, self._counters):
            part.numbers_painted.connect(self._painted_calls.note)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.close)
        self.resize(1280, 720)

    @property
    def too_small(self) -> bool:
        """Whether the hall's calls cannot be read from the farthest seat."""
        return self._check.small

    def set_reach(self, diagonal_inch: float, distance_m: float) -> None:
        """The screen and the farthest seat (0: unknown): the board then checks that its numbers can be read there."""
        self._reach = Reach(diagonal_inch, distance_m)
        self._measure()

    @Slot(object)
    def set_hall(self, hall: HallStructure) -> None:
        """The hall as the database has it now, whose numbers and names the board must be able to show."""
        self._hall = hall
        self._show_announcement(self.picture)
        self._show_calls(self.picture, dropped=False)
        self._measure()

    def set_media(self, media: QWidget | None) -> None:
        """Puts ``media`` into the place of the ``media`` layout, which is the window's from now on; None takes it away
        and leaves a calm panel. It is hidden while the layout has no such place."""
        self._video.hold(media)

    @Slot(object)
    def show_time(self, time: datetime) -> None:
        """The hall's local time."""
        self._header.show_time(time)

    @Slot(object)
    def show_picture(self, picture: BoardPicture) -> None:
        """Shows ``picture``; only the parts that it changes are painted again."""
        before = self.picture
        self.picture = picture
        self._show_theme(picture.setup.theme)
        self._header.show_hall(picture.hall_name, picture.zone)
        self._video.show_hall(picture.hall_name)
        self._show_announcement(picture)
        self._place()
        self._show_calls(picture, dropped=before.known and picture.stage.announced)
        self._measure()

    def _show_announcement(self, picture: BoardPicture) -> None:
        announcement = picture.announcement
        self._announcement.show_announcement(announcement, self._whom(announcement) if announcement is not None else "")
        # What the staff tell passes first: of several announcements only one stands large.
        titles = (": ".join(text for text in (self._whom(one), one.title) if text) for one in picture.announcements)
        self._ticker.show_texts((*titles, *picture.running_text))

    def _whom(self, announcement: AnnouncementView) -> str:
        picture = self.picture
        return for_whom(announcement, self._hall, self.translate, whole_hall=picture.known and picture.zone is None)

    def _show_theme(self, theme: str) -> None:
        colours = colours_of(theme)
        if colours != self._colours:
            self._colours = colours
            self.update()
            for part in self.findChildren(BoardPart):
                part.set_colours(colours)

    def _show_calls(self, picture: BoardPicture, *, dropped: bool) -> None:
        stage, explained = self._named_now(picture.stage), picture.known or picture.away
        self._show_current_call(picture, stage)
        self._recent.show_zones(picture.known and picture.zone is None)
        self._recent.show_calls(stage.recent, dropped=dropped, explained=explained, said=picture.said)
        self._counters.show_calls((*stage.large, *stage.recent))
        for cells in (self._overview, self._counters):
            cells.show_cells(picture.cells, stage.large)

    def _named_now(self, stage: BoardCalls) -> BoardCalls:
        """The calls with the hall's present names, in the board's language."""
        named = partial(named_now, hall=self._hall, language=self.translate.language)
        current_call = named(stage.current_call) if stage.current_call is not None else None
        recent, beside = (tuple(map(named, calls)) for calls in (stage.recent, stage.beside))
        return replace(stage, current_call=current_call, recent=recent, beside=beside)

    def _show_current_call(self, picture: BoardPicture, stage: BoardCalls) -> None:
        if stage.current_call is None:
            self._large.show_nothing(picture.hall_name, known=picture.known or picture.away)
            return
        for call, error in self._large.show_calls(stage):
            _log.error("call %s of %r cannot be shown", call.seq, call.code, exc_info=error)
            self.unshowable.emit(call.seq)
        if (
            not stage.beside and self._large.first.call == stage.current_call
        ):  # several that share the place are smaller
            self._reach.check(
                stage.current_call, self._large.first.number_px, self._large.first.counter_px, self.size()
            )

    def _measure(self) -> None:
        """Asks whether the hall's calls can be read from the farthest seat: the staff are told, not the public."""
        picture, reach = self.picture, self._reach
        zone = picture.zone.id if picture.zone is not None else ""
        self._check.ask(
            BoardInHall(
                self.size(), reach.diagonal_inch, reach.distance_m, picture.setup, zone, len(picture.cells), self._hall
            )
        )

    def _place(self) -> None:
        picture = self.picture
        band = picture.passing or picture.away
        lines = wait_lines(picture, self.translate)
        places = board_geometry(
            self.size(), len(picture.cells), ticker=band, layout=picture.setup.layout,
            announcement=picture.announcement is not None, waits=bool(lines),
        )  # fmt: skip
        self._waits.show_lines(lines, stacked=places.portrait)
        column, zones = places.layout in COLUMN_LAYOUTS, picture.known and picture.zone is None
        self._large.set_place(places.current_call, places.unit, column=column, zones=zones)
        self._large.set_arrows(picture.setup.arrows)
        self._recent.show_cells(places.layout == "media")
        for part, rect in (
            (self._header, places.header),
            (self._recent, places.recent),
            (self._overview, places.overview),
            (self._counters, places.counters),
            (self._video, places.video),
            (self._announcement, places.announcement),
            (self._waits, places.waits),
            (self._ticker, places.ticker),
            (self._notice, places.notice),
        ):
            part.set_unit(places.unit)
            part.setGeometry(rect)
        for part in (self._recent, self._overview, self._counters, self._video, self._announcement, self._waits):
            part.setVisible(not part.size().isEmpty())
        for cells in (self._overview, self._counters):
            cells.set_plan(places.plan if not cells.size().isEmpty() else NO_CELLS)
        self._ticker.setVisible(band and not picture.away)
        self._notice.setVisible(picture.away)
        self._evacuation.set_unit(places.unit)
        self._evacuation.setGeometry(self.rect())
        self._evacuation.setVisible(picture.evacuated)
        self._evacuation.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # no key of a keyboard left behind may change the board

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self._colours.ground)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        self._measure()
