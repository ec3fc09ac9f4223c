"""Makes a slip into ESC/POS bytes: pictures by hand, all else with python-escpos, which is used for nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from PIL import Image, ImageChops

from hall.printing.closing_strip import Printable
from hall.printing.paper import PAPER_80, Mode, Paper
from hall.printing.pictograms import module_size
from hall.printing.renderer import number_picture, render_picture
from hall.printing.sheet import without_realtime_commands
from hall.printing.text_layout import CodeRow, NumberRow, Row, text_rows

BAND_ROWS = 128
"""The most rows in one raster command: small printers buffer no more."""


def body_bytes(slip: Printable, paper: Paper, mode: Mode) -> bytes:
    """What the slip says, without reset and cut. No byte of it is a real-time command: a picture leaves out the dot
    that would begin one, and text has no control characters but its own."""
    if mode is Mode.RASTER:
        return raster_bytes(render_picture(slip, paper))
    rows = text_rows(slip, paper, number_as_picture=mode is Mode.MIX)
    return _text_start() + b"".join(_row_bytes(row, paper) for row in rows)


def render_bytes(slip: Printable, paper: Paper, mode: Mode = Mode.RASTER) -> bytes:
    """The whole slip for a printer that is only spoken to: reset, body, feed and cut."""
    return b"\x1b@" + body_bytes(slip, paper, mode) + end_bytes(paper)


def end_bytes(paper: Paper) -> bytes:
    """``GS V 66 0`` (feed and cut); without a knife the paper goes as far as the tear bar first."""
    job = _dummy(paper.profile)
    if not job.profile.supports("paperFullCut"):
        job.print_and_feed(3)  # about 12 mm: the way from the head to the tear bar
    job.cut(feed=False)
    return bytes(job.output)


def raster_bytes(picture: Image.Image, *, doubled: bool = False) -> bytes:
    """A picture of mode ``1``, a multiple of 8 dots wide, in raster bands (``GS v 0``); ``doubled`` prints every dot
    twice as wide and high. By hand: python-escpos turns the picture over four times, for which the visitor waits."""
    columns, output = picture.width // 8, b""
    ink = ImageChops.invert(picture).tobytes()
    for top, bottom in bands(picture):
        size = columns.to_bytes(2, "little") + (bottom - top).to_bytes(2, "little")
        output += b"\x1dv0" + bytes((3 if doubled else 0,)) + size + ink[top * columns : bottom * columns]
    return output


def bands(picture: Image.Image) -> Iterator[tuple[int, int]]:
    """Top and bottom rows of bands that together are the picture, each of at most ``BAND_ROWS`` rows.

    A band ends at a white row when it can: where a printer stops between two bands, a seam shows in ink only.
    """
    data, stride = picture.tobytes(), picture.width // 8
    white = [data[at : at + stride] == b"\xff" * stride for at in range(0, len(data), stride)]
    top = 0
    while top < picture.height:
        bottom = min(top + BAND_ROWS, picture.height)
        if bottom < picture.height:
            bottom = next((row for row in range(bottom, top + BAND_ROWS // 4, -1) if white[row - 1]), bottom)
        yield top, bottom
        top = bottom


def _row_bytes(row: Row, paper: Paper) -> bytes:
    if isinstance(row, NumberRow):
        return raster_bytes(without_realtime_commands(number_picture(row.code, paper)), doubled=True)
    if isinstance(row, CodeRow):
        return b"\n" + _code_bytes(row.text, module_size(row.text, paper.code)) + b"\n\n"
    # Every line says its size, weight and colours, so that none depends on the one before.
    style = (*b"\x1d!", (row.size - 1) << 4 | (row.size - 1), *b"\x1bE", row.bold, *b"\x1dB", row.reverse)
    return bytes(style) + row.text.encode("ascii") + b"\n"


@cache
def _text_start() -> bytes:
    job = _dummy(PAPER_80.profile)
    job.set(align="center", font="a")
    return bytes(job.output)


def _code_bytes(text: str, module: int) -> bytes:
    from escpos.constants import QR_ECLEVEL_M, QR_MODEL_2

    job = _dummy(PAPER_80.profile)
    job.qr(text, ec=QR_ECLEVEL_M, size=module, model=QR_MODEL_2, native=True)
    return bytes(job.output)


def _dummy(profile: str) -> Any:
    from escpos.printer import Dummy

    return Dummy(profile=profile)
