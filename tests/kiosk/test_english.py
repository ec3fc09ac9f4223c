"""An English visit: names, reasons and requirements as a traveller reads them."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from hall.assets import asset
from hall.opening import Opening
from hall.views import KioskView
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk, shown_page

CLOSED = Opening(False, "closure", samples.LOCAL, None, "Listrik padam", "No power")


def english(view: KioskView) -> KioskView:
    """The hall whose first agency has an English name, and whose Samsat is closed."""
    agencies = [
        replace(agency, name_en="Civil Registry")
        if agency.id == "disdukcapil"
        else replace(agency, opening=CLOSED if agency.id == "samsat" else agency.opening)
        for agency in view.agencies
    ]
    return replace(view, agencies=tuple(agencies))


def test_an_agency_has_its_english_name_on_card_page_and_number(kiosk: Kiosk):
    kiosk.set_view(english(kiosk.hall.view))
    assert kiosk.widget("agency-disdukcapil").accessibleName().startswith("Disdukcapil,")
    kiosk.touch("language-button")
    assert kiosk.widget("agency-disdukcapil").accessibleName().startswith("Civil Registry,")

    kiosk.touch("agency-disdukcapil")
    assert shown_page(kiosk.window).accessibleName() == "Services of Civil Registry"
    kiosk.touch("service-disdukcapil-a")
    kiosk.until("ticket")
    ticket = kiosk.hall.tickets[max(kiosk.hall.tickets)]
    kiosk.hall.tickets[ticket.id] = replace(ticket, agency_name_en="Civil Registry")
    kiosk.set_view(kiosk.hall.view)

    assert "ID card enrolment, Civil Registry," in kiosk.widget("ticket-number").accessibleName()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", ("Samsat sedang tutup", "Ditutup: Listrik padam")),
        ("en", ("Samsat is not giving numbers now", "Closed: No power")),
    ],
)
def test_a_card_that_gives_no_number_says_so_as_a_traveller_says_it(kiosk: Kiosk, language: str, said: tuple[str, str]):
    kiosk.set_view(english(kiosk.hall.view))
    if language == "en":
        kiosk.touch("language-button")

    kiosk.touch("agency-samsat")

    assert kiosk.window.frame.notice_bar.texts == said


def test_no_english_text_speaks_of_things_that_give_numbers():
    texts = json.loads(asset("messages/en/kiosk.json").read_text(encoding="utf-8"))
    odd = re.compile(r"gives? no numbers|Our staff know\\b|the staff\\b.*prepar", re.IGNORECASE)
    assert not [key for key, text in texts.items() if isinstance(text, str) and odd.search(text)]
