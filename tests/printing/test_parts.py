"""Every order of a slip's parts is clean: no part's ink runs into another's, in any mode, on both widths of paper."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from hall.forms import SLIP_PARTS, SlipForm
from hall.printing.paper import PAPER_58, PAPER_80, Mode, Paper
from hall.printing.renderer import laid_out
from hall.printing.sheet import PaperSheet
from hall.printing.slip import Slip, qr_text, slip_of
from hall.translator import Translator
from tests.printing.samples import HALL, TOKEN, demanding_slips, ticket

PAPERS = (PAPER_80, PAPER_58)
SAID = {
    name: replace(
        slip, requirement="Bawa KTP asli, fotokopi KK dan pas foto", also=("ID card", "Straight on", "Bring it")
    )
    for name, slip in demanding_slips().items()
}
ORDERS = st.permutations(SLIP_PARTS).flatmap(
    lambda parts: st.integers(1, len(parts)).map(lambda count: tuple(parts[:count]))
)


def check_apart(sheet: PaperSheet) -> Image.Image:
    """The parts follow each other without touching, and nothing is inked between them."""
    picture = sheet.picture()
    for (_, bottom), (top, _) in itertools.pairwise(sheet.spans):
        assert top >= bottom
    free = [0, *itertools.chain(*sheet.spans), picture.height]
    for begin, end in zip(free[::2], free[1::2], strict=True):
        assert begin == end or picture.crop((0, begin, picture.width, end)).getextrema() == (255, 255)
    return picture


def inked_rows(picture: Image.Image) -> list[bool]:
    return [picture.crop((0, y, picture.width, y + 1)).getextrema() != (255, 255) for y in range(picture.height)]


@settings(max_examples=80, deadline=None)
@given(
    parts=ORDERS, name=st.sampled_from(sorted(SAID)), paper=st.sampled_from(PAPERS), mode=st.sampled_from(list(Mode))
)
def test_no_two_parts_overlap_in_any_order(parts: tuple[str, ...], name: str, paper: Paper, mode: Mode) -> None:
    picture = check_apart(laid_out(replace(SAID[name], parts=parts), paper, mode))
    if "qr" in parts:
        assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [qr_text(TOKEN)]


REPORTED = {
    "logo over the digits": ("number", "hall", "qr"),
    "rule through the digits": ("hall", "number", "footer", "directions"),
    "text at the digits": ("hall", "qr", "number", "requirement"),
}


@pytest.mark.parametrize("paper", PAPERS, ids=["80mm", "58mm"])
@pytest.mark.parametrize("parts", REPORTED.values(), ids=REPORTED.keys())
def test_what_stands_below_the_number_keeps_its_distance(parts: tuple[str, ...], paper: Paper) -> None:
    sheet = laid_out(replace(SAID["SKC-1234 with many counters"], parts=parts), paper)
    rows = inked_rows(check_apart(sheet))
    order = [part for part in parts if not (part == "footer" and "qr" in parts)]
    number = order.index("number")
    bottom = sheet.spans[number][1]
    assert not any(rows[bottom : bottom + 8])


def footed(form: SlipForm, language: str = "id") -> Slip:
    return slip_of(ticket(), replace(HALL, slip=form), Translator(language))


def test_a_footer_of_nothing_is_nothing_and_one_left_out_is_the_usual() -> None:
    assert footed(SlipForm()).notes == ("Simpan kertas ini.", "Terlewat? Lapor ke petugas.")
    assert footed(SlipForm(footer=())).notes == ()
    assert footed(SlipForm(footer=()), "en").notes == ()
    assert footed(SlipForm(footer=("Terima kasih",)), "en").notes == ("Terima kasih",)
    assert footed(SlipForm(footer=("Terima kasih",), footer_en=()), "en").notes == ()
    for paper in PAPERS:
        assert check_apart(laid_out(footed(SlipForm(footer=())), paper)).height > 300
