"""The focus rests where no key acts, the space bar never ends a visit, and a PIN never shows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hall.lifecycle import State

F = Qt.Key


def keys(desk, *pressed):
    for key in pressed:
        desk.press(key)
        desk.settle()


def state(real):
    with real.store.read() as reader:
        return reader.tickets.find("A-001").state


def test_after_sign_in_after_a_sheet_and_after_a_click_the_focus_rests_on_no_key(real):
    panel = real.window.desk.current
    assert real.window.focusWidget() is panel
    assert panel.accessibleName() == "Di loket ini, Loket siap"
    real.click("next-button")
    real.settle()
    assert real.window.focusWidget() is panel
    assert panel.accessibleName().endswith("A-001")
    keys(real, F.Key_F7, F.Key_Escape)
    assert real.window.focusWidget() is panel
    QTest.keyClick(panel, F.Key_Space)
    real.settle()
    assert state(real) is State.CALLED


@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize("where", ["desk", "bar"])
def test_space_on_any_key_leaves_the_visit_at_the_counter(real, where, begun):
    keys(real, F.Key_F2)
    if begun:
        keys(real, F.Key_F1)
    if where == "bar":
        keys(real, F.Key_F10)
        real.qtbot.waitUntil(lambda: real.window.bar.isVisible() and real.window.bar.isActiveWindow())
    for name in ("next-button", "finish-button", "no-show-button"):
        key = real.key(name)
        if key.isEnabled():
            key.setFocus()
            for code in (F.Key_Space, F.Key_Select, F.Key_Return):
                QTest.keyClick(key, code)
            real.settle()
    assert state(real) is (State.SERVING if begun else State.CALLED)


@pytest.mark.parametrize("sheet", [F.Key_F5, F.Key_F7, F.Key_F8, F.Key_F9])
def test_space_on_the_keys_of_a_sheet_leaves_the_visit_at_the_counter(real, sheet):
    keys(real, F.Key_F2, sheet)
    for name in ("sheet-do", "sheet-other"):
        key = real.find(name)
        if key.isVisible() and key.isEnabled():
            key.setFocus()
            QTest.keyClick(key, F.Key_Space)
            real.settle()
    assert state(real) is State.CALLED


@pytest.mark.parametrize("pressing", [F.Key_Space, F.Key_Return, F.Key_Enter])
def test_space_and_enter_do_press_a_key_that_ends_nothing(real, pressing):
    key = real.key("next-button")
    key.setFocus()
    QTest.keyClick(key, pressing)
    real.settle()
    assert state(real) is State.CALLED
    key = real.key("serve-button")
    key.setFocus()
    QTest.keyClick(key, pressing)
    real.settle()
    assert state(real) is State.SERVING


@pytest.mark.parametrize("typed", ["4", "407163", "123456789012"])
def test_what_looks_like_a_pin_in_the_field_of_the_name_is_hidden(desk, typed):
    field = desk.find("login-field")
    QTest.keyClicks(field, typed)
    assert typed not in field.displayText()
    spoken = QAccessible.queryAccessibleInterface(field)
    assert typed not in spoken.text(QAccessible.Text.Value)


@pytest.mark.parametrize("typed", ["petugas07", "198001012005011003", "07a"])
def test_a_name_is_shown(desk, typed):
    QTest.keyClicks(desk.find("login-field"), typed)
    assert desk.find("login-field").displayText() == typed


def test_the_pin_stands_in_no_text_title_or_name_that_anybody_can_read(desk):
    desk.type_in(pin="407163")
    shown = [desk.window.windowTitle()]
    for widget in desk.window.findChildren(QWidget):
        spoken = QAccessible.queryAccessibleInterface(widget)
        shown += [widget.accessibleName(), widget.toolTip(), widget.windowTitle()]
        if spoken is not None:
            shown += [spoken.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Value)]
    assert not [text for text in shown if "407163" in text]


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
def test_a_second_start_shows_the_window_in_place_of_the_bar(seated):
    seated.press(F.Key_F10)
    seated.qtbot.waitUntil(lambda: seated.window.page == "compact")
    seated.window.present()
    assert seated.window.page == "desk"
    assert seated.window.isVisible()
    assert not seated.window.isMinimized()


def test_enter_presses_the_button_of_a_sheet_that_has_the_focus(real):
    keys(real, F.Key_F2, F.Key_F7)
    real.key("sheet-close").setFocus()
    keys(real, F.Key_Return)
    assert real.window.desk.sheet.intent is None
    assert state(real) is State.CALLED


def test_a_held_enter_presses_nothing(desk):
    desk.type_in()
    button = desk.key("sign-in-button")
    button.setFocus()
    for held in (True, True):
        QApplication.sendEvent(
            button, QKeyEvent(QEvent.Type.KeyPress, F.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", held)
        )
    desk.settle()
    assert desk.window.page == "sign_in"
    QTest.keyClick(button, F.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.page == "desk")


def test_a_held_space_bar_ends_nothing_either(real):
    keys(real, F.Key_F2)
    key = real.key("next-button")
    key.setFocus()
    for held in (False, True, True):
        QApplication.sendEvent(
            key, QKeyEvent(QEvent.Type.KeyPress, F.Key_Space, Qt.KeyboardModifier.NoModifier, " ", held)
        )
    QApplication.sendEvent(key, QKeyEvent(QEvent.Type.KeyRelease, F.Key_Space, Qt.KeyboardModifier.NoModifier, " "))
    real.settle()
    assert state(real) is State.CALLED
