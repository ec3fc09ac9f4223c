from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize

from display.check import board_texts, run_check
from display.readability import MM_PER_M_CALL, readability, too_small
from hall.assets import sample_config
from hall.settings import settings_or_exit
from hall.structure import BoardSetup

HD = QSize(1920, 1080)


@pytest.fixture
def settings(tmp_path, qapp):
    file = tmp_path / "config.toml"
    file.write_text(sample_config().read_text("utf-8"), "utf-8")
    return settings_or_exit(file, station="board-podium", known_station=True)


def with_station(settings, **changes):
    return replace(settings, station=replace(settings.station, **changes))


def test_a_board_that_is_read_from_the_farthest_seat_passes(settings, capsys):
    assert run_check(settings, HD) == 0
    said = capsys.readouterr().out
    assert "board-podium: 55 inch, 1920 x 1080, layout calls, farthest seat 10 m" in said
    assert "number called     A-042" in said
    assert "TOO SMALL" not in said
    assert said.endswith("This board is read from 10 m.\n")


def test_a_small_screen_in_a_long_hall_fails_with_what_can_be_done(settings, capsys):
    assert run_check(with_station(settings, diagonal_inch=32), HD) == 1
    said = capsys.readouterr().out
    assert "TOO SMALL" in said
    assert "a larger screen, a second one, or another layout" in said


@pytest.mark.parametrize("changes", [{"diagonal_inch": 0}, {"distance_m": 0}])
def test_without_measures_it_says_what_to_measure(settings, capsys, changes):
    assert run_check(with_station(settings, **changes), HD) == 1
    assert "measure the glass" in capsys.readouterr().out


def test_a_station_that_the_file_does_not_know_is_named(settings, capsys):
    assert run_check(replace(settings, station=None), HD) == 1
    assert "board-podium" in capsys.readouterr().out


def test_the_longest_codes_and_labels_of_the_zone_are_tried(settings):
    codes, labels, counters = board_texts(settings.structure, settings.station)
    assert codes[0] == "A-042"
    assert labels[0] == "7"
    assert all(len(text) > 1 for text in labels[1:])
    zone = [one for one in settings.structure.counters if one.zone == settings.station.zone]
    assert counters == len(zone)
    everything = board_texts(settings.structure, replace(settings.station, zone=""))
    assert everything[2] == len(settings.structure.counters)


@pytest.mark.parametrize("layout", ["calls", "media", "counters"])
def test_every_line_tells_from_where_it_is_read(qapp, layout):
    found = readability(HD, BoardSetup(layout=layout), 8, 55, 10, codes=("A-042", "SKC-1234"), labels=("7", "12B"))
    assert {one.what for one in found} >= {"number called", "its counter", "clock", "running text", "agency, service"}
    for one in found:
        assert one.ok == (one.capitals_mm >= one.needed_mm)
        assert one.readable_m > 2
    number = found[0]
    assert number.needed_mm == pytest.approx(10 * MM_PER_M_CALL) == pytest.approx(110)
    assert number.readable_m == pytest.approx(number.capitals_mm / 11)


@pytest.mark.parametrize(
    ("inch", "metres", "small"), [(55, 10, False), (43, 7, False), (32, 10, True), (0, 10, False), (55, 0, False)]
)
def test_a_board_is_too_small_only_when_it_knows_its_reach(qapp, inch, metres, small):
    assert too_small(HD, BoardSetup(), 8, inch, metres) is small


def test_a_board_of_the_whole_hall_needs_room_for_the_signs_of_the_zones(qapp):
    setup, codes = BoardSetup(layout="media"), ("2G-015",)
    one, other = (
        next(
            line
            for line in readability(HD, setup, 8, 55, 10, codes=codes, whole_hall=whole)
            if line.what == "recent calls"
        )
        for whole in (False, True)
    )
    assert other.px < one.px
