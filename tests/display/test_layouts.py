"""Every layout at every size: its parts lie inside and apart, and what they hold stays inside them."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from PySide6.QtCore import QRect, QRectF, QSize

from display.current_call_geometry import COLUMN, PORTRAIT, ROW, WIDE, column_geometry, current_call_shape, row_geometry
from display.geometry import board_geometry, cell_rect, recent_cell, recent_rows

SIZES = [(1280, 720), (1366, 768), (1920, 1080), (1920, 1200), (2560, 1080), (3840, 2160), (1080, 1920), (720, 1280)]
COUNTS = [0, 1, 2, 3, 4, 8, 9, 14, 16, 17, 40, 60]
LAYOUTS = ["calls", "media", "counters"]
NAMES = (
    "header", "current_call", "recent", "overview", "ticker", "video", "counters", "announcement", "waits",
)  # fmt: skip


def parts(places):
    return {name: getattr(places, name) for name in NAMES if not getattr(places, name).isEmpty()}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_parts_lie_inside_the_board_and_never_overlap(size, layout):
    board = QRect(0, 0, *size)
    for count, announcement, ticker, waits in product(COUNTS, (False, True), (False, True), (False, True)):
        places = board_geometry(
            QSize(*size), count, ticker=ticker, layout=layout, announcement=announcement, waits=waits
        )
        found = parts(places)
        assert {"header", "current_call"} <= set(found)
        assert ("waits" in found) is (waits and not announcement)
        assert all(board.contains(rect) for rect in found.values()), (count, announcement, ticker, found)
        for (one, first), (other, second) in combinations(found.items(), 2):
            assert not first.intersects(second), (count, announcement, ticker, one, other)
        least = 0.25 if not waits else 0.2
        assert places.current_call.height() > least * (size[1] - places.header.height()), count


@pytest.mark.parametrize("waits", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_a_video_is_16_to_9(size, waits):
    video = board_geometry(QSize(*size), 8, ticker=True, layout="media", waits=waits).video
    assert video.width() / video.height() == pytest.approx(16 / 9, rel=0.01)


def test_the_reference_boards_are_those_of_the_pictures():
    media = board_geometry(QSize(1920, 1080), 8, ticker=True, layout="media")
    assert media.video == QRect(48, 108, 960, 540)
    assert (media.current_call.left(), media.current_call.width()) == (1032, 840)
    word = board_geometry(QSize(1920, 1080), 8, ticker=True, announcement=True)
    assert (word.current_call.width(), word.announcement.width(), word.recent.width()) == (1180, 1180, 620)
    assert word.current_call.height() == pytest.approx(296, abs=4)


@pytest.mark.parametrize("size", SIZES)
def test_a_list_has_a_cell_for_every_counter_inside_its_place(size):
    for count in COUNTS[1:]:
        places = board_geometry(QSize(*size), count, ticker=True, layout="counters")
        plan = places.plan
        assert plan.pages * plan.per_page >= count
        assert (plan.pages - 1) * plan.per_page < count
        place = QRectF(0, 0, places.counters.width() + 1, places.counters.height() + 1)
        cells = [cell_rect(plan, at, float(places.counters.width()), places.unit) for at in range(plan.per_page)]
        assert all(place.contains(cell) for cell in cells), count
        assert all(not one.intersects(other) for one, other in combinations(cells, 2)), count
        assert plan.cell >= 92, count


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_counters_leave_room_for_the_recent_calls(count):
    places = board_geometry(QSize(1920, 1080), count, ticker=True, layout="counters")
    assert recent_rows(places.recent.height(), places.unit) >= 3
    assert places.recent.top() > places.counters.bottom()


def test_an_announcement_stands_before_every_layout():
    found = {board_geometry(QSize(1920, 1080), 8, ticker=True, layout=one, announcement=True) for one in ("calls",)}
    for layout in LAYOUTS:
        places = board_geometry(QSize(1920, 1080), 8, ticker=True, layout=layout, announcement=True)
        assert places in found
        assert not places.recent.isEmpty()


def test_a_layout_that_nobody_knows_is_the_usual_one():
    assert board_geometry(QSize(1920, 1080), 8, ticker=True, layout="kino").layout == "calls"


@pytest.mark.parametrize("size", [(960, 290), (984, 340)])
def test_six_cells_of_recent_calls_fill_their_place(size):
    cells = [recent_cell(at, QSize(*size), 1.0) for at in range(6)]
    assert cells[0].topLeft().isNull()
    assert cells[5].right() == pytest.approx(size[0])
    assert cells[5].bottom() == pytest.approx(size[1])
    assert all(not one.intersects(other) for one, other in combinations(cells, 2))


@pytest.mark.parametrize(
    ("size", "column", "shape"),
    [((1180, 702), False, WIDE), ((984, 800), False, PORTRAIT), ((840, 850), True, COLUMN), ((1180, 296), False, ROW)],
)
def test_the_hero_takes_the_shape_of_its_panel(size, column, shape):
    assert current_call_shape(QSize(*size), column=column) == shape


@pytest.mark.parametrize("inside", [column_geometry(QSize(840, 850), 1.0), row_geometry(QSize(1180, 296), 1.0)])
def test_inside_the_hero_block_and_number_stand_apart(inside):
    assert inside.number_top > inside.label_y + inside.label_px / 2
    assert inside.block.contains(inside.arrow)
    assert inside.block.contains(inside.counter)
    number = QRectF(inside.padding, inside.number_top, inside.room, inside.names_bottom - inside.number_top)
    assert not number.intersects(inside.block)
