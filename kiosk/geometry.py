"""The kiosk's window in millimetres: its scale, and the lengths that all plans share."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSizeF

from qtkit.theme.fonts import LEGIBLE_CAPITALS
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
ZOOM = 1.45
"""So much larger is a page in the large mode: names are then 60 pixels of the reference pictures high."""
LEAST_CAPITALS = 7.3
"""Millimetres of the capitals of all text in the large mode (EN 301 549, 5.1.4)."""
REACH = (380.0, 1220.0)
"""Millimetres above the floor between which a seated person reaches (EN 301 549, 8.3; ADA 308)."""
USUAL_BOTTOM = 900.0
"""Height of a screen's lower edge above the floor, in millimetres, where the station does not say it."""
MARGIN = mm(48)
GAP = mm(18)
HEADER = mm(148)
SIDE = mm(384)
FOOT_HOURS = mm(88)
FOOT_KEY = mm(104)
"""The foot of a list that has a key, too."""
FOOT_RING = mm(176)
PRIORITY_ROW = mm(140)
PAGER = mm(100)
_LEAST_REACH = 200.0  # millimetres of height without which no page has all its keys
FINGER = 20.0
"""Width of a finger in millimetres: two touches nearer than that are at the same place."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The window in millimetres as drawn, and how many pixels one of them has.

    ``legible`` is False when the screen is smaller than the layout needs: its smallest names are then below
    7.3 mm (EN 301 549, 5.1.4). In the ``large`` mode a millimetre is ``zoom`` times as large; ``least_px`` is the size
    of type with capitals of 7.3 mm, in pixels. All keys must lie within ``hands``, top and bottom in millimetres as
    drawn; ``low_helps`` is False where a seated person reaches everything anyhow.
    """

    size: QSizeF
    scale: Scale
    legible: bool
    large: bool = False
    zoom: float = 1.0
    hands: tuple[float, float] = (0.0, math.inf)
    reach: tuple[float, float] = (0.0, math.inf)
    least_px: float = 0.0

    @property
    def low_helps(self) -> bool:
        """Whether a seated person does not reach everything anyhow."""
        return self.reach[0] > 0 or self.reach[1] < self.size.height() * self.zoom

    @property
    def lowered(self) -> bool:
        """Whether all keys lie at the foot: large ones, or within reach."""
        return self.large or self.hands[0] > 0 or self.hands[1] < self.size.height()

    @property
    def hands_bottom(self) -> float:
        """The lower end of what hands reach, in the window."""
        return min(self.hands[1], self.size.height())

    def real(self, ref_px: float) -> float:
        """A length of the reference pictures that the large mode does not enlarge, as drawn."""
        return mm(ref_px) / self.zoom

    @property
    def landscape(self) -> bool:
        """True when the window is wider than high."""
        return self.size.width() > self.size.height()

    def px(self, rect: QRectF) -> QRect:
        """A rectangle in millimetres as whole pixels; neighbours stay neighbours."""
        left, top = round(self.scale.mm(rect.left())), round(self.scale.mm(rect.top()))
        right, bottom = round(self.scale.mm(rect.right())), round(self.scale.mm(rect.bottom()))
        return QRect(left, top, right - left, bottom - top)


@dataclass(frozen=True, slots=True)
class Least:
    """The smallest window, in millimetres as drawn, upright and lying, in which the plan of a page still holds."""

    portrait: QSizeF
    landscape: QSizeF


STANDARD = Least(QSizeF(SHORT, LONG), QSizeF(LONG, SHORT))
"""A page whose plan was made for one size: on a smaller screen, and in the large mode, it is drawn as a whole."""
SMALL = Least(QSizeF(mm(740), mm(1310)), QSizeF(mm(1180), mm(664)))
"""A page whose plan has fewer things on a smaller screen, and keeps them large enough."""


@dataclass(frozen=True, slots=True)
class Use:
    """How the window is used: ``large`` text; with ``low`` keys within reach, the screen's lower edge being
    ``bottom_mm`` millimetres above the floor."""

    large: bool = False
    low: bool = False
    bottom_mm: float = USUAL_BOTTOM


USUAL = Use()


def layout_of(
    width_px: int, height_px: int, screen: Scale | None, *, use: Use = USUAL, least: Least = STANDARD
) -> Layout:
    """The layout of a window of that many pixels on a screen with the scale ``screen``, for a page that needs
    ``least``.

    True millimetres where they fit; a smaller window is drawn smaller as a whole, a larger screen up to 1.6 times
    as large. Without ``screen``, for a window among others, the layout fills it.
    """
    lying = width_px > height_px
    fits = _fits(width_px, height_px, STANDARD.landscape if lying else STANDARD.portrait)
    most = _fits(width_px, height_px, least.landscape if lying else least.portrait)
    true = fits if screen is None else screen.px_per_mm
    usual = fits if screen is None else min(max(fits, min(most, true)), true * _MOST_ENLARGED)
    drawn = max(usual, min(usual * ZOOM, most)) if use.large else usual
    return Layout(
        QSizeF(width_px / drawn, height_px / drawn),
        Scale(drawn),
        screen is None or usual >= true * 0.98,  # 2 % for the frame's rounding
        use.large,
        drawn / usual,
        _hands(height_px, true, drawn, use) if use.low else (0.0, math.inf),
        _hands(height_px, true, usual, use),
        math.ceil(LEAST_CAPITALS * true / LEGIBLE_CAPITALS),
    )


def _fits(width_px: int, height_px: int, least: QSizeF) -> float:
    """Pixels of a millimetre when ``least`` fills the window."""
    return min(width_px / least.width(), height_px / least.height())


def _hands(height_px: int, true: float, drawn: float, use: Use) -> tuple[float, float]:
    """What a seated person reaches, top and bottom in millimetres as drawn; at least the room for a page's keys."""
    lowest, highest = REACH
    bottom = height_px - max(0.0, lowest - use.bottom_mm) * true
    top = min(height_px - (highest - use.bottom_mm) * true, bottom - _LEAST_REACH * true)
    return (math.ceil(top + 1) / drawn if top > mm(20) * drawn else 0.0), bottom / drawn
