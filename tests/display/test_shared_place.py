"""Several calls share the large place: each whole, in its row, with its counter; none begins its motion again."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QRect, QSize, QVariantAnimation

from display.call_queue import BoardCalls
from display.geometry import capitals_mm, cell_rect, overview_plan
from display.palette import THEMES
from display.picture import BoardPicture
from display.window import DisplayWindow
from hall.structure import BoardSetup
from hall.translator import Translator
from hall.views import AnnouncementView
from qtkit.theme.tokens import Colours
from tests.display import board_samples as sample
from tests.display.board_parts import codes_of, large_calls, large_code, moves, overview_of, texts_of
from tests.display.pixels import painted, pixel_count
from tests.pairwise import pairwise

SIZES = [(1280, 720), (1920, 1080), (3840, 2160), (1080, 1920)]
LAYOUTS = ["calls", "media", "counters", "announcement"]
WORD = AnnouncementView(1, "info", "Istirahat", ("Buka lagi pukul 13.00.",), "", "", sample.NOON, None, "penyelia")


def burst(*pairs, layout="calls", zone=sample.PODIUM, announced=False):
    """The pairs stand large, the latest first."""
    shown = sample.calls_of(*pairs, *sample.BEFORE)
    stage = BoardCalls(shown[0], announced, shown[len(pairs) :], beside=shown[1 : len(pairs)])
    made = replace(sample.picture(zone=zone), stage=stage, setup=BoardSetup(layout="calls"))
    if layout == "announcement":
        return replace(made, announcements=(WORD,))
    return replace(made, setup=BoardSetup(layout=layout))


@pytest.fixture
def shown(qtbot):
    kept = []

    def make(picture: BoardPicture, size=(1920, 1080), *, language="id", still=True):
        window = DisplayWindow(Translator(language), still=still)
        qtbot.addWidget(window)
        window.resize(*size)
        window.show_picture(picture)
        window.show()
        kept.append(window)
        return window

    return make


THREE = (("A-042", "7"), ("B-017", "3"), ("F-008", "9"))
WIDE = (("SKC-1234", "40"), ("W-444", "12B"), ("2G-015", "21"))
BURSTS = {"three": THREE, "two": THREE[:2], "three wide": WIDE, "two wide": WIDE[:2]}


@pairwise(size=SIZES, layout=LAYOUTS, calls=BURSTS, zone={"zone": sample.PODIUM, "hall": None})
def test_every_number_and_counter_of_a_burst_is_whole_and_inside_its_row(shown, size, layout, calls, zone):
    window = shown(burst(*calls, layout=layout, zone=zone), size)
    rows = large_calls(window)
    assert codes_of(rows) == [code for code, _ in calls]
    assert all(not above.geometry().intersects(below.geometry()) for above, below in itertools.pairwise(rows))
    assert len({texts_of(current_call).inside.block.left() for current_call in rows}) == 1
    place = window.rect()
    for current_call in rows:
        assert place.contains(current_call.geometry())
        assert_margins_are_free(current_call)


def assert_margins_are_free(current_call):
    image, inside, unit = painted(current_call), texts_of(current_call).inside, current_call.unit
    edge, corner = max(2, round(4 * unit)), round(36 * unit)
    for colour, box in (
        (Colours.WHITE, QRect(0, 0, edge, current_call.height())),
        (Colours.WHITE, QRect(0, 0, current_call.width(), edge)),
        (Colours.NAVY950, QRect(current_call.width() - edge, corner, edge, current_call.height() - 2 * corner)),
    ):
        assert pixel_count(image, box, colour) == 0, (current_call.call.code, box)
    assert inside.block.right() <= current_call.width() + 1


@pytest.mark.parametrize("size", SIZES)
def test_two_in_a_burst_are_read_from_as_far_as_one_and_three_from_almost_as_far(shown, size):
    for count, least in ((2, 85.0), (3, 80.0)):
        for current_call in large_calls(shown(burst(*THREE[:count]), size)):
            assert capitals_mm(current_call.number_px, QSize(*size), 55) >= least
            assert capitals_mm(current_call.counter_px, QSize(*size), 55) >= 60.0


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_each_call_of_a_burst_has_the_colours_of_the_moment(shown, theme):
    picture = burst(*THREE)
    window = shown(replace(picture, setup=BoardSetup(theme=theme)))
    for current_call in large_calls(window):
        image = current_call.grab().toImage()
        assert image.pixelColor(current_call.width() - 30, current_call.height() // 2) == THEMES[theme].accent


def test_a_burst_is_told_to_who_cannot_see_and_their_counters_are_amber(shown):
    cells = tuple(
        replace(cell, code={"7": "A-042", "3": "B-017", "9": "F-008"}.get(cell.counter_label, cell.code))
        for cell in sample.STRIP
    )
    window = shown(replace(burst(*THREE), cells=cells))
    said = [current_call.accessibleName() for current_call in large_calls(window)]
    assert said == ["A-042, Loket 7", "B-017, Loket 3", "F-008, Loket 9"]
    strip = overview_of(window)
    image, plan = painted(strip), overview_plan(len(cells))
    boxes = [cell_rect(plan, place, strip.width(), strip.unit).toRect() for place in range(len(cells))]
    amber = [
        cell.counter_label for cell, box in zip(cells, boxes, strict=True) if pixel_count(image, box, Colours.AMBER)
    ]
    assert amber == ["3", "7", "9"]


def test_a_board_of_the_whole_hall_names_the_zone_of_each_call_of_a_burst(shown):
    for current_call in large_calls(shown(burst(*THREE, zone=None))):
        assert current_call.accessibleName().endswith("Zona Podium")
        assert texts_of(current_call).inside.label_px > 0


def test_a_recall_in_a_burst_says_so(shown):
    picture = burst(*THREE)
    stage = replace(picture.stage, current_call=replace(picture.stage.current_call, kind="recall"))
    rows = large_calls(shown(replace(picture, stage=stage)))
    assert [current_call.accessibleName().endswith("Panggilan ulang") for current_call in rows] == [True, False, False]
    assert all(texts_of(current_call).inside.label_px > 0 for current_call in rows)


def test_a_call_that_joins_moves_the_others_and_begins_its_own_motion_only(shown):
    first = burst(THREE[2], announced=True)
    window = shown(first, still=False)
    current_call = large_calls(window)[0]
    window.show_picture(burst(THREE[2]))
    for motion in current_call.findChildren(QVariantAnimation):
        motion.stop()
    joined = BoardCalls(sample.call(90, "A-042", "7"), True, beside=(first.stage.current_call,))
    window.show_picture(replace(first, stage=joined))
    rows = large_calls(window)
    assert codes_of(rows) == ["A-042", "F-008"]
    assert rows[1] is current_call
    assert [moves(row) for row in rows] == [True, False]
    assert large_code(window) == "A-042"


def test_all_numbers_of_a_burst_are_told_as_painted(shown, qtbot):
    window = DisplayWindow(Translator("id"), still=True)
    qtbot.addWidget(window)
    told: list[Any] = []
    window.calls_painted.connect(told.extend)
    window.resize(1280, 720)
    picture = burst(*THREE)
    window.show_picture(picture)
    window.show()
    expected = {call.seq for call in (*picture.stage.large, *picture.stage.recent)}
    qtbot.waitUntil(lambda: set(told) == expected)


def test_one_of_a_burst_that_cannot_be_measured_is_reported_and_the_others_stand(shown, qtbot):
    window = shown(burst(*THREE))
    picture = burst(*THREE)
    bad = replace(picture.stage.beside[0], seq=99, code=17)
    stage = replace(picture.stage, beside=(bad, picture.stage.beside[1]))
    with qtbot.waitSignal(window.unshowable) as told:
        window.show_picture(replace(picture, stage=stage))
    assert told.args == [99]
    assert codes_of(large_calls(window)) == ["A-042", "F-008"]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_after_the_end_of_the_last_call_nothing_is_large_or_amber(shown, layout, language):
    over = tuple(replace(call, state="over") for call in sample.calls_of(*sample.BEFORE))
    window = shown(burst(*THREE, layout=layout), language=language)
    window.show_picture(replace(burst(*THREE, layout=layout), stage=BoardCalls(recent=over)))
    rows = large_calls(window)
    assert large_code(window) == ""
    assert [current_call.accessibleName() for current_call in rows] == [Translator(language)("display.welcome")]
    assert pixel_count(painted(rows[0]), rows[0].rect(), Colours.AMBER) == 0
