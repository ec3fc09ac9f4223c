"""The tab Laporan on a real hall, by keyboard: reports are read, files are made, and nothing is left of what was
stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import openpyxl
import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt, QUrl
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QHeaderView
from pytestqt.qtbot import QtBot

from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.reports import files, making, reads
from counter.supervisor.reports.page import ReportsPage
from counter.supervisor.reports.showing import ReportShow, SlowWorkers
from counter.supervisor.reports.wanted import FileWish
from counter.supervisor.state import Tab
from counter.supervisor.window import SupervisorWindow
from counter.supervisor.wiring import connect_window
from hall.access import By, Role
from hall.errors import StoreUnavailable
from hall.figures import PeriodKind
from hall.report.kinds import KINDS
from hall.report.rendering import Format
from hall.store import Store, open_store
from hall.translator import Translator
from qtkit.print_out import PrintedPage
from qtkit.serial_worker import SerialWorker
from tests.conftest import FixedClock
from tests.hall_samples import BY

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
RINA = By(Role.SUPERVISOR, "rina")
AGUS = By(Role.AGENCY_SUPERVISOR, "agus", agency="imigrasi")


class Line:
    """The way to the store: ``away`` it does not answer; ``fetches`` counts what was read."""

    def __init__(self, store: Store) -> None:
        self._store, self.away, self.fetches = store, False, 0

    def fetch(self, job):
        self.fetches += 1
        if self.away:
            raise StoreUnavailable("the database does not answer")
        return self._store.fetch(job)

    def close(self) -> None:
        """It is the test's store."""


class Reports:
    """The window on its tab Laporan, and the hall behind it."""

    def __init__(self, qtbot: QtBot, store: Store, by: By, url: str, clock: FixedClock, folder: Path) -> None:
        self.qtbot, self.store, self.folder = qtbot, store, folder
        self.worker, self.slow, self.line = SerialWorker(), SlowWorkers(), Line(store)
        self.presenter = SupervisorPresenter(self.worker, lambda: open_store(url, clock), clock, by, by.login)
        self.window = SupervisorWindow(Translator("id"), self.presenter.now)
        settings = QSettings(str(folder / "counter.ini"), QSettings.Format.IniFormat)
        settings.setValue("reports/folder", str(folder))
        self.show = ReportShow(
            self.page,
            self.slow,
            lambda: cast("Store", self.line),
            by,
            self.window.translate,
            self.window,
            settings=settings,
        )
        connect_window(self.presenter, self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.presenter.start()
        qtbot.waitUntil(lambda: self.presenter.state.view is not None)
        self.press(Qt.Key(Qt.Key.Key_1 + self.presenter.state.tabs.index(Tab.REPORTS)), CTRL)
        self.settle()

    @property
    def page(self) -> ReportsPage:
        return self.window.reports

    @property
    def title(self) -> str:
        return self.page.panel.subtitle.text()

    @property
    def said(self) -> str:
        return self.page.making.text.text()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        if not self.window.isActiveWindow():
            with self.qtbot.waitActive(self.window):
                self.window.activateWindow()
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def settle(self) -> None:
        """Waits until what is chosen is shown."""
        self.qtbot.waitUntil(
            lambda: self.slow.idle and self.page.view is not None and self.page.view.wanted == self.page.wanted
        )

    def type_period(self, text: str) -> None:
        self.press(Qt.Key.Key_F, CTRL)
        QTest.keyClicks(self.page.choosing.period, text)
        self.press(Qt.Key.Key_Return)

    def save(self, key: Qt.Key, name: str, folder: Path | None = None) -> Path:
        """Presses the key of a format and types a name into the dialog, where that was led to a folder first."""
        self.press(key, CTRL)
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        with self.qtbot.waitActive(dialog):
            dialog.activateWindow()
        if folder is not None:
            dialog.setDirectory(str(folder))
        field = dialog.focusWidget()
        QTest.keyClick(field, Qt.Key.Key_A, CTRL)
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Qt.Key.Key_Return)
        return (folder or self.folder) / name

    def made(self, file: Path) -> Path:
        self.qtbot.waitUntil(lambda: self.page.making.file == file, timeout=20_000)
        return file

    def wish(self) -> FileWish:
        """The report that is shown, as a PDF."""
        assert self.page.view is not None
        return FileWish(self.page.view, Format.PDF, "rekap")

    def end(self) -> None:
        self.show.close()
        self.presenter.close()
        assert self.slow.close()
        assert self.worker.close()
        self.window.close()


@pytest.fixture
def staffed(sqlite_store: Store, clock: FixedClock) -> Store:
    """Three numbers for A and one for 2G, today, and two supervisors."""
    with sqlite_store.begin() as work:
        work.staff.add("rina", "Rina Marlina", "407163", BY, role="supervisor")
        work.staff.add("agus", "Agus Salim", "407163", BY, role="agency_supervisor", agency="imigrasi")
    for prefix in ("A", "A", "A", "2G"):
        sqlite_store.run(lambda work, prefix=prefix: work.tickets.issue(prefix, BY))
        clock.move(seconds=20)
    return sqlite_store


@pytest.fixture
def make(qtbot: QtBot, staffed: Store, sqlite_hall_url: str, clock: FixedClock, tmp_path: Path) -> Iterator[object]:
    """Opens the window for somebody."""
    opened: list[Reports] = []
    folder = tmp_path / "files"
    folder.mkdir()

    def begin(by: By = RINA) -> Reports:
        opened.append(Reports(qtbot, staffed, by, sqlite_hall_url, clock, folder))
        return opened[-1]

    yield begin
    for one in opened:
        one.end()


@pytest.fixture
def tab(make) -> Reports:
    return make()


def cells(reports: Reports) -> list[tuple[str, ...]]:
    """The first table that is shown: the name of each row with its sum."""
    table = reports.page.view.tables[0]
    return [(row[0], row[-1]) for row in table.texts]


def test_the_month_is_there_with_its_sums_and_says_what_is_live(tab):
    assert cells(tab) == [
        ("Disdukcapil", "3"),
        ("A - Perekaman KTP-el", "3"),
        ("B - Cetak ulang KTP-el", "0"),
        ("Imigrasi", "1"),
        ("2G - Paspor baru", "1"),
        ("Jumlah seluruhnya", "4"),
    ]
    assert tab.page.panel.figure.text() == "4"
    assert "1 November 2026" in tab.title
    assert tab.page.choosing.period.text() == "November 2026"
    status = tab.window.findChild(object, "last-event")
    assert status.text() == "Hari ini langsung dari antrean"


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


def test_periods_by_keys_and_typed(tab):
    tab.press(Qt.Key.Key_Right, ALT)  # December has not begun
    assert tab.page.wanted.period.text == "2026-11"
    tab.press(Qt.Key.Key_Left, ALT)
    tab.settle()
    assert "Oktober 2026" in tab.title
    assert tab.page.panel.figure.text() == "0"
    tab.type_period("2026-q4")
    tab.settle()
    assert tab.page.choosing.period.text() == "Triwulan IV 2026"
    assert tab.page.list.hasFocus()
    tab.type_period("2026-13")
    assert "“2026-13” tidak bisa dipakai" in tab.page.panel.band.text()
    assert tab.page.wanted.period.text == "2026-Q4"
    QTest.keyClicks(tab.page.choosing.period, "x")
    assert not tab.page.panel.band.isVisible()  # something else is typed by now
    tab.type_period("2026-13")
    assert tab.page.panel.band.isVisible()
    tab.press(Qt.Key.Key_Escape)
    assert not tab.page.panel.band.isVisible()
    tab.press(Qt.Key.Key_Escape)
    assert tab.page.choosing.period.text() == "Triwulan IV 2026"
    tab.page.choosing.kind.setFocus(Qt.FocusReason.TabFocusReason)
    tab.press(Qt.Key.Key_Home)
    tab.settle()
    assert tab.page.wanted.period.kind is PeriodKind.DAY
    assert tab.title == "23 November 2026"


def test_another_agency_alone(tab):
    tab.page.choosing.agency.setFocus(Qt.FocusReason.TabFocusReason)
    tab.press(Qt.Key.Key_End)
    tab.settle()
    assert [name for name, _ in cells(tab)] == ["Imigrasi", "2G - Paspor baru", "Jumlah seluruhnya"]


def test_who_answers_for_an_agency_reads_its_own(make):
    tab = make(AGUS)
    assert [name for name, _ in cells(tab)] == ["Imigrasi", "2G - Paspor baru", "Jumlah seluruhnya"]
    assert tab.page.choosing.agency.currentText() == "Imigrasi"
    assert not tab.page.choosing.agency.isEnabled()


def test_english_is_read_anew(tab):
    tab.press(Qt.Key.Key_L, CTRL)
    tab.settle()
    assert tab.page.panel.counted.text().startswith("applicants")
    assert cells(tab)[-1] == (Translator("en")("report.all"), "4")


def test_without_the_database_the_report_stays_and_comes_by_itself_afterwards(tab):
    tab.line.away = True
    before = tab.title
    tab.press(Qt.Key.Key_Left, ALT)
    tab.qtbot.waitUntil(lambda: tab.page.panel.band.text().startswith("Basis data tidak menjawab."))
    assert tab.title == before
    assert tab.page.choosing.period.text() == "Oktober 2026"
    tab.made(tab.save(Qt.Key.Key_S, "november.xlsx"))  # what is shown is made into a file all the same
    tab.line.away = False
    tab.settle()
    assert "Oktober 2026" in tab.title
    assert tab.page.panel.band.isHidden()


def test_the_present_day_is_read_again_but_not_at_every_change(tab, staffed, monkeypatch):
    count = tab.line.fetches
    for _ in range(5):
        tab.show.on_hall_changed()
        tab.qtbot.wait(1)
    assert tab.line.fetches == count
    monkeypatch.setattr(reads, "AGAIN_MS", 30)
    tab.show.reads._again.stop()
    staffed.run(lambda work: work.tickets.issue("A", BY))
    for _ in range(5):
        tab.show.on_hall_changed()
    tab.qtbot.waitUntil(lambda: tab.page.panel.figure.text() == "5")
    assert tab.line.fetches == count + 1


def test_what_is_over_or_not_looked_at_is_not_read_again(tab, monkeypatch):
    monkeypatch.setattr(reads, "AGAIN_MS", 1)
    tab.press(Qt.Key.Key_Left, ALT)
    tab.settle()
    count = tab.line.fetches
    tab.show.on_hall_changed()
    tab.qtbot.wait(20)
    assert tab.line.fetches == count
    tab.press(Qt.Key.Key_Right, ALT)
    tab.settle()
    tab.press(Qt.Key.Key_1, CTRL)
    tab.qtbot.waitUntil(tab.page.isHidden)
    tab.show.on_hall_changed()
    tab.qtbot.wait(20)
    assert tab.line.fetches == count + 1
    tab.press(Qt.Key.Key_3, CTRL)
    tab.qtbot.waitUntil(lambda: tab.line.fetches == count + 2)


def test_every_report_has_a_name_and_is_read(tab):
    looks = tab.page.list.rows.looks
    assert [look.key for look in looks] == list(KINDS)
    for look in looks:
        assert look.name
        assert look.about
        tab.settle()
        assert tab.page.view.report.key == look.key
        tab.press(Qt.Key.Key_Down)


def test_a_refresh_moves_nothing(tab):
    grid = tab.page.panel.document.parts[0].grid
    tab.press(Qt.Key.Key_Return)
    assert grid.hasFocus()
    tab.press(Qt.Key.Key_End)
    tab.press(Qt.Key.Key_Down)
    place, value = (grid.currentIndex().row(), grid.currentIndex().column()), grid.horizontalScrollBar().value()
    assert value > 0
    view = tab.page.view
    tab.page.show_report(replace(view, report=replace(view.report, subtitle="another")))
    assert tab.title == "another"
    assert tab.page.panel.document.parts[0].grid is grid
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == place
    assert grid.horizontalScrollBar().value() == value


def test_a_period_that_is_typed_before_the_hall_was_read_is_not_answered(qtbot):
    page = ReportsPage(Translator("id"))
    qtbot.addWidget(page)
    QTest.keyClicks(page.choosing.period, "2026-11")
    QTest.keyClick(page.choosing.period, Qt.Key.Key_Return)
    assert (page.wanted, page.choosing.period.text()) == (None, "2026-11")


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
    tab.qtbot.waitUntil(lambda: tab.said == "Terkirim ke pencetak Loket.", timeout=20_000)
    assert [name for name, _ in printed] == ["Rekap pemohon - Oktober 2026"]
    assert "Oktober 2026" in printed[0][1]
    assert ("Arti setiap angka" in printed[0][1]) is with_meanings
    assert [one.name for one in tab.folder.iterdir() if one.suffix != ".ini"] == []
    assert file_buttons(tab) == {True}


def test_buttons_stand_where_they_stood_in_every_period_and_of_every_agency(tab):
    bar = tab.page.choosing
    parts = (bar.before, bar.period, bar.after, bar.kind, bar.agency, bar.more, bar.print, bar.sheet, bar.pdf)
    places = [part.geometry() for part in parts]
    for text in ("2026-11-02", "2026-W40", "2026-Q3", "2026-S1", "2026", "2026-09-28..2026-10-15"):
        tab.type_period(text)
        tab.settle()
        assert [part.geometry() for part in parts] == places, text
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        bar.agency.setFocus(Qt.FocusReason.TabFocusReason)
        tab.press(key)
        tab.settle()
        assert [part.geometry() for part in parts] == places
    assert len({place.center().y() for place in places}) == 1  # one row at 1280 pixels


def test_a_report_of_one_agency_says_so_whichever_report_it_is(tab):
    tab.page.choosing.agency.setFocus(Qt.FocusReason.TabFocusReason)
    tab.press(Qt.Key.Key_End)
    tab.settle()
    assert tab.title.startswith("Hanya Imigrasi · ")
    tab.page.list.setFocus(Qt.FocusReason.TabFocusReason)
    tab.press(Qt.Key.Key_Down)
    tab.settle()
    assert tab.title.startswith("Hanya Imigrasi · ")


def test_the_sheet_of_a_visit_leads_to_where_plans_are_written(tab):
    assert tab.page.plans.isHidden()
    keys = [look.key for look in tab.page.list.rows.looks]
    tab.page.list.setCurrentIndex(tab.page.list.rows.index(keys.index("activity")))
    tab.settle()
    assert tab.page.plans.text() == "Tulis rencana di tab Kendala"
    assert tab.page.plans.isVisible()
    QTest.mouseClick(tab.page.plans, Qt.MouseButton.LeftButton)
    tab.qtbot.waitUntil(lambda: tab.presenter.state.tab is Tab.OBSTACLES)


def test_a_report_that_failed_is_read_again_by_its_button(tab, monkeypatch):
    def fail(*_given):
        raise ValueError("a fault")

    with monkeypatch.context() as patch:
        patch.setattr(tab.line, "fetch", fail)
        tab.press(Qt.Key.Key_Left, ALT)
        tab.qtbot.waitUntil(tab.page.panel.again.isVisible)
    assert "Coba lagi" in tab.page.panel.band.text()
    assert tab.page.panel.again.text() == "Coba lagi"
    QTest.mouseClick(tab.page.panel.again, Qt.MouseButton.LeftButton)
    tab.settle()
    assert "Oktober 2026" in tab.title
    assert tab.page.panel.again.isHidden()


def test_the_dialogs_of_files_speak_the_language_of_the_window(tab):
    tab.press(Qt.Key.Key_S, CTRL)
    tab.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    model = dialog.findChild(QHeaderView).model()
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert heads == ["Nama", "Ukuran", "Jenis", "Diubah"]
    dialog.reject()
    tab.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    said = QCoreApplication.translate
    assert said("QFileDialog", "%1 already exists.\nDo you want to replace it?") == "%1 sudah ada. Ganti berkas itu?"
    assert (said("QPlatformTheme", "&Yes"), said("QPlatformTheme", "&No")) == ("&Ya", "&Tidak")
    assert said("Elsewhere", "Name") == "Name"
    tab.show.close()
    assert said("QPlatformTheme", "&Yes") == "&Yes"
