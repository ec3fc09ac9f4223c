"""A real kiosk, counter or board in a process of its own, offscreen, that writes down when it painted and what it used.

    python -m benchmarks.idle_process [--pulse] kiosk|counter|display JOURNAL -- OPTIONS OF THE PROGRAM

Each line of the journal is one JSON object with ``at``, by ``time.time()``: ``{"painted": true}`` after the first
paint, ``{"ready": true}`` when it shows the hall, then once a second ``{"cpu_s": …, "memory_kb": …}``, or with
``--pulse`` ``{"pause_ms": …, "work_ms": …}``: the longest time of that second in which the GUI thread handled no event,
and the most that it computed itself in any such time, which other programs of the machine do not lengthen.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from benchmarks.boards import PIN
from qtkit.loading import load_lightly

_BEAT_MS = 1


class Journal(QObject):
    """Writes what a program does."""

    def __init__(self, path: Path, app: Any, *, pulse: bool) -> None:
        super().__init__()
        self._file = path.open("a", encoding="utf-8", buffering=1)
        self._app = app
        self._ready = False
        self._longest = self._most_work = 0.0
        self._last = (time.perf_counter(), time.thread_time())
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.on_second)
        self._beat = QTimer(self, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self.on_beat)
        self._pulse = pulse
        app.window.painted.connect(self.on_painted, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def on_painted(self) -> None:
        """The first paint is over."""
        self._write(painted=True)
        self._second.start()

    @Slot()
    def on_second(self) -> None:
        """Looks whether the hall is shown; from then on tells what the process uses, or how long it paused."""
        if not self._ready:
            self._ready = _shows_hall(self._app)
            if self._ready:
                self._write(ready=True)
                if self._pulse:
                    self._last = (time.perf_counter(), time.thread_time())
                    self._beat.start()
        elif self._pulse:
            self._write(pause_ms=round(self._longest * 1e3, 2), work_ms=round(self._most_work * 1e3, 2))
            self._longest = self._most_work = 0.0
        else:
            self._write(cpu_s=time.process_time(), memory_kb=_resident_kb())

    @Slot()
    def on_beat(self) -> None:
        """The GUI thread handles events: how long did it not?"""
        now = (time.perf_counter(), time.thread_time())
        self._longest = max(self._longest, now[0] - self._last[0])
        self._most_work = max(self._most_work, now[1] - self._last[1])
        self._last = now

    def _write(self, **what: Any) -> None:
        self._file.write(json.dumps({**what, "at": time.time()}) + "\n")


def _shows_hall(app: Any) -> bool:
    """Whether the hall stands on the screen; a counter is signed in at first."""
    kind = type(app).__name__
    if kind == "DisplayApp":
        return bool(app.presenter.picture.known)
    if kind == "KioskApp":
        return bool(app.window.page == "agencies")
    if app.presenter.state.roster is not None and app.window.page == "sign_in":
        app.presenter.signing_in.sign_in(f"clerk-{app.presenter.state.chosen.lower()}", PIN)
    return bool(app.window.page == "desk")


def _resident_kb() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def main() -> int:
    """Run the program until it is ended."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.idle_process")
    parser.add_argument("program", choices=("kiosk", "counter", "display"))
    parser.add_argument("journal", type=Path)
    parser.add_argument("--pulse", action="store_true")
    parser.add_argument("rest", nargs="*")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    load_lightly()  # as each program's __main__ does
    if options.program == "kiosk":
        from kiosk.app import KioskApp as Program
    elif options.program == "counter":
        from counter.app import CounterApp as Program  # type: ignore[assignment]
    else:
        from display.app import DisplayApp as Program  # type: ignore[assignment]
    app = Program(options.rest)
    journal = Journal(options.journal, app, pulse=options.pulse)
    code = app.run()
    del journal
    return code


if __name__ == "__main__":
    sys.exit(main())
