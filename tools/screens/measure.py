"""How high digits really stand: found in the rendered picture, from pixels, not from what a font says of itself."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PIL import Image, ImageChops
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor

from display.geometry import board_geometry
from display.palette import colours_of
from display.picture import BoardPicture
from tools.screens.shots import Shot, as_pillow, drawn

_MM_PER_INCH = 25.4
_NEAR = 60  # of 255 in each channel: the soft edge of a glyph does not count


@dataclass(frozen=True, slots=True)
class Measured:
    """Digits of one kind on the screen: their rows of pixels, their millimetres, and what the farthest seat needs."""

    what: str
    rows: int
    millimetres: float
    needed_mm: float

    @property
    def ok(self) -> bool:
        """Whether they are high enough."""
        return self.millimetres >= self.needed_mm


def ink(image: Image.Image, box: QRect, colour: QColor) -> QRect:
    """The smallest rectangle, in the picture's pixels, around what has about this colour inside ``box``."""
    found = _mask(image, box, colour).getbbox()
    if found is None:
        return QRect()
    return QRect(box.left() + found[0], box.top() + found[1], found[2] - found[0], found[3] - found[1])


def _mask(image: Image.Image, box: QRect, colour: QColor) -> Image.Image:
    """The part of the picture in ``box``: white where it has about this colour, else black."""
    part = image.crop((box.left(), box.top(), box.right() + 1, box.bottom() + 1))
    wanted = Image.new("RGB", part.size, (colour.red(), colour.green(), colour.blue()))
    bands = ImageChops.difference(part, wanted).split()
    worst = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return worst.point(lambda value: 255 if value <= _NEAR else 0)


def millimetres(rows: float, size: QSize, diagonal_inch: float) -> float:
    """Pixels of a board of ``size`` as millimetres of a screen of ``diagonal_inch``."""
    return rows * diagonal_inch * _MM_PER_INCH / math.hypot(size.width(), size.height())


def digit_heights(picture: BoardPicture, size: QSize, diagonal_inch: float, distance_m: float) -> tuple[Measured, ...]:
    """Draws the board and measures the called number, its counter and the first recent call."""
    colours = colours_of(picture.setup.theme)
    image = as_pillow(drawn(Shot("measured", size, picture)))
    places = board_geometry(
        size, len(picture.cells), ticker=picture.passing, layout=picture.setup.layout,
        announcement=picture.announcement is not None,
    )  # fmt: skip
    block = ink(image, places.current_call, colours.accent)
    corner = round(33 * places.unit)
    found = [("number called", _tallest(image, _above(places.current_call, block), colours.text), 11.0)]
    found.append(
        ("its counter", _tallest(image, _counter_part(block, places.current_call, corner), colours.accent_text), 11.0)
    )
    if not places.recent.isEmpty():
        found.append(("recent calls", _tallest(image, places.recent, colours.text), 4.0))
    return tuple(
        Measured(what, rows, millimetres(rows, size, diagonal_inch), per_metre * distance_m)
        for what, rows, per_metre in found
    )


def _above(current_call: QRect, block: QRect) -> QRect:
    """The part of the current call that its block leaves, without the panel's edge."""
    inset = max(8, current_call.width() // 100)
    if block.left() > current_call.left() + current_call.width() // 3:
        return QRect(
            current_call.left() + inset,
            current_call.top() + inset,
            block.left() - current_call.left() - 2 * inset,
            current_call.height() - 2 * inset,
        )
    return QRect(
        current_call.left() + inset,
        current_call.top() + inset,
        current_call.width() - 2 * inset,
        block.top() - current_call.top() - 2 * inset,
    )


def _counter_part(block: QRect, current_call: QRect, corner: int) -> QRect:
    """Where the counter stands: right of arrow and word, or below them; without the round corners of the block."""
    left = block.left() + (block.width() // 2 if block.width() == current_call.width() else corner)
    return QRect(left, block.top(), block.right() - corner - left, block.height())


def _tallest(image: Image.Image, box: QRect, colour: QColor) -> int:
    """The rows of the tallest run of ink in ``box``: runs are parted by rows without any."""
    mask = _mask(image, box, colour)
    width, pixels = mask.width, mask.tobytes()
    runs, length = [0], 0
    for row in range(mask.height):
        length = length + 1 if b"\xff" in pixels[row * width : (row + 1) * width] else 0
        runs.append(length)
    return max(runs)
