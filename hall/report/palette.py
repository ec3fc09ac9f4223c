"""The colours of reports, those of the screens on white paper, as hexadecimal digits without a mark."""

from __future__ import annotations

INK, INK2 = "0E2233", "3A4753"
LINE, LINE2 = "D9D2C3", "857D6C"
HAIR = "D5DBDE"
"""Lines of tables and edges of tiles."""
BRAND, BRAND_DARK = "0B5163", "083F4E"
TINT, BAND = "DCECEF", "EFF6F7"
CLOSED = "E6E8EA"
"""Of columns in which nothing was counted."""
SERIES = (BRAND, "E5A400", "1D4E89", LINE2, "0D5134", "8A1C1C")
"""One for each series of a chart; a legend, and dashes where they are lines, tell them apart without colour."""


def shade(part: float) -> tuple[float, float, float]:
    """The shade of a heat map as red, green and blue from 0 to 1; ``part`` from 0 (least) to 1 (most)."""
    light, dark = _parts(BAND), _parts(BRAND_DARK)
    red, green, blue = (a + (b - a) * min(max(part, 0.0), 1.0) for a, b in zip(light, dark, strict=True))
    return red, green, blue


def on_shade(part: float) -> str:
    """The colour of a text that is read on ``shade(part)``; at least 4.5 to 1 on every shade (WCAG 2)."""
    return "000000" if part <= _MIDDLE else "FFFFFF"


_MIDDLE = 0.66


def _parts(digits: str) -> tuple[float, ...]:
    return tuple(int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
