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


class Interruption:
    """Whether somebody asked for the end: an exception that is raised while Python destroys an object, or in a callback
    of C, is printed and forgotten, so that whoever works in a loop asks again."""

    def __init__(self) -> None:
        self._asked = False

    def hear(self, _number: int, _frame: FrameType | None) -> None:
        """The handler of a signal. Raises KeyboardInterrupt."""
        self._asked = True
        raise KeyboardInterrupt

    def check(self) -> None:
        """Raises KeyboardInterrupt when somebody asked."""
        if self._asked:
            raise KeyboardInterrupt


@contextmanager
def ended_by_signals() -> Iterator[Interruption]:
    """Turns Ctrl+C, SIGTERM and SIGHUP into KeyboardInterrupt while the block runs, so that its clean-ups are made.

    Whoever ignores Ctrl+C, as a program in the background does, goes on ignoring it.
    """
    asked = Interruption()
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    before = {number: signal.signal(number, asked.hear) for number in (numbers[1:] if ignored else numbers)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
