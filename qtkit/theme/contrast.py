"""High contrast: white and yellow on black, as other values of the same tokens, put on while a visitor wants it.

Tokens are constants that widgets keep, so their values change in place; edges are twice as wide, and nothing casts a
shadow. Whoever puts it on or off repaints.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtGui import QColor

from qtkit.theme.tokens import Colours, Finish

_BLACK, _WHITE, _KEY = "#000000", "#FFFFFF", "#FFE94A"
_PRESSED, _PRESSED_KEY, _OFF = "#333333", "#CCCCCC", "#9A9A9A"

CONTRAST: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("CANVAS", "SURFACE", "SUNK", "STONE", "TELUK900", "TELUK800", "TELUK600", "TELUK50"), _BLACK)
    | dict.fromkeys(("AMBER100", "RED100", "GREEN100", "AMBER_TILE", "PRIORITY", "BAND_KEY"), _BLACK)
    | dict.fromkeys(("ON_ACCENT", "ON_AMBER"), _BLACK)
    | dict.fromkeys(("LINE", "LINE2", "INK", "INK2", "RED", "TELUK_EDGE", "BAND_TEXT", "BAND_LINE"), _WHITE)
    | dict.fromkeys(("ACCENT_FILL", "ACCENT_INK"), _WHITE)
    | dict.fromkeys(("TELUK700", "AMBER", "AMBER_EDGE", "AMBER_INK", "GREEN"), _KEY)
    | dict.fromkeys(("TELUK100", "BAND_PRESSED", "AMBER_PRESSED", "PRIORITY_PRESSED"), _PRESSED)
    | dict.fromkeys(("ACCENT_PRESSED", "ACCENT_HOVER"), _PRESSED_KEY)
    | {"OFF_EDGE": _OFF}
)
"""The tokens that differ."""


class HighContrast:
    """Puts the look on and takes it off again; one for each program."""

    def __init__(self) -> None:
        self._before: dict[str, int] = {}

    @property
    def worn(self) -> bool:
        """Whether it is on."""
        return bool(self._before)

    def wear(self, *, on: bool) -> None:
        """Gives the tokens these values, or those that they had before."""
        if on == self.worn:
            return
        if on:
            self._before = {name: getattr(Colours, name).rgba() for name in CONTRAST}
            values = {name: QColor(value).rgba() for name, value in CONTRAST.items()}
        else:
            values, self._before = self._before, {}
        for name, value in values.items():
            getattr(Colours, name).setRgba(value)
        Finish.edge, Finish.shadows = (2.0, False) if on else (1.0, True)
