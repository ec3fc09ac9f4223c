"""The real bytes over a real socket, drawn by an emulator that nobody here wrote."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops

from hall.printing.links import Deadlines
from hall.printing.opening import open_printer
from hall.printing.outcome import Calibration, Confirm, PrintOutcome
from hall.printing.paper import Mode, paper_of
from hall.printing.renderer import render_picture
from hall.printing.slip import Slip
from tests.patient_bot import PATIENCE_S
from tests.printing.emupos import Emupos, EmuposMissingError, running_emupos
from tests.printing.samples import TOKEN, demanding_slips, slip

# The first run makes an environment and downloads emupos.
pytestmark = pytest.mark.timeout(700)
# It knows no process ids: nothing comes after GS r; and it answers in order, when it has drawn what came before.
SOON = Deadlines(answer=20, silence=0.5)
KNOWN = Calibration(answers=True, confirm=Confirm.NONE)
"""What a calibration finds: it answers, and proves no slip."""


@pytest.fixture(scope="module")
def emupos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emupos]:
    """A running emulator; skips when this machine cannot have one."""
    try:
        with running_emupos(tmp_path_factory.mktemp("emupos")) as emulator:
            yield emulator
    except EmuposMissingError as missing:
        pytest.skip(str(missing))


def _new_receipt(emupos: Emupos, device: str, before: list[str]) -> Image.Image:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        new = [receipt for receipt in emupos.receipts(device) if receipt not in before]
        if new:
            return emupos.picture(device, new[0])
    raise AssertionError(f"the emulator cut no receipt off on {device}")


@pytest.mark.parametrize(("device", "paper_mm"), [("wide", 80), ("narrow", 58)])
@pytest.mark.parametrize("said", demanding_slips().values(), ids=demanding_slips().keys())
def test_the_emulator_draws_the_slip_dot_for_dot_and_its_qr_is_read(
    emupos: Emupos, device: str, paper_mm: int, said: Slip, tmp_path: Path
) -> None:
    before = emupos.receipts(device)
    result = open_printer(
        f"tcp://127.0.0.1:{emupos.ports[device]}", paper_mm, tmp_path, calibration=KNOWN, deadlines=SOON
    ).print(said)
    assert result.outcome is PrintOutcome.UNVERIFIED
    drawn = _new_receipt(emupos, device, before).convert("1")
    meant = render_picture(said, paper_of(paper_mm))
    assert ImageChops.logical_xor(drawn.crop((0, 0, *meant.size)), meant).getbbox() is None
    assert [code.text for code in zxingcpp.read_barcodes(drawn.convert("L"))] == [f"MPP:{TOKEN}"]


@pytest.mark.parametrize(("device", "mm"), [("wide", 80), ("narrow", 58)])
@pytest.mark.parametrize("mode", list(Mode))
def test_it_draws_a_slip_of_every_mode_and_its_code_is_read(emupos: Emupos, device: str, mm: int, mode: Mode) -> None:
    before = len(emupos.receipts(device))
    url = f"tcp://127.0.0.1:{emupos.ports[device]}"
    result = open_printer(url, mm, Path(), mode=mode, calibration=KNOWN, deadlines=SOON).print(slip())
    assert result.outcome in (PrintOutcome.PRINTED, PrintOutcome.UNVERIFIED)
    receipts = emupos.receipts(device)
    assert len(receipts) == before + 1
    picture = emupos.picture(device, receipts[0])
    if folder := os.environ.get("SLIP_PICTURES"):
        picture.save(Path(folder) / f"emupos-{mm}-{mode}.png")
    assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [f"MPP:{TOKEN}"]
