from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from display import app as module
from display.app import DisplayApp
from display.picture import full_name
from hall.access import By
from hall.assets import sample_config
from hall.call_delivery import VOICE_REST, DeliveryStatus
from hall.settings import load_settings
from hall.store import open_store
from hall.structure import BoardSetup
from tests.display.board_parts import large_code, part
from tests.hall_samples import BY


def structure_of(config):
    structure = load_settings(config).structure
    assert structure is not None
    return structure


@pytest.fixture
def config(tmp_path):
    text = sample_config().read_text(encoding="utf-8").replace("always_open = false", "always_open = true")
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    return tmp_path / "config.toml"


def test_a_wrong_zone_ends_before_any_window_with_what_is_allowed(config, capsys):
    with pytest.raises(SystemExit) as ended:
        DisplayApp(["--config", str(config), "--zone", "atap"])
    assert ended.value.code == 2
    assert "atap" in (said := capsys.readouterr().err)
    assert "podium, selasar, menara" in said


def test_a_wrong_file_ends_before_any_window_with_its_line(config, capsys):
    config.write_text(config.read_text(encoding="utf-8").replace("always_open", "always_opn"), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        DisplayApp(["--config", str(config)])
    assert ended.value.code == 2
    assert "always_opn" in capsys.readouterr().err


@pytest.fixture
def running(config, qtbot, monkeypatch):
    """The whole program on SQLite, with the store next to it."""
    monkeypatch.setattr(module, "REPORT_SQLITE_MS", 50)
    app = DisplayApp(["--config", str(config), "--station", "board-podium", "--geometry", "1280x720", "--still"])
    app.show()
    qtbot.waitUntil(lambda: app.presenter.picture.known)
    store = open_store(f"sqlite:///{config.parent / 'hall.db'}")
    yield app, store
    app.program.close()
    app.window.close()
    store.close()


def call(store, label="7"):
    with store.begin() as work:
        work.tickets.issue("A", BY)
    with store.read() as view:
        seated = next(one for one in view.counters() if one.label == label).clerk_id is not None
    with store.begin() as work:
        if not seated:
            work.counter(label, BY).sign_in(work.staff.add(f"clerk-{label}", "Sari", "407163", BY).id)
        return work.counter(label, BY).call_next()


def test_the_program_comes_up_on_nothing_and_shows_a_call(running, qtbot):
    app, store = running
    assert app.window.size().width() == 1280
    assert app.presenter.picture.zone.id == "podium"
    made = call(store)
    qtbot.waitUntil(lambda: large_code(app.window) == made.ticket.code)


def test_what_was_painted_and_how_the_board_is_reaches_the_counter(running, qtbot):
    store = running[1]

    def delivery():
        with store.read() as view:
            return view.counter("7").delivery

    made = call(store)
    qtbot.waitUntil(lambda: delivery() is not None and delivery().status is DeliveryStatus.SHOWN)
    assert (delivery().seq, delivery().boards) == (made.seq, ("board-podium",))
    with store.read() as view:
        (board,) = view.boards.health()
    assert (board.zone, board.alive) == ("podium", True)
    assert board.sound in ("ok", "no_device")


def test_what_the_staff_announce_stands_on_the_board_until_it_ends(running, qtbot):
    app, store = running
    delivery = store.run(
        lambda work: work.boards.announce("outage", "Layanan Imigrasi terhenti", BY, lines=("Tetap berlaku.",))
    )
    qtbot.waitUntil(lambda: app.window.picture.announcement is not None)
    qtbot.waitUntil(lambda: "Layanan Imigrasi terhenti" in part(app.window, "ticker").accessibleName())
    store.run(lambda work: work.boards.end_announcement(delivery.id, By.system()))
    qtbot.waitUntil(lambda: app.window.picture.announcement is None)


def test_a_station_that_is_changed_changes_its_board_while_it_runs(running, config, qtbot):
    app, store = running
    structure = structure_of(config)
    (config.parent / "media").mkdir()
    setup = BoardSetup("media", "contrast", media=("media",), voice=False)
    stations = tuple(replace(s, board=setup) if s.name == "board-podium" else s for s in structure.stations)
    store.run(lambda work: work.hall.apply(replace(structure, stations=stations), BY))
    qtbot.waitUntil(lambda: app.window.picture.setup == setup and app.stage.panel is not None)

    def sound():
        with store.read() as view:
            return view.boards.health()[0].sound

    qtbot.waitUntil(lambda: sound() == "off")
    store.run(lambda work: work.hall.apply(structure, BY))
    qtbot.waitUntil(lambda: app.window.picture.setup == BoardSetup() and app.stage.panel is None)


def test_a_board_that_does_not_speak_starts_no_loudspeaker(config, qtbot):
    config.write_text(config.read_text("utf-8").replace("voice = true", "voice = false"), "utf-8")
    app = DisplayApp(["--config", str(config), "--station", "board-podium", "--geometry", "1280x720", "--still"])
    try:
        app.show()
        qtbot.waitUntil(lambda: app.presenter.picture.known)
        assert app.loudspeaker.health == ("no_device", "Sound is not prepared yet.")
    finally:
        app.program.close()
        app.window.close()


def test_a_hall_that_is_renamed_and_moved_is_shown_so_at_once(running, config, qtbot):
    app, store = running
    structure = structure_of(config)
    stations = tuple(replace(s, zone="menara") if s.name == "board-podium" else s for s in structure.stations)
    store.run(lambda work: work.hall.apply(replace(structure, stations=stations), BY))
    qtbot.waitUntil(lambda: app.window.picture.zone.id == "menara")


def test_the_check_answers_before_any_window(config, capsys, qapp):
    with pytest.raises(SystemExit) as ended:
        DisplayApp(["--config", str(config), "--station", "board-podium", "--geometry", "1920x1080", "--check"])
    assert ended.value.code == 0
    assert "This board is read from 10 m." in capsys.readouterr().out


def test_a_check_of_an_unnamed_station_says_so_once(config, capsys, qapp):
    with pytest.raises(SystemExit) as ended:
        DisplayApp(["--config", str(config), "--check"])
    assert ended.value.code == 1
    said = capsys.readouterr()
    assert "its screen is not in the file; name it with --station" in said.out + said.err
    assert len((said.out + said.err).splitlines()) == 1


def test_the_screens_of_the_machine_are_listed_without_any_configuration(tmp_path, capsys, qapp, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        DisplayApp(["--screens"])
    assert ended.value.code == 0
    said = capsys.readouterr()
    assert said.out.startswith("1  ")
    assert said.err == ""


def test_without_a_screen_the_check_still_measures_and_the_list_says_why_it_is_empty(config):
    bare = {key: value for key, value in os.environ.items() if "DISPLAY" not in key and key != "QT_QPA_PLATFORM"}
    translate = [sys.executable, "-m", "display"]

    def ask(*more):
        return subprocess.run([*translate, *more], env=bare, capture_output=True, text=True, timeout=60, check=False)

    listed = ask("--screens")
    assert (listed.returncode, listed.stdout) == (1, "")
    assert "DISPLAY" in listed.stderr
    checked = ask("--config", str(config), "--station", "board-podium", "--geometry", "1920x1080", "--check")
    assert (checked.returncode, "This board is read from 10 m." in checked.stdout) == (0, True)


def test_the_city_is_named_once():
    assert full_name("Mal Pelayanan Publik", "Kota Kendari") == "Mal Pelayanan Publik Kota Kendari"
    assert full_name("MPP Kota Kendari", "Kota Kendari") == "MPP Kota Kendari"


TALKER = """
import sys
from qtkit.sound.lines import SoundHealth, report_line
sys.stdout.buffer.write(report_line(SoundHealth("ok", "Sound plays on HDMI.")))
sys.stdout.buffer.flush()
sys.stdin.buffer.read()
"""


@pytest.fixture
def speaking(running, qtbot):
    """The whole program with a loudspeaker that never comes to an end of its words."""
    app = running[0]
    app.loudspeaker.close()
    app.loudspeaker._command = (sys.executable, "-c", TALKER)
    app.loudspeaker.prepare()
    qtbot.waitUntil(lambda: app.loudspeaker.health[0] == "ok")
    return running


def test_a_board_that_is_ended_in_the_middle_of_a_call_leaves_it_to_the_others_at_once(speaking, qtbot):
    app, store = speaking
    made = call(store)
    qtbot.waitUntil(lambda: app.announcer.speaking == made.seq)
    app.program.close()
    answer = store.run(lambda work: work.boards.claim_voice(By.board("board-selasar"), made.seq, seconds=8))
    assert answer.granted or answer.wait <= VOICE_REST.total_seconds()


def test_a_call_that_is_taken_back_is_not_said_to_its_end(speaking, qtbot):
    app, store = speaking
    made = call(store)
    qtbot.waitUntil(lambda: app.announcer.speaking == made.seq)
    store.run(lambda work: work.counter("7", BY).undo())
    qtbot.waitUntil(lambda: app.announcer.speaking == 0)
    assert not app.loudspeaker.busy
    again = call(store)
    qtbot.waitUntil(lambda: app.announcer.speaking == again.seq)
