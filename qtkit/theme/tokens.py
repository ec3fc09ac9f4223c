"""Every colour, contrast rule and duration of the house; the only file that holds hex colours."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

_LEAST_ACCENT_CONTRAST = 7.0  # WCAG 2.2, 1.4.6 (level AAA), for the white icon on an agency's tile


class Colours:
    """The palette, one constant for each token of the look; contrasts are computed there with the WCAG 2 formula."""

    WHITE = QColor("#FFFFFF")

    CANVAS = QColor("#F5F2EB")
    SURFACE = QColor("#FFFFFF")
    SUNK = QColor("#EAE5D9")
    LINE = QColor("#D9D2C3")
    LINE2 = QColor("#857D6C")
    INK = QColor("#0E2233")
    INK2 = QColor("#3A4753")
    STONE = QColor("#55514A")

    TELUK900 = QColor("#06323F")
    TELUK800 = QColor("#083F4E")
    TELUK700 = QColor("#0B5163")
    TELUK600 = QColor("#14667A")
    TELUK_EDGE = QColor("#2F7386")
    TELUK100 = QColor("#DCECEF")
    TELUK50 = QColor("#EFF6F7")
    # The dark band of the hall's name.
    BAND_KEY = QColor("#0B5163")
    BAND_PRESSED = QColor("#06323F")
    BAND_TEXT = QColor("#DCECEF")
    BAND_LINE = QColor("#083F4E")
    # The edge of what cannot be used now.
    OFF_EDGE = QColor("#D9D2C3")

    # Under white: buttons, chosen things. Apart from TELUK700, which is ink too and is light in the dark look.
    ACCENT_FILL = QColor("#0B5163")
    ACCENT_INK = QColor("#0B5163")
    ON_ACCENT = QColor("#FFFFFF")
    ACCENT_HOVER = QColor("#083F4E")
    ACCENT_PRESSED = QColor("#06323F")

    AMBER = QColor("#FFC233")
    AMBER100 = QColor("#FFEDC4")
    AMBER_EDGE = QColor("#E5A400")
    AMBER_INK = QColor("#573800")
    # What is amber only in the usual look: in high contrast amber is ink.
    ON_AMBER = QColor("#0E2233")
    AMBER_TILE = QColor("#0E2233")
    AMBER_PRESSED = QColor("#FFCE5C")
    PRIORITY = QColor("#FFC233")
    PRIORITY_PRESSED = QColor("#E5A400")
    RED = QColor("#8A1C1C")
    RED100 = QColor("#FBE4E1")
    GREEN = QColor("#0D5134")
    GREEN100 = QColor("#DCF0E5")

    NAVY950 = QColor("#051527")
    NAVY900 = QColor("#0A2138")
    NAVY800 = QColor("#12304D")
    NAVY700 = QColor("#1D4265")
    NAVY200 = QColor("#C6D5E4")
    NAVY_LINE = QColor("#24425F")
    TICKER = QColor("#0F3F4B")

    HC_BG = QColor("#000000")
    HC_TEXT = QColor("#FFFFFF")
    HC_KEY = QColor("#FFE94A")
    HC_DISABLED = QColor("#9A9A9A")

    DESK = QColor("#EEF1F2")
    DESK_TEXT2 = QColor("#4A5763")
    DESK_LINE = QColor("#D5DBDE")
    DESK_EDGE = QColor("#B9C3C8")
    DESK_FIELD = QColor("#7C8890")
    DESK_BLUE = QColor("#1D4E89")
    DESK_BLUE100 = QColor("#E6EEF5")
    DESK_HOVER = QColor("#F4F6F7")
    DESK_DISABLED = QColor("#7C8890")
    DESK_LATE = QColor("#B47B00")
    DESK_TRACK = QColor("#E3E8EA")
    DESK_GOOD = QColor("#1B8A5A")

    @classmethod
    def named(cls) -> dict[str, QColor]:
        """Every token by its lower-case name (``teluk700``), for style sheets and tests."""
        return {name.lower(): value for name, value in vars(cls).items() if isinstance(value, QColor)}


class Finish:
    """How edges and shadows are drawn: all edges ``edge`` times as wide, and whether anything casts a shadow. Changed
    in place, as the colours are."""

    edge = 1.0
    shadows = True


@dataclass(frozen=True, slots=True)
class Durations:
    """How long each motion of the house takes, in milliseconds; easing is OutCubic everywhere."""

    press: int = 80
    page: int = 180
    ticket: int = 240
    call_wipe: int = 320
    call_pulse: int = 500
    call_pulses: int = 4
    current_call_drop: int = 240


DURATIONS = Durations()


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def accent(colour: str) -> QColor:
    """An agency's ``#RRGGBB``, darkened in HSL until white on it reaches 7:1; teluk700 when it is no colour."""
    found = QColor(colour)
    if not found.isValid():
        return QColor(Colours.TELUK700)
    hue, saturation, lightness = max(found.hslHueF(), 0.0), found.hslSaturationF(), found.lightnessF()
    while contrast(found, Colours.WHITE) < _LEAST_ACCENT_CONTRAST:
        lightness -= 0.005
        found = QColor.fromHslF(hue, saturation, max(lightness, 0.0))
    return found


def with_alpha(colour: QColor, share: float) -> QColor:
    """``colour`` with the opacity ``share`` (0 to 1)."""
    return QColor(colour.red(), colour.green(), colour.blue(), round(255 * share))


def blend(start: QColor, end: QColor, share: float) -> QColor:
    """The colour at ``share`` (0 to 1) of the way from ``start`` to ``end``, each channel by itself."""
    return QColor(
        round(start.red() + (end.red() - start.red()) * share),
        round(start.green() + (end.green() - start.green()) * share),
        round(start.blue() + (end.blue() - start.blue()) * share),
        round(start.alpha() + (end.alpha() - start.alpha()) * share),
    )


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(value) for value in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
