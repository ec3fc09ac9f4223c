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
    assert typist.press("a", after=1) == "a"
    assert typist.press("a", after=0.2) == "a"
    assert typist.press("a", after=0.35) == "aa"


def test_another_key_counts_at_once(typist: Typist):
    typist.press("a", after=1)
    assert typist.press("b", after=0.1) == "ab"
    assert typist.press("a", after=0.1) == "aba"


def test_the_pause_can_be_longer_or_none(typist: Typist):
    typist.pause.pause_ms = 2000
    typist.press("a", after=3)
    assert typist.press("a", after=1.5) == "a"
    typist.pause.pause_ms = 0
    assert typist.press("a", after=0.1) == "aa"


def test_a_scanner_types_as_fast_as_it_likes(typist: Typist):
    for sign in "aabbc":
        typist.press(sign, after=0.005)

    assert typist.field.text() == "aabbc"


def test_a_key_that_is_held_counts_once(typist: Typist):
    typist.press("a", after=1)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", True)

    assert typist.pause.eventFilter(typist.field, held)
