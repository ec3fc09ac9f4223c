"""The shortcuts of a program in every other one: taken while they are wanted, and given back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from hall.shortcuts import Shortcut

log = logging.getLogger(__name__)


class Grabber(Protocol):
    """What takes keys on one kind of desktop. ``pressed`` is a signal with the Shortcut, from whatever thread."""

    @property
    def pressed(self) -> Any: ...

    def take(self, shortcuts: tuple[Shortcut, ...]) -> tuple[Shortcut, ...]:
        """Takes keys; returns those that another program has, or that the keyboard lacks."""
        ...

    def give_back(self) -> None:
        """Gives all of them back; nothing is said of a key afterwards."""
        ...

    def close(self) -> None:
        """Ends; ``give_back`` first."""
        ...


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking keys: ``possible`` on this desktop at all, and those of them that are another program's."""

    possible: bool = True
    missing: tuple[Shortcut, ...] = field(default=())


class GlobalKeys(QObject):
    """``pressed`` carries the action of a shortcut that was pressed while they are taken, on the GUI thread. What takes
    them is made by ``make`` when they are first wanted: most desks never want them."""

    pressed = Signal(str)

    def __init__(
        self, keys: Mapping[Shortcut, str], make: Callable[[], Grabber | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._keys, self._make = keys, make
        self._grabber: Grabber | None = None
        self._made = False
        self._taken: Taken | None = None

    def take(self) -> Taken:
        """Takes the keys, once; says what came of it."""
        if not self._made:
            self._made = True
            self._grabber = self._make()
            if self._grabber is not None:
                self._grabber.pressed.connect(self._on_pressed, Qt.ConnectionType.QueuedConnection)
        if self._taken is None:
            grabber = self._grabber
            missing = grabber.take(tuple(self._keys)) if grabber is not None else ()
            self._taken = Taken(grabber is not None, missing)
            if missing:
                log.warning("shortcuts that another program has: %s", ", ".join(map(str, missing)))
        return self._taken

    def give_back(self) -> None:
        """Gives the keys back."""
        if self._taken is not None and self._grabber is not None:
            self._grabber.give_back()
        self._taken = None

    def close(self) -> None:
        """Gives the keys back and ends."""
        self.give_back()
        if self._grabber is not None:
            self._grabber.close()

    @Slot(object)
    def _on_pressed(self, shortcut: Shortcut) -> None:
        if self._taken is not None and shortcut in self._keys:
            self.pressed.emit(self._keys[shortcut])


def grabber_here() -> Grabber | None:
    """What takes keys on this desktop; None where programs get none, as on Wayland."""
    platform = QGuiApplication.platformName()
    if platform == "windows":
        from qtkit.global_keys.windows import WindowsGrabber

        return WindowsGrabber()
    if platform == "xcb":
        from qtkit.global_keys.x11 import x11_grabber

        return x11_grabber()
    return None


def no_grabber() -> None:
    """Takes no keys: where nobody works in another program."""
