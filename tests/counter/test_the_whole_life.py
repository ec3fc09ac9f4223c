"""Every action of a number's life by keys, on the real store."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter.desk.state import Intent
from hall.lifecycle import Outcome, State
from hall.structure import Obstacle
from tests.hall_samples import BY, small_hall

CTRL = Qt.KeyboardModifier.ControlModifier
F = Qt.Key


def keys(real, *pressed: Qt.Key) -> None:
    for key in pressed:
        real.press(key)
        real.settle()


def choose(real, key: Qt.Key, typed: str = "", *, other: bool = False) -> None:
    """Opens a sheet, types into it, and takes the first choice."""
    real.press(key)
    assert real.find("sheet-field").isVisible()
    QTest.keyClicks(real.find("sheet-field"), typed)
    modifier = Qt.KeyboardModifier.ShiftModifier if other else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(real.find("sheet-field"), Qt.Key.Key_Return, modifier)
    real.settle()
    assert real.window.desk.sheet.intent is None


def ticket(real, code: str = "A-001"):
    with real.store.read() as reader:
        return reader.tickets.find(code)


def with_obstacles(real) -> None:
    """The hall names an obstacle."""
    obstacles = (Obstacle("berkas", "Berkas belum lengkap", "Documents missing"),)
    real.store.run(lambda work: work.hall.apply(replace(small_hall(), obstacles=obstacles), BY))
    real.qtbot.waitUntil(lambda: bool(real.presenter.state.view.obstacles))


def listed(real) -> list[str]:
    return [row.code.text() for row in real.window.desk.listed.rows]


def test_hold_with_a_typed_reason_then_call_it_again(real):
    keys(real, F.Key_F2, F.Key_F1)
    choose(real, F.Key_F7, "fotokopi KK")
    assert (ticket(real).state, ticket(real).held_reason) == (State.HELD, "fotokopi KK")
    assert listed(real) == ["A-001"]
    assert "fotokopi KK" in real.window.desk.listed.rows[0].accessibleName()
    real.window.desk.listed.rows[0].call.click()
    real.settle()
    assert ticket(real).state is State.CALLED
    assert listed(real) == []


def test_a_held_number_goes_back_into_the_queue(real):
    keys(real, F.Key_F2)
    choose(real, F.Key_F7)
    real.window.desk.listed.rows[0].back.click()
    real.settle()
    assert ticket(real).state is State.WAITING
    assert real.find("next-number").accessibleName() == "A-001"


def test_a_no_show_comes_back_by_typing_its_number(real):
    keys(real, F.Key_F2, F.Key_F6)
    assert listed(real) == ["A-001"]
    choose(real, F.Key_F5, "1")
    assert ticket(real).state is State.WAITING
    assert real.text("notice") == "A-001 menunggu lagi."


def test_shift_enter_on_a_held_number_puts_it_back_into_the_queue(real):
    keys(real, F.Key_F2)
    choose(real, F.Key_F7)
    choose(real, F.Key_F5, "a1", other=True)
    assert ticket(real).state is State.WAITING


def test_a_number_is_called_by_typing_it(real):
    choose(real, F.Key_F5, "2")
    assert ticket(real, "A-002").state is State.CALLED
    assert real.presenter.state.view.current_reason.code == "by_number"


def test_a_number_that_does_not_exist_is_refused_in_a_sentence(real):
    choose(real, F.Key_F5, "a99")
    assert "A-099" in real.text("notice")
    assert real.presenter.state.view.current is None


def test_transfer_to_another_service(real):
    keys(real, F.Key_F2)
    choose(real, F.Key_F8, "cetak ulang")
    moved = ticket(real)
    assert (moved.state, moved.service_name) == (State.WAITING, "Cetak ulang KTP-el")


def test_a_closed_service_stands_last_among_the_targets_and_says_so(real):
    services = small_hall().services
    closed = next(one for one in services if one.prefix != "A")
    real.store.run(lambda work: work.closures.close("service", BY, closed.id, reason="Server mati"))
    keys(real, F.Key_F2)
    real.press(F.Key_F8)
    sheet = real.window.desk.sheet
    last = sheet._model.choices[-1]
    assert (last.command.service, last.tag) == (closed.id, "Ditutup. Buka besok 07.30")
    assert last.about.startswith("Ditutup: Server mati. Buka besok 07.30.")
    assert "tetap menunggu" in last.about
    assert not [one for one in sheet._model.choices[:-1] if one.about]
    QTest.keyClicks(sheet.field, closed.prefix)
    QTest.keyClick(sheet.field, F.Key_Return)
    real.settle()
    assert ticket(real).service_id == closed.id


def test_an_obstacle_is_noted_with_its_outcome(real):
    with_obstacles(real)
    for other, outcome, code in ((False, Outcome.NOT_SERVED, "A-001"), (True, Outcome.SERVED, "A-002")):
        keys(real, F.Key_F2, F.Key_F1)
        choose(real, F.Key_F9, other=other)
        done = ticket(real, code)
        assert (done.state, done.outcome, bool(done.obstacle)) == (State.DONE, outcome, True)


@pytest.mark.parametrize(
    ("other", "notice", "event", "undo", "tag", "scanned"),
    [
        (
            *(False, "A-001 tidak terlayani, kendalanya dicatat.", "A-001 tidak terlayani", "tidak terlayani A-001"),
            *("Tidak terlayani", "A-001 sudah berakhir: tidak terlayani."),
        ),
        (
            *(True, "A-001 selesai, kendalanya dicatat.", "A-001 selesai", "selesai A-001"),
            *("Selesai", "A-001 sudah selesai dilayani."),
        ),
    ],
)
def test_each_end_of_a_visit_has_its_own_name_everywhere(real, other, notice, event, undo, tag, scanned):
    with_obstacles(real)
    keys(real, F.Key_F2)
    choose(real, F.Key_F9, other=other)
    assert real.text("notice") == notice
    assert event in real.text("last-event")
    assert real.key("undo-button").toolTip().startswith(undo)
    real.press(F.Key_H, CTRL)
    assert real.window.desk.sheet.choice.caption == undo
    keys(real, F.Key_Escape, F.Key_F5)
    QTest.keyClicks(real.find("sheet-field"), "a1")
    assert real.window.desk.sheet.choice.tag == tag
    real.window.acts.scanned("A-001")
    real.settle()
    assert real.text("notice") == scanned


def test_ctrl_z_takes_the_last_action_back(real):
    keys(real, F.Key_F2, F.Key_F1, F.Key_F4)
    assert ticket(real).state is State.DONE
    assert real.key("undo-button").detail.endswith("dtk")
    assert real.key("undo-button").toolTip() == "selesai A-001\nCtrl+H: tindakan sebelumnya"
    real.press(F.Key_Z, CTRL)
    real.settle()
    assert ticket(real).state is State.SERVING
    assert real.text("notice") == "Tindakan terakhir pada A-001 ditarik kembali."
    real.press(F.Key_Z, CTRL)
    real.settle()
    assert ticket(real).state is State.SERVING
    assert "Ctrl+H menampilkan tindakan sebelumnya" in real.text("notice")


def test_the_undo_key_sleeps_when_its_minute_is_over(real):
    keys(real, F.Key_F2, F.Key_F4)
    assert real.key("undo-button").isEnabled()
    real.window.desk.current.tick(real.presenter.state.view.undo.until)
    assert not real.key("undo-button").isEnabled()
    assert real.key("undo-button").detail == "Ctrl+H: riwayat"
    assert "Ctrl+H" in real.key("undo-button").toolTip()


def test_a_break_stops_the_calling_and_the_same_key_ends_it(real):
    choose(real, F.Key_F11)
    pause = real.presenter.state.view.counter.pause
    assert (pause.kind, pause.until is not None) == ("break", True)
    keys(real, F.Key_F2)
    assert "istirahat" in real.text("notice")
    assert real.key("pause-button").text() == "Buka lagi"
    keys(real, F.Key_F11, F.Key_F2)
    assert ticket(real).state is State.CALLED


def test_a_counter_closes_with_a_typed_reason(real):
    choose(real, F.Key_F11, "printer rusak")
    pause = real.presenter.state.view.counter.pause
    assert (pause.kind, pause.reason, pause.until) == ("closed", "printer rusak", None)


def test_a_break_with_a_number_at_the_counter_is_refused_in_a_sentence(real):
    keys(real, F.Key_F2, F.Key_F11)
    assert real.window.desk.sheet.intent is None
    assert real.text("notice").startswith("A-001 masih di loket ini.")


@pytest.mark.parametrize("key", [F.Key_F7, F.Key_F8, F.Key_F9])
def test_without_a_number_these_keys_say_why_and_open_nothing(real, key):
    keys(real, key)
    assert real.window.desk.sheet.intent is None
    assert "Belum ada nomor di loket 1" in real.text("notice")


def test_escape_leaves_everything_as_it_was(real):
    keys(real, F.Key_F2, F.Key_F7)
    QTest.keyClick(real.find("sheet-field"), Qt.Key.Key_Escape)
    assert real.window.desk.sheet.intent is None
    assert ticket(real).state is State.CALLED


def test_another_key_closes_the_sheet_and_does_its_work(real):
    keys(real, F.Key_F2, F.Key_F7, F.Key_F1)
    assert real.window.desk.sheet.intent is None
    assert ticket(real).state is State.SERVING


def test_the_sheet_closes_when_its_number_has_left_the_counter(real):
    keys(real, F.Key_F2)
    real.press(F.Key_F8)
    here = real.presenter.state.view.counter.id
    real.store.run(lambda work: work.counter(here, BY).finish())
    real.qtbot.waitUntil(lambda: real.window.desk.sheet.intent is None)


def test_what_was_typed_stays_on_the_sheet_while_the_database_is_away(real):
    keys(real, F.Key_F2)
    real.press(F.Key_F7)
    QTest.keyClicks(real.find("sheet-field"), "fotokopi KK")
    real.presenter.on_lost()
    QTest.keyClick(real.find("sheet-field"), Qt.Key.Key_Return)
    assert real.window.desk.sheet.intent is Intent.HOLD
    assert not real.key("sheet-do").isEnabled()
    real.presenter.refresh()
    real.qtbot.waitUntil(lambda: real.key("sheet-do").isEnabled())
    QTest.keyClick(real.find("sheet-field"), Qt.Key.Key_Return)
    real.settle()
    assert ticket(real).held_reason == "fotokopi KK"


def test_from_the_bar_a_sheet_opens_the_window_and_comes_back(real):
    keys(real, F.Key_F2, F.Key_F10)
    real.qtbot.waitUntil(real.window.bar.isActiveWindow)
    assert real.window.page == "compact"
    real.press(F.Key_F7)
    assert real.window.page == "desk"
    assert real.window.desk.sheet.intent is Intent.HOLD
    QTest.keyClick(real.find("sheet-field"), Qt.Key.Key_Return)
    real.settle()
    assert real.window.page == "compact"
    assert ticket(real).state is State.HELD


def test_the_arrows_move_and_a_double_click_chooses(real):
    keys(real, F.Key_F2)
    real.press(F.Key_F7)
    sheet = real.window.desk.sheet
    field = real.find("sheet-field")
    QTest.keyClick(field, Qt.Key.Key_Down)
    second = sheet.choice.command.text
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert sheet.choice.command.text != second
    place = sheet.list.visualRect(sheet.list.model().index(1, 0)).center()
    QTest.mouseClick(sheet.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(sheet.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    real.settle()
    assert ticket(real).held_reason == second


def test_services_of_the_own_agency_that_nobody_serves_stand_over_the_desk(real, clock):
    real.store.run(lambda work: work.tickets.issue("2G", BY))
    clock.move(minutes=10)
    real.presenter.refresh()
    real.settle()
    assert not real.find("alarms").isVisible()  # another agency's counters are not this clerk's to open
    choose(real, F.Key_F11)
    real.qtbot.waitUntil(lambda: real.find("alarms").isVisible())
    assert "2 orang menunggu Perekaman KTP-el (A)" in real.text("alarms")
