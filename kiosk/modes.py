"""How a visitor uses the kiosk: modes that hold on every page until the visitor leaves."""

from __future__ import annotations

from dataclasses import dataclass, fields

from kiosk.idle import TIMES_LONGER


@dataclass(frozen=True, slots=True)
class Modes:
    """``large`` sets all text at 7.3 mm capitals and more in Atkinson Hyperlegible; ``contrast`` is light on black;
    ``low`` has every control between 380 and 1,220 mm above the floor; ``calm`` is without motion; ``unhurried`` has
    every page wait ten times as long; ``spoken`` says everything aloud."""

    large: bool = False
    contrast: bool = False
    low: bool = False
    calm: bool = False
    unhurried: bool = False
    spoken: bool = False

    def patience(self, seconds: int) -> int:
        """How long a page waits that usually waits so many ``seconds``."""
        return seconds * TIMES_LONGER if self.unhurried else seconds


NO_MODES = Modes()
"""As a new visitor finds the kiosk."""
MODES = tuple(field.name for field in fields(Modes))
"""Their names, in the order of their list."""
SHOWN = ("large", "contrast", "low", "calm", "unhurried")
"""Those that every machine has."""
