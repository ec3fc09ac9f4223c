"""A report as a text that an office goes on writing, read back by python-docx."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from PIL import Image

from hall.report.cells import cell_text
from hall.report.docx.pictures import PictureCanvas, chart_picture
from hall.report.pdf.style import SERIES
from hall.report.rendering import Format, render
from hall.report.report import Column, Kind, Letterhead, Level, Row, Table
from hall.translator import INDONESIAN
from tests.report import samples


def text_of(report):
    return Document(BytesIO(render(report, Format.DOCX, INDONESIAN)))


def cells_of(table) -> list[list[str]]:
    return [["\n".join(p.text for p in cell.paragraphs) for cell in row.cells] for row in table.rows]


def table_with(document, first: str):
    return next(table for table in document.tables if cells_of(table)[0][0] == first)


def test_chapters_are_headings_and_prose_is_paragraphs_that_can_be_edited():
    document = text_of(samples.activity())
    headings = [(one.style.name, one.text) for one in document.paragraphs if one.style.name != "Normal" and one.text]
    assert headings[:2] == [
        ("Title", "Bahan Kunjungan Kerja: Penyelenggaraan Pelayanan"),
        ("Heading 1", "1. Yang telah dilakukan"),
    ]
    assert ("Heading 2", "4. Kendala dan yang diperlukan") in headings
    assert headings[-1] == ("Heading 1", "Arti setiap angka")
    assert any(one.text.startswith("Loket paspor kedua") for one in document.paragraphs)
    assert {run.font.name for one in document.paragraphs for run in one.runs} == {None}
    assert document.styles["Normal"].font.name == document.styles["Heading 1"].font.name == "Arial"


def test_a_table_has_its_cells_a_repeated_head_and_bold_sums():
    table = table_with(text_of(samples.recap()), "No.")
    expected = samples.recap_table()
    assert cells_of(table)[1:] == [
        [cell_text(cell, column.kind, INDONESIAN) for cell, column in zip(row.cells, expected.columns, strict=True)]
        for row in expected.rows
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    for row, line in zip(expected.rows, table.rows[1:], strict=False):
        paragraph = line.cells[1].paragraphs[0]
        assert bool(paragraph.runs[0].bold) == (row.level is not Level.DETAIL)
        # An agency is never parted from its first service.
        assert bool(paragraph.paragraph_format.keep_with_next) >= (row.level is Level.GROUP)


def test_wide_tables_turn_their_page_and_every_foot_counts_pages():
    document = text_of(samples.everything())
    turned = [section.orientation is WD_ORIENT.LANDSCAPE for section in document.sections]
    assert turned == [False, True, False, False, False]
    for section, wide in zip(document.sections, turned, strict=True):
        assert (section.page_width > section.page_height) == wide
        foot = section.footer.paragraphs[0]
        fields = [one.text.strip() for one in foot._p.iter(qn("w:instrText"))]
        assert fields == ["PAGE", "NUMPAGES"]
        assert samples.OWNER in foot.text
    wide_table = table_with(document, "No.")
    assert sum(column.width for column in wide_table.columns) <= document.sections[1].page_width


def test_figures_facts_and_signatures_are_there():
    document = text_of(samples.everything())
    texts = [cell for table in document.tables for row in cells_of(table) for cell in row]
    assert "Pengunjung\n71.204\n+9 %" in texts
    assert samples.LONG_NAME in texts
    assert any(text.endswith("Ani Rahmawati") for text in texts)
    assert "Tidak ada." in [one.text for one in document.paragraphs]


def test_control_characters_and_markup_do_not_harm_a_text():
    table = Table("t", "Tabel & <b>", (Column("a", "Nama"), Column("n", "n", Kind.COUNT)), (Row(("a\x00<&>\x1b", 1)),))
    document = text_of(samples.report_of(table, title="Judul \x07 & <i>"))
    assert cells_of(table_with(document, "Nama"))[1] == ["a<&>", "1"]
    assert "Tabel & <b>" in [one.text for one in document.paragraphs]


def test_a_letterhead_has_its_logo_beside_its_lines(tmp_path, caplog):
    Image.new("RGB", (40, 40), "navy").save(tmp_path / "logo.png")
    shown, left_out = (
        text_of(samples.report_of(letterhead=Letterhead(samples.HEAD, logo)))
        for logo in ((tmp_path / "logo.png").read_bytes(), b"no picture")
    )
    assert len(shown.inline_shapes) == 1
    assert cells_of(shown.tables[0])[0][1] == "\n".join(samples.HEAD)
    assert len(left_out.inline_shapes) == 0
    assert "left out" in caplog.text


@pytest.mark.parametrize("chart", [samples.months_chart(), samples.lines_chart(), samples.heat_chart()])
def test_a_chart_is_a_picture_with_its_name_for_those_who_do_not_see_it(chart):
    document = text_of(samples.report_of(chart))
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == chart.title
    file, height = chart_picture(chart, 480, INDONESIAN)
    with Image.open(file) as picture:
        assert picture.width / picture.height == pytest.approx(480 / height, rel=0.02)
        assert len(set(picture.convert("RGB").get_flattened_data())) > 20


def test_bars_of_a_picture_are_as_high_as_their_values():
    file, _ = chart_picture(samples.pair_chart(), 480, INDONESIAN)
    with Image.open(file) as picture:
        pixels = picture.convert("RGB")
        wanted = tuple(round(255 * part) for part in SERIES[0].rgb())
        # Below the bars stand 27 points of categories and legend.
        end = pixels.height - round(27 * 220 / 72)
        heights = [sum(pixels.getpixel((x, y)) == wanted for y in range(end)) for x in range(pixels.width)]
    # 40 and 150: the first and the last bar of the first series.
    bars = [height for height in heights if height > 20]
    assert bars[5] / bars[-5] == pytest.approx(40 / 150, abs=0.03)


def test_a_dashed_line_of_a_picture_has_gaps():
    canvas = PictureCanvas(100, 10)
    canvas.setDash([4, 4])
    canvas.setLineWidth(2)
    canvas.line(0, 5, 100, 5)
    with Image.open(canvas.png()) as picture:
        middle = picture.height // 2
        grey = picture.convert("L").crop((0, middle, picture.width, middle + 1)).tobytes()
    assert 10 <= sum((before < 128) != (after < 128) for before, after in pairwise(grey)) <= 26
