"""How long whoever comes now would wait, agency by agency: one large line, whose pages take turns."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from display.parts.part import PANEL_RADIUS, BoardPart, fit_px
from hall.translator import Translator
from qtkit.paint import Align, draw_capitals, draw_lines, fit_lines, text_width
from qtkit.theme.fonts import font
from qtkit.timers import repeating

PAGE_MS = 6000
"""How long a page stays: time to read two lines of it from the last row."""
WAITS_PX = 86.0
"""Reference pixels of the text: its capitals are 40 mm high on 55 inch, as those of the lists."""
_SIDE, _CAPTION, _CAPTION_PX = 37.0, 250.0, 34.0
_BETWEEN, _AFTER = 36.0, 84.0
_LEAST = 0.5
"""A name is not smaller than this part of the full size while it is on one line."""


@dataclass(frozen=True, slots=True)
class WaitLine:
    """A name and its wait; a sentence of its own has no wait."""

    name: str
    wait: str = ""

    @property
    def spoken(self) -> str:
        """Both."""
        return f"{self.name}: {self.wait}" if self.wait else self.name


def name_px(line: WaitLine, room: float, px: float, *, stacked: bool) -> int:
    """The size of a name that has ``room`` pixels with its wait of ``px`` beside it, or, ``stacked``, below it."""
    wait = 0.0 if stacked or not line.wait else text_width(line.wait, font(px, 800, tabular=True)) + _BETWEEN * px / 86
    return max(int(_LEAST * px), fit_px(line.name, max(1.0, room - wait), px, 700, tabular=False))


def text_room(width: float, unit: float, *, stacked: bool) -> float:
    """The pixels of a strip of ``width`` beside its caption; in a ``stacked`` one the caption is above them."""
    return width - (2 * _SIDE + (0.0 if stacked else _CAPTION)) * unit


def pages_of(lines: tuple[WaitLine, ...], room: float, px: float, *, stacked: bool) -> tuple[tuple[WaitLine, ...], ...]:
    """As many as have room beside each other on each page, in their order; ``stacked``: one."""
    pages: list[list[WaitLine]] = []
    left = 0.0
    for line in lines:
        name = text_width(line.name, font(px, 700))
        wide = name + text_width(line.wait, font(px, 800, tabular=True)) + (_BETWEEN + _AFTER) * px / 86
        if stacked or not pages or wide > left or not line.wait:
            pages.append([])
            left = room + _AFTER * px / 86
        pages[-1].append(line)
        left = left - wide if line.wait else 0.0
    return tuple(tuple(page) for page in pages)


class WaitsStrip(BoardPart):
    """Shows WaitLines; on an upright board one below its caption, with the wait below the name."""

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__("waits", translate, parent)
        self._lines: tuple[WaitLine, ...] = ()
        self._stacked = False
        self.page = 0
        self._timer = repeating(self, self._on_page_due, PAGE_MS)
        self._describe()

    def show_lines(self, lines: tuple[WaitLine, ...], *, stacked: bool) -> None:
        """Shows these from the page that is shown on."""
        if (lines, stacked) == (self._lines, self._stacked):
            return
        self._lines, self._stacked = lines, stacked
        self._describe()

    @property
    def pages(self) -> tuple[tuple[WaitLine, ...], ...]:
        """What takes turns at the present size."""
        room = text_room(float(self.width()), self.unit, stacked=self._stacked)
        return pages_of(self._lines, room, WAITS_PX * self.unit, stacked=self._stacked)

    def _describe(self) -> None:
        caption = self.translate("display.waits")
        self.setAccessibleName("; ".join([caption, *(line.spoken for line in self._lines)]))
        if self._lines:
            self._timer.start()
        else:
            self._timer.stop()
        self.update()

    @Slot()
    def _on_page_due(self) -> None:
        count = len(self.pages)
        self.page = (self.page + 1) % count if count else 0
        if count > 1:
            self.update()

    def _paint(self, painter: QPainter) -> None:
        pages, unit = self.pages, self.unit
        self.fill_panel(painter, QRectF(self.rect()), PANEL_RADIUS, self.colours.panel)
        if not pages:
            return
        page = pages[self.page % len(pages)]
        if self._stacked:
            self._paint_stacked(painter, page[0])
            return
        middle = self.height() / 2
        painter.setPen(self.colours.text2)
        caption = fit_lines(self.translate("display.waits"), (_CAPTION - 20) * unit, (_CAPTION_PX * unit,), 600)
        draw_lines(painter, caption, _SIDE * unit, middle, 1.2 * _CAPTION_PX * unit)
        room = text_room(float(self.width()), unit, stacked=False)
        x = (_SIDE + _CAPTION) * unit
        for line in page:
            x = self._paint_line(painter, line, x, middle, room) + _AFTER * unit

    def _paint_line(self, painter: QPainter, line: WaitLine, x: float, y: float, room: float) -> float:
        """A name and its wait beside it; where they end."""
        px = WAITS_PX * self.unit
        used = font(name_px(line, room, px, stacked=False), 700)
        painter.setPen(self.colours.text)
        x += draw_capitals(painter, line.name, used, x, y)
        if not line.wait:
            return x
        x += _BETWEEN * self.unit
        return x + draw_capitals(painter, line.wait, font(px, 800, tabular=True), x, y)

    def _paint_stacked(self, painter: QPainter, line: WaitLine) -> None:
        unit, width, height = self.unit, float(self.width()), float(self.height())
        px, left, right = WAITS_PX * unit, _SIDE * unit, width - _SIDE * unit
        painter.setPen(self.colours.text2)
        draw_capitals(painter, self.translate("display.waits"), font(_CAPTION_PX * unit, 600), left, 0.14 * height)
        painter.setPen(self.colours.text)
        room = text_room(width, unit, stacked=True)
        used = font(name_px(line, room, px, stacked=True), 700)
        draw_capitals(painter, line.name, used, left, (0.43 if line.wait else 0.6) * height)
        wait = font(px, 800, tabular=True)
        draw_capitals(painter, line.wait, wait, right, 0.78 * height, align=Align.AlignRight)
