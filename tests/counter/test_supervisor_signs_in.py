"""A supervisor signs in at no counter and sees the hall; the whole program on a real hall."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from counter.app import CounterApp
from counter.supervisor.parts.figures import FigureCard
from hall.assets import sample_config
from hall.settings import load_settings
from hall.store import Store, open_store, prepare_store
from qtkit.desk.panel import NoticeLine
from tests.hall_samples import BY

PIN = "407163"


def add_staff(store: Store, login: str, role: str) -> None:
    hashed = store.new_pin(PIN, login)
    store.run(lambda work: work.staff.add(login, login.title(), hashed, BY, role=role))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample hall, always open, with a supervisor and a clerk, and one number that waits."""
    folder = tmp_path_factory.mktemp("sample")
    file = folder / "config.toml"
    text = sample_config().read_text("utf-8").replace("always_open = false", "always_open = true")
    file.write_text(text, "utf-8")
    settings = load_settings(file)
    store = prepare_store(settings.database_url, settings.structure)
    for login, role in (("rina", "supervisor"), ("petugas07", "clerk")):
        hashed = store.new_pin(PIN, login)
        store.run(
            lambda work, login=login, role=role, pin=hashed: work.staff.add(login, login.title(), pin, BY, role=role)
        )
    store.run(lambda work: work.tickets.issue("A", BY))
    store.close()
    return folder


@pytest.fixture
def config(sample: Path, tmp_path: Path) -> Path:
    """The configuration of a copy of the sample hall."""
    return shutil.copytree(sample, tmp_path / "hall") / "config.toml"


@pytest.fixture
def start(qtbot, config):
    """Starts the program with options and waits for its sign-in page."""
    apps = []

    def make(*options: str) -> CounterApp:
        app = CounterApp(["--config", str(config), "--geometry", "1280x800", *options])
        apps.append(app)
        qtbot.addWidget(app.window)
        with qtbot.waitActive(app.window):
            app.show()
            app.window.activateWindow()
        qtbot.waitUntil(lambda: app.presenter.state.roster is not None)
        return app

    yield make
    for app in apps:
        if app.supervising is not None:
            app.supervising.end()
        app.window.close()
        app.program.close()


def sign_in(app: CounterApp, login: str) -> None:
    for name, text in (("login-field", login), ("pin-field", PIN)):
        field = app.window.findChild(QLineEdit, name)
        assert field is not None
        field.setFocus()
        field.clear()
        QTest.keyClicks(field, text)
    QTest.keyClick(app.window.sign_in.pin, Qt.Key.Key_Return)


def hall_window(app: CounterApp):
    return app.supervising.window if app.supervising is not None else None


def overview(app):
    show = app.supervising.overview
    return None if show is None else show.window


def test_a_supervisor_sees_the_hall_and_sits_nowhere(start, qtbot, config):
    app = start()
    sign_in(app, "rina")
    qtbot.waitUntil(lambda: hall_window(app) is not None and hall_window(app)._state.view is not None)
    assert hall_window(app).isVisible()
    assert not app.window.isVisible()
    assert app.window.sign_in.pin.text() == ""
    view = hall_window(app)._state.view
    assert view.figures.waiting == 1
    with open_store(load_settings(config).database_url).read() as reader:
        assert all(counter.clerk_id is None for counter in reader.counters())


def test_a_screen_reader_finds_the_cards_by_their_roles(start, qtbot):
    app = start("--supervisor")
    sign_in(app, "rina")
    qtbot.waitUntil(lambda: hall_window(app) is not None and hall_window(app)._state.view is not None)
    cards = hall_window(app).page.figures.findChildren(FigureCard)
    roles = {QAccessible.queryAccessibleInterface(card).role() for card in cards}
    assert roles == {QAccessible.Role.StaticText}


def test_what_happens_in_the_hall_is_seen_at_once(start, qtbot, config):
    app = start("--supervisor")
    sign_in(app, "rina")
    qtbot.waitUntil(lambda: hall_window(app) is not None and hall_window(app)._state.view is not None)
    store = open_store(load_settings(config).database_url)
    store.run(lambda work: work.tickets.issue("A", BY))
    store.close()
    qtbot.waitUntil(lambda: hall_window(app)._state.view.figures.waiting == 2)


def test_the_overview_covers_the_hall_until_it_is_left(start, qtbot):
    app = start("--overview")
    sign_in(app, "rina")
    qtbot.waitUntil(lambda: hall_window(app) is not None and overview(app) is not None)
    qtbot.waitUntil(lambda: overview(app)._state.view is not None)
    assert overview(app).isFullScreen()
    assert overview(app)._state.view.figures.visitors == 1
    QTest.keyClick(overview(app), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: overview(app) is None)
    qtbot.waitUntil(lambda: hall_window(app).isActiveWindow())
    QTest.keyClick(hall_window(app), Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: overview(app) is not None and overview(app).isActiveWindow())
    app.supervising.end()
    qtbot.waitUntil(lambda: hall_window(app) is None)
    assert app.supervising.overview is None


def test_signing_out_leads_back_to_the_sign_in_page(start, qtbot):
    app = start("--supervisor")
    sign_in(app, "rina")
    qtbot.waitUntil(lambda: hall_window(app) is not None)
    QTest.keyClick(hall_window(app), Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: hall_window(app) is None)
    assert app.window.isVisible()
    assert app.window.page == "sign_in"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Pilih loket dahulu: ketik nomor loket Anda, lalu Enter."),
        (("--supervisor",), "Jendela ini untuk penyelia. Masuklah di loket."),
    ],
)
def test_a_clerk_without_a_counter_does_not_get_in(start, qtbot, options, said):
    app = start(*options)
    assert app.window.windowTitle() == ("Penyelia" if options else "Loket")
    sign_in(app, "petugas07")
    notice = app.window.sign_in.findChild(NoticeLine, "notice")
    qtbot.waitUntil(lambda: notice.text() != "")
    assert notice.text() == said
    assert hall_window(app) is None


def test_the_page_of_a_supervisors_program_lists_no_counters(start):
    app = start("--supervisor")
    assert not app.window.sign_in.chooser.isVisible()
    assert app.window.sign_in.login.isVisible()


def test_a_counter_and_a_supervisors_program_are_not_asked_for_together(config, capsys):
    with pytest.raises(SystemExit) as ended:
        CounterApp(["--config", str(config), "--counter", "7", "--supervisor"])
    assert ended.value.code == 2
    assert "--supervisor" in capsys.readouterr().err


@pytest.mark.parametrize("change", ["sign_out", "set_pin"])
def test_who_is_signed_out_from_elsewhere_sees_the_hall_no_more_and_is_told(start, qtbot, config, change):
    app = start("--supervisor")
    sign_in(app, "rina")
    qtbot.waitUntil(lambda: hall_window(app) is not None and hall_window(app)._state.view is not None)
    store = open_store(load_settings(config).database_url)
    more = (store.new_pin("916408", "rina"),) if change == "set_pin" else ()
    store.run(lambda work: getattr(work.staff, change)("rina", *more, BY))
    store.close()
    qtbot.waitUntil(lambda: hall_window(app) is None)
    assert app.window.isVisible()
    notice = app.window.sign_in.findChild(NoticeLine, "notice")
    assert notice.text().startswith("Anda dikeluarkan dari komputer lain, atau PIN Anda diganti.")
