"""Which screen a program fills, by the name in the configuration, also when screens come and go."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import QObject, QSize, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from qtkit.timers import single_shot

log = logging.getLogger(__name__)

_TITLE_BAR = 40


def screen_named(name: str) -> QScreen:
    """The screen called ``name`` (``HDMI-1``), or with that place in the list (``2``); else the primary screen."""
    screens = QGuiApplication.screens()
    found = _among(screens, name)
    if found is None and name:
        log.warning("%s", _unknown(name, screens))
    return found or QGuiApplication.primaryScreen()


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


def bring_forward(window: QWidget) -> None:
    """Shows ``window`` before all others, also when it was minimized."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def show_in_place_of(window: QWidget, other: QWidget) -> None:
    """Shows ``window`` where ``other`` is, as large, and hides that."""
    window.setScreen(other.screen())
    window.setGeometry(other.geometry())
    window.setWindowState(other.windowState())
    window.show()
    window.activateWindow()
    other.hide()


def _fitting(size: QSize, screen: QScreen) -> QSize:
    room = screen.availableGeometry().size() - QSize(0, _TITLE_BAR)
    if size.width() <= room.width() and size.height() <= room.height():
        return size
    return size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)


class ScreensLike(Protocol):
    """What a ScreenKeeper asks of the application; QGuiApplication fits."""

    @property
    def screenAdded(self) -> SignalInstance:  # noqa: N802
        """Signal(QScreen)."""

    @property
    def screenRemoved(self) -> SignalInstance:  # noqa: N802
        """Signal(QScreen)."""

    @property
    def primaryScreenChanged(self) -> SignalInstance:  # noqa: N802
        """Signal(QScreen)."""

    def screens(self) -> list[QScreen]:
        """All screens, the primary one first."""

    def primaryScreen(self) -> QScreen | None:  # noqa: N802
        """None while there is no screen at all."""


class ScreenKeeper(QObject):
    """Keeps ``window`` full screen on the screen called ``name``, or on the primary one, whatever is plugged.

    A name that no screen has: the primary screen until then, and a ``problem``. A screen that goes away while the
    window fills it: where others are left, they may be a clerk's, so the window hides, and works on; it comes back with
    its screen, or when one appears that was not there before (a television moved to another socket). Where none is
    left, the window stays as it is. A screen that changes its resolution is filled again.
    """

    problem_changed = Signal(str)
    """What is wrong with the screen, in one English sentence; empty when the window is where it belongs."""

    def __init__(
        self,
        window: QWidget,
        name: str = "",
        parent: QObject | None = None,
        *,
        screens: ScreensLike | None = None,
        fill: Callable[[QWidget, QScreen], object] = show_on,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self.name = name
        self._screens = screens if screens is not None else cast(ScreensLike, QGuiApplication.instance())
        self._fill = fill
        self.screen: QScreen | None = None
        self._known: tuple[QScreen, ...] = ()
        self._away = False
        self.problem = ""
        # One plug makes several signals, and a new screen has no size at first.
        self._settle = single_shot(self, self.on_settled)
        self._started = False

    def start(self) -> None:
        """Shows the window on its screen, and listens."""
        if not self._started:
            self._started = True
            self._screens.screenAdded.connect(self.on_screens_changed)
            self._screens.primaryScreenChanged.connect(self.on_screens_changed)
            self._screens.screenRemoved.connect(self.on_screen_removed)
        self.on_settled()

    def set_name(self, name: str) -> None:
        """Another screen from now on."""
        if name != self.name:
            self.name, self._away = name, False
            if self._started:
                self.on_settled()

    def close(self) -> None:
        """Listens no more; the window stays where it is."""
        self._settle.stop()
        self._leave()
        if self._started:
            self._started = False
            self._screens.screenAdded.disconnect(self.on_screens_changed)
            self._screens.primaryScreenChanged.disconnect(self.on_screens_changed)
            self._screens.screenRemoved.disconnect(self.on_screen_removed)

    @Slot()
    def on_screens_changed(self) -> None:
        """A screen came, became the primary one, or has another size."""
        self._settle.start(0)

    @Slot()
    def on_screen_removed(self) -> None:
        """A screen went; if it was ours, Qt moves the window to another one right after this."""
        screens = self._screens.screens()
        if self.screen is not None and self.screen not in screens:
            self._leave()
            self._known = tuple(screens)
            self._away = bool(self.name)
        self._settle.start(0)

    @Slot()
    def on_settled(self) -> None:
        """Finds the window's screen among those that there are now."""
        screens = self._screens.screens()
        screen = _among(screens, self.name)
        missing = screen is None and bool(self.name)
        if screen is None:
            screen = self._instead(screens)
        self._away = screen is None and self._away
        problem = _unknown(self.name, screens, waits=screen is None) if missing else ""
        if screen is not None:
            self._move(screen)
        elif screens:
            self._window.hide()
        self._tell(problem)

    @Slot()
    def on_geometry_changed(self) -> None:
        """The screen has another resolution."""
        if self.screen is not None:
            self._settle.start(0)

    def _instead(self, screens: list[QScreen]) -> QScreen | None:
        """Where the window is while no screen has its name."""
        if not self._away:
            return self._screens.primaryScreen()
        new = [screen for screen in screens if screen not in self._known]
        return new[0] if new else None

    def _move(self, screen: QScreen) -> None:
        if screen is not self.screen:
            self._leave()
            self.screen = screen
            screen.geometryChanged.connect(self.on_geometry_changed)
        right = self._window.geometry() == screen.geometry() and self._window.isVisible()
        if not right or self._window.screen() is not screen:
            self._fill(self._window, screen)

    def _leave(self) -> None:
        screen, self.screen = self.screen, None
        if screen is not None:
            screen.geometryChanged.disconnect(self.on_geometry_changed)

    def _tell(self, problem: str) -> None:
        if problem != self.problem:
            self.problem = problem
            if problem:
                log.warning("%s", problem)
            self.problem_changed.emit(problem)


def _among(screens: list[QScreen], name: str) -> QScreen | None:
    """The screen of that name or place; None when there is none."""
    places = enumerate(screens, start=1)
    return next((screen for place, screen in places if name and name in (screen.name(), str(place))), None)


def _unknown(name: str, screens: list[QScreen], *, waits: bool = False) -> str:
    known = ", ".join(screen.name() for screen in screens) or "none"
    until_then = "the window waits for it" if waits else "another one is used meanwhile"
    return f'No screen is called "{name}" (there are: {known}); {until_then}.'
