"""What is touched: its size and the room around it in millimetres of the screen, and whether hands reach it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.widgets.card import CardBase
from tools.access.shown import Shown

REACH = (380.0, 1220.0)
"""Millimetres above the floor between which a seated person reaches (EN 301 549, 8.3)."""
BOTTOM = 900.0
"""How high above the floor the lower edge of a kiosk's screen usually is, in millimetres."""


def target_sizes(shown: Shown) -> Iterator[tuple[float, str]]:
    """The smaller side of everything that is touched."""
    for control in shown.touched:
        yield _side(shown, control), control.objectName() or control.accessibleName()


def tile_sizes(shown: Shown) -> Iterator[tuple[float, str]]:
    """The smaller side of the cards of agencies, services and needs."""
    for control in shown.touched:
        if isinstance(control, CardBase) and hasattr(control, "title"):
            yield _side(shown, control), control.objectName()


def gaps(shown: Shown) -> Iterator[tuple[float, str]]:
    """The room between each two targets that are neighbours; below 0 they lie over one another."""
    places = [(one.objectName(), shown.place(one)) for one in shown.controls]
    for (one, place), (other, beside) in combinations(places, 2):
        between = _between(place, beside)
        if between < shown.scale.mm(20):
            yield between / shown.scale.px_per_mm, f"{one} – {other}"


def reach(shown: Shown) -> Iterator[tuple[float, str]]:
    """In the low mode: how far each target lies outside of what a seated person reaches."""
    if "low" not in shown.case.modes:
        return
    lowest, highest = REACH
    for control in shown.touched:
        place = shown.place(control)
        top, bottom = (_above_floor(shown, y) for y in (place.top(), place.bottom()))
        yield max(0.0, top - highest, lowest - bottom), control.objectName()


def two_touches(shown: Shown) -> Iterator[tuple[float, str]]:
    """Each widget that takes gestures of several fingers."""
    wants = [one for one in shown.window.findChildren(QWidget) if one.testAttribute(_TOUCHES)]
    yield len(wants), ", ".join(one.objectName() for one in wants)


_TOUCHES = Qt.WidgetAttribute.WA_AcceptTouchEvents


def _side(shown: Shown, control: QAbstractButton) -> float:
    return min(control.width(), control.height()) / shown.scale.px_per_mm


def _between(one: QRect, other: QRect) -> float:
    """Pixels between two rectangles along the axis on which they are apart; below 0 where they meet."""
    across = max(one.left() - other.right(), other.left() - one.right()) - 1
    along = max(one.top() - other.bottom(), other.top() - one.bottom()) - 1
    return max(across, along)


def _above_floor(shown: Shown, y: int) -> float:
    return BOTTOM + (shown.window.height() - y) / shown.scale.px_per_mm
