"""A board that is too small tells the staff: the running board and ``--check`` are of one mind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QSize, QTimer

from display import size_check
from display.check import run_check
from display.window import DisplayWindow
from hall.assets import sample_config
from hall.settings import settings_or_exit
from hall.structure import BoardSetup
from tests.display import board_samples as sample
from tests.hall_samples import small_hall
from tests.pairwise import pairwise


@pytest.fixture
def settings(tmp_path, qapp):
    file = tmp_path / "config.toml"
    file.write_text(sample_config().read_text("utf-8"), "utf-8")
    return settings_or_exit(file, station="board-selasar", known_station=True)


@pytest.fixture
def running(qtbot, translate):
    """A board that runs in ``hall``, after the check has had its time."""

    def make(hall, station, size):
        window = DisplayWindow(translate, still=True)
        qtbot.addWidget(window)
        window.resize(size)
        zone = next((one for one in hall.zones if one.id == station.zone), None)
        window.show_picture(replace(sample.picture(zone=zone), setup=station.board))
        window.set_reach(station.diagonal_inch, station.distance_m)
        window.set_hall(hall)
        window.show()
        (soon,) = window.findChild(size_check.SizeCheck).findChildren(QTimer)
        qtbot.waitUntil(lambda: not soon.isActive())
        return window

    return make


def wide_hall():
    """Its widest number is WWW-444, its widest counter WW7W."""
    hall = small_hall()
    services = (replace(hall.services[0], prefix="WWW"), *hall.services[1:])
    return replace(hall, services=services, counters=(replace(hall.counters[0], label="WW7W"), *hall.counters[1:]))


@pairwise(
    inch=[43, 55, 65, 85],
    layout=["calls", "media", "counters"],
    size=[(1920, 1080), (3840, 2160), (1080, 1920)],
)
def test_the_mark_stands_exactly_where_the_check_fails(running, settings, inch, layout, size):
    station = replace(settings.station, diagonal_inch=inch, distance_m=10, board=BoardSetup(layout=layout))
    fails = run_check(replace(settings, station=station), QSize(*size)) != 0
    window = running(settings.structure, station, QSize(*size))
    assert window.too_small is fails


def test_lists_that_are_too_small_are_marked_where_the_call_is_large_enough(running, settings):
    window = running(settings.structure, replace(settings.station, diagonal_inch=55, distance_m=10), QSize(1920, 1080))
    assert window.too_small


def test_wide_prefixes_and_counters_of_four_letters_are_marked(running, settings):
    station = replace(
        settings.station, zone="podium", diagonal_inch=55, distance_m=10, board=BoardSetup(layout="counters")
    )
    assert running(wide_hall(), station, QSize(3840, 2160)).too_small
    assert not running(small_hall(), station, QSize(3840, 2160)).too_small


def test_a_prefix_that_is_changed_while_the_board_runs_changes_the_mark(running, settings, qtbot):
    station = replace(
        settings.station, zone="podium", diagonal_inch=55, distance_m=10, board=BoardSetup(layout="counters")
    )
    window = running(small_hall(), station, QSize(1920, 1080))
    told: list[Any] = []
    window.too_small_changed.connect(told.append)
    window.set_hall(wide_hall())
    qtbot.waitUntil(lambda: told == [True])
    window.set_hall(small_hall())
    qtbot.waitUntil(lambda: told == [True, False])


def test_calls_are_not_measured_for_the_mark(running, settings, qtbot, monkeypatch):
    asked: list[object] = []

    def too_small(*question):
        asked.append(question)
        return False

    monkeypatch.setattr(size_check, "too_small", too_small)
    window = running(small_hall(), replace(settings.station, zone="podium"), QSize(1280, 720))
    assert len(asked) == 1
    for code in ("A-043", "A-044", "B-001"):
        picture = sample.picture(((code, "1"), *sample.BEFORE))
        window.show_picture(replace(picture, setup=settings.station.board))
        qtbot.wait(1)
    assert len(asked) == 1
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: len(asked) == 2)
