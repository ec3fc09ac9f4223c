"""What the counter shows of the business day's alarms, and what a supervisor does about them there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter.desk.alarm_texts import day_step_text
from counter.desk.parts.alarm_bar import AlarmBar
from counter.desk.state import Command, DeskState, Intent, Phase, Roster
from counter.desk.window import CounterWindow
from hall.translator import INDONESIAN, Translator
from hall.views import AlarmView
from qtkit.desk.buttons import DeskButton
from qtkit.desk.label import Label
from qtkit.widgets.painted_button import Variant
from tests.counter import counter_samples as samples
from tests.counter.counter_desk import Desk

CONTROL = Qt.KeyboardModifier.ControlModifier
SUNDAY, MONDAY, TUESDAY = samples.SUNDAY, samples.MONDAY, samples.TUESDAY


@pytest.fixture
def troubled(desk: Desk) -> Desk:
    """A supervisor sits at counter 7, and yesterday was not closed."""
    desk.store.alarming, desk.store.day_steps = (samples.DAY_OVER,), (samples.ENDS, samples.REOPENS)
    desk.store.business_day = SUNDAY
    desk.sign_in("andi")
    return desk


def sheet_open(desk: Desk) -> bool:
    return desk.window.desk.sheet.intent is Intent.DAY


def test_a_supervisor_confirms_the_clock_by_its_key_and_enter_with_one_request_id(troubled):
    troubled.press(Qt.Key.Key_J, CONTROL)
    assert sheet_open(troubled)
    assert troubled.text("sheet-about") == (
        "Hari layanan Minggu, 22 November 2026 berakhir dengan 5 nomor yang belum selesai. "
        "Hari layanan Senin, 23 November 2026 dibuka. 2 nomor yang diambil sesudah waktunya ikut ke hari baru."
    )
    assert troubled.store.day_work == []
    troubled.store.lose_replies = 1
    troubled.press(Qt.Key.Key_Return)
    troubled.settle()
    assert troubled.store.day_work == [("confirm", None, "at counter 7", "clerk:andi")]
    assert len(set(troubled.store.asked)) == 1
    assert troubled.presenter.state.notice.code == "notice_day"
    assert not troubled.find("alarms").isVisible()
    assert not troubled.find("day-button").isVisible()


def test_by_mouse_the_key_asks_first_and_escape_does_nothing(troubled):
    troubled.click("day-button")
    assert sheet_open(troubled)
    troubled.press(Qt.Key.Key_Escape)
    assert not sheet_open(troubled)
    assert troubled.store.day_work == []
    assert troubled.store.asked == []


def test_a_day_that_ended_by_itself_is_opened_again_with_the_reason_that_was_typed(troubled):
    troubled.press(Qt.Key.Key_J, CONTROL)
    troubled.press(Qt.Key.Key_Down)
    QTest.keyClicks(troubled.find("sheet-field"), "jam komputer maju")
    assert "dibuka lagi" in troubled.text("sheet-about")
    troubled.press(Qt.Key.Key_Return)
    troubled.settle()
    assert troubled.store.day_work == [("reopen", SUNDAY, "jam komputer maju", "clerk:andi")]


def test_the_sheet_closes_when_there_is_nothing_to_answer_any_more(troubled):
    troubled.press(Qt.Key.Key_J, CONTROL)
    troubled.store.alarming, troubled.store.day_steps = (), ()
    troubled.presenter.refresh()
    troubled.qtbot.waitUntil(lambda: not sheet_open(troubled))


def test_a_clerk_sees_the_alarm_without_the_key_and_cannot_order_it(desk):
    desk.store.alarming, desk.store.day_steps = (samples.DAY_OVER,), (samples.ENDS,)
    desk.sign_in()
    assert desk.text("alarms") == samples.DAY_OVER.message(INDONESIAN)
    assert desk.find("alarms").isVisible()
    assert not desk.find("day-button").isVisible()
    desk.press(Qt.Key.Key_J, CONTROL)
    assert not sheet_open(desk)
    desk.presenter.give(Command(Intent.CONFIRM_DAY))
    desk.settle()
    assert desk.store.day_work == []


def test_from_the_bar_the_key_opens_the_window_and_the_bar_comes_back(troubled):
    troubled.press(Qt.Key.Key_F10)
    bar = troubled.window.bar
    troubled.qtbot.waitUntil(lambda: bar.isVisible() and bar.isActiveWindow())
    assert (troubled.key("full-button").text(), troubled.key("full-button").variant) == ("Jam!", Variant.ALERT)
    troubled.press(Qt.Key.Key_J, CONTROL)
    troubled.qtbot.waitUntil(lambda: troubled.window.isVisible() and not bar.isVisible())
    assert sheet_open(troubled)
    troubled.press(Qt.Key.Key_Escape)
    troubled.qtbot.waitUntil(bar.isVisible)


def test_whoever_stops_the_hall_from_writing_is_named_before_anybody_has_signed_in(desk):
    named = (("program", "kiosk"), ("station", "kiosk-1"), ("pid", 4711), ("at", "09.12"))
    stopped = AlarmView("alarm_writer_stopped", named)
    desk.store.alarming = (stopped,)
    desk.presenter.refresh()
    desk.qtbot.waitUntil(lambda: desk.text("alarms") == stopped.message(INDONESIAN))
    assert "kiosk di kiosk-1 berhenti sambil menahan basis data sejak 09.12" in desk.text("alarms")
    assert desk.find("alarms").isVisible()


def test_before_anybody_has_signed_in_alarms_of_day_and_clock_are_shown_and_no_others(desk):
    printer = AlarmView("printer_unreachable", (("station", "kios-1"),))
    desk.store.alarming = (printer, samples.DAY_OVER)
    desk.presenter.refresh()
    desk.qtbot.waitUntil(lambda: desk.text("alarms") == samples.DAY_OVER.message(INDONESIAN))
    assert desk.window.page == "sign_in"
    assert desk.find("alarms").isVisible()
    assert desk.window.sign_in.findChildren(DeskButton, "day-button") == []
    desk.store.alarming = (printer,)
    desk.presenter.refresh()
    desk.qtbot.waitUntil(lambda: not desk.find("alarms").isVisible())


@pytest.mark.parametrize(
    ("step", "open_day", "text"),
    [
        (samples.REOPENS, None, "The business day Sunday, 22 November 2026 opens again; the next numbers belong to it "
         "until it is closed. 5 numbers come back."),
        (samples.REDATES, TUESDAY, "The business day dated Tuesday, 24 November 2026 becomes Monday, 23 November 2026. "
         "All its numbers stay."),
        (samples.JOINS, TUESDAY, "The business day dated Tuesday, 24 November 2026 closes, and Monday, 23 November "
         "2026 opens again. 2 numbers that wait there go along. 3 numbers come back. New codes, because theirs are "
         "given already: A-001 → A-006, A-002 → A-007. 1 number was written down with a time to come and gets the time "
         "of now."),
        (samples.DOUBT, None, "The date Sunday, 22 November 2026 is declared right. The business day Tuesday, "
         "24 November 2026 opens. 3 numbers come back."),
        (samples.DOUBT, TUESDAY, "The date Sunday, 22 November 2026 is declared right. 3 numbers come back."),
        (replace(samples.ENDS, count=1, carried=0), SUNDAY, "The business day Sunday, 22 November 2026 ends with 1 "
         "number unfinished. The business day Monday, 23 November 2026 opens."),
    ],
)  # fmt: skip
def test_the_sheet_says_what_will_happen(step, open_day, text):
    assert day_step_text(step, open_day, Translator("en")) == text


@pytest.mark.parametrize(
    ("language", "size"),
    [
        ("id", (1024, 700)),
        ("en", (1024, 700)),
        ("id", (1280, 800)),
        ("en", (1280, 800)),
        ("pseudo", (1280, 800)),
        ("id", (1920, 1080)),
    ],
    ids=str,
)
def test_alarm_and_question_stand_whole_on_every_screen(qtbot, language, size):
    view = samples.day_in_trouble()
    roster = Roster(samples.HALL, samples.counters(), True, view.alarms)
    window = CounterWindow(Translator(language), lambda: samples.NOW)
    qtbot.addWidget(window)
    qtbot.addWidget(window.bar)
    window.resize(*size)
    window.show()
    window.show_state(DeskState(roster=roster, chosen="7"))
    qtbot.waitExposed(window)
    state = DeskState(Phase.DESK, roster=roster, chosen="7", user=samples.SUPERVISOR, view=view)
    for page in ("sign_in", "desk"):
        if page == "desk":
            window.show_state(state)
            window.ask(Intent.DAY.value)
        qtbot.wait(1)
        strips = [strip for strip in window.findChildren(Label) if strip.isVisible() and strip.text()]
        assert [label.text() for label in strips if label.laid.cut] == []
        alarms = (window.desk if page == "desk" else window.sign_in).findChild(AlarmBar)
        lines, px = alarms.line.fitted.lines, alarms.line.fitted.font.pixelSize()
        assert alarms.isVisible()
        assert len(lines) * px * 1.25 <= alarms.line.height() + 1
        assert (window.width(), window.height()) == size
