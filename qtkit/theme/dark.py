"""The dark look of the staff's windows: other values of the same tokens, for rooms with little light.

Put on once, before the first window is made: tokens are constants that widgets keep, so their values change in place.
The dark band on top, and what is white on a filled ground, is the same in both looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from PySide6.QtGui import QColor

from qtkit.theme.tokens import Colours

DARK: Mapping[str, str] = MappingProxyType(
    {
        "CANVAS": "#0F1B21",
        "SURFACE": "#17262E",
        "SUNK": "#0B151A",
        "LINE": "#2B3D47",
        "INK": "#EAF1F4",
        "INK2": "#B9C6CE",
        "DESK": "#0F1B21",
        "DESK_TEXT2": "#B3C1C9",
        "DESK_LINE": "#2B3D47",
        "DESK_EDGE": "#435763",
        "DESK_FIELD": "#8A9AA4",
        "DESK_BLUE": "#B4D3F8",
        "DESK_BLUE100": "#1B3550",
        "DESK_HOVER": "#20323C",
        "DESK_DISABLED": "#8A9AA4",
        "DESK_LATE": "#E3A52A",
        "DESK_TRACK": "#2A3C46",
        "DESK_GOOD": "#45CC92",
        "TELUK700": "#8AD6E8",
        "TELUK100": "#133C49",
        "TELUK50": "#12303B",
        "ACCENT_FILL": "#12637A",
        "ACCENT_HOVER": "#0E566B",
        "ACCENT_PRESSED": "#0A4456",
        "AMBER100": "#4B3700",
        "AMBER_INK": "#FFDF9C",
        "RED": "#FFB4AD",
        "RED100": "#4C2020",
        "GREEN": "#9BE6BF",
        "GREEN100": "#123F2B",
    }
)
"""The tokens that differ."""
LIGHT: Mapping[str, int] = MappingProxyType({name: getattr(Colours, name).rgba() for name in DARK})
"""What they are in the other look."""


def wear_dark() -> None:
    """Gives the tokens their dark values for the rest of the program."""
    for name, value in DARK.items():
        getattr(Colours, name).setRgba(QColor(value).rgba())


@contextmanager
def worn_light() -> Iterator[None]:
    """The light values for a while, whatever look the program has: paper is white."""
    before = {name: getattr(Colours, name).rgba() for name in DARK}
    for name, value in LIGHT.items():
        getattr(Colours, name).setRgba(value)
    try:
        yield
    finally:
        for name, value in before.items():
            getattr(Colours, name).setRgba(value)


@contextmanager
def worn_dark() -> Iterator[None]:
    """The dark values for a while: pictures and tests."""
    before = {name: QColor(getattr(Colours, name)) for name in DARK}
    wear_dark()
    try:
        yield
    finally:
        for name, colour in before.items():
            getattr(Colours, name).setRgba(colour.rgba())
