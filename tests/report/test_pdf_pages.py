"""The pages of a report as a PDF file: what stands on which, in which direction, and what is never parted."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from hall.report.palette import on_shade, shade
from hall.report.pdf import pdf_of
from hall.report.pdf.document import _pages
from hall.report.pdf.grid import Grid
from hall.report.pdf.style import content_height, content_width
from hall.report.pdf.texts import Meaning
from hall.report.progress import Stopped
from hall.report.report import Chart, ChartKind, Column, Letterhead, Level, Row, Series, Table
from hall.report.scales import steps_to
from hall.translator import INDONESIAN
from tests.report import samples
from tests.report.test_pdf import pages_of


def sizes_of(pdf: bytes) -> list[str]:
    """``upright`` or ``turned`` for each page, in the order of the file."""
    boxes = re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", pdf)
    return ["turned" if float(width) > float(height) else "upright" for width, height in boxes]


def test_the_coordination_sheet_has_its_letterhead_figures_chart_tables_and_signature(qapp, tmp_path):
    pages = pages_of(pdf_of(samples.activity(), INDONESIAN), tmp_path)
    first = pages[0]
    for text in (
        *samples.HEAD,
        "Bahan Kunjungan Kerja",
        "71.204",
        "86 %",
        "351",
        "Agu",
        "88,31",
        "Jaringan pusat terputus",
    ):
        assert text in first, first
    assert "Kepala DPMPTSP" in pages[-2]
    assert "Arti setiap angka" in pages[-1]
    assert [f"{number} dari {len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)


def test_a_month_of_66_services_stands_on_turned_pages_with_its_31_days_and_repeated_heads(qapp, tmp_path):
    pdf = pdf_of(samples.recap(), INDONESIAN)
    assert set(sizes_of(pdf)) == {"turned"}
    tables = pages_of(pdf, tmp_path)
    assert len(tables) == 3
    for page in tables:
        assert "Instansi / Layanan" in page
        assert "Jumlah" in page
    assert "A – Layanan 64" in tables[-1]
    total = sum(row.cells[-1] for row in samples.recap_table().rows if row.level is Level.GROUP)
    assert f"{total:,}".replace(",", ".") in tables[-1]
    assert "Tunggu, median" in tables[-1]


def test_upright_and_turned_pages_stand_in_one_file_in_the_order_of_the_blocks(qapp, tmp_path):
    pdf = pdf_of(samples.everything(), INDONESIAN)
    pages = pages_of(pdf, tmp_path)
    ways = dict(zip(sizes_of(pdf), pages, strict=False))
    assert sizes_of(pdf).count("turned") == 1
    assert "Bab II" in ways["turned"]
    assert "Tidak ada." in pages[sizes_of(pdf).index("turned") + 1]


@pytest.mark.parametrize("services", range(27, 66, 6))
def test_no_agency_is_parted_from_its_first_service_and_no_total_from_the_last_row(services):
    report = samples.report_of(samples.recap_table(services))
    pages = _pages(report, INDONESIAN)
    grids = [part for page in pages for part, _ in page.placed if isinstance(part, Grid)]
    assert len(grids) > 1
    for grid in grids:
        assert grid.rows[-1].level is not Level.GROUP
        assert grid.rows[0].level is not Level.TOTAL
        assert len(grid.rows) > 1


@pytest.mark.parametrize("services", range(27, 66, 6))
def test_an_agency_that_has_room_on_a_page_is_on_one(services):
    report = samples.report_of(samples.recap_table(services))
    grids = [part for page in _pages(report, INDONESIAN) for part, _ in page.placed if isinstance(part, Grid)]
    assert len(grids) > 1
    assert all(grid.rows[0].level is Level.GROUP for grid in grids)


def test_definitions_stand_below_the_signature_where_they_have_room():
    short, long = (
        replace(samples.report_of(samples.recap_table(3)), definitions=samples.DEFINITIONS * n) for n in (1, 40)
    )
    assert len(_pages(short, INDONESIAN)) == 1
    first, *others = _pages(long, INDONESIAN)
    assert others
    assert not any(isinstance(part, Meaning) for part, _ in first.placed)


def test_everything_stays_within_the_page(tmp_path):
    for report in (samples.activity(), samples.recap(), samples.everything()):
        for page in _pages(report, INDONESIAN):
            assert page.used * page.scale <= content_height(wide=page.wide) + 0.1
            for part, _ in page.placed:
                if isinstance(part, Grid):
                    assert sum(part.columns.widths) == pytest.approx(content_width(wide=page.wide) / page.scale)
                    assert part.columns.size >= 5.2


def test_a_sheet_is_one_page_drawn_as_large_as_its_content_lets_it(qapp):
    def scales(rows: int, **more) -> list[float]:
        table = replace(samples.agencies_table(), rows=samples.agencies_table().rows[:1] * rows)
        return [page.scale for page in _pages(samples.report_of(table, **more), INDONESIAN)]

    assert scales(5, is_sheet=True) == [1.0]
    (smaller,) = scales(48, is_sheet=True)
    assert 0.7 <= smaller < 1.0
    assert scales(48) == [1.0, 1.0]


def test_a_cell_longer_than_a_page_ends_with_an_ellipsis(qapp, tmp_path):
    table = Table(
        "notes", "Catatan", (Column("a", "Isi"), Column("b", "Sebab")), (Row(("x" * 9000, "kata " * 2000)),) * 3
    )
    pages = pages_of(pdf_of(samples.report_of(table), INDONESIAN), tmp_path)
    assert all("…" in page for page in pages)
    assert len(pages) == 2, pages


def test_a_table_without_rows_says_so_and_a_chart_without_values_is_drawn(qapp, tmp_path):
    chart = Chart("none", "Kosong", ChartKind.LINES, ("Jan", "Feb"), (Series("Umum", (None, None)),))
    empty = Chart("empty", "Tidak ada deret", ChartKind.BARS, (), ())
    heat = Chart("heat", "Kosong juga", ChartKind.HEAT, ("Jan",), (Series("Umum", (0,)),))
    (page,) = pages_of(pdf_of(samples.report_of(chart, empty, heat, samples.recap_table(0)), INDONESIAN), tmp_path)
    for text in ("Kosong", "Tidak ada deret", "Bulan ini belum ada nomor."):
        assert text in page


def test_a_logo_that_is_no_picture_is_left_out(qapp, tmp_path, caplog):
    report = samples.report_of(letterhead=Letterhead(samples.HEAD, b"no picture"))
    (page,) = pages_of(pdf_of(report, INDONESIAN), tmp_path)
    assert samples.HEAD[1] in page
    assert "left out" in caplog.text


def test_the_making_tells_of_each_page_and_stops_where_it_is_told_to():
    told: list[tuple[int, int]] = []

    def stop_at_the_second(number: int, count: int) -> None:
        told.append((number, count))
        if number == 2:
            raise Stopped

    with pytest.raises(Stopped):
        pdf_of(samples.recap(), INDONESIAN, stop_at_the_second)
    assert told == [(1, 3), (2, 3)]


@pytest.mark.parametrize("most", ["0.86", "1", "7", "10", "351", "99999", "0.0003"])
def test_the_lines_of_a_chart_are_round_and_reach_its_largest_value(most):
    steps = steps_to(Decimal(most))
    assert steps[0] == 0
    assert steps[-2] < Decimal(most) <= steps[-1]
    assert 3 <= len(steps) <= 6
    assert all("E" not in str(step) for step in steps[1:] if step > Decimal("0.001"))


def test_values_are_read_on_every_shade_of_a_heat_map():
    def light(parts: tuple[float, ...]) -> float:
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for percent in range(101):
        ground, text = light(shade(percent / 100)), 0.0 if on_shade(percent / 100) == "000000" else 1.0
        assert (max(ground, text) + 0.05) / (min(ground, text) + 0.05) >= 4.5, percent


def test_figures_have_one_width_so_that_they_stand_below_each_other():
    from hall.report.pdf.style import width_of

    assert width_of("1111", 10) == pytest.approx(width_of("8888", 10))
    assert width_of("1111", 10, bold=True) == pytest.approx(width_of("0000", 10, bold=True))
