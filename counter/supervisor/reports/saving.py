"""Where a file of a report goes, and what is done with it afterwards: the system's dialogs and programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QStandardPaths, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from counter.supervisor.reports.wanted import FileWish
from hall.translator import Translator

_FOLDER = "reports/folder"


def settings_of_person() -> QSettings:
    """Where the program keeps what a person has chosen on this machine."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "mpp", "counter")


class ReportSaving(QObject):
    """``place_chosen`` carries a FileWish and the Path that the file is to have, ``printer_chosen`` a FileWish and the
    QPrinter. The dialogs belong to ``window``."""

    place_chosen = Signal(object, object)
    printer_chosen = Signal(object, object)

    def __init__(
        self,
        window: QWidget,
        translate: Translator,
        settings: QSettings,
        open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._translate, self._settings, self._open_url = window, translate, settings, open_url

    @property
    def folder(self) -> Path:
        """Where the person has put a file last, or their documents."""
        kept = str(self._settings.value(_FOLDER, ""))
        if kept and Path(kept).is_dir():
            return Path(kept)
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    @Slot(object)
    def ask_place(self, wish: FileWish) -> None:
        """Asks where a file goes; its name is proposed."""
        translate, wanted = self._translate, wish.format
        file = self.folder / f"{wish.name}.{wanted}"
        dialog = QFileDialog(self._window, translate("supervisor.reports_save_title"), str(file.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilter(f"{wanted.upper()} (*.{wanted})")
        dialog.setDefaultSuffix(wanted.value)
        for label, code in (
            (QFileDialog.DialogLabel.LookIn, "save_in"),
            (QFileDialog.DialogLabel.FileName, "save_name"),
            (QFileDialog.DialogLabel.FileType, "save_type"),
            (QFileDialog.DialogLabel.Accept, "save_do"),
            (QFileDialog.DialogLabel.Reject, "cancel"),
        ):
            dialog.setLabelText(label, translate(f"supervisor.reports_{code}"))
        dialog.selectFile(file.name)

        def choose(chosen: str) -> None:
            self._settings.setValue(_FOLDER, str(Path(chosen).parent))
            self.place_chosen.emit(wish, Path(chosen))

        dialog.fileSelected.connect(choose)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def open_file(self, file: Path) -> bool:
        """Opens a file by the program that the system has for it; returns whether there is one."""
        return self._open_url(QUrl.fromLocalFile(str(file)))

    @Slot(object)
    def ask_printer(self, wish: FileWish) -> None:
        """Asks by the system's dialog on which printer a report goes."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle(self._translate("supervisor.reports_print"))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, False)

        def end(answer: int) -> None:
            dialog.deleteLater()
            if answer == QPrintDialog.DialogCode.Accepted:
                self.printer_chosen.emit(wish, printer)

        dialog.finished.connect(end)
        QDialog.open(dialog)
