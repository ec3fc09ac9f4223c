"""The same key again: too soon, held, from a scanner."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qtkit.key_pause import KeyPause


class Typist:
    def __init__(self, qtbot: QtBot) -> None:
        self.seconds = 10.0
        self.field = QLineEdit()
        qtbot.addWidget(self.field)
        self.pause = KeyPause(self.field, lambda: self.seconds)
        self.field.show()
        self.pause.watch(self.field.windowHandle())
        self.field.setFocus()

    def press(self, sign: str, *, after: float) -> str:
        self.seconds += after
        QTest.keyClick(self.field.windowHandle(), Qt.Key(ord(sign.upper())))
        return self.field.text()


@pytest.fixture
def typist(qtbot: QtBot) -> Typist:
    return Typist(qtbot)


def test_the_same_key_again_counts_after_half_a_second(typist: Typist):
    assert typist.press("/", after=1) == "/"
    assert typist.press("/", after=0.2) == "/"
    assert typist.press("/", after=0.35) == "//"


def test_letters_and_digits_come_twice_as_a_hand_types_them(typist: Typist):
    typist.press("7", after=1)
    assert typist.press("7", after=0.1) == "7"
    assert typist.press("7", after=0.22) == "77"


def test_a_visitor_who_needs_time_has_the_whole_pause_for_every_key(typist: Typist):
    typist.pause.typed_ms = 500
    typist.press("7", after=1)
    assert typist.press("7", after=0.3) == "7"


@pytest.mark.parametrize("pace", [0.02, 0.033, 0.05])
def test_a_held_key_that_the_system_gives_as_many_presses_counts_once(typist: Typist, pace: float):
    typist.press("5", after=1)
    for _ in range(40):
        typist.press("5", after=pace)

    assert typist.field.text() == "5"


def test_another_key_counts_at_once(typist: Typist):
    typist.press("a", after=1)
    assert typist.press("b", after=0.1) == "ab"
    assert typist.press("a", after=0.1) == "aba"


def test_the_pause_can_be_longer_or_none(typist: Typist):
    typist.pause.pause_ms = 2000
    typist.press("/", after=3)
    assert typist.press("/", after=1.5) == "/"
    typist.pause.pause_ms = 0
    assert typist.press("/", after=0.1) == "//"


def test_a_scanner_types_as_fast_as_it_likes(typist: Typist):
    for sign in "aabbc":
        typist.press(sign, after=0.005)

    assert typist.field.text() == "aabbc"


def test_a_key_that_is_held_counts_once(typist: Typist):
    typist.press("a", after=1)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", True)

    assert typist.pause.eventFilter(typist.field, held)
