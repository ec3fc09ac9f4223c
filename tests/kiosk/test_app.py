from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hall.assets import sample_config
from hall.lifecycle import State
from kiosk.app import KioskApp

Open = Callable[..., KioskApp]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The sample hall, always open."""
    text = sample_config().read_text(encoding="utf-8")
    lines = ("always_open = true" if line.startswith("always_open") else line for line in text.splitlines())
    path = tmp_path / "config.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def start(config: Path, qtbot: QtBot) -> Iterator[Open]:
    """Starts the real program on its own SQLite file and waits for the first page."""
    apps: list[KioskApp] = []

    def begin(station: str) -> KioskApp:
        app = KioskApp(["--config", str(config), "--station", station, "--geometry", "1080x1920"])
        apps.append(app)
        qtbot.addWidget(app.window)
        app.show()
        qtbot.waitUntil(lambda: app.window.page == "agencies")
        return app

    yield begin
    for app in apps:
        app.program.close()


def touch(app: KioskApp, name: str) -> None:
    """A finger on a widget, after the pause that the kiosk asks for."""
    found = app.window.findChild(QWidget, name)
    assert found is not None, f"no widget is called {name}"
    assert found.isVisible(), f"{name} cannot be touched"
    pause = QEventLoop()  # real time: the program has its own clock; QTest.qWait would starve its threads
    QTimer.singleShot(850, pause.quit)
    pause.exec()
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_touches_lead_to_a_number_and_a_slip(start: Open, qtbot: QtBot, config: Path):
    app = start("kiosk-1")
    touch(app, "priority-switch")
    touch(app, "agency-disdukcapil")
    touch(app, _first_service(app))
    qtbot.waitUntil(lambda: app.window.page == "ticket")
    shown = app.presenter.screen.ticket
    assert shown is not None

    qtbot.waitUntil(lambda: any((config.parent / "slips").glob(f"{shown.code}-*.png")))
    qtbot.waitUntil(lambda: app.presenter.screen.ticket.state is State.WAITING)

    ticket = app.presenter.screen.ticket
    assert ticket.priority
    assert ticket.code in app.window.findChild(QWidget, "ticket-number").accessibleName()
    touch(app, "done-button")
    assert app.window.page == "agencies"


def test_a_station_without_printer_shows_the_number_to_be_photographed(start: Open, qtbot: QtBot):
    app = start("board-podium")  # a station of the sample that has no printer
    touch(app, "agency-disdukcapil")
    touch(app, _first_service(app))
    qtbot.waitUntil(lambda: app.window.page == "trouble")

    touch(app, "trouble-confirm")

    qtbot.waitUntil(lambda: app.window.page == "ticket")
    qtbot.waitUntil(lambda: app.presenter.screen.ticket.state is State.WAITING)


def _first_service(app: KioskApp) -> str:
    agency = app.presenter.screen.agency
    assert agency is not None
    return f"service-{agency.services[0].id}"


def test_the_kiosk_greets_in_the_language_of_its_file(config: Path, start: Open):
    text = config.read_text(encoding="utf-8")
    assert 'language = "id"' in text
    config.write_text(text.replace('language = "id"', 'language = "en"', 1), encoding="utf-8")

    app = start("kiosk-1")

    assert app.presenter.screen.language == "en"


def test_wrong_settings_end_with_lines_before_any_window(tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp):
    path = tmp_path / "config.toml"
    path.write_text('nmae = "MPP"\n', encoding="utf-8")

    with pytest.raises(SystemExit) as end:
        KioskApp(["--config", str(path)])

    assert end.value.code == 2
    assert "config.toml:1" in capsys.readouterr().err


def test_the_first_paint_comes_before_the_heavy_libraries(config: Path):
    code = (
        "import sys\n"
        "from kiosk.app import KioskApp\n"
        f"app = KioskApp(['--config', {str(config)!r}, '--geometry', '1080x1920'])\n"
        "def painted():\n"
        "    print([name for name in ('sqlalchemy', 'PIL', 'escpos', 'qrcode', 'pydantic') if name in sys.modules])\n"
        "    app.program.app.exit(0)\n"
        "app.window.painted.connect(painted)\n"
        "sys.exit(app.run())\n"
    )
    began = time.monotonic()

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)

    assert done.stdout.strip() == "[]", done.stderr
    assert done.returncode == 0
    assert time.monotonic() - began < 20
