"""Holds the one ``Screen`` that is shown, and changes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from kiosk.home import first_of, home_of
from kiosk.idle import NUMBER_S, READING_S, IdleClock
from kiosk.modes import NO_MODES, Modes
from kiosk.screen import BRIEF, LISTS, READING, BarNotice, Page, Screen

NOTICE_BAR_S = 8.0
HEARD_S = 30.0
"""So long the last words of a visit stay after they were said to somebody who only hears."""


class ScreenState(QObject):
    """``changed`` carries the new ``Screen`` whenever it differs from the one before. Each visitor is met in
    ``language``."""

    changed = Signal(object)

    def __init__(self, monotonic: Callable[[], float], parent: QObject | None = None, *, language: str = "id") -> None:
        super().__init__(parent)
        self.now = monotonic
        """Seconds that only pass."""
        self._language = language
        self.screen = Screen(language=language)
        self._notice_until = 0.0
        self._leaving = False
        self.idle = IdleClock(monotonic)
        self.offline = True

    @property
    def on_list(self) -> bool:
        """True on a page where the visitor chooses."""
        return self.screen.page in LISTS

    @property
    def on_reading(self) -> bool:
        """True on a page with the visitor's number."""
        return self.screen.page in READING

    @property
    def at_rest(self) -> bool:
        """True on the first page as a new visitor finds it."""
        return self.screen == home_of(self.screen, self._language)

    @property
    def untouched(self) -> bool:
        """True on the first page while nothing is chosen there, in whatever language and mode."""
        return replace(self.screen, language=self._language, modes=NO_MODES) == home_of(self.screen, self._language)

    def show(self, **changes: object) -> None:
        """Shows the screen with some of its fields changed."""
        self._set(replace(self.screen, **changes))  # type: ignore[arg-type]

    def show_staff(self, **changes: object) -> None:
        """Shows the staff's page with some of its fields changed; somebody is there."""
        self.idle.touched()
        self.show(staff=replace(self.screen.staff, **changes))  # type: ignore[arg-type]

    def show_reading(self, **changes: object) -> None:
        """Shows a page that is read, with its whole time."""
        self.idle.touched()
        whole = _reading_time(self.screen.modes, changes.get("page", self.screen.page))
        rest = {
            "busy": "",
            "notice_bar": None,
            "idle_left": None,
            "asking": False,
            "choosing_language": False,
            "choosing_modes": False,
        }
        self.show(**{**rest, "seconds_left": whole, "seconds_whole": whole, **changes})

    def show_page(self, page: Page, **changes: object) -> None:
        """Shows that page; one that is read with its whole time."""
        show = self.show_reading if page in READING else self.show
        show(page=page, notice_bar=None, **changes)

    def use(self, modes: Modes) -> None:
        """The visitor uses the kiosk in these modes from now on."""
        self.show(modes=modes)
        if self.on_reading:
            whole = _reading_time(self.screen.modes, self.screen.page)
            self.show(seconds_whole=whole, seconds_left=min(self.idle.left(whole), whole))

    def stay(self) -> None:
        """The visitor is here: the page has its whole time again, and a language that was about to go stays."""
        self.idle.touched()
        self._leaving = False
        if self.screen.idle_left is not None or self.on_reading:
            self.show(idle_left=None, seconds_left=self.screen.seconds_whole)

    def touched(self) -> None:
        """Any touch: the visitor is here. On the page with a number it may be the next one, who does not make the page
        of the one before longer."""
        if self.screen.page is not Page.TICKET:
            self.stay()

    def say(self, notice: BarNotice) -> None:
        """Shows a calm line for 8 seconds."""
        self._notice_until = self.now() + NOTICE_BAR_S
        self.show(notice_bar=notice)

    def hear(self) -> None:
        """Somebody listens: nothing that goes by itself goes until they have heard it."""
        self.idle.touched()
        if self._leaving:
            self._notice_until = self.now() + HEARD_S

    def expire(self) -> None:
        """Takes the line away when its time is over, and with a visitor's last words the language of the visit."""
        if self.now() < self._notice_until:
            return
        if self._leaving:
            self.go_home()
        elif self.screen.notice_bar is not None:
            self.show(notice_bar=None)

    def leave(self, notice: BarNotice | None = None) -> None:
        """The visit is over: the first page, in the hall's language. What is said last, ``notice`` or the notice in the
        first page's place, stays for 8 seconds, for whoever only hears for 30, in the language and the modes of the
        visit."""
        before = self.screen
        self.idle.touched()
        home = first_of(self.screen, self._language, offline=self.offline)
        says = notice is not None or home.page is Page.NOTICE
        if says:
            self._notice_until = self.now() + (HEARD_S if before.modes.spoken else NOTICE_BAR_S)
            home = replace(home, language=before.language, modes=before.modes, notice_bar=notice)
        self._set(home)
        self._leaving = says  # last: a button that goes hands its focus on, as a key does

    def begin_again(self) -> None:
        """The first page for whoever is there, in the language and the modes of the visit."""
        self.go_home(language=self.screen.language, modes=self.screen.modes)

    def go_home(self, *, language: str = "", modes: Modes = NO_MODES) -> None:
        """The first page, in the hall's language unless another is given, with those modes and without priority; while
        the store is away or the business day is not ready, the notice in its place."""
        self.idle.touched()
        self._leaving = False
        first = first_of(self.screen, self._language, offline=self.offline)
        self._set(replace(first, language=language or self._language, modes=modes))

    def speak_as_the_hall(self) -> None:
        """Whoever chose another language or a mode has left: the page stays, as the hall has it, without a list."""
        self._leaving = False
        self.show(language=self._language, modes=NO_MODES, choosing_language=False, choosing_modes=False)

    def _set(self, screen: Screen) -> None:
        if screen != self.screen:
            self.screen = screen
            self.changed.emit(screen)


def _reading_time(modes: Modes, page: object) -> int:
    """Seconds of a page that is read."""
    return modes.patience(NUMBER_S if page in BRIEF else READING_S)
