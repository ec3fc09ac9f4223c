"""The program's parts on the real store and change feed, SQLite."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter.desk.jobs import sign_in
from counter.desk.parts.upcoming import AfterList
from hall.access import By
from hall.lifecycle import State
from hall.translator import INDONESIAN
from qtkit.desk.panel import NoticeLine
from tests.counter.counter_fakes import PIN
from tests.hall_samples import BY


def test_a_visit_is_true_in_the_database(real):
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F1, Qt.Key.Key_F4):
        real.press(key)
        real.settle()
    with real.store.read() as reader:
        ticket = reader.tickets.find("A-001")
    assert (ticket.state, ticket.calls) == (State.DONE, 2)
    assert real.text("figure-done") == "1"
    assert real.text("last-event").startswith("Terakhir: A-001 selesai")


def test_what_others_do_is_seen_without_asking(real):
    real.store.run(lambda work: work.tickets.issue("B", By.system()))
    real.qtbot.waitUntil(lambda: "B-001" in real.window.desk.upcoming.findChild(AfterList).accessibleName())


def test_the_reason_of_a_call_is_read_back(real):
    real.press(Qt.Key.Key_F2)
    real.settle()
    assert real.presenter.state.view.current_reason.code == "longest_waiting"


def test_a_number_whose_slip_did_not_come_out_is_confirmed_here(real, clock):
    slipless = real.store.run(lambda work: work.tickets.issue("B", By.system(station="kiosk-1"), to_print=True))
    clock.move(seconds=90)
    real.presenter.refresh()
    real.qtbot.waitUntil(real.window.desk.unprinted.isVisible)
    real.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    real.settle()
    with real.store.read() as reader:
        assert reader.tickets.find(slipless.code).state is State.WAITING


def test_paper_that_a_visitor_misses_is_told_here_at_once_and_settled_here(real):
    ticket = real.store.run(lambda work: work.tickets.issue("B", By.system(station="kiosk-1"), to_print=True))
    real.store.run(lambda work: work.slips.out(ticket.id, By.kiosk("kiosk-1"), verified=True))
    real.store.run(lambda work: work.slips.missing(ticket.id, By.kiosk("kiosk-1")))
    real.qtbot.waitUntil(real.window.desk.unprinted.isVisible)
    assert "B-001" in real.presenter.state.view.alarms[0].message(INDONESIAN)
    real.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    real.settle()
    real.qtbot.waitUntil(lambda: not real.window.desk.unprinted.isVisible())
    with real.store.read() as reader:
        assert (reader.tickets.find(ticket.code).state, reader.alarms()) == (State.WAITING, ())


def test_a_clerk_who_signs_in_elsewhere_leaves_this_counter(real):
    user = real.presenter.state.user
    real.store.run(lambda work: work.counter("2", BY).sign_in(user.id))
    real.qtbot.waitUntil(lambda: real.window.page == "sign_in")


def said(desk) -> str:
    return desk.window.sign_in.findChild(NoticeLine, "notice").text()


def test_who_is_disabled_leaves_the_counter_and_is_told_why_with_the_right_pin_only(real):
    real.store.run(lambda work: work.staff.disable("petugas07", BY))
    real.qtbot.waitUntil(lambda: real.window.page == "sign_in")
    for pin, sentence in (
        ("111222", "Nama pengguna atau PIN salah"),
        (PIN, "Akun ini ditutup; hubungi penyelia Anda."),
    ):
        real.type_in("petugas07", pin)
        real.press(Qt.Key.Key_Return)
        real.qtbot.waitUntil(lambda sentence=sentence: said(real).startswith(sentence))
    assert real.window.page == "sign_in"


def test_a_supervisor_of_an_agency_sits_and_calls_at_the_counters_of_the_own_agency_only(real):
    give = {"role": "agency_supervisor", "agency": "imigrasi"}
    real.store.run(lambda work: work.staff.set_role("petugas07", by=BY, **give))
    real.store.run(lambda work: work.tickets.issue("2G", BY))
    real.qtbot.waitUntil(lambda: real.window.page == "sign_in")
    real.type_in()
    real.press(Qt.Key.Key_Return)
    real.qtbot.waitUntil(lambda: said(real).startswith("Ini milik instansi lain"))
    real.presenter.signing_in.choose("3")
    real.type_in()
    real.press(Qt.Key.Key_Return)
    real.qtbot.waitUntil(lambda: real.window.page == "desk")
    assert real.presenter.state.user.agency == "imigrasi"
    real.press(Qt.Key.Key_F2)
    real.settle()
    assert real.presenter.state.view.current.code == "2G-001"


def test_who_gets_another_role_between_pin_and_counter_has_that_one(sqlite_store, monkeypatch):
    for login in ("siti", "ani"):
        sqlite_store.run(lambda work, login=login: work.staff.add(login, login, PIN, BY, role="supervisor"))
    check = sqlite_store.check_pin

    def changed(login, pin, *, station):
        user = check(login, pin, station=station)
        sqlite_store.run(lambda work: work.staff.set_role(login, "clerk", BY))
        return user

    monkeypatch.setattr(sqlite_store, "check_pin", changed)
    user, _ = sign_in(sqlite_store, "1", "siti", PIN, "meja-1")
    assert user.role == "clerk"
