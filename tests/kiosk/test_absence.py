"""A break is not "nobody yet": cards, rows, the number's page and the slip's band say until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.printing.outcome import PrintOutcome
from hall.translator import ENGLISH, INDONESIAN
from kiosk.attendance import absence_text
from kiosk.widgets.slip_band import SlipBand
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk

BACK = samples.LOCAL + timedelta(minutes=33)


def resting(view, agency: str, until=BACK):
    there = tuple(
        replace(one, services=tuple(replace(each, resting=True, back_at=until) for each in one.services))
        if one.id == agency
        else one
        for one in samples.unattended(view, agency).agencies
    )
    return replace(view, agencies=there)


@pytest.mark.parametrize(
    ("language", "until", "said"),
    [
        ("id", BACK, "Istirahat sampai 11.15"),
        ("en", BACK, "On a break until 11:15"),
        ("id", None, "Petugas istirahat"),
        ("id", samples.LOCAL - timedelta(minutes=1), "Petugas istirahat"),
    ],
)
def test_a_card_says_until_when_the_break_is(kiosk: Kiosk, language, until, said):
    if language == "en":
        kiosk.touch("language-button")
    kiosk.set_view(resting(kiosk.hall.view, "disdukcapil", until))
    assert kiosk.widget("agency-disdukcapil").accessibleName() == f"Disdukcapil, {said}"


def test_a_row_and_the_band_below_a_number_say_it_too(kiosk: Kiosk):
    kiosk.set_view(resting(kiosk.hall.view, "disdukcapil"))
    kiosk.touch("agency-disdukcapil")
    assert "Petugas istirahat sampai 11.15" in kiosk.widget("service-disdukcapil-a").accessibleName()
    kiosk.touch("service-disdukcapil-a")
    kiosk.until("ticket")
    kiosk.slip_ends(PrintOutcome.PRINTED)
    assert "Petugas istirahat sampai 11.15. Nomor Anda" in kiosk.window.findChild(SlipBand).accessibleName()


@pytest.mark.parametrize("translate", [INDONESIAN, ENGLISH], ids=["id", "en"])
@pytest.mark.parametrize("key", ["kiosk.row.*", "kiosk.card.*", "kiosk.my_number.*", "kiosk.slip.*.out.more"])
def test_each_absence_has_its_own_words(translate, key):
    service = samples.unattended(samples.kiosk_view(), "disdukcapil").agencies[0].services[0]
    rests = replace(service, resting=True)
    texts = {absence_text((one,), translate, key) for one in (service, rests, replace(rests, back_at=BACK))}
    assert len(texts) == 3
    assert not any("{" in text or "kiosk." in text for text in texts)


def test_of_several_the_first_who_comes_back_is_named():
    services = samples.unattended(samples.kiosk_view(), "disdukcapil").agencies[0].services
    some = [
        replace(services[0], resting=True, back_at=BACK),
        services[1],
        replace(services[2], resting=True, back_at=BACK + timedelta(minutes=20)),
    ]
    assert absence_text(some, INDONESIAN, "kiosk.card.*") == "Istirahat sampai 11.15"
