"""What a visitor must bring keeps its size in both languages: capitals of 5.0 mm, inside its row or card."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from kiosk.widgets import pen as pens
from kiosk.widgets.pen import REQUIREMENT, Pen
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk

SAMPLE = Path(__file__).parents[2] / "config.toml"
MM = 4.034  # pixels of a millimetre of the reference screen, 1080 x 1920


def of_the_sample() -> list[tuple[str, str, str, str]]:
    """Names and requirements of every service in config.toml, with the longest that a hall may write."""
    agencies = tomllib.loads(SAMPLE.read_text(encoding="utf-8"))["agency"]
    keys = ("name", "name_en", "requirement", "requirement_en")
    found = [tuple(one.get(key, "") for key in keys) for agency in agencies for one in agency["service"]]
    longest = "Bring birth certificate, marriage book, ID card and 2 photos"
    assert len(longest) == 60
    return [*found, ("Kartu identitas anak", "Child identity card", longest, longest)]


class Spy:
    """What ``Pen.place`` wrote as a requirement: the capitals in pixels, and the lines' rectangle."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[tuple[float, QRectF]] = []
        real = Pen.place

        def place(pen: Pen, rect: QRectF, found: Any, type_: pens.Type, **more: Any) -> float:
            if type_ is REQUIREMENT:
                high = pen.height(found, type_)
                top = rect.center().y() - high / 2
                self.seen.append((QFontMetricsF(found.font).capHeight(), QRectF(rect.left(), top, rect.width(), high)))
            return real(pen, rect, found, type_, **more)

        monkeypatch.setattr(Pen, "place", place)


@pytest.mark.parametrize("attended", [True, False])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_row_shows_what_to_bring_in_its_full_size(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, language: str, attended: bool
):
    spy = Spy(monkeypatch)
    if language == "en":
        kiosk.touch("language-button")
    view = kiosk.hall.view
    kiosk.touch("agency-disdukcapil")
    first = view.agencies[0]
    for name, name_en, wanted, wanted_en in of_the_sample():
        changed: dict[str, Any] = {"name": name, "name_en": name_en, "requirement": wanted, "requirement_en": wanted_en}
        service = replace(first.services[0], attended=attended, **changed)
        kiosk.set_view(
            replace(view, agencies=(replace(first, services=(service, *first.services[1:])), *view.agencies[1:]))
        )
        row = kiosk.widget("service-disdukcapil-a")
        assert row.height() <= 170  # seven rows: the least height upright
        spy.seen.clear()
        row.grab()
        assert len(spy.seen) == 1, name_en
        capitals, lines = spy.seen[0]
        assert capitals / MM >= 5.0
        assert QRectF(row.rect()).adjusted(0, 3, 0, -3).contains(lines), wanted_en


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_card_shows_what_to_bring_in_its_full_size(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, language: str, size: tuple[int, int]
):
    spy = Spy(monkeypatch)
    kiosk.window.resize(*size)
    if language == "en":
        kiosk.touch("language-button")
    view = samples.kiosk_view(21)
    wanted: dict[str, Any] = {
        "requirement": "Bawa KTP-el dan rekening listrik",
        "requirement_en": "Bring ID card and electricity bill",
    }
    agencies = tuple(
        replace(one, services=(replace(one.services[0], **wanted),)) if one.id == "pln" else one
        for one in view.agencies
    )
    kiosk.set_view(replace(view, agencies=agencies))
    card = kiosk.widget("agency-pln")
    spy.seen.clear()
    card.grab()

    (capitals, lines) = spy.seen[0]
    assert capitals / MM >= 5.0
    assert QRectF(card.rect()).adjusted(0, 3, 0, -3).contains(lines)


def test_a_name_that_leaves_no_room_on_its_card_is_never_cut_by_what_to_bring(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
):
    spy = Spy(monkeypatch)
    view = samples.kiosk_view(21)
    agencies = tuple(
        replace(one, name="Dinas Penanaman Modal dan Pelayanan") if one.id == "pln" else one for one in view.agencies
    )
    kiosk.set_view(replace(view, agencies=agencies))
    spy.seen.clear()
    kiosk.widget("agency-pln").grab()

    assert not spy.seen
    assert "Bawa KTP asli" in kiosk.widget("agency-pln").accessibleName()
