"""An independent reader of ESC/POS raster jobs: rebuilds the picture from the bytes, and trusts nothing."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image


@dataclass(frozen=True)
class Job:
    """What a printer would make of a job: the picture (black on white), its bands, and the commands around them."""

    picture: Image.Image
    band_rows: tuple[int, ...]
    commands: tuple[bytes, ...]


def decode(data: bytes) -> Job:
    """Read a job of ``ESC @``, ``GS v 0``, ``ESC d`` and ``GS V 66``; AssertionError for anything else."""
    at, commands, bands, rows = 0, [], [], []
    stride = 0
    while at < len(data):
        if data[at : at + 2] == b"\x1b@":
            commands.append(data[at : at + 2])
            at += 2
        elif data[at : at + 3] == b"\x1dv0":
            mode, low, high, rows_low, rows_high = data[at + 3 : at + 8]
            assert mode == 0, "only normal density prints at the slip's size"
            assert stride in (0, low + 256 * high), "all bands are equally wide"
            stride, count = low + 256 * high, rows_low + 256 * rows_high
            body = data[at + 8 : at + 8 + stride * count]
            assert len(body) == stride * count, "the last band is cut short"
            bands.append(body)
            rows.append(count)
            commands.append(b"\x1dv0")
            at += 8 + len(body)
        elif data[at : at + 2] == b"\x1bd":
            commands.append(data[at : at + 3])
            at += 3
        elif data[at : at + 3] == b"\x1dVB":
            commands.append(data[at : at + 4])
            at += 4
        else:
            raise AssertionError(f"unknown command at byte {at}: {data[at : at + 8].hex(' ')}")
    pixels = bytes(255 - byte for byte in b"".join(bands))
    return Job(Image.frombytes("1", (stride * 8, sum(rows)), pixels), tuple(rows), tuple(commands))
