"""The tab Laporan at work: what its page asks for is read, made into files, saved and printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Slot
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from counter.desk.state import DeskNotice
from counter.supervisor.reports.files import ReportFiles
from counter.supervisor.reports.page import ReportsPage
from counter.supervisor.reports.reads import ReportReads
from counter.supervisor.reports.saving import ReportSaving, settings_of_person
from counter.supervisor.reports.wanted import FileWish
from hall.access import By
from hall.translator import Translator
from qtkit.qt_words import QtWords
from qtkit.serial_worker import SerialWorker

if TYPE_CHECKING:
    from hall.store import Store


class SlowWorkers:
    """One worker that reads reports, one that makes files: neither waits for the other, and nobody for them."""

    def __init__(self) -> None:
        self.reading, self.making = SerialWorker(), SerialWorker()

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return self.reading.idle and self.making.idle

    def close(self) -> bool:
        """Ends both; False when one still runs after its time."""
        closed = [worker.close() for worker in (self.reading, self.making)]
        return all(closed)


class ReportShow(QObject):
    """Serves ``page`` as ``by`` may see the hall; ``reads``, ``files`` and ``saving`` are its parts."""

    def __init__(
        self,
        page: ReportsPage,
        workers: SlowWorkers,
        open_store: Callable[[], Store],
        by: By,
        translate: Translator,
        parent: QObject | None = None,
        *,
        settings: QSettings | None = None,
    ) -> None:
        super().__init__(parent)
        self._page, self._translate = page, translate
        self.reads = ReportReads(workers.reading, open_store, by, translate, self)
        self.files = ReportFiles(workers.making, self)
        window: QWidget = page.window()
        self.saving = ReportSaving(window, translate, settings or settings_of_person(), parent=self)
        self._words = QtWords(translate, self)
        QCoreApplication.installTranslator(self._words)
        self._connect()

    def _connect(self) -> None:
        page, reads, files, saving = self._page, self.reads, self.files, self.saving
        making = page.making
        for said, act in (
            (page.report_wanted, reads.ask),
            (page.watched, reads.watch),
            (reads.read, page.show_report),
            (reads.failed, page.show_trouble),
            (page.file_wanted, saving.ask_place),
            (saving.place_chosen, self._on_place_chosen),
            (making.stopped, files.stop),
            (files.progressed, making.show_pages),
            (files.made, making.show_made),
            (files.stopped, making.end),
            (files.failed, making.end),
            (files.sent, making.show_sent),
            (files.printed, making.end),
            (making.opened, self._on_opened),
            (page.print_wanted, saving.ask_printer),
            (saving.printer_chosen, self._on_printer_chosen),
        ):
            said.connect(act)

    @Slot()
    def on_hall_changed(self) -> None:
        """Something has happened in the hall."""
        self.reads.on_hall_changed()

    def close(self) -> None:
        """The person goes: nothing is read or made for them any more."""
        QCoreApplication.removeTranslator(self._words)
        self.reads.close()
        self.files.close()

    @Slot(object, object)
    def _on_place_chosen(self, wish: FileWish, file: Path) -> None:
        if not self.files.busy:
            self._page.making.begin(wish.format)
            self.files.make(wish.order(file, self._translate))

    @Slot(object)
    def _on_opened(self, file: Path) -> None:
        if not self.saving.open_file(file):
            self._page.making.say(DeskNotice("supervisor.reports_unopened", tone="warn"))

    @Slot(object, object)
    def _on_printer_chosen(self, wish: FileWish, printer: QPrinter) -> None:
        if not self.files.busy:
            self._page.making.begin(wish.format)
            self.files.print_out(wish.order(Path(f"{wish.name}.{wish.format}"), self._translate), printer)
