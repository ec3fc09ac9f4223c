"""Reports as text, JSON and CSV: every value is read back as it was."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from hall.errors import Refused
from hall.report.cells import cell_text
from hall.report.rendering import Format, Stopped, format_of, render
from hall.report.report import Column, Kind, Row, Table
from hall.translator import ENGLISH, INDONESIAN
from tests.report import samples


def rows_of(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def unzipped(content: bytes) -> dict[str, list[list[str]]]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: rows_of(archive.read(name)) for name in archive.namelist()}


@pytest.mark.parametrize(("name", "wanted"), [("a.pdf", Format.PDF), ("B.XLSX", Format.XLSX), ("x.y.zip", Format.ZIP)])
def test_the_end_of_a_file_name_says_what_it_becomes(name, wanted):
    assert format_of(Path("folder") / name) is wanted


@pytest.mark.parametrize("name", ["rekap.odt", "rekap", ".pdf"])
def test_a_file_name_with_another_end_is_refused_with_those_that_there_are(name):
    with pytest.raises(Refused) as refusal:
        format_of(Path(name))
    assert name in refusal.value.message(INDONESIAN)
    for known in (".pdf", ".xlsx", ".docx", ".csv", ".json", ".zip", ".txt"):
        assert known in refusal.value.message(INDONESIAN)


def test_a_text_has_the_lines_of_a_terminal():
    text = render(samples.activity(), Format.TERMINAL, ENGLISH).decode()
    assert "71,204" in text
    assert text.endswith("\n")


def test_json_has_every_value_exactly():
    document = json.loads(render(samples.everything(), Format.JSON, INDONESIAN))
    tables = {block["key"]: block for block in document["blocks"] if block["type"] == "table"}
    agencies = samples.agencies_table()
    read = [
        tuple(_typed(row["cells"][column["key"]], Kind(column["kind"])) for column in tables["agencies"]["columns"])
        for row in tables["agencies"]["rows"]
    ]
    assert read == [row.cells for row in agencies.rows]
    assert [row["level"] for row in tables["agencies"]["rows"]] == ["detail", "detail", "detail", "total"]
    assert tables["none"]["rows"] == []
    assert document["definitions"][0]["name"] == "Tunggu, median"
    heat = next(block for block in document["blocks"] if block.get("key") == "heat")
    assert [tuple(one["values"]) for one in heat["series"]] == [one.values for one in samples.heat_chart().series]
    assert document["facts"][1] == {"name": "Instansi", "value": samples.LONG_NAME}


def _typed(value, kind: Kind):
    """What a reader that knows the kind makes of a value."""
    if value is None or kind in (Kind.COUNT, Kind.MINUTES, Kind.TEXT):
        return value
    return {Kind.DATE: date.fromisoformat, Kind.MOMENT: datetime.fromisoformat}.get(kind, Decimal)(value)


def test_a_report_of_one_table_is_one_csv_file_whose_sums_are_marked():
    head, *rows = rows_of(render(samples.recap(), Format.CSV, INDONESIAN))
    table = samples.recap_table()
    assert head == ["row_level", *(column.key for column in table.columns)]
    assert [row[0] for row in rows] == [row.level for row in table.rows]
    assert [row[1] for row in rows] == ["" if row.cells[0] is None else str(row.cells[0]) for row in table.rows]
    assert [row[2] for row in rows] == [row.cells[1] for row in table.rows]
    assert [[int(cell) for cell in row[3:]] for row in rows] == [list(row.cells[2:]) for row in table.rows]


def test_decimals_dates_and_nothing_are_written_the_same_in_every_language():
    report = samples.report_of(samples.agencies_table())
    files = [render(report, Format.CSV, translate) for translate in (INDONESIAN, ENGLISH)]
    assert files[0] == files[1]
    first, second = rows_of(files[0])[1:3]
    assert first[5:] == ["0.8400", "88.31", "2026-11-02", "2026-11-23T10:42:00+00:00"]
    assert second[3:5] == ["0", ""]


@pytest.mark.parametrize("text", ["=1+1", "+62 811", "-", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_is_a_formula_and_no_number_is_a_text(text):
    table = Table("t", "T", (Column("name", "Nama"), Column("n", "n", Kind.COUNT)), (Row((text, -5)),))
    (_, name, number) = rows_of(render(samples.report_of(table), Format.CSV, INDONESIAN))[1]
    assert (name, number) == (f"'{text}", "-5")


def test_several_tables_are_refused_as_one_csv_file_and_packed_as_several():
    with pytest.raises(Refused) as refusal:
        render(samples.everything(), Format.CSV, INDONESIAN)
    assert ".zip" in refusal.value.message(INDONESIAN)
    files = unzipped(render(samples.everything(), Format.ZIP, INDONESIAN))
    assert {"agencies.csv", "recap.csv", "none.csv", "figures.csv", "heat.csv", "definitions.csv"} < set(files)
    assert files["none.csv"] == [["row_level", "text"]]
    assert files["heat.csv"][1][0] == "08"
    assert ["Instansi", samples.LONG_NAME] in files["about.csv"]
    assert files["figures.csv"][3][:3] == ["kept", "Sesuai janji", "0.8600"]


def test_two_tables_of_one_key_are_two_files():
    table = samples.obstacles_table()
    assert {"obstacles.csv", "obstacles_2.csv"} < set(
        unzipped(render(samples.report_of(table, table), Format.ZIP, ENGLISH))
    )


@pytest.mark.parametrize("wanted", [Format.ZIP, Format.XLSX, Format.PDF, Format.DOCX])
def test_whoever_stops_the_making_gets_no_file(wanted):
    told = []

    def stop(number: int, count: int) -> None:
        told.append((number, count))
        if len(told) == 2:
            raise Stopped

    with pytest.raises(Stopped):
        render(samples.everything(), wanted, INDONESIAN, stop)
    assert [number for number, _ in told] == [1, 2]
    assert told[0][1] == told[1][1] > 2


def test_a_row_without_a_place_in_a_list_has_no_dash_there():
    rows = samples.recap_table(3).rows
    assert [cell_text(row.cells[0], Kind.ORDER, INDONESIAN) for row in rows] == ["1", "", "", "", ""]
    assert (cell_text(None, Kind.COUNT, INDONESIAN), cell_text(0, Kind.COUNT, INDONESIAN)) == ("–", "0")
