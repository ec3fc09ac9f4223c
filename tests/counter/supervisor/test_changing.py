"""A supervisor opens a service and changes the hall by keyboard, on the real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from counter.supervisor.changing.ends import Lasting, lasting
from counter.supervisor.changing.lines import lines_of
from hall.access import By
from hall.calling import Reason
from hall.translator import INDONESIAN
from hall.views import QueuedNumber
from qtkit.desk.asked import WrongAnswer
from qtkit.desk.choice_list import ChoiceList
from tests.counter.supervisor.hands import ANI, Hands
from tests.hall_samples import BY
from tools.supervisor import detail_samples, samples

KENDARI = ZoneInfo("Asia/Makassar")


def test_a_service_is_closed_and_its_numbers_go_home_by_keys_alone(hands: Hands):
    number = hands.store.run(lambda work: work.tickets.issue("A", BY))
    hands.store.run(lambda work: work.tickets.issue("B", BY))
    hands.presenter.refresh()
    hands.look("A")
    hands.do("details-close")
    hands.press(Qt.Key.Key_Tab)
    hands.type("Server mati")
    hands.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Down)
    assert hands.done() == "A Perekaman KTP-el ditutup; 1 nomor dipulangkan."
    with hands.store.read() as view:
        (closure,) = view.closures.listed()
        assert view.tickets.find(number.code).state == "cancelled"
    assert (closure.reason, closure.decided_by) == ("Server mati", "clerk:ani")
    hands.wait(lambda: any(line.kind == "closure" for line in hands.window.page.details.list.rows.looks))
    hands.press(Qt.Key.Key_Escape)
    assert hands.window.page.agencies.tree.hasFocus()
    assert hands.window.page.stations.isVisible()
    hands.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    hands.wait(hands.window.page.details.list.hasFocus)
    hands.do("details-close")
    (places,) = [row.field for row in hands.window.overlay.rows if row.field.name == "to"]
    assert places.options[-1].key == closure.target
    assert places.options[-1].detail.startswith("Disdukcapil · Ditutup")


def test_numbers_move_to_a_service_that_is_found_by_typing_and_the_window_says_where(hands: Hands):
    number = hands.store.run(lambda work: work.tickets.issue("A", BY))
    hands.presenter.refresh()
    hands.wait(lambda: hands.presenter.state.view.figures.waiting == 1)
    hands.look("A")
    hands.do("details-close")
    hands.press(Qt.Key.Key_Tab)
    hands.type("Server mati")
    hands.press(*[Qt.Key.Key_Tab] * 3)
    assert "to" not in asked(hands.window)
    hands.press(Qt.Key.Key_End, Qt.Key.Key_Tab)
    (places,) = [row for row in hands.window.overlay.rows if row.field.name == "to"]
    assert "to" in asked(hands.window)
    assert [one.key for one in places.field.options] == ["disdukcapil-b", "imigrasi-2g"], "those of the agency first"
    hands.type("pas")
    assert places.answer == "imigrasi-2g"
    assert hands.done() == "A Perekaman KTP-el ditutup; 1 nomor dipindahkan ke 2G Paspor baru dan tetap di sana."
    found = hands.store.fetch(lambda view: view.tickets.find(number.code))
    assert found.service_id == "imigrasi-2g"


def test_where_numbers_move_is_not_asked_where_nobody_is_asked_about(hands: Hands):
    hands.store.run(lambda work: work.tickets.issue("B", BY))
    hands.presenter.refresh()
    hands.wait(lambda: hands.presenter.state.view.figures.waiting == 1)
    hands.look("A")
    hands.do("details-close")
    hands.press(Qt.Key.Key_Down)
    (holders,) = [row for row in hands.window.overlay.rows if row.field.name == "holders"]
    hands.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_End)
    assert holders.answer == "move"
    assert "to" in asked(hands.window)
    hands.press(*[Qt.Key.Key_Backtab] * 4, Qt.Key.Key_Up)
    assert not {"holders", "to"} & set(asked(hands.window))


def test_what_is_chosen_is_seen_in_a_form_that_scrolls(hands: Hands):
    hands.window.resize(1280, 520)
    hands.store.run(lambda work: work.tickets.issue("A", BY))
    hands.presenter.refresh()
    hands.wait(lambda: hands.presenter.state.view.figures.waiting == 1)
    hands.look("A")
    hands.do("details-close")
    hands.press(*[Qt.Key.Key_Tab] * 4, Qt.Key.Key_End, Qt.Key.Key_Tab, Qt.Key.Key_End)
    chosen = hands.window.focusWidget()
    area = hands.window.overlay.findChild(QScrollArea)
    assert isinstance(chosen, ChoiceList)
    assert area is not None
    rect = chosen.visualRect(chosen.currentIndex())
    top = chosen.viewport().mapTo(area.viewport(), rect.topLeft()).y()
    assert chosen.currentIndex().row() == chosen.model().rowCount() - 1 > 0
    assert 0 <= top <= area.viewport().height() - rect.height()


def test_where_numbers_move_is_seen_and_chosen_by_a_person(hands: Hands):
    hands.window.resize(1280, 520)
    hands.store.run(lambda work: work.tickets.issue("A", BY))
    hands.presenter.refresh()
    hands.wait(lambda: hands.presenter.state.view.figures.waiting == 1)
    hands.look("A")
    hands.do("details-close")
    hands.press(Qt.Key.Key_Tab)
    hands.type("Listrik padam")
    hands.press(*[Qt.Key.Key_Tab] * 3, Qt.Key.Key_End)
    to = next(row for row in hands.window.overlay.rows if row.field.name == "to")
    area = hands.window.overlay.findChild(QScrollArea)
    assert not to.visibleRegion().isEmpty()
    assert area is not None
    hands.press(Qt.Key.Key_Return)
    assert "Belum dipilih: \u201cPindah ke layanan" in hands.window.overlay._error.text()
    assert hands.window.focusWidget() is to.input
    assert to.visibleRegion().boundingRect().height() >= min(to.height(), area.viewport().height() - 1)
    hands.type("cetak")
    assert hands.done() == (
        "A Perekaman KTP-el ditutup; 1 nomor dipindahkan ke B Cetak ulang KTP-el dan tetap di sana."
    )


def test_the_details_of_another_service_begin_at_their_top(hands: Hands):
    hands.look("A")
    rows = hands.window.page.details.list
    hands.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert rows.currentIndex().row() == 2
    hands.press(Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return)
    hands.wait(rows.hasFocus)
    assert rows.accessibleName() == "Rincian B Cetak ulang KTP-el"
    assert rows.currentIndex().row() == 0


def test_a_reason_must_be_given_and_a_refusal_stands_in_the_form(hands: Hands):
    hands.look("A")
    hands.do("details-open")
    hands.press(Qt.Key.Key_Return)
    assert hands.window.overlay.form is not None
    hands.type("Ramai")
    hands.press(Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Tab)
    hands.type("besok")
    hands.press(Qt.Key.Key_Return)
    assert hands.window.overlay.form is not None
    hands.press(Qt.Key.Key_Escape)
    assert hands.window.overlay.form is None
    assert hands.store.fetch(lambda view: view.overrides.listed()) == ()


def test_a_counter_is_assigned_freed_and_given_back_by_keys_alone(hands: Hands):
    hands.look("A")
    page = hands.window.page
    kinds = [line.kind for line in page.details.list.rows.looks]
    hands.press(*[Qt.Key.Key_Down] * kinds.index("counter"))
    hands.do("details-assign")
    hands.press(Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    hands.type("Ramai")
    assert hands.done() == "Layanan loket 1 diubah."
    (made,) = hands.store.fetch(lambda view: view.overrides.listed())
    assert [one.service for one in made.services] == ["disdukcapil-b"]
    hands.wait(lambda: [one.info.label for one in page.details._details.counters] == ["2"])
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    hands.wait(lambda: any(line.kind == "assignment" for line in page.details.list.rows.looks))
    at = next(place for place, line in enumerate(page.details.list.rows.looks) if line.about == "loket-1")
    hands.press(Qt.Key.Key_Home, *[Qt.Key.Key_Down] * at)
    hands.do("details-free")
    hands.type("Rapat")
    assert hands.done() == "Loket 1 dibebaskan."
    hands.press(Qt.Key.Key_Home, Qt.Key.Key_Down)
    hands.to("details-end")
    hands.press(Qt.Key.Key_Space)
    hands.wait(lambda: hands.store.fetch(lambda view: view.overrides.listed()) == ())


def test_the_buttons_of_the_details_follow_the_language(hands: Hands):
    hands.look("A")
    details = hands.window.page.details
    said = {"close": ("Tutup", "Close"), "open": ("Buka", "Open"), "free": ("Bebaskan", "Free")}
    for at in (0, 1, 0):
        assert {key: details.buttons[key].text() for key in said} == {key: pair[at] for key, pair in said.items()}
        hands.window.header.language_button.click()
        hands.wait(lambda at=at: details.back.text() == ("Back", "Kembali")[at])


def test_a_clerks_request_is_approved_in_the_details(hands: Hands):
    hands.store.run(lambda w: w.closures.request("service", By.clerk("siti"), "A", reason="Blanko habis"))
    hands.look("A")
    hands.press(Qt.Key.Key_Down)
    assert "siti minta tutup" in hands.window.page.details.list.chosen_look.spoken
    hands.press(Qt.Key.Key_Return)
    assert hands.window.focusWidget().objectName() == "details-approve"
    hands.press(Qt.Key.Key_Space)
    hands.wait(lambda: hands.store.fetch(lambda view: view.closures.listed())[0].state == "approved")


def test_an_announcement_is_made_and_taken_down_by_keys_alone(hands: Hands):
    hands.press(Qt.Key.Key_U, modifier=Qt.KeyboardModifier.ControlModifier)
    hands.press(Qt.Key.Key_Return)
    hands.type("Parkir penuh")
    assert hands.done() == "Diumumkan: Parkir penuh"
    hands.wait(lambda: bool(hands.presenter.state.view.announcements))
    hands.press(Qt.Key.Key_U, modifier=Qt.KeyboardModifier.ControlModifier)
    hands.press(Qt.Key.Key_End)
    assert hands.done() == "Pengumuman dicabut: Parkir penuh"


def test_a_title_that_is_too_long_for_the_boards_is_not_cut(hands: Hands):
    hands.press(Qt.Key.Key_U, modifier=Qt.KeyboardModifier.ControlModifier)
    hands.press(Qt.Key.Key_Return)
    hands.type("Parkir penuh, " * 6 + "maaf")
    hands.press(Qt.Key.Key_Return)
    line = hands.window.overlay.findChild(QWidget, "form-error")
    assert line.text() == "Judul: paling banyak 80 karakter, sekarang 88. Pendekkan."
    assert hands.store.fetch(lambda view: view.boards.announcements()) == ()
    hands.press(*[Qt.Key.Key_Backspace] * 8)
    assert not line.isVisible()
    assert hands.done().startswith("Diumumkan: Parkir penuh, Parkir penuh")


@pytest.mark.parametrize(
    ("until", "text", "expected"),
    [
        ("today", "", Lasting()),
        ("open", "", Lasting(open_ended=True)),
        ("at", "15.30", "2026-11-23T15:30"),
        ("today", "24-12-2026", "2026-12-25T00:00"),
        ("at", "", None),
        ("at", "25.00", None),
        ("at", "08.00", None),
    ],
)
def test_an_end_is_today_a_time_a_date_or_open(clock, until, text, expected):
    answers = {"until": until, "end": text}
    if expected is None:
        with pytest.raises(WrongAnswer):
            lasting(answers, clock.now(), KENDARI, INDONESIAN)
        return
    found = lasting(answers, clock.now(), KENDARI, INDONESIAN)
    if isinstance(expected, str):
        assert found.ends_at.isoformat("T", "minutes").startswith(expected)
    else:
        assert found == expected


def test_the_rows_say_who_waits_why_and_who_sits_there_since_when(sqlite_store, clock):
    sqlite_store.run(lambda work: work.staff.add("siti", "Siti", "407163", BY))
    sqlite_store.run(lambda work: work.staff.add("ani", "Ani", "407163", BY, role="supervisor"))
    sqlite_store.run(lambda work: work.counter("1", BY).sign_in(1))
    sqlite_store.run(lambda work: work.tickets.issue("A", BY, priority=True))
    sqlite_store.run(lambda work: work.overrides.open("service", ANI, "A", reason="Ramai"))
    noon = clock.now().astimezone(KENDARI).replace(hour=12, minute=0)
    sqlite_store.run(lambda work: work.breaks.move("1", noon, BY))
    clock.move(minutes=7)
    found = sqlite_store.fetch(lambda view: view.floor.details(ANI, "service", "disdukcapil-a"))
    spoken = [line.spoken for line in lines_of(found, "Asia/Makassar", INDONESIAN)]
    assert spoken[1] == "A Perekaman KTP-el dibuka, sampai akhir hari ini · Ramai · ani"
    assert spoken[2:4] == ["Menunggu (1)", "A-001, ke-1 · 7 mnt · Prioritas, menunggu 7 menit, Prioritas"]
    since = f"{clock.now().astimezone(KENDARI) - timedelta(minutes=7):%H.%M}"
    assert spoken[5:7] == [f"Loket 1, Siti sejak {since} · istirahat 12.00–13.00", "Loket 2, Tidak ada petugas"]


def numbers_said(reasons):
    details = replace(
        detail_samples.details(samples.busy().agencies[0], samples.busy().agencies[0].services[0]),
        numbers=tuple(
            QueuedNumber(place, f"A-{place:03d}", False, timedelta(minutes=9), Reason(code, (("minutes", 9),)))
            for place, code in enumerate(reasons, start=1)
        ),
    )
    lines = lines_of(details, "Asia/Makassar", INDONESIAN)
    return [line.more for line in lines if line.kind == "number"]


def test_the_waits_of_those_who_come_stand_in_columns_and_are_heard_with_their_reasons():
    busy = samples.busy()
    view = detail_samples.details(busy.agencies[0], busy.agencies[0].services[0])
    head, row = (one for one in lines_of(view, "Asia/Makassar", INDONESIAN) if one.cells)

    assert head.cells == ("kini", "11.12", "11.42", "12.12", "12.42")
    assert row.cells == ("0–10", "10–20", "40+", "100–120", "tutup")
    assert row.marked == (3, 4)
    assert "11.12 10–20 menit" in row.spoken
    assert row.spoken.endswith("(Giliran mungkin baru tiba setelah layanan tutup.)")


def test_where_nobody_works_waits_out_the_details_have_none():
    busy = samples.busy()
    view = detail_samples.details(busy.agencies[0], busy.agencies[0].services[0])
    assert not [one for one in lines_of(replace(view, waits=()), "Asia/Makassar", INDONESIAN) if one.cells]


def test_why_a_number_waits_is_said_only_where_it_differs_from_the_one_before():
    said = numbers_said(["overdue", "overdue", "longest_waiting", "longest_waiting"])
    assert said == [
        "ke-1 · 9 mnt · Menunggu terlalu lama: 9 menit",
        "ke-2 · 9 mnt",
        "ke-3 · 9 mnt · Menunggu paling lama: 9 menit",
        "ke-4 · 9 mnt",
    ]
    assert numbers_said(["longest_waiting"]) == ["ke-1 · 9 mnt"]


def asked(window):
    return [row.field.name for row in window.overlay.rows if row.isVisible()]


def test_who_waits_is_asked_about_only_where_somebody_waits(hands: Hands):
    hands.look("A")
    hands.do("details-close")
    assert "holders" not in asked(hands.window)
    hands.press(Qt.Key.Key_Escape)
    hands.store.run(lambda work: work.tickets.issue("B", BY))
    hands.presenter.refresh()
    hands.wait(lambda: hands.presenter.state.view.figures.waiting == 1)
    hands.do("details-close")
    assert "holders" not in asked(hands.window)
    hands.press(Qt.Key.Key_Down)
    assert "holders" in asked(hands.window)
    hands.press(Qt.Key.Key_Up, Qt.Key.Key_Tab)
    hands.type("Rapat")
    hands.press(Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert hands.done() == "A Perekaman KTP-el ditutup."
    hands.wait(lambda: any(line.kind == "closure" for line in hands.window.page.details.list.rows.looks))
    closing = next(line for line in hands.window.page.details.list.rows.looks if line.kind == "closure")
    assert closing.more == "sampai dibuka lagi · Rapat · ani"


def test_a_key_closes_the_row_that_is_lit_without_its_details_open(hands: Hands):
    hands.press(Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_T, modifier=Qt.KeyboardModifier.ControlModifier)
    hands.wait(lambda: hands.window.overlay.form is not None)
    assert hands.window.overlay.form.title == "Tutup B Cetak ulang KTP-el"
    asked = hands.window.overlay.form
    hands.window.overlay.do_button.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_T, modifier=Qt.KeyboardModifier.ControlModifier)
    assert hands.window.overlay.form is asked
    hands.press(Qt.Key.Key_Escape)
    assert hands.window.overlay.form is None


def test_details_that_are_open_are_those_of_the_row_that_is_lit(hands: Hands):
    hands.look("A")
    hands.window.page.agencies.tree.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_T, modifier=Qt.KeyboardModifier.ControlModifier)
    hands.wait(lambda: hands.window.overlay.form is not None)
    assert hands.window.overlay.form.title == "Tutup B Cetak ulang KTP-el"
    assert hands.window.page.details.list.accessibleName() == "Rincian B Cetak ulang KTP-el"


def test_closing_again_says_what_is_closed_and_a_public_reason_says_something(hands: Hands):
    hands.look("A")
    hands.do("details-close")
    assert hands.window.overlay.form.about == ""
    hands.press(Qt.Key.Key_Tab)
    hands.type("x")
    hands.press(Qt.Key.Key_Return)
    assert "paling sedikit 3 huruf" in hands.window.overlay._error.text()
    hands.type("-ray rusak")
    assert hands.done().startswith("A Perekaman KTP-el ditutup")
    hands.wait(lambda: bool(hands.window.page.details._details.closures))
    hands.do("details-close")
    about = hands.window.overlay.form.about
    assert about.startswith("Sudah ada penutupan: A Perekaman KTP-el ditutup, sampai akhir hari ini · x-ray rusak · ")
