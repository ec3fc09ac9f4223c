"""What the window says it has painted was on the screen: nothing more, nothing late, each call once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QImage

from display.call_queue import BoardCalls
from display.window import DisplayWindow
from hall.structure import BoardSetup
from hall.views import AnnouncementView, BoardCell
from tests.display import board_samples as sample
from tests.display.board_parts import PaintCount, large_call

WORD = AnnouncementView(1, "info", "Istirahat", ("Buka lagi pukul 13.00.",), "", "", sample.NOON, None, "penyelia")


class Watched:
    """A window, and every call that it said was painted, in order."""

    def __init__(self, qtbot, translate, *, still=True):
        self.window = DisplayWindow(translate, still=still)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 720)
        self.told: list[Any] = []
        self.window.calls_painted.connect(self.told.extend)


@pytest.fixture
def watched(qtbot, translate):
    return Watched(qtbot, translate)


def with_layout(picture, layout):
    if layout == "announcement":
        return replace(picture, announcements=(WORD,))
    return replace(picture, setup=BoardSetup(layout=layout))


def at_counters(picture):
    """The same board with each call still at its counter."""
    calls = (picture.stage.current_call, *picture.stage.recent)
    cells = {call.counter_label: BoardCell(call.counter_label, call.counter_label, "called", call.code)
             for call in reversed(calls)}  # fmt: skip
    return replace(picture, cells=tuple(cells.values()))


@pytest.mark.parametrize("layout", ["calls", "media", "announcement"])
def test_hero_and_recent_calls_are_told_once(watched, qtbot, layout):
    watched.window.show_picture(with_layout(sample.picture(), layout))
    watched.window.show()
    qtbot.waitUntil(lambda: sorted(watched.told) == [1, 2, 3, 4, 5, 6, 7])
    watched.window.repaint()
    watched.window.resize(1920, 1080)
    qtbot.wait(50)
    assert len(watched.told) == 7


def test_a_list_of_counters_tells_the_calls_that_stand_at_their_counters(watched, qtbot):
    picture = at_counters(with_layout(sample.picture(), "counters"))
    watched.window.show_picture(picture)
    watched.window.show()
    expected = {call.seq for call in (picture.stage.current_call, *picture.stage.recent) if call.code != "A-040"}
    qtbot.waitUntil(lambda: set(watched.told) == expected)


def test_the_number_is_in_the_very_first_paint_of_a_moving_hero(qtbot, translate):
    watched = Watched(qtbot, translate, still=False)
    watched.window.show_picture(sample.picture())
    watched.window.show()
    qtbot.waitUntil(lambda: len(watched.told) == 7)
    paints: list[Any] = []
    PaintCount(paints.append, large_call(watched.window))
    call = sample.call(77, "B-001", "4")
    watched.window.show_picture(replace(sample.picture(), stage=BoardCalls(call, announced=True)))
    with qtbot.waitSignal(watched.window.calls_painted) as told:
        pass
    assert told.args == [(77,)]
    assert len(paints) <= 2  # told after the first paint, which the timer of the motion may just have followed


def test_a_hidden_window_has_painted_nothing(watched, qtbot):
    watched.window.show_picture(sample.picture())
    image = QImage(watched.window.size(), QImage.Format.Format_RGB32)
    watched.window.render(image)
    qtbot.wait(30)
    assert watched.told == []


def test_what_could_not_be_drawn_is_not_told(watched, qtbot):
    picture = sample.picture()
    bad = replace(picture.stage.recent[1], code=sample.UNDRAWABLE)
    recent = (picture.stage.recent[0], bad, *picture.stage.recent[2:])
    watched.window.show_picture(replace(picture, stage=replace(picture.stage, recent=recent)))
    watched.window.show()
    qtbot.waitUntil(lambda: len(watched.told) == 6)
    assert bad.seq not in watched.told


def test_a_hero_whose_number_fails_is_not_told_although_its_counter_is_drawn(watched, qtbot, monkeypatch):
    def fail(*_):
        raise ValueError

    monkeypatch.setattr("display.parts.current_call.draw_code", fail)
    watched.window.show_picture(sample.picture())
    watched.window.show()
    qtbot.waitUntil(lambda: len(watched.told) == 6)
    assert 7 not in watched.told


def test_a_call_beyond_the_rows_is_not_told(watched, qtbot):
    watched.window.show_picture(sample.picture(strip=sample.cells(40)))
    watched.window.show()
    qtbot.waitUntil(lambda: len(watched.told) == 6)
    assert 1 not in watched.told


def test_it_is_told_after_the_paint_and_not_inside_it(watched, qtbot, monkeypatch):
    inside: list[str] = []
    current_call = large_call(watched.window)
    paint = current_call.paintEvent

    def event(this):
        inside.append("paint")
        paint(this)
        inside.pop()

    monkeypatch.setattr(current_call, "paintEvent", event)
    watched.window.calls_painted.connect(lambda _: inside.append("told") if inside else None)
    watched.window.show_picture(sample.picture())
    watched.window.show()
    qtbot.waitUntil(lambda: len(watched.told) == 7)
    assert inside == []


def test_a_new_database_with_the_same_numbers_is_told_again(watched, qtbot):
    watched.window.show_picture(sample.picture())
    watched.window.show()
    qtbot.waitUntil(lambda: len(watched.told) == 7)
    fresh = replace(sample.call(1, "A-001", "2"), at=sample.NOON.replace(year=2027))
    watched.window.show_picture(replace(sample.picture(), stage=BoardCalls(fresh)))
    qtbot.waitUntil(lambda: watched.told[7:] == [1])
