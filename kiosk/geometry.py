"""The kiosk's window in millimetres: its scale, and the lengths that all plans share."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSizeF

from qtkit.theme.scale import KIOSK_PX_PER_MM, Scale

REFERENCE_INCH = 21.5
"""Diagonal that is taken for a screen that tells no size; the reference pictures are drawn for it."""

_MOST_ENLARGED = 1.6  # on a larger screen the layout grows with it up to this, then the space between grows


def mm(ref_px: float) -> float:
    """Millimetres of a length in pixels of the reference pictures (look/tokens.md), 4.034 px a millimetre."""
    return ref_px / KIOSK_PX_PER_MM


def box(x: float, y: float, width: float, height: float) -> QRectF:
    """A rectangle in millimetres from four lengths in reference pixels."""
    return QRectF(mm(x), mm(y), mm(width), mm(height))


SHORT, LONG = mm(1080), mm(1920)
MARGIN = mm(48)
GAP = mm(18)
HEADER = mm(148)
SIDE = mm(384)
FOOT_HOURS = mm(88)
FOOT_RING = mm(176)
PRIORITY_ROW = mm(140)
PAGER = mm(100)
FINGER = 20.0
"""Width of a finger in millimetres: two touches nearer than that are at the same place."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The window in millimetres as drawn, and how many pixels one of them has.

    ``legible`` is False when the screen is smaller than the layout needs: its smallest names are then below
    7.3 mm (EN 301 549, 5.1.4).
    """

    size: QSizeF
    scale: Scale
    legible: bool

    @property
    def landscape(self) -> bool:
        """True when the window is wider than high."""
        return self.size.width() > self.size.height()

    def px(self, rect: QRectF) -> QRect:
        """A rectangle in millimetres as whole pixels; neighbours stay neighbours."""
        left, top = round(self.scale.mm(rect.left())), round(self.scale.mm(rect.top()))
        right, bottom = round(self.scale.mm(rect.right())), round(self.scale.mm(rect.bottom()))
        return QRect(left, top, right - left, bottom - top)


def layout_of(width_px: int, height_px: int, screen: Scale | None) -> Layout:
    """The layout of a window of that many pixels on a screen with the scale ``screen``.

    True millimetres where they fit; a smaller window is drawn smaller as a whole, a larger screen up to 1.6 times
    as large. Without ``screen``, for a window among others, the layout fills it.
    """
    least_w, least_h = (LONG, SHORT) if width_px > height_px else (SHORT, LONG)
    fits = min(width_px / least_w, height_px / least_h)
    scale = Scale(fits if screen is None else min(fits, screen.px_per_mm * _MOST_ENLARGED))
    legible = screen is None or fits >= screen.px_per_mm * 0.98  # 2 % for the frame's rounding
    return Layout(QSizeF(width_px / scale.px_per_mm, height_px / scale.px_per_mm), scale, legible)
