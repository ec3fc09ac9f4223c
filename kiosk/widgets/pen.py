"""Text in a box: fitted, never cut, centred on its capitals; and the base of the widgets that write with it alone."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hall.translator import Translator
from kiosk.geometry import LEAST_CAPITALS
from qtkit.paint import LINE_STEP, Align, Fitted, along, draw_lines, first_fit, fit_lines, text_width, wrap_names
from qtkit.theme.fonts import CAPITALS, Typeface, font, kept_for_typeface
from qtkit.theme.scale import KIOSK_PX_PER_MM
from qtkit.theme.tokens import Colours


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type in reference pixels, the height of its line, and its weight."""

    px: float
    line: float
    weight: int = 600


TITLE = Type(60, 68, 800)
NOTICE = Type(48, 58, 800)
HEADING = Type(44, 52, 800)
NAME = Type(41, 47, 700)
FIGURE = Type(41, 47, 800)
SUBTITLE = Type(35, 44)
TEXT = Type(33, 44)
STATE = Type(30, 38)
SMALL = Type(28, 34)
REQUIREMENT = Type(28, 30)
"""What a visitor must bring keeps its size in every language, capitals of 5.0 mm and more: a longer text takes more
lines."""


class StackRow(NamedTuple):
    """A text of a stack; ``share`` of the stack's width is for it."""

    text: str
    type_: Type
    colour: QColor = Colours.INK
    lines: int = 1
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that fit a box, the type in which they are set, and their height in pixels."""

    found: Fitted
    type_: Type
    height: float


_SHARES = (1.0, 0.985, 0.97, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52)
_LARGE_SHARES = (1.0, 0.88, 0.76, 0.64)
_LEAST = 0.85
"""Below that share of its size a row is too small."""
_LARGE = 0.76
_TIGHT = 1.04  # lines of one name are closer than lines of a text


class Pen:
    """Writes on one painter with lengths in reference pixels; ``unit`` is one of them in pixels of the screen."""

    def __init__(self, painter: QPainter, unit: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter = painter
        self.unit = unit

    def fitted(self, text: str, type_: Type, width: float, *, lines: int = 1, least: float = 0.8) -> Fitted:
        """``text`` as it fits into ``width`` pixels: the full size, then steps down to ``least`` of it, then less."""
        return _fitted(text, type_, self.unit, width, lines, least)

    def block(self, text: str, type_: Type, size: QSizeF, *, lines: int) -> Block:
        """``text`` as large as it fits into ``size`` pixels, in two lines if these are large enough, else in
        ``lines``: a long name takes more lines before it gets small."""
        return _block(text, type_, self.unit, size.width(), size.height(), lines)

    def squeezed(self, text: str, type_: Type, size: QSizeF, *, lines: int) -> Block:
        """``text`` as large as it fits into ``size`` pixels in so many close lines, even below the least size."""
        most = round(max(type_.px * self.unit, Typeface.least_px))
        tries = ((px, lines) for px in range(most, 0, -1))
        line = min(LINE_STEP, type_.line / type_.px)
        found = first_fit(text, size.width(), tries, type_.weight, height=size.height(), line=line)
        close = Type(type_.px, type_.px * line, type_.weight)
        found = found or self.fitted(text, type_, size.width(), lines=lines)
        return Block(found, close, self.height(found, close))

    def height(self, found: Fitted, type_: Type) -> float:
        """Pixels of the lines of ``found``."""
        return text_height(found, type_)

    def write(
        self,
        rect: QRectF,
        text: str,
        type_: Type,
        *,
        colour: QColor = Colours.INK,
        lines: int = 1,
        align: Qt.AlignmentFlag = Align.AlignLeft,
        top: bool = False,
    ) -> float:
        """Writes ``text`` into ``rect``, in the middle of its height or at its ``top``; returns the height used."""
        found = self.fitted(text, type_, rect.width(), lines=lines)
        return self.place(rect, found, type_, colour=colour, align=align, top=top)

    def place(
        self,
        rect: QRectF,
        found: Fitted,
        type_: Type,
        *,
        colour: QColor = Colours.INK,
        align: Qt.AlignmentFlag = Align.AlignLeft,
        top: bool = False,
    ) -> float:
        """Writes lines that were fitted before; as ``write``."""
        height = self.height(found, type_)
        middle = rect.top() + height / 2 if top else rect.center().y()
        x = along(align, rect.left(), rect.width())
        draw_lines(self.painter, found, x, middle, _line_px(found, type_), align=align, ink=colour)
        return height

    def stack_height(self, rows: Sequence[StackRow], width: float, gap: float = 0.0) -> float:
        """Pixels of ``rows`` below one another in ``width`` pixels, with ``gap`` pixels between them."""
        return sum(self.height(self._of(row, width), row.type_) for row in rows) + gap * (len(rows) - 1)

    def stack(
        self,
        rect: QRectF,
        *rows: StackRow,
        gap: float = 0.0,
        align: Qt.AlignmentFlag = Align.AlignLeft,
        top: bool = False,
    ) -> None:
        """Writes ``rows`` below one another, as a block in the middle of the height of ``rect`` or at its ``top``."""
        y = rect.top() if top else rect.center().y() - self.stack_height(rows, rect.width(), gap) / 2
        for row in rows:
            found = self._of(row, rect.width())
            height = self.height(found, row.type_)
            self.place(QRectF(rect.left(), y, rect.width(), height), found, row.type_, colour=row.colour, align=align)
            y += height + gap

    def fill(
        self,
        rect: QRectF,
        *rows: StackRow,
        gap: float = 0.0,
        align: Qt.AlignmentFlag = Align.AlignLeft,
        top: bool = False,
    ) -> None:
        """Writes ``rows`` as ``stack`` does, as large as they all fit into ``rect``: in more lines before they are
        small. In the large mode the last ones are left out where the smallest letters do not fit either, and a single
        one that does not is smaller than these: it is never cut."""
        shares = _LARGE_SHARES if Typeface.least_px else _SHARES
        for count in range(len(rows), 0, -1):
            for share in shares:
                smaller = [_smaller(row, share) for row in rows[:count]]
                if self.holds(smaller, rect, gap * share):
                    self.stack(rect, *smaller, gap=gap * share, align=align, top=top)
                    return
        for row in rows[:1]:
            block = self.squeezed(row.text, row.type_, rect.size(), lines=row.lines + 2)
            self.place(rect, block.found, block.type_, colour=row.colour, align=align, top=top)

    def holds(self, rows: Sequence[StackRow], rect: QRectF, gap: float = 0.0) -> bool:
        """Whether ``rows`` fit into ``rect`` about in their size."""
        sizes = (self._of(row, rect.width()).font.pixelSize() for row in rows)
        least = (max(int(row.type_.px * self.unit * _LEAST), int(Typeface.least_px)) for row in rows)
        whole = all(size >= most for size, most in zip(sizes, least, strict=True))
        return whole and self.stack_height(rows, rect.width(), gap) <= rect.height()

    def _of(self, row: StackRow, width: float) -> Fitted:
        return self.fitted(row.text, row.type_, width * row.share, lines=row.lines)

    def width(self, found: Fitted) -> float:
        """Pixels of the widest line."""
        return max((text_width(line, found.font) for line in found.lines), default=0.0)


@contextmanager
def measuring(unit: float) -> Iterator[Pen]:
    """A pen that only measures."""
    picture = QImage(1, 1, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    try:
        yield Pen(painter, unit)
    finally:
        painter.end()


class PaintedWidget(QWidget):
    """Paints itself with a pen whose lengths are reference pixels, and takes no touch."""

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self._translate = translate
        self._unit = 1.0

    def set_unit(self, unit: float) -> None:
        """Sets how many pixels a reference pixel has."""
        if unit != self._unit:
            self._unit = unit
            self.update()

    def paint(self, pen: Pen) -> None:
        """Paints the widget."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.paint(Pen(QPainter(self), self._unit))


def least_name_px(unit: float) -> int:
    """Pixels of the smallest type of a name, whose capitals are then as high as all text is in the large mode."""
    return max(math.ceil(LEAST_CAPITALS * KIOSK_PX_PER_MM * unit / CAPITALS), int(Typeface.least_px))


def requirement_fit(pen: Pen, text: str, width: float, *, lines: int) -> Fitted | None:
    """``text`` in its full size in up to ``lines`` lines of ``width`` pixels; None when it is empty or longer."""
    found = pen.fitted(text, REQUIREMENT, width, lines=lines, least=1.0)
    return found if text and found.font.pixelSize() >= int(REQUIREMENT.px * pen.unit) else None


def _smaller(row: StackRow, share: float) -> StackRow:
    """The row in ``share`` of its size, in as many lines more as that needs."""
    if share == 1.0:
        return row
    type_ = Type(row.type_.px * share, row.type_.line * share, row.type_.weight)
    return row._replace(type_=type_, lines=row.lines + 2)


@kept_for_typeface(1024)
def _fitted(text: str, type_: Type, unit: float, width: float, lines: int, least: float) -> Fitted:
    whole = max(type_.px * unit, Typeface.least_px)
    steps = [max(whole * share, Typeface.least_px) for share in (1.0, 0.94, 0.88, least) if share >= least]
    return fit_lines(text, width, steps, type_.weight, max_lines=lines)


@kept_for_typeface(512)
def _block(text: str, type_: Type, unit: float, width: float, height: float, lines: int) -> Block:
    high = [share for share in _SHARES if type_.px * unit * share >= least_name_px(unit) - 0.5]
    two = [share for share in _SHARES if share >= _LARGE and lines > 2]
    tries = [(share, 2) for share in two if share in high] + [(share, lines) for share in high]
    tries += [(share, 2) for share in two] + [(share, lines) for share in _SHARES]
    for share, most in tries:
        used = font(max(type_.px * unit * share, Typeface.least_px), type_.weight)
        wrapped = tuple(wrap_names(_hyphened(text, used, width), used, width))
        fits = len(wrapped) <= most and all(text_width(line, used) <= width for line in wrapped)
        block = _block_of(Fitted(wrapped, used), type_)
        if fits and block.height <= height:
            return block
    return _block_of(_fitted(text, type_, unit, width, lines, _SHARES[-1]), type_)


def _hyphened(text: str, used: QFont, width: float) -> str:
    """``text`` with room to break after the hyphens of words that are wider than ``width`` pixels."""
    return " ".join(word.replace("-", "- ") if text_width(word, used) > width else word for word in text.split())


def _block_of(found: Fitted, type_: Type) -> Block:
    set_in = type_ if len(found.lines) <= 1 else Type(type_.px, type_.px * _TIGHT, type_.weight)
    return Block(found, set_in, text_height(found, set_in))


def text_height(found: Fitted, type_: Type) -> float:
    """Pixels of the lines of ``found``, set in ``type_``."""
    return len(found.lines) * _line_px(found, type_)


def _line_px(found: Fitted, type_: Type) -> float:
    return type_.line / type_.px * found.font.pixelSize()
