"""The tab Petugas, by keyboard: who is there, and what becomes of them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter.supervisor.people.page import PeoplePage
from counter.supervisor.state import Acting, Tab
from hall.access import Role
from hall.errors import Refused
from hall.translator import Translator
from hall.views import UserView

SITI = UserView(1, "siti", "Siti Rahma", Role.CLERK)
AGUS = UserView(2, "agus", "Agus Salim", Role.AGENCY_SUPERVISOR, "imigrasi")
DEWI = UserView(3, "dewi", "Dewi Sartika", Role.CLERK, disabled=True)


@pytest.fixture
def people(watch):
    """The window on its tab Petugas with three people, Siti at counter 7."""
    watch.store.staff = (AGUS, DEWI, SITI)
    watch.store.seats = (SimpleNamespace(clerk_id=1, label="7"),)
    watch.presenter.start()
    watch.qtbot.waitUntil(lambda: watch.presenter.state.view is not None)
    place = watch.presenter.state.tabs.index(Tab.PEOPLE)
    watch.press(Qt.Key(Qt.Key.Key_1 + place), Qt.KeyboardModifier.ControlModifier)
    watch.qtbot.waitUntil(lambda: watch.presenter.state.tab_view is not None)
    return watch


def page(watch) -> PeoplePage:
    return watch.window.tabs[Tab.PEOPLE]


def choose(watch, login: str) -> None:
    looks = page(watch).list.rows.looks
    page(watch).list.setCurrentIndex(page(watch).list.rows.index([look.key for look in looks].index(login)))


def press_button(watch, key: str) -> None:
    watch.qtbot.waitUntil(lambda: not watch.window.late_keys.active)
    button = page(watch).buttons[key]
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)


def type_in(watch, field: str, text: str) -> None:
    row = next(row for row in watch.window.overlay.rows if row.field.name == field)
    row.input.setFocus(Qt.FocusReason.TabFocusReason)
    row.input.selectAll()
    QTest.keyClicks(row.input, text)


def answered(watch) -> None:
    watch.qtbot.waitUntil(lambda: watch.presenter.state.acting is not Acting.BUSY)


def test_everybody_is_listed_with_role_agency_and_seat(people):
    spoken = [look.spoken for look in page(people).list.rows.looks]
    assert spoken == [
        "Agus Salim, agus · Penyelia instansi Imigrasi",
        "Dewi Sartika, dewi · Petugas loket, Ditutup",
        "Siti Rahma, siti · Petugas loket, Loket 7",
    ]


def test_a_name_is_changed_by_keyboard_and_the_window_says_so(people):
    choose(people, "siti")
    press_button(people, "rename")
    type_in(people, "name", "Siti Rahmawati")
    people.press(Qt.Key.Key_Return)
    answered(people)
    name, arguments, by = people.store.done[-1]
    assert (name, arguments) == ("staff.rename", ("siti", "Siti Rahmawati"))
    assert by.login == "rina"
    assert by.request_id
    assert people.window.overlay.isHidden()
    assert people.window.band.text() == "Namanya sekarang Siti Rahmawati."


def test_what_the_hall_refuses_is_said_in_the_form_and_the_answer_stays(people):
    choose(people, "siti")
    press_button(people, "pin")
    for field in ("pin", "again"):
        type_in(people, field, "123")
    people.press(Qt.Key.Key_Return)
    answered(people)
    assert people.window.overlay.isVisible()
    assert people.window.overlay.rows[0].answer == "123"
    assert "6" in people.window.findChild(object, "form-error").text()
    for field in ("pin", "again"):
        type_in(people, field, "862041")
    people.press(Qt.Key.Key_Return)
    answered(people)
    assert people.store.done[-1][1] == ("siti", "hash of 862041 for siti")
    assert people.window.overlay.isHidden()


def test_who_may_not_give_a_pin_is_told_so_before_it_is_hashed(people):
    people.store.over = True
    choose(people, "siti")
    press_button(people, "pin")
    for field in ("pin", "again"):
        type_in(people, field, "123")
    people.press(Qt.Key.Key_Return)
    answered(people)
    assert people.window.findChild(object, "form-error").text() == Refused("technician_over").message(Translator("id"))
    assert (people.store.hashed, people.store.done) == (0, [])


def test_two_pins_that_differ_are_not_sent(people):
    choose(people, "siti")
    press_button(people, "pin")
    type_in(people, "pin", "862041")
    type_in(people, "again", "862042")
    people.press(Qt.Key.Key_Return)
    assert people.window.findChild(object, "form-error").text().startswith("Kedua PIN berbeda.")
    assert people.store.done == []


def test_a_supervisor_of_an_agency_needs_one(people):
    choose(people, "siti")
    press_button(people, "role")
    role, agency = people.window.overlay.rows
    QTest.keyClick(role.input, Qt.Key.Key_Down)
    people.press(Qt.Key.Key_Return)
    assert people.store.done == []
    assert agency.input.hasFocus()
    QTest.keyClicks(agency.input, "imi")
    people.press(Qt.Key.Key_Return)
    answered(people)
    assert people.store.done[-1][:2] == ("staff.set_role", ("siti", Role.AGENCY_SUPERVISOR, "imigrasi"))


def test_esc_leaves_the_form_and_nothing_is_done(people):
    choose(people, "siti")
    press_button(people, "disable")
    people.press(Qt.Key.Key_Escape)
    assert people.window.overlay.isHidden()
    assert page(people).buttons["disable"].hasFocus()
    assert people.store.done == []


def test_a_closed_login_is_opened_at_once(people):
    choose(people, "dewi")
    assert not page(people).buttons["disable"].isVisible()
    press_button(people, "enable")
    answered(people)
    assert people.store.done[-1][:2] == ("staff.enable", ("dewi",))


def test_who_sits_at_a_counter_or_may_have_a_window_is_signed_out(people):
    choose(people, "dewi")
    assert not page(people).buttons["sign_out"].isEnabled()
    for login, title in (("siti", "Keluarkan Siti Rahma dari loket 7?"), ("agus", "dari jendela penyelia?")):
        choose(people, login)
        press_button(people, "sign_out")
        assert title in people.window.overlay.form.title
        people.press(Qt.Key.Key_Return)
        answered(people)
        assert people.store.done[-1][:2] == ("staff.sign_out", (login,))


def test_a_refusal_without_a_form_is_said_in_the_band(people):
    people.store.refusal = Refused("unknown_user", login="dewi")
    choose(people, "dewi")
    press_button(people, "enable")
    answered(people)
    assert "dewi" in people.window.band.text()


def test_while_the_database_is_away_nothing_is_asked_for_twice(people):
    people.store.away = True
    choose(people, "dewi")
    press_button(people, "enable")
    people.qtbot.waitUntil(lambda: not people.presenter.state.link.connected)
    press_button(people, "enable")
    people.store.away = False
    people.presenter.refresh()
    answered(people)
    assert len(people.store.done) == 1


def test_what_is_typed_finds_people_and_esc_shows_all_again(people):
    people.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page(people).filter, "loket 7")
    assert [look.key for look in page(people).list.rows.looks] == ["siti"]
    QTest.keyClick(page(people).filter, Qt.Key.Key_Escape)
    assert len(page(people).list.rows.looks) == 3


def test_the_tab_belongs_to_supervisors_of_the_hall():
    from counter.supervisor.tabs import tabs_of

    assert Tab.PEOPLE in [kind.tab for kind in tabs_of(Role.SUPERVISOR)]
    assert Tab.PEOPLE not in [kind.tab for kind in tabs_of(Role.AGENCY_SUPERVISOR)]
