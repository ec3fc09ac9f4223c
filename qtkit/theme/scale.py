"""Millimetres to pixels: the kiosk and the board are drawn in millimetres of the physical screen, not in pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtGui import QScreen

KIOSK_PX_PER_MM = 4.034
"""Of the reference pictures: 1080 x 1920 on 21.5 inch."""

_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Scale:
    """How many pixels of this screen make one millimetre."""

    px_per_mm: float

    def mm(self, millimetres: float) -> float:
        """Pixels of a length in millimetres."""
        return millimetres * self.px_per_mm

    def px(self, ref_px: float, ref_px_per_mm: float = KIOSK_PX_PER_MM) -> int:
        """Whole pixels of a length given in pixels of a reference picture; at least 1 for a length above 0."""
        found = round(ref_px * self.px_per_mm / ref_px_per_mm)
        return max(1, found) if ref_px > 0 else found

    def unit(self, ref_px_per_mm: float = KIOSK_PX_PER_MM) -> float:
        """Pixels of one pixel of the reference picture."""
        return self.px_per_mm / ref_px_per_mm


def scale_of(screen: QScreen, diagonal_inch: float) -> Scale:
    """The scale of a full screen that measures ``diagonal_inch``; 0 asks the screen itself.

    Raises ValueError below 0. Screens that state no size count as 96 pixels an inch.
    """
    if diagonal_inch < 0:
        raise ValueError("a screen's diagonal is above 0 inch")
    size = screen.geometry().size()
    pixels = math.hypot(size.width(), size.height())
    if diagonal_inch > 0:
        return Scale(pixels / (diagonal_inch * _MM_PER_INCH))
    stated = screen.physicalSize()
    millimetres = math.hypot(stated.width(), stated.height())
    return Scale(pixels / millimetres) if millimetres > 0 else Scale(96 / _MM_PER_INCH)
