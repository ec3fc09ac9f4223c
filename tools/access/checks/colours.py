"""Contrast of texts and icons, from the pixels of the picture."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QImage

from tools.access.pixels import ink_contrast
from tools.access.shown import Seen, Shown


def text_contrast(shown: Shown) -> Iterator[tuple[float, str]]:
    """Every text against what lies around its letters."""
    return _contrasts(shown.seen, shown.image, texts=True)


def icons_contrast(shown: Shown) -> Iterator[tuple[float, str]]:
    """Every icon against what lies around it."""
    return _contrasts(shown.seen, shown.image, texts=False)


def pressed_contrast(shown: Shown) -> Iterator[tuple[float, str]]:
    """Every text while all that can be touched is pressed."""
    return _contrasts(shown.seen_pressed, shown.pressed_image, texts=True)


def _contrasts(every: list[Seen], image: QImage, *, texts: bool) -> Iterator[tuple[float, str]]:
    for seen in every:
        one = seen.painted
        if bool(one.capital) is texts and not seen.covered:
            yield ink_contrast(image, one.rect, one.colour, most=not texts), one.text
