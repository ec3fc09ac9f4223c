from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.errors import Refused
from hall.opening import Opening
from hall.printing.outcome import PrintOutcome
from hall.translator import Translator
from kiosk.hours import hours_text
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk, notice_texts, shown_page


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

    assert shown_page(kiosk.window).accessibleName() == title
    assert kiosk.window.frame.hours.accessibleName() == foot
    assert not kiosk.widget("priority-switch").isVisible()


def test_one_open_agency_keeps_the_page_of_an_open_hall(kiosk: Kiosk):
    kiosk.set_view(replace(samples.kiosk_view(), opening=samples.TOMORROW))

    assert shown_page(kiosk.window).accessibleName() == "Pilih instansi yang dituju"
    assert kiosk.widget("priority-switch").isVisible()


def test_a_hall_without_hours_that_was_closed_says_when_it_opens_again():
    opening = replace(samples.TOMORROW, code="day_ended")
    view = samples.kiosk_view(opening=opening)
    closed = tuple(replace(agency, opening=opening) for agency in view.agencies)
    view = replace(view, agencies=closed, hall=replace(samples.HALL, always_open=True))

    assert hours_text(view, Translator("id")).open == "Tutup · buka besok 07.30"
    assert hours_text(view, Translator("en")).open == "Closed · opens tomorrow 07:30"


def test_a_hall_without_hours_says_that_it_is_always_open():
    view = replace(samples.kiosk_view(), hall=replace(samples.HALL, always_open=True))

    assert hours_text(view, Translator("id")).open == "Buka setiap saat"
    assert hours_text(view, Translator("en")).open == "Open at all hours"


@pytest.mark.parametrize(("clock", "told"), [("10.42", True), ("12.30", True), ("13.00", False), ("15.00", False)])
def test_a_break_is_told_until_it_is_over(clock: str, *, told: bool):
    hour, minute = map(int, clock.split("."))
    view = replace(samples.kiosk_view(), now=samples.NOW.replace(hour=hour - 8, minute=minute))  # Kendari is UTC+8

    said = hours_text(view, Translator("id"))
    assert said.open == "Buka 07.30–16.00"
    assert said.more == ("Istirahat 12.00–13.00" if told else "")


UNREADY = Opening(False, "day_unready", samples.LOCAL)


def unready_view():
    return samples.kiosk_view(opening=UNREADY)


def waits(kiosk: Kiosk, *, language: str = "id") -> bool:
    calm = "Sebentar, petugas" if language == "id" else "One moment, our staff"
    return kiosk.window.page == "notice" and shown_page(kiosk.window).accessibleName().startswith(calm)


def test_while_the_day_waits_for_the_staff_there_is_one_calm_sentence_and_no_list(kiosk: Kiosk):
    kiosk.set_view(unready_view())

    assert waits(kiosk)
    assert notice_texts(kiosk.window)[1] == "Silakan tunggu di sini, atau tanyakan kepada petugas."
    assert kiosk.window.frame.hours.accessibleName() == "Buka 07.30–16.00 Istirahat 12.00–13.00"
    assert not kiosk.widget("priority-switch").isVisible()


def test_the_kiosk_goes_on_by_itself_when_the_staff_have_seen_to_the_day(kiosk: Kiosk):
    kiosk.set_view(unready_view())
    kiosk.set_view(samples.kiosk_view())

    assert kiosk.window.page == "agencies"


def test_a_visitor_who_was_choosing_a_service_sees_the_calm_sentence_too(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    assert kiosk.window.page == "services"
    kiosk.set_view(unready_view())

    assert waits(kiosk)


def test_a_number_that_was_given_stays_on_the_screen_until_its_time_is_over(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED)
    kiosk.set_view(unready_view())
    assert kiosk.window.page == "ticket"
    kiosk.pass_seconds(60)

    assert waits(kiosk)


def test_the_sentence_keeps_the_language_that_was_chosen_for_a_minute(kiosk: Kiosk):
    kiosk.set_view(unready_view())
    kiosk.touch("language-button")
    kiosk.set_view(replace(unready_view(), now=samples.NOW + timedelta(seconds=5)))
    assert waits(kiosk, language="en")
    kiosk.pass_seconds(59)
    assert waits(kiosk, language="en")
    kiosk.pass_seconds(6)

    assert waits(kiosk)


@pytest.mark.parametrize("code", ["clock_far_ahead", "day_far_ahead", "day_not_later", "date_used", "no_hall"])
def test_a_visitor_reads_no_command_and_no_dates_of_a_wrong_clock(kiosk: Kiosk, code: str):
    kiosk.hall.refusal = Refused(code, day=samples.NOW.date(), last=samples.NOW.date(), today=samples.NOW.date())
    kiosk.touch("agency-disdukcapil")
    kiosk.touch("service-disdukcapil-a")
    kiosk.qtbot.waitUntil(kiosk.window.frame.notice_bar.isVisible)

    assert kiosk.window.frame.notice_bar.texts == ("Mohon tunggu sebentar", "Petugas sedang menyiapkan hari ini.")


def test_one_agency_that_is_open_keeps_the_list_although_the_others_wait(kiosk: Kiosk):
    view = unready_view()
    first = samples.kiosk_view().agencies[0]
    kiosk.set_view(replace(view, agencies=(first, *view.agencies[1:])))

    assert kiosk.window.page == "agencies"


def evacuated_view():
    opening = Opening(False, "evacuation", samples.LOCAL)
    return samples.kiosk_view(opening=opening)


def test_an_evacuation_takes_the_place_of_everything_in_both_languages(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED)
    kiosk.set_view(evacuated_view())

    assert kiosk.window.page == "notice"
    said = shown_page(kiosk.window).accessibleName()
    assert said.startswith("Silakan keluar dari gedung")
    assert "Please leave the building" in said
    kiosk.set_view(samples.kiosk_view())
    assert kiosk.window.page == "agencies"
