"""The tab Laporan on a real hall, by keyboard: reports are read, files are made, and nothing is left of what was
stopped."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QHeaderView

from counter.supervisor.reports import reads
from counter.supervisor.reports.page import ReportsPage
from counter.supervisor.state import Tab
from hall.figures import PeriodKind
from hall.report.kinds import KINDS
from hall.translator import Translator
from tests.counter.supervisor.reports_tab import AGUS, ALT, CTRL, cells
from tests.hall_samples import BY


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
        assert tab.page.files.view.report.key == look.key
        tab.press(Qt.Key.Key_Down)


def test_a_refresh_moves_nothing(tab):
    grid = tab.page.panel.document.parts[0].grid
    tab.press(Qt.Key.Key_Return)
    assert grid.hasFocus()
    tab.press(Qt.Key.Key_End)
    tab.press(Qt.Key.Key_Down)
    place, value = (grid.currentIndex().row(), grid.currentIndex().column()), grid.horizontalScrollBar().value()
    assert value > 0
    view = tab.page.files.view
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
