"""A piece of paper that came out of the printer."""

from __future__ import annotations

from dataclasses import dataclass, field

from PIL import Image


@dataclass
class Printed:
    """One piece of paper: its rows of raster data, its text, its length in mm, and whether it was cut off whole."""

    pictures: list[tuple[int, bytes, int]] = field(default_factory=list)
    text: bytes = b""
    codes: list[bytes] = field(default_factory=list)
    mm: float = 0.0
    whole: bool = False

    def picture(self) -> Image.Image:
        """The raster part, black on white."""
        width = max((columns * 8 for columns, _, _ in self.pictures), default=8)
        rows = sum(len(data) // columns * scale for columns, data, scale in self.pictures)
        sheet, y = Image.new("1", (width, max(rows, 1)), 1), 0
        for columns, data, scale in self.pictures:
            height = len(data) // columns
            band = Image.frombytes("1", (columns * 8, height), bytes(255 - value for value in data))
            sheet.paste(band.resize((columns * 8 * scale, height * scale)), (0, y))
            y += height * scale
        return sheet
