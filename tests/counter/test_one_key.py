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


@pytest.fixture
def begun(called, clock):
    """The visit of A-001 began by itself a minute ago."""
    later(called, clock, seconds=80)
    assert called.text("current-heading") == "Sedang dilayani"
    return called


def test_every_part_of_the_desk_says_that_the_visit_has_begun(begun):
    assert begun.text("state-tag") == "Melayani"
    assert begun.text("last-event").startswith("Terakhir: A-001 mulai dilayani ")
    assert [begun.key(f"{name}-button").isEnabled() for name in ("serve", "finish")] == [False, True]
    begun.press(F.Key_F10)
    begun.qtbot.waitUntil(lambda: begun.window.bar.isVisible() and begun.window.bar.isActiveWindow())
    assert [begun.key(f"{name}-button").isEnabled() for name in ("serve", "finish")] == [False, True]
    assert begun.key("next-button").detail == "selesai"


@pytest.mark.parametrize("key", [F.Key_Escape, F.Key_F1, F.Key_F3, F.Key_F6])
def test_no_single_key_takes_back_a_visit_that_began_by_itself(begun, key):
    before = ticket(begun, "A-001")
    keys(begun, key)
    assert ticket(begun, "A-001") == before
    assert begun.text("timer") == "01.00"
    assert begun.key("next-button").detail == "A-001 dicatat selesai"


def test_esc_says_how_to_say_that_nobody_has_come(begun):
    keys(begun, F.Key_Escape)
    assert begun.text("notice") == "A-001 sudah mulai dilayani. Pengunjung belum datang? Tekan F3 atau F6."


@pytest.mark.parametrize(
    ("pressed", "state", "calls"),
    [
        ((F.Key_F3, F.Key_Return), State.CALLED, 2),
        ((F.Key_F6, F.Key_Return), State.NO_SHOW, 1),
        ((F.Key_F3, F.Key_3, F.Key_Return), State.CALLED, 1),
    ],
)
def test_the_sheet_says_that_nobody_has_come(begun, pressed, state, calls):
    keys(begun, *pressed)
    found = ticket(begun, "A-001")
    assert (found.state, found.calls) == (state, calls)
    assert begun.window.desk.sheet.intent is None
    assert begun.text("current-heading") != "Sedang dilayani"


def test_a_no_show_of_a_visit_that_had_begun_is_taken_back_at_once(begun):
    keys(begun, F.Key_F6, F.Key_Return)
    begun.press(F.Key_Z, CTRL)
    begun.settle()
    assert ticket(begun, "A-001").state is State.CALLED
    assert begun.text("current-heading") == "Sedang dilayani"


def test_the_sheet_closes_when_the_visit_ends_elsewhere(begun):
    keys(begun, F.Key_F3)
    assert begun.window.desk.sheet.intent is not None
    begun.store.run(lambda work: work.counter("1", BY).finish())
    begun.presenter.refresh()
    begun.settle()
    assert begun.window.desk.sheet.intent is None


def test_the_bar_asks_in_the_window_and_comes_back(begun):
    begun.press(F.Key_F10)
    begun.qtbot.waitUntil(lambda: begun.window.bar.isVisible() and begun.window.bar.isActiveWindow())
    begun.click("recall-button")
    assert begun.window.page == "desk"
    assert begun.text("sheet-title") == "A-001 sudah mulai dilayani. Pengunjung belum datang?"
    keys(begun, F.Key_Return)
    begun.qtbot.waitUntil(begun.window.bar.isVisible)
    assert ticket(begun, "A-001").calls == 2


def test_the_slip_of_a_visit_that_began_by_itself_does_not_begin_it_again(begun):
    before = ticket(begun, "A-001")
    begun.window.acts.scanned(before.token)
    begun.settle()
    assert ticket(begun, "A-001") == before
    assert begun.text("timer") == "01.00"
    assert begun.text("notice") == "A-001 sedang dilayani di loket ini."


def test_a_visit_that_the_clerk_began_is_not_asked_about(called):
    keys(called, F.Key_F1, F.Key_F3)
    assert called.window.desk.sheet.intent is None
    assert ticket(called, "A-001").state is State.SERVING
