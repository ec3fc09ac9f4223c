"""What is wrong with a form's answers is said until they are right, in every form of the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from qtkit.desk.asked import Answers, Form, WrongAnswer
from qtkit.desk.choice_list import Option
from qtkit.desk.form import FormOverlay
from qtkit.desk.form_fields import YES, ChoiceField, Field, TextField, TickField


def make(answers: Answers) -> object:
    if answers["again"] != answers["pin"]:
        raise WrongAnswer("again", "The two differ.")
    if answers["role"] == "none":
        raise WrongAnswer("role", "A role is needed.")
    if answers["sure"] != YES:
        raise WrongAnswer("sure", "It must be ticked.")
    return answers


def form_of(fields: tuple[Field, ...], made: Callable[[Answers], object]) -> Form:
    return Form(
        "Title",
        fields,
        made,
        "Do",
        "Leave",
        missing=lambda name: f"Fill in {name}.",
        too_short=lambda name, least: f"{name}: {least} letters.",
        too_long=lambda name, most, n: f"{name}: {n} of {most}.",
        unchosen=lambda name: f"Choose {name}.",
        unfound=lambda typed: f"No {typed}.",
    )


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
    overlay.ask(form_of(fields, make))
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


SERVICES = (
    Option("ktp", "A  Perekaman KTP-el", "Disdukcapil", ("ID card", "Civil Registry")),
    Option("paspor", "H  Paspor baru", "Imigrasi", ("New passport", "Immigration")),
    Option("tabungan", "T  Buka tabungan", "Bank Sultra", ("Open an account",)),
    Option("zakat", "2Z  Zakat", "Baznas"),
)


@pytest.fixture
def services(overlay: FormOverlay) -> tuple[FormOverlay, list[object]]:
    made: list[object] = []
    fields = (ChoiceField("service", "Service", SERVICES), TextField("reason", "Reason"))
    overlay.ask(form_of(fields, lambda answers: answers))
    overlay.done.connect(made.append)
    return overlay, made


@pytest.mark.parametrize("typed", ["paspot", "skck", "xyz", "ktpp", "baru paspo r"])
def test_what_fits_no_option_is_said_chooses_none_and_is_not_sent(services, typed):
    overlay, made = services
    chosen = field(overlay, "service")
    QTest.keyClicks(chosen, typed)
    before = chosen.chosen
    assert line(overlay) == f"No {typed}."
    assert overlay.rows[0]._typed.text() == f"\u201c{typed}\u201d"
    assert do(overlay) == f"No {typed}."
    QTest.keyClicks(field(overlay, "reason"), "because")
    QTest.keyClick(overlay, Qt.Key.Key_Tab)
    assert do(overlay) == f"No {typed}."
    assert overlay.focusWidget() is chosen
    assert made == []
    assert chosen.chosen == before
    for _ in typed:
        QTest.keyClick(chosen, Qt.Key.Key_Backspace)
    assert line(overlay) == ""
    assert overlay.rows[0]._typed.isHidden()


@pytest.mark.parametrize(
    ("typed", "key"),
    [("new pass", "paspor"), ("paspor", "paspor"), ("t", "tabungan"), ("civil", "ktp"), ("bank", "tabungan")],
)
def test_an_option_is_found_by_either_language_its_prefix_and_its_agency(services, typed, key):
    overlay, made = services
    QTest.keyClicks(field(overlay, "service"), typed)
    assert do(overlay) == ""
    assert made == [{"service": key, "reason": ""}]


def test_an_arrow_takes_what_is_shown_for_what_is_meant(services):
    overlay, made = services
    QTest.keyClicks(field(overlay, "service"), "paspot")
    QTest.keyClick(field(overlay, "service"), Qt.Key.Key_Down)
    assert line(overlay) == ""
    assert do(overlay) == ""
    assert made == [{"service": "tabungan", "reason": ""}]


def test_a_choice_that_a_person_must_make_is_made_by_nobody_else(overlay):
    made: list[object] = []
    fields = (TextField("reason", "Reason"), ChoiceField("service", "Service", SERVICES, required=True))
    overlay.ask(form_of(fields, lambda answers: answers))
    overlay.done.connect(made.append)
    chosen = field(overlay, "service")
    assert do(overlay) == "Choose Service."
    assert overlay.focusWidget() is chosen
    assert do(overlay) == "Choose Service."
    assert (made, chosen.chosen) == ([], "")
    QTest.keyClick(chosen, Qt.Key.Key_Down)
    assert line(overlay) == ""
    assert do(overlay) == ""
    assert made == [{"reason": "", "service": "ktp"}]
