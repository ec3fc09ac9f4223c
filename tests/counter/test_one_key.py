"""One key a visit: it begins by itself, a ring shows when; Esc keeps it from that; the last ten actions go back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from hall.lifecycle import Action, State
from tests.hall_samples import BY

CTRL = Qt.KeyboardModifier.ControlModifier
F = Qt.Key


def keys(desk, *pressed):
    for key in pressed:
        desk.press(key)
        desk.settle()


def later(real, clock, **passed):
    clock.move(**passed)
    real.presenter.refresh()
    real.settle()
    real.window._on_tick()


def ticket(real, code):
    with real.store.read() as reader:
        return reader.tickets.find(code)


@pytest.fixture
def called(real, clock):
    """A-001 was called ten seconds ago."""
    keys(real, F.Key_F2)
    later(real, clock, seconds=10)
    return real


def test_a_ring_on_the_key_runs_until_the_visit_begins(called, clock):
    assert called.key("next-button").seconds_left == 20
    later(called, clock, seconds=20)
    assert called.key("next-button").seconds_left == 0
    assert called.text("current-heading") == "Sedang dilayani"
    later(called, clock, minutes=3)
    assert called.text("timer") == "03.00"


def test_a_recall_starts_the_ring_again(called):
    keys(called, F.Key_F3)
    assert called.key("next-button").seconds_left == 30


def test_esc_keeps_the_visit_from_beginning_until_a_recall(called, clock):
    keys(called, F.Key_Escape)
    later(called, clock, minutes=2)
    assert called.key("next-button").detail == "A-001 dicatat tidak hadir"
    assert called.key("next-button").seconds_left == 0
    keys(called, F.Key_F3)
    later(called, clock, seconds=31)
    assert called.key("next-button").detail == "A-001 dicatat selesai"


def test_esc_at_a_free_counter_says_nothing(real):
    keys(real, F.Key_Escape)
    assert real.text("notice") == ""


def test_esc_closes_a_sheet_and_nothing_else(called):
    keys(called, F.Key_F7, F.Key_Escape)
    assert called.window.desk.sheet.intent is None
    assert not called.presenter.state.view.kept_waiting


def test_ctrl_h_goes_back_further_than_the_last_action(called, clock):
    later(called, clock, minutes=5)
    keys(called, F.Key_F2)
    later(called, clock, minutes=5)
    keys(called, F.Key_F4)
    called.press(F.Key_H, CTRL)
    sheet = called.window.desk.sheet
    assert [choice.command.event for choice in sheet._model.choices] == [
        step.id for step in called.presenter.state.view.undo_steps
    ]
    keys(called, F.Key_Down)
    assert sheet.choice.caption == "panggilan A-002"
    assert "selesai A-002" in sheet.choice.about
    keys(called, F.Key_Return)
    assert (ticket(called, "A-001").state, ticket(called, "A-002").state) == (State.CALLED, State.WAITING)
    assert "A-002" in called.text("notice")


def test_an_action_without_a_way_back_says_why(called):
    keys(called, F.Key_F4)
    called.store.run(lambda work: work.tickets.return_late(1, BY))
    called.presenter.refresh()
    called.settle()
    called.press(F.Key_H, CTRL)
    sheet = called.window.desk.sheet
    assert sheet.choice.command.intent.value == Action.UNDO
    assert "A-001 sudah diubah lagi" in sheet.choice.about
    assert not sheet.do_button.isEnabled()
    keys(called, F.Key_Return)
    assert ticket(called, "A-001").state is State.WAITING
