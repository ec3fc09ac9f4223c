"""The tab Kendala, by keyboard: what stopped, what is done about it, and what is planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from counter.supervisor.obstacles.looks import followed_text
from counter.supervisor.obstacles.page import ObstaclesPage
from counter.supervisor.state import Acting, Tab
from counter.supervisor.tabs import tabs_of
from hall.access import Role
from hall.incidents import FollowUp
from hall.translator import Translator
from qtkit.desk.buttons import DeskButton
from qtkit.desk.label import Label
from tools.supervisor.incident_samples import CLOSED, FOLLOWED, GOING_ON, PLANS, STOOD_STILL


@pytest.fixture
def obstacles(watch):
    """The window on its tab Kendala."""
    watch.store.incidents = (GOING_ON, STOOD_STILL, CLOSED)
    watch.store.plans = PLANS
    watch.store.followed = FOLLOWED
    watch.presenter.start()
    watch.qtbot.waitUntil(lambda: watch.presenter.state.view is not None)
    place = watch.presenter.state.tabs.index(Tab.OBSTACLES)
    watch.press(Qt.Key(Qt.Key.Key_1 + place), Qt.KeyboardModifier.ControlModifier)
    watch.qtbot.waitUntil(lambda: watch.presenter.state.tab_view is not None)
    return watch


def page(watch) -> ObstaclesPage:
    return watch.window.tabs[Tab.OBSTACLES]


def choose(watch, key: str) -> None:
    looks = page(watch).list.rows.looks
    page(watch).list.setCurrentIndex(page(watch).list.rows.index([look.key for look in looks].index(key)))


def press_button(watch, key: str) -> None:
    button = page(watch).buttons[key]
    assert button.isVisible()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)


def type_in(watch, field: str, text: str) -> None:
    row = next(row for row in watch.window.overlay.rows if row.field.name == field)
    row.input.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(row.input, text)


def done(watch) -> tuple[str, tuple[object, ...]]:
    watch.press(Qt.Key.Key_Return)
    watch.qtbot.waitUntil(lambda: watch.presenter.state.acting is not Acting.BUSY and bool(watch.store.done))
    name, arguments, by = watch.store.done[-1]
    assert (by.login, bool(by.request_id)) == ("rina", True)
    return name, arguments


def shown(watch) -> set[str]:
    return {key for key, button in page(watch).buttons.items() if button.isVisible()}


def test_open_incidents_stand_first_then_plans_then_closed_ones(obstacles):
    spoken = [look.spoken for look in page(obstacles).list.rows.looks]
    assert spoken == [
        "Imigrasi: Sistem pusat tidak bisa diakses, Berlangsung, "
        "10.15 – sekarang · 17 nomor, 342 menit hilang · Kementerian (eksternal)",
        "Samsat: pelayanan terhenti, Belum ditutup, 08.40 – 09.20 · 5 nomor, 96 menit hilang",
        "Jaringan cadangan untuk Imigrasi, Direncanakan, sampai Sel, 1 Des · Imigrasi",
        "Pelatihan petugas layanan disabilitas, Lewat tenggat, sampai Jum, 20 Nov · Seluruh MPP",
        "PLN: Listrik padam, Ditutup, Jum, 20 Nov 07.50 – Jum, 20 Nov 09.05 · "
        "9 nomor, 410 menit hilang · PLN (eksternal)",
    ]


def test_an_incident_shows_its_history_and_what_can_be_done(obstacles):
    choose(obstacles, "incident-7")
    notes = page(obstacles).notes.rows
    obstacles.qtbot.waitUntil(lambda: len(notes.looks) == 7)
    assert [look.spoken for look in notes.looks[2:5]] == [
        "Penanggung jawab: Umar Hadi, sampai Rab, 25 Nov",
        "Diumumkan di papan dan kiosk",
        "10.30 catatan · rina, Sudah lapor ke pusat, tiket 48213",
    ]
    assert shown(obstacles) == {"end_broadcast", "note", "assign", "close", "plan_add", "open"}
    choose(obstacles, "incident-6")
    assert shown(obstacles) == {"broadcast", "note", "assign", "close", "plan_add", "open"}
    choose(obstacles, "incident-5")
    assert shown(obstacles) == {"note", "plan_add", "open"}
    choose(obstacles, "plan-2")
    assert shown(obstacles) == {"plan_done", "plan_change", "plan_drop", "plan_add", "open"}


def test_the_follow_up_of_a_year_stands_below_the_list(obstacles):
    line = page(obstacles).findChild(Label, "obstacles-followed")
    assert line.isVisible()
    assert line.text() == (
        "Setahun terakhir 12 kejadian, 2 belum ditutup · 10 ditutup (83 %) · rata-rata 1,5 hari sampai ditutup · "
        "1 lewat tenggat · 7 eksternal, 5 internal"
    )
    assert not line.laid.cut


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (FollowUp(), "No incidents in the last year"),
        (FollowUp(1), "Last year 1 incident, 1 open · 0 closed (0 %) · 0 overdue · 0 external, 1 internal"),
        (
            FollowUp(3, 3, 0, 0.25, 2),
            "Last year 3 incidents, 0 open · 3 closed (100 %) · 0.2 days to close on average · 0 overdue · "
            "2 external, 1 internal",
        ),
    ],
)
def test_the_follow_up_in_english_says_only_what_there_is(found, expected):
    assert followed_text(found, Translator("en")) == expected


def test_a_broadcast_is_two_actions(obstacles):
    choose(obstacles, "incident-6")
    press_button(obstacles, "broadcast")
    assert done(obstacles) == ("incidents.broadcast", (6, "", True))
    assert obstacles.window.band.text() == "Papan dan kiosk mengumumkannya."


@pytest.mark.parametrize(
    ("item", "button", "typed", "expected"),
    [
        ("incident-6", "note", {"text": "Dicoba"}, ("incidents.note", (6, "Dicoba"))),
        ("incident-6", "close", {"done": "Pulih"}, ("incidents.close", (6, "Pulih"))),
        (
            "incident-6",
            "assign",
            {"owner": "Umar", "due": "2026-11-25"},
            ("incidents.assign", (6, "Umar", date(2026, 11, 25))),
        ),
        ("plan-2", "plan_drop", {"reason": "Anggaran"}, ("plans.end", (2, "dropped", "Anggaran"))),
        (
            "plan-2",
            "plan_add",
            {"text": "Loket baru", "due": "2026-12-24"},
            ("plans.add", ("Loket baru", date(2026, 12, 24), "", "")),
        ),
        (
            "plan-2",
            "plan_add",
            {"text": "Loket baru", "due": "24 Desember 2026", "owner": "Rina"},
            ("plans.add", ("Loket baru", date(2026, 12, 24), "", "Rina")),
        ),
        (
            "plan-2",
            "plan_change",
            {"text": "Pelatihan lansia", "due": "25/12/2026", "owner": "Rina"},
            ("plans.change", (2, "Pelatihan lansia", date(2026, 12, 25), "Rina")),
        ),
    ],
)
def test_a_form_asks_what_is_needed(obstacles, item, button, typed, expected):
    choose(obstacles, item)
    press_button(obstacles, button)
    for field, text in typed.items():
        type_in(obstacles, field, text)
    assert done(obstacles) == expected
    assert obstacles.window.overlay.isHidden()


def test_an_incident_is_opened_by_hand(obstacles):
    press_button(obstacles, "open")
    overlay = obstacles.window.overlay
    assert [one.caption for one in overlay.rows[1].field.options] == [
        "Sistem pusat tidak bisa diakses",
        "Belum diketahui",
    ]
    type_in(obstacles, "agency", "imig")
    type_in(obstacles, "text", "Pusat tidak menjawab")
    assert done(obstacles) == ("incidents.open", ("imigrasi", "sistem-pusat", "Pusat tidak menjawab"))
    assert obstacles.window.band.text() == "Kejadian dicatat. Umumkan di papan bila perlu."


def test_a_date_that_is_none_stays_in_the_form(obstacles):
    choose(obstacles, "incident-6")
    press_button(obstacles, "assign")
    type_in(obstacles, "owner", "Umar")
    type_in(obstacles, "due", "besok")
    obstacles.press(Qt.Key.Key_Return)
    assert obstacles.window.overlay.isVisible()
    assert not obstacles.store.done


def test_what_is_typed_narrows_the_list(obstacles):
    page(obstacles).filter.setText("samsat")
    assert [look.key for look in page(obstacles).list.rows.looks] == ["incident-6"]


def test_a_supervisor_of_an_agency_has_the_tab_too():
    assert Tab.OBSTACLES in {kind.tab for kind in tabs_of(Role.AGENCY_SUPERVISOR)}


@pytest.mark.parametrize("typed", ["15-12-2026", "15/12/2026", "15 Desember 2026", "2026-12-15"])
def test_a_due_day_is_typed_as_people_write_it(obstacles, typed):
    choose(obstacles, "incident-6")
    press_button(obstacles, "assign")
    type_in(obstacles, "owner", "Umar")
    type_in(obstacles, "due", typed)
    assert done(obstacles) == ("incidents.assign", (6, "Umar", date(2026, 12, 15)))


def test_the_new_plan_is_looked_at_and_nothing_moves_while_it_is_said(obstacles):
    choose(obstacles, "plan-2")
    places = {key: button.mapTo(obstacles.window, QPoint()) for key, button in page(obstacles).buttons.items()}
    size = page(obstacles).size()
    press_button(obstacles, "plan_add")
    type_in(obstacles, "text", "Loket baru")
    type_in(obstacles, "due", "24-12-2026")
    new = replace(PLANS[0], id=9, text="Loket baru", due=date(2026, 12, 24))
    obstacles.store.plans = (*PLANS, new)
    done(obstacles)
    obstacles.qtbot.waitUntil(lambda: page(obstacles).list.chosen == "plan-9")
    obstacles.qtbot.waitUntil(obstacles.window.band.isVisible)
    assert obstacles.window.band.text() == "Rencana disimpan."
    assert page(obstacles).size() == size
    assert {k: b.mapTo(obstacles.window, QPoint()) for k, b in page(obstacles).buttons.items()} == places


def test_the_button_of_a_new_plan_stays_where_it_is(obstacles):
    button, places = page(obstacles).buttons["plan_add"], set()
    for key in ("incident-7", "incident-5", "plan-2", "plan-1"):
        choose(obstacles, key)
        obstacles.qtbot.wait(1)
        places.add(button.geometry().getRect())
    assert len(places) == 1


def test_the_plan_of_somebody_else_is_not_chosen_by_itself(obstacles):
    choose(obstacles, "plan-2")
    press_button(obstacles, "plan_add")
    obstacles.press(Qt.Key.Key_Escape)
    obstacles.store.plans = (*PLANS, replace(PLANS[0], id=9, text="Loket baru"))
    obstacles.presenter.refresh()
    obstacles.qtbot.waitUntil(lambda: "plan-9" in [look.key for look in page(obstacles).list.rows.looks])
    assert page(obstacles).list.chosen == "plan-2"


def test_the_two_buttons_of_a_dropped_plan_say_different_things(obstacles):
    choose(obstacles, "plan-2")
    press_button(obstacles, "plan_drop")
    overlay = obstacles.window.overlay
    assert {button.text() for button in overlay.findChildren(DeskButton) if button.isVisible()} == {
        "Rencana tidak jadi",
        "Kembali",
    }
