"""How many files or persons a number is for, asked at the kiosk where the hall wants to know."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QSizeF, Qt

from hall.forms import KioskForm
from hall.store import open_store
from kiosk.idle import LIST_S
from kiosk.pages.files import files_plan
from qtkit.theme.scale import KIOSK_PX_PER_MM
from tests.hall_samples import BY, small_hall
from tests.kiosk.kiosk_fakes import Kiosk, shown_page


@pytest.fixture
def asking(qtbot, tmp_path, clock, prepared_halls):
    """A kiosk of a hall that asks, but not for service B."""
    hall = small_hall(always_open=True)
    services = tuple(replace(one, ask_files=False if one.prefix == "B" else None) for one in hall.services)
    form = replace(hall.hall, kiosk=KioskForm(ask_files=True))
    url = prepared_halls.put(replace(hall, services=services, hall=form), tmp_path / "hall.db")
    made = Kiosk(qtbot)
    made.open_store = lambda: open_store(url, clock)
    made.start()
    yield made
    made.close()


def _choose(kiosk, service: str) -> None:
    kiosk.touch("agency-disdukcapil")
    kiosk.touch(f"service-disdukcapil-{service}")


def test_the_count_goes_up_and_down_and_onto_the_number(asking):
    _choose(asking, "a")
    assert asking.page == "files"
    assert not asking.button("files-less").isEnabled()
    for _ in range(3):
        asking.touch("files-plus")
    asking.touch("files-less")
    assert shown_page(asking.window).news() == "3 berkas"
    asking.touch("files-take")
    asking.until("ticket")
    assert asking.orders[-1].ticket.files == 3
    assert "Disdukcapil · 3 berkas" in shown_page(asking.window).first_text()


def test_a_booking_is_asked_too_and_escape_leads_back_to_it(asking, clock):
    slot = clock.now() + timedelta(minutes=20)
    code = asking.link.store().run(lambda work: work.bookings.book("A", slot, BY)).code
    asking.presenter.arrivals.scan(code, code)
    asking.settled()
    asking.until("booking")
    asking.touch("booking-take")
    assert asking.page == "files"
    asking.key(Qt.Key.Key_Escape)
    assert asking.page == "booking"
    assert asking.presenter.screen.seconds_left > 0
    asking.touch("booking-take")
    asking.touch("files-plus")
    assert not asking.orders
    asking.touch("files-take")
    asking.until("ticket")
    assert (asking.orders[-1].ticket.files, asking.orders[-1].ticket.booked_for) == (2, slot)


def test_twenty_is_the_most(asking):
    _choose(asking, "a")
    for _ in range(25):
        asking.key(Qt.Key.Key_Plus)
    assert shown_page(asking.window).news() == "20 berkas"
    assert not asking.button("files-plus").isEnabled()


def test_back_leads_to_the_services_and_no_number_is_made(asking):
    _choose(asking, "a")
    asking.touch("files-back")
    assert asking.page == "services"
    asking.touch("service-disdukcapil-a")
    asking.key(Qt.Key.Key_Escape)
    assert asking.page == "services"
    assert asking.orders == []


def test_a_service_that_does_not_ask_gives_its_number_at_once(asking):
    _choose(asking, "b")
    asking.until("ticket")
    assert asking.orders[-1].ticket.files == 1


def test_nobody_stays_there_for_ever(asking):
    _choose(asking, "a")
    asking.pass_seconds(LIST_S + 1)
    assert asking.page == "agencies"


def test_english_is_spoken_too(asking):
    asking.touch("language-button")
    _choose(asking, "a")
    assert "How many files or persons?" in shown_page(asking.window).page_title()
    assert shown_page(asking.window).news() == "1 file"


@pytest.mark.parametrize("landscape", [False, True])
def test_targets_are_large_enough_and_lie_apart(landscape):
    body = (QSizeF(1536, 1080) if landscape else QSizeF(1080, 1444)) / KIOSK_PX_PER_MM
    plan = files_plan(body, landscape=landscape)
    keys = (plan.less, plan.count, plan.plus, plan.back, plan.take)
    for at, rect in enumerate(keys):
        assert min(rect.width(), rect.height()) >= 25.0
        assert body.width() >= rect.right()
        assert body.height() >= rect.bottom()
        assert not any(rect.intersects(other) for other in keys[at + 1 :])
