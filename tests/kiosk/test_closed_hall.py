from __future__ import annotations

from dataclasses import replace

import kiosk_samples as samples
import pytest
from kiosk_fakes import Kiosk

from hall.opening import Opening
from kiosk.hours import hours_text
from qtkit.words import Words


@pytest.mark.parametrize(
    ("opening", "title", "foot"),
    [
        (samples.TOMORROW, "MPP sedang tutup", "Tutup · buka besok 07.30"),
        (samples.BREAK, "MPP sedang istirahat", "Istirahat sampai 13.00"),
    ],
)
def test_a_closed_hall_says_so_and_offers_no_priority(kiosk: Kiosk, opening: Opening, title: str, foot: str):
    view = samples.kiosk_view(opening=opening)
    closed = tuple(replace(agency, opening=opening) for agency in view.agencies)
    kiosk.set_view(replace(view, agencies=closed))

    assert kiosk.window._agencies.accessibleName() == title
    assert kiosk.window._hours.accessibleName() == foot
    assert not kiosk.widget("priority-switch").isVisible()


def test_one_open_agency_keeps_the_page_of_an_open_hall(kiosk: Kiosk):
    kiosk.set_view(replace(samples.kiosk_view(), opening=samples.TOMORROW))

    assert kiosk.window._agencies.accessibleName() == "Pilih instansi yang dituju"
    assert kiosk.widget("priority-switch").isVisible()


def test_a_hall_without_hours_that_was_closed_says_when_it_opens_again():
    opening = replace(samples.TOMORROW, code="day_ended")
    view = samples.kiosk_view(opening=opening)
    closed = tuple(replace(agency, opening=opening) for agency in view.agencies)
    view = replace(view, agencies=closed, hall=replace(samples.HALL, always_open=True))

    assert hours_text(view, Words("id")).open == "Tutup · buka besok 07.30"
    assert hours_text(view, Words("en")).open == "Closed · opens tomorrow 07:30"


def test_a_hall_without_hours_says_that_it_is_always_open():
    view = replace(samples.kiosk_view(), hall=replace(samples.HALL, always_open=True))

    assert hours_text(view, Words("id")).open == "Buka setiap saat"
    assert hours_text(view, Words("en")).open == "Open at all hours"
