"""The report of the satisfaction survey: its chapters, its figures, and what it must not say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from hall.figures import SurveyFacts
from hall.report.kinds import KINDS
from hall.report.rendering import Format, render
from hall.report.report import Break, Chart, Level, Prose, Report, Signed
from hall.translator import ENGLISH, INDONESIAN
from tests.report import facts_samples, survey_samples
from tests.report.kind_parts import chart, line, table, tiles
from tests.report.test_pdf import pages_of


def made(facts=None, translate=INDONESIAN, **more) -> Report:
    facts = survey_samples.with_survey(facts_samples.november()) if facts is None else facts
    return KINDS["survey"].document(replace(facts, **more), translate)


def said(report: Report) -> str:
    return " ".join(text for block in report.blocks if isinstance(block, Prose) for text in block.paragraphs)


def test_the_chapters_stand_in_their_order_and_what_is_attached_comes_after_the_signature():
    blocks = made().blocks
    titles = [block.title for block in blocks if isinstance(block, Prose) and block.title]
    assert titles == [
        "I. Pendahuluan",
        "II. Metode",
        "III. Hasil",
        "IV. Analisis dan tindak lanjut",
        "V. Penutup",
        "Lampiran",
    ]
    (signed,) = (at for at, block in enumerate(blocks) if isinstance(block, Signed))
    assert isinstance(blocks[signed - 1], Prose)
    assert isinstance(blocks[signed + 1], Break)
    assert [one.key for one in made().tables][-3:] == ["form", "comments", "scores"]


def test_each_element_has_its_mean_and_its_weighted_mean_and_they_come_to_the_index():
    rows = table(made(), "elements")
    # 10 people with 2 and 44 with 3, and 1 for the time from all of them.
    time, other, total = line(rows, "U3 Waktu penyelesaian"), line(rows, "U4 Biaya/tarif"), rows[-1]
    assert (time["points"], time["nrr"], time["nrr_weighted"]) == (54, Decimal("1.00"), Decimal("0.111"))
    assert (other["points"], other["nrr"], other["element_index"]) == (152, Decimal("2.81"), Decimal("70.37"))
    assert (total["points"], total["nrr_weighted"]) == (1270, Decimal("2.613"))
    assert (total["level"], total["element_index"]) == (Level.TOTAL, Decimal("65.33"))
    assert chart(made(), "nrr").series[0].values[:3] == (Decimal("2.81"), Decimal("2.81"), Decimal("1.00"))


def test_the_weight_that_was_used_is_printed_as_the_regulation_writes_it():
    facts = survey_samples.with_survey(facts_samples.november())
    report = made(facts, survey=survey_samples.figures(weight="0.11"))
    assert table(report, "elements")[-1]["element_index"] == Decimal("64.68")
    (elements,) = (one for one in report.tables if one.key == "elements")
    assert "NRR x 0,11" in elements.note
    assert "bobot 0,11" in said(report)
    assert "bobot 1/9" in said(made())


def test_a_small_sample_is_marked_and_has_no_grade_wherever_it_stands():
    rows = table(made(), "parts")
    few, many = line(rows, "Disdukcapil"), line(rows, "Imigrasi")
    assert (few["users"], few["needed"], few["respondents"], few["grade"]) == (200, 132, 10, "sampel kecil")
    assert (many["needed"], many["respondents"], many["grade"]) == (44, 44, "C, Kurang baik")
    assert few["weakest"] == many["weakest"] == "Waktu penyelesaian"
    assert line(rows, "2G - Paspor baru")["grade"] == "C, Kurang baik"
    # 54 of the 152 that 250 users need.
    assert rows[-1]["grade"] == table(made(), "elements")[-1]["grade"] == "sampel kecil"
    assert "Sampel ini kecil" in said(made())
    assert "Sampelnya kecil, sehingga tidak diberi mutu" in said(made())
    assert "mutu C" not in said(made())
    assert "tanpa mutu" in tiles(made())["index"][1]


def test_an_agency_with_enough_respondents_has_its_grade_and_is_told_nothing_of_another_one():
    report = made(survey_samples.with_survey(facts_samples.november(agency="imigrasi")))
    assert tiles(report)["index"] == (Decimal("69.44"), "mutu C, 44 responden, minimal 44")
    assert "IKM Imigrasi, Mal Pelayanan Publik Kota Kendari pada periode ini 69,44, mutu C (kurang baik)" in said(
        report
    )
    text = render(report, Format.TERMINAL, INDONESIAN).decode()
    assert "Disdukcapil" not in text
    assert "Kursi kurang" not in text
    assert "Saran tertulis tidak menyebut instansi" in text


def test_the_sample_says_from_whom_it_is_drawn():
    assert "250 kunjungan terlayani pada 1 Oktober 2026 s.d. 31 Oktober 2026 memerlukan 152 responden" in said(made())
    going_on = replace(
        survey_samples.with_survey(facts_samples.november()), now=facts_samples.at(date(2026, 11, 23), 9)
    )
    assert "memuat jawaban sampai 23 November 2026" in said(made(going_on))
    assert "memuat jawaban sampai" not in said(made())


def test_whose_visits_the_sample_is_drawn_from_stands_over_their_count():
    report = made(survey_samples.with_survey(facts_samples.november()))
    heads = {one.key: [column.title for column in one.columns] for one in report.tables}
    assert "Pengguna bulan sebelumnya, dasar sampel" in heads["months"]
    assert "Pengguna periode sebelumnya, dasar sampel" in heads["parts"]


def test_who_answered_is_told_only_where_the_hall_asks():
    rows = table(made(), "people")
    assert [(row["people"], row["respondents"]) for row in rows] == [
        ("Jenis kelamin", 54), ("Perempuan", 30), ("Laki-laki", 20), ("Tidak dijawab", 4),
    ]  # fmt: skip
    assert rows[2]["people_share"] == Decimal("0.3704")
    silent = made(survey=survey_samples.figures(ask=()))
    assert "people" not in {one.key for one in silent.tables}


def test_the_weakest_elements_and_the_index_before_are_told():
    text = said(made())
    assert "NRR terendah: Waktu penyelesaian (1,00); " in text
    assert "Dibanding Oktober 2026 (IKM 65,33): ±0,00." in text
    assert chart(made(), "index_trend").categories == ("Okt", "Nov")
    assert [row["index"] for row in table(made(), "months")] == [Decimal("65.33")] * 2


def test_findings_have_what_who_and_when_and_how_far_they_are_followed():
    report = made()
    rows = table(report, "findings")
    assert [(row["element"], row["plan"], row["owner"], row["state"]) for row in rows] == [
        ("Waktu penyelesaian", "Loket kedua", "Rina, Imigrasi", "selesai"),
        ("Biaya/tarif", "Papan tarif", "Imigrasi", "lewat tenggat"),
        ("Sarana dan prasarana", "Cat", "Imigrasi", "tidak dilanjutkan: anggaran"),
    ]
    assert (rows[0]["written"], rows[0]["due"], rows[0]["ended"]) == (
        date(2026, 11, 3), date(2026, 12, 5), date(2026, 11, 5),
    )  # fmt: skip
    assert tiles(report)["findings"] == (Decimal("0.3333"), "1 dari 3 rencana")
    assert tiles(report)["days"][0] == Decimal("2.00")
    assert "1 selesai (33 %) dan 1 lewat tenggat. Rata-rata 2,00 hari" in said(report)


def test_every_questionnaire_is_listed_without_a_day_or_a_number_and_they_come_to_the_index():
    rows = table(made(), "scores")
    keys = [one.key for one in survey_samples.LAW.elements]
    details = [row for row in rows if row["level"] is Level.DETAIL]
    assert [row["no"] for row in details] == list(range(1, 55))
    assert {row["channel"] for row in details} == {"mesin", "kertas"}
    assert set(rows[0]) == {"level", "no", "service", "channel", *keys}
    assert (line(rows, "Disdukcapil")["biaya"], line(rows, "Imigrasi")["biaya"]) == (20, 132)
    points = [row["points"] for row in table(made(), "elements")]
    assert [rows[-1][key] for key in keys] == points[:-1]
    assert sum(row[key] for row in details for key in keys) == points[-1]


def test_too_many_questionnaires_are_not_listed_and_the_report_says_so():
    (scores,) = (one for one in made(survey_facts=SurveyFacts()).tables if one.key == "scores")
    assert scores.rows == ()
    assert scores.empty.startswith("54 kuesioner terlalu banyak")


@pytest.mark.parametrize("translate", [INDONESIAN, ENGLISH])
def test_nobody_who_answered_has_neither_index_nor_grade_nor_chart(translate):
    report = made(survey=survey_samples.nobody(), survey_facts=SurveyFacts(), translate=translate)
    assert tiles(report)["index"][0] is None
    assert not any(isinstance(block, Chart) for block in report.blocks)
    assert all(not one.rows for one in report.tables if one.key != "form")
    assert translate("report.survey.is_small") not in said(report)
    for wanted in Format:
        if wanted is not Format.CSV:
            assert render(report, wanted, translate)


def test_the_text_can_be_edited_and_is_signed_before_what_is_attached(qapp):
    facts = survey_samples.with_survey(facts_samples.november())
    report = made(facts, form=replace(facts.form, signed_by="Kepala DPMPTSP", signer="Rina"))
    document = Document(BytesIO(render(report, Format.DOCX, INDONESIAN)))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [*(block.title for block in report.blocks if isinstance(block, Prose) and block.title),
                        report.definitions_title]  # fmt: skip
    assert any("65,33" in one.text for one in document.paragraphs)
    order = [element.tag.rpartition("}")[2] + "".join(element.itertext()) for element in document.element.body]
    signed = next(at for at, text in enumerate(order) if "Kepala DPMPTSP" in text)
    assert signed < next(at for at, text in enumerate(order) if text.startswith("pLampiran"))
    assert sum("Kepala DPMPTSP" in "".join(element.itertext()) for element in document.element.body) == 1


def test_the_last_chapter_is_never_parted_from_who_signs_it(qapp, tmp_path):
    facts = survey_samples.with_survey(facts_samples.november())
    form = replace(facts.form, signed_by="Kepala DPMPTSP", signer="Rina")
    document = Document(BytesIO(render(made(facts, form=form), Format.DOCX, INDONESIAN)))
    texts = [one.text for one in document.paragraphs]
    last = document.paragraphs[texts.index("V. Penutup") : texts.index("Lampiran")]
    written = [one for one in last if one.text]
    assert len(written) >= 3
    assert all(one.paragraph_format.keep_with_next for one in written)
    for filled in range(30, 48):
        report = made(facts, form=form)
        at = next(at for at, one in enumerate(report.blocks) if getattr(one, "title", "") == "V. Penutup")
        more = Prose("", tuple("Tindak lanjut." for _ in range(filled)))
        pages = pages_of(render(replace(report, blocks=(more, *report.blocks[at:])), Format.PDF, INDONESIAN), tmp_path)
        assert [at for at, text in enumerate(pages) if "V. Penutup" in text] == [
            at for at, text in enumerate(pages) if "Kepala DPMPTSP" in text
        ]


def test_the_pages_are_signed_before_what_is_attached(qapp, tmp_path):
    facts = survey_samples.with_survey(facts_samples.november())
    report = made(facts, form=replace(facts.form, signed_by="Kepala DPMPTSP", signer="Rina"))
    pages = pages_of(render(report, Format.PDF, INDONESIAN), tmp_path)
    signed = [at for at, text in enumerate(pages) if "Kepala DPMPTSP" in text]
    attached = [at for at, text in enumerate(pages) if "Lampiran 1. Kuesioner" in text]
    assert len(signed) == 1
    assert signed[0] < attached[0]


def test_a_workbook_has_numbers_with_all_their_decimals():
    book = load_workbook(BytesIO(render(made(), Format.XLSX, INDONESIAN)))
    sheet = book["Nilai per unsur"]
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == 2.613)
    assert cell.number_format == "#,##0.000"
    assert sum("Lampiran 3" in name for name in book.sheetnames) == 1
