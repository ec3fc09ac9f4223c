"""Which pictures there are, and how one is drawn and written."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from display.picture import BoardPicture
from display.window import DisplayWindow
from hall.translator import Translator
from tools.screens import samples

SIZES = {"720p": QSize(1280, 720), "1080p": QSize(1920, 1080), "4k": QSize(3840, 2160), "upright": QSize(1080, 1920)}
_PALETTE = 64


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file's name, the board's size and what it shows."""

    name: str
    size: QSize
    picture: BoardPicture


def chosen() -> tuple[Shot, ...]:
    """The pictures that the documentation shows."""
    board, hd, portrait = samples.board, SIZES["1080p"], SIZES["upright"]
    return (
        Shot("calls-8-counters", hd, board()),
        Shot("calls-1-counter-720p", SIZES["720p"], board(1)),
        Shot("calls-40-counters-4k", SIZES["4k"], board(40)),
        Shot("calls-40-counters-portrait", portrait, board(40)),
        Shot("calls-whole-hall-light", hd, board(16, theme="light", zone=None)),
        Shot("calls-contrast", hd, board(theme="contrast")),
        Shot("calls-long-names", hd, samples.long_names()),
        Shot("calls-empty-day", hd, samples.empty()),
        Shot("calls-database-away", hd, samples.away(board())),
        Shot("calls-burst", hd, samples.burst(board())),
        Shot("calls-burst-whole-hall", hd, samples.burst(board(16, zone=None))),
        Shot("calls-after-the-end", hd, samples.ended(board())),
        Shot("media", hd, board(layout="media")),
        Shot("media-whole-hall", hd, board(16, layout="media", zone=None)),
        Shot("media-portrait", portrait, board(layout="media")),
        Shot("media-contrast", hd, board(layout="media", theme="contrast")),
        Shot("counters-40", hd, board(40, layout="counters")),
        Shot("counters-8-light", hd, board(8, layout="counters", theme="light")),
        Shot("counters-40-portrait", portrait, board(40, layout="counters")),
        Shot("waits", hd, samples.waiting(board())),
        Shot("waits-media", hd, samples.waiting(board(layout="media"), first=1)),
        Shot("waits-counters-40", hd, samples.waiting(board(40, layout="counters"), first=4)),
        Shot("waits-portrait", portrait, samples.waiting(board(40), first=4)),
        Shot("announcement-outage", hd, samples.outage(board())),
        Shot("announcement-info-light", hd, samples.info(board(theme="light"))),
        Shot("announcement-outage-portrait", portrait, samples.outage(board())),
        Shot("evacuation", hd, samples.evacuated(board())),
        Shot("evacuation-portrait", portrait, samples.evacuated(board())),
    )


def every() -> Iterator[Shot]:
    """Every size, layout, theme and number of counters, each in all states."""
    states: dict[str, Callable[[BoardPicture], BoardPicture]] = {
        "": lambda made: made, "-outage": samples.outage, "-info": samples.info, "-away": samples.away,
        "-burst": samples.burst, "-ended": samples.ended, "-evacuated": samples.evacuated, "-waits": samples.waiting,
    }  # fmt: skip
    for (size, pixels), layout, theme in product(
        SIZES.items(), ("calls", "media", "counters"), ("dark", "light", "contrast")
    ):
        for count, (state, change) in product((1, 8, 40), states.items()):
            made = samples.board(count, layout=layout, theme=theme)
            yield Shot(f"{layout}-{count}-{theme}-{size}{state}", pixels, change(made))
        yield Shot(f"{layout}-hall-{theme}-{size}", pixels, samples.board(16, layout=layout, theme=theme, zone=None))
        yield Shot(f"{layout}-long-{theme}-{size}", pixels, samples.long_names(layout=layout, theme=theme))
        yield Shot(f"{layout}-empty-{theme}-{size}", pixels, samples.empty(layout=layout, theme=theme))


def drawn(shot: Shot) -> QImage:
    """The board as its window paints it; needs a QApplication."""
    window = DisplayWindow(Translator(), still=True)
    window.resize(shot.size)
    window.show_time(samples.NOW)
    window.show_picture(shot.picture)
    if shot.picture.setup.layout == "media":
        window.set_media(samples.SamplePicture())
    window.ensurePolished()
    window.show()
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    window.close()
    window.deleteLater()
    return image


def as_pillow(image: QImage) -> Image.Image:
    """The same picture for Pillow."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    pixels = bytes(plain.constBits())
    return Image.frombuffer("RGB", (plain.width(), plain.height()), pixels, "raw", "RGB", plain.bytesPerLine(), 1)


def write(image: QImage, path: Path) -> int:
    """Writes a PNG of few colours, which a board's flat panels survive; its bytes."""
    held = io.BytesIO()
    small = as_pillow(image).quantize(_PALETTE, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(held, "PNG", optimize=True)
    path.write_bytes(held.getvalue())
    return len(held.getvalue())
