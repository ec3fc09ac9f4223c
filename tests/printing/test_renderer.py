"""The slip's picture and bytes, on both widths of paper."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from PIL import Image, ImageChops

from hall.printing.escpos_job import render_bytes
from hall.printing.paper import PAPER_58, PAPER_80, Paper
from hall.printing.pictograms import SMALLEST_MODULE, brand_mark, qr_code, zone_pictogram
from hall.printing.renderer import render_picture
from hall.printing.slip import Slip, qr_text
from tests.printing.raster import decode
from tests.printing.samples import TOKEN, demanding_slips, slip

both_papers = pytest.mark.parametrize("paper", [PAPER_80, PAPER_58], ids=["80mm", "58mm"])
each_slip = pytest.mark.parametrize("said", demanding_slips().values(), ids=demanding_slips().keys())


def _ink(picture: Image.Image) -> Image.Image:
    return picture.convert("L").point([255 - value for value in range(256)])


@both_papers
@each_slip
def test_all_ink_stays_inside_the_margins(said: Slip, paper: Paper) -> None:
    picture = render_picture(said, paper)
    left, top, right, bottom = _ink(picture).getbbox() or (0, 0, 0, 0)
    assert picture.width == paper.width
    assert left >= paper.margin - 1
    assert right <= paper.width - paper.margin + 1
    assert top >= 8
    assert bottom <= picture.height - 8


@both_papers
@each_slip
def test_the_qr_is_read_back_from_the_picture(said: Slip, paper: Paper) -> None:
    picture = render_picture(said, paper).convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [qr_text(TOKEN)]


@both_papers
@each_slip
def test_the_bytes_draw_exactly_the_picture(said: Slip, paper: Paper) -> None:
    job = decode(render_bytes(said, paper))
    difference = ImageChops.logical_xor(job.picture, render_picture(said, paper))
    assert difference.getbbox() is None


@both_papers
@each_slip
def test_no_realtime_command_hides_in_the_job(said: Slip, paper: Paper) -> None:
    assert re.search(rb"\x10[\x04\x05\x14]", render_bytes(said, paper)) is None


@both_papers
def test_a_job_resets_first_and_cuts_last_and_bands_are_small(paper: Paper) -> None:
    job = decode(render_bytes(slip(), paper))
    assert job.commands[0] == b"\x1b@"
    assert job.commands[-1] == b"\x1dVB\x00"
    assert max(job.band_rows) <= 128
    assert job.commands.count(b"\x1b@") == 1


def test_a_printer_without_a_cutter_moves_the_slip_to_its_tear_bar() -> None:
    assert b"\x1bd\x03" in decode(render_bytes(slip(), PAPER_58)).commands
    assert b"\x1bd\x03" not in decode(render_bytes(slip(), PAPER_80)).commands


@both_papers
def test_bands_end_at_white_rows(paper: Paper) -> None:
    picture = render_picture(slip(), paper)
    stride, data = paper.width // 8, picture.tobytes()
    row = 0
    for rows in decode(render_bytes(slip(), paper)).band_rows[:-1]:
        row += rows
        in_the_qr = rows == 128
        assert in_the_qr or data[(row - 1) * stride : row * stride] == b"\xff" * stride


@both_papers
def test_the_number_is_the_largest_thing_on_the_slip(paper: Paper) -> None:
    tall = {code: _height_of_number(slip(code=code), paper) for code in ("A-042", "2G-117", "SKC-1234")}
    assert tall["A-042"] >= paper.number * 0.7
    assert tall["A-042"] > tall["2G-117"] > tall["SKC-1234"] >= paper.value * 1.2


def _height_of_number(said: Slip, paper: Paper) -> int:
    """The tallest unbroken block of rows with ink in the upper part: the figures of the number."""
    ink = _ink(render_picture(said, paper)).crop((0, paper.mark + 40, paper.width, paper.mark + 40 + paper.number))
    heights, height = [0], 0
    for row in range(ink.height):
        height = height + 1 if ink.crop((0, row, ink.width, row + 1)).getbbox() else 0
        heights.append(height)
    return max(heights)


@both_papers
def test_a_copy_carries_a_black_bar_across(paper: Paper) -> None:
    def widest_run_rows(said: Slip) -> int:
        ink = _ink(render_picture(said, paper)).crop((paper.margin, paper.mark + 36, paper.margin + 40, 220))
        return sum(ink.crop((0, row, 40, row + 1)).getextrema() == (255, 255) for row in range(ink.height))

    assert widest_run_rows(slip(copy=1)) >= 30
    assert widest_run_rows(slip(copy=0)) == 0


@both_papers
def test_priority_shows_on_the_slip(paper: Paper) -> None:
    plain, marked = render_picture(slip(), paper), render_picture(slip(priority=True), paper)
    assert marked.height > plain.height


@both_papers
def test_two_language_versions_differ_but_their_number_does_not(paper: Paper) -> None:
    rows = (0, paper.mark + 30, paper.width, paper.mark + 120)
    indonesian, english = render_picture(slip("id"), paper), render_picture(slip("en"), paper)
    assert indonesian.tobytes() != english.tobytes()
    assert indonesian.crop(rows).tobytes() == english.crop(rows).tobytes()


def test_the_picture_is_pure_black_and_white_and_the_same_each_time() -> None:
    first, again = render_picture(slip(), PAPER_80), render_picture(slip(), PAPER_80)
    assert first.mode == "1"
    assert first.tobytes() == again.tobytes()


@pytest.mark.parametrize("edge", [176, 208])
@pytest.mark.parametrize("length", [4, 16, 40, 90])
def test_qr_modules_are_never_too_small_and_the_quiet_zone_is_white(edge: int, length: int) -> None:
    code = qr_code(qr_text("7" * length), edge)
    left, top, right, bottom = code.getbbox() or (0, 0, 0, 0)
    module = left // 4
    assert module >= SMALLEST_MODULE
    assert (left, top, code.width - right, code.height - bottom) == (4 * module,) * 4


def test_the_zone_signs_and_the_mark_are_all_drawn_and_differ() -> None:
    drawn = [zone_pictogram(sign, 60) for sign in ("podium", "selasar", "menara")] + [brand_mark(60)]
    assert len({picture.tobytes() for picture in drawn if picture is not None}) == 4
    assert zone_pictogram("taman", 60) is None
