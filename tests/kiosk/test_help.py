"""Panggil petugas: the key on every page, over a real store."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from hall.access import By
from hall.store import open_store
from hall.structure import Station
from kiosk.help_desk import STAYS_S
from kiosk.idle import LIST_S
from tests.hall_samples import BY, small_hall
from tests.kiosk.kiosk_fakes import Kiosk


@pytest.fixture
def url(tmp_path, prepared_halls):
    return prepared_halls.put(small_hall(always_open=True), tmp_path / "hall.db")


@pytest.fixture
def store(url):
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def real(qtbot, url, store):
    made = Kiosk(qtbot)
    made.open_store = lambda: open_store(url)
    made.start()
    yield made
    made.close()


def _calls(store) -> list[str]:
    with store.read() as view:
        return [str(dict(alarm.params)["station"]) for alarm in view.alarms() if alarm.code == "alarm_help_call"]


def _card(kiosk) -> str:
    card = kiosk.window.frame.help
    return card.accessibleName() if card.isVisible() else ""


def _call(kiosk) -> None:
    kiosk.touch("help-button")
    assert "Panggil petugas?" in _card(kiosk)
    kiosk.touch("help-call")
    kiosk.settled()
    kiosk.qtbot.waitUntil(lambda: kiosk.button("help-close").isVisible())


def test_two_touches_call_a_person_and_say_so(real, store):
    _call(real)
    assert _calls(store) == ["depan"]
    assert "Petugas akan datang" in _card(real)
    real.touch("help-close")
    assert (_card(real), real.page) == ("", "agencies")


def test_one_touch_and_no_calls_nobody(real, store):
    real.touch("help-button")
    real.touch("help-back")
    real.touch("help-button")
    real.key(Qt.Key.Key_Escape)
    assert _card(real) == ""
    assert _calls(store) == []


def test_a_second_call_is_the_same_and_one_that_is_answered_says_that_somebody_comes(real, store):
    _call(real)
    real.touch("help-close")
    _call(real)
    assert _calls(store) == ["depan"]
    real.touch("help-close")
    store.run(lambda w: w.help.answer("depan", BY))
    _call(real)
    assert "Petugas sedang menuju" in _card(real)
    assert _calls(store) == []


def test_a_number_stays_on_the_screen_below(real, store):
    real.touch("agency-disdukcapil")
    real.touch("service-disdukcapil-a")
    real.until("ticket")
    _call(real)
    assert real.page == "ticket"
    real.touch("help-close")
    assert real.page == "ticket"


def test_the_card_goes_by_itself_on_every_page(real, store):
    _call(real)
    real.pass_seconds(int(STAYS_S) + 1)
    assert _card(real) == ""
    real.touch("help-button")
    real.pass_seconds(LIST_S + 1)
    assert _card(real) == ""
    assert real.page == "agencies"


def test_when_nobody_can_be_told_it_says_where_to_go(real, store):
    def away(job, permit=None):
        raise OSError("the network is away")

    real.link.store().act = away
    real.link.store().run = away
    real.touch("help-button")
    real.touch("help-call")
    real.settled()
    real.qtbot.waitUntil(lambda: "belum bisa dipanggil" in _card(real))
    del real.link.store().act, real.link.store().run
    real.touch("help-call")
    real.qtbot.waitUntil(lambda: "Petugas akan datang" in _card(real))
    assert _calls(store) == ["depan"]


def test_staff_who_open_the_machines_page_have_come(real, store):
    store.run(lambda w: w.staff.set_station_pin("depan", "407163", By.system()))
    real.presenter.staff.set_station(Station("depan"))
    _call(real)
    real.touch("help-close")
    real.presenter.navigation.ask_staff()
    real.settled()
    for digit in "407163":
        real.presenter.staff.pin_pad.digit(digit)
    real.presenter.staff.pin_pad.enter()
    real.qtbot.waitUntil(lambda: _calls(store) == [])


def test_english_is_spoken_too(real):
    real.touch("language-button")
    real.touch("help-button")
    assert "Call for somebody?" in _card(real)
    assert real.button("help-call").accessibleName() == "Call staff"
