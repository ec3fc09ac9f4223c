"""How a machine is, in three states and a sentence in both languages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hall.station_health import (
    DatabaseHealth,
    board_line,
    clock_line,
    counters_line,
    database_line,
    disk_line,
    kiosk_line,
    versions_line,
    voice_line,
)
from hall.translator import ENGLISH, INDONESIAN
from hall.views import BoardHealth, PrinterView

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def printer(**more):
    well = PrinterView("kiosk-1", "tcp://192.168.1.5", 80, "raster", 80.0, "", seen_at=NOW, slips_left=400)
    return replace(well, **{"watched_at": NOW - timedelta(seconds=20)} | more)


def board(**more):
    return replace(BoardHealth("board-1", "podium", NOW - timedelta(hours=2), NOW, True, "ok", ""), **more)


@pytest.mark.parametrize(
    ("more", "state", "said"),
    [
        ({}, "good", "nomor terakhir 02.41"),
        ({"watched_at": None}, "attention", "belum pernah memberi kabar"),
        ({"watched_at": NOW - timedelta(minutes=7)}, "lost", "tidak menjawab 7 menit"),
        ({"watched_at": NOW - timedelta(hours=5)}, "lost", "tidak menjawab 5 jam"),
        ({"problem": "paper_out"}, "lost", "kertas habis"),
        ({"slips_left": 38}, "attention", "sisa sekitar 38 nomor"),
        ({"near_end": True, "slips_left": None}, "attention", "kertas hampir habis"),
    ],
)
def test_a_kiosk_in_one_sentence(more, state, said):
    line = kiosk_line(printer(**more), NOW - timedelta(minutes=19), NOW, UTC)
    assert (line.state, line.said.message(INDONESIAN)) == (state, said)
    assert line.said.message(ENGLISH) != said


def test_a_kiosk_without_a_slip_yet_is_ready():
    assert kiosk_line(printer(), None, NOW, UTC).said.message(INDONESIAN) == "siap"


@pytest.mark.parametrize(
    ("more", "state", "said"),
    [
        ({}, "good", "panggilan 02.50"),
        ({"alive": False, "seen_at": NOW - timedelta(minutes=2)}, "lost", "tidak menjawab 2 menit"),
        ({"warnings": ("too_small",)}, "attention", "angka terlalu kecil"),
        ({"warnings": ("media",)}, "attention", "gambar tidak bisa diputar"),
    ],
)
def test_a_board_in_one_sentence(more, state, said):
    line = board_line(board(**more), NOW - timedelta(minutes=10), NOW, UTC)
    assert (line.state, line.said.message(INDONESIAN)) == (state, said)


@pytest.mark.parametrize(
    ("boards", "state"),
    [
        ([board(), board()], "good"),
        ([board(), board(sound="mute")], "attention"),
        ([board(alive=False), board(sound="no_pack")], "lost"),
        ([board(), board(sound="off")], "good"),
    ],
)
def test_the_voices_together(boards, state):
    assert voice_line(boards).state == state


def test_a_hall_that_is_to_be_silent_has_no_line_for_voices():
    assert voice_line([board(sound="off")]) is None


@pytest.mark.parametrize(
    ("connected", "occupied", "state"), [(27, 27, "good"), (0, 0, "good"), (26, 27, "attention"), (0, 27, "lost")]
)
def test_the_counters_together(connected, occupied, state):
    line = counters_line(connected, occupied)
    assert line.state == state
    assert str(occupied) in line.said.message(INDONESIAN)


def test_the_database_its_disk_the_versions_and_the_clocks_are_told_in_words():
    def minutes(count):
        return timedelta(minutes=count)

    lines = [
        (database_line(DatabaseHealth("SQLite", "hall.db", timedelta(microseconds=900))), "good", "≤ 5 md"),
        (database_line(DatabaseHealth("Postgres", "10.0.0.5", timedelta(milliseconds=140))), "attention", "≤ 200 md"),
        (disk_line(12_600, 500), "good", "12 GB bebas"),
        (disk_line(499, 500), "lost", "499 MB bebas"),
        (versions_line({"0.2.0": {"kiosk-1", "kiosk-2"}, "": {"board-1"}}), "good", "semua 0.2.0"),
        (
            versions_line({"0.2.0": {"kiosk-1", "kiosk-2"}, "0.1.0": {"board-1"}}),
            "attention",
            "0.2.0, tetapi 0.1.0 (board-1)",
        ),
        (clock_line({"kiosk-1": minutes(-1), "kiosk-2": minutes(0)}, minutes(2)), "good", "semua cocok"),
        (
            clock_line({"kiosk-1": minutes(-7), "kiosk-2": minutes(0)}, minutes(2)),
            "attention",
            "kiosk-1 berbeda 7 menit",
        ),
    ]
    for line, state, said in lines:
        assert line.state == state
        assert said in line.said.message(INDONESIAN)
        assert line.said.message(ENGLISH)
    assert versions_line({"": {"kiosk-1"}}) is None
    assert clock_line({}, minutes(2)) is None
