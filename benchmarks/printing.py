"""The way to paper: from the touch to the printer's first byte, and from that to the confirmed cut.

The kiosk is the real program on SQLite, offscreen; the printer has a mechanism at its real speed, in a process of its
own, so that both clocks are the machine's and neither slows the other.
"""

from __future__ import annotations

import os
import tempfile
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.fakes import PrinterProcess, printer_process
from benchmarks.table import Row, percentile
from hall.assets import sample_config
from hall.printing.opening import open_printer
from hall.printing.outcome import Calibration, Confirm
from hall.printing.slip import Fact, Slip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from kiosk.app import KioskApp

SPEED_MM_S = 200.0
CUT_S = 0.15
_PROVES = Calibration(answers=True, confirm=Confirm.PROCESS_ID)
_SLIP = Slip(
    code="A-042", token="K3QX7PMR2TWABCDE",  # noqa: S106 - no password: what a QR says
    hall="Mal Pelayanan Publik", city="Kota Kendari",
    date_lines=("Senin", "23 Nov 2026"), service="Perekaman KTP-el", agency="Disdukcapil",
    facts=(Fact("12 orang", "di depan Anda"), Fact("10.42", "waktu ambil")), zone="Zona Podium",
    zone_pictogram="podium",
    counters="Loket 5-9", directions="Lurus, lalu belok kiri.",
    notes=("Simpan kertas ini.", "Terlewat? Lapor ke petugas."),
)  # fmt: skip


def links(slips: int) -> Iterator[Row]:
    """First byte to confirmed cut on each link that can be had here, against what the paper itself needs."""
    with printer_process() as printer:
        url = f"tcp://127.0.0.1:{printer.port}"
        yield _against_paper("TCP, raster", url, printer, slips, 1.25)
    ours, port = os.openpty()
    tty.setraw(ours)
    tty.setraw(port)
    try:
        for mode, target in (("mix", 1.4), ("text", 1.4)):
            with printer_process("--terminal", str(ours), "--baud", "115200", keep=(ours,)) as printer:
                url = f"serial://{os.ttyname(port)}?flow=none"
                yield _against_paper(f"serial 115200, {mode}", url, printer, slips, target, mode)
    finally:
        os.close(ours)
        os.close(port)


def _against_paper(name: str, url: str, printer: PrinterProcess, slips: int, target: float, mode: str = "") -> Row:
    opened = open_printer(url, 80, Path(), mode=mode, calibration=_PROVES)
    opened.print(_SLIP)  # fills up what might be torn, and loads the fonts
    printer.cut()
    shares, floors = [], []
    for _ in range(slips):
        result = opened.print(_SLIP)
        confirmed = time.monotonic()
        cut = printer.cut()
        assert result.verified, result.detail
        floor = cut.mm / SPEED_MM_S + CUT_S
        shares.append((confirmed - cut.first_byte) / floor)
        floors.append(floor)
    return Row(f"slip, {name}: first byte to confirmed cut / paper's own time", percentile(shares, 0.5), "x", target,
               "at most", percentile(floors, 0.5) * 1000)  # fmt: skip


def kiosk(touches: int) -> Iterator[Row]:
    """Touch released to first byte at the printer; the longest pause of the screen while the printer stalls."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with printer_process("--scale", "50") as printer, _started(printer) as (application, app):
        waits = []
        for number in range(touches + 3):
            released = _touched(application, app, number)
            cut = printer.cut()
            _until(application, lambda: app.presenter.screen.slip.value == "out")
            app.presenter.navigation.finish()
            if number >= 3:
                waits.append((cut.first_byte - released) * 1000)
        yield Row("touch released to first byte at the printer, p99", percentile(waits, 0.99), "ms", 60.0, "at most")
        printer.happen("stall")
        time.sleep(0.1)
        _touched(application, app, 0)
        yield Row("longest pause of the screen while the printer stalls", _longest_pause(application, 6.0), "ms", 16.0,
                  "at most")  # fmt: skip
        printer.happen("mend")


@contextmanager
def _started(printer: PrinterProcess) -> Iterator[tuple[QApplication, KioskApp]]:
    from PySide6.QtWidgets import QApplication

    from kiosk.app import KioskApp

    with tempfile.TemporaryDirectory() as folder:
        config = sample_config().read_text(encoding="utf-8").replace("always_open = false", "always_open = true")
        config = config.replace('printer = "paper:slips"', f'printer = "tcp://127.0.0.1:{printer.port}"')
        file = Path(folder) / "config.toml"
        file.write_text(config, encoding="utf-8")
        application = QApplication.instance() or QApplication([])
        assert isinstance(application, QApplication)
        app = KioskApp(["--config", str(file), "--station", "kiosk-1", "--geometry", "1080x1920"])
        app.show()
        _until(application, lambda: app.window.page == "agencies")
        _until(application, lambda: app.print_worker is not None and app.print_worker.isRunning())
        _wait(application, 3.0)  # fonts are loaded, the printer was asked
        try:
            yield application, app
        finally:
            app.window.close()
            app.program.close()


def _touched(application: QApplication, app: KioskApp, number: int) -> float:
    """A visitor's two touches; the time at which the second was released."""
    _wait(application, 0.45)
    _click(app.window, "agency-disdukcapil")
    _until(application, lambda: app.window.page == "services")
    _wait(application, 0.45)
    row = app.window.findChildren(_widget())
    rows = sorted(w.objectName() for w in row if w.objectName().startswith("service-") and w.isVisible())
    name = rows[number % len(rows)]
    released = time.monotonic()
    _click(app.window, name)
    _until(application, lambda: app.window.page == "ticket")
    return released


def _widget() -> type[QWidget]:
    from PySide6.QtWidgets import QWidget

    return QWidget


def _click(window: QWidget, name: str) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    found = window.findChild(_widget(), name)
    assert found is not None, name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def _until(application: QApplication, holds: object) -> None:
    end = time.monotonic() + 30
    while not holds():  # type: ignore[operator]
        application.processEvents()
        time.sleep(0.0005)
        if time.monotonic() > end:
            raise TimeoutError("the kiosk does not get there")


def _wait(application: QApplication, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        application.processEvents()
        time.sleep(0.001)


def _longest_pause(application: QApplication, seconds: float) -> float:
    """The longest time in milliseconds in which no event could be handled."""
    longest, end = 0.0, time.monotonic() + seconds
    _wait(application, 0.5)  # the new page is painted: that is not the printer's doing
    while (began := time.monotonic()) < end:
        application.processEvents()
        longest = max(longest, time.monotonic() - began)
        time.sleep(0.0005)
    return longest * 1000
