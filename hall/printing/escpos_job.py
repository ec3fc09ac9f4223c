"""Makes a slip's picture into ESC/POS bytes with python-escpos, which is used for nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from escpos.printer import Dummy
from PIL import Image

from hall.printing.paper import Paper

BAND_ROWS = 128
"""The most rows in one raster command: small printers buffer no more."""

_TEAR_LINES = 3  # about 12 mm: the way from the head to the tear bar of a printer without a cutter


def job_bytes(picture: Image.Image, paper: Paper) -> bytes:
    """``ESC @``, the picture in raster bands, ``GS V 66 0`` (feed and cut). ``picture`` is mode ``1``, as wide as
    the paper's print line."""
    job = Dummy(profile=paper.profile)
    job.hw("INIT")
    for top, bottom in bands(picture):
        job.image(picture.crop((0, top, picture.width, bottom)), impl="bitImageRaster")
    if not job.profile.supports("paperFullCut"):
        job.print_and_feed(_TEAR_LINES)
    job.cut(feed=False)
    output: bytes = job.output
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
