"""A page goes to the printer, or where there is none into a file that can be found."""

import pytest
from PySide6.QtCore import QRectF, QSize, QStandardPaths, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from hall.errors import DeviceError
from qtkit import print_out
from qtkit.print_out import print_painted, print_pdf

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def documents(tmp_path, monkeypatch):
    folder = tmp_path / "Dokumen"
    monkeypatch.setattr(print_out, "_default_printer", lambda: None)
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(folder))
    return folder


@pytest.fixture
def paper(tmp_path):
    """A printer whose paper is a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    return printer


def cross(painter: QPainter, page: QRectF) -> None:
    """The left half is black."""
    painter.fillRect(QRectF(0, 0, page.width() / 2, page.height()), Qt.GlobalColor.black)


def read(file):
    """How many pages, the size of the first in points, and whether its left and right half have ink."""
    document = QPdfDocument()
    assert document.load(str(file)) is QPdfDocument.Error.None_
    size = document.pagePointSize(0)
    image = document.render(0, QSize(200, round(200 * size.height() / size.width())))
    here = [image.pixelColor(x, image.height() // 2) for x in (50, 150)]
    ink = tuple(colour.lightness() < 100 and colour.alpha() > 100 for colour in here)
    found = document.pageCount(), (round(size.width()), round(size.height())), ink
    document.close()
    return found


@pytest.mark.parametrize(("landscape", "size"), [(True, (842, 595)), (False, (595, 842))])
def test_without_a_printer_a_page_is_a_file_in_the_documents(documents, landscape, size):
    printed = print_painted(cross, "Ikhtisar: 23/11", landscape=landscape)
    assert printed.file == documents / "Ikhtisar- 23-11.pdf"
    assert read(printed.file) == (1, size, (True, False))
    again = print_painted(cross, "Ikhtisar: 23/11", landscape=landscape)
    assert again.file == documents / "Ikhtisar- 23-11 (1).pdf"


def test_a_page_and_a_pdf_file_go_to_the_printer(documents, paper, tmp_path):
    assert print_painted(cross, "Ikhtisar", landscape=True, printer=paper).file is None
    first = tmp_path / "paper.pdf"
    assert read(first) == (1, (842, 595), (True, False))
    source = first.rename(tmp_path / "source.pdf")
    assert print_pdf(source, "Salinan", printer=paper).file is None
    assert read(first) == (1, (842, 595), (True, False))
    assert not documents.exists()


def test_a_pdf_file_without_a_printer_is_copied(documents, tmp_path):
    source = tmp_path / "blok.pdf"
    source.write_bytes(b"%PDF-1.4 of somebody")
    printed = print_pdf(source, "Blok nomor")
    assert printed.file == documents / "Blok nomor.pdf"
    assert printed.file.read_bytes() == source.read_bytes()


def test_what_is_no_pdf_and_a_folder_that_cannot_be_made_are_said(documents, paper, tmp_path):
    nothing = tmp_path / "nothing.pdf"
    nothing.write_text("no")
    with pytest.raises(DeviceError, match="no PDF file"):
        print_pdf(nothing, "x", printer=paper)
    documents.write_text("a file stands where the folder should be")
    with pytest.raises(DeviceError, match="cannot be made"):
        print_painted(cross, "x")
