from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, QSize

from display.current_call_geometry import current_call_geometry
from display.geometry import board_geometry, capitals_mm, cell_rect, overview_plan, readable_mm
from tests.display.board_samples import cells

SIZES = [(1280, 720), (1366, 768), (1920, 1080), (1920, 1200), (2560, 1080), (3840, 2160), (1080, 1920), (720, 1280)]
COUNTS = [0, 1, 2, 8, 9, 14, 16, 17, 40, 60]


def parts(places):
    return {
        name: getattr(places, name)
        for name in ("header", "current_call", "recent", "overview", "ticker")
        if not getattr(places, name).isEmpty()
    }


@pytest.mark.parametrize("size", SIZES)
def test_the_notice_covers_the_running_text_and_no_number(size):
    for count in COUNTS:
        places = board_geometry(QSize(*size), count, ticker=True)
        last_row = places.overview.top() + round(places.plan.height * places.unit) if places.plan.rows else 0
        assert QRect(0, 0, *size).contains(places.notice), count
        assert places.notice.top() >= last_row - 1, count
        assert not places.notice.intersects(places.current_call), count


def test_the_reference_board_is_that_of_the_picture():
    places = board_geometry(QSize(1920, 1080), 8, ticker=True)
    assert places.current_call == QRect(48, 108, 1180, 702)
    assert places.recent == QRect(1252, 108, 620, 702)
    assert places.overview == QRect(48, 830, 1824, 128)
    assert places.ticker == QRect(0, 996, 1920, 84)


@pytest.mark.parametrize("factor", [2 / 3, 2])
def test_other_sizes_are_the_same_board_scaled(factor):
    reference = parts(board_geometry(QSize(1920, 1080), 8, ticker=True))
    scaled = parts(board_geometry(QSize(round(1920 * factor), round(1080 * factor)), 8, ticker=True))
    for name, rect in reference.items():
        for edge in ("left", "top", "width", "height"):
            assert abs(getattr(scaled[name], edge)() - factor * getattr(rect, edge)()) <= 1, (name, edge)


@pytest.mark.parametrize("portrait", [False, True])
def test_every_counter_has_a_cell_and_pages_are_full_but_the_last(portrait):
    for count in range(2, 61):
        plan = overview_plan(count, portrait=portrait)
        assert plan.pages * plan.per_page >= count, count
        assert (plan.pages - 1) * plan.per_page < count, count
        assert plan.rows <= (3 if portrait else 2), count
        assert plan.columns <= (4 if portrait else 8), count
        assert len(cells(count)) == count


def test_a_single_counter_has_no_strip_and_the_hero_takes_the_room():
    single, eight = (board_geometry(QSize(1920, 1080), count, ticker=True) for count in (1, 8))
    assert single.overview.isEmpty()
    assert single.current_call.height() > eight.current_call.height() + 100


def test_upright_the_dots_of_the_pages_stay_free_of_the_notice():
    places = board_geometry(QSize(1080, 1920), 40, ticker=True)
    assert places.plan.pages > 1
    assert not places.overview.intersects(places.notice)


def test_upright_the_zone_stands_below_a_smaller_arrow_with_the_whole_width():
    landscape = current_call_geometry(QSize(1180, 702), 1.0, portrait=False)
    portrait = current_call_geometry(QSize(984, 900), 1.0, portrait=True)
    assert landscape.zone_x == landscape.caption_x
    assert portrait.zone_x == portrait.padding
    assert portrait.zone_y - portrait.zone_px / 2 > portrait.arrow.bottom()
    assert portrait.arrow.height() < 0.75 * landscape.arrow.height()


def test_cells_of_a_row_fill_the_width():
    plan = overview_plan(8)
    rects = [cell_rect(plan, place, 1824, 1.0) for place in range(8)]
    assert rects[0].left() == 0
    assert rects[-1].right() == pytest.approx(1824)
    assert all(later.left() - earlier.right() == pytest.approx(14) for earlier, later in pairwise(rects))


@pytest.mark.parametrize(("count", "least"), [(8, 110), (14, 110), (40, 110)])
def test_number_and_counter_have_room_for_110_mm_on_55_inch(count, least):
    places = board_geometry(QSize(1920, 1080), count, ticker=True)
    inside = current_call_geometry(places.current_call.size(), places.unit, portrait=False)
    for px in (inside.number_px, inside.counter_px):
        assert capitals_mm(px, QSize(1920, 1080), 55) >= least


def test_what_is_read_grows_with_the_distance():
    assert readable_mm(10) == pytest.approx(110)
    assert readable_mm(5) == pytest.approx(55)
    assert capitals_mm(233, QSize(1920, 1080), 55) == pytest.approx(110, abs=0.5)
    assert capitals_mm(466, QSize(3840, 2160), 55) == pytest.approx(110, abs=0.5)
