"""The queues by service, this counter's own first, and the counter's figures of the day."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from counter.desk.parts.queue_lines import HEADING, LOW_ROW, Columns, QueueLine, columns, lay_out, tile_width
from counter.desk.texts import minutes_text
from counter.desk.wait_texts import newcomer_text
from hall.structure import Rules
from hall.translator import Translator
from hall.views import CounterView, DayFigures, QueueRow
from hall.wording import in_language
from qtkit.desk.label import Label
from qtkit.desk.layout import Stretch, pack, scrolling
from qtkit.desk.panel import Divider, Panel
from qtkit.desk.time_bar import wait_colour, wait_share
from qtkit.paint import (
    SMALLEST_PX,
    Fitted,
    draw_capitals,
    draw_lines,
    fill_rounded,
    fit_or_cut,
    rounded_path,
    text_width,
)
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours

_NAME_LINES = 8
_BAR_STEPS = 520
"""Of a full bar: a quarter of a pixel of the widest one."""

_TWO_LINES = 42
"""Pixels of a row from which on a second, small line has room in it."""
_HEAD = 28
_TITLE_ALONE = 24
LEAST_QUEUES = 57
"""Pixels of the panel with its last line alone."""


@dataclass(frozen=True, slots=True)
class QueueLook:
    """What is painted of a queue, its bar in ``_BAR_STEPS``: a wait grows at every read, its picture does not."""

    name: str
    own: bool
    rank: int
    waiting: int
    longest: str
    bar: int
    colour: QColor
    newcomer: str


class QueueList(QWidget):
    """The painted rows: prefix tile, service, people waiting, bar and minutes of the longest wait."""

    def __init__(self, translate: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translate = translate
        self._said = ("", "")
        self._rows: tuple[QueueRow, ...] = ()
        self._looks: dict[str, QueueLook] = {}
        self._limit = Rules().longest_wait
        self._narrow, self._least, self._minutes = False, LOW_ROW, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_rows(self, rows: tuple[QueueRow, ...], limit: timedelta) -> None:
        """Shows the queues; a wait of ``limit`` fills its bar. Only a row that looks another way is painted again."""
        looks = {row.prefix: self._look(row, limit) for row in rows}
        said, self._said = self._said, self._headings
        if looks == self._looks and said == self._said:
            return
        place, before, old = self.place, self._lines(), self._looks
        self._rows, self._limit, self._looks = rows, limit, looks
        self._measure()
        self.setAccessibleName("; ".join(self._spoken(row) for row in rows))
        after = self._lines()
        moved = self.place != place or [line.shape for line in before] != [line.shape for line in after]
        if moved or said != self._said:
            self.update()
            return
        for line in after:
            if line.row is not None and looks[line.row.prefix] != old[line.row.prefix]:
                self.update(line.rect(self.width()))

    def _look(self, row: QueueRow, limit: timedelta) -> QueueLook:
        share = wait_share(row.longest, limit)
        newcomer = newcomer_text(row, self._translate)
        bar, longest = math.ceil(min(1.0, share) * _BAR_STEPS), minutes_text(row.longest, self._translate)
        return QueueLook(self._name(row), row.own, row.rank, row.waiting, longest, bar, wait_colour(share), newcomer)

    def _measure(self) -> None:
        """Long names first take the room of the bars, then make the rows higher: a name is never cut."""
        used = font(14, 500, tabular=True)
        self._minutes = max((text_width(look.longest, used) for look in self._looks.values()), default=0.0)
        self._narrow = False
        self._narrow = any(self._lay_name(row, LOW_ROW).cut for row in self._rows)
        laid = [self._lay_name(row) for row in self._rows] if self._narrow else []
        heights = [len(one.lines) * one.font.pixelSize() * 1.16 + 8 for one in laid]
        self._least = max(LOW_ROW, *heights, 0.0)
        groups = len({row.own for row in self._rows})
        self.setMinimumHeight(round(groups * HEADING + len(self._rows) * self._least))

    def _lay_name(self, row: QueueRow, height: float = 0.0) -> Fitted:
        """A row's name between its tile and count; ``height`` is the row's, 0 for as high as it takes."""
        count = text_width(str(row.waiting), font(17, 800, tabular=True))
        room = self.place.count_right - count - 12 - tile_width(row) - 10
        inner = height - 4 if height else 0
        return fit_or_cut(self._name(row), max(40.0, room), 14, 600, min_px=13, lines=_NAME_LINES, height=inner)

    @property
    def place(self) -> Columns:
        """The columns of rows and total."""
        return columns(float(self.width()), self._minutes, narrow=self._narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()

    def lines(self) -> tuple[QueueLine, ...]:
        """Where headings and rows are when the list has only its least height."""
        return lay_out(self._rows, self._headings, float(self.minimumHeight()), self._least)

    @property
    def _headings(self) -> tuple[str, str]:
        return self._translate("counter.queues_own"), self._translate("counter.queues_others")

    def _lines(self) -> tuple[QueueLine, ...]:
        return lay_out(self._rows, self._headings, self.height(), self._least)

    def _name(self, row: QueueRow) -> str:
        return in_language(self._translate.language, row.name, row.name_en)

    def _spoken(self, row: QueueRow) -> str:
        longest = minutes_text(row.longest, self._translate)
        said = self._translate("counter.queue_spoken", name=self._name(row), waiting=row.waiting, longest=longest)
        newcomer = newcomer_text(row, self._translate)
        return f"{said}, {newcomer}" if newcomer else said

    def sizeHint(self) -> QSize:
        return QSize(300, self.minimumHeight())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            y = event.pos().y()
            row = next((line.row for line in self._lines() if line.top <= y < line.top + line.height), None)
            QToolTip.showText(event.globalPos(), self._spoken(row) if row is not None else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        lines, asked = self._lines(), event.region()
        for place, line in enumerate(lines):
            if not asked.intersects(line.rect(self.width())):
                continue
            if line.row is None:
                draw_capitals(
                    painter,
                    line.heading,
                    font(12.5, 700),
                    0,
                    line.top + line.height / 2 + 2,
                    ink=Colours.TELUK700 if line.own else Colours.DESK_TEXT2,
                )
                if place:
                    painter.fillRect(QRectF(0, round(line.top), self.width(), 1), Colours.DESK_EDGE)
            else:
                if lines[place - 1].row is not None:
                    painter.fillRect(QRectF(0, round(line.top), self.width(), 1), Colours.DESK_LINE)
                self._paint_row(painter, line.row, line)

    def _paint_row(self, painter: QPainter, row: QueueRow, line: QueueLine) -> None:
        width, y = float(self.width()), line.top + line.height / 2
        tile = tile_width(row)
        self._paint_tile(painter, row, QRectF(0, y - 14, tile, 28))
        place, right = self.place, Qt.AlignmentFlag.AlignRight
        draw_capitals(
            painter,
            str(row.waiting),
            font(17, 800, tabular=True),
            place.count_right,
            y,
            align=right,
            ink=Colours.INK if row.waiting else Colours.DESK_TEXT2,
        )
        longest = minutes_text(row.longest, self._translate)
        used = font(14, 500, tabular=True)
        draw_capitals(painter, longest, used, width, y, align=right, ink=Colours.DESK_TEXT2)
        self._paint_wait(painter, self._looks[row.prefix], QRectF(place.bar_left, y - 3, place.bar_width, 6))
        self._paint_name(painter, row, line)

    def _paint_name(self, painter: QPainter, row: QueueRow, line: QueueLine) -> None:
        """The name, and small below it what a newcomer would wait, where it has room without crowding the row."""
        left, y, laid = tile_width(row) + 10, line.top + line.height / 2, self._lay_name(row, line.height)
        newcomer = self._looks[row.prefix].newcomer
        small = font(SMALLEST_PX, 500, tabular=True)
        room = self.place.count_right - text_width(str(row.waiting), font(17, 800, tabular=True)) - 6 - left
        if not newcomer or len(laid.lines) > 1 or line.height < _TWO_LINES or text_width(newcomer, small) > room:
            draw_lines(painter, laid, left, y, ink=Colours.INK)
            return
        draw_lines(painter, laid, left, y - 8, ink=Colours.INK)
        draw_capitals(painter, newcomer, small, left, y + 10, ink=Colours.DESK_TEXT2)

    def _paint_tile(self, painter: QPainter, row: QueueRow, rect: QRectF) -> None:
        fill_rounded(painter, rect, 6, Colours.ACCENT_FILL if row.own else Colours.TELUK100)
        place, ink = Qt.AlignmentFlag.AlignHCenter, Colours.WHITE if row.own else Colours.TELUK700
        draw_capitals(painter, row.prefix, font(14, 800), rect.center().x(), rect.center().y(), align=place, ink=ink)

    def _paint_wait(self, painter: QPainter, look: QueueLook, rect: QRectF) -> None:
        painter.fillPath(rounded_path(rect, 3), Colours.DESK_TRACK)
        if look.bar:
            width = max(6.0, rect.width() * look.bar / _BAR_STEPS)
            painter.fillPath(rounded_path(QRectF(rect.left(), rect.top(), width, rect.height()), 3), look.colour)


class TotalRow(QWidget):
    """The last line: everybody who waits, and how many counters serve."""

    def __init__(self, rows: QueueList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._name, self._total, self._serving = "", "", ""
        self._place = rows.place
        self._alone = False
        self.setFixedHeight(30)

    def show_alone(self, alone: bool) -> None:
        """Without rows above it the count is behind its name."""
        if alone is not self._alone:
            self._alone = alone
            self.update()

    def show_total(self, name: str, total: int, serving: str) -> None:
        """Shows ``total`` under the counts of the rows."""
        shown = name, str(total), serving
        if shown != (self._name, self._total, self._serving) or self._place != self._rows.place:
            self._name, self._total, self._serving = shown
            self.setAccessibleName(f"{name} {total}, {serving}")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = self._place = self._rows.place
        y, right = self.height() / 2, Qt.AlignmentFlag.AlignRight
        painter.setPen(Colours.INK)
        if self._alone:
            self._paint_alone(painter, y)
            return
        count = draw_capitals(painter, self._total, font(17, 800, tabular=True), place.count_right, y, align=right)
        room = place.count_right - count - 10
        draw_lines(painter, fit_or_cut(self._name, room, 14, 700, lines=2, height=self.height()), 0, y)
        room = self.width() - place.count_right - 12
        serving = fit_or_cut(self._serving, room, 14, 500, lines=2, height=self.height())
        draw_lines(painter, serving, self.width(), y, align=right, ink=Colours.DESK_TEXT2)

    def _paint_alone(self, painter: QPainter, y: float) -> None:
        used = font(17, 800, tabular=True)
        wide = text_width(self._total, used)
        laid = fit_or_cut(self._name, 0.55 * self.width() - wide - 8, 14, 700, lines=2, height=self.height())
        draw_lines(painter, laid, 0, y)
        x = max(text_width(line, laid.font) for line in laid.lines) + 8
        draw_capitals(painter, self._total, used, x, y)
        serving = fit_or_cut(self._serving, self.width() - x - wide - 12, 14, 500, lines=2, height=self.height())
        draw_lines(painter, serving, self.width(), y, align=Qt.AlignmentFlag.AlignRight, ink=Colours.DESK_TEXT2)


class QueuePanel(Panel):
    """The list with its headings and the total."""

    def __init__(self, translate: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translate = translate
        self._title = Label(12.5, 600, Colours.DESK_TEXT2)
        self._longest = Label(12.5, 600, Colours.DESK_TEXT2, align=Qt.AlignmentFlag.AlignRight)
        self._list = QueueList(translate)
        self._total = TotalRow(self._list)
        self._shown, self._room = 0.0, 0
        self._lay_out()

    def _lay_out(self) -> None:
        head = pack(QHBoxLayout(), (self._title, 1), self._longest)
        self._upper_rule = Divider()
        self._area = area = scrolling(self._list, QScrollArea())
        self._lower_rule = Divider()
        pack(
            QVBoxLayout(self),
            head,
            8,
            self._upper_rule,
            area,
            Stretch(),
            self._lower_rule,
            5,
            self._total,
            margins=(18, 15, 18, 6),
            spacing=0,
        )

    def set_room(self, height: int) -> None:
        """Has ``height`` pixels: as many whole rows are shown as there is room for, the others are counted."""
        self._room = height
        room = height - LEAST_QUEUES - _HEAD
        whole = [line.top + line.height for line in self._list.lines() if line.top + line.height <= room]
        self._shown = max(whole, default=0.0) if len(whole) > 1 else 0.0
        self._title.setVisible(self._shown > 0 or height >= LEAST_QUEUES + _TITLE_ALONE)
        for part in (self._longest, self._upper_rule, self._area):
            part.setVisible(self._shown > 0)
        self._total.show_alone(self._shown <= 0)
        everything = self._list.minimumHeight()
        self._area.setFixedHeight(max(0, round(self._shown if self._shown < everything else room)))
        self._count_hidden()

    def _count_hidden(self) -> None:
        hidden = sum(line.row is not None and line.top + line.height > self._shown + 1 for line in self._list.lines())
        counted = hidden and self._shown < self._list.minimumHeight()
        self._title.show_text(
            self._translate("counter.queues_more", n=hidden) if counted else self._translate("counter.queues")
        )

    def show_view(self, view: CounterView) -> None:
        """Shows the queues of ``view``."""
        translate = self._translate
        self._longest.show_text(translate("counter.queues_longest"))
        self._list.show_rows(view.queues, view.longest_wait)
        self.set_room(self._room)
        waiting = sum(row.waiting for row in view.queues)
        serving = translate("counter.counters_serving", n=view.counters_serving)
        self._total.show_total(translate("counter.total"), waiting, serving)


class FiguresPanel(Panel):
    """Three figures of the counter's day: done, mean service, no-shows."""

    def __init__(self, translate: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translate = translate
        row = pack(QHBoxLayout(self), margins=(18, 7, 18, 9), spacing=10)
        self._names: dict[str, Label] = {}
        self._values: dict[str, Label] = {}
        for name, share in (("done", 10), ("mean", 11), ("no_show", 8)):
            self._names[name] = Label(12.5, 600, Colours.DESK_TEXT2, lines=2, height_px=28)
            self._values[name] = Label(26, 800, tabular=True, name=f"figure-{name.replace('_', '-')}")
            row.addLayout(pack(QVBoxLayout(), self._names[name], self._values[name], spacing=0), share)

    def show_figures(self, figures: DayFigures) -> None:
        """Shows the figures of the day."""
        values = {
            "done": str(figures.done),
            "mean": minutes_text(figures.mean_service, self._translate),
            "no_show": str(figures.no_show),
        }
        for name, value in values.items():
            title = self._translate(f"counter.figure_{name}")
            self._names[name].show_text(title)
            self._values[name].show_text(value)
            self._values[name].setAccessibleName(self._translate("counter.figure_spoken", name=title, value=value))
