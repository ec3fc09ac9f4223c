"""The running text on the screen: pushed on from frame to frame, it shows what a whole new painting would show."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from display.palette import colours_of
from display.parts.ticker import SPEED, Ticker
from hall.translator import INDONESIAN

_TEXTS = (
    "Siapkan KTP dan kartu keluarga asli.",
    "Nomor yang terlewat dapat dipanggil kembali: lapor kepada petugas di meja informasi.",
    "Jam istirahat 12.00-13.00.",
)


class _Seconds:
    """A clock that a test moves."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def _board(qtbot, seconds, theme, unit):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 300)
    ticker = Ticker(INDONESIAN, window, clock=seconds)
    ticker.set_colours(colours_of(theme))
    ticker.set_unit(unit)
    ticker.setGeometry(0, 220, 900, 80)
    ticker.show_texts(_TEXTS)
    window.show()
    qtbot.waitUntil(lambda: ticker.scrolling)
    ticker._frame.stop()
    qtbot.wait(50)
    return window, ticker


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
@pytest.mark.parametrize("unit", [1.0, 0.73])
def test_what_is_pushed_on_looks_like_a_new_painting(qtbot, theme, unit):
    seconds = _Seconds()
    window, ticker = _board(qtbot, seconds, theme, unit)
    length = ticker._length / (SPEED * unit)
    for step in (0.016, 0.016, 0.05, 1.3, length / 3, length / 3, length / 3, 0.016, 2.0):
        seconds.now += step
        ticker._on_frame()
        qtbot.wait(30)
        shown = window.screen().grabWindow(window.winId()).toImage().copy(ticker.geometry())
        painted = ticker.grab().toImage().convertToFormat(shown.format())
        assert shown == painted, step
        ink = {painted.pixel(x, round(40 * unit) + y) for x in range(400, 900) for y in range(-10, 10)}
        assert len(ink) > 10  # letters stand there


def test_a_small_board_needs_fewer_frames(qtbot):
    seconds, intervals = _Seconds(), []
    for unit in (0.4, 1.0):
        window, ticker = _board(qtbot, seconds, "dark", unit)
        intervals.append(ticker._frame.interval())
        window.close()
    assert 1000 / (SPEED * 0.4) + 1 >= intervals[0] > intervals[1]
