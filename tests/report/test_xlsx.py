"""A report as a workbook, read back by openpyxl."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hall.report.palette import CLOSED
from hall.report.rendering import Format, Stopped, render
from hall.report.report import Column, Kind, Level, Row, Table
from hall.report.xlsx.workbook import sheet_name
from hall.translator import ENGLISH, INDONESIAN
from tests.report import samples


def workbook_of(report, translate=INDONESIAN):
    return load_workbook(BytesIO(render(report, Format.XLSX, translate)))


def head_row(sheet, first: str) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == first)


def test_a_month_has_real_numbers_frozen_heads_and_a_turned_page():
    sheet = workbook_of(samples.recap())["Pemohon per hari"]
    table = samples.recap_table()
    head = head_row(sheet, "No.")
    rows = [tuple(cell.value for cell in line) for line in sheet.iter_rows(head + 1, head + len(table.rows))]
    assert rows == [row.cells for row in table.rows]
    assert sheet.freeze_panes == f"C{head + 1}"
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.print_area.startswith(f"'{sheet.title}'!$A$1:$AH$")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.column_dimensions["B"].width > 4 * sheet.column_dimensions["C"].width
    assert sheet["A1"].value == samples.HEAD[0]
    assert any(cell.value == "Kepala DPMPTSP" for line in sheet.iter_rows() for cell in line)


def test_days_are_numbers_under_their_weekdays_and_those_without_service_are_shaded_and_blank():
    table = samples.recap_table()
    columns = tuple(
        replace(one, mark="SSRKJSM"[at % 7], is_empty=at % 7 == 1, is_shaded=at % 7 == 1) if at > 1 else one
        for at, one in enumerate(table.columns)
    )
    sheet = workbook_of(samples.report_of(replace(table, columns=columns)))[table.title]
    head = head_row(sheet, "No.")
    assert [cell.value for cell in sheet[head]][2:5] == [1, 2, 3]
    assert [cell.value for cell in sheet[head - 1]][2:5] == ["R", "K", "J"]
    assert sheet.print_title_rows == f"${head - 1}:${head}"
    closed, open_day = sheet.cell(head + 1, 9), sheet.cell(head + 1, 8)
    assert (closed.fill.fgColor.rgb[2:], closed.number_format) == (CLOSED, "#,##0;-#,##0;")
    assert (open_day.fill.fgColor.rgb[2:] != CLOSED, open_day.number_format) == (True, "#,##0")


def test_the_title_stands_in_the_middle_as_the_letterhead_above_it():
    sheet = workbook_of(samples.recap())["Pemohon per hari"]
    lines = len(samples.HEAD)
    assert [sheet.cell(row, 1).alignment.horizontal for row in range(1, lines + 3)] == ["center"] * (lines + 2)
    plain = workbook_of(samples.report_of(samples.recap_table(3)))["Pemohon per hari"]
    assert plain["A2"].alignment.horizontal != "center"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Rekap Jumlah Pemohon Mal Pelayanan Publik Kota Kendari", "Rekap Jumlah Pemohon Mal"),
        ("Rekap Jumlah Pemohon dari Warga", "Rekap Jumlah Pemohon dari Warga"),
        ("X" * 40, "X" * 31),
    ],
)
def test_the_name_of_a_sheet_has_whole_words(title, name):
    assert sheet_name(title, set()) == name
    assert sheet_name(title, {name.casefold()}).endswith(" (2)")


def test_sums_are_formulas_that_carry_their_value():
    table = replace(samples.recap_table(6, days=3), sums=True)
    content = render(samples.report_of(table), Format.XLSX, INDONESIAN)
    formulas, values = (load_workbook(BytesIO(content), data_only=only)[table.title] for only in (False, True))
    first = head_row(formulas, "No.") + 1
    rows = [tuple(cell.value for cell in line) for line in values.iter_rows(first, first + len(table.rows) - 1)]
    assert [row[: len(table.columns)] for row in rows] == [row.cells for row in table.rows]
    group, total = formulas[first], formulas[first + len(table.rows) - 1]
    assert group[2].value == f"=SUBTOTAL(9,C{first + 1}:C{first + 3})"
    assert group[5].value == f"=SUM(C{first}:E{first})"
    assert total[2].value == f"=SUBTOTAL(9,C{first}:C{first + len(table.rows) - 2})"
    assert isinstance(formulas.cell(first + 1, 3).value, int)


def test_pages_break_between_agencies_and_nowhere_else():
    sheet = workbook_of(samples.recap())["Pemohon per hari"]
    head = head_row(sheet, "No.")
    breaks = [one.id - head for one in sheet.row_breaks.brk]
    assert breaks
    assert all(samples.recap_table().rows[at].level is Level.GROUP for at in breaks)
    assert workbook_of(samples.activity())["4. Kendala dan yang diperlukan"].row_breaks.brk == []


def test_values_are_numbers_dates_and_texts_with_the_format_of_their_kind():
    sheet = workbook_of(samples.activity())["1. Yang telah dilakukan"]
    head = head_row(sheet, "Instansi")
    first = sheet[head + 1]
    expected = ("Disdukcapil", 23114, 412, 14, 0.84, 88.31, datetime(2026, 11, 2), datetime(2026, 11, 23, 10, 42))  # noqa: DTZ001
    assert tuple(cell.value for cell in first) == expected
    assert [cell.number_format for cell in first][4:6] == ["0%", "#,##0.00"]
    assert [cell.is_date for cell in first] == [False] * 6 + [True] * 2
    assert sheet[head + 2][3].value is None
    assert sheet[head + 4][0].font.bold
    assert sheet[head + 4][1].font.bold


@pytest.mark.parametrize("text", ["=1+1", "+62 811", "-", "@SUM(A1)", "#N/A", '=HYPERLINK("http://x")'])
def test_a_text_is_never_a_formula_or_an_error(text):
    table = Table("t", "Tabel", (Column("name", "Nama"), Column("n", "n", Kind.COUNT)), (Row((text, -5)),))
    sheet = workbook_of(samples.report_of(table))["Tabel"]
    cell, number = sheet[head_row(sheet, "Nama") + 1][:2]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == (text[0] != "#")
    assert (number.value, number.data_type) == (-5, "n")


def test_control_characters_and_long_texts_do_not_harm_a_workbook():
    table = Table("t", "Tabel", (Column("name", "Nama"),), (Row(("a\x00b\x1b",)), Row((samples.LONG_NAME * 3,))))
    sheet = workbook_of(samples.report_of(table))["Tabel"]
    head = head_row(sheet, "Nama")
    assert sheet.cell(head + 1, 1).value == "ab"
    assert sheet.row_dimensions[head + 2].height > 5 * sheet.row_dimensions[head + 1].height


def test_each_chart_is_a_chart_of_the_spreadsheet_over_real_values():
    workbook = workbook_of(samples.everything())
    bars, lines = workbook["Pengunjung rata-rata per hari"], workbook["Sesuai janji per bulan"]
    assert [type(chart).__name__ for sheet in (bars, lines) for chart in sheet._charts] == ["BarChart", "LineChart"]
    assert [bars.cell(head_row(bars, "Des") + at, 2).value for at in range(12)] == list(
        samples.months_chart().series[0].values
    )
    first = head_row(lines, "Des")
    assert lines.cell(first, 2).value == float(samples.lines_chart().series[0].values[0] or 0)
    assert lines.cell(first + 5, 3).value is None
    assert len(lines._charts[0].series) == 2
    heat = workbook["Pengunjung per jam dan hari"]
    (shaded,) = heat.conditional_formatting
    assert shaded.rules[0].type == "colorScale"
    assert heat[str(shaded.sqref).split(":")[0]].value == samples.heat_chart().series[0].values[0]


def test_the_first_sheet_has_the_figures_and_texts_and_the_last_the_definitions():
    workbook = workbook_of(samples.activity())
    first, last = workbook.worksheets[0], workbook.worksheets[-1]
    values = {line[0].value: line[1] for line in first.iter_rows()}
    assert values["Pengunjung"].value == 71204
    assert (values["Sesuai janji"].value, values["Sesuai janji"].number_format) == (0.86, "0%")
    assert any("Loket paspor kedua" in str(cell.value) for cell in first["A"])
    assert last.title == "Arti setiap angka"
    assert [cell.value for cell in last[3]] == [samples.DEFINITIONS[0].name, samples.DEFINITIONS[0].text]


def test_a_table_without_rows_says_so():
    sheet = workbook_of(samples.report_of(samples.recap_table(0)))["Pemohon per hari"]
    assert any(cell.value == "Bulan ini belum ada nomor." for cell in sheet["A"])


def test_months_have_the_names_of_the_language():
    formats = []
    for translate in (INDONESIAN, ENGLISH):
        sheet = workbook_of(samples.report_of(samples.agencies_table()), translate)["Contoh"]
        formats.append(sheet.cell(head_row(sheet, "Instansi") + 1, 7).number_format)
    assert formats == ["[$-421]d mmm yyyy", "[$-409]d mmm yyyy"]


def test_names_of_sheets_are_such_as_excel_takes_and_each_another():
    taken: set[str] = set()
    titles = ("Rekap: [a]/b?*\\", "'History'", "history", samples.LONG_NAME, samples.LONG_NAME, "", "  ", "Rekap a b")
    names = [sheet_name(title, taken) for title in titles]
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 0 < len(name) <= 31
        assert not set("[]:*?/\\") & set(name)
        assert name.strip("' ") == name
        assert name.casefold() != "history"


def test_a_stopped_workbook_leaves_no_file_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen: list[int] = []

    def stop(number: int, count: int) -> None:
        seen.append(len(list(Path(tmp_path).iterdir())))
        if number == 3:
            raise Stopped

    with pytest.raises(Stopped):
        render(samples.everything(), Format.XLSX, INDONESIAN, stop)
    assert seen[-1] > 0
    assert list(tmp_path.iterdir()) == []


def test_decimals_keep_their_places():
    table = Table("t", "Tabel", (Column("s", "S", Kind.SCORE),), (Row((Decimal("76.61"),)),))
    sheet = workbook_of(samples.report_of(table))["Tabel"]
    assert Decimal(str(sheet.cell(head_row(sheet, "S") + 1, 1).value)) == Decimal("76.61")
