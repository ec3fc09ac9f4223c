"""What both kinds of demonstration need of the system: a screen or none, and an orderly end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_PROBE_S = 5.0
_PROBE = (
    "from PySide6.QtGui import QGuiApplication as A; a = A([]); g = a.primaryScreen().availableGeometry();"
    "print(g.x(), g.y(), g.width(), g.height())"
)


def begin_probe() -> subprocess.Popen[bytes] | None:
    """Begin to look for a screen, in a process of its own: with a display that does not answer, Qt aborts.

    None when there is surely none.
    """
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in {"offscreen", "minimal", "vnc"}:
        return None
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return None
    return subprocess.Popen([sys.executable, "-c", _PROBE], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def screen_area(probe: subprocess.Popen[bytes] | None) -> tuple[int, int, int, int] | None:
    """The free area of the main screen (x, y, width, height in pixels), None where there is no screen."""
    if probe is None:
        return None
    with probe:
        try:
            found, _ = probe.communicate(timeout=_PROBE_S)
        except subprocess.TimeoutExpired:
            probe.kill()
            return None
    if probe.returncode != 0:
        return None
    x, y, width, height = (int(part) for part in found.split())
    return x, y, width, height


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Turns SIGTERM and SIGHUP into KeyboardInterrupt while the block runs, so that its clean-ups are made."""
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, _interrupt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
