"""The supervisor's window on its tab Laporan, for tests."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.reports.page import ReportsPage
from counter.supervisor.reports.showing import ReportShow, SlowWorkers
from counter.supervisor.reports.wanted import FileWish, Wanted
from counter.supervisor.state import Tab
from counter.supervisor.window import SupervisorWindow
from counter.supervisor.wiring import connect_window
from hall.access import By, Role
from hall.errors import StoreUnavailable
from hall.report.rendering import Format
from hall.store import Store, open_store
from hall.translator import Translator
from qtkit.serial_worker import SerialWorker
from tests.conftest import FixedClock

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
        self.qtbot.waitUntil(lambda: self.slow.idle and self._shown == self.page.wanted)

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
        self.qtbot.waitUntil(lambda: self.page.making.file == file)
        return file

    def wish(self) -> FileWish:
        """The report that is shown, as a PDF."""
        assert self.page.files.view is not None
        return FileWish(self.page.files.view, Format.PDF, "rekap")

    @property
    def _shown(self) -> Wanted | None:
        return None if self.page.files.view is None else self.page.files.view.wanted

    def end(self) -> None:
        self.show.close()
        self.presenter.close()
        assert self.slow.close()
        assert self.worker.close()
        self.window.close()


def cells(reports: Reports) -> list[tuple[str, ...]]:
    """The first table that is shown: the name of each row with its sum."""
    table = reports.page.files.view.tables[0]
    return [(row[0], row[-1]) for row in table.texts]
