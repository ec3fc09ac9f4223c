"""Plus Jakarta Sans in every size and weight; weights come from the variable axis, never from a style sheet.

Atkinson Hyperlegible takes its place while a visitor wants large text (``wear_legible``).
"""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import ParamSpec, TypeVar

from PySide6.QtGui import QFont, QFontDatabase

log = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")

FAMILY = "Plus Jakarta Sans"
CAPITALS = 0.745
"""Height of a capital as a share of the pixel size."""

LEGIBLE = "Atkinson Hyperlegible"
"""The typeface of large text: its letters are hard to mistake for each other."""
LEGIBLE_CAPITALS = 0.668

_PACKAGE = "fontpkg_plus_jakarta_sans"
_LEGIBLE_PACKAGE = "fontpkg_atkinson_hyperlegible"
_LEGIBLE_FILES = ("AtkinsonHyperlegible-Regular.ttf", "AtkinsonHyperlegible-Bold.ttf")
_BOLD_FROM = 600
_TITLE_PX = 44.0  # from here on letters are 1.5 % closer


def package_file(package: str, name: str) -> Path:
    """The file ``name`` inside an installed ``package``, found without importing it.

    Raises FileNotFoundError when the package or the file is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is not None and spec.submodule_search_locations:
        path = Path(spec.submodule_search_locations[0]) / name
        if path.is_file():
            return path
    raise FileNotFoundError(f"{name} of the package {package} is missing: install the program again")


@lru_cache(maxsize=1)
def load_fonts() -> None:
    """Registers the house's typeface with Qt, once; needs a running QApplication."""
    path = package_file(_PACKAGE, "files/PlusJakartaSans[wght].ttf")
    if QFontDatabase.addApplicationFont(str(path)) < 0:
        raise FileNotFoundError(f"Qt cannot read the font {path}")


class Typeface:
    """The typeface of now, and the size in pixels that no text begins below; changed in place, as the colours are."""

    family = FAMILY
    least_px = 0.0


_kept_fits: list[Callable[[], None]] = []


def kept_for_typeface(maxsize: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keeps the last ``maxsize`` answers of a function that fits text, until the typeface changes."""

    def keep(function: Callable[P, R]) -> Callable[P, R]:
        kept = lru_cache(maxsize=maxsize)(function)
        _kept_fits.append(kept.cache_clear)
        return kept  # type: ignore[return-value]  # mypy takes the arguments of lru_cache's call for any hashable

    return keep


def wear_legible(least_px: float) -> None:
    """Sets all text in the legible typeface from now on, none beginning below ``least_px`` pixels; in the usual one,
    as large, where it is not installed. Whoever calls it repaints."""
    _wear(LEGIBLE if _has_legible() else FAMILY, least_px)


def wear_usual() -> None:
    """Sets all text in the house's typeface again."""
    _wear(FAMILY, 0.0)


def _wear(family: str, least_px: float) -> None:
    if (family, least_px) != (Typeface.family, Typeface.least_px):
        Typeface.family, Typeface.least_px = family, least_px
        for clear in _kept_fits:
            clear()


def load_legible() -> None:
    """Registers the typeface of large text with Qt; as ``load_fonts``. Raises FileNotFoundError."""
    for name in _LEGIBLE_FILES:
        path = package_file(_LEGIBLE_PACKAGE, f"files/{name}")
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(f"Qt cannot read the font {path}")


@lru_cache(maxsize=1)
def _has_legible() -> bool:
    try:
        load_legible()
    except FileNotFoundError as error:
        log.warning("large text is set in the usual typeface: %s", error)
        return False
    return True


def font(px: float, weight: int = 500, *, tabular: bool = False) -> QFont:
    """The house font at ``px`` pixels (rounded, at least 1) and ``weight`` 200 to 800.

    ``tabular`` gives figures of one width, for numbers, clocks and columns. Words are 5 % wider apart; text of
    44 px and more is set 1.5 % closer, unless tabular.
    """
    return QFont(_font(max(1, round(px)), weight, tabular, Typeface.family))


@lru_cache(maxsize=256)
def _font(px: int, weight: int, tabular: bool, family: str) -> QFont:
    load_fonts()
    made = QFont(family)
    made.setPixelSize(px)
    if family == LEGIBLE:
        made.setWeight(QFont.Weight.Bold if weight >= _BOLD_FROM else QFont.Weight.Normal)
    else:
        made.setVariableAxis(QFont.Tag("wght"), weight)
    made.setWordSpacing(0.05 * px)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    elif px >= _TITLE_PX and family == FAMILY:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -0.015 * px)
    return made
