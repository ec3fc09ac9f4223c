"""What a widget has painted, counted by Pillow: pixels of a 4K board one by one take seconds."""

from __future__ import annotations

from PIL import Image, ImageChops
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from tools.screens.shots import as_pillow


def painted(widget: QWidget) -> Image.Image:
    """The widget as it is on the screen."""
    return as_pillow(widget.grab().toImage())


def part_of(image: Image.Image, box: QRect) -> Image.Image:
    return image.crop((box.left(), box.top(), box.right() + 1, box.bottom() + 1))


def ink(image: Image.Image, box: QRect, colour: QColor, slack: int = 60) -> QRect:
    """The smallest rectangle around the pixels of ``box`` that have about this colour."""
    found = _near(image, box, colour, slack).getbbox()
    if found is None:
        return QRect()
    return QRect(box.left() + found[0], box.top() + found[1], found[2] - found[0], found[3] - found[1])


def pixel_count(image: Image.Image, box: QRect, colour: QColor) -> int:
    """How many pixels of ``box`` have exactly this colour."""
    return _near(image, box, colour, 0).histogram()[255]


def _near(image: Image.Image, box: QRect, colour: QColor, slack: int) -> Image.Image:
    """White where the channels differ from the colour's by ``slack`` together, at most; else black."""
    part = part_of(image, box)
    wanted = Image.new("RGB", part.size, (colour.red(), colour.green(), colour.blue()))
    red, green, blue = ImageChops.difference(part, wanted).split()
    apart = ImageChops.add(ImageChops.add(red, green), blue)
    return apart.point(lambda value: 255 if value <= slack else 0)
