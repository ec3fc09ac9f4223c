"""What X11 is told of a bar: that it takes no focus, and the edge of the screen that other windows keep off."""

from __future__ import annotations

import logging
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

log = logging.getLogger(__name__)
_ATOM, _CARDINAL = 4, 6
"""Predefined atoms of the core protocol."""


def strut(edge: str, bar: QRect, desktop: QRect) -> tuple[int, ...]:
    """The twelve numbers of _NET_WM_STRUT_PARTIAL (Extended Window Manager Hints 1.5): left, right, top, bottom, and
    from where to where each reaches, in pixels of the server; ``edge`` is ``top``, ``bottom``, or empty for nothing."""
    reach = bar.left(), bar.right()
    if edge == "top":
        return 0, 0, bar.bottom() + 1 - desktop.top(), 0, 0, 0, 0, 0, *reach, 0, 0
    if edge == "bottom":
        return 0, 0, 0, desktop.bottom() + 1 - bar.top(), 0, 0, 0, 0, 0, 0, *reach
    return (0,) * 12


def reserve(window: int, edge: str, bar: QRect, *, scale: float) -> None:
    """Tells X11 what ``window`` keeps for itself; does nothing on other desktops. ``bar`` in Qt's pixels."""
    server = x_server()
    if server is None:
        return
    screen = server.screen()
    whole = QRect(0, 0, screen.width_in_pixels, screen.height_in_pixels)
    values = list(strut(edge, scaled(bar, scale), whole))
    there = server.create_resource_object("window", window)
    for name, numbers in (("_NET_WM_STRUT_PARTIAL", values), ("_NET_WM_STRUT", values[:4])):
        there.change_property(server.intern_atom(name), _CARDINAL, 32, numbers)
    server.sync()
    server.close()


def refuse_focus(window: int) -> None:
    """Takes WM_TAKE_FOCUS away from a window of X11 that accepts no focus: Qt leaves it there, and a window manager
    that looks for the next window would give the focus to this one, which then lets it go (ICCCM 4.1.7)."""
    server = x_server()
    if server is None:
        return
    there = server.create_resource_object("window", window)
    protocols, unwanted = server.intern_atom("WM_PROTOCOLS"), server.intern_atom("WM_TAKE_FOCUS")
    found = there.get_full_property(protocols, _ATOM)
    if found is not None:
        there.change_property(protocols, _ATOM, 32, [atom for atom in found.value if atom != unwanted])
    server.sync()
    server.close()


def x_server() -> Any:
    """A connection to the X server of this desktop; None where there is none, or python-xlib is missing."""
    if QGuiApplication.platformName() != "xcb":
        return None
    try:
        from Xlib import display
        from Xlib.error import ConnectionClosedError, DisplayError
    except ImportError as error:
        log.warning("the X server is not asked: %s", error)
        return None
    try:
        return display.Display()
    except (DisplayError, ConnectionClosedError, OSError) as error:
        log.warning("the X server is not asked: %s", error)
        return None


def scaled(area: QRect, scale: float) -> QRect:
    """``area`` in the server's pixels."""
    left, top = round(area.left() * scale), round(area.top() * scale)
    return QRect(left, top, round(area.width() * scale), round(area.height() * scale))


def edge_near(bar: QRect, area: QRect, within: int = 24) -> str:
    """The edge of ``area`` that a bar was dragged to, within so many pixels; empty for none."""
    if bar.top() <= area.top() + within:
        return "top"
    return "bottom" if bar.bottom() >= area.bottom() - within else ""
