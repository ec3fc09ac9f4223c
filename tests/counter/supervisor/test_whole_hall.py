"""Evacuation and staggered breaks from the window, by keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter.supervisor.state import Acting
from counter.supervisor.texts import state_text
from hall.errors import Refused
from tools.supervisor import break_samples, samples

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
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_1):
        hall.press(key, CTRL)
        assert band.isVisible()
        assert band.text().startswith("EVAKUASI sejak 10.40.")
        assert band.text().endswith("Ctrl+Shift+E mengakhirinya.")
    hall.press(Qt.Key.Key_5, CTRL)
    hall.press(Qt.Key.Key_E, CTRL | SHIFT)
    type_in(hall, "note", "latihan")
    answered(hall)
    assert [name for name, _, _ in hall.store.done] == ["hall.evacuation_over"]


def test_every_row_of_an_evacuated_hall_says_the_same(hall):
    evacuate(hall)
    shown = hall.presenter.state.view.agencies
    rows = [state_text(one, hall.window.translate) for group in shown for one in (group, *group.services)]
    assert set(rows) == {("Evakuasi", "late")}


def ask_breaks(watch):
    watch.press(Qt.Key.Key_B, CTRL)
    watch.qtbot.waitUntil(lambda: watch.window.overlay.form is not None)
    return watch.window.overlay


def shown(overlay) -> list[tuple[str, str]]:
    return [(one.caption, one.detail) for one in overlay.rows[0].field.options]


def test_breaks_show_who_goes_when_what_it_does_to_the_wait_and_what_stops(hall):
    overlay = ask_breaks(hall)
    assert shown(overlay)[0] == ("Simpan usulan", "3 loket yang ada petugasnya")
    assert shown(overlay)[2:] == [
        ("Loket 1", "usulan 11.30\u201312.00"),
        ("Loket 2", "usulan 12.00\u201312.30"),
        ("Loket 3", "usulan 12.30\u201313.00"),
    ]
    assert overlay.form.about == (
        "Belum ada yang tersimpan hari ini; ini usulan. "
        "Menurut hari-hari lalu, yang datang pada jam istirahat menunggu rata-rata 12 menit dengan usulan ini; "
        "tanpa istirahat 9, bila serentak 25."
    )
    assert overlay.rows[2].field.lines == ("H Paspor baru, 12.30\u201313.00: hanya satu loket melayaninya",)


def test_breaks_count_the_clerks_who_are_there_and_promise_no_wait_that_nobody_knows(hall):
    view = break_samples.proposed()
    hall.store.breaks = replace(view, attended=0, proposal=replace(view.proposal, expected=0.0))
    overlay = ask_breaks(hall)
    assert shown(overlay)[0] == ("Simpan usulan", "semua 3 loket: belum ada petugas yang masuk")
    assert overlay.form.about == (
        "Belum ada yang tersimpan hari ini; ini usulan. "
        "Lama tunggu belum bisa dihitung: belum ada hari lalu dengan pengunjung pada jam istirahat."
    )


def test_breaks_that_are_kept_are_shown_again(hall):
    overlay = ask_breaks(hall)
    before = overlay.form
    hall.store.breaks = break_samples.kept()
    QTest.keyClick(overlay.rows[0].input, Qt.Key.Key_Return)
    answered(hall)
    assert [name for name, _, _ in hall.store.done] == ["breaks.plan"]
    hall.qtbot.waitUntil(lambda: overlay.form is not None and overlay.form is not before)
    assert overlay.form.about.startswith("Tersimpan hari ini: 3 loket.")
    assert shown(overlay)[-1] == ("Loket 3", "13.00\u201313.30 · usulan 12.30\u201313.00")
    assert overlay.rows[2].field.lines == ("Tidak ada layanan yang berhenti.",)


def test_the_break_of_one_counter_is_moved(hall):
    overlay = ask_breaks(hall)
    choice = overlay.rows[0].input
    choice.setCurrentIndex(choice.model().index(3, 0))
    QTest.keyClick(choice, Qt.Key.Key_Return)
    assert hall.store.done == []
    type_in(hall, "at", "12.15")
    answered(hall)
    assert [(name, given) for name, given, _ in hall.store.done] == [("breaks.move", ("2", samples.at(12, 15)))]


def test_a_plan_that_is_kept_is_not_replaced_by_one_enter_too_many(hall):
    hall.store.breaks = break_samples.kept()
    overlay = ask_breaks(hall)
    QTest.keyClick(overlay.rows[0].input, Qt.Key.Key_Return)
    assert hall.store.done == []
    assert overlay.form is not None


def test_the_services_that_stop_are_reached_by_the_tab_key(hall):
    overlay = ask_breaks(hall)
    overlay.rows[1].input.setFocus(Qt.FocusReason.TabFocusReason)
    overlay.focusNextPrevChild(True)
    assert hall.window.focusWidget() is overlay.rows[2].input
    assert overlay.rows[2].answer == ""


def test_a_refusal_stands_in_the_form(hall):
    hall.store.refusal = Refused("needs_supervisor")
    hall.press(Qt.Key.Key_E, CTRL | SHIFT)
    type_in(hall, "word", "EVAKUASI")
    answered(hall)
    assert hall.window.overlay.form is not None


def test_a_form_about_what_another_person_has_changed_goes_and_the_band_says_why(hall):
    hall.store.refusal = Refused("evacuated_already")
    hall.press(Qt.Key.Key_E, CTRL | SHIFT)
    type_in(hall, "word", "EVAKUASI")
    answered(hall)
    assert hall.window.overlay.form is None
    assert hall.window.band.isVisible()
    assert hall.window.band.text() == Refused("evacuated_already").message(hall.window.translate)


@pytest.fixture
def of_agency(hall):
    """The window of a supervisor who answers for one agency: no machines, nothing of the whole hall."""
    hall.store.view = replace(samples.busy(), stations=(), whole_hall=False)
    hall.read()
    return hall


def test_who_answers_for_an_agency_is_not_offered_what_is_for_the_whole_hall(of_agency):
    page = of_agency.window.page
    assert not page.stations.isVisible()
    assert not page.whole.evacuation.isVisible()
    assert page.whole.breaks.isVisible()
    of_agency.press(Qt.Key.Key_E, CTRL | SHIFT)
    assert of_agency.window.overlay.form is None


def test_machines_come_back_with_the_whole_hall(of_agency):
    of_agency.store.view = samples.busy()
    of_agency.read()
    assert of_agency.window.page.stations.isVisible()
    assert of_agency.window.page.whole.evacuation.isVisible()
