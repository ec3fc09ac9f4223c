"""The tab Koreksi on a real hall, by keyboard: numbers put right, given, imported, and the day closed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter.supervisor.corrections import acts
from counter.supervisor.corrections.looks import line_look, number_look
from counter.supervisor.corrections.page import CorrectionPage
from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.state import Acting, Tab
from counter.supervisor.window import SupervisorWindow
from counter.supervisor.wiring import connect_window
from hall.access import By, Role
from hall.lifecycle import Action, State
from hall.lives import Life
from hall.store import Store, open_store
from hall.structure import Obstacle
from hall.translator import Translator
from hall.views import ChangeView, EventView
from hall.wording import BothNames
from qtkit.print_out import PrintedPage
from qtkit.serial_worker import SerialWorker
from tests.conftest import FixedClock
from tests.counter.counter_samples import ticket
from tests.hall_samples import BY

START = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
"""8.00 in Makassar."""
CTRL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """The window on its tab Koreksi, and the hall behind it."""

    def __init__(self, qtbot: QtBot, store: Store, window: SupervisorWindow, presenter: SupervisorPresenter) -> None:
        self.qtbot, self.store, self.window, self.presenter = qtbot, store, window, presenter

    @property
    def page(self) -> CorrectionPage:
        page = self.window.tabs[Tab.CORRECTIONS]
        assert isinstance(page, CorrectionPage)
        return page

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        if not self.window.isActiveWindow():
            with self.qtbot.waitActive(self.window):
                self.window.activateWindow()
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def find(self, text: str, code: str) -> None:
        self.press(Qt.Key.Key_F, CTRL)
        QTest.keyClicks(self.page.filter, text)
        self.qtbot.waitUntil(lambda: self.page.ticket is not None and self.page.ticket.code == code)

    def button(self, key: str) -> None:
        self.qtbot.waitUntil(lambda: not self.window.late_keys.active)
        self.page.buttons[key].setFocus(Qt.FocusReason.TabFocusReason)
        self.press(Qt.Key.Key_Space)

    def fill(self, **answers: str) -> None:
        """Types each answer into its field (a choice finds it by its first letters; ``down``: the next one), and does
        it."""
        rows = {row.field.name: row.input for row in self.window.overlay.rows}
        for name, text in answers.items():
            rows[name].setFocus(Qt.FocusReason.TabFocusReason)
            if text == "down":
                self.press(Qt.Key.Key_Down)
            else:
                QTest.keyClicks(rows[name], text)
        self.press(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.presenter.state.acting is not Acting.BUSY)

    def said(self) -> str:
        self.qtbot.waitUntil(self.window.overlay.isHidden)
        return self.window.band.text()

    def state(self, code: str) -> State:
        with self.store.read() as reader:
            return reader.tickets.find(code).state


@pytest.fixture
def desk(qtbot: QtBot, staffed: Store, sqlite_hall_url: str, clock: FixedClock) -> Iterator[Desk]:
    run = staffed.run
    for _ in range(3):
        run(lambda w: w.tickets.issue("A", BY))
        clock.move(seconds=20)
    run(lambda w: w.tickets.issue("2G", BY))
    run(lambda w: w.counter("1", BY).call_next())
    clock.move(minutes=4)
    run(lambda w: w.counter("1", BY).finish())
    worker = SerialWorker()
    rina = By(Role.SUPERVISOR, "rina")
    presenter = SupervisorPresenter(worker, lambda: open_store(sqlite_hall_url, clock), clock, rina, "Rina Marlina")
    window = SupervisorWindow(Translator("id"), presenter.now)
    connect_window(presenter, window)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    presenter.start()
    qtbot.waitUntil(lambda: presenter.state.view is not None)
    made = Desk(qtbot, staffed, window, presenter)
    made.press(Qt.Key(Qt.Key.Key_1 + presenter.state.tabs.index(Tab.CORRECTIONS)), CTRL)
    qtbot.waitUntil(lambda: made.page.ticket is not None)
    yield made
    presenter.close()
    assert worker.close()
    window.close()


@pytest.fixture
def staffed(sqlite_store: Store) -> Store:
    with sqlite_store.begin() as work:
        work.staff.add("rina", "Rina Marlina", "407163", BY, role="supervisor")
        work.counter("1", BY).sign_in(work.staff.add("siti", "Siti Rahma", "407163", BY).id)
    return sqlite_store


def shot(desk: Desk, name: str) -> None:
    """A picture of the window, where a folder for pictures is named."""
    with suppress(KeyError):
        desk.window.grab().save(str(Path(os.environ["CORRECTION_PICTURES"]) / f"{name}.png"))


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("key", "modifier"), [(Qt.Key.Key_N, CTRL), (Qt.Key.Key_M, CTRL)])
def test_a_service_that_is_typed_wrong_gives_no_number(desk, key, modifier, language):
    if language == "en":
        desk.press(Qt.Key.Key_L, CTRL)
    desk.press(key, modifier)
    QTest.keyClicks(desk.window.focusWidget(), "paspot")
    desk.press(Qt.Key.Key_Return)
    says = "Tidak ada yang cocok dengan \u201cpaspot\u201d" if language == "id" else "Nothing fits \u201cpaspot\u201d"
    assert says in desk.window.overlay._error.text()
    assert desk.presenter.state.acting is Acting.IDLE
    with desk.store.read() as reader:
        assert len(reader.found.tickets(BY, "").tickets) == 4


@pytest.mark.parametrize(("language", "typed"), [("id", "cetak ulang"), ("en", "cetak ulang"), ("id", "disduk cetak")])
def test_a_service_is_found_by_its_name_and_agency_on_a_screen_in_either_language(desk, language, typed):
    if language == "en":
        desk.press(Qt.Key.Key_L, CTRL)
    desk.press(Qt.Key.Key_N, CTRL)
    QTest.keyClicks(desk.window.focusWidget(), typed)
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.overlay.form is None)
    assert desk.state("B-001") is State.WAITING


def test_a_number_that_was_ended_by_mistake_is_found_and_waits_again(desk):
    assert [look.code for look in desk.page.list.rows.looks] == ["2G-001", "A-003", "A-002", "A-001"]
    desk.find("A1", "A-001")
    history = [look.head for look in desk.page.history.rows.looks]
    assert [head.partition(" · ")[2] for head in (history[1], history[-1])] == [
        "dipanggil · Loket 1",
        "diselesaikan · Loket 1",
    ]
    shot(desk, "found")
    desk.button("state")
    shot(desk, "state")
    desk.fill(state="menunggu", reason="salah tekan")
    assert desk.said() == "A-001 sudah dikoreksi."
    assert desk.state("A-001") is State.WAITING
    with desk.store.read() as reader:
        last = reader.tickets.history("A-001")[-1]
    assert (last.actor, last.detail) == ("clerk:rina", "salah tekan")


def test_what_cannot_be_corrected_says_why_and_a_reason_is_needed(desk):
    desk.find("2G", "2G-001")
    assert not desk.page.buttons["outcome"].isEnabled()
    assert "selesai" in desk.page.buttons["outcome"].toolTip()
    desk.button("service")
    desk.press(Qt.Key.Key_Return)
    assert desk.window.findChild(object, "form-error").text() == "Belum diisi: “Alasan”."
    desk.fill(reason="salah pilih")
    with desk.store.read() as reader:
        assert reader.tickets.find("2G-001").service_id == "disdukcapil-a"


def test_a_visitor_at_the_door_gets_a_number_that_a_running_kiosk_prints(desk):
    desk.store.beat(Life("kiosk", "kiosk-2"))
    desk.presenter.refresh()
    desk.qtbot.waitUntil(lambda: desk.presenter.state.tab_view.kiosks[0].on)
    desk.button("door")
    shot(desk, "door")
    desk.fill(service="B")
    assert desk.said() == "B-001 dicetak di kiosk-2."
    with desk.store.read() as reader:
        assert [job.ticket.code for job in reader.slips.unfinished("kiosk-2")] == ["B-001"]
    desk.button("door")
    desk.fill(service="B", kiosk="down")
    assert desk.said() == "kiosk-1 mati: B-002 diberikan tanpa kertas dan langsung menunggu."


def test_numbers_on_paper_are_imported_and_taken_back(desk):
    assert not desk.page.buttons["withdraw"].isEnabled()
    desk.press(Qt.Key.Key_M, CTRL)
    desk.fill(service="A", last="9", waiting="x")
    assert "x" in desk.window.findChild(object, "form-error").text()
    rows = {row.field.name: row.input for row in desk.window.overlay.rows}
    rows["last"].insert("9999999999999")
    assert rows["last"].text() == "99999999999999", "a number is not made another one"
    assert "sekarang 14" in desk.window.findChild(object, "form-error").text()
    rows["last"].setText("9")
    rows["waiting"].clear()
    shot(desk, "import")
    desk.fill(waiting="7-9")
    assert desk.said() == "Nomor berlanjut sesudah 9; 3 menunggu."
    desk.qtbot.waitUntil(desk.page.buttons["withdraw"].isEnabled)
    desk.button("withdraw")
    desk.fill(reason="salah hitung")
    assert desk.said() == "Impor ditarik: 3 nomor dibatalkan."
    assert desk.state("A-008") is State.CANCELLED


def test_a_number_from_paper_has_the_time_that_is_written_on_it():
    imported = replace(ticket("E-003"), issued_at=START, queue_time=START - timedelta(minutes=30))
    for language, said in (("id", "kertas 07.30 · "), ("en", "paper 07:30 · ")):
        assert number_look(imported, ZoneInfo("Asia/Makassar"), Translator(language)).service.startswith(said)


def test_the_day_is_closed_with_its_sheet_and_opened_again(desk, monkeypatch):
    printed: list[tuple[bytes, str]] = []

    def printer(file: Path, name: str) -> PrintedPage:
        printed.append((file.read_bytes()[:5], name))
        return PrintedPage(printer="Kantor")

    monkeypatch.setattr(acts, "print_pdf", printer)
    desk.button("close")
    shot(desk, "close")
    desk.fill(reason="selesai")
    assert desk.said().startswith("Hari layanan ditutup; 3 nomor dibatalkan.")
    desk.qtbot.waitUntil(desk.page.buttons["open"].isVisible)
    shot(desk, "closed")
    desk.press(Qt.Key.Key_P, CTRL)
    desk.qtbot.waitUntil(lambda: bool(printed))
    assert printed[0][0] == b"%PDF-"
    assert "Lembar penutupan" in printed[0][1]
    desk.qtbot.waitUntil(lambda: desk.window.band.text() == "Dicetak di Kantor.")
    desk.button("open")
    asked = desk.window.overlay.form
    assert asked is not None
    assert "ditutup pukul 10.05 oleh Rina Marlina: selesai." in asked.about
    shot(desk, "open-again")
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Return)
    assert desk.window.overlay.form is asked
    desk.fill(reason="salah tekan")
    assert desk.said() == "Hari layanan dibuka lagi; 3 nomor menunggu lagi."
    assert [desk.state(code) for code in ("A-001", "A-002", "A-003")] == [State.DONE, State.WAITING, State.WAITING]


def test_a_day_is_opened_again_without_those_whom_its_closing_ended(desk):
    desk.button("close")
    desk.fill(reason="selesai")
    desk.qtbot.waitUntil(desk.page.buttons["open"].isVisible)
    desk.button("open")
    tick = next(row for row in desk.window.overlay.rows if row.field.name == "waiting")
    assert tick.field.caption == "3 nomor yang belum dilayani saat ditutup menunggu lagi, gilirannya tetap"
    tick.input.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(Qt.Key.Key_Space)
    desk.fill(reason="satu orang lagi")
    assert desk.said() == "Hari layanan dibuka."
    assert desk.state("A-002") is State.CANCELLED


def test_who_goes_on_typing_after_the_day_is_closed_opens_nothing(desk):
    desk.button("close")
    desk.fill(reason="selesai")
    desk.qtbot.waitUntil(desk.page.buttons["open"].isVisible)
    QTest.keyClicks(desk.window.focusWidget(), "dan besok buka lagi ")
    desk.qtbot.waitUntil(lambda: not desk.window.late_keys.active)
    QTest.keyClicks(desk.window.focusWidget(), " dan besok ")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Escape)
    with desk.store.read() as reader:
        assert reader.status().business_day is None


def test_the_kiosk_of_the_setting_prints_the_closing_sheet_again(desk, structure):
    button = desk.page.buttons["strip"]
    assert not button.isEnabled()
    assert "closing_sheet" in button.toolTip()
    slip = replace(structure.hall.slip, closing_sheet="kiosk-1")
    desk.store.run(lambda w: w.hall.apply(replace(structure, hall=replace(structure.hall, slip=slip)), BY))
    desk.presenter.refresh()
    desk.qtbot.waitUntil(button.isEnabled)
    shot(desk, "strip")
    desk.button("strip")
    desk.qtbot.waitUntil(lambda: desk.window.band.text().startswith("kiosk-1 mati"))
    asked = desk.store.fetch(lambda reader: reader.sheets.to_print("kiosk-1"))
    assert asked.actor == "clerk:rina"


def test_a_pad_begins_after_the_numbers_of_today(desk, monkeypatch):
    monkeypatch.setattr(acts, "print_pdf", lambda file, name: PrintedPage(printer=name))
    desk.button("pad")
    desk.fill(service="A", first="2")
    assert "sudah sampai 3" in desk.window.findChild(object, "form-error").text()
    rows = {row.field.name: row.input for row in desk.window.overlay.rows}
    rows["first"].clear()
    desk.fill()
    desk.qtbot.waitUntil(lambda: "A-004 sampai A-103" in desk.window.band.text())


def test_a_supervisor_of_an_agency_does_not_close_the_halls_day(desk):
    own = replace(desk.presenter.state, tabs=(Tab.HALL, Tab.CORRECTIONS))
    desk.window.show_state(own)
    button = desk.page.buttons["close"]
    assert (button.isEnabled(), button.toolTip()) == (False, "Hari layanan dibuka dan ditutup oleh penyelia aula.")
    assert desk.page.buttons["door"].isEnabled()


def test_a_visit_that_was_not_served_is_not_shown_as_done():
    ended = replace(ticket("E-003"), state=State.DONE, outcome="not_served")
    line = EventView(START, Action.FINISH, "E-003", "clerk:siti", "1", "not_served|berkas|KTP lama")
    for language, badge, head in (
        ("id", "Tidak terlayani", "tidak terlayani · Loket 1"),
        ("en", "Not served", "not served · Counter 1"),
    ):
        look = number_look(ended, ZoneInfo("Asia/Makassar"), Translator(language))
        assert (look.state, look.tone) == (badge, "priority")
        assert line_look(line, 0, ZoneInfo("Asia/Makassar"), Translator(language)).head.endswith(head)


def test_a_correction_says_from_what_to_what():
    changes = (
        ChangeView("outcome", "not_served", "served"),
        ChangeView("obstacle", BothNames("Berkas kurang", "Papers missing"), ""),
    )
    line = EventView(START, Action.CORRECT, "E-003", "clerk:rina", "", "KK ada", changes)
    for language, said in (
        ("id", "Tidak terlayani → Dilayani · Berkas kurang → Tanpa kendala"),
        ("en", "Not served → Served · Papers missing → No obstacle"),
    ):
        look = line_look(line, 0, ZoneInfo("Asia/Makassar"), Translator(language))
        assert look.change == said
        assert said in look.spoken
        assert look.more == "rina · KK ada"


def test_the_end_of_a_visit_names_its_obstacle():
    line = EventView(START, Action.FINISH, "E-003", "clerk:siti", "1", "not_served|berkas|KTP lama")
    known = (Obstacle("berkas", "Berkas kurang", "Papers missing"),)
    for language, said in (("id", "siti · Berkas kurang, KTP lama"), ("en", "siti · Papers missing, KTP lama")):
        assert line_look(line, 0, ZoneInfo("Asia/Makassar"), Translator(language), known).more == said


def test_the_form_of_a_number_that_was_not_served_does_not_call_it_served(desk: Desk, structure) -> None:
    obstacles = (Obstacle("data", "Data tidak cocok", "Data"),)
    desk.store.run(lambda w: w.hall.apply(replace(structure, obstacles=obstacles), BY))
    desk.store.run(lambda w: w.counter("1", BY).call_next())
    desk.store.run(lambda w: w.counter("1", BY).finish(outcome="not_served", obstacle="data"))
    desk.find("a2", "A-002")
    desk.press(Qt.Key.Key_R, CTRL)
    desk.qtbot.waitUntil(lambda: desk.window.overlay.form is not None)
    assert desk.window.overlay.form.title == "A-002 tidak terlayani"
    desk.press(Qt.Key.Key_Escape)
    desk.find("a1", "A-001")
    desk.press(Qt.Key.Key_R, CTRL)
    desk.qtbot.waitUntil(lambda: desk.window.overlay.form is not None)
    assert desk.window.overlay.form.title == "A-001 sudah selesai"


def test_letters_typed_into_the_numbers_are_looked_for(desk):
    desk.page.list.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(desk.window.focusWidget(), "A")
    QTest.keyClicks(desk.window.focusWidget(), "-002")
    desk.qtbot.waitUntil(lambda: desk.page.ticket is not None and desk.page.ticket.code == "A-002")
    assert desk.page.filter.text() == "A-002"
