"""What a supervisor does about an alarm: one key or one click each, and who sees to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest

from counter.supervisor.state import Acting
from hall.day_steps import DayStep, StepKind
from hall.structure import Closure
from hall.views import AlarmView
from hall.wording import BothNames
from tests.counter.supervisor.conftest import RINA
from tools.supervisor import samples

STOPPED, PAPER, SILENT = samples.ALARMS
LATE = AlarmView("alarm_late_break", (("counter", "7"), ("at", samples.at(10, 15).time())), "imigrasi", counter="7")
RISK = AlarmView(
    "alarm_promise_risk",
    (("minutes", 31), ("limit", 30), ("service", "Penggantian paspor"), ("prefix", "J")),
    agency="imigrasi",
    services=("service-j",),
)
UNOPENED = AlarmView("alarm_unopened", (("at", samples.at(7, 30).time()),))
SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)
OVER = AlarmView("alarm_day_over", (("day", SUNDAY), ("count", 3), ("minutes", 5)))
LATELY = AlarmView("alarm_day_closed_late", (("day", SUNDAY), ("count", 3)))
ENDS = DayStep(StepKind.CONFIRM, MONDAY, ends=SUNDAY, count=3)
REOPENS, BRINGS = DayStep(StepKind.REOPEN, SUNDAY, back=3), DayStep(StepKind.BRING, SUNDAY, back=3)
ASKED = AlarmView(
    "alarm_closure_asked",
    (("closure", 7), ("who", "siti"), ("what", BothNames("H Paspor baru", "")), ("reason", "Server mati")),
    agency="imigrasi",
    services=("service-h",),
)
ALARMS = (STOPPED, PAPER, SILENT, LATE, RISK, UNOPENED)


@pytest.fixture
def alarmed(watch):
    watch.store.view = replace(samples.busy(), alarms=ALARMS)
    watch.presenter.start()
    watch.qtbot.waitUntil(lambda: watch.presenter.state.view is not None)
    return watch


def alarm_list(watch):
    return watch.window.page.alarms.list


def press(watch, alarm: AlarmView, key: Qt.Key) -> None:
    """Comes to an alarm and presses a key."""
    rows = alarm_list(watch)
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    rows.setCurrentIndex(rows.rows.index([look.key for look in rows.rows.looks].index(alarm.key)))
    QTest.keyClick(rows, key)


def done(watch):
    watch.qtbot.waitUntil(lambda: bool(watch.store.done) and watch.presenter.state.acting is Acting.IDLE)
    return [(name, arguments) for name, arguments, _ in watch.store.done]


@pytest.mark.parametrize(
    ("alarm", "key", "expected"),
    [
        (SILENT, Qt.Key.Key_Return, ("alarms.take", (SILENT.key,))),
        (PAPER, Qt.Key.Key_Return, ("alarms.give_back", (PAPER.key,))),  # Rina sees to it
        (replace(PAPER, taken_by=""), Qt.Key.Key_Return, ("alarms.take", (PAPER.key,))),
        (STOPPED, Qt.Key.Key_Space, ("alarms.take", (STOPPED.key,))),
        (UNOPENED, Qt.Key.Key_Return, ("day.open", ())),
    ],
)
def test_one_key_does_it_in_the_name_of_the_supervisor(alarmed, alarm, key, expected):
    alarmed.store.view = replace(samples.busy(), alarms=(alarm,))
    alarmed.read()
    press(alarmed, alarm, key)
    assert done(alarmed) == [expected]
    assert alarmed.store.done[0][2].login == RINA.login
    assert alarmed.store.done[0][2].request_id
    assert alarmed.window.band.isVisible()


def test_a_counter_that_is_late_is_opened_again(alarmed):
    press(alarmed, LATE, Qt.Key.Key_Return)
    assert done(alarmed) == [("counter.resume", ("7",))]
    assert "Loket 7 dibuka lagi" in alarmed.window.band.text()


def test_an_announcement_is_asked_with_its_text_and_lasts_until_the_day_ends(alarmed):
    press(alarmed, STOPPED, Qt.Key.Key_Return)
    alarmed.qtbot.waitUntil(lambda: alarmed.window.overlay.form is not None)
    answers = [row.answer for row in alarmed.window.overlay.rows]
    assert answers == ["outage", "Paspor baru terhenti sementara", "", "imigrasi", "today", ""]
    alarmed.press(Qt.Key.Key_Return)
    ((name, arguments),) = done(alarmed)
    assert (name, arguments[:4]) == ("boards.announce", ("outage", "Paspor baru terhenti sementara", (), "imigrasi"))
    assert arguments[4] > samples.NOW
    assert f"{arguments[4]:%H:%M}" == "00:00"
    assert alarmed.window.overlay.form is None


@pytest.mark.parametrize(
    ("alarm", "step", "button", "said", "expected"),
    [
        (OVER, ENDS, "Jam benar", "berakhir dengan 3 nomor", ("day.confirm", ("Jam dicek",))),
        (LATELY, REOPENS, "Buka lagi", "dibuka lagi", ("day.open", (SUNDAY, True, "Jam dicek"))),
        (LATELY, BRINGS, "Bawa nomor", "ikut menunggu", ("day.open", (SUNDAY, True, "Jam dicek"))),
        (OVER, BRINGS, "Tangani", "", ("alarms.take", (OVER.key,))),  # no step answers it
    ],
)
def test_an_alarm_of_day_and_clock_has_its_step_and_says_what_will_happen(alarmed, alarm, step, button, said, expected):
    alarmed.store.view = replace(samples.busy(), alarms=(alarm,), day_steps=(step,))
    alarmed.read()
    assert alarm_list(alarmed).rows.looks[0].button == button
    press(alarmed, alarm, Qt.Key.Key_Return)
    if said:
        assert said in alarmed.window.overlay.form.about
        QTest.keyClicks(alarmed.window.focusWidget(), "Jam dicek")
        alarmed.press(Qt.Key.Key_Return)
    assert done(alarmed) == [expected]


@pytest.mark.parametrize(("key", "approve"), [(None, True), (Qt.Key.Key_Down, False)])
def test_what_a_clerk_asks_to_close_is_decided_in_one_form(alarmed, key, approve):
    asked = Closure(7, "service", "service-h", samples.NOW, None, "Server mati", "requested", "clerk:siti", samples.NOW)
    alarmed.store.view = replace(samples.busy(), alarms=(ASKED,), requests=(asked,))
    alarmed.read()
    press(alarmed, ASKED, Qt.Key.Key_Return)
    assert alarmed.window.overlay.form.about == "siti minta menutup H Paspor baru: Server mati · sampai dibuka lagi"
    if key is not None:
        alarmed.press(key)
    alarmed.press(Qt.Key.Key_Return)
    assert done(alarmed) == [("closures.decide", (7, approve))]
    tree = alarmed.window.page.agencies.tree
    assert (tree.chosen, tree.hasFocus()) == ("service service-h", True)  # Enter opens the details there


def test_looking_opens_the_agency_at_its_service(alarmed):
    alarmed.window.page.agencies.filter.setText("samsat")
    press(alarmed, RISK, Qt.Key.Key_Return)
    tree = alarmed.window.page.agencies.tree
    assert (tree.chosen, "agency imigrasi" in tree.opened, tree.hasFocus()) == ("service service-j", True, True)
    assert alarmed.store.done == []


def test_the_button_of_a_row_is_pressed_by_a_click_on_it_alone(alarmed):
    rows = alarm_list(alarmed)
    index = rows.rows.index(0)
    for on_button in (False, True):
        row = QRectF(rows.visualRect(index))
        button = rows.button_rect(row, rows.rows.looks[0]).center().toPoint()
        QTest.mouseClick(
            rows.viewport(), Qt.MouseButton.LeftButton, pos=button if on_button else QPoint(30, button.y())
        )
        assert (alarmed.window.overlay.form is not None) is on_button


def test_who_sees_to_an_alarm_is_said_on_the_row_and_to_a_screen_reader(alarmed):
    look = alarm_list(alarmed).rows.looks[1]
    assert (look.taken, look.button) == ("Ditangani Rina, 10.40", "Lepas")
    assert "Ditangani Rina, 10.40. Enter: Lepas. Spasi: Lepas." in look.spoken
