"""A real board in a process of its own, offscreen, that writes down what it painted and what it says.

    python -m benchmarks.board_process JOURNAL --config FILE --station NAME [--scaled START SPEED BEGAN]

Each line of the journal is one JSON object: ``{"painted": [seq, …], "at": seconds}`` right after the paint, by
``time.time()``; ``{"said": seq, "at": …}``; ``{"ready": …}`` when the database was read for the first time;
``{"memory_kb": …, "handles": …, "cpu_s": …, "at": …}`` once a second when ``--watch`` is given.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, SignalInstance, Slot


class Journal(QObject):
    """Writes what a board does."""

    def __init__(self, path: Path, app: Any, *, watch: bool) -> None:
        super().__init__()
        self._file = path.open("a", encoding="utf-8", buffering=1)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.on_second)
        app.presenter.known.connect(self.on_known)
        app.presenter.connected.connect(self.on_connected)
        app.announcer.spoken.connect(self.on_spoken)
        if watch:
            self._timer.start()

    @Slot(tuple)
    def on_known(self, seqs: tuple[int, ...]) -> None:
        """These stand on the screen."""
        self._write(painted=list(seqs))

    @Slot()
    def on_connected(self) -> None:
        """The first picture of the hall stands."""
        self._write(ready=True)

    @Slot(int)
    def on_spoken(self, seq: int) -> None:
        """A call is said, or its words have ended (0)."""
        self._write(said=seq)

    @Slot()
    def on_second(self) -> None:
        """What the process uses."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        self._write(memory_kb=_resident_kb(), handles=_handles(), cpu_s=round(used.ru_utime + used.ru_stime, 3))

    def _write(self, **what: Any) -> None:
        self._file.write(json.dumps({**what, "at": time.time()}) + "\n")


class SilentLoudspeaker(QObject):
    """A loudspeaker for machines without one: it takes as long as the words last, or ``speed`` times less, and hears
    them whole."""

    def __init__(self, ended: SignalInstance, speed: float) -> None:
        super().__init__()
        self._ended, self._speed = ended, speed
        self._token = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.on_time)

    def play(self, token: int, pcm: bytes, rate: int, _volume: float = 1.0) -> None:
        """As ``RemoteLoudspeaker.play``."""
        self._token = token
        self._timer.start(round(len(pcm) / 2 / rate * 1000 / self._speed))

    def stop(self) -> None:
        """As ``RemoteLoudspeaker.stop``."""
        if self._timer.isActive():
            self._timer.stop()
            self._ended.emit(self._token, False)

    @Slot()
    def on_time(self) -> None:
        """The words are over."""
        self._ended.emit(self._token, True)


def _resident_kb() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def _handles() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def main() -> int:
    """Run the board until it is ended."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.board_process")
    parser.add_argument("journal", type=Path)
    parser.add_argument("--watch", action="store_true")
    parser.add_argument("--voice", type=float, metavar="SPEED", help="say calls to a loudspeaker that is only a clock")
    parser.add_argument("--scaled", nargs=3, metavar=("START", "SPEED", "BEGAN"))
    options, rest = parser.parse_known_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from display import app as module

    if options.scaled:
        _scale(module, options.scaled)
    board = module.DisplayApp(rest)
    if options.voice:
        give_voice(board, options.voice)
    journal = Journal(options.journal, board, watch=options.watch)
    code = board.run()
    del journal
    return code


def _scale(module: Any, scaled: list[str]) -> None:
    """The board's store gets the simulation's clock, as the hall's programs get the database's."""
    from hall.clock import ScaledClock

    clock = ScaledClock(datetime.fromisoformat(scaled[0]), float(scaled[1]), float(scaled[2]))

    def opened(settings: Any) -> Any:
        from hall.store import open_store

        return open_store(settings.database_url, clock)

    module._open_store = opened


def give_voice(board: Any, speed: float) -> None:
    """Calls are said to a loudspeaker that is only a clock, ``speed`` times as fast."""
    speaker = SilentLoudspeaker(board.loudspeaker.ended, speed)
    board.loudspeaker.play = speaker.play
    board.loudspeaker.stop = speaker.stop
    board.loudspeaker.prepare = lambda: board.loudspeaker._tell("ok", "A clock in place of a loudspeaker.")


if __name__ == "__main__":
    sys.exit(main())
