"""A start that fails is written to the log and shown, with the exit code that it always had."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer

from counter import app as counter_app
from display import app as display_app
from hall.assets import sample_config
from hall.crash_log import config_of
from hall.errors import CannotStart
from kiosk import app as kiosk_app
from qtkit import start
from qtkit.program import Program
from qtkit.screen_there import EXIT_NO_SCREEN, screen_trouble
from qtkit.start import run_program, write_down
from qtkit.stop_window import StopTexts, StopWindow

ROOT = Path(__file__).resolve().parents[2]
MAINS = {"kiosk": kiosk_app.main, "counter": counter_app.main, "display": display_app.main}
TEXTS = StopTexts("Title", "More", "Note")


@pytest.fixture
def config(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text(sample_config().read_text("utf-8"), encoding="utf-8")
    return file


def mistakes(config):
    """Each mistake of a start: what is asked, and a word of the line that says so."""
    broken = config.with_name("broken.toml")
    broken.write_text(config.read_text("utf-8").replace('timezone = "', 'timezone = "X', 1), encoding="utf-8")
    return {
        "options": (["--config", str(config), "--bogus"], "--bogus"),
        "configuration": (["--config", str(broken)], "timezone"),
        "file": (["--config", str(config.with_name("none.toml"))], "does not exist"),
        "database": (["--config", str(config), "--database", "mysql://x"], "mysql"),
    }


@pytest.fixture
def no_streams(monkeypatch):
    """As on Windows, where a program of the desktop has no terminal."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)


@pytest.mark.parametrize("program", MAINS)
@pytest.mark.parametrize("mistake", ["options", "configuration", "file", "database", "place"])
def test_every_mistake_ends_with_2_and_stands_in_the_log_also_without_a_terminal(
    qapp, config, program, mistake, no_streams, tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "elsewhere"))
    typed_words = {"kiosk": "--station", "counter": "--counter", "display": "--zone"}
    cases = mistakes(config) | {"place": (["--config", str(config), typed_words[program], "nowhere"], "nowhere")}
    asked, said = cases[mistake]
    assert MAINS[program](asked) == 2
    (log,) = tmp_path.rglob(f"{program}.log")
    written = log.read_text(encoding="utf-8")
    assert said in written
    assert "cannot start" in written
    assert "Traceback" not in written


@pytest.mark.parametrize("program", MAINS)
def test_a_second_start_ends_with_3_and_stands_in_the_log_also_without_a_terminal(qapp, config, program, no_streams):
    place = {"kiosk": "kiosk-1", "counter": "kiosk-1:", "display": "kiosk-1:"}[program]
    first = Program(program, config=config, station=place)
    try:
        assert MAINS[program](["--config", str(config), "--station", "kiosk-1"]) == 3
    finally:
        first.close()
    assert "already runs" in (config.parent / "logs" / f"{program}.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("program", MAINS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_window_says_what_it_means_and_small_what_to_do(qtbot, qapp, config, program, language, monkeypatch):
    """Under a platform with a screen the window is shown; the public part holds no line of the configuration."""
    shown = []

    def seen(self, texts, config, *, brief=False):
        shown.append((texts, brief))
        StopWindow.__init__(self, texts, config, brief=brief)

    window = type("Seen", (StopWindow,), {"__init__": seen})
    monkeypatch.setattr(start, "StopWindow", window)
    monkeypatch.setattr(start, "_UNSEEN", ())
    broken = config.read_text("utf-8").replace('timezone = "', 'timezone = "X', 1)
    config.write_text(broken.replace('language = "id"', f'language = "{language}"', 1), encoding="utf-8")
    QTimer.singleShot(0, lambda: close_all(qapp))
    assert MAINS[program](["--config", str(config)]) == 2
    ((texts, brief),) = shown
    assert not brief
    assert "timezone" in texts.note
    assert "kiosk.log" in texts.note or program != "kiosk"
    public = f"{texts.title} {texts.more}"
    assert "timezone" not in public
    assert public.isprintable()
    assert (" is " in f" {public} " or " cannot " in f" {public} ") == (language == "en")


@pytest.mark.parametrize("option", ["--supervisor", "--overview"])
@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("id", ("Program penyelia tidak bisa dimulai", "Program ini sudah berjalan")),
        ("en", ("The supervisor's program cannot start", "This program is running already")),
    ],
)
def test_a_supervisors_program_that_cannot_start_says_what_it_is(qapp, config, option, language, titles, monkeypatch):
    shown = []
    monkeypatch.setattr(start, "_show", lambda _name, _config, texts, **_more: shown.append(texts))
    sample = config.read_text("utf-8").replace('language = "id"', f'language = "{language}"', 1)
    config.write_text(sample.replace('timezone = "', 'timezone = "X', 1), encoding="utf-8")
    asked = ["--config", str(config), "--station", "kiosk-1", option]
    assert counter_app.main(asked) == 2
    config.write_text(sample, encoding="utf-8")
    first = Program("counter", config=config, station="kiosk-1:")
    monkeypatch.setattr("qtkit.program.ring", lambda _door: False)
    try:
        assert counter_app.main(asked) == 3
    finally:
        first.close()
    assert tuple(texts.title for texts in shown) == titles
    assert all("loket" not in f"{texts.title} {texts.more}" and "counter" not in texts.more for texts in shown)


def close_all(app):
    windows = [one for one in app.topLevelWidgets() if isinstance(one, StopWindow) and one.isVisible()]
    if not windows:
        QTimer.singleShot(5, lambda: close_all(app))
    for one in windows:
        one.close()


def test_a_saved_configuration_is_tried_at_once_and_the_program_runs_then(qtbot, qapp, config, monkeypatch):
    monkeypatch.setattr(start, "_UNSEEN", ())
    monkeypatch.setattr("qtkit.stop_window._LOOK_MS", 5)
    tries = []

    class Ready:
        def run(self):
            return 7

    def build():
        tries.append(1)
        if len(tries) == 1:
            QTimer.singleShot(0, lambda: config.write_text("x = 1\n", encoding="utf-8"))
            raise CannotStart(2, ["config.toml:1: wrong"])
        return Ready()

    assert run_program("counter", build, ["--config", str(config)]) == 7
    assert len(tries) == 2


@pytest.mark.parametrize(
    ("key", "again"), [(Qt.Key.Key_Escape, False), (Qt.Key.Key_F5, True), (Qt.Key.Key_Return, True)]
)
def test_keys_end_the_notice_or_try_again(qtbot, config, key, again):
    window = StopWindow(TEXTS, config)
    qtbot.addWidget(window)
    window.show()
    qtbot.keyClick(window, key)
    assert (window.isVisible(), window.again) == (False, again)


def test_the_notice_of_a_second_start_goes_by_itself_and_a_signal_ends_every_one(qtbot, config, monkeypatch):
    monkeypatch.setattr("qtkit.stop_window._LOOK_MS", 500)
    brief, waiting = StopWindow(TEXTS, config, brief=True), StopWindow(TEXTS, config)
    for window in (brief, waiting):
        qtbot.addWidget(window)
        window.show()
    for _ in range(20):
        brief._on_look()
        waiting._on_look()
    assert (brief.isVisible(), brief.again, waiting.isVisible()) == (False, False, True)
    waiting.on_signal(signal.SIGTERM, None)
    waiting._on_look()
    assert (waiting.isVisible(), waiting.again) == (False, False)


def test_a_bug_at_the_start_is_in_the_log_and_ends_with_1(qapp, config):
    def build():
        raise ZeroDivisionError("one of ours")

    assert run_program("kiosk", build, ["--config", str(config)]) == 1
    assert "one of ours" in (config.parent / "logs" / "kiosk.log").read_text(encoding="utf-8")


def test_where_no_hall_is_the_log_goes_to_the_account_s_own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    log = write_down("kiosk", tmp_path / "home" / "config.toml", ["x"])
    assert log.is_relative_to(tmp_path / "tmp")
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("typed_words", "file"),
    [([], "config.toml"), (["--config", "a"], "a"), (["--config=b", "--still"], "b"), (["--config"], "config.toml")],
)
def test_the_configuration_of_a_command_line_is_known_before_it_is_read(typed_words, file):
    assert config_of(typed_words) == Path(file)


def test_a_program_says_its_options_without_a_terminal_too(qapp, no_streams):
    with pytest.raises(SystemExit) as ended:
        kiosk_app.main(["--help"])
    assert ended.value.code == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 and Wayland")
@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, "neither WAYLAND_DISPLAY nor DISPLAY"),
        ({"DISPLAY": ":4711"}, "the screen :4711"),
        ({"WAYLAND_DISPLAY": "wayland-9"}, "wayland-9"),
        ({"QT_QPA_PLATFORM": "xcb"}, "DISPLAY"),
        ({"QT_QPA_PLATFORM": "offscreen"}, ""),
        ({"QT_QPA_PLATFORM": "linuxfb:/dev/fb0"}, ""),
    ],
)
def test_why_there_is_no_screen(environ, said):
    found = screen_trouble(environ)
    assert said in found
    assert bool(found) == bool(said)
    assert "\n" not in found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 and Wayland")
@pytest.mark.parametrize("program", MAINS)
@pytest.mark.parametrize("display", ["", ":4711"])
def test_without_a_screen_a_program_ends_with_4_and_one_sentence(config, program, display):
    unset = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environ = {name: value for name, value in os.environ.items() if name not in unset} | {"PYTHONPATH": str(ROOT)}
    if display:
        environ["DISPLAY"] = display
    typed_words = [sys.executable, "-m", program, "--config", str(config)]
    done = subprocess.run(typed_words, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (EXIT_NO_SCREEN, 1, "")
    assert "screen" in done.stderr
    assert "screen" in (config.parent / "logs" / f"{program}.log").read_text(encoding="utf-8")
    helped = subprocess.run(
        [*typed_words, "--help"], env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert (helped.returncode, helped.stdout.startswith("usage: mpp-")) == (0, True)


def test_a_stream_that_was_closed_stops_nothing(monkeypatch):
    from hall.console import tell

    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stderr", closed)
    tell("x")


@pytest.mark.parametrize(
    ("asked", "typed"),
    [
        (["--counter", "99"], True),
        (["--bogus"], True),
        (["--database", "mysql://x"], True),
        (["--station", "x" * 200], True),
        (["--config", "{none}"], False),
    ],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_mistake_on_the_command_line_promises_nothing_of_the_file(qapp, config, monkeypatch, asked, typed, language):
    config.write_text(
        config.read_text("utf-8").replace('language = "id"', f'language = "{language}"'), encoding="utf-8"
    )
    seen: list[Any] = []

    def show(name, file, texts, **_):
        seen.append(texts)
        return False

    monkeypatch.setattr(start, "_show", show)
    typed_words = [word.replace("{none}", str(config.with_name("none.toml"))) for word in asked]
    given = typed_words if "--config" in typed_words else ["--config", str(config), *typed_words]
    assert counter_app.main(given) == 2
    assert ("config.toml" in seen[0].more) is not typed
    assert ("perintah" in seen[0].more or "command" in seen[0].more) is typed
