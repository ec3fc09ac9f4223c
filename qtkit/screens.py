"""Which screen a program fills, by the name in the configuration."""

from __future__ import annotations

import logging

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

log = logging.getLogger(__name__)


def screen_named(name: str) -> QScreen:
    """The screen called ``name`` (``HDMI-1``), or with that place in the list (``2``); else the primary screen."""
    screens = QGuiApplication.screens()
    for place, screen in enumerate(screens, start=1):
        if name and name in (screen.name(), str(place)):
            return screen
    if name:
        known = ", ".join(screen.name() for screen in screens)
        log.warning('no screen is called "%s" (there are: %s): using the primary one', name, known)
    return QGuiApplication.primaryScreen()


def show_on(window: QWidget, screen: QScreen, *, windowed: bool = False, size: QSize | None = None) -> None:
    """Shows ``window`` full screen on ``screen``, or as a window of ``size`` when asked."""
    window.setScreen(screen)
    if windowed or size is not None:
        if size is not None:
            window.resize(size)
        window.show()
        return
    window.setGeometry(screen.geometry())  # without it the window manager may choose another screen
    window.showFullScreen()
