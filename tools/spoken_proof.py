"""``python -m tools.spoken_proof``: the kiosk speaks through PulseAudio, is recorded and measured.

A table says how soon the first sample comes after a key, how soon silence, how loud speech is at its steps, and whether
it is spoken in the language of the screen. Places in the recording are taken when a key is pressed: what the recorder
still holds back then counts against the kiosk. Exit code 1 when a figure misses its target, 2 without PulseAudio.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from hall.translator import ENGLISH, INDONESIAN, Translator
from hallctl.demo.temporary import fill_queue, seat_staff, write_hall
from kiosk.app import KioskApp
from kiosk.speech.chooser import SECOND_DIGIT_MS
from kiosk.speech.synthesis import samples_of_wave
from kiosk.speech.wording import pieces_of
from tools.pulse import MISSING, RATE, Pulse

_LOUD = 80
"""A sample beyond it is speech: at the set level its vowels are some thousands."""
_QUIET = RATE // 20
"""So many samples of silence end what was being said."""
_SILENT_S = 0.25
"""Silence of that length is an end; within words and between sentences it is shorter."""
_FRAME_S = 0.01
_FIRST_MS, _CUT_MS = 300, 100
_SAME = 0.9
_STATION = "kiosk-1"
"""The station of the sample that speaks."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    what: str
    found: str
    target: str
    good: bool


class Proof:
    """One kiosk that speaks, and its recording."""

    def __init__(self, app: KioskApp, pulse: Pulse) -> None:
        self._app, self._pulse = app, pulse
        self.rows: list[Row] = []

    def run(self) -> None:
        """Measures everything."""
        self._wait(lambda: self._app.presenter.screen.speech.ready and self._app.window.page == "agencies", 60)
        self._pulse.record()
        self._time("first sample after the key that begins", "*", _FIRST_MS)
        QTest.qWait(800)
        self._cut("silence after a key")
        for key in ("4", "5", "6"):
            self._time(f"first sample after the key {key}", key, _FIRST_MS)
            QTest.qWait(1500)
        self._time("first sample after the key 1, which 0 to 9 may follow", "1", SECOND_DIGIT_MS + _FIRST_MS)
        QTest.qWait(1500)
        self._languages()
        self._levels()

    def _time(self, what: str, key: str, target: int) -> None:
        start = len(self._pulse.heard())
        self._press(key)
        self._wait(lambda: _first_loud(self._pulse.heard(), start) is not None, 5)
        first = _first_loud(self._pulse.heard(), start)
        found = math.inf if first is None else (first - start) / RATE * 1000
        self.rows.append(Row(what, f"{found:.0f} ms", f"{target} ms", found <= target))

    def _cut(self, what: str) -> None:
        """How long what was being said goes on after the key that pauses, which then says so itself."""
        worst = 0.0
        for _ in range(5):
            start = len(self._pulse.heard())
            QTest.keyClick(self._target(), Qt.Key.Key_Right)
            QTest.qWait(700)
            worst = max(worst, (_end_of_loud(self._pulse.heard(), start) - start) / RATE * 1000)
            QTest.keyClick(self._target(), Qt.Key.Key_Right)
            QTest.qWait(900)
        self.rows.append(Row(f"{what}, the longest of 5", f"{worst:.0f} ms", f"{_CUT_MS} ms", worst <= _CUT_MS))

    def _languages(self) -> None:
        for translate in (ENGLISH, INDONESIAN):
            start = len(self._pulse.heard())
            QTest.keyClick(self._target(), Qt.Key.Key_F2)
            QTest.qWait(2600)
            samples = self._pulse.heard()
            first = _first_loud(samples, start) or start
            heard = _envelope(samples[first : first + int(1.5 * RATE)], RATE)
            title = translate("kiosk.agencies.title")
            alike = {one: _alike(heard, _read(title, translate, one)) for one in ("id", "en")}
            right, wrong = alike[translate.language], alike["en" if translate.language == "id" else "id"]
            found = f"{right:.2f} like that language, {wrong:.2f} like the other"
            good = right >= _SAME and right > wrong
            self.rows.append(Row(f"spoken in the language shown ({translate.language})", found, f"{_SAME}", good))

    def _levels(self) -> None:
        levels = []
        for step in range(3):
            if step:
                self._press("*")
                self._press("3")
                QTest.qWait(1500)
            self._press("1")
            QTest.qWait(1500)
            start = len(self._pulse.heard())
            self._press("*")
            self._press("1")
            QTest.qWait(2000)
            levels.append(_decibels(self._pulse.heard()[start:]))
        first = levels[1] - levels[0]
        self.rows.append(Row("the set level", f"{levels[0]:.1f} dB below full scale", "", True))
        self.rows.append(Row("the first step up", f"{first:.1f} dB", "12 dB", abs(first - 12) < 1.5))
        whole = levels[2] - levels[0]
        self.rows.append(Row("the last step up", f"{whole:.1f} dB", "20 dB", abs(whole - 20) < 1.5))

    def _press(self, key: str) -> None:
        QTest.keyClicks(self._target(), key)

    def _target(self) -> QWidget:
        return self._app.window.focusWidget() or self._app.window

    @staticmethod
    def _wait(until: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not until() and time.monotonic() < deadline:
            QTest.qWait(10)


def _first_loud(samples: array[int], start: int) -> int | None:
    """The first loud sample after a silence that lasts at least ``_QUIET``: what was said before is over by then."""
    quiet_from = _end_of_loud(samples, start) + _QUIET
    return next((at for at in range(quiet_from, len(samples)) if abs(samples[at]) > _LOUD), None)


def _end_of_loud(samples: array[int], start: int) -> int:
    """Where the first silence of at least ``_QUIET`` samples begins: what was said before is over; the end without
    one."""
    begins = start
    for at in range(start, len(samples)):
        if abs(samples[at]) > _LOUD:
            begins = at + 1
        elif at + 1 - begins >= _QUIET:
            return begins
    return len(samples)


def _envelope(samples: Sequence[int], rate: int) -> list[float]:
    """How loud each hundredth of a second is."""
    frame = int(rate * _FRAME_S)
    whole = range(0, len(samples) - frame, frame)
    return [math.sqrt(sum(one * one for one in samples[at : at + frame]) / frame) for at in whole]


def _read(text: str, translate: Translator, language: str) -> list[float]:
    """The envelope of what espeak-ng makes of a text in a language."""
    words = pieces_of(text, translate)[0].text
    command = ["espeak-ng", "-v", language, "-s", "150", "--stdin", "--stdout"]
    made = subprocess.run(command, input=words.encode(), capture_output=True, check=True).stdout
    data, rate = samples_of_wave(made)
    samples = array("h", data)
    first = next(at for at, one in enumerate(samples) if abs(one) > _LOUD * 10)
    return _envelope(samples[first:], rate)


def _alike(one: Sequence[float], other: Sequence[float]) -> float:
    """The correlation of two envelopes where they fit best, 1 when they are the same but for their loudness."""
    best = 0.0
    for lag in range(-5, 6):
        a, b = one[max(0, lag) :], other[max(0, -lag) :]
        count = min(len(a), len(b), 120)
        best = max(best, _correlation(a[:count], b[:count]))
    return best


def _correlation(a: Sequence[float], b: Sequence[float]) -> float:
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    both = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    spread = math.sqrt(sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b))
    return both / spread if spread else 0.0


def _decibels(samples: Sequence[int]) -> float:
    """The level of the loudest tenth of the frames, in decibels of full scale."""
    frames = sorted(_envelope(samples, RATE), reverse=True)
    loudest = frames[: max(1, len(frames) // 10)]
    return 20 * math.log10(max(1.0, sum(loudest) / len(loudest)) / 32_768)


def main() -> int:
    """Prints the table; returns the exit code."""
    if MISSING:
        print(f"not measured: {', '.join(MISSING)} missing (apt-get install pulseaudio pulseaudio-utils)")
        return 2
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    pulse = Pulse()
    os.environ.update(
        {name: pulse.variables[name] for name in ("HOME", "XDG_RUNTIME_DIR", "PULSE_SERVER", "PULSE_LATENCY_MSEC")}
    )
    try:
        with tempfile.TemporaryDirectory(prefix="spoken-proof-") as name:
            return _measure(Path(name), pulse)
    finally:
        pulse.stop()


def _measure(folder: Path, pulse: Pulse) -> int:
    hall = write_hall(folder)
    fill_queue(hall)
    seat_staff(hall)
    app = KioskApp(["--config", str(hall.config), "--database", hall.database, "--station", _STATION, "--window"])
    proof = Proof(app, pulse)
    app.show()
    app.begin()
    try:
        proof.run()
    finally:
        app.program.close()
    for row in proof.rows:
        print(f"{'ok  ' if row.good else 'MISS'}  {row.what:52} {row.found:48} {row.target}")
    return 0 if proof.rows and all(row.good for row in proof.rows) else 1


if __name__ == "__main__":
    sys.exit(main())
