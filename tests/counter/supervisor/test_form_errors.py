"""What is wrong with a form's answers is said until they are right, in every form of the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from qtkit.desk.form import Answers, Form, FormOverlay, WrongAnswer
from qtkit.desk.form_fields import YES, ChoiceField, Option, TextField, TickField


def make(answers: Answers) -> object:
    if answers["again"] != answers["pin"]:
        raise WrongAnswer("again", "The two differ.")
    if answers["role"] == "none":
        raise WrongAnswer("role", "A role is needed.")
    if answers["sure"] != YES:
        raise WrongAnswer("sure", "It must be ticked.")
    return answers


@pytest.fixture
def overlay(qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 700)
    window.show()
    overlay = FormOverlay(window)
    roles = ChoiceField("role", "Role", (Option("none", "None"), Option("clerk", "Clerk")))
    fields = (
        TextField("pin", "PIN", required=True),
        TextField("again", "Again", most=8),
        roles,
        TickField("sure", "Sure"),
    )
    overlay.ask(
        Form(
            "Title",
            fields,
            make,
            "Do",
            "Leave",
            missing=lambda name: f"Fill in {name}.",
            too_long=lambda name, most, n: f"{name}: {n} of {most}.",
        )
    )
    yield overlay
    window.close()


def field(overlay: FormOverlay, name: str):
    return next(row.input for row in overlay.rows if row.field.name == name)


def line(overlay: FormOverlay) -> str:
    shown = overlay._error
    assert shown.isHidden() == (not shown.text())
    return shown.text()


def do(overlay: FormOverlay) -> str:
    QTest.keyClick(overlay, Qt.Key.Key_Return)
    return line(overlay)


def test_an_error_stands_until_its_own_field_is_right(overlay):
    assert do(overlay) == "Fill in PIN."
    QTest.keyClicks(field(overlay, "again"), "4")
    assert line(overlay) == "Fill in PIN."
    QTest.keyClicks(field(overlay, "pin"), "45")
    assert line(overlay) == ""
    assert do(overlay) == "The two differ."
    QTest.keyClicks(field(overlay, "again"), "6")
    assert line(overlay) == "The two differ."
    QTest.keyClick(field(overlay, "again"), Qt.Key.Key_Backspace)
    QTest.keyClick(field(overlay, "pin"), Qt.Key.Key_Backspace)
    assert line(overlay) == ""
    assert do(overlay) == "A role is needed."
    QTest.keyClick(field(overlay, "role"), Qt.Key.Key_Down)
    assert line(overlay) == ""
    assert do(overlay) == "It must be ticked."
    QTest.keyClick(field(overlay, "sure"), Qt.Key.Key_Space)
    assert line(overlay) == ""


def test_what_was_refused_is_said_until_an_answer_is_another_one(overlay):
    overlay.refuse("Too short.")
    assert line(overlay) == "Too short."
    QTest.keyClicks(field(overlay, "pin"), "4")
    assert line(overlay) == ""


def test_a_text_that_is_too_long_is_whole_and_refused_at_once(overlay):
    again = field(overlay, "again")
    again.insert("123456789012")
    assert again.text() == "123456789012"
    assert line(overlay) == "Again: 12 of 8."
    QTest.keyClicks(field(overlay, "pin"), "12345678")
    assert line(overlay) == "Again: 12 of 8."
    assert do(overlay) == "Again: 12 of 8."
    assert overlay.focusWidget() is again
    for _ in range(4):
        QTest.keyClick(again, Qt.Key.Key_Backspace)
    assert line(overlay) == ""


class Below(QAbstractButton):
    """What had the keyboard before; it keeps why it got it back."""

    reason: Qt.FocusReason | None = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.reason = event.reason()
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing is seen of it."""


def test_who_leaves_a_form_by_keys_sees_where_the_keyboard_is(overlay):
    form = overlay.form
    overlay.close_form()
    below = Below(overlay.parentWidget())
    below.show()
    below.setFocus(Qt.FocusReason.OtherFocusReason)
    overlay.ask(form)
    QTest.keyClick(overlay, Qt.Key.Key_Escape)
    assert below.hasFocus()
    assert below.reason is Qt.FocusReason.TabFocusReason
