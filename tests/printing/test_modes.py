"""Slips as picture, mix and text, on both widths: all is said, nothing is cut, and every QR is read."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from hall.forms import SLIP_PARTS, SlipForm
from hall.printing.escpos_job import body_bytes
from hall.printing.paper import PAPER_58, PAPER_80, Mode, Paper
from hall.printing.renderer import render_picture, slip_length_mm
from hall.printing.slip import slip_of
from hall.printing.text_layout import TextRow, broken, plain, text_rows
from hall.settings.logo import logo_text
from tests.printing.samples import HALL, TOKEN, demanding_slips, slip, ticket

PAPERS = pytest.mark.parametrize("paper", [PAPER_80, PAPER_58], ids=["80", "58"])
MODES = pytest.mark.parametrize("mode", list(Mode))
REALTIME = re.compile(rb"\x10[\x04\x05\x14]")
LONG = "Pendaftaran ulang keanggotaan keluarga besar penerima manfaat"


def said(paper: Paper, **changes: Any) -> str:
    """All text of a slip in text mode, without spaces."""
    rows = text_rows(slip(**changes), paper, number_as_picture=False)
    return "".join(row.text for row in rows if isinstance(row, TextRow)).replace(" ", "")


@PAPERS
@MODES
def test_every_slip_can_be_scanned_and_has_no_realtime_command(paper: Paper, mode: Mode) -> None:
    for name, demanding in demanding_slips().items():
        scanned = replace(demanding, token=TOKEN)
        codes = zxingcpp.read_barcodes(render_picture(scanned, paper, mode).convert("L"))
        assert [code.text for code in codes] == [f"MPP:{TOKEN}"], name
        assert REALTIME.search(body_bytes(scanned, paper, mode)) is None, name


@PAPERS
def test_the_modes_take_what_their_links_can_carry(paper: Paper) -> None:
    sizes = {mode: len(body_bytes(slip(), paper, mode)) for mode in Mode}
    assert sizes[Mode.TEXT] < 700
    assert sizes[Mode.MIX] < 3_300
    assert 20_000 < sizes[Mode.RASTER] < 60_000


@PAPERS
@MODES
def test_the_length_is_that_of_the_picture(paper: Paper, mode: Mode) -> None:
    drawn = render_picture(slip(copy=1), paper, mode).height / 8
    assert slip_length_mm(slip(copy=1), paper, mode) == pytest.approx(drawn, abs=3)


@PAPERS
def test_long_names_are_wrapped_and_lose_nothing(paper: Paper) -> None:
    word = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamten"
    text = said(paper, service_name=LONG, agency_name=word)
    assert LONG.replace(" ", "") in text
    assert word in text
    rows = text_rows(slip(service_name=LONG, agency_name=word), paper, number_as_picture=False)
    assert all(len(row.text) * row.size <= paper.columns for row in rows if isinstance(row, TextRow))


def test_text_is_plain_letters() -> None:
    assert plain("Kafé – “Łódź” … Zoë\tπ\n") == 'Kafe - "Lodz" ... Zoe pi '
    assert broken("a bb ccc dddd", 5) == ("a bb", "ccc", "dddd")


@settings(max_examples=40, deadline=None)
@given(name=st.text(min_size=1, max_size=40), mode=st.sampled_from([Mode.MIX, Mode.TEXT]))
def test_no_text_brings_a_command_into_a_job(name: str, mode: Mode) -> None:
    body = body_bytes(slip(service_name=name, agency_name=name[::-1]), PAPER_58, mode)
    assert REALTIME.search(body) is None
    assert body.count(b"\x1dV") == 0


@settings(max_examples=15, deadline=None)
@given(number=st.integers(1, 9999), prefix=st.text("ABC2G", min_size=1, max_size=3))
def test_no_number_brings_a_command_into_a_picture(number: int, prefix: str) -> None:
    body = body_bytes(slip(code=f"{prefix}-{number:03d}"), PAPER_80, Mode.MIX)
    assert REALTIME.search(body) is None


@PAPERS
@MODES
def test_a_slip_of_ones_own_has_its_parts_its_logo_and_a_second_language(
    paper: Paper, mode: Mode, tmp_path: Path
) -> None:
    from PIL import Image, ImageDraw

    logo = Image.new("RGB", (600, 200), "white")
    ImageDraw.Draw(logo).ellipse((10, 10, 190, 190), fill="navy")
    logo.save(tmp_path / "logo.png")
    form = SlipForm(SLIP_PARTS, ("Terima kasih",), ("Thank you",), "en", logo_text(tmp_path / "logo.png"))
    own = slip_of(ticket(requirement="Bawa KK", requirement_en="Bring the family card"), replace(HALL, slip=form))
    assert own.also == ("ID card (KTP-el) enrolment", "Straight on, then left.", "Bring the family card")
    assert own.notes == ("Terima kasih",)
    rows = text_rows(own, paper, number_as_picture=False)
    text = " ".join(row.text for row in rows if isinstance(row, TextRow))
    for wanted in ("Bawa KK", "Bring the family card", "Straight on, then left.", "Terima kasih"):
        assert wanted in " ".join(text.split())
    codes = zxingcpp.read_barcodes(render_picture(own, paper, mode).convert("L"))
    assert [code.text for code in codes] == [f"MPP:{TOKEN}"]
    plainly = render_picture(slip_of(ticket(), HALL), paper, mode)
    assert render_picture(own, paper, mode).height > plainly.height


@PAPERS
@MODES
@pytest.mark.parametrize("parts", [("number",), ("number", "qr", "footer"), ("qr", "number", "directions")])
def test_a_short_slip_has_only_its_parts(paper: Paper, mode: Mode, parts: tuple[str, ...]) -> None:
    short = slip_of(ticket(), replace(HALL, slip=SlipForm(parts)))
    picture = render_picture(short, paper, mode)
    assert picture.height < render_picture(slip(), paper, mode).height
    assert len(zxingcpp.read_barcodes(picture.convert("L"))) == ("qr" in parts)


def test_a_hall_for_training_says_so_on_every_slip() -> None:
    training = replace(HALL, always_open=True)
    assert slip_of(ticket(), training).copy_mark == "LATIHAN"
    assert slip_of(ticket(), training, copy=1).copy_mark == "LATIHAN - SALINAN"
    assert slip_of(ticket(), HALL).copy_mark == ""
