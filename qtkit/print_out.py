"""Putting a page on paper: on the printer that the system calls its default, else as a PDF in the user's documents."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, QStandardPaths, Qt
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from hall.errors import DeviceError

Paint = Callable[[QPainter, QRectF], None]
"""Paints one page into the rectangle inside its margins, in dots."""
_MARGIN_MM = 8.0
_DPI = 300
_FORBIDDEN = '<>:"/\\|?*'
"""What no file of Windows has in its name."""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """Where a page went: to the ``printer`` of that name, or into ``file`` when there is none."""

    printer: str = ""
    file: Path | None = None


def print_painted(paint: Paint, name: str, *, landscape: bool = False, printer: QPrinter | None = None) -> PrintedPage:
    """Print one A4 page that ``paint`` fills; ``name`` is the job's, and the file's without its ending. ``printer``
    takes the place of the system's default one.

    Raises DeviceError when neither a printer nor the documents folder takes it.
    """
    found = printer or _default_printer()
    if found is not None:
        found.setDocName(name)
        _paint_page(found, paint, found.pageLayout, landscape=landscape)
        return PrintedPage(printer=found.printerName() or name)
    file = _free_file(name)
    writer = QPdfWriter(str(file))
    writer.setResolution(_DPI)
    writer.setTitle(name)
    _paint_page(writer, paint, writer.pageLayout, landscape=landscape)
    return PrintedPage(file=file)


def print_pdf(source: Path, name: str, *, printer: QPrinter | None = None) -> PrintedPage:
    """Print the PDF file ``source`` page by page; ``name`` and ``printer`` as for ``print_painted``. Where there is no
    printer, or Qt's reader of PDF is not installed (it is in PySide6_Addons), it is copied to the documents folder.

    Raises DeviceError as ``print_painted``, and when ``source`` is no PDF.
    """
    found = printer or _default_printer()
    if found is None or find_spec("PySide6.QtPdf") is None:
        return PrintedPage(file=_copied(source, name))
    found.setDocName(name)
    _print_pages(source, found)
    return PrintedPage(printer=found.printerName() or name)


def _paint_page(device: QPagedPaintDevice, paint: Paint, layout: Callable[[], QPageLayout], *, landscape: bool) -> None:
    device.setPageLayout(_a4(landscape=landscape))
    painter = _begun(device)
    inside = layout().paintRectPixels(device.logicalDpiX())
    paint(painter, QRectF(0, 0, inside.width(), inside.height()))
    _end(painter)


def _print_pages(source: Path, printer: QPrinter) -> None:
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument()
    if document.load(str(source)) is not QPdfDocument.Error.None_ or not document.pageCount():
        raise DeviceError(f"{source} is no PDF file that can be read")
    first = document.pagePointSize(0)
    printer.setFullPage(True)
    printer.setPageLayout(_a4(landscape=first.width() > first.height(), margin_mm=0.0))
    printer.setResolution(_DPI)
    painter = _begun(printer)
    for number in range(document.pageCount()):
        if number:
            printer.newPage()
        room = QSizeF(printer.width(), printer.height())
        size = document.pagePointSize(number).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (room.width() - size.width()) / 2, (room.height() - size.height()) / 2
        painter.drawImage(QRectF(left, top, size.width(), size.height()), document.render(number, size.toSize()))
    _end(painter)
    document.close()


def _default_printer() -> QPrinter | None:
    """The system's; None when it has none."""
    info = QPrinterInfo.defaultPrinter()
    return None if info.isNull() else QPrinter(info, QPrinter.PrinterMode.HighResolution)


def _a4(*, landscape: bool, margin_mm: float = _MARGIN_MM) -> QPageLayout:
    side = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    margins = QMarginsF(margin_mm, margin_mm, margin_mm, margin_mm)
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), side, margins, QPageLayout.Unit.Millimeter)


def _begun(device: QPagedPaintDevice) -> QPainter:
    painter = QPainter()
    if not painter.begin(device):
        raise DeviceError("the page cannot be printed; look at the printer, or at the room in the documents folder")
    return painter


def _end(painter: QPainter) -> None:
    if not painter.end():
        raise DeviceError("the page was not printed to its end; look at the printer")


def _copied(source: Path, name: str) -> Path:
    file = _free_file(name)
    try:
        shutil.copyfile(source, file)
    except OSError as error:
        raise DeviceError(f"{source} cannot be copied to {file} ({error.strerror})") from error
    return file


def _free_file(name: str) -> Path:
    """A file of this name in the user's documents that is not there yet."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    plain = "".join("-" if letter in _FORBIDDEN or not letter.isprintable() else letter for letter in name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeviceError(f"the folder {folder} cannot be made ({error.strerror})") from error
    numbered = (folder / f"{plain}{f' ({again})' if again else ''}.pdf" for again in range(1000))
    file = next((one for one in numbered if not one.exists()), None)
    if file is None:
        raise DeviceError(f"the folder {folder} is full of pages called {plain}; take some away")
    return file
