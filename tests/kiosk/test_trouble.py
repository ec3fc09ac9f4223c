from __future__ import annotations

from dataclasses import replace

import pytest
from kiosk_fakes import Kiosk

from hall.lifecycle import State
from hall.printing.outcome import Outcome


@pytest.fixture
def troubled(kiosk: Kiosk) -> Kiosk:
    """A kiosk whose slip did not come out."""
    kiosk.take_number()
    kiosk.slip_ends(Outcome.NOT_SENT)
    assert kiosk.page == "trouble"
    return kiosk


def test_a_slip_that_did_not_come_out_shows_the_number_large(troubled: Kiosk):
    assert troubled.widget("trouble-number").accessibleName().startswith("A-001, Perekaman KTP-el")
    assert troubled.hall.tickets[1].state is State.PRINTING


def test_a_photographed_number_joins_the_queue(troubled: Kiosk):
    troubled.touch("trouble-confirm")
    troubled.until("ticket")

    assert troubled.hall.tickets[1].state is State.WAITING
    assert troubled.window._ticket._band.accessibleName().startswith("Nomor Anda berlaku")


def test_a_number_that_is_not_wanted_is_cancelled(troubled: Kiosk):
    troubled.touch("trouble-cancel")
    troubled.until("agencies")

    assert troubled.hall.tickets[1].state is State.CANCELLED
    assert troubled.hall.reasons == ["visitor at the kiosk"]
    assert troubled.window._strip.texts[0] == "Nomor A-001 dibatalkan"


def test_nobody_there_leaves_the_number_to_the_staff(troubled: Kiosk):
    assert troubled.window._countdown.accessibleName().startswith("Petugas akan membantu")

    troubled.pass_seconds(61)

    assert troubled.page == "agencies"
    assert troubled.hall.tickets[1].state is State.PRINTING


def test_a_touch_anywhere_gives_more_time(troubled: Kiosk):
    troubled.pass_seconds(50)
    assert troubled.window._countdown._ring.left == 10

    troubled.touch("trouble-number")

    assert troubled.window._countdown._ring.left == 60
    troubled.pass_seconds(50)
    assert troubled.page == "trouble"


def test_a_confirmation_by_the_staff_is_seen_at_the_kiosk(troubled: Kiosk):
    troubled.hall.tickets[1] = replace(troubled.hall.tickets[1], state=State.WAITING)

    troubled.presenter.on_hall_changed()
    troubled.settled()

    assert troubled.page == "ticket"


def test_a_cancellation_by_the_staff_is_said(troubled: Kiosk):
    troubled.hall.tickets[1] = replace(troubled.hall.tickets[1], state=State.CANCELLED)

    troubled.presenter.on_hall_changed()
    troubled.settled()

    assert troubled.page == "agencies"
    assert troubled.window._strip.texts[0] == "Nomor A-001 dibatalkan"


def test_paper_that_is_said_to_be_out_but_is_not_leads_to_the_photograph(kiosk: Kiosk):
    kiosk.take_number()
    assert not kiosk.widget("paper-missing-key").isEnabled()
    kiosk.slip_ends(Outcome.BLIND)

    kiosk.touch("paper-missing-key")
    assert kiosk.page == "trouble"
    kiosk.settled()
    assert kiosk.page == "trouble"
    kiosk.touch("trouble-confirm")

    assert kiosk.page == "ticket"
    assert kiosk.hall.tickets[1].state is State.WAITING


def test_a_slip_that_takes_twenty_seconds_counts_as_trouble_until_it_comes(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.pass_seconds(21)
    assert kiosk.page == "trouble"

    kiosk.slip_ends(Outcome.PRINTED)

    assert kiosk.page == "ticket"


def test_a_slip_that_fails_after_the_visitor_touched_done_is_still_shown(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.touch("done-key")

    kiosk.slip_ends(Outcome.UNKNOWN)

    assert kiosk.page == "trouble"


def test_the_failed_slip_of_one_visitor_does_not_disturb_the_next(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.touch("done-key")
    kiosk.touch("agency-imigrasi")

    kiosk.slip_ends(Outcome.NOT_SENT)

    assert kiosk.page == "services"
