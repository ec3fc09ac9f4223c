"""Which screen a program fills, by the name in the configuration."""

from __future__ import annotations

import logging

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

log = logging.getLogger(__name__)

_TITLE_BAR = 40


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
    """Shows ``window`` full screen on ``screen``, or as a window of ``size`` when asked; without a size it keeps its
    own, made smaller in its proportions where the screen has less room."""
    window.setScreen(screen)
    if windowed or size is not None:
        window.resize(size or _fitting(window.size(), screen))
        window.show()
        return
    window.setGeometry(screen.geometry())  # without it the window manager may choose another screen
    window.showFullScreen()


def _fitting(size: QSize, screen: QScreen) -> QSize:
    room = screen.availableGeometry().size() - QSize(0, _TITLE_BAR)
    if size.width() <= room.width() and size.height() <= room.height():
        return size
    return size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
