"""The hall's name and clock: a header in portrait, a side column in landscape."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from hall.dates import clock_text, day_text, short_date_text, weekday_text
from hall.translator import Translator
from hall.views import KioskView
from kiosk.hours import HoursText, hours_text
from kiosk.widgets.pen import PaintedWidget, Pen, StackRow, Type
from qtkit.icons import paint_icon
from qtkit.paint import Align, draw_capitals, fit_font
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours
from qtkit.widgets.brand import paint_arcs, paint_brand_mark

_HALL = Type(32, 39, 700)
_CITY = Type(31, 38, 500)
_NARROW = Type(29, 35, 700)
_NARROW_CITY = Type(28, 34, 500)
_SIDE_LINE = Type(30, 40, 600)
_DATE = 29
"""Reference pixels of the date below the clock, which stands alone where the large mode has no letters so small."""


class KioskHeader(PaintedWidget):
    """Paints the dark band; the language button is above it, owned by the frame."""

    access_role = QAccessible.Role.StaticText

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__(translate, parent)
        self._right, self._bottom = 0.0, 0.0
        self._now: datetime | None = None
        self._name, self._city = "", ""
        self._hours = HoursText("", "")
        self._shown: tuple[str, HoursText, str] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def arrange(self, unit: float, right: float, bottom: float) -> None:
        """Sets the pixels of a reference pixel and where the clock must end, in pixels; in a side column, ``bottom`` is
        where the first key begins."""
        self._unit, self._right, self._bottom = unit, right, bottom
        self.update()

    def show_hall(self, view: KioskView | None) -> None:
        """Shows the hall's name and today's hours."""
        if view is not None:
            self._name, self._city = view.hall.name, view.hall.city
            self._hours = hours_text(view, self._translate)
        self._show_changes()

    def show_time(self, now: datetime) -> None:
        """Shows the hall's local time, to the minute."""
        self._now = now
        self._show_changes()

    def _show_changes(self) -> None:
        clock = clock_text(self._now, self._translate) if self._now else ""
        name = " ".join(part for part in (self._name, self._city, clock) if part) or "MPP"
        shown = (name, self._hours, self._translate.language)
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleName(name)
            self.update()

    def _paint_band(self, pen: Pen) -> None:
        """In portrait."""
        painter, unit, height = pen.painter, self._unit, float(self.height())
        clip = QPainterPath()
        clip.addRect(QRectF(self.rect()))
        centre = QPointF(self.width() - 18 * unit, height + 44 * unit)
        paint_arcs(painter, clip, centre, Colours.TELUK600, first=56 * unit, step=46 * unit, count=4, width=2 * unit)
        painter.fillRect(QRectF(0, height - 4 * unit, self.width(), 4 * unit), Colours.BAND_LINE)
        side, left = min(88 * unit, height - 20 * unit), min(48 * unit, self.width() - self._right)
        mark = QRectF(left, (height - side) / 2, side, side)
        paint_brand_mark(painter, mark)
        clock_width = self._paint_clock(pen, self._right - 28 * unit)
        left = mark.right() + 20 * unit
        width = self._right - 28 * unit - clock_width - 24 * unit - left
        self._paint_names(pen, QRectF(left, 0, width, height))

    def _paint_clock(self, pen: Pen, right: float) -> float:
        if self._now is None:
            return 0.0
        unit, translate = self._unit, self._translate
        clock, date = clock_text(self._now, translate), short_date_text(self._now.date(), translate)
        middle = self.height() / 2
        clock_font = fit_font("00.00", 260 * unit, max(52 * unit, Typeface.least_px), 800)
        if self.height() < 120 * unit or Typeface.least_px > _DATE * unit:
            return draw_capitals(
                pen.painter, clock, clock_font, right, middle, align=Align.AlignRight, ink=Colours.WHITE
            )
        lines = (
            (clock, clock_font, middle - 16 * unit, Colours.WHITE),
            (date, fit_font(date, 200 * unit, _DATE * unit, 600), middle + 28 * unit, Colours.BAND_TEXT),
        )
        return max(
            draw_capitals(pen.painter, text, used, right, y, align=Align.AlignRight, ink=ink)
            for text, used, y, ink in lines
        )

    def _paint_names(self, pen: Pen, rect: QRectF) -> None:
        unit = self._unit
        narrow = rect.width() < 270 * unit
        name = pen.fitted(self._name, _NARROW if narrow else _HALL, rect.width(), lines=2)
        city = pen.fitted(self._city, _NARROW_CITY if narrow else _CITY, rect.width())
        name_height = pen.height(name, _HALL)
        city_height = pen.height(city, _CITY) if self._city else 0.0
        y = rect.center().y() - (name_height + city_height) / 2
        pen.place(QRectF(rect.left(), y, rect.width(), name_height), name, _HALL, colour=Colours.WHITE)
        row = QRectF(rect.left(), y + name_height + 1 * unit, rect.width(), city_height)
        pen.place(row, city, _CITY, colour=Colours.BAND_TEXT)

    def _paint_side(self, pen: Pen) -> None:
        """In landscape."""
        painter, unit = pen.painter, self._unit
        clip = QPainterPath()
        clip.addRect(QRectF(self.rect()))
        centre = QPointF(self.width() + 4 * unit, self.height() - 412 * unit)
        paint_arcs(painter, clip, centre, Colours.TELUK600, first=60 * unit, step=58 * unit, count=3, width=2 * unit)
        painter.fillRect(QRectF(self.width() - 4 * unit, 0, 4 * unit, self.height()), Colours.BAND_LINE)
        left, width = 26 * unit, self.width() - 52 * unit
        mark = QRectF(left, 36 * unit, 84 * unit, 84 * unit)
        paint_brand_mark(painter, mark)
        x = mark.right() + 18 * unit
        self._paint_names(pen, QRectF(x, mark.top(), left + width - x, mark.height()))
        if self._now is not None:
            room = QRectF(left, mark.bottom(), width, self._bottom - 20 * unit - mark.bottom())
            self._paint_side_clock(pen, room, self._now)

    def _paint_side_clock(self, pen: Pen, room: QRectF, now: datetime) -> None:
        """Clock, date and hours, smaller and with a short date where many keys leave little room; the hours as far as
        they fit."""
        unit, translate = self._unit, self._translate
        hours = [
            StackRow(text, _SIDE_LINE, Colours.BAND_TEXT, 6) for text in (self._hours.open, self._hours.more) if text
        ]
        roomy = room.height() >= (246 + 40) * unit + pen.stack_height(hours, room.width())
        if roomy:
            days: tuple[str, ...] = weekday_text(now.date(), translate), day_text(now.date(), translate)
            clock_px, clock_height, above, gap = 104, 100, 40, 22
        else:
            days = (short_date_text(now.date(), translate),)
            clock_px, clock_height, above, gap = 72, 76, 24, 14
        clock = fit_font("00.00", room.width() * 0.82, clock_px * unit, 800)
        middle = room.top() + (above + clock_height / 2) * unit
        draw_capitals(pen.painter, clock_text(now, translate), clock, room.left(), middle, ink=Colours.WHITE)
        y = room.top() + (above + clock_height) * unit
        for row in (*(StackRow(text, Type(32, 42), Colours.WHITE) for text in days), None, *hours):
            y += self._paint_line(pen, QRectF(room.left(), y, room.width(), room.bottom() - y), row, gap)

    def _paint_line(self, pen: Pen, rest: QRectF, row: StackRow | None, gap: float) -> float:
        """Paints ``row`` at the top of ``rest`` if it fits; returns the height used. None is a gap."""
        if row is None:
            return gap * self._unit
        height = pen.stack_height([row], rest.width())
        if height <= rest.height():
            pen.stack(rest, row, top=True)
        return height

    def paint(self, pen: Pen) -> None:
        pen.painter.fillRect(self.rect(), Colours.TELUK800)
        if self.height() > self.width():
            self._paint_side(pen)
        else:
            self._paint_band(pen)


class HoursFoot(PaintedWidget):
    """The line at the foot of list pages: today's hours and break."""

    access_role = QAccessible.Role.StaticText

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__(translate, parent)
        self._hours = HoursText("", "")
        self._free = 0.0

    def keep_free(self, width: float) -> None:
        """Leaves so many pixels at the right to a key that lies there."""
        if width != self._free:
            self._free = width
            self.update()

    def show_hall(self, view: KioskView | None) -> None:
        """Shows the hours of the view's day."""
        if view is not None and self._hours != hours_text(view, self._translate):
            self._hours = hours_text(view, self._translate)
            self.setAccessibleName(" ".join(part for part in (self._hours.open, self._hours.more) if part))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        unit = self._unit
        painter.fillRect(QRectF(0, 0, self.width(), 2 * unit), Colours.LINE)
        pen = Pen(painter, unit)
        middle, margin = self.height() / 2, 48 * unit
        icon = QRectF(margin + 2 * unit, middle - 17 * unit, 34 * unit, 34 * unit)
        paint_icon(painter, icon, "clock-outline", Colours.TELUK700)
        right = self.width() - margin - self._free
        type_ = Type(32, 40)
        left = icon.right() + 18 * unit
        more_width = (right - margin) / 2 if self._hours.more else 0.0
        open_rect = QRectF(left, 0, right - more_width - left, self.height())
        pen.write(open_rect, self._hours.open, type_, colour=Colours.INK2)
        more = QRectF(right - more_width + 20 * unit, 0, more_width - 20 * unit, self.height())
        pen.write(more, self._hours.more, type_, colour=Colours.INK2, align=Align.AlignRight)
