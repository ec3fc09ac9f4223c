"""Files and prints of the tab Laporan: of what is shown, and nothing is left of what was stopped."""

from __future__ import annotations

import threading
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from counter.supervisor.reports import files, making
from qtkit.print_out import PrintedPage
from tests.counter.supervisor.reports_tab import ALT, CTRL, SHIFT


def test_the_recap_of_november_becomes_a_pdf_and_a_workbook_by_keys_alone(tab):
    sheet = tab.made(tab.save(Qt.Key.Key_S, "rekap.xlsx"))
    found = {cell for row in openpyxl.load_workbook(sheet).worksheets[0].iter_rows(values_only=True) for cell in row}
    assert {"A - Perekaman KTP-el", "Disdukcapil", 3, 4} <= found
    assert tab.said == f"rekap.xlsx tersimpan di folder {tab.folder.name}"
    assert tab.page.making.open.toolTip() == str(sheet)
    paper = tab.made(tab.save(Qt.Key.Key_P, "rekap.pdf"))
    document = QPdfDocument()
    assert document.load(str(paper)) is QPdfDocument.Error.None_
    text = " ".join(document.getAllText(page).text() for page in range(document.pageCount()))
    assert "Rekap Jumlah Pemohon" in text
    assert "Arti setiap angka" in text
    assert sorted(one.name for one in tab.folder.iterdir() if one.suffix != ".ini") == ["rekap.pdf", "rekap.xlsx"]


def test_the_dialog_begins_where_the_last_file_went_with_a_name_that_says_what_it_is(tab, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    tab.made(tab.save(Qt.Key.Key_P, "a.pdf", elsewhere))
    tab.press(Qt.Key.Key_P, CTRL)
    tab.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    assert dialog.directory().path() == str(elsewhere)
    assert Path(dialog.selectedFiles()[0]).name == "Rekap pemohon - November 2026.pdf"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    tab.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


class Pages:
    """Makes a file of nine pages, the third only when it may: stands for a renderer."""

    def __init__(self) -> None:
        self.may_go_on, self.at_third = threading.Event(), threading.Event()

    def render(self, _report, _wanted, _translate, progress) -> bytes:
        for number in range(1, 10):
            progress(number, 9)
            if number == 3:
                self.at_third.set()
                assert self.may_go_on.wait(10)
        return b"nine pages"


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Pages:
    made = Pages()
    monkeypatch.setattr(making, "render", made.render)
    return made


def test_a_file_that_is_stopped_in_the_middle_leaves_nothing(tab, pages):
    file = tab.save(Qt.Key.Key_P, "rekap.pdf")
    tab.qtbot.waitUntil(lambda: tab.said == "Menyusun PDF, lembar 3 dari 9")
    assert not tab.page.choosing.pdf.isEnabled()
    tab.press(Qt.Key.Key_Escape)
    pages.may_go_on.set()
    tab.qtbot.waitUntil(lambda: tab.said == "Dibatalkan; tidak ada berkas yang dibuat.")
    assert not file.exists()
    assert [one.name for one in tab.folder.iterdir() if one.suffix != ".ini"] == []
    assert tab.page.choosing.pdf.isEnabled()


def test_a_stop_at_the_last_page_is_a_stop_and_what_was_there_stays(tab, pages, monkeypatch):
    file = tab.folder / "rekap.csv"
    file.write_text("before")

    def render(*given) -> bytes:
        made = pages.render(*given)
        tab.show.files.stop()
        return made

    monkeypatch.setattr(making, "render", render)
    pages.may_go_on.set()
    tab.show.saving.place_chosen.emit(tab.wish(), file)
    tab.qtbot.waitUntil(lambda: tab.said == "Dibatalkan; tidak ada berkas yang dibuat.")
    assert file.read_text() == "before"


def test_a_folder_that_takes_no_file_is_named(tab, pages):
    pages.may_go_on.set()
    blocked = tab.folder / "counter.txt"
    blocked.write_text("")
    tab.show.saving.place_chosen.emit(tab.wish(), blocked / "rekap.pdf")
    tab.qtbot.waitUntil(lambda: tab.said.startswith("Berkas tidak tersimpan: "))
    assert "rekap.pdf" in tab.said


def test_the_window_answers_while_a_file_is_made(tab, pages):
    tab.save(Qt.Key.Key_P, "rekap.pdf")
    tab.qtbot.waitUntil(pages.at_third.is_set)
    tab.press(Qt.Key.Key_Left, ALT)
    tab.qtbot.waitUntil(lambda: "Oktober" in tab.title)
    pages.may_go_on.set()
    tab.made(tab.folder / "rekap.pdf")


def test_the_file_is_opened_by_the_system(tab, pages):
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return False

    tab.show.saving._open_url = open_url
    pages.may_go_on.set()
    file = tab.made(tab.save(Qt.Key.Key_P, "rekap.pdf"))
    tab.press(Qt.Key.Key_O, CTRL | SHIFT)
    assert opened == [QUrl.fromLocalFile(str(file))]
    assert tab.said == "Tidak ada program di komputer ini yang membuka berkas itu."


def file_buttons(tab) -> set[bool]:
    bar = tab.page.choosing
    return {button.isEnabled() for button in (bar.sheet, bar.pdf, bar.print, bar.more)}


def test_nothing_can_be_made_while_another_report_is_read(tab):
    assert file_buttons(tab) == {True}
    tab.press(Qt.Key.Key_Left, ALT)
    assert file_buttons(tab) == {False}
    tab.press(Qt.Key.Key_S, CTRL)
    tab.page.choosing.format_chosen.emit("xlsx")
    assert QApplication.activeModalWidget() is None
    tab.settle()
    assert file_buttons(tab) == {True}


def test_a_file_is_of_the_report_that_was_shown_when_it_was_asked_for(tab):
    tab.press(Qt.Key.Key_S, CTRL)
    tab.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    tab.page.choosing.period_typed.emit("2026-10")  # as a change of the hall does: by itself, below the dialog
    tab.settle()
    assert "Oktober" in tab.title
    dialog = QApplication.activeModalWidget()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    file = tab.made(tab.folder / "Rekap pemohon - November 2026.xlsx")
    found = {cell for row in openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True) for cell in row}
    assert any("1 November 2026" in str(cell) for cell in found)
    assert not any("Oktober 2026" in str(cell) for cell in found)


def test_what_was_saved_is_said_until_another_report_is_chosen(tab, pages):
    pages.may_go_on.set()
    tab.made(tab.save(Qt.Key.Key_P, "rekap.pdf"))
    assert tab.page.making.isVisible()
    tab.press(Qt.Key.Key_Left, ALT)
    assert tab.page.making.isHidden()


@pytest.mark.parametrize("with_meanings", [True, False])
def test_what_is_shown_is_printed_without_a_file_of_it(tab, monkeypatch, with_meanings):
    printed = []

    def take(source: Path, name: str, *, printer: QPrinter) -> PrintedPage:
        document = QPdfDocument()
        assert document.load(str(source)) is QPdfDocument.Error.None_
        printed.append((name, " ".join(document.getAllText(page).text() for page in range(document.pageCount()))))
        return PrintedPage(printer="Loket")

    monkeypatch.setattr(files, "print_pdf", take)
    tab.press(Qt.Key.Key_Left, ALT)
    tab.settle()
    if with_meanings:
        tab.press(Qt.Key.Key_P, CTRL | SHIFT)
    else:
        tab.page.choosing.menu.actions()[-1].trigger()
    tab.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QPrintDialog))
    QApplication.activeModalWidget().accept()
    tab.qtbot.waitUntil(lambda: tab.said == "Terkirim ke pencetak Loket.")
    assert [name for name, _ in printed] == ["Rekap pemohon - Oktober 2026"]
    assert "Oktober 2026" in printed[0][1]
    assert ("Arti setiap angka" in printed[0][1]) is with_meanings
    assert [one.name for one in tab.folder.iterdir() if one.suffix != ".ini"] == []
    assert file_buttons(tab) == {True}
