"""Whether anybody is at the machine."""

from __future__ import annotations

import ctypes
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from qtkit import idle
from qtkit.idle import IdleWatch, MachineLock


@pytest.fixture
def watch(qtbot):
    made = []

    def make(minutes: int, elsewhere) -> IdleWatch:
        made.append(IdleWatch(minutes, elsewhere))
        made[-1].start()
        return made[-1]

    yield make
    for one in made:
        one.close()


def looks(watch: IdleWatch) -> int:
    """How often it says so in three looks."""
    said: list[int] = []
    watch.idle.connect(lambda: said.append(1))
    for _ in range(3):
        watch.look()
    return len(said)


@pytest.mark.parametrize(
    ("here_ms", "elsewhere_ms", "said"),
    [(60_000, None, 1), (59_000, None, 0), (60_000, 59_000, 0), (60_000, 60_000, 1), (0, 90_000, 0)],
)
def test_it_is_idle_when_nobody_has_touched_any_program(watch, monkeypatch, here_ms, elsewhere_ms, said):
    one = watch(1, lambda: elsewhere_ms)
    monkeypatch.setattr(one, "_since", SimpleNamespace(elapsed=lambda: here_ms, restart=lambda: None))
    assert looks(one) == said


def test_a_key_here_begins_again(qtbot, watch):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    one = watch(1, lambda: None)
    begun = []
    one._since = SimpleNamespace(elapsed=lambda: 60_000, restart=lambda: begun.append(1))
    QTest.keyClick(window, Qt.Key.Key_A)
    assert begun


def test_zero_minutes_is_never(watch):
    assert not watch(0, lambda: None)._timer.isActive()


def test_the_tick_count_of_windows_may_have_begun_again():
    def last_input(info):
        info._obj.at = 0xFFFFFF00
        return 1

    windll = SimpleNamespace(
        user32=SimpleNamespace(GetLastInputInfo=last_input), kernel32=SimpleNamespace(GetTickCount=lambda: 0x100)
    )
    assert idle._on_windows(windll) == 0x200
    assert ctypes.sizeof(idle._LastInput) == 8


def test_a_screen_saver_that_begins_locks_and_one_that_ends_does_not(qtbot):
    machine = MachineLock()
    with qtbot.assertNotEmitted(machine.locked):
        machine.on_active(False)
    with qtbot.waitSignal(machine.locked):
        machine.on_active(True)
    with qtbot.waitSignal(machine.locked):
        machine.on_lock()
