"""The visitor chooses how to use the kiosk."""

from __future__ import annotations

from dataclasses import replace

from kiosk.modes import MODES
from kiosk.screen_state import ScreenState
from kiosk.visit import Visit


class ModesChoice:
    """Each method answers one touch or key."""

    def __init__(self, state: ScreenState, visit: Visit) -> None:
        self._state, self._visit = state, visit

    def ask(self) -> None:
        """The key for the modes: their list, or away with it."""
        if self._visit.accepts():
            self._state.stay()
            self._state.show(choosing_modes=not self._state.screen.choosing_modes, choosing_language=False)

    def choose(self, mode: str) -> None:
        """A mode of the list, on or off, at once; the list stays, for somebody may need two."""
        modes = self._state.screen.modes
        if mode in MODES and self._visit.accepts():
            self._state.stay()
            self._state.use(replace(modes, **{mode: not getattr(modes, mode)}))

    def take_time(self) -> None:
        """The one action of whoever needs more time, for the whole visit."""
        self._state.stay()
        self._state.use(replace(self._state.screen.modes, unhurried=True))
