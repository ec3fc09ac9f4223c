"""Start and stop, tried on real processes: signals, second instance, a kill, errors that end in the log."""

import argparse
import logging
import os
import signal
import subprocess
import sys
import textwrap
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLockFile, QSize, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from qtkit.options import common_options, geometry
from qtkit.program import Program, _second_start, lock_folder
from qtkit.screens import screen_named, show_on

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
    import sys
    from pathlib import Path
    from PySide6.QtCore import QTimer
    from qtkit.program import Program, lock_folder
    folder = Path(sys.argv[1])
    program = Program("hut", config=folder / "config.toml", station=sys.argv[2], log_folder=folder)
    program.at_exit("first", lambda: print("first", flush=True))
    program.at_exit("second", lambda: print("second", flush=True))
    {more}
    QTimer.singleShot(0, lambda: print("ready", flush=True))
    code = program.run()
    print("end", code, flush=True)
    raise SystemExit(code)
"""


def start(folder, more="", station="one"):
    lines = textwrap.dedent(SCRIPT).format(more=more)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", lines, str(folder), station],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=folder,
    )  # fmt: skip


def started(folder, more="", station="one"):
    process = start(folder, more, station)
    assert process.stdout.readline() == "ready\n", process.stderr.read()
    return process


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_an_idle_program_in_order(tmp_path, number):
    process = started(tmp_path)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "second\nfirst\nend 0\n")
    assert "Traceback" not in err


def test_a_second_instance_says_so_and_ends_with_3(tmp_path):
    first = started(tmp_path)
    second = start(tmp_path)
    out, err = second.communicate(timeout=60)
    assert (second.returncode, out) == (3, "")
    assert err.count("\n") == 1
    assert "hut already runs for station one" in err
    other = started(tmp_path, station="two")
    for process in (first, other):
        process.terminate()
        process.communicate(timeout=60)


def test_a_second_start_rings_at_the_first_one_which_shows_its_window(tmp_path):
    more = 'program.woken.connect(lambda: print("woken", flush=True))'
    first = started(tmp_path, more)
    first.kill()  # leaves its door behind
    first.communicate(timeout=60)
    first = started(tmp_path, more)
    second = start(tmp_path)
    _, err = second.communicate(timeout=60)
    assert first.stdout.readline() == "woken\n"
    assert second.returncode == 3
    assert "its window was shown" in err
    first.terminate()
    first.communicate(timeout=60)


def test_a_killed_program_can_be_started_again(tmp_path):
    first = started(tmp_path)
    first.kill()
    first.communicate(timeout=60)
    again = started(tmp_path)
    again.terminate()
    again.communicate(timeout=60)
    assert again.returncode == 0


def test_a_running_program_looks_for_garbage_in_its_gui_thread_only(tmp_path):
    more = "import gc; QTimer.singleShot(0, lambda: print('python searches:', gc.isenabled(), flush=True))"
    process = start(tmp_path, more)
    assert process.stdout.readline() == "python searches: False\n"
    process.terminate()
    process.communicate(timeout=60)


def test_errors_in_slots_and_threads_and_words_of_qt_end_in_the_log(tmp_path):
    more = """
import threading
from PySide6.QtCore import qWarning
def bad(): raise ValueError("in a slot")
def worse(): raise ValueError("in a thread")
QTimer.singleShot(0, bad)
def aside():
    side = threading.Thread(target=worse, name="side")
    side.start()
    side.join()  # else the program may have ended before the thread fails
QTimer.singleShot(0, aside)
QTimer.singleShot(0, lambda: qWarning("Qt complains"))
program.at_exit("the broken part", lambda: 1 // 0)
"""
    process = started(tmp_path, more)
    process.terminate()
    out, err = process.communicate(timeout=60)
    written = (tmp_path / "hut.log").read_text(encoding="utf-8")
    assert "second\nfirst" in out, "the clean-ups after a broken one run too"
    for text in ("in a slot", "in a thread", "thread side", "Qt complains", "ending the broken part failed"):
        assert text in written
        assert text in err


@pytest.fixture
def here(qapp, tmp_path):
    return {"config": tmp_path / "config.toml", "station": "one"}


def test_programs_can_follow_each_other_in_one_process(here):
    hook, handlers = sys.excepthook, list(logging.getLogger().handlers)
    for _ in range(3):
        order: list[Any] = []
        program = Program("hut", **here)
        assert not program.app.windowIcon().isNull()
        program.at_exit("one", partial(order.append, 1))
        program.at_exit("two", partial(order.append, 2))
        QTimer.singleShot(0, program.app.quit)
        assert program.run() == 0
        program.close()
        assert order == [2, 1]
    assert sys.excepthook is hook
    assert logging.getLogger().handlers == handlers


def test_a_second_program_of_one_place_is_refused_in_one_process_too(here, capsys):
    first = Program("hut", **here)
    with pytest.raises(SystemExit) as refused:
        Program("hut", **here)
    assert refused.value.code == 3
    assert "already runs" in capsys.readouterr().err
    other = Program("shed", **here)
    other.close()
    first.close()


def test_a_log_folder_that_cannot_be_written_is_no_reason_to_stop(here, tmp_path, capsys):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    program = Program("hut", **here, log_folder=blocked)
    program.close()
    assert "no log file" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["1080x1920", " 1080X1920 "])
def test_a_geometry_is_width_times_height(text):
    assert geometry(text) == QSize(1080, 1920)


@pytest.mark.parametrize("text", ["", "1080", "1080x", "axb", "1x1", "1080x1920x3"])
def test_another_geometry_is_refused_with_an_example(text):
    with pytest.raises(argparse.ArgumentTypeError, match="1080x1920"):
        geometry(text)


def test_the_common_options_are_those_of_the_contract():
    options = common_options("mpp-hut", "A hut.").parse_args(
        ["--config", "a.toml", "--database", "sqlite://", "--station", "k1", "--geometry", "800x600"]
    )
    assert options.config == Path("a.toml")
    assert (options.database, options.station, options.window) == ("sqlite://", "k1", False)
    assert options.geometry == QSize(800, 600)


def test_a_window_goes_to_its_screen(qtbot, caplog):
    primary = QGuiApplication.primaryScreen()
    assert screen_named("") is primary
    assert screen_named("1") is primary
    assert screen_named(primary.name()) is primary
    assert not caplog.records
    assert screen_named("HDMI-7") is primary
    assert "HDMI-7" in caplog.text
    window = QWidget()
    qtbot.addWidget(window)
    show_on(window, primary, size=QSize(320, 200))
    assert (window.size(), window.isFullScreen()) == (QSize(320, 200), False)
    show_on(window, primary)
    assert window.isFullScreen()
    assert window.geometry() == primary.geometry()


@pytest.mark.skipif(sys.platform == "win32", reason="each user of Windows has a folder of their own")
def test_the_lock_of_one_instance_stands_where_no_other_account_can_hold_it(tmp_path, monkeypatch):
    config, runtime = tmp_path / "hall" / "config.toml", tmp_path / "run"
    config.parent.mkdir()
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    assert lock_folder(config) == runtime
    runtime.chmod(0o777)
    assert lock_folder(config) == config.parent
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "gone"))
    assert lock_folder(config) == config.parent
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert lock_folder(config) == config.parent


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no modes")
def test_without_a_runtime_folder_the_second_instance_is_noticed_too_and_log_and_lock_are_private(
    tmp_path, monkeypatch
):
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    first = started(tmp_path)
    made = {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()}
    second = start(tmp_path)
    second.communicate(timeout=60)
    first.terminate()
    first.communicate(timeout=60)
    assert second.returncode == 3
    assert sorted(name.partition("-")[0] for name in made) == ["hut.log", "mpp", "mpp"]  # the lock and the doorbell
    assert set(made.values()) == {"0o600"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no accounts of this kind")
def test_a_lock_that_another_account_s_process_holds_names_it_whoever_owns_the_file(tmp_path, monkeypatch):
    """The lock of root is given to the folder's owner, who can read it: only the process tells who holds it."""
    first = started(tmp_path)
    lock = QLockFile(str(next(lock_folder(tmp_path / "config.toml").glob("mpp-hut-*.lock"))))
    assert lock.getLockInfo()[0] == first.pid
    assert "under the account" not in _second_start("hut already runs", lock).lines[0]
    monkeypatch.setattr(os, "geteuid", lambda: 65534)
    (line,) = _second_start("hut already runs", lock).lines
    import pwd

    owner = pwd.getpwuid(os.getuid()).pw_name
    assert f"under the account {owner} (process {first.pid})" in line
    monkeypatch.undo()
    first.terminate()
    first.communicate(timeout=60)
