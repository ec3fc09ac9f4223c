"""Figures that are read first, side by side in boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from hall.report.cells import tile_text
from hall.report.pdf.style import BODY, HAIR, INK2, LEADING, PX, SMALL, width_of, wrapped, write
from hall.report.report import Tiles
from hall.translator import Translator

_ACROSS = 5
_GAP, _PAD, _OVER, _RADIUS = 8 * PX, 13 * PX, 9 * PX, 10 * PX
_VALUE, _LEAST_VALUE = 22 * PX, 9 * PX


@dataclass(frozen=True)
class _Box:
    title: tuple[str, ...]
    value: str
    size: float
    note: tuple[str, ...]


@dataclass(frozen=True)
class TileRow:
    """Up to five boxes of one height."""

    boxes: tuple[_Box, ...]
    width: float
    """Of each box."""
    gap: float = 10 * PX
    leads: bool = False

    @property
    def _titles(self) -> int:
        return max(len(box.title) for box in self.boxes)

    @property
    def height(self) -> float:
        """Of the fullest box."""
        notes = max(len(box.note) for box in self.boxes)
        return 2 * _OVER + self._titles * BODY * LEADING + _VALUE * 1.25 + notes * SMALL * LEADING

    @property
    def least(self) -> float:
        """It is never cut."""
        return self.height

    def cut(self, room: float) -> tuple[TileRow, TileRow] | None:
        """Boxes are whole."""
        return None

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Each box, from the left."""
        for at, box in enumerate(self.boxes):
            self._draw(canvas, box, left + at * (self.width + _GAP), top)

    def _draw(self, canvas: Canvas, box: _Box, left: float, top: float) -> None:
        canvas.setStrokeColor(HAIR)
        canvas.setLineWidth(PX)
        canvas.roundRect(left, top - self.height, self.width, self.height, _RADIUS)
        x, y = left + _PAD, top - _OVER
        for at, line in enumerate(box.title):
            write(canvas, line, x, y - (at + 0.5) * BODY * LEADING, BODY, colour=INK2)
        y -= self._titles * BODY * LEADING
        write(canvas, box.value, x, y - _VALUE * 0.625, box.size, bold=True)
        y -= _VALUE * 1.25
        for at, line in enumerate(box.note):
            write(canvas, line, x, y - (at + 0.5) * SMALL * LEADING, SMALL, colour=INK2)


def tile_rows(tiles: Tiles, width: float, translate: Translator) -> Iterator[TileRow]:
    """The boxes in rows as even as can be: six are three and three."""
    count = len(tiles.tiles)
    rows = -(-count // _ACROSS)
    across = -(-count // rows) if rows else 1
    each = (width - (across - 1) * _GAP) / across
    inside = each - 2 * _PAD
    boxes = []
    for tile in tiles.tiles:
        value = tile_text(tile, translate)
        size = min(_VALUE, max(_LEAST_VALUE, _VALUE * inside / max(width_of(value, _VALUE, bold=True), 1)))
        title, note = (tuple(wrapped(text, inside, size)) for text, size in ((tile.title, BODY), (tile.note, SMALL)))
        boxes.append(_Box(title, value, size, note))
    return (TileRow(tuple(boxes[at : at + across]), each) for at in range(0, count, across))
