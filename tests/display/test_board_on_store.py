"""The board on a real store: what is committed stands on the screen, also after a start in the middle of the day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt

from display import shown_calls
from display.board_link import BoardLink
from display.presenter import BoardPresenter
from display.window import DisplayWindow
from hall.access import By
from hall.call_delivery import Voiced
from hall.store import open_store
from hall.store.database.feed import open_feed
from hall.structure import Station
from qtkit.feed import FeedThread
from qtkit.serial_worker import SerialWorker
from tests.display.board_parts import large_code, part
from tests.hall_samples import BY, small_hall


class Screen:
    """One board as app.py builds it, without a program around it."""

    def __init__(self, url, clock, translate, *, zone="podium", station_name="board", station=None):
        self.worker = SerialWorker()
        self.link = BoardLink(lambda: open_store(url, clock), station_name=station_name, station=station, zone=zone)
        self.found: list[Any] = []
        self.link.station_found.connect(self.found.append, Qt.ConnectionType.QueuedConnection)
        self.halls: list[Any] = []
        self.link.hall_found.connect(self.halls.append, Qt.ConnectionType.QueuedConnection)
        self.presenter = BoardPresenter(self.worker, self.link.read)
        self.window = DisplayWindow(translate, still=True)
        self.feed = FeedThread(lambda: open_feed(url))
        self.presenter.picture_changed.connect(self.window.show_picture)
        self.link.hall_found.connect(self.window.set_hall, Qt.ConnectionType.QueuedConnection)
        self.presenter.connected.connect(self.feed.start)
        self.feed.changed.connect(self.presenter.refresh)
        self.window.show()
        self.presenter.start()

    def said(self, name):
        return part(self.window, name).accessibleName()

    def close(self):
        self.presenter.close()
        self.feed.close()
        self.worker.close()
        self.link.close()
        self.window.close()


@pytest.fixture
def screen(qtbot, store, hall_url, clock, translate):
    made = []

    def start(**options):
        made.append(Screen(hall_url, clock, translate, **options))
        qtbot.waitUntil(lambda: made[-1].presenter.picture.known)
        return made[-1]

    yield start
    for one in made:
        one.close()


@pytest.fixture
def staffed(store):
    with store.begin() as work:
        for number in ("1", "2", "3"):
            work.counter(number, BY).sign_in(work.staff.add(f"user{number}", f"Petugas {number}", "407163", BY).id)
    return store


def call(store, counter, service):
    store.run(lambda work: work.tickets.issue(service, BY))
    return store.run(lambda work: work.counter(counter, BY).call_next())


def test_a_call_is_shown_as_soon_as_it_is_committed(screen, staffed, qtbot):
    board = screen()
    assert board.said("current_call") == "Selamat datang"
    made = call(staffed, "1", "A")
    qtbot.waitUntil(lambda: large_code(board.window) == made.ticket.code)
    assert board.said("current_call") == f"{made.ticket.code}, Loket 1"
    assert f"Loket 1: {made.ticket.code}" in board.said("cells")
    assert "Loket 2: Kosong" in board.said("cells")


def test_calls_of_other_zones_are_not_shown(screen, staffed, qtbot):
    board = screen()
    elsewhere, here = call(staffed, "3", "2G"), call(staffed, "1", "A")
    qtbot.waitUntil(lambda: large_code(board.window) == here.ticket.code)
    assert elsewhere.ticket.code not in board.said("recent")
    assert "Loket 3" not in board.said("cells")


def test_a_board_started_in_the_middle_of_the_day_shows_what_is_true(screen, staffed, clock):
    codes = []
    for counter in ("1", "2"):
        codes.append(call(staffed, counter, "B").ticket.code)
        clock.move(seconds=5)
    staffed.run(lambda work: work.counter("1", BY).finish())
    clock.move(minutes=5)
    board = screen()
    assert large_code(board.window) == codes[1]
    assert codes[0] in board.said("recent")
    assert "Loket 1: Kosong" in board.said("cells")
    assert f"Loket 2: {codes[1]}" in board.said("cells")


def test_a_recall_is_shown_as_one(screen, staffed, qtbot):
    board = screen()
    code = call(staffed, "1", "A").ticket.code
    qtbot.waitUntil(lambda: large_code(board.window) == code)
    staffed.run(lambda work: work.counter("1", BY).recall())
    qtbot.waitUntil(lambda: board.said("current_call").endswith("Panggilan ulang"))


def test_a_board_holds_a_call_as_long_as_another_one_says_it(screen, staffed, qtbot, monkeypatch):
    monkeypatch.setattr(shown_calls, "CURRENT_CALL_SECONDS", 0.3)
    board = screen()
    first = call(staffed, "1", "A")
    qtbot.waitUntil(lambda: large_code(board.window) == first.ticket.code)
    staffed.run(lambda work: work.boards.claim_voice(By.board("other"), first.seq, seconds=8))
    second = call(staffed, "2", "B")
    qtbot.waitUntil(lambda: board.presenter.picture.stage.behind == 1)
    qtbot.wait(600)
    assert large_code(board.window) == first.ticket.code
    staffed.run(lambda work: work.boards.voice_ended(By.board("other"), first.seq, Voiced.SPOKEN))
    qtbot.waitUntil(lambda: large_code(board.window) == second.ticket.code)


def test_a_counter_without_a_clerk_is_closed(screen, staffed, qtbot):
    board = screen()
    staffed.run(lambda work: work.counter("2", BY).sign_out())
    qtbot.waitUntil(lambda: "Loket 2: Tutup" in board.said("cells"))


def test_the_station_in_the_database_gives_the_zone_when_the_file_does_not(screen, staffed):
    board = screen(zone=None, station_name="kiosk-1")
    assert board.presenter.picture.zone.id == "podium"


def test_a_station_of_the_file_without_zone_shows_the_whole_hall(screen, staffed):
    board = screen(zone=None, station=Station("board"))
    assert board.presenter.picture.zone is None
    assert "Loket 3" in board.said("cells")


def test_a_board_knows_the_hall_and_hears_of_its_changes(screen, staffed, qtbot):
    board = screen()
    halls: list[Any] = []
    board.link.hall_found.connect(halls.append, Qt.ConnectionType.QueuedConnection)
    assert [one.prefix for one in board.halls[-1].services] == ["A", "B", "2G"]
    call(staffed, "1", "A")
    qtbot.waitUntil(lambda: large_code(board.window) == "A-001")
    assert halls == []
    hall = small_hall()
    zones = (replace(hall.zones[0], name="Aula"), *hall.zones[1:])
    staffed.run(lambda work: work.hall.apply(replace(hall, zones=zones), BY))
    qtbot.waitUntil(lambda: len(halls) == 1)
    assert halls[0].zones[0].name == "Aula"


def test_a_zone_that_is_renamed_while_its_call_stands_has_its_new_name_at_once(screen, staffed, qtbot):
    board = screen(zone="")
    call(staffed, "1", "A")
    qtbot.waitUntil(lambda: board.said("current_call").startswith("A-001, Loket 1, Zona Podium"))
    hall = small_hall()
    zones = (replace(hall.zones[0], name="Aula"), *hall.zones[1:])
    staffed.run(lambda work: work.hall.apply(replace(hall, zones=zones), BY))
    qtbot.waitUntil(lambda: board.said("current_call").startswith("A-001, Loket 1, Zona Aula"))


def test_a_call_carries_the_names_of_its_service_in_both_languages(staffed):
    call(staffed, "1", "A")
    with staffed.read() as view:
        found = view.board("podium").calls[0]
    assert (found.service_id, found.service_name) == ("disdukcapil-a", "Perekaman KTP-el")
    assert found.service_name_en == "Perekaman KTP-el (en)"
