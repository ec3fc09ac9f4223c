"""Directions to the counter: the arrow points to the zone, and boards of the whole hall say how to walk there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, QSize

from display.current_call_geometry import COLUMN
from display.geometry import capitals_mm
from display.window import DisplayWindow
from hall.structure import BoardSetup, Zone
from hall.translator import Translator
from qtkit.paint import text_width
from qtkit.theme.fonts import CAPITALS, font
from tests.display import board_samples as sample
from tests.display.board_parts import large_call, texts_of
from tests.pairwise import pairwise
from tools.screens.shots import as_pillow

SIZES = [(1280, 720), (1920, 1080), (3840, 2160), (1080, 1920)]
LAYOUTS = ["calls", "media", "counters"]
BOARDS = {f"{size[0]}x{size[1]} {layout}": (size, layout) for size in SIZES for layout in LAYOUTS}
SEATED = Zone("menara", "Menara", "menara", "Lurus. Duduk di depan layar.", "Straight on. Sit in front of the screen.")
SHORT = replace(
    SEATED, counter_directions="Lurus ke lift, naik ke lantai 2.", counter_directions_en="Straight on to the lift."
)
USUAL = replace(
    SHORT, counter_directions="Lurus melewati kafe, lalu belok kiri ke loket.", counter_directions_en="Go left."
)
LONGEST = replace(SHORT, counter_directions="Lurus melewati kafe lalu belok kanan, naik tangga, lantai 2.")
ENDLESS = replace(SHORT, counter_directions="W" * 60, counter_directions_en="")
ZONES = {"short": SHORT, "usual": USUAL, "longest": LONGEST, "endless": ENDLESS}


@pytest.fixture
def shown(qtbot):
    def make(zone, *, layout="calls", size=(1920, 1080), counter="7", arrows=(), language="id", board_zone=None):
        picture = replace(
            sample.picture((("A-042", counter), *sample.BEFORE), zone=board_zone),
            setup=BoardSetup(layout=layout, arrows=arrows),
        )
        window = DisplayWindow(Translator(language), still=True)
        qtbot.addWidget(window)
        window.resize(*size)
        window.show_picture(sample.current_call_of(picture, zone=zone))
        window.show()
        return window

    return make


def pointed(window):
    """Where the arrow points: the half of its place that has the most of its ink, because of the wings."""
    current_call = large_call(window)
    image, box = as_pillow(current_call.grab().toImage()), texts_of(current_call).block.arrow
    side = round(max(box.width(), box.height()))
    around = QRect(round(box.center().x() - side / 2), round(box.center().y() - side / 2), side, side)
    halves = {
        "left": around.adjusted(0, 0, -side // 2, 0),
        "right": around.adjusted(side // 2, 0, 0, 0),
        "up": around.adjusted(0, 0, 0, -side // 2),
        "down": around.adjusted(0, side // 2, 0, 0),
    }
    return max(halves, key=lambda name: dark(image, halves[name]))


def dark(image, box):
    part = image.crop((box.left(), box.top(), box.right() + 1, box.bottom() + 1)).convert("L")
    return sum(1 for value in part.tobytes() if value < 80)


@pairwise(size=SIZES, layout=LAYOUTS, direction=["up", "down", "left", "right"])
def test_the_arrow_points_to_where_the_zone_lies_from_this_board(shown, size, layout, direction):
    window = shown(SHORT, layout=layout, size=size, arrows=(("menara", direction),))
    assert pointed(window) == direction


def test_a_zone_without_an_entry_keeps_the_arrow_that_says_go_to(shown):
    assert pointed(shown(SEATED, arrows=(("podium", "left"),))) == "right"
    assert pointed(shown(SHORT, board_zone=SHORT)) == "right"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_beside_the_words_of_the_way_an_arrow_that_knows_nothing_is_not_drawn(shown, size, layout):
    window = shown(SHORT, layout=layout, size=size, arrows=(("podium", "left"),))
    current_call = large_call(window)
    inside, block = texts_of(current_call).inside, texts_of(current_call).block
    assert " ".join(block.directions.lines) == SHORT.counter_directions
    assert not block.pointed
    ink_from = inside.caption_x - block.shift - 4 * current_call.unit
    left = QRect(0, round(inside.block.top()) + 2, round(ink_from), round(inside.block.height()) - 4)
    rows = as_pillow(current_call.grab().toImage())
    free = left.adjusted(round(inside.padding / 2), 0, 0, -round(0.4 * inside.block.height()))
    assert free.width() < 2 or dark(rows, free) == 0
    drawn = texts_of(large_call(shown(SHORT, layout=layout, size=size, arrows=(("menara", "left"),)))).block
    assert drawn.pointed
    assert drawn.shift == 0.0


def test_a_way_that_is_not_shown_leaves_the_arrow(shown):
    assert texts_of(large_call(shown(ENDLESS))).block.pointed
    assert texts_of(large_call(shown(SEATED))).block.pointed


def test_the_arrow_follows_a_change_of_the_board_s_settings(shown):
    window = shown(SHORT, arrows=(("menara", "left"),))
    assert pointed(window) == "left"
    window.show_picture(replace(window.picture, setup=BoardSetup(arrows=(("menara", "up"),))))
    assert pointed(window) == "up"


@pairwise(size=SIZES, layout=LAYOUTS, counter=["7", "34"])
def test_a_board_of_the_whole_hall_says_the_usual_way_in_every_layout(shown, size, layout, counter):
    window = shown(USUAL, layout=layout, size=size, counter=counter)
    block = texts_of(large_call(window)).block
    assert " ".join(block.directions.lines) == USUAL.counter_directions
    assert block.directions.font.pixelSize() >= int(30 * large_call(window).unit)
    assert capitals_mm(block.counter_px, QSize(*size), 55) >= 109.5
    assert USUAL.counter_directions in large_call(window).accessibleName()


@pairwise(board=BOARDS, counter=["7", "34", "12B", "WW7W"], zone=ZONES, language=["id", "en"])
def test_nothing_in_the_block_touches_anything_else(shown, board, counter, zone, language):
    size, layout = board
    current_call = large_call(shown(zone, layout=layout, size=size, counter=counter, language=language))
    inside, block, unit = texts_of(current_call).inside, texts_of(current_call).block, current_call.unit
    rows = [(block.caption_y, CAPITALS * block.caption_px), (block.zone_y, CAPITALS * block.zone.font.pixelSize())]
    if block.directions.lines:
        px = block.directions.font.pixelSize()
        rows.append((block.directions_y, CAPITALS * px + (len(block.directions.lines) - 1) * block.directions_step))
        counter_left = inside.counter.right() - text_width(counter, font(block.counter_px, 800, tabular=True))
        left = inside.zone_x - block.shift
        assert all(left + text_width(line, block.directions.font) < counter_left for line in block.directions.lines)
    if inside.shape == COLUMN and block.directions.lines and block.pointed:
        rows.insert(0, (block.arrow.center().y(), 1.17 * block.arrow.height()))
    edges = [edge for middle, height in rows for edge in (middle - height / 2, middle + height / 2)]
    if block.directions.lines:
        assert all(below - above > 10 * unit for above, below in zip(edges[1::2], edges[2::2], strict=False))
        assert edges[0] > inside.block.top() + 15 * unit
        assert edges[-1] < inside.block.bottom() - 15 * unit


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_way_that_does_not_fit_is_left_out_and_nothing_else_moves(shown, layout):
    block = texts_of(large_call(shown(ENDLESS, layout=layout))).block
    assert block == texts_of(large_call(shown(SEATED, layout=layout))).block
    assert block.directions.lines == ()


def test_a_board_of_one_zone_does_not_say_the_way_to_itself(shown):
    window = shown(SHORT, board_zone=SHORT)
    assert texts_of(large_call(window)).block.directions.lines == ()
    assert SHORT.counter_directions not in large_call(window).accessibleName()


def test_the_way_is_said_in_the_board_s_language_or_in_the_other_one(shown):
    assert texts_of(large_call(shown(SHORT, language="en"))).block.directions.lines == (SHORT.counter_directions_en,)
    assert texts_of(
        large_call(shown(replace(SHORT, counter_directions_en=""), language="en"))
    ).block.directions.lines == (SHORT.counter_directions,)


@pairwise(layout=LAYOUTS, zone=[SEATED, SHORT], language=["id", "en"])
def test_nobody_who_is_called_reads_the_way_to_the_waiting_area(shown, layout, zone, language):
    window = shown(zone, layout=layout, language=language)
    said = " ".join((*texts_of(large_call(window)).block.directions.lines, large_call(window).accessibleName()))
    assert "Duduk" not in said
    assert "Sit " not in said
    assert texts_of(large_call(window)).block.zone.lines == (("Zona Menara" if language == "id" else "Menara zone"),)
