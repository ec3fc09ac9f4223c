"""The strip of paper as it is laid out, and the commands that must not hide in its dots."""

from __future__ import annotations

import pytest
from PIL import Image

from hall.printing.escpos_job import BAND_ROWS, bands
from hall.printing.paper import PAPER_58
from hall.printing.sheet import PaperSheet


def _dots(row: bytes) -> Image.Image:
    """One row of ink from raster bytes."""
    dark = Image.frombytes("1", (len(row) * 8, 1), row)
    return dark.convert("L")


def _raster(sheet: PaperSheet) -> bytes:
    return bytes(255 - byte for byte in sheet.picture().tobytes())


@pytest.mark.parametrize("second", [0x04, 0x05, 0x14])
def test_a_lone_dot_that_would_begin_a_realtime_command_is_left_out(second: int) -> None:
    sheet = PaperSheet(PAPER_58)
    sheet.place(_dots(bytes([0x10, second, 0x01, 0xFF])), 64, 0)
    sheet.y = 1
    assert _raster(sheet)[8:12] == bytes([0x00, second, 0x01, 0xFF])


def test_dots_that_are_no_command_stay() -> None:
    sheet = PaperSheet(PAPER_58)
    harmless = bytes([0x10, 0x03, 0x10, 0x10, 0x30, 0x04, 0x10])
    sheet.place(_dots(harmless), 64, 0)
    sheet.y = 1
    assert _raster(sheet)[8:15] == harmless


def test_a_black_strip_is_cut_into_full_bands_and_nothing_is_lost() -> None:
    assert list(bands(Image.new("1", (384, 300), 0))) == [(0, 128), (128, 256), (256, 300)]


def test_a_band_ends_at_the_last_white_row_that_it_can_reach() -> None:
    picture = Image.new("1", (384, 200), 0)
    picture.paste(1, (0, 90, 384, 100))
    assert list(bands(picture)) == [(0, 100), (100, 200)]
    assert all(bottom - top <= BAND_ROWS for top, bottom in bands(picture))


def test_a_dashed_rule_reaches_from_margin_to_margin() -> None:
    sheet = PaperSheet(PAPER_58)
    sheet.dashes(4, 9, 5)
    box = sheet.picture().convert("L").point([255 - value for value in range(256)]).getbbox()
    assert box == (PAPER_58.margin, 0, PAPER_58.width - PAPER_58.margin, 4)
