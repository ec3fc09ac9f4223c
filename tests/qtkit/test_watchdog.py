"""The watchdog, tried on real processes whose window hangs."""

import os
import socket
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from qtkit.watchdog import EXIT_HUNG, Silence, Watchdog, notify

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
    import ctypes, sys, time
    from pathlib import Path
    from PySide6.QtCore import QCoreApplication, QTimer
    from qtkit.watchdog import Watchdog
    app = QCoreApplication([])
    dog = Watchdog(Path(sys.argv[1]), patience_s=1.0)
    dog.start()
    def a_step_that_never_ends():
        {hang}
    QTimer.singleShot(0, a_step_that_never_ends)
    QTimer.singleShot({end_ms}, app.quit)
    app.exec()
    {end}
    dog.stop()
    print("ended", flush=True)
"""


def run(tmp_path, *, hang="pass", end="pass", end_ms=20_000, **environment):
    lines = textwrap.dedent(SCRIPT).format(hang=hang, end=end, end_ms=end_ms)
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        [sys.executable, "-c", lines, str(tmp_path / "hut.log")],
        capture_output=True, text=True, env=variables, cwd=tmp_path, timeout=60, check=False,
    )  # fmt: skip


def test_a_window_that_hangs_ends_with_70_and_the_log_says_where(tmp_path):
    ended = run(tmp_path, hang="time.sleep(30)")
    assert ended.returncode == EXIT_HUNG == 70
    written = (tmp_path / "hut.log").read_text(encoding="utf-8")
    for text in (written, ended.stderr):
        assert "the window has not answered for 1 s" in text
        assert "in a_step_that_never_ends" in text


def test_a_window_that_hangs_with_the_interpreter_held_ends_too(tmp_path):
    library = "None" if sys.platform != "win32" else "'kernel32'"
    call = "sleep(30)" if sys.platform != "win32" else "Sleep(30000)"
    ended = run(tmp_path, hang=f"ctypes.PyDLL({library}).{call}")
    assert ended.returncode == 1
    assert "in a_step_that_never_ends" in ended.stderr


def test_a_log_that_cannot_be_written_does_not_keep_a_hung_program_alive(tmp_path):
    (tmp_path / "hut.log").mkdir()
    assert run(tmp_path, hang="time.sleep(30)").returncode == EXIT_HUNG


def test_a_window_that_answers_lives_longer_than_the_patience(tmp_path):
    ended = run(tmp_path, end_ms=2500)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "ended\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no systemd")
@pytest.mark.parametrize("abstract", [False, pytest.param(True, marks=pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux has abstract sockets"))])  # fmt: skip
def test_the_service_manager_hears_ready_beats_and_the_end(tmp_path, abstract):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        name = f"mpp-{os.getpid()}" if abstract else str(tmp_path / "notify")
        manager.bind("\0" + name if abstract else name)
        run(tmp_path, end_ms=1300, NOTIFY_SOCKET="@" + name if abstract else name)
        manager.setblocking(False)
        told = []
        while True:
            try:
                told.append(manager.recv(64).decode())
            except BlockingIOError:
                break
    assert told[0] == "WATCHDOG=1"
    assert told[1] == "READY=1"
    assert told.count("WATCHDOG=1") >= 2
    assert told[-1] == "STOPPING=1"


def test_a_service_manager_that_is_gone_is_no_reason_to_stop(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    notify("READY=1")
    assert "cannot be notified of READY=1" in caplog.text


def test_a_stopped_watchdog_leaves_no_thread_and_can_start_again(qtbot):
    dog = Watchdog(patience_s=5)
    before = set(threading.enumerate())
    for _ in range(2):
        dog.start()
        dog.start()
        assert {thread.name for thread in set(threading.enumerate()) - before} == {"watchdog"}
        dog.stop()
        dog.stop()
        assert set(threading.enumerate()) <= before, "threads of other tests may end meanwhile"


class Seconds:
    """A clock by hand."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def test_silence_is_counted_from_the_last_beat():
    seconds = Seconds()
    silence = Silence(20, 2, seconds)
    for second in range(60):
        seconds.now += 1
        assert not silence.too_long(second)
    spans = 0
    while not silence.too_long(59):
        seconds.now += 1
        spans += 1
    assert spans == 21


def test_a_machine_that_slept_for_hours_is_not_taken_for_a_hung_window():
    seconds = Seconds()
    silence = Silence(20, 2, seconds)
    assert not silence.too_long(1)
    for _ in range(9):
        seconds.now += 3 * 3600
        assert not silence.too_long(1)
    assert not silence.too_long(2)
