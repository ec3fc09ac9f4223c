"""Holds the one ``Screen`` that is shown, and changes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from kiosk.hours import UNREADY, day_unready
from kiosk.idle import READING_S, IdleClock
from kiosk.screen import LISTS, READING, Page, Screen, Strip

STRIP_S = 8.0


class ScreenState(QObject):
    """``changed`` carries the new ``Screen`` whenever it differs from the one before. Each visitor is met in
    ``language``."""

    changed = Signal(object)

    def __init__(self, monotonic: Callable[[], float], parent: QObject | None = None, *, language: str = "id") -> None:
        super().__init__(parent)
        self._monotonic = monotonic
        self._language = language
        self._screen = Screen(language=language)
        self._strip_until = 0.0
        self.idle = IdleClock(monotonic)
        self.offline = True

    @property
    def screen(self) -> Screen:
        """What is shown now."""
        return self._screen

    def now(self) -> float:
        """Seconds that only pass."""
        return self._monotonic()

    @property
    def on_list(self) -> bool:
        """True on a page where the visitor chooses."""
        return self._screen.page in LISTS

    @property
    def on_reading(self) -> bool:
        """True on a page with the visitor's number."""
        return self._screen.page in READING

    @property
    def at_rest(self) -> bool:
        """True on the first page as a new visitor finds it."""
        return self._screen == self._home()

    def show(self, **changes: object) -> None:
        """Shows the screen with some of its fields changed."""
        self._set(replace(self._screen, **changes))  # type: ignore[arg-type]

    def show_number(self, **changes: object) -> None:
        """Shows a page with the visitor's number, with its whole time to read."""
        self.idle.touched()
        self.show(busy="", strip=None, idle_left=None, seconds_left=READING_S, asking=False, **changes)

    def say(self, strip: Strip) -> None:
        """Shows a calm line for 8 seconds."""
        self._strip_until = self._monotonic() + STRIP_S
        self.show(strip=strip)

    def expire_strip(self) -> None:
        """Takes the line away when its time is over."""
        if self._screen.strip is not None and self._monotonic() >= self._strip_until:
            self.show(strip=None)

    def go_home(self) -> None:
        """The first page in the hall's language and without priority; while the store is away or the business day
        is not ready, the notice in its place."""
        self.idle.touched()
        home = self._home()
        self._set(replace(home, page=Page.NOTICE, notice="unavailable") if self.offline else home)

    def _home(self) -> Screen:
        """The first page; the calm notice in its place while the business day waits for the staff."""
        view = self._screen.view
        if day_unready(view):
            return Screen(page=Page.NOTICE, notice=UNREADY, language=self._language, view=view)
        return Screen(page=Page.AGENCIES, language=self._language, view=view)

    def _set(self, screen: Screen) -> None:
        if screen != self._screen:
            self._screen = screen
            self.changed.emit(screen)
