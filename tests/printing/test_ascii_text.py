"""What the configuration accepts comes out of a printer that only knows ASCII."""

from __future__ import annotations

import unicodedata

import pytest

from hall.errors import Refused
from hall.glyphs import is_drawn, undrawn
from hall.printing.ascii_text import plain
from hall.text_rules import one_line

UNASSIGNED = ("Cn", "Co", "Cs")


def test_every_sign_that_the_configuration_accepts_has_a_spelling():
    blocks = (range(0xA1, 0x2C00), range(0xA640, 0xAB70), range(0xFB00, 0xFB07))
    letters = [one for block in blocks for one in map(chr, block) if one.isprintable()]
    drawn = [one for one in letters if unicodedata.category(one) not in UNASSIGNED and is_drawn(one)]
    assert len(drawn) > 600
    lost = [one for one in drawn if ("?" in plain(one) and one != "\u00bf") or not plain(one).isascii()]
    assert lost == []


def test_no_sign_that_the_configuration_accepts_vanishes():
    accepted = []
    for sign in map(chr, range(0xA1, 0x3000)):
        try:
            one_line(sign, 9)
        except Refused:
            continue
        accepted += [sign] if not sign.isspace() else []
    assert len(accepted) > 600
    assert [sign for sign in accepted if not plain(sign).strip()] == []


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("Usia ≥ 17 tahun", "Usia >= 17 tahun"),
        ("Suhu 38 °C", "Suhu 38 C"),
        ("Putar 90°", "Putar 90 deg"),
        ("½ jam", "1/2 jam"),
        ("2½ jam", "2 1/2 jam"),
        ("Pasal 5 § 2", "Pasal 5 par. 2"),
        ("Materai ± 2 lembar", "Materai +/- 2 lembar"),
        ("€ 10", "EUR 10"),
        ("Kartu A\u20101", "Kartu A-1"),
        ("Jl. Nusantara 5\u2032", "Jl. Nusantara 5'"),
        ("12 ÷ 4", "12 : 4"),
        ("Ørsted, Łukasz, Đorđe, Æsir, straße", "Orsted, Lukasz, Dorde, AEsir, strasse"),
        ("Nguyễn Šimić", "Nguyen Simic"),
        ("“Asli” – ‘salinan’ …", "\"Asli\" - 'salinan' ..."),
        ("m² · CO₂", "m2 - CO2"),
        ("Apakah ada?", "Apakah ada?"),
        ("\u00bfAda?", "?Ada?"),
        ("\u00b6 3", "par. 3"),
        ("\u00a4 10", "* 10"),
        ("A\u00afB", "A-B"),
        ("\u02da \u02c9", "o -"),
        ("cafe\u0301", "cafe"),
        ("a\u00a0b\u2009c", "a b c"),
    ],
)
def test_signs_are_spelled_as_people_would_read_them(text, spelled):
    assert plain(text) == spelled


@pytest.mark.parametrize("text", ["\u0e33", "\u767b\u9332", "\U0001f642"])
def test_what_is_refused_by_the_configuration_needs_no_spelling(text):
    assert undrawn(text)
