"""A clerk's work through real keys and the mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter.desk.intents import DeskIntents
from counter.desk.pages.sign_in import SignInPage
from counter.desk.state import DeskState, Roster
from hall.lifecycle import State
from hall.translator import Translator
from qtkit.desk.buttons import DeskButton
from qtkit.desk.label import Tag
from qtkit.desk.panel import NoticeLine
from qtkit.widgets.painted_button import Variant
from tests.counter import counter_samples as samples

CTRL = Qt.KeyboardModifier.ControlModifier


def looks(desk) -> dict[str, Variant]:
    names = ("next-button", "serve-button", "finish-button", "recall-button", "no-show-button")
    return {name: desk.key(name).variant for name in names}


def possible(desk) -> set[str]:
    names = ("next-button", "serve-button", "finish-button", "recall-button", "no-show-button", "sign-out-button")
    return {name for name in names if desk.key(name).isEnabled()}


def test_f2_calls_the_next_number_and_shows_why(seated):
    assert seated.find("next-number").accessibleName() == "A-043"
    seated.press(Qt.Key.Key_F2)
    seated.qtbot.waitUntil(lambda: seated.window.windowTitle() == "Loket 7 – A-043")
    seated.settle()
    assert seated.find("current-number").accessibleName() == "A-043"
    assert "Menunggu paling lama" in [tag.text() for tag in seated.window.desk.current.findChildren(Tag)]
    assert seated.find("next-number").accessibleName() == "B-018"


def test_a_visit_from_call_to_done_by_keys_alone(seated):
    for key, state in ((Qt.Key.Key_F2, State.CALLED), (Qt.Key.Key_F1, State.SERVING)):
        seated.press(key)
        seated.settle()
        assert seated.presenter.state.view.current.state is state
    seated.press(Qt.Key.Key_F4)
    seated.settle()
    assert seated.presenter.state.view.current is None
    assert seated.text("figure-done") == "1"
    assert seated.window.windowTitle() == "Loket 7"


def test_a_visit_from_call_to_done_by_mouse(seated):
    for name in ("next-button", "recall-button", "serve-button", "finish-button"):
        seated.click(name)
        seated.settle()
    assert [ticket.state for ticket in seated.store.ended] == [State.DONE]


def test_f6_notes_a_visitor_who_did_not_come(seated):
    seated.press(Qt.Key.Key_F2)
    seated.settle()
    seated.press(Qt.Key.Key_F6)
    seated.settle()
    assert seated.text("figure-no-show") == "1"


def test_f3_calls_once_more(seated):
    seated.press(Qt.Key.Key_F2)
    seated.settle()
    seated.press(Qt.Key.Key_F3)
    seated.settle()
    assert seated.store.current.calls == 2


def test_one_key_is_filled_and_only_possible_ones_are_enabled(seated):
    assert [name for name, look in looks(seated).items() if look is Variant.PRIMARY] == ["next-button"]
    assert possible(seated) == {"next-button", "sign-out-button"}
    seated.press(Qt.Key.Key_F2)
    seated.settle()
    assert [name for name, look in looks(seated).items() if look is Variant.PRIMARY] == ["serve-button"]
    assert possible(seated) == {"next-button", "serve-button", "finish-button", "recall-button", "no-show-button"}
    seated.press(Qt.Key.Key_F1)
    seated.settle()
    assert [name for name, look in looks(seated).items() if look is Variant.PRIMARY] == ["finish-button"]
    assert possible(seated) == {"next-button", "finish-button"}


def test_a_key_that_is_not_possible_says_why(seated):
    assert seated.key("serve-button").toolTip() == "Belum ada nomor di loket 7. Panggil nomor berikutnya dahulu."
    seated.press(Qt.Key.Key_F1)
    assert seated.text("notice") == "Belum ada nomor di loket 7. Panggil nomor berikutnya dahulu."


def test_f2_while_serving_ends_the_visit_and_calls_the_next_and_its_key_says_so(seated):
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F1):
        seated.press(key)
        seated.settle()
    assert seated.key("next-button").detail == "A-043 dicatat selesai"
    seated.press(Qt.Key.Key_F2)
    seated.settle()
    assert [(ticket.code, ticket.state) for ticket in seated.store.ended] == [("A-043", State.DONE)]
    assert seated.find("current-number").accessibleName() == "B-018"


def test_presses_during_a_press_are_swallowed_and_its_key_shows_it(seated):
    seated.store.gate.clear()
    seated.press(Qt.Key.Key_F2)
    assert seated.key("next-button").busy
    seated.press(Qt.Key.Key_F2)
    seated.click("next-button")
    seated.press(Qt.Key.Key_F12)
    seated.store.gate.set()
    seated.settle()
    assert len(seated.store.asked) == 1
    assert [ticket.code for ticket in seated.store.waiting] == ["B-018"]
    assert not seated.key("next-button").busy


def test_a_held_key_acts_once(seated):
    for shortcut in [*seated.window.findChildren(QShortcut), *seated.window.bar.findChildren(QShortcut)]:
        assert not shortcut.autoRepeat()
    key = seated.key("next-button")
    key.setFocus()
    for held in (False, True, True, True):
        QApplication.sendEvent(
            key, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", held)
        )
    QApplication.sendEvent(
        key, QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
    )
    seated.settle()
    assert len(seated.store.asked) == 1


def test_a_lost_reply_is_repeated_with_the_same_id_and_counts_once(seated):
    seated.store.lose_replies = 2
    seated.press(Qt.Key.Key_F2)
    seated.settle()
    assert len(seated.store.asked) == 3
    assert len(set(seated.store.asked)) == 1
    assert [ticket.code for ticket in seated.store.waiting] == ["B-018"]
    assert seated.find("current-number").accessibleName() == "A-043"


def test_what_a_colleague_changed_is_refused_and_then_shown(seated):
    seated.press(Qt.Key.Key_F2)
    seated.settle()
    seated.store.current = replace(seated.store.current, version=99)
    seated.press(Qt.Key.Key_F1)
    seated.settle()
    assert seated.text("notice").startswith("A-043 baru saja diubah rekan Anda.")
    assert seated.presenter.state.view.current.version == 99


def test_news_of_the_hall_is_shown_at_once(seated):
    seated.store.waiting.insert(0, samples.ticket("A-001"))
    seated.presenter.refresh()
    seated.qtbot.waitUntil(lambda: seated.text("next-number") == "A-001")


def test_an_empty_queue_is_calm_and_clear(seated):
    seated.store.waiting.clear()
    seated.presenter.refresh()
    seated.qtbot.waitUntil(lambda: not seated.key("next-button").isEnabled())
    assert seated.key("next-button").toolTip() == "Tidak ada yang menunggu."
    assert not seated.find("next-number").isVisible()


def test_while_the_database_is_away_the_last_state_stays_and_the_keys_say_why(seated):
    seated.store.away = True
    seated.presenter.on_lost()
    seated.qtbot.waitUntil(lambda: seated.text("link-state") == "Terputus sejak 10.42, mencoba lagi…")
    assert seated.text("next-number") == "A-043"
    assert possible(seated) == set()
    assert seated.key("next-button").toolTip().startswith("Basis data terputus.")
    seated.press(Qt.Key.Key_F2)
    assert seated.store.asked == []
    seated.store.away = False
    seated.qtbot.waitUntil(lambda: seated.text("link-state") == "Tersambung")
    assert "next-button" in possible(seated)


def test_a_press_that_meets_a_dead_database_is_done_when_it_is_back(seated):
    seated.store.away = True
    seated.press(Qt.Key.Key_F2)
    seated.qtbot.waitUntil(lambda: seated.text("link-state").startswith("Terputus"))
    seated.store.away = False
    seated.settle()
    seated.qtbot.waitUntil(lambda: seated.text("link-state") == "Tersambung")
    assert seated.find("current-number").accessibleName() == "A-043"
    assert len(set(seated.store.asked)) == 1


def test_sign_out_is_refused_with_a_sentence_while_a_number_is_here(seated):
    seated.press(Qt.Key.Key_F2)
    seated.settle()
    seated.press(Qt.Key.Key_F12)
    seated.settle()
    assert seated.window.page == "desk"
    assert seated.text("notice") == "A-043 masih di loket ini. Selesaikan dahulu sebelum keluar."


def test_f12_signs_out(seated):
    seated.press(Qt.Key.Key_F12)
    seated.qtbot.waitUntil(lambda: seated.window.page == "sign_in")
    assert seated.store.clerk is None
    assert seated.find("pin-field").text() == ""
    assert seated.window.sign_in.findChild(NoticeLine, "notice").text() == "Anda sudah keluar dari loket 7."


def test_a_counter_closed_elsewhere_returns_to_the_sign_in_page(seated):
    seated.store.clerk = None
    seated.presenter.refresh()
    seated.qtbot.waitUntil(lambda: seated.window.page == "sign_in")
    said = seated.window.sign_in.findChild(NoticeLine, "notice").text()
    assert said == "Loket 7 ditutup dari tempat lain. Masuk lagi untuk melanjutkan."


def test_a_counter_taken_by_a_colleague_says_so_without_a_name(seated):
    seated.store.clerk = samples.USERS[1]
    seated.presenter.refresh()
    seated.qtbot.waitUntil(lambda: seated.window.page == "sign_in")
    said = seated.window.sign_in.findChild(NoticeLine, "notice").text()
    assert said == "Loket 7 sekarang dipakai petugas lain."


def test_after_a_restart_the_number_at_the_counter_is_shown(desk):
    desk.store.clerk = samples.USER
    desk.store.current = samples.called().current
    desk.sign_in()
    assert desk.find("current-number").accessibleName() == "A-042"
    assert desk.window.windowTitle() == "Loket 7 – A-042"


def test_the_panel_of_numbers_without_slip_appears_only_when_there_are_some(seated):
    assert not seated.window.desk.unprinted.isVisible()
    seated.store.unprinted.extend(samples.unprinted(2))
    seated.presenter.refresh()
    seated.qtbot.waitUntil(seated.window.desk.unprinted.isVisible)
    assert [row.code.text() for row in seated.window.desk.unprinted.rows] == ["B-021", "A-051"]


def test_numbers_without_slip_are_settled_by_keys_and_by_mouse(seated):
    seated.store.unprinted.extend(samples.unprinted(2))
    seated.presenter.refresh()
    seated.qtbot.waitUntil(seated.window.desk.unprinted.isVisible)
    seated.press(Qt.Key.Key_D, CTRL)
    seated.settle()
    assert seated.store.waiting[-1].code == "B-021"
    assert seated.text("notice").startswith("B-021 masuk antrean")
    QTest.mouseClick(seated.window.desk.unprinted.rows[0].cancel, Qt.MouseButton.LeftButton)
    assert seated.text("sheet-title") == "Batalkan A-051?"
    seated.press(Qt.Key.Key_Return)
    seated.settle()
    assert seated.store.unprinted == []
    assert not seated.window.desk.unprinted.isVisible()


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("key", ["held", "cancel"])
def test_the_focus_stays_sensible_when_a_number_without_slip_is_settled(seated, count, key):
    desk = seated.window.desk
    seated.store.unprinted.extend(samples.unprinted(2)[:count])
    seated.presenter.refresh()
    seated.qtbot.waitUntil(desk.unprinted.isVisible)
    getattr(desk.unprinted.rows[-1], key).setFocus()
    seated.press(Qt.Key.Key_D, CTRL)
    seated.settle()
    seated.qtbot.waitUntil(lambda: len(seated.store.unprinted) == count - 1)
    seated.qtbot.waitUntil(lambda: desk.unprinted.isVisible() is (count > 1))
    assert seated.window.focusWidget() is (desk.unprinted.rows[0].held if count > 1 else desk.current)


def test_f10_changes_to_the_bar_on_top_and_back(seated):
    seated.press(Qt.Key.Key_F10)
    bar = seated.window.bar
    seated.qtbot.waitUntil(lambda: bar.isVisible() and bar.isActiveWindow())
    assert not seated.window.isVisible()
    assert bar.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert (bar.width(), bar.height()) == (786, 88)
    seated.press(Qt.Key.Key_F2)
    seated.settle()
    assert seated.text("compact-number") == "A-043"
    seated.click("serve-button")
    seated.settle()
    assert seated.store.current.state is State.SERVING
    seated.press(Qt.Key.Key_F10)
    seated.qtbot.waitUntil(lambda: seated.window.isVisible() and not bar.isVisible())


def test_the_bar_tells_of_numbers_without_a_slip_and_leads_to_them(seated):
    seated.press(Qt.Key.Key_F10)
    bar = seated.window.bar
    seated.qtbot.waitUntil(bar.isVisible)
    assert seated.key("full-button").text() == "Penuh"
    seated.store.unprinted.extend(samples.unprinted(2))
    seated.presenter.refresh()
    seated.qtbot.waitUntil(lambda: seated.key("full-button").text() == "2 slip")
    assert seated.key("full-button").variant is Variant.ALERT
    seated.click("full-button")
    seated.qtbot.waitUntil(lambda: seated.window.isVisible() and not bar.isVisible())
    assert len(seated.window.desk.unprinted.rows) == 2


def test_the_bar_gives_way_when_somebody_else_closes_the_counter(seated):
    seated.press(Qt.Key.Key_F10)
    seated.qtbot.waitUntil(seated.window.bar.isVisible)
    seated.store.clerk = None
    seated.presenter.refresh()
    seated.qtbot.waitUntil(lambda: seated.window.page == "sign_in" and seated.window.isVisible())
    assert not seated.window.bar.isVisible()


def test_the_language_changes_in_place_by_key(seated):
    seated.press(Qt.Key.Key_L, CTRL)
    assert seated.key("next-button").text() == "Call next"
    assert seated.window.windowTitle() == "Counter 7"
    QTest.mouseClick(seated.window.desk.findChild(DeskButton, "language-button"), Qt.MouseButton.LeftButton)
    assert seated.key("next-button").text() == "Panggil berikutnya"


def test_hints_name_the_first_user_when_there_is_none(qtbot):
    page = SignInPage(Translator("id"), DeskIntents())
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    page.show_state(DeskState(roster=Roster(samples.HALL, samples.counters(), False)))
    shown = [field.text() for field in page.findChildren(type(page.login)) if field.isVisible()]
    assert any(text.startswith("hall user add") for text in shown)


def test_a_key_that_becomes_impossible_hands_its_focus_to_no_other_key(seated):
    seated.key("next-button").setFocus(Qt.FocusReason.TabFocusReason)
    seated.store.waiting.clear()
    seated.presenter.refresh()
    seated.qtbot.waitUntil(lambda: not seated.key("next-button").isEnabled())
    assert not isinstance(seated.window.focusWidget(), DeskButton)
    seated.store.waiting.append(samples.ticket("A-050"))
    seated.presenter.refresh()
    seated.qtbot.waitUntil(lambda: seated.key("next-button").isEnabled())
    seated.press(Qt.Key.Key_F2)
    seated.settle()
    assert seated.store.current.code == "A-050"


def test_a_press_without_any_answer_is_given_up_with_a_warning_and_the_truth_is_shown(seated):
    seated.presenter.pending.patience_s = 0
    seated.store.lose_replies = 1
    seated.press(Qt.Key.Key_F2)
    seated.settle()
    assert seated.text("notice").startswith("Sambungan terputus saat tombol ditekan.")
    assert seated.find("current-number").accessibleName() == "A-043"


def test_a_nervous_second_f2_does_not_end_a_visitor_whom_nobody_served(seated):
    seated.press(Qt.Key.Key_F2)
    seated.settle()
    seated.press(Qt.Key.Key_F2)
    seated.settle()
    assert seated.store.ended == []
    assert seated.find("current-number").accessibleName() == "A-043"
    assert "baru saja dipanggil" in seated.text("notice")
