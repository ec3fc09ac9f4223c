"""The notice bar over the title grows with a long reason: its words keep their size."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hall.opening import Opening
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk

REASON = "Perekaman berhenti karena pembaca sidik jari rusak; tunggu sampai diperbaiki ya"


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
def test_a_long_reason_is_read_in_full_size(kiosk: Kiosk, size):
    kiosk.window.resize(*size)
    closed = Opening(False, "closure", samples.LOCAL, samples.LOCAL.replace(hour=16, minute=0), detail=REASON)
    kiosk.set_view(samples.kiosk_view(opening=closed))
    kiosk.touch("agency-samsat")
    strip = kiosk.window.frame.notice_bar
    margin = strip.margin()
    bar = (strip.width() - 2 * margin, strip.height() - 2 * margin)
    title, more = strip.blocks(bar[0])
    assert REASON in strip.texts[1]
    assert more.found.font.pixelSize() >= int(0.88 * 30 * kiosk.window.layout_mm.scale.unit())
    assert title.height + more.height <= bar[1]
    assert strip.geometry().bottom() < kiosk.window.height()


def test_an_agency_whose_services_are_closed_for_different_reasons_shows_them(kiosk: Kiosk):
    view = samples.kiosk_view()
    agency = next(agency for agency in view.agencies if agency.id == "disdukcapil")
    until = samples.LOCAL.replace(hour=16)
    why = [Opening(False, "closure", samples.LOCAL, until, detail=f"Sebab {n}") for n in range(len(agency.services))]
    closed = [replace(service, opening=told) for service, told in zip(agency.services, why, strict=True)]
    shut = replace(agency, services=tuple(closed), opening=closed[0].opening)
    others = tuple(one for one in view.agencies if one.id != agency.id)
    kiosk.set_view(replace(view, agencies=(shut, *others)))
    kiosk.touch("agency-disdukcapil")
    assert kiosk.page == "services"
    assert not kiosk.window.frame.notice_bar.isVisible()
    kiosk.touch(f"service-{closed[-1].id}")
    assert f"Sebab {len(closed) - 1}" in kiosk.window.frame.notice_bar.texts[1]
