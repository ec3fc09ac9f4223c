"""The board's themes: which token plays which role on a dark, a light and a high-contrast board."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

from qtkit.theme.tokens import Colours


@dataclass(frozen=True, slots=True)
class BoardColours:
    """The colours of one theme by their role; a role that ends in ``_text`` is what stands on the role before it.

    ``panel`` carries calls, ``raised`` announcements and chips, ``tile`` counters next to their numbers, ``deep``
    the icon on a raised panel, ``accent`` the current call, which swings to ``accent_far`` when it is new,
    ``band`` the running text and ``label`` the word before it. Lines, edges, rings and dots only support what words
    and shapes say too. ``mark`` is the field of the house's mark. ``arcs``
    and ``edge`` are None where a theme has none; lengths are reference pixels.
    """

    ground: QColor
    panel: QColor
    text: QColor
    text2: QColor
    raised: QColor
    raised_text: QColor
    tile: QColor
    tile_text: QColor
    tile_pictogram: QColor
    deep: QColor
    deep_text: QColor
    accent: QColor
    accent_text: QColor
    accent_far: QColor
    ring: QColor
    band: QColor
    band_text: QColor
    band_dot: QColor
    label: QColor
    label_text: QColor
    dot: QColor
    dot_off: QColor
    line: QColor
    mark: QColor
    line_px: float = 2.0
    ring_px: float = 3.0
    arcs: QColor | None = None
    edge: QColor | None = None
    edge_px: float = 0.0


DARK = BoardColours(
    ground=Colours.NAVY950,
    panel=Colours.NAVY900,
    text=Colours.WHITE,
    text2=Colours.NAVY200,
    raised=Colours.NAVY800,
    raised_text=Colours.WHITE,
    tile=Colours.NAVY700,
    tile_text=Colours.WHITE,
    tile_pictogram=Colours.AMBER,
    deep=Colours.NAVY950,
    deep_text=Colours.WHITE,
    accent=Colours.AMBER,
    accent_text=Colours.NAVY950,
    accent_far=Colours.WHITE,
    ring=Colours.AMBER,
    band=Colours.TICKER,
    band_text=Colours.WHITE,
    band_dot=Colours.AMBER,
    label=Colours.AMBER,
    label_text=Colours.NAVY950,
    dot=Colours.WHITE,
    dot_off=Colours.NAVY700,
    line=Colours.NAVY_LINE,
    mark=Colours.WHITE,
    arcs=Colours.NAVY700,
)

LIGHT = BoardColours(
    ground=Colours.CANVAS,
    panel=Colours.SURFACE,
    text=Colours.INK,
    text2=Colours.INK2,
    raised=Colours.TELUK100,
    raised_text=Colours.INK,
    tile=Colours.TELUK700,
    tile_text=Colours.WHITE,
    tile_pictogram=Colours.AMBER,
    deep=Colours.TELUK800,
    deep_text=Colours.WHITE,
    accent=Colours.AMBER,
    accent_text=Colours.INK,
    accent_far=Colours.AMBER100,
    ring=Colours.TELUK700,
    band=Colours.TELUK800,
    band_text=Colours.WHITE,
    band_dot=Colours.AMBER,
    label=Colours.AMBER,
    label_text=Colours.INK,
    dot=Colours.TELUK700,
    dot_off=Colours.LINE,
    line=Colours.LINE,
    mark=Colours.TELUK100,
    ring_px=4.0,
    arcs=Colours.TELUK100,
    edge=Colours.LINE,
    edge_px=2.0,
)

CONTRAST = BoardColours(
    ground=Colours.HC_BG,
    panel=Colours.HC_BG,
    text=Colours.HC_TEXT,
    text2=Colours.HC_TEXT,
    raised=Colours.HC_BG,
    raised_text=Colours.HC_TEXT,
    tile=Colours.HC_TEXT,
    tile_text=Colours.HC_BG,
    tile_pictogram=Colours.HC_BG,
    deep=Colours.HC_TEXT,
    deep_text=Colours.HC_BG,
    accent=Colours.HC_KEY,
    accent_text=Colours.HC_BG,
    accent_far=Colours.HC_TEXT,
    ring=Colours.HC_KEY,
    band=Colours.HC_BG,
    band_text=Colours.HC_TEXT,
    band_dot=Colours.HC_KEY,
    label=Colours.HC_KEY,
    label_text=Colours.HC_BG,
    dot=Colours.HC_TEXT,
    dot_off=Colours.HC_DISABLED,
    line=Colours.HC_TEXT,
    mark=Colours.HC_TEXT,
    line_px=4.0,
    ring_px=11.0,
    edge=Colours.HC_TEXT,
    edge_px=4.0,
)

THEMES = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST}


def colours_of(theme: str) -> BoardColours:
    """The theme of that name; a name from a newer settings file gives the dark one."""
    return THEMES.get(theme, DARK)
