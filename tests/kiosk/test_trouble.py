from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hall.lifecycle import State
from hall.printing.outcome import PrintOutcome
from kiosk.widgets.slip_band import SlipBand
from qtkit.widgets.ring import CountdownRing
from tests.kiosk.kiosk_fakes import Kiosk, shown_page


@pytest.fixture
def troubled(kiosk: Kiosk) -> Kiosk:
    """A kiosk whose slip did not come out."""
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.NOT_SENT)
    assert kiosk.page == "trouble"
    return kiosk


def test_a_slip_that_did_not_come_out_shows_the_number_large(troubled: Kiosk):
    assert troubled.widget("trouble-number").accessibleName().startswith("A-001, Perekaman KTP-el")
    assert troubled.hall.tickets[1].state is State.PRINTING


def test_a_photographed_number_joins_the_queue(troubled: Kiosk):
    troubled.touch("trouble-confirm")
    troubled.until("ticket")

    assert troubled.hall.tickets[1].state is State.WAITING
    assert troubled.window.findChild(SlipBand).accessibleName().startswith("Nomor Anda berlaku")


def test_a_number_that_is_not_wanted_is_cancelled(troubled: Kiosk):
    troubled.touch("trouble-cancel")
    assert shown_page(troubled.window).accessibleName().startswith("Yakin membatalkan A-001?")
    assert not troubled.widget("trouble-cancel").isVisible()
    troubled.touch("trouble-surely")
    troubled.until("agencies")

    assert troubled.hall.tickets[1].state is State.CANCELLED
    assert troubled.hall.reasons == ["visitor at the kiosk"]
    assert troubled.window.frame.notice_bar.texts[0] == "Nomor A-001 dibatalkan"


def test_a_number_that_is_kept_after_all_is_kept(troubled: Kiosk):
    troubled.touch("trouble-cancel")
    troubled.touch("trouble-keep")
    assert troubled.page == "trouble"
    assert troubled.widget("trouble-confirm").isVisible()
    troubled.touch("trouble-cancel")
    troubled.key(Qt.Key.Key_Escape)
    assert not troubled.presenter.screen.asking
    assert troubled.hall.tickets[1].state is State.PRINTING


@pytest.mark.parametrize("first", ["paper-missing-button", "trouble-cancel"])
@pytest.mark.parametrize("pause_s", [0.0, 0.15, 0.5, 0.79, 1.5])
def test_whoever_taps_twice_on_the_same_spot_loses_nothing(kiosk: Kiosk, first: str, pause_s: float):
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED if first == "paper-missing-button" else PrintOutcome.BLOCKED)
    key = kiosk.widget(first)
    spot = key.mapTo(kiosk.window, key.rect().center())
    for seconds in (1.0, pause_s, pause_s):
        kiosk.touch_clock.seconds += seconds
        kiosk.settled()
        touched = kiosk.window.childAt(spot)
        QTest.mouseClick(touched or kiosk.window, Qt.MouseButton.LeftButton)
    kiosk.settled()
    assert kiosk.hall.tickets[1].state is not State.CANCELLED
    assert kiosk.page == "trouble"


def test_no_key_acts_for_a_while_after_the_page_came_by_itself(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.BLOCKED)
    for seconds in (0.0, 0.5, 0.25):
        kiosk.touch_clock.seconds += seconds
        kiosk.touch_at_once("trouble-cancel")
        kiosk.touch_at_once("trouble-confirm")
        assert (kiosk.page, kiosk.presenter.screen.asking) == ("trouble", False)
    kiosk.touch_clock.seconds += 0.1
    kiosk.touch_at_once("trouble-cancel")
    assert kiosk.presenter.screen.asking


def test_a_slip_that_comes_while_it_asks_ends_the_question(troubled: Kiosk):
    troubled.touch("trouble-cancel")
    troubled.slip_ends(PrintOutcome.PRINTED)
    assert (troubled.page, troubled.presenter.screen.asking) == ("ticket", False)


def test_nobody_there_leaves_the_number_to_the_staff(troubled: Kiosk):
    assert troubled.window.frame.countdown.accessibleName().startswith("Petugas akan membantu")

    troubled.pass_seconds(79)
    assert troubled.page == "trouble"
    troubled.pass_seconds(1)

    assert troubled.page == "agencies"
    assert troubled.hall.tickets[1].state is State.PRINTING


def test_a_touch_anywhere_gives_more_time(troubled: Kiosk):
    troubled.pass_seconds(59)
    assert troubled.window.frame.countdown.accessibleName().startswith("Petugas akan membantu")
    troubled.pass_seconds(1)
    assert troubled.window.frame.countdown.accessibleName().startswith("Masih di sini? Sentuh")
    assert troubled.window.frame.countdown.findChild(CountdownRing).left == 20

    troubled.touch("trouble-number")

    assert troubled.window.frame.countdown.findChild(CountdownRing).left == 80
    troubled.pass_seconds(79)
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
    assert troubled.window.frame.notice_bar.texts[0] == "Nomor A-001 dibatalkan"


def test_paper_that_is_said_to_be_out_but_is_not_leads_to_the_photograph(kiosk: Kiosk):
    kiosk.take_number()
    assert not kiosk.widget("paper-missing-button").isEnabled()
    kiosk.slip_ends(PrintOutcome.UNVERIFIED)

    kiosk.touch("paper-missing-button")
    assert kiosk.page == "trouble"
    kiosk.settled()
    kiosk.qtbot.waitUntil(lambda: kiosk.presenter.screen.outcome == "told")
    assert kiosk.hall.jobs[1].state == "needs_staff"  # the staff are told, not only promised
    assert "Petugas sudah diberi tahu" in shown_page(kiosk.window).accessibleName()
    assert kiosk.page == "trouble"
    kiosk.touch("trouble-confirm")

    assert kiosk.page == "ticket"
    assert kiosk.hall.tickets[1].state is State.WAITING


def test_staff_who_could_not_be_told_are_not_promised(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED)
    kiosk.hall.down = True
    kiosk.touch("paper-missing-button")
    assert "sudah diberi tahu" not in shown_page(kiosk.window).accessibleName()
    kiosk.clock.seconds += 21
    kiosk.qtbot.waitUntil(lambda: not kiosk.presenter.visit.command.busy)
    assert kiosk.presenter.screen.outcome == "missing"
    assert kiosk.window.frame.notice_bar.texts[0] == "Belum bisa dicatat"


def test_a_slip_that_takes_twenty_seconds_counts_as_trouble_until_it_comes(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.pass_seconds(21)
    assert kiosk.page == "trouble"

    kiosk.slip_ends(PrintOutcome.PRINTED)

    assert kiosk.page == "ticket"


def test_a_slip_that_fails_after_the_visitor_touched_done_is_still_shown(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.touch("done-button")

    kiosk.slip_ends(PrintOutcome.UNKNOWN)

    assert kiosk.page == "trouble"


@pytest.mark.parametrize("gone_home", [False, True])
def test_a_retry_that_ends_badly_is_no_trouble_of_a_number_that_was_photographed(troubled: Kiosk, gone_home: bool):
    troubled.touch("trouble-confirm")
    troubled.until("ticket")
    if gone_home:
        troubled.touch("done-button")
    before = troubled.presenter.screen
    troubled.slip_ends(PrintOutcome.BLOCKED)
    assert troubled.presenter.screen == before


def test_a_retry_that_ends_badly_is_no_trouble_of_a_number_that_was_cancelled(troubled: Kiosk):
    troubled.touch("trouble-cancel")
    troubled.touch("trouble-surely")
    troubled.until("agencies")
    troubled.pass_seconds(9)  # the line that says so is gone
    troubled.slip_ends(PrintOutcome.BLOCKED)
    assert troubled.page == "agencies"


def test_the_failed_slip_of_one_visitor_does_not_disturb_the_next(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.touch("done-button")
    kiosk.touch("agency-imigrasi")

    kiosk.slip_ends(PrintOutcome.NOT_SENT)

    assert kiosk.page == "services"


@pytest.mark.parametrize(
    ("language", "said"), [("id", "Nomor A-001 dibatalkan"), ("en", "Number A-001 has been cancelled")]
)
def test_a_visit_ends_in_its_language_then_the_hall_speaks_its_own(kiosk: Kiosk, language: str, said: str):
    if language == "en":
        kiosk.touch("language-button")
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.BLOCKED)
    kiosk.until("trouble")
    kiosk.touch("trouble-cancel")
    kiosk.touch("trouble-surely")
    kiosk.until("agencies")
    assert kiosk.window.frame.notice_bar.texts[0] == said
    assert kiosk.presenter.screen.language == language

    kiosk.pass_seconds(8)

    assert kiosk.presenter.screen.language == "id"
    assert not kiosk.window.frame.notice_bar.isVisible()


def test_whoever_chooses_while_a_visit_ends_is_not_sent_home(kiosk: Kiosk):
    kiosk.touch("language-button")
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.BLOCKED)
    kiosk.until("trouble")
    kiosk.touch("trouble-cancel")
    kiosk.touch("trouble-surely")
    kiosk.until("agencies")

    kiosk.touch("agency-disdukcapil")
    kiosk.pass_seconds(20)

    assert kiosk.page == "services"
    assert kiosk.presenter.screen.language == "en"


@pytest.mark.parametrize("key", ["done-button", "new-number-button"])
def test_a_slip_that_fails_after_the_visitor_was_done_is_told_in_the_language_of_the_visit(kiosk: Kiosk, key: str):
    kiosk.touch("language-button")
    kiosk.take_number()
    kiosk.touch(key)
    assert kiosk.page == "agencies"

    kiosk.slip_ends(PrintOutcome.BLOCKED)
    kiosk.until("trouble")

    assert kiosk.presenter.screen.language == "en"
