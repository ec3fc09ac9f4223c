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


def _board(qtbot, seconds, theme, unit, texts=_TEXTS):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 300)
    ticker = Ticker(INDONESIAN, window, clock=seconds)
    ticker.set_colours(colours_of(theme))
    ticker.set_unit(unit)
    ticker.setGeometry(0, 220, 900, 80)
    ticker.show_texts(texts)
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
    length = ticker._strip.length / (SPEED * unit)
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
    for unit in (0.2, 1.0):
        window, ticker = _board(qtbot, seconds, "dark", unit, _TEXTS * 2)
        intervals.append(ticker._frame.interval())
        window.close()
    assert 1000 / (SPEED * 0.2) + 1 >= intervals[0] > intervals[1]


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_a_text_that_fits_stands_still_under_the_line_of_the_band(qtbot, theme):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 300)
    ticker = Ticker(INDONESIAN, window)
    ticker.set_colours(colours_of(theme))
    ticker.setGeometry(0, 220, 900, 80)
    ticker.show_texts(("Selamat.",))
    window.show()
    qtbot.waitExposed(window)
    shown = ticker.grab().toImage()
    colours = ticker.colours
    edge = colours.line if colours.band == colours.ground else colours.band
    assert not ticker.scrolling
    assert {shown.pixelColor(x, 0).name() for x in range(400, 900)} == {edge.name()}
    assert {shown.pixelColor(x, 40).name() for x in range(700, 900)} == {colours.band.name()}
    assert len({shown.pixel(x, y) for x in range(200, 600) for y in range(25, 55)}) > 10  # letters stand there


def test_nothing_moves_while_nobody_sees_it(qtbot):
    window, ticker = _board(qtbot, _Seconds(), "dark", 1.0)
    ticker._run()
    assert ticker.scrolling
    window.hide()
    assert not ticker.scrolling
    window.show()
    assert ticker.scrolling
    ticker.hide()
    assert not ticker.scrolling


def test_a_late_frame_makes_no_pause(qtbot):
    seconds = _Seconds()
    _, ticker = _board(qtbot, seconds, "dark", 1.0)
    before = ticker._strip._row.x()
    seconds.now += 0.04
    ticker._on_frame()
    seconds.now += 0.36  # eight frames did not come
    ticker._on_frame()
    assert before - ticker._strip._row.x() == SPEED * 0.4
