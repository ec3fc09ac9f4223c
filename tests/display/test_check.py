from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize

from display.board_texts import BoardTexts, board_texts
from display.check import run_check
from display.readability import MM_PER_M_CALL, readability, too_small
from hall.assets import sample_config
from hall.settings import settings_or_exit
from hall.structure import BoardSetup
from hall.translator import Translator
from tests.hall_samples import small_hall

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


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"diagonal_inch": 0}, "diagonal_inch is not set; measure the screen and write it into the file"),
        ({"distance_m": 0}, "distance_m is not set; measure the way to the farthest seat and write it into the file"),
        (
            {"diagonal_inch": 0, "distance_m": 0},
            "diagonal_inch and distance_m are not set; measure the screen and the way to the farthest seat and write "
            "both into the file",
        ),
    ],
)
def test_without_measures_it_says_what_to_measure(settings, capsys, changes, told):
    assert run_check(with_station(settings, **changes), HD) == 1
    assert capsys.readouterr().out == f'station "board-podium": {told}\n'


def test_a_board_that_can_never_show_a_call_fails_with_the_reason(settings, capsys):
    board = BoardSetup(agencies=("polresta", "samsat"))  # both in Menara
    assert run_check(with_station(settings, board=board), HD) == 1
    told = 'it can never show a call: no counter of zone "podium" serves polresta, samsat; change zone or agencies'
    assert capsys.readouterr().out == f'station "board-podium": {told}\n'
    assert run_check(with_station(settings, board=replace(board, agencies=("polresta", "imigrasi"))), HD) == 0


def test_a_board_that_is_read_from_farther_away_than_asked_says_so(settings, capsys):
    assert run_check(with_station(settings, distance_m=3), HD) == 0
    assert capsys.readouterr().out.endswith("This board is read from 3 m and up to 10.1 m.\n")


def test_a_station_that_the_file_does_not_know_is_named(settings, capsys):
    assert run_check(replace(settings, station=None), HD) == 1
    assert "board-podium" in capsys.readouterr().out


def test_the_widest_codes_and_labels_of_the_zone_are_tried_not_the_longest(settings):
    texts = board_texts(settings.structure, "podium", ())
    assert texts.codes == ("A-042", "W-444")  # all prefixes of the zone have one letter
    assert texts.labels == ("7", "14")
    zone = [one for one in settings.structure.counters if one.zone == "podium"]
    assert texts.counters == len(zone)
    everything = board_texts(settings.structure, "", ())
    assert everything.counters == len(settings.structure.counters)
    assert everything.codes[1] == "UKM-444"


def test_labels_of_four_letters_and_quotas_of_four_digits_are_tried_too(qapp):
    hall = small_hall()
    wide = replace(hall.counters[0], label="WW7W")
    services = (replace(hall.services[0], quota=1200), *hall.services[1:])
    texts = board_texts(replace(hall, counters=(wide, *hall.counters[1:]), services=services), "podium", ())
    assert texts.labels[-1] == "WW7W"
    assert texts.codes[-1] == "A-4444"


def test_the_longest_names_of_the_hall_are_tried_in_the_board_s_language(qapp):
    hall = small_hall()
    assert board_texts(hall, "podium", ()).names == (("Disdukcapil", "Cetak ulang KTP-el"),)
    assert board_texts(hall, "podium", (), "en").names == (("Disdukcapil", "Cetak ulang KTP-el (en)"),)


def test_counters_of_other_agencies_that_serve_a_board_s_agencies_are_tried(settings):
    texts = board_texts(settings.structure, "selasar", ("perindustrian",))
    assert texts.counters == 1  # counter 29
    assert texts.labels[-1] == "28"  # of another agency, and calls IKM and HKI too


@pytest.mark.parametrize("station", ["board-podium", "board-selasar", "board-menara"])
def test_every_board_of_the_sample_hall_is_read_from_its_farthest_seat(settings, station, capsys):
    found = next(one for one in settings.structure.stations if one.name == station)
    assert run_check(replace(settings, station=found), HD) == 0, capsys.readouterr().out


@pytest.mark.parametrize("layout", ["calls", "media", "counters"])
@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160), (1080, 1920)])
def test_one_letter_before_a_number_is_read_in_every_layout_whichever_it_is(settings, layout, size):
    texts = board_texts(settings.structure, "podium", ())
    found = readability(QSize(*size), BoardSetup(layout=layout), 55, 10, texts)
    assert {one.text for one in found if not one.ok} == set()


def test_zone_and_word_of_the_staff_have_a_line_of_their_own(qapp):
    what = {one.what: one for one in readability(HD, BoardSetup(), 55, 10)}
    assert what["zone"].text == "Zona Podium"
    assert what["zone"].readable_m == pytest.approx(what["zone"].capitals_mm / 4)
    assert what["word of the staff"].capitals_mm > 25
    assert what["call above a word"].readable_m == pytest.approx(what["call above a word"].capitals_mm / 11)


@pytest.mark.parametrize("layout", ["calls", "media", "counters"])
def test_every_line_tells_from_where_it_is_read(qapp, layout):
    texts = BoardTexts(counters=8, codes=("A-042", "SKC-1234"), labels=("7", "12B"))
    found = readability(HD, BoardSetup(layout=layout), 55, 10, texts)
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
    assert too_small(HD, BoardSetup(), inch, metres, BoardTexts(counters=8), Translator()) is small


def test_a_board_of_the_whole_hall_needs_room_for_the_signs_of_the_zones(qapp):
    setup, texts = BoardSetup(layout="media"), BoardTexts(counters=8, codes=("2G-015",))
    one, other = (
        next(
            line
            for line in readability(HD, setup, 55, 10, replace(texts, whole_hall=whole))
            if line.what == "recent calls"
        )
        for whole in (False, True)
    )
    assert other.px < one.px
