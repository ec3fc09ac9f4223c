"""The closing sheet on slip paper: all of it is there, on both widths, as a picture and as text."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hall.assets import sample_config
from hall.closing_sheet import ClosingSheet, SheetCounts, SheetGap, SheetLine, SheetMove
from hall.printing.ascii_text import plain
from hall.printing.closing_strip import BLOCKS, ClosingStrip, closing_strips
from hall.printing.escpos_job import body_bytes
from hall.printing.paper import PAPER_58, PAPER_80, Mode, Paper
from hall.printing.renderer import laid_out, render_picture, slip_length_mm
from hall.printing.strip_layout import wrapped
from hall.printing.text_layout import TextRow, text_rows
from hall.translator import ENGLISH, INDONESIAN, Translator

PAPERS = pytest.mark.parametrize("paper", [PAPER_58, PAPER_80], ids=["58", "80"])
LONG = "Perpanjanganizintinggalterbatasuntuktenagakerjaasing dan keluarganya di seluruh wilayah kota"


def big_sheet() -> ClosingSheet:
    """A day of all services of the sample configuration, one with an endless name; two gaps."""
    config = tomllib.loads(sample_config().read_text("utf-8"))
    services = [row for agency in config["agency"] for row in agency["service"]]
    lines = []
    for number, row in enumerate(services):
        prefix = row["prefix"]
        gaps = (SheetGap(prefix, 12, 17, "listrik padam", "Siti"),) if number in (3, 40) else ()
        counts = SheetCounts(1030 + number, 1000, number % 2, 20, 10, number)
        name = LONG if number == 5 else row["name"]
        lines.append(SheetLine(prefix, name, "", counts, f"{prefix}-001", f"{prefix}-{1030 + number}", gaps))
    at = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
    return ClosingSheet(
        "Mal Pelayanan Publik", "Kota Kendari", date(2026, 11, 23), at, "Siti", at, at, "Ani Lestari", "selesai",
        lines=tuple(lines),
    )  # fmt: skip


def texts(strip: ClosingStrip, paper: Paper) -> list[str]:
    rows = text_rows(strip, paper, number_as_picture=False)
    return [row.text.rstrip() for row in rows if isinstance(row, TextRow)]


@PAPERS
def test_every_service_every_gap_and_who_closed_the_day_are_there(paper: Paper):
    sheet = big_sheet()
    strips = closing_strips(sheet, INDONESIAN)
    assert len(sheet.lines) == 66
    assert len(strips) == -(-(66 + 2) // BLOCKS)
    said = "".join(" ".join(line for strip in strips for line in texts(strip, paper)).split())
    for line in sheet.lines:
        assert "".join(plain(line.service).split()) in said
        assert f"{line.first}-{line.last}" in said
    for wanted in ("Ditutup:08.12,AniLestari", "D-012-D-017", "listrikpadam,Siti", "Diberikan70125", "Bagian1dari6"):
        assert wanted in said


@PAPERS
def test_text_fits_the_line_and_no_count_is_torn_from_its_word(paper: Paper):
    for strip in closing_strips(big_sheet(), INDONESIAN):
        rows = text_rows(strip, paper, number_as_picture=False)
        assert {len(row.text) for row in rows if isinstance(row, TextRow)} == {paper.columns}
        for line in texts(strip, paper):
            assert line.split(",")[-1].strip() not in ("Diberikan", "Dilayani", "Tidak", "Tidak hadir", "Masih antre")


@PAPERS
def test_the_picture_keeps_its_margins_and_its_parts_apart(paper: Paper):
    for strip in closing_strips(big_sheet(), INDONESIAN):
        sheet = laid_out(strip, paper)
        assert all(above[1] < below[0] for above, below in zip(sheet.spans, sheet.spans[1:], strict=False))
        ink = render_picture(strip, paper).convert("L").point(lambda value: 255 - value).getbbox()
        assert ink is not None
        assert ink[0] >= paper.margin - 1
        assert ink[2] <= paper.width - paper.margin + 1


@PAPERS
@pytest.mark.parametrize("mode", list(Mode))
def test_a_strip_is_no_longer_than_three_slips(paper: Paper, mode: Mode):
    for strip in closing_strips(big_sheet(), INDONESIAN):
        assert slip_length_mm(strip, paper, mode) < 330
        assert body_bytes(strip, paper, mode)


def test_zeros_are_left_out_and_a_day_without_numbers_has_one_strip():
    (strip,) = closing_strips(ClosingSheet("MPP", "", date(2026, 11, 23), *_NOW, "Siti", *_NOW), ENGLISH)
    said = texts(strip, PAPER_58)
    assert "No numbers yet today." in said
    assert "None: every number has its" in said
    assert not any(line.startswith("Part ") for line in said)
    counted = SheetLine("A", "KTP", "", SheetCounts(2, 2), "A-001", "A-002")
    one = ClosingSheet("MPP", "", date(2026, 11, 23), *_NOW, "Siti", *_NOW, lines=(counted,))
    assert "A-001-A-002, Issued 2, Served 2" in texts(closing_strips(one, Translator("en"))[0], PAPER_80)


@PAPERS
def test_numbers_that_moved_are_named_at_the_end(paper: Paper):
    moved = SheetMove("B", "A", 5), SheetMove("A", "2G", 1)
    sheet = replace(big_sheet(), moved=moved)
    said = " ".join(texts(closing_strips(sheet, INDONESIAN)[-1], paper))
    assert "Pindah: 5 nomor B ke A; 1 nomor A ke 2G." in " ".join(said.split())


_NOW = (datetime(2026, 11, 23, tzinfo=UTC),)


def test_texts_are_broken_between_each_other_before_they_are_broken_themselves():
    def fits(line: str) -> bool:
        return len(line) <= 12

    def words(text: str) -> tuple[str, ...]:
        return tuple(text.split()) if len(text) > 12 else (text,)

    assert wrapped(("satu 1", "dua 2", "tiga 3"), words, fits) == ("satu 1,", "dua 2,", "tiga 3")
    assert wrapped(("a 1", "b 2", "panjang sekali ya"), words, fits) == ("a 1, b 2,", "panjang", "sekali", "ya")
