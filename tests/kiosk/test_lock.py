"""A locked kiosk: nobody closes it, and the staff, a signal and a machine that shuts down may."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.app import KioskApp
from kiosk.ending import Ending, start_again
from kiosk.lock import Lock
from kiosk.window import KioskWindow
from qtkit.stop_window import StopTexts, StopWindow
from tests.kiosk.kiosk_fakes import Kiosk


@pytest.fixture
def window(kiosk: Kiosk) -> KioskWindow:
    return kiosk.window


def test_a_locked_window_does_not_close_until_it_is_released(window: KioskWindow):
    lock = Lock(window, window.show)
    lock.hold()
    window.show()
    assert not window.close()
    assert window.isVisible()
    lock.release()
    assert window.close()


def test_a_window_that_is_not_locked_closes(window: KioskWindow):
    lock = Lock(window, window.show)
    assert not lock.holds
    assert window.close()


@pytest.mark.qt_log_ignore("does not support raise", extend=True)  # the offscreen platform
def test_a_locked_window_that_was_minimized_or_hidden_comes_back(window: KioskWindow, qtbot: QtBot):
    lock = Lock(window, window.showNormal)
    lock.hold()
    window.show()
    for leave in (window.showMinimized, window.hide):
        leave()
        qtbot.waitUntil(lambda: window.isVisible() and not window.isMinimized())
    lock.release()


@pytest.mark.parametrize("keys", ["Alt+F4", "Ctrl+Q", "Ctrl+W", "Esc", "Alt+Space", "F11", "Meta"])
def test_no_key_closes_a_locked_window(window: KioskWindow, keys: str):
    lock = Lock(window, window.show)
    lock.hold()
    window.show()
    *held, last = keys.split("+")
    modifiers = {"Alt": Qt.KeyboardModifier.AltModifier, "Ctrl": Qt.KeyboardModifier.ControlModifier}
    named = {"Esc": Qt.Key.Key_Escape, "Space": Qt.Key.Key_Space, "Meta": Qt.Key.Key_Meta, "F4": Qt.Key.Key_F4,
             "F11": Qt.Key.Key_F11, "Q": Qt.Key.Key_Q, "W": Qt.Key.Key_W}  # fmt: skip
    QTest.keyClick(window, named[last], modifiers[held[0]] if held else Qt.KeyboardModifier.NoModifier)
    assert window.isVisible()
    assert window.page == "agencies"
    lock.release()


class Started:
    """The real program, whose first page was not waited for."""

    def __init__(self, config: Path, qtbot: QtBot, *options: str) -> None:
        self.app = KioskApp(["--config", str(config), "--station", "kiosk-1", "--geometry", "540x960", *options])
        qtbot.addWidget(self.app.window)
        self.app.show()

    def close(self) -> None:
        self.app.lock.release()
        self.app.program.close()


@pytest.fixture
def config(tmp_path: Path) -> Path:
    from hall.assets import sample_config

    path = tmp_path / "config.toml"
    path.write_text(sample_config().read_text("utf-8"), encoding="utf-8")
    return path


def test_the_option_and_the_station_lock_it_and_without_them_it_closes(config: Path, qtbot: QtBot):
    free = Started(config, qtbot)
    assert not free.app.lock.holds
    free.close()
    asked = Started(config, qtbot, "--locked")
    assert asked.app.lock.holds
    asked.close()
    text = config.read_text("utf-8")
    config.write_text(text.replace('name = "kiosk-1"\n', 'name = "kiosk-1"\nlocked = true\n', 1), encoding="utf-8")
    listed = Started(config, qtbot)
    assert listed.app.lock.holds
    listed.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows delivers no SIGTERM")
def test_a_signal_ends_a_locked_program(config: Path, qtbot: QtBot):
    started = Started(config, qtbot, "--locked")
    os.kill(os.getpid(), signal.SIGTERM)
    qtbot.waitUntil(lambda: not started.app.lock.holds)
    started.close()


def test_what_the_staff_choose_is_the_exit_code(config: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    started = Started(config, qtbot, "--locked")
    codes: list[int] = []
    monkeypatch.setattr(type(started.app.program.app), "exit", lambda self, code=0: codes.append(int(code)))
    started.app.presenter.machine.end_wanted.emit(Ending.LEFT)
    assert codes == [10]
    assert not started.app.lock.holds
    started.close()


def test_a_restart_runs_the_same_command_again_but_under_a_service_manager(monkeypatch: pytest.MonkeyPatch):
    ran: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda path, words: ran.append(words))
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert start_again(0) == 0
    assert start_again(Ending.LEFT) == 10
    assert ran == []
    start_again(Ending.RESTART)
    assert len(ran) == 1
    monkeypatch.setenv("NOTIFY_SOCKET", "/run/nobody")
    assert start_again(Ending.RESTART) == 75
    assert len(ran) == 1


def test_a_locked_window_of_a_start_that_failed_stays_and_tries_again(tmp_path: Path, qtbot: QtBot):
    config = tmp_path / "config.toml"
    config.write_text("", encoding="utf-8")
    window = StopWindow(StopTexts("Title", "More", "Note"), config)
    window.locked = True
    qtbot.addWidget(window)
    window.show()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.close()
    assert window.isVisible()
    config.write_text("changed", encoding="utf-8")
    qtbot.waitUntil(lambda: not window.isVisible())
    assert window.again
