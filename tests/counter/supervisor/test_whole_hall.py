"""Evacuation and staggered breaks from the window, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter.supervisor.state import Acting
from counter.supervisor.texts import state_text
from hall.errors import Refused
from tools.supervisor import samples

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def hall(watch):
    watch.presenter.start()
    watch.qtbot.waitUntil(lambda: watch.presenter.state.view is not None)
    return watch


def type_in(watch, field: str, text: str) -> None:
    row = next(row for row in watch.window.overlay.rows if row.field.name == field)
    row.input.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(row.input, text)
    QTest.keyClick(row.input, Qt.Key.Key_Return)


def answered(watch) -> None:
    watch.qtbot.waitUntil(lambda: watch.presenter.state.acting is not Acting.BUSY)


def evacuate(watch) -> None:
    watch.store.view = samples.evacuated()
    watch.read()


def test_an_evacuation_is_called_by_a_word_that_is_typed_out(hall):
    hall.press(Qt.Key.Key_E, CTRL | SHIFT)
    assert hall.window.overlay.form.grave
    type_in(hall, "word", "eva")
    assert hall.store.done == []
    type_in(hall, "word", "kuasi")
    answered(hall)
    assert [name for name, _, _ in hall.store.done] == ["hall.evacuate"]
    assert hall.window.overlay.form is None


def test_an_evacuation_that_goes_on_is_ended(hall):
    evacuate(hall)
    button = hall.window.page.whole.evacuation.accessibleName()
    assert button.startswith("Akhiri evakuasi")
    assert "Ctrl+Shift+E" in button
    hall.press(Qt.Key.Key_E, CTRL | SHIFT)
    type_in(hall, "note", "latihan")
    answered(hall)
    assert [name for name, _, _ in hall.store.done] == ["hall.evacuation_over"]


def test_an_evacuation_is_said_on_every_tab_and_ended_there_by_the_key_that_began_it(hall):
    band = hall.window.evacuation
    assert band.isHidden()
    evacuate(hall)
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_1):
        hall.press(key, CTRL)
        assert band.isVisible()
        assert band.text().startswith("EVAKUASI sejak 10.40.")
        assert band.text().endswith("Ctrl+Shift+E mengakhirinya.")
    hall.press(Qt.Key.Key_4, CTRL)
    hall.press(Qt.Key.Key_E, CTRL | SHIFT)
    type_in(hall, "note", "latihan")
    answered(hall)
    assert [name for name, _, _ in hall.store.done] == ["hall.evacuation_over"]


def test_every_row_of_an_evacuated_hall_says_the_same(hall):
    evacuate(hall)
    shown = hall.presenter.state.view.agencies
    rows = [state_text(one, hall.window.translate) for group in shown for one in (group, *group.services)]
    assert set(rows) == {("Evakuasi", "late")}


def test_breaks_are_planned_in_two_keys(hall):
    hall.press(Qt.Key.Key_B, CTRL)
    row = hall.window.overlay.rows[0]
    QTest.keyClick(row.input, Qt.Key.Key_Return)
    answered(hall)
    assert [name for name, _, _ in hall.store.done] == ["breaks.plan"]


def test_a_refusal_stands_in_the_form(hall):
    hall.store.refusal = Refused("needs_supervisor")
    hall.press(Qt.Key.Key_E, CTRL | SHIFT)
    type_in(hall, "word", "EVAKUASI")
    answered(hall)
    assert hall.window.overlay.form is not None
