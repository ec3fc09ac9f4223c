"""A report as a PDF file, read back by Qt's own reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hall.closing_sheet import ClosingSheet, SheetGap, SheetMove, SheetService, TicketGroup, lines_of
from hall.lifecycle import State
from hall.manual_numbers import pad_of
from hall.report.closing import closing_report
from hall.report.labels_pdf import labels_pdf
from hall.report.pad import pad_labels
from hall.report.pdf import pdf_of
from hall.translator import ENGLISH, INDONESIAN

NOW = datetime(2026, 11, 23, 16, 5, tzinfo=UTC)


def sheet(services: int = 2) -> ClosingSheet:
    names = {f"A{at}": SheetService(f"Perekaman <KTP> & layanan {at}", "Capil") for at in range(services)}
    groups = [TicketGroup(prefix, State.DONE, "served", False, 57, 1, 57) for prefix in names]
    gaps = [SheetGap("A0", 58, 60, "listrik padam", "Rina")]
    lines = lines_of(names, groups, gaps)
    return ClosingSheet("MPP", "Kota Kendari", NOW.date(), NOW, "Ani", NOW, NOW, "Ani", "selesai", False, lines)


def pages_of(pdf: bytes, tmp_path) -> list[str]:
    from PySide6.QtPdf import QPdfDocument

    file = tmp_path / "sheet.pdf"
    file.write_bytes(pdf)
    document = QPdfDocument()
    assert document.load(str(file)) is QPdfDocument.Error.None_
    texts = [document.getAllText(page).text() for page in range(document.pageCount())]
    document.close()
    return texts


@pytest.mark.parametrize(("translate", "title"), [(INDONESIAN, "Lembar penutupan"), (ENGLISH, "Closing sheet")])
def test_a_sheet_is_one_page_with_its_rows_sums_gaps_and_signatures(qapp, tmp_path, translate, title):
    (page,) = pages_of(pdf_of(closing_report(sheet(), translate), translate), tmp_path)
    for text in (title, "Perekaman <KTP> & layanan 1", "A1-057", "114", "A0-058\u2013A0-060", "listrik padam", "Ani"):
        assert text in page, page


def test_a_sheet_says_where_reports_count_what_moved(qapp, tmp_path):
    moved = replace(sheet(), moved=(SheetMove("A0", "A1", 5),))
    (page,) = pages_of(pdf_of(closing_report(moved, INDONESIAN), INDONESIAN), tmp_path)
    assert "Pindah: 5 nomor A0 ke A1." in " ".join(page.split())


def test_a_long_table_goes_on_over_pages_that_repeat_its_head(qapp, tmp_path):
    pages = pages_of(pdf_of(closing_report(sheet(60), INDONESIAN), INDONESIAN), tmp_path)
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"Halaman {number} dari {len(pages)}" in page
        assert ("Layanan yang memberi nomor" in page) == ("Perekaman" in page)


def test_a_pad_has_a_label_for_each_number_on_as_many_pages_as_it_needs(qapp, tmp_path):
    labels = pad_labels(pad_of("A", "Perekaman KTP-el", 51, count=22), "MPP Kota Kendari", INDONESIAN)
    first, last = pages_of(labels_pdf(labels), tmp_path)
    # The title names the first and the last one.
    assert [first.count(code) for code in ("A-052", "A-072", "A-073")] == [2, 1, 1]
    assert last.count("A-073") == 2
    assert "Halaman 2 dari 2" in last
