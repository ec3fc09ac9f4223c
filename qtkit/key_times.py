"""When a key was pressed."""

from __future__ import annotations

import time

from PySide6.QtGui import QKeyEvent


def pressed_at(event: QKeyEvent) -> float:
    """Seconds of one clock at which the system noticed the key, on a busy machine some time before its event is
    handled; of an event that says nothing of it, now."""
    return event.timestamp() / 1000 if event.timestamp() else time.monotonic()
