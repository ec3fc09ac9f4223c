"""Files of paper forms: what an office program writes is read, and every mistake is named with its line."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.errors import Refused
from hall.survey.paper import read_forms, template
from hall.survey.regulation import regulation
from hall.translator import INDONESIAN

LAW = regulation()
KEYS = [one.key for one in LAW.elements]
TODAY = date(2026, 11, 23)
HEAD = ";".join(["tanggal", "instansi", "layanan", *KEYS, "Jenis kelamin", "saran"])


def _place(agency: str, service: str) -> tuple[str, str]:
    if agency not in ("", "imigrasi"):
        raise Refused("unknown_agency", agency=agency)
    return "imigrasi", service.lower()


def _read(*lines: str, head: str = HEAD, encoding: str = "utf-8"):
    return read_forms("\n".join([head, *lines]).encode(encoding), LAW, _place, TODAY)


def _code(job) -> str:
    with pytest.raises(Refused) as refusal:
        job()
    return refusal.value.code


def test_the_template_is_read_back_and_holds_no_form():
    text = template(LAW, ["sex", "age"])
    assert text.startswith("\ufefftanggal;instansi;layanan;persyaratan;")
    assert read_forms(text.encode(), LAW, _place, TODAY).forms == ()


def test_a_line_is_a_form():
    found = _read("2026-11-20;imigrasi;2G;1;2;3;4;4;3;2;1;4;perempuan;Kursi kurang")
    (form,) = found.forms
    assert (form.day, form.agency, form.service) == (date(2026, 11, 20), "imigrasi", "2g")
    assert list(form.scores.values()) == [1, 2, 3, 4, 4, 3, 2, 1, 4]
    assert (form.traits, form.comment, found.problems) == ({"sex": "female"}, "Kursi kurang", ())


@pytest.mark.parametrize("day", ["20/11/2026", "20-11-2026", "20.11.2026", "2026-11-20"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_dates_and_separators_of_office_programs_are_read(day, separator):
    line = separator.join([day, "imigrasi", "", *"abcdabcda", "1", "é"])
    found = _read(line, head=HEAD.replace(";", separator), encoding="cp1252")
    assert [(form.day, form.scores["sarana"], form.traits, form.comment) for form in found.forms] == [
        (date(2026, 11, 20), 1, {"sex": "female"}, "é")
    ]


def test_an_empty_answer_is_not_answered_and_empty_lines_and_remarks_are_none():
    found = _read("", ";;;;;;;;;;;;;", "# catatan", "2026-11-20;imigrasi;;1;;;;;;;;;;")
    assert [form.scores for form in found.forms] == [{"persyaratan": 1}]
    assert found.problems == ()


def test_every_mistake_is_named_with_its_line_in_a_sentence():
    found = _read(
        "2026-11-20;imigrasi;;1;2;3;4;4;3;2;1;4;;",
        "kemarin;imigrasi;;5;x;3;4;4;3;2;1;4;?;",
        "2026-11-24;;;1;2;3;4;4;3;2;1;4;;",
        "2026-11-24;imigrasi;;1;2;3;4;4;3;2;1;4;;",
        "2026-11-20;bulan;;;;;;;;;;;;",
        "2026-11-20;imigrasi;;;;;;;;;;;;",
        "2026-11-20;imigrasi;;1;2;3;4;4;3;2;1;4;;;lebih",
    )
    assert len(found.forms) == 1
    assert [(one.line, one.refusal.code.removeprefix("survey_")) for one in found.problems] == [
        *((3, code) for code in ("line_day", "line_score", "line_score", "line_choice")),
        (4, "line_place_needed"),
        (5, "form_day"),
        (6, "unknown_agency"),
        (7, "form_empty"),
        (8, "line_long"),
    ]
    said = [one.refusal.message(INDONESIAN) for one in found.problems]
    assert said[1] == "5 di kolom persyaratan bukan jawaban. Tulis 1 sampai 4."


def test_a_quoted_line_break_keeps_the_numbers_of_lines():
    found = _read('2026-11-20;imigrasi;;1;;;;;;;;;;"dua\nbaris"', "salah;imigrasi;;1;;;;;;;;;;")
    assert (found.forms[0].comment, found.problems[0].line) == ("dua baris", 4)


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (HEAD.replace("waktu", "cuaca"), "file_column"),
        (HEAD.replace("waktu;", ""), "survey_file_columns"),
        (HEAD.replace("instansi;layanan;", ""), "survey_file_columns"),
        (HEAD + ";waktu", "file_twice"),
        ("", "survey_forms_none"),
    ],
)
def test_a_heading_that_cannot_be_read_is_refused(head, code):
    assert _code(lambda: _read(head=head)) == code


def test_what_is_no_text_is_refused():
    assert _code(lambda: read_forms(b"PK\x03\x04\x00\x00", LAW, _place, TODAY)) == "file_encoding"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        read_forms(data, LAW, _place, TODAY)
    except Refused:
        return


@given(st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), max_size=8))
def test_what_a_csv_writer_writes_comes_back(rows):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["day", "agency", *KEYS])
    writer.writerows([["2026-11-20", "imigrasi", *row] for row in rows])
    found = read_forms(text.getvalue().encode(), LAW, _place, TODAY)
    assert [list(form.scores.values()) for form in found.forms] == rows
