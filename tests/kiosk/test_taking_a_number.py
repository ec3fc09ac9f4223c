from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from hall.errors import Refused
from hall.lifecycle import State
from hall.opening import Opening
from hall.printing.outcome import PrintOutcome
from hall.translator import Translator
from kiosk.widgets.slip_band import SlipBand
from kiosk.widgets.ticket_texts import zone_text
from qtkit.widgets.pressable import Pressable
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk, shown_page


def test_two_touches_give_a_number(kiosk: Kiosk):
    ticket = kiosk.take_number()

    assert ticket.state is State.PRINTING
    assert ticket.code == "A-001"
    assert kiosk.widget("ticket-number").accessibleName().startswith("A-001, Perekaman KTP-el, Disdukcapil")
    assert kiosk.hall.actors == ["kiosk:depan"]
    assert [order.ticket.code for order in kiosk.orders] == ["A-001"]


def test_the_card_of_an_agency_with_one_service_gives_its_number_at_once(kiosk: Kiosk):
    kiosk.touch("agency-pln")
    kiosk.until("ticket")

    assert kiosk.hall.tickets[1].service_id == "pln-8a"


def test_the_card_of_an_agency_with_one_service_says_what_to_bring(kiosk: Kiosk):
    assert "Bawa KTP asli" in kiosk.widget("agency-pln").accessibleName()


def test_the_page_says_that_the_slip_is_printed_and_then_out(kiosk: Kiosk):
    kiosk.take_number()
    assert kiosk.window.findChild(SlipBand).accessibleName().startswith("Kertas sedang dicetak")

    kiosk.slip_ends(PrintOutcome.PRINTED)

    assert kiosk.window.findChild(SlipBand).accessibleName().startswith("Ambil kertas Anda")
    assert kiosk.page == "ticket"


@pytest.mark.parametrize(("printer", "said"), [("depan", "Ambil kertas Anda"), ("kiosk-2", "Kertas Anda di kiosk-2")])
def test_the_page_says_at_which_machine_the_slip_came_out(kiosk: Kiosk, printer: str, said: str):
    kiosk.take_number()

    kiosk.slip_ends(PrintOutcome.PRINTED, printer=printer)
    assert kiosk.window.findChild(SlipBand).accessibleName().startswith(said)

    kiosk.touch("done-button")
    kiosk.until("agencies")
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED)
    assert kiosk.window.findChild(SlipBand).accessibleName().startswith("Ambil kertas Anda")


@pytest.mark.parametrize("outcome", [PrintOutcome.PRINTED, PrintOutcome.UNVERIFIED])
def test_a_number_joins_the_queue_when_its_slip_is_out(kiosk: Kiosk, outcome: PrintOutcome):
    ticket = kiosk.take_number()

    kiosk.slip_ends(outcome)

    assert kiosk.hall.tickets[ticket.id].state is State.WAITING


def test_done_leads_back_to_the_first_page(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED)

    kiosk.touch("done-button")

    assert kiosk.page == "agencies"


def test_priority_switched_on_at_the_first_page_holds_for_the_number(kiosk: Kiosk):
    kiosk.touch("priority-switch")
    ticket = kiosk.take_number()

    assert ticket.priority


def test_priority_is_one_switch_on_both_pages_and_off_again_at_home(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    kiosk.touch("priority-switch")
    assert kiosk.widget("priority-switch").accessibleName() == "Saya perlu prioritas, nyala"
    kiosk.touch("back-button")
    assert kiosk.widget("priority-switch").accessibleName() == "Saya perlu prioritas, nyala"

    kiosk.touch("agency-pln")
    kiosk.until("ticket")
    kiosk.touch("done-button")

    assert kiosk.widget("priority-switch").accessibleName() == "Saya perlu prioritas, mati"


def test_a_closed_agency_says_why_and_until_when(kiosk: Kiosk):
    kiosk.touch("agency-samsat")

    assert kiosk.page == "details"
    assert not kiosk.button("details-take").isVisible()
    assert kiosk.window.frame.notice_bar.isVisible()
    assert kiosk.window.frame.notice_bar.texts == ("Samsat sedang tutup", "Istirahat sampai 13.00")


def test_a_closed_agency_is_opened_to_read_what_to_bring_the_next_time(kiosk: Kiosk):
    kiosk.touch("agency-pos")
    assert kiosk.page == "services"
    row = kiosk.widget("service-pos-10a")
    assert row.accessibleName() == "10A, Layanan utama, Buka besok 07.30, Bawa KTP asli"
    kiosk.touch("service-pos-10a")
    kiosk.settled()
    assert (kiosk.page, kiosk.hall.tickets) == ("services", {})
    kiosk.touch("details-of-pos-10a")
    assert kiosk.page == "details"
    assert not kiosk.button("details-take").isVisible()
    kiosk.touch("details-back")
    kiosk.touch("back-button")
    assert kiosk.page == "agencies"


def test_a_service_that_gives_no_more_numbers_says_so_before_one_is_asked_for(kiosk: Kiosk):
    cut_off = Opening(True, "cutoff", samples.LOCAL, samples.LOCAL.replace(hour=16, minute=0))
    kiosk.set_view(samples.kiosk_view(opening=cut_off))
    kiosk.touch("agency-samsat")

    assert kiosk.page == "details"
    assert kiosk.window.frame.notice_bar.texts[1] == "Nomor ditutup, dilayani sampai 16.00"
    assert not kiosk.hall.tickets


def test_a_closed_service_says_when_it_opens_again(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    kiosk.touch("service-disdukcapil-g")

    assert kiosk.window.frame.notice_bar.texts == ("Kartu identitas anak sedang tutup", "Buka besok 07.30")
    assert not kiosk.hall.tickets


def test_the_reason_goes_away_after_eight_seconds(kiosk: Kiosk):
    kiosk.touch("agency-samsat")

    kiosk.pass_seconds(9)

    assert not kiosk.window.frame.notice_bar.isVisible()


def test_a_refusal_is_shown_in_its_own_words(kiosk: Kiosk):
    kiosk.hall.refusal = Refused("day_closed", day="23 November 2026")
    kiosk.touch("agency-pln")
    kiosk.settled()

    assert kiosk.window.frame.notice_bar.texts[1].startswith("Hari layanan 23 November 2026 sudah ditutup.")
    assert kiosk.page == "agencies"


def test_a_second_touch_within_400_ms_is_ignored(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    kiosk.touch_clock.seconds += 0.39
    kiosk.touch_at_once("service-disdukcapil-a")
    kiosk.settled()
    assert not kiosk.hall.tickets

    kiosk.touch_clock.seconds += 0.02
    kiosk.touch_at_once("service-disdukcapil-a")
    kiosk.until("ticket")


def test_a_touch_that_slides_off_the_card_does_nothing(kiosk: Kiosk):
    card = kiosk.widget("agency-disdukcapil")
    assert isinstance(card, Pressable)
    QTest.mousePress(card, Qt.MouseButton.LeftButton)
    assert card.isDown()

    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(-20, -20))

    assert kiosk.page == "agencies"


def test_while_a_number_is_made_other_keys_wait_and_the_page_says_one_moment(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    kiosk.hall.gate.clear()
    kiosk.touch("service-disdukcapil-a")
    kiosk.touch("service-disdukcapil-b")
    kiosk.touch("back-button")

    kiosk.qtbot.waitUntil(kiosk.window.frame.notice_bar.isVisible)
    assert kiosk.window.frame.notice_bar.texts == ("Sebentar", "Nomor Anda sedang dibuat.")
    assert kiosk.page == "services"

    kiosk.hall.gate.set()
    kiosk.until("ticket")
    assert [ticket.code for ticket in kiosk.hall.tickets.values()] == ["A-001"]


def test_people_waiting_follow_the_hall(kiosk: Kiosk):
    agencies = kiosk.hall.view.agencies
    crowded = replace(agencies[0], waiting=13)

    kiosk.set_view(replace(kiosk.hall.view, agencies=(crowded, *agencies[1:])))

    assert kiosk.widget("agency-disdukcapil").accessibleName() == "Disdukcapil, 13 orang menunggu"


def test_an_agency_that_closes_meanwhile_is_shown_closed(kiosk: Kiosk):
    kiosk.set_view(samples.kiosk_view(opening=samples.BREAK))

    assert kiosk.widget("agency-disdukcapil").accessibleName() == "Disdukcapil, Istirahat sampai 13.00"


def test_a_number_that_is_called_while_it_is_on_the_screen_says_where_to_go(kiosk: Kiosk):
    ticket = kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED)
    called = replace(kiosk.hall.tickets[ticket.id], state=State.CALLED, counter_label="7")
    kiosk.hall.tickets[ticket.id] = called

    kiosk.set_view(kiosk.hall.view)

    assert shown_page(kiosk.window).page_title() == "Silakan ke loket 7: A-001"
    said = kiosk.widget("ticket-number").accessibleName()
    assert "Loket 7 memanggil Anda" in said
    assert "di depan Anda" not in said


def test_many_agencies_come_in_pages(kiosk: Kiosk):
    kiosk.set_view(samples.kiosk_view(21))
    assert kiosk.window.frame.pager.accessibleName() == "1–12 dari 21"

    kiosk.touch("page-next")

    assert kiosk.window.frame.pager.accessibleName() == "13–21 dari 21"
    assert kiosk.widget("agency-ombudsman").isVisible()
    assert not kiosk.widget("page-next").isEnabled()
    kiosk.touch("page-previous")
    assert kiosk.widget("agency-disdukcapil").isVisible()


def test_back_leads_to_the_list_page_that_the_agency_was_chosen_from(kiosk: Kiosk):
    kiosk.set_view(samples.kiosk_view(22))
    kiosk.touch("page-next")
    listed = kiosk.presenter.screen.view.agencies[13]
    kiosk.touch(f"agency-{listed.id}")
    kiosk.until("services")
    kiosk.touch("back-button")
    kiosk.until("agencies")

    assert kiosk.presenter.screen.list_page == 1
    assert kiosk.widget(f"agency-{listed.id}").isVisible()


def test_more_than_seven_services_come_in_pages(kiosk: Kiosk):
    agencies = kiosk.hall.view.agencies
    more = tuple(
        replace(service, id=f"{service.id}-2", prefix=f"{service.prefix}2") for service in agencies[0].services
    )
    kiosk.set_view(
        replace(kiosk.hall.view, agencies=(replace(agencies[0], services=agencies[0].services + more), *agencies[1:]))
    )
    kiosk.touch("agency-disdukcapil")

    kiosk.touch("page-next")
    kiosk.touch("page-next")
    kiosk.touch("service-disdukcapil-f-2")
    kiosk.until("ticket")

    assert kiosk.hall.tickets[1].code == "F2-001"


def test_english_is_on_every_page_and_ends_at_home(kiosk: Kiosk):
    kiosk.touch("language-button")
    assert shown_page(kiosk.window).page_title() == "Choose the agency you need"
    assert kiosk.widget("agency-imigrasi").accessibleName() == "Imigrasi, 7 people waiting"
    ticket = kiosk.take_number()
    assert kiosk.orders[0].translate.language == "en"
    assert "ID card enrolment" in kiosk.widget("ticket-number").accessibleName()
    assert ticket.code in shown_page(kiosk.window).accessibleName()

    kiosk.touch("done-button")

    assert shown_page(kiosk.window).page_title() == "Pilih instansi yang dituju"


def test_the_clock_shows_the_hall_s_own_time(kiosk: Kiosk):
    assert kiosk.window.frame.header.accessibleName() == "Mal Pelayanan Publik Kota Kendari 10.42"

    kiosk.clock.seconds += 60
    kiosk.presenter.watch.tick()

    assert kiosk.window.frame.header.accessibleName().endswith("10.43")


def changed(view, service_id: str, **changes):
    """The view with one service changed."""
    agencies = tuple(
        replace(
            agency,
            services=tuple(replace(one, **changes) if one.id == service_id else one for one in agency.services),
        )
        for agency in view.agencies
    )
    return replace(view, agencies=agencies)


def test_a_service_that_nobody_serves_says_so_before_the_touch_and_beside_the_number(kiosk: Kiosk):
    kiosk.set_view(changed(kiosk.hall.view, "disdukcapil-a", attended=False))
    kiosk.touch("agency-disdukcapil")
    assert "Belum ada petugas di loket" in kiosk.widget("service-disdukcapil-a").accessibleName()
    assert "Belum ada petugas" not in kiosk.widget("service-disdukcapil-b").accessibleName()

    kiosk.touch("service-disdukcapil-a")
    kiosk.until("ticket")
    kiosk.slip_ends(PrintOutcome.PRINTED)
    assert "Nomor Anda tetap berlaku" in kiosk.window.findChild(SlipBand).accessibleName()


def test_the_card_of_an_agency_with_one_service_says_that_nobody_serves(kiosk: Kiosk):
    only = next(agency.services[0].id for agency in kiosk.hall.view.agencies if agency.id == "pln")
    kiosk.set_view(changed(kiosk.hall.view, only, attended=False))
    assert "Belum ada petugas di loket" in kiosk.widget("agency-pln").accessibleName()


def test_the_last_twenty_numbers_of_a_quota_are_counted_down(kiosk: Kiosk):
    kiosk.set_view(changed(kiosk.hall.view, "disdukcapil-a", quota_left=21))
    kiosk.touch("agency-disdukcapil")
    assert "Sisa" not in kiosk.widget("service-disdukcapil-a").accessibleName()
    kiosk.set_view(changed(kiosk.hall.view, "disdukcapil-a", quota_left=20))
    assert "Sisa 20 nomor hari ini" in kiosk.widget("service-disdukcapil-a").accessibleName()


def test_a_number_that_is_put_off_while_it_is_on_the_screen_says_so(kiosk: Kiosk):
    ticket = kiosk.take_number()
    kiosk.hall.tickets[ticket.id] = replace(kiosk.hall.tickets[ticket.id], state=State.HELD)
    kiosk.set_view(kiosk.hall.view)
    assert "Ditunda, tanyakan kepada petugas" in kiosk.widget("ticket-number").accessibleName()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_number_s_card_leads_to_the_waiting_area_and_not_to_the_counters(language):
    zone = replace(samples.PODIUM, counter_directions="Ke loket.", counter_directions_en="To the counter.")
    text = zone_text(zone, ("7",), Translator(language))
    assert text.directions == (samples.PODIUM.directions_en if language == "en" else samples.PODIUM.directions)
