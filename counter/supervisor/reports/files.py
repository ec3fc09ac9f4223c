"""Makes files of reports and prints reports, one at a time, in a worker of its own."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtPrintSupport import QPrinter

from counter.desk.state import DeskNotice
from counter.desk.texts import notice_of
from counter.supervisor.reports.making import make_file
from counter.supervisor.reports.wanted import FileOrder
from hall.errors import DeviceError
from hall.report.progress import Stopped
from qtkit.low_priority import give_way
from qtkit.print_out import PrintedPage, print_pdf
from qtkit.serial_worker import SerialWorker


class ReportFiles(QObject):
    """``progressed`` carries the page or sheet that is made and how many there are; then comes one of ``made`` (its
    Path), ``printed`` (a DeskNotice), ``stopped``, ``failed`` (a DeskNotice). ``sent``: all pages are made, they go to
    the printer."""

    progressed = Signal(int, int)
    made = Signal(object)
    stopped = Signal()
    failed = Signal(object)
    printed = Signal(object)
    sent = Signal()

    _told = Signal(int, int)

    def __init__(self, worker: SerialWorker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._stop = threading.Event()
        self._busy = self._closed = False
        self._told.connect(self._on_told)

    @property
    def busy(self) -> bool:
        """Whether a file is being made."""
        return self._busy

    @Slot(object)
    def make(self, order: FileOrder) -> None:
        """Makes a file; not while another one is made."""
        if self._busy:
            return
        self._begin()
        self._worker.run(lambda: self._make(order), self._on_made, self._on_failed)

    def print_out(self, order: FileOrder, printer: QPrinter) -> None:
        """Prints a report, by a PDF file that nobody keeps; not while another file is made."""
        if self._busy:
            return
        self._begin()
        self._worker.run(lambda: self._print(order, printer), self._on_printed, self._on_unprinted)

    def _begin(self) -> None:
        self._busy = True
        self._stop.clear()

    @Slot()
    def stop(self) -> None:
        """The file is wanted no more: nothing of it stays."""
        self._stop.set()

    def close(self) -> None:
        """Stops what is made; nothing is said of it."""
        self._closed = True
        self._stop.set()

    def _make(self, order: FileOrder) -> Path | None:
        """Runs in the worker."""
        give_way()

        def refuse_stopped() -> None:
            if self._stop.is_set():
                raise Stopped

        def progress(number: int, count: int) -> None:
            refuse_stopped()
            self._told.emit(number, count)

        try:
            return make_file(order, progress, refuse_stopped)
        except Stopped:
            return None
        except OSError as error:
            raise DeviceError(f"{order.file} ({error.strerror})") from error

    def _print(self, order: FileOrder, printer: QPrinter) -> PrintedPage | None:
        """Runs in the worker."""
        with TemporaryDirectory(prefix="mpp-print-") as folder:
            file = self._make(replace(order, file=Path(folder) / order.file))
            if file is None:
                return None
            self.sent.emit()
            return print_pdf(file, order.file.stem, printer=printer)

    @Slot(int, int)
    def _on_told(self, number: int, count: int) -> None:
        if self._busy and not self._closed:
            self.progressed.emit(number, count)

    def _on_made(self, file: Path | None) -> None:
        self._busy = False
        if self._closed:
            return
        if file is None:
            self.stopped.emit()
        else:
            self.made.emit(file)

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        if not self._closed:
            self.failed.emit(_why(error, "supervisor.reports_unwritten"))

    def _on_printed(self, page: PrintedPage | None) -> None:
        self._busy = False
        if self._closed:
            return
        if page is None:
            self.stopped.emit()
            return
        code, where = ("printed", page.printer) if page.file is None else ("copied", str(page.file))
        self.printed.emit(DeskNotice(f"supervisor.reports_{code}", (("where", where),), tone="info"))

    def _on_unprinted(self, error: Exception) -> None:
        self._busy = False
        if not self._closed:
            self.printed.emit(_why(error, "supervisor.reports_unprinted"))


def _why(error: Exception, code: str) -> DeskNotice:
    if isinstance(error, DeviceError):
        return DeskNotice(code, (("why", str(error)),), tone="error")
    return notice_of(error, away="supervisor.reports_away")
