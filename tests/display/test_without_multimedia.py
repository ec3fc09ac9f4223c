"""A machine with Qt's essentials only: its board runs, without sound and videos, and says what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from display.app import DisplayApp
from display.check import run_check
from display.parts.staff_note import StaffNote
from hall.access import By
from hall.assets import sample_config
from hall.settings import settings_or_exit
from hall.store import open_store
from hall.structure import BoardSetup
from qtkit.sound import outputs
from qtkit.sound.loudspeaker import Loudspeaker
from tests.display.media_samples import write_video


@pytest.fixture(autouse=True)
def without_multimedia(monkeypatch):
    monkeypatch.setattr(outputs, "find_spec", lambda _: None)


@pytest.fixture
def config(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text(sample_config().read_text("utf-8"), "utf-8")
    return file


def test_the_loudspeaker_says_which_package_is_missing(qapp):
    speaker = Loudspeaker()
    speaker.prepare()
    state, sentence = speaker.health
    assert state == "no_device"
    assert "PySide6_Addons; install it with: " in sentence
    assert 'install "mpp-queue[board]"' in sentence


def test_the_board_shows_calls_and_says_to_the_staff_what_is_missing(config, qtbot, caplog):
    (config.parent / "films").mkdir()
    write_video(config.parent / "films" / "a.avi")
    app = DisplayApp(["--config", str(config), "--station", "board-podium", "--geometry", "1280x720", "--still"])
    try:
        app.show()
        qtbot.waitUntil(lambda: app.presenter.picture.known)
        structure = settings_or_exit(config).structure
        assert structure is not None
        setup = BoardSetup("media", media=("films",), voice=False)
        stations = tuple(replace(s, board=setup) if s.name == "board-podium" else s for s in structure.stations)
        store = open_store(f"sqlite:///{config.parent / 'hall.db'}")
        store.run(lambda work: work.hall.apply(replace(structure, stations=stations), By.system()))
        store.close()
        qtbot.waitUntil(lambda: "PySide6_Addons" in caplog.text)
        QTest.keyClick(app.window, Qt.Key.Key_F1)
        note = app.window.findChild(StaffNote)
        qtbot.waitUntil(lambda: "Suara dan video belum dipasang" in note.texts)
    finally:
        app.program.close()
        app.window.close()


def test_the_check_says_it_of_a_board_that_asks_for_sound_or_videos(config, qapp, capsys):
    settings = settings_or_exit(config, station="board-podium", known_station=True)
    assert settings.station is not None
    for setup, said in (
        (BoardSetup(voice=False), False),
        (BoardSetup(), True),
        (BoardSetup(voice=False, media=("f",)), True),
    ):
        run_check(replace(settings, station=replace(settings.station, board=setup)))
        assert ("PySide6_Addons" in capsys.readouterr().out) is said
