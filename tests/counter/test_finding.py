"""What typing finds first on a sheet, and what digits do there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter.desk.choices import choices_of
from counter.desk.finding import digits_are_free, row_of_digit
from counter.desk.news import news_of
from counter.desk.state import Intent
from counter.desk.texts import notice_text
from hall.access import By
from hall.lifecycle import State
from hall.translator import INDONESIAN, Translator
from hall.views import CounterChoice, ServiceChoice
from qtkit.desk.label import Tag
from tests.counter import counter_samples as samples
from tests.hall_samples import BY

ID, EN = Translator("id"), Translator("en")
F = Qt.Key


def service(prefix, name, agency="Disdukcapil"):
    return ServiceChoice(f"service-{prefix.lower()}", prefix, name, name, agency, 3, True)


HALL = samples.crowded(
    services=(
        service("B", "Cetak ulang KTP-el"),
        service("C", "Kartu keluarga dan akta"),
        service("D", "Akta kelahiran"),
        service("DP", "Pindah datang"),
        service("E", "Surat domisili", "Dinas Sosial"),
        service("2G", "Paspor baru", "Imigrasi"),
    ),
    counters=(CounterChoice("loket-3", "3", "Petugas 03", "Imigrasi"), CounterChoice("l-30", "30", "Dewi", "PLN")),
)


def found(typed, intent=Intent.TRANSFER, translate=ID):
    return [choice.caption for choice in choices_of(intent, HALL, typed, translate)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("d", ["D  Akta kelahiran", "DP  Pindah datang"]),
        ("D", ["D  Akta kelahiran", "DP  Pindah datang"]),
        ("dp", ["DP  Pindah datang"]),
        ("akta", ["D  Akta kelahiran", "C  Kartu keluarga dan akta"]),
        ("e", ["E  Surat domisili"]),
        ("b", ["B  Cetak ulang KTP-el"]),
        ("3", ["Loket 3", "Loket 30"]),
        ("30", ["Loket 30"]),
        ("p", ["DP  Pindah datang", "2G  Paspor baru"]),
    ],
)
def test_an_exact_prefix_or_label_comes_first_then_what_begins_so_then_the_rest(typed, first):
    assert found(typed)[: len(first)] == first


def test_no_digit_finds_how_many_wait_or_for_how_long():
    """They change while somebody types."""
    assert all(choice.caption.startswith("Loket") for choice in choices_of(Intent.TRANSFER, HALL, "3", ID))
    waiting = {choice.caption: choice.detail for choice in choices_of(Intent.CALL_NUMBER, samples.crowded(), "", ID)}
    code, detail = next((code, detail) for code, detail in waiting.items() if detail.endswith(" mnt"))
    minutes = detail.split()[-2]
    assert minutes not in code
    assert code not in found(minutes, Intent.CALL_NUMBER)


def test_a_number_sent_to_another_counter_is_not_said_to_be_for_this_one():
    sent = replace(samples.ticket("A-090"), directed_label="6")
    own = replace(samples.ticket("A-091"), directed_label=HALL.counter.label)
    view = replace(HALL, after=(sent, own))
    tags = {choice.caption: choice.tag for choice in choices_of(Intent.CALL_NUMBER, view, "", ID)}
    assert (tags["A-090"], tags["A-091"]) == ("", ID("counter.listed_tag_directed"))


def test_minutes_are_exact_too():
    assert found("15", Intent.PAUSE)[0] == "Istirahat 15 menit"


def test_nothing_typed_keeps_the_order_of_the_hall():
    assert found("")[:3] == ["B  Cetak ulang KTP-el", "C  Kartu keluarga dan akta", "D  Akta kelahiran"]


@pytest.mark.parametrize(("digit", "row"), [("1", 0), ("6", 5), ("7", None), ("0", None), ("10", None), ("x", None)])
def test_a_digit_moves_to_its_row(digit, row):
    assert row_of_digit(digit, 6) == row


@pytest.mark.parametrize(("intent", "free"), [(Intent.HOLD, True), (Intent.TRANSFER, False), (Intent.PAUSE, False)])
def test_a_digit_alone_is_typed_where_a_prefix_a_label_or_minutes_begin_with_one(intent, free):
    assert digits_are_free(choices_of(intent, HALL, "", ID)) is free


def test_with_alt_a_digit_chooses_on_every_sheet_and_a_label_can_be_typed(seated):
    desk, state = seated.window.desk, replace(seated.presenter.state, view=HALL)
    desk.ask(Intent.TRANSFER, state)
    QTest.keyClick(desk.sheet.field, F.Key_3, Qt.KeyboardModifier.AltModifier)
    assert (desk.sheet.choice.caption, desk.sheet.field.text()) == ("D  Akta kelahiran", "")
    QTest.keyClicks(desk.sheet.field, "3")
    assert (desk.sheet.choice.caption, desk.sheet.field.text()) == ("Loket 3", "3")
    desk.ask(Intent.CALL_NUMBER, state)
    QTest.keyClick(desk.sheet.field, F.Key_2, Qt.KeyboardModifier.AltModifier)
    assert desk.sheet.choice.caption == "A-037"


def test_digits_choose_and_enter_does_it(real):
    real.press(F.Key_F2)
    real.settle()
    real.press(F.Key_F7)
    QTest.keyClicks(real.find("sheet-field"), "2")
    assert real.find("sheet-field").text() == ""
    assert real.window.desk.sheet.choice.caption == "Mengisi formulir"
    assert real.presenter.state.view.current.code == "A-001"  # nothing is done yet
    real.press(F.Key_Return)
    real.settle()
    with real.store.read() as reader:
        assert reader.tickets.find("A-001").held_reason == "Mengisi formulir"


def test_a_choice_that_goes_while_the_sheet_is_open_is_not_replaced_by_another(seated):
    desk, state = seated.window.desk, replace(seated.presenter.state, view=HALL)
    desk.ask(Intent.TRANSFER, state)
    QTest.keyClicks(desk.sheet.field, "loket 30")
    assert desk.sheet.choice.caption == "Loket 30"
    left = replace(HALL, counters=(CounterChoice("l-303", "303", "Rina", "PLN"), *HALL.counters[:1]))
    desk.sheet.field.textChanged.disconnect()
    desk.sheet.show_state(replace(state, view=left))
    assert desk.sheet.choice is None
    assert not desk.sheet.do_button.isEnabled()
    assert seated.text("sheet-about") == "Pilihan tadi sudah tidak ada. Pilih lagi."


def test_a_number_that_was_sent_on_is_said_to_wait_where_it_waits():
    sent = samples.ticket("A-042", name="Paspor baru", agency_name="Imigrasi")
    notice = news_of(Intent.TRANSFER, "A-042", sent)
    assert notice is not None
    assert notice_text(notice, ID) == "A-042 menunggu di Paspor baru, Imigrasi."
    assert notice_text(notice, EN) == "A-042 waits for Paspor baru, Imigrasi."
    beside = news_of(Intent.TRANSFER, "A-042", replace(sent, directed_label="3"))
    assert beside is not None
    assert notice_text(beside, ID) == "A-042 menunggu di loket 3."


def test_ctrl_b_asks_and_says_what_the_printer_reported_before_anything_is_cancelled(real, clock):
    ticket = real.store.run(lambda work: work.tickets.issue("B", By.system(station="kiosk-1"), to_print=True))
    real.store.run(lambda work: work.slips.out(ticket.id, By.kiosk("kiosk-1"), verified=True))
    real.store.run(lambda work: work.slips.missing(ticket.id, By.kiosk("kiosk-1")))
    real.qtbot.waitUntil(real.window.desk.unprinted.isVisible)
    assert real.text("unprinted-out") == "keluar 10.00"
    for _ in range(2):  # the same key leaves the question again
        real.press(F.Key_B, Qt.KeyboardModifier.ControlModifier)
    real.settle()
    assert real.window.desk.sheet.intent is None
    real.press(F.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert real.text("sheet-title") == f"Batalkan {ticket.code}?"
    assert "Printer melaporkan slip keluar 10.00." in real.text("sheet-about")
    real.press(F.Key_Return)
    real.settle()
    with real.store.read() as reader:
        assert reader.tickets.find(ticket.code).state is State.CANCELLED
    real.press(F.Key_Z, Qt.KeyboardModifier.ControlModifier)
    real.settle()
    with real.store.read() as reader:
        assert reader.tickets.find(ticket.code).state is State.WAITING
    real.qtbot.waitUntil(real.window.desk.unprinted.isVisible)


def test_called_times_counts_this_counters_calls_only(real):
    with real.store.read() as reader:
        first = reader.tickets.find("A-001").id
    user = real.store.run(lambda work: work.staff.add("rina", "Rina", "639174", BY))
    real.store.run(lambda work: work.counter("2", BY).sign_in(user.id))
    real.store.run(lambda work: work.counter("2", BY).call_number(first))
    for _ in range(2):
        real.store.run(lambda work: work.counter("2", BY).recall())
    real.store.run(lambda work: work.counter("2", BY).transfer(to_counter="1"))
    real.presenter.refresh()
    real.settle()
    real.press(F.Key_F2)
    real.settle()
    assert real.presenter.state.view.current.code == "A-001"
    assert real.presenter.state.view.current.calls == 4
    tags = [tag.text() for tag in real.window.desk.current.findChildren(Tag) if tag.isVisible()]
    assert "Dipanggil 1 kali" in tags


@pytest.mark.parametrize(("seconds", "text"), [(0, "< 1 mnt"), (59, "< 1 mnt"), (60, "1 mnt")])
def test_less_than_a_minute_is_not_zero(seconds, text):
    from datetime import timedelta

    from counter.desk.texts import minutes_text
    from hall.dates import waited_minutes
    from hall.views import Reason

    span = timedelta(seconds=seconds)
    assert minutes_text(span, ID) == text
    told = Reason("longest_waiting", (("minutes", seconds // 60),)).message(INDONESIAN)
    assert told == f"Menunggu paling lama: {waited_minutes(span)} menit"
