"""The composed program: options, start and end."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from counter.app import CounterApp
from hall.assets import sample_config
from hall.store import open_store
from tests.hall_samples import BY


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The sample hall, always open, with its database next to it."""
    text = sample_config().read_text("utf-8")
    file = tmp_path / "config.toml"
    file.write_text(text.replace("always_open = false", "always_open = true"), "utf-8")
    return file


@pytest.fixture
def app(qtbot, config: Path):
    """The program at counter 7, its window on screen."""
    made = CounterApp(["--config", str(config), "--counter", "7", "--geometry", "1280x800"])
    qtbot.addWidget(made.window)
    with qtbot.waitActive(made.window):
        made.show()
        made.window.activateWindow()
    yield made
    made.window.close()
    made.program.close()


def test_an_unknown_counter_ends_before_any_window_with_what_is_allowed(config, capsys):
    with pytest.raises(SystemExit) as ended:
        CounterApp(["--config", str(config), "--counter", "99"])
    assert ended.value.code == 2
    assert '--counter: "99": there is no such counter; allowed are 1, 2, 3' in capsys.readouterr().err


def test_a_missing_configuration_ends_with_code_2(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        CounterApp(["--config", str(tmp_path / "none.toml")])
    assert ended.value.code == 2
    assert "none.toml" in capsys.readouterr().err


def test_started_on_nothing_it_makes_the_hall_and_tells_how_to_add_staff(app, qtbot):
    qtbot.waitUntil(lambda: app.presenter.state.roster is not None)
    assert len(app.presenter.state.roster.counters) == 40
    assert app.window.sign_in.chooser.chosen == "7"
    assert app.window.windowTitle() == "Loket"


def test_a_clerk_works_through_the_composed_program(app, qtbot, config):
    qtbot.waitUntil(lambda: app.presenter.state.roster is not None)
    store = open_store(f"sqlite:///{config.parent / 'hall.db'}")
    store.run(lambda work: work.staff.add("petugas07", "Petugas 07", "407163", BY))
    ticket = store.run(lambda work: work.tickets.issue("A", BY))
    for name, text in (("login-field", "petugas07"), ("pin-field", "407163")):
        field = app.window.findChild(QWidget, name)
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        QTest.keyClicks(field, text)
    QTest.mouseClick(app.window.findChild(QWidget, "sign-in-button"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: app.window.page == "desk")
    QTest.keyClick(app.window, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: app.window.windowTitle() == f"Loket 7 – {ticket.code}")
    store.run(lambda work: work.counter("7", BY).no_show())
    qtbot.waitUntil(lambda: app.window.windowTitle() == "Loket 7")
    store.close()
