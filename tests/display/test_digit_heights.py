"""The digits as they really stand on the screen: rows of pixels of the rendered board, not a font's own figures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize

from display.board_texts import BoardTexts
from display.geometry import capitals_mm
from display.readability import readability
from hall.structure import BoardSetup
from tests.display import board_samples as sample
from tests.pairwise import pairwise
from tools.screens.measure import digit_heights, millimetres

SIZES = [(1280, 720), (1920, 1080), (1080, 1920)]


@pairwise(
    size=SIZES,
    layout=["calls", "media", "counters"],
    theme=["dark", "light", "contrast"],
    inch_and_metres=[(55, 10), (43, 7)],
)
def test_digits_are_read_from_the_farthest_seat(qapp, size, layout, theme, inch_and_metres):
    picture = replace(sample.picture(), setup=BoardSetup(layout=layout, theme=theme))
    found = digit_heights(picture, QSize(*size), *inch_and_metres)
    assert [one.what for one in found][:2] == ["number called", "its counter"]
    for one in found:
        assert one.millimetres >= one.needed_mm, one


@pytest.mark.parametrize("count", [1, 40])
def test_few_and_many_counters_leave_the_call_its_height(qapp, count):
    found = digit_heights(sample.picture(strip=sample.cells(count)), QSize(1920, 1080), 55, 10)
    assert all(one.ok for one in found), found


def test_a_4k_board_stands_as_high_as_full_hd(qapp):
    small, large = (digit_heights(sample.picture(), QSize(*size), 55, 10) for size in ((1920, 1080), (3840, 2160)))
    for one, other in zip(small, large, strict=True):
        assert other.millimetres == pytest.approx(one.millimetres, rel=0.03)


def test_beside_an_announcement_the_call_keeps_its_110_millimetres(qapp):
    from tests.display.test_announcement import OUTAGE

    found = digit_heights(replace(sample.picture(), announcements=(OUTAGE,)), QSize(1920, 1080), 55, 10)
    assert all(one.ok for one in found), found


def test_the_check_foretells_what_the_pixels_show(qapp):
    size = QSize(1920, 1080)
    told = {one.what: one.capitals_mm for one in readability(size, BoardSetup(), 55, 10, BoardTexts(counters=8))}
    for one in digit_heights(sample.picture((("A-042", "7"), ("A-041", "7"))), size, 55, 10):
        # Round digits reach a little above and below the capitals: 3 % of their height.
        assert one.millimetres == pytest.approx(told[one.what], rel=0.04)


def test_millimetres_are_those_of_the_glass():
    assert millimetres(1080, QSize(1920, 1080), 55) == pytest.approx(685, abs=1)
    assert capitals_mm(100, QSize(1920, 1080), 55) == pytest.approx(millimetres(74.5, QSize(1920, 1080), 55))
