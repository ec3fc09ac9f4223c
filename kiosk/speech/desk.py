"""Whether the kiosk speaks: switched by a key, headphones or the list of Akses, for as long as the visit lasts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hall.wording import BothNames
from kiosk.screen import Page
from kiosk.screen_state import ScreenState


class SpeechDesk:
    """Switches the mode. ``listens`` says whether somebody is being told something."""

    def __init__(self, state: ScreenState) -> None:
        self._state = state
        self.listens: Callable[[], bool] = lambda: False

    def offer(self, *, ready: bool, trouble: str = "") -> None:
        """The kiosk can speak from now on, or cannot, and why."""
        self._state.show(speech=replace(self._state.screen.speech, ready=ready, trouble=trouble))

    def set_paper_place(self, place: BothNames) -> None:
        """Where the paper of this machine comes out."""
        self._state.show(speech=replace(self._state.screen.speech, paper_place=place))

    def toggle(self) -> None:
        """The key: on or off."""
        self.switch(on=not self._state.screen.modes.spoken)

    def switch(self, *, on: bool) -> None:
        """On, where the kiosk can speak, or off."""
        screen = self._state.screen
        if on == screen.modes.spoken or screen.page is Page.LOADING or (on and not screen.speech.ready):
            return
        self._state.touched()
        page = Page.AGENCIES if screen.page is Page.ATTRACT else screen.page
        self._state.show(page=page, modes=replace(screen.modes, spoken=on))

    def hold(self) -> None:
        """Each second: as long as a visitor listens, no time of the page passes."""
        if self._state.screen.modes.spoken and self.listens():
            self._state.hear()
