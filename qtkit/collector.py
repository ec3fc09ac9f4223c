"""Python's search for garbage, kept to the GUI thread.

Python looks for objects that hold only each other in whatever thread has just made one. A timer or a window found by a
thread that reads the database is destroyed there, and Qt crashes in the GUI thread. And a search through all that a
program has loaded takes a tenth of a second, in which a call is painted late.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Slot

from qtkit.spare_memory import give_back
from qtkit.timers import repeating, single_shot

EVERY_MS = 1000
SETTLE_MS = 20_000
"""After so long a program has loaded what it needs. That is set aside and never searched: a look through it held the
GUI thread for 0.1 to 0.25 s and found some 1,500 small objects."""


class Collector(QObject):
    """Searches in the thread that built it, as often as Python's own thresholds ask for it, from ``settle_ms`` after
    ``start`` until ``close``; what is there by then stays."""

    def __init__(self, parent: QObject | None = None, *, every_ms: int = EVERY_MS, settle_ms: int = SETTLE_MS) -> None:
        super().__init__(parent)
        self._was_enabled = False
        self._regular = repeating(self, self._look, every_ms)
        self._settled = single_shot(self, self._set_aside, settle_ms)

    def start(self) -> None:
        """Takes the search over."""
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._settled.start()

    def close(self) -> None:
        """Gives it back to Python."""
        self._regular.stop()
        self._settled.stop()
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()

    @Slot()
    def _look(self) -> None:
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return

    @Slot()
    def _set_aside(self) -> None:
        gc.freeze()
        give_back()
        self._regular.start()
