"""People who come with a booking or a number, over a real store: by a code that is typed or scanned."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hall.errors import StoreUnavailable
from hall.forms import SurveyForm
from hall.lifecycle import State
from hall.store import open_store
from kiosk.idle import READING_S
from kiosk.screen import Page
from tests.hall_samples import BY, small_hall
from tests.kiosk.kiosk_fakes import Kiosk, shown_page


@pytest.fixture
def url(tmp_path, prepared_halls):
    hall = small_hall(always_open=True)
    asking = replace(hall, hall=replace(hall.hall, survey=SurveyForm(kiosk=True)))
    return prepared_halls.put(asking, tmp_path / "hall.db")


@pytest.fixture
def store(url, clock):
    opened = open_store(url, clock)
    yield opened
    opened.close()


@pytest.fixture
def door(qtbot, url, clock, store):
    """A kiosk of a hall with bookings."""
    made = Kiosk(qtbot)
    made.open_store = lambda: open_store(url, clock)
    made.start()
    yield made
    made.close()


def _booked(store, clock, minutes: int) -> str:
    return store.run(lambda w: w.bookings.book("A", clock.now() + timedelta(minutes=minutes), BY)).code


def _settle(kiosk) -> None:
    kiosk.settled()
    kiosk.qtbot.waitUntil(lambda: not kiosk.presenter.visit.command.busy)


def _touch(kiosk, name: str) -> None:
    kiosk.touch(name)
    _settle(kiosk)


def _scan(kiosk, text):
    """As a scanner types: to the window, wherever the focus is."""
    kiosk.touch_clock.seconds += 1.0
    kiosk.window._scans.gap_ms = 5000  # a test's scanner waits for each key to be handled
    for sign in text:
        QTest.keyClick(kiosk.window.windowHandle(), sign)
    QTest.keyClick(kiosk.window.windowHandle(), Qt.Key.Key_Return)
    _settle(kiosk)


def _said(kiosk) -> str:
    return shown_page(kiosk.window).accessibleName()


def _ticket(store, token: str):
    with store.read() as reader:
        return reader.tickets.find(token)


def test_a_booking_that_is_scanned_on_the_first_page_becomes_a_number_and_a_slip(door, store, clock):
    code = _booked(store, clock, 20)
    _scan(door, code)
    assert door.page == "booking"
    assert "Reservasi ditemukan" in _said(door)
    assert "pukul 10.20" in _said(door)
    _touch(door, "booking-take")
    assert door.page == "ticket"
    ticket = door.orders[-1].ticket
    assert (ticket.code, ticket.booked_for) == ("A-001", clock.now() + timedelta(minutes=20))
    assert _ticket(store, ticket.token).state is State.PRINTING


@pytest.mark.parametrize("wanted", [False, True])
def test_priority_that_is_switched_on_holds_for_the_number_of_a_booking(door, store, clock, *, wanted: bool):
    code = _booked(store, clock, 20)
    if wanted:
        _touch(door, "priority-switch")
    _scan(door, code)
    _touch(door, "booking-take")

    assert door.orders[-1].ticket.priority is wanted


@pytest.mark.parametrize(
    ("minutes", "passed", "title", "takes"),
    [
        (60, 0, "Anda datang lebih awal", False),
        (5, 10, "Reservasi masih berlaku", True),
        (5, 16, "Waktu reservasi sudah lewat", True),
        (24 * 60, 0, "Reservasi untuk hari lain", False),
    ],
)
def test_every_way_to_come_is_said_in_words(door, store, clock, minutes, passed, title, takes):
    code = _booked(store, clock, minutes)
    clock.move(minutes=passed)
    _scan(door, code)
    assert title in _said(door)
    assert door.button("booking-take").isVisible() is takes
    assert door.button("booking-other").isVisible() is not takes
    if not takes:
        _touch(door, "booking-other")
        assert (door.page, door.presenter.screen.details.service_id) == ("details", "disdukcapil-a")
        assert not door.orders, "a number takes a second touch"
        _touch(door, "details-back")
        assert door.page == "booking"
        assert door.presenter.screen.seconds_left > 0
        _touch(door, "booking-leave")
        assert door.page == "agencies"
        return
    _touch(door, "booking-take")
    assert door.orders[-1].ticket.code == "A-001"


def test_whoever_comes_early_takes_an_ordinary_number_of_the_booked_service(door, store, clock):
    _scan(door, _booked(store, clock, 60))
    _touch(door, "booking-other")
    _touch(door, "details-take")
    assert door.page == "ticket"
    assert (door.orders[-1].ticket.service_id, door.orders[-1].ticket.booked_for) == ("disdukcapil-a", None)


def test_a_booking_of_a_service_that_the_kiosk_does_not_have_leads_to_the_first_page(door, store, clock):
    _scan(door, _booked(store, clock, 60))
    door.presenter.state.show(view=replace(door.presenter.screen.view, agencies=()))
    _touch(door, "booking-other")
    assert door.page == "agencies"


def test_a_used_booking_leads_to_its_number_and_a_cancelled_one_says_so(door, store, clock):
    used, cancelled = _booked(store, clock, 20), _booked(store, clock, 20)
    made = store.run(lambda w: w.bookings.check_in(used, BY))
    store.run(lambda w: w.bookings.cancel(cancelled, BY, reason="sakit"))
    _scan(door, used)
    assert door.page == "my_number"
    assert made.code in _said(door)
    _scan(door, cancelled)
    assert "Reservasi sudah dibatalkan" in _said(door)


def test_an_unknown_code_is_named_and_can_be_typed_again(door):
    _scan(door, "YZYZYZ")
    assert door.page == "check_in"
    assert "YZYZYZ bukan reservasi" in door.window.frame.notice_bar.texts[1]
    _touch(door, "arrival-erase")
    assert door.presenter.screen.arrival.typed == "YZYZY"
    _touch(door, "arrival-leave")
    assert door.page == "agencies"


@pytest.mark.parametrize(
    "text", ["7471010101900001", "https://example.org/kartu?nama=Rina", "nama=Rina;kota=Kendari;" * 12]
)
def test_what_a_scanner_reads_that_is_none_of_the_hall_s_codes_is_not_shown(door, text):
    _scan(door, text)

    assert door.page == "check_in"
    assert door.presenter.screen.arrival.typed == ""
    assert "Kode itu bukan reservasi" in door.window.frame.notice_bar.texts[1]
    assert text[:10] not in door.window.frame.notice_bar.texts[1]


def test_a_slip_shows_where_its_number_is_and_is_cancelled_by_two_touches_at_two_places(door, store):
    store.run(lambda w: w.tickets.issue("A", BY))
    mine = store.run(lambda w: w.tickets.issue("A", BY))
    _scan(door, f"MPP:{mine.token}")
    assert door.page == "my_number"
    assert "1 orang" in shown_page(door.window).first_text()
    asked = door.button("my-number-cancel").geometry()
    _touch(door, "my-number-cancel")
    assert _ticket(store, mine.token).state is State.WAITING
    assert not door.button("my-number-surely").geometry().intersects(asked)
    _touch(door, "my-number-keep")
    _touch(door, "my-number-cancel")
    _touch(door, "my-number-surely")
    assert _ticket(store, mine.token).state is State.CANCELLED
    assert (door.page, door.presenter.screen.notice_bar.code) == ("agencies", "cancelled")


def test_a_number_whose_counters_have_nobody_is_not_said_to_wait_for_its_turn(door, store):
    mine = store.run(lambda w: w.tickets.issue("A", BY))
    _scan(door, f"MPP:{mine.token}")
    news = "Belum ada petugas di loket. Nomor Anda tetap berlaku."
    assert shown_page(door.window).news() == news
    door.presenter.state.show(training=True)
    assert shown_page(door.window).news() == "Belum ada petugas di loket. Ini latihan: nomor ini tidak berlaku."
    view = door.presenter.screen.view
    there = tuple(
        replace(one, services=tuple(replace(service, attended=True) for service in one.services))
        for one in view.agencies
    )
    door.presenter.state.show(training=False, view=replace(view, agencies=there))
    assert shown_page(door.window).news().startswith("Nomor Anda menunggu giliran")


def test_a_scan_leaves_the_page_that_invites_and_the_card_that_calls_a_person(door, store, clock):
    code = _booked(store, clock, 20)
    _touch(door, "help-button")
    _scan(door, code)
    assert (door.page, door.window.frame.help.isVisible()) == ("booking", False)
    door.presenter.state.show(page=Page.ATTRACT)
    _scan(door, code)
    assert door.page == "booking"


def test_a_double_tap_cancels_nothing(door, store):
    mine = store.run(lambda w: w.tickets.issue("A", BY))
    _scan(door, f"MPP:{mine.token}")
    _touch(door, "my-number-cancel")
    door.touch_clock.seconds += 0.5
    door.touch_at_once("my-number-surely")
    door.settled()
    assert _ticket(store, mine.token).state is State.WAITING


def test_who_only_typed_the_number_sees_it_and_cannot_cancel_it(door, store):
    mine = store.run(lambda w: w.tickets.issue("A", BY))
    _scan(door, "YZYZYZ")
    for _ in range(6):
        _touch(door, "arrival-erase")
    for sign in "A001":
        _touch(door, f"arrival-key-{sign}")
    _touch(door, "arrival-begin")
    assert door.page == "my_number"
    assert not door.button("my-number-cancel").isVisible()
    assert "Pindai kode QR" in shown_page(door.window).news()
    door.presenter.arrivals.ask_cancel()
    assert not door.presenter.screen.asking
    assert _ticket(store, mine.token).state is State.WAITING


def test_the_page_follows_its_number_to_the_counter_and_offers_the_survey_after(door, store):
    mine = store.run(lambda w: w.tickets.issue("A", BY))
    _scan(door, f"MPP:{mine.token}")
    _touch(door, "my-number-cancel")
    store.run(lambda w: w.counter("1", BY).call_number(mine.id))
    door.presenter.on_hall_changed()
    door.qtbot.waitUntil(lambda: "Silakan ke loket 1" in shown_page(door.window).news())
    assert not door.button("my-number-surely").isVisible()
    store.run(lambda w: w.counter("1", BY).serve())
    store.run(lambda w: w.counter("1", BY).finish())
    door.presenter.on_hall_changed()
    door.qtbot.waitUntil(lambda: door.button("my-number-survey").isVisible())
    _touch(door, "my-number-survey")
    assert door.page == "survey"


def test_escape_goes_back_and_nobody_stays_for_ever(door, store, clock):
    code = _booked(store, clock, 20)
    _scan(door, code)
    door.key(Qt.Key.Key_Escape)
    assert door.page == "agencies"
    _scan(door, code)
    door.pass_seconds(READING_S + 1)
    door.until("agencies")


def test_a_number_in_trouble_stays_on_the_screen_whatever_is_scanned(door, store, clock):
    code = _booked(store, clock, 20)
    _scan(door, code)
    _touch(door, "booking-take")
    door.pass_seconds(20)
    assert door.page == "trouble"
    _scan(door, code)
    assert door.page == "trouble"


def test_english_is_spoken_too(door, store, clock):
    _touch(door, "language-button")
    _scan(door, _booked(store, clock, 20))
    assert "Booking found" in _said(door)
    assert "Perekaman KTP-el (en)" in _said(door)


def test_a_check_in_that_is_never_answered_loses_nothing(door, store, clock):
    code = _booked(store, clock, 20)
    _scan(door, code)

    def lost(job, permit=None):
        store.act(job)
        raise StoreUnavailable("the link was cut after the commit")

    door.link.store().act = lost
    door.touch("booking-take")
    door.settled()
    door.pass_seconds(21)
    del door.link.store().act
    assert (door.page, door.presenter.screen.notice_bar.code) == ("booking", "check_in_lost")
    door.pass_seconds(9)
    _scan(door, code)
    assert (door.page, door.presenter.screen.arrival.number.code) == ("my_number", "A-001")
    assert "belum masuk antrean" in shown_page(door.window).news()
