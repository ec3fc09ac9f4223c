"""``python -m tools.spoken_kiosk``: the whole kiosk on a temporary hall with people waiting, no screen and no sound.

Each line of the input is keys of the keypad (``*``, ``17#``), or a word of left, right, up, down, ok, escape and f9, or
``wait 30`` for seconds in which nobody presses anything. The first lines tell what a visitor brings along: how speech
is begun, the code of a booking, and a number that was served. Then what is spoken comes out, a line for each text.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtTest import QTest

from hallctl.demo.temporary import fill_queue, seat_staff, write_hall
from kiosk.app import KioskApp
from kiosk.speech.reader import SpokenReader
from qtkit.timers import repeating, single_shot
from tools.spoken_kiosk.belongings import brought
from tools.spoken_kiosk.transcript import Transcript

_WORDS = {
    "left": Qt.Key.Key_Left, "right": Qt.Key.Key_Right, "up": Qt.Key.Key_Up, "down": Qt.Key.Key_Down,
    "ok": Qt.Key.Key_Return, "escape": Qt.Key.Key_Escape, "f9": Qt.Key.Key_F9,
    "*": Qt.Key.Key_Asterisk, "#": Qt.Key.Key_NumberSign,
}  # fmt: skip
_KEY_MS = 600
"""Between two keys of a line: whoever types a number knows it."""


class Keys(QObject):
    """Presses what the lines of the input say, one key after the other."""

    came = Signal(str)
    ended = Signal()

    def __init__(self, app: KioskApp) -> None:
        super().__init__()
        self._app = app
        self._waiting: deque[str] = deque()
        self._ends = False
        self._press = repeating(self, self.on_turn, _KEY_MS)
        self._rest = single_shot(self, self._press.start)
        self.came.connect(self.on_line, Qt.ConnectionType.QueuedConnection)
        self.ended.connect(self.on_end, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Reads the input from now on."""
        self._press.start()
        threading.Thread(target=self._read, name="keys", daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.came.emit(line.strip())
        self.ended.emit()

    @Slot(str)
    def on_line(self, line: str) -> None:
        """A line of keys."""
        whole = line.lower() in _WORDS or line.lower().startswith("wait ")
        self._waiting.extend([line.lower()] if whole else [key for key in line if not key.isspace()])

    @Slot()
    def on_end(self) -> None:
        """No more keys: the program ends after the last one."""
        self._ends = True

    @Slot()
    def on_turn(self) -> None:
        """The next key."""
        window = self._app.window
        if window.page == "loading" or self._app.presenter.visit.command.busy:
            return
        if not self._waiting:
            if self._ends:
                self._press.stop()
                window.close()
            return
        key = self._waiting.popleft()
        if key.startswith("wait "):
            self._press.stop()
            self._rest.start(int(key.removeprefix("wait ")) * 1000)
            return
        print(f"[{key}]", flush=True)
        target = window.focusWidget() or window
        if key in _WORDS:
            QTest.keyClick(target, _WORDS[key])
        else:
            QTest.keyClicks(target, key)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs until the input ends; returns the kiosk's exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.spoken_kiosk", description=__doc__)
    parser.add_argument("--patient", action="store_true", help="the kiosk waits for whoever reads slowly")
    parser.add_argument("--keys", choices=("keypad", "five", "keyboard"), default="keypad")
    parser.add_argument("--language", default="id", help="the language that the kiosk begins with")
    options = parser.parse_args(argv)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="spoken-kiosk-") as name:
        hall = write_hall(Path(name))
        text = hall.config.read_text("utf-8").replace('language = "id"', f'language = "{options.language}"', 1)
        hall.config.write_text(text, "utf-8")
        fill_queue(hall)
        seat_staff(hall)
        for line in brought(hall, options.keys):
            print(line, flush=True)
        app = KioskApp([*hall.options("kiosk"), "--window"])
        mouth = Transcript(lambda line: print(line, flush=True), patient=options.patient)
        reader = SpokenReader(app.window, mouth, app.presenter.state.now)
        reader.keys = options.keys
        app.window.speech_key = "*"
        if options.keys == "five":  # as the station does
            app.window.speech_codes |= {Qt.Key.Key_Right}
        app.presenter.speech.listens = lambda: reader.holds
        app.presenter.speech.offer(ready=True)
        keys = Keys(app)
        keys.start()
        return app.run()


if __name__ == "__main__":
    sys.exit(main())
