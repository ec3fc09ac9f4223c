"""The zone's counters at a glance: who is where now, on one page or on several that take turns."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from display.geometry import OverviewPlan, cell_rect
from display.parts.part import CELL_RADIUS, BoardPart, fit_px, motion
from hall.translator import Translator
from hall.views import BoardCall, BoardCell
from qtkit.paint import draw_capitals, fill_rounded, fit_lines, ring_rounded
from qtkit.theme.fonts import font
from qtkit.theme.tokens import DURATIONS
from qtkit.timers import repeating

PAGE_MS = 8000
"""How long a page of counters stays: time to find one's counter among sixteen."""

_STATES = {"free": "display.free", "break": "display.break", "closed": "display.closed"}


def overview_px(plan: OverviewPlan, unit: float) -> float:
    """The largest digits in a cell."""
    return 50 * unit * (0.4 + 0.6 * plan.cell / 128)


def overview_room(box: QRectF, unit: float) -> float:
    """The pixels that a cell has for its text."""
    return box.width() - 40 * unit


def _is_there(cell: BoardCell, calls: tuple[BoardCall, ...]) -> bool:
    return any((cell.code, cell.counter_label) == (call.code, call.counter_label) for call in calls)


class CounterOverview(BoardPart):
    """Shows each counter with its number, or in words that it is free or closed; counters of large calls are amber."""

    def __init__(self, translate: Translator, parent: QWidget, *, still: bool = False, name: str = "cells") -> None:
        super().__init__(name, translate, parent)
        self._still = still
        self._cells: tuple[BoardCell, ...] = ()
        self._large: tuple[BoardCall, ...] = ()
        self._plan = OverviewPlan(0, 0, 0, 0)
        self.page = 0
        self._before = QPixmap()
        self._page_timer = repeating(self, self._on_page_due, PAGE_MS)
        self._fade = motion(self, DURATIONS.page)
        self._fade.valueChanged.connect(self._on_motion)
        self._fade.finished.connect(self._on_faded)
        self._describe()

    def set_plan(self, plan: OverviewPlan) -> None:
        """Spreads the cells differently."""
        if plan == self._plan:
            return
        self._plan = plan
        self.page = min(self.page, max(0, plan.pages - 1))
        if plan.pages > 1:
            self._page_timer.start()
        else:
            self._page_timer.stop()
        self.update()

    def show_cells(self, cells: tuple[BoardCell, ...], large: tuple[BoardCall, ...]) -> None:
        """Shows the counters; ``large`` are the calls of the moment, the latest first: a new one brings the page of its
        counter to the front."""
        if (cells, large) == (self._cells, self._large):
            return
        new_current_call = bool(large) and (not self._large or large[0].seq != self._large[0].seq)
        self._cells, self._large = cells, large
        if new_current_call:
            self._open_page_of_current_call()
        self._describe()

    def _open_page_of_current_call(self) -> None:
        latest = self._large[:1]
        places = [place for place, cell in enumerate(self._cells) if _is_there(cell, latest)]
        if places and self._plan.pages > 1:
            self._show_page(places[0] // self._plan.per_page)
            self._page_timer.start()

    def _show_page(self, page: int) -> None:
        if page == self.page:
            return
        if not self._still and self.isVisible():
            self._fade.stop()
            self._before = self._as_it_is()
            self._fade.start()
        self.page = page
        self.update()

    def _as_it_is(self) -> QPixmap:
        """The page before the turn; this paint is not seen by anybody, so it tells of no number."""
        self.blockSignals(True)
        picture = self.grab()
        self.blockSignals(False)
        return picture

    def _describe(self) -> None:
        cells = [f"{self._label(cell)}: {self._state(cell)}" for cell in self._cells]
        self.setAccessibleName("; ".join([self.translate("display.counters"), *cells]))
        self.update()

    def _label(self, cell: BoardCell) -> str:
        return self.translate("display.counter_label", label=cell.counter_label)

    def _state(self, cell: BoardCell) -> str:
        """The number that is there, or the word for none."""
        return cell.code if self._occupied(cell) else self.translate(_STATES.get(cell.state, "display.free"))

    def _is_current_call(self, cell: BoardCell) -> bool:
        return _is_there(cell, self._large)

    def _paint(self, painter: QPainter) -> None:
        plan = self._plan
        if plan.per_page == 0:
            return
        first = self.page * plan.per_page
        for place, cell in enumerate(self._cells[first : first + plan.per_page]):
            box = cell_rect(plan, place, float(self.width()), self.unit)
            self.guarded(painter, f"counter {place}", partial(self._paint_cell, box=box, cell=cell))
        if plan.pages > 1:
            self._paint_dots(painter)
        if not self._before.isNull():
            painter.setOpacity(1.0 - self._fade.currentValue())
            painter.drawPixmap(0, 0, self._before)

    def _fill_cell(self, painter: QPainter, box: QRectF, cell: BoardCell) -> None:
        """Amber for the counter of a large call, a panel for all others."""
        if self._is_current_call(cell):
            fill_rounded(painter, box, CELL_RADIUS * self.unit, self.colours.accent)
        else:
            self.fill_panel(painter, box, CELL_RADIUS, self.colours.panel)

    def _paint_ring(self, painter: QPainter, box: QRectF, cell: BoardCell) -> None:
        """A ring where a number was called and has not come yet."""
        unit = self.unit
        if self._occupied(cell) and cell.state == "called" and not self._is_current_call(cell):
            px = self.colours.ring_px
            edge = box.adjusted(px * unit, px * unit, -px * unit, -px * unit)
            ring_rounded(painter, edge, (CELL_RADIUS - px) * unit, self.colours.ring, px * unit)

    @staticmethod
    def _occupied(cell: BoardCell) -> bool:
        return bool(cell.code) and cell.state not in _STATES

    def _paint_cell(self, painter: QPainter, box: QRectF, cell: BoardCell) -> None:
        unit, current_call, k = self.unit, self._is_current_call(cell), self._plan.cell / 128
        occupied = self._occupied(cell)
        self._fill_cell(painter, box, cell)
        self._paint_ring(painter, box, cell)
        left, room = box.left() + 20 * unit, overview_room(box, unit)
        painter.setPen(self.colours.accent_text if current_call else self.colours.text2)
        label = fit_lines(self._label(cell), room, (30 * unit,), 600, max_lines=1)
        draw_capitals(painter, " ".join(label.lines), label.font, left, box.top() + (36 - 8 * (1 - k)) * k * unit)
        y = box.top() + 85 * k * unit
        if not occupied:
            state_text = fit_lines(self._state(cell), room, (38 * unit * (0.3 + 0.7 * k),), 500, max_lines=1)
            draw_capitals(painter, " ".join(state_text.lines), state_text.font, left, y)
            return
        painter.setPen(self.colours.accent_text if current_call else self.colours.text)
        draw_capitals(
            painter, cell.code, font(fit_px(cell.code, room, overview_px(self._plan, unit)), 800, tabular=True), left, y
        )

    def _paint_dots(self, painter: QPainter) -> None:
        """One dot for each page, the shown one long and white."""
        unit, pages = self.unit, self._plan.pages
        dot, long, gap = 10 * unit, 34 * unit, 12 * unit
        x = (self.width() - (pages - 1) * (dot + gap) - long) / 2
        y = self.height() - 12 * unit - dot / 2
        for page in range(pages):
            wide = long if page == self.page else dot
            colour = self.colours.dot if page == self.page else self.colours.dot_off
            fill_rounded(painter, QRectF(x, y, wide, dot), dot / 2, colour)
            x += wide + gap

    @Slot()
    def _on_page_due(self) -> None:
        self._show_page((self.page + 1) % max(1, self._plan.pages))

    @Slot()
    def _on_motion(self) -> None:
        self.update()

    @Slot()
    def _on_faded(self) -> None:
        self._before = QPixmap()
        self.update()
