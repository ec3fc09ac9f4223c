"""The slip while it is being laid out: ink placed from top to bottom, made into one black and white picture."""

from __future__ import annotations

import re

from PIL import Image, ImageDraw

from hall.printing.lettering import Face, TextLine, set_line
from hall.printing.paper import Paper

_REALTIME = re.compile(rb"\x10(?=[\x04\x05\x14])")


class PaperSheet:
    """A strip of paper with a pen at ``y`` that only moves down; x counts from the paper's left edge, in dots.
    ``spans`` are the rows of each part that was ended, from its first inked one to the one below its last; a QR's quiet
    zone counts as ink."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.y = 0
        self.spans: list[tuple[int, int]] = []
        self._placed: list[tuple[Image.Image, int, int, int]] = []
        self._rows: list[tuple[int, int]] = []

    @property
    def left(self) -> int:
        """The left margin."""
        return self.paper.margin

    @property
    def right(self) -> int:
        """The first dot of the right margin."""
        return self.paper.width - self.paper.margin

    def end_part(self, clear: int | None) -> None:
        """Everything placed since the last part belongs together. It moves down, and the pen with it, until ``clear``
        rows are white above it: the pen stands at a baseline, and what hangs below it may be in the way. None moves
        nothing."""
        if not self._rows:
            return
        top, bottom = min(top for top, _ in self._rows), max(bottom for _, bottom in self._rows)
        lack = self.spans[-1][1] + clear - top if self.spans and clear is not None else 0
        if lack > 0:
            begin = len(self._placed) - len(self._rows)
            self._placed[begin:] = [(ink, x, y + lack, grey) for ink, x, y, grey in self._placed[begin:]]
            self.y += lack
            top, bottom = top + lack, bottom + lack
        self._rows.clear()
        self.spans.append((top, bottom))

    def place(self, ink: Image.Image, x: int, y: int, *, white: bool = False, whole: bool = False) -> None:
        """Print the mask ``ink`` with its top left corner at ``x, y``, in white on what is black already. ``whole``:
        its white border belongs to it."""
        box = (0, 0, *ink.size) if whole else ink.getbbox() or (0, 0, 0, 0)
        self._placed.append((ink, x, y, 255 if white else 0))
        self._rows.append((y + box[1], y + box[3]))

    def write(
        self, text: str, face: Face, x: int, baseline: int, *, align: str = "left", white: bool = False
    ) -> TextLine:
        """Write one line on ``baseline``; ``x`` is its left edge, its middle or its right edge by ``align``."""
        line = set_line(text, face)
        shift = {"left": 0, "centre": line.width // 2, "right": line.width}[align]
        self.place(line.ink, x - shift, baseline - line.rise, white=white)
        return line

    def write_lines(self, lines: tuple[str, ...], face: Face, x: int, *, align: str = "left") -> None:
        """Write lines below the pen; the capitals of the first stand at the pen, which ends at the last baseline."""
        for number, text in enumerate(lines):
            self.y += face.leading if number else face.capitals
            self.write(text, face, x, self.y, align=align)

    def bar(self, x: int, y: int, width: int, height: int, radius: int = 0) -> None:
        """A black bar, with round corners when ``radius`` is not 0."""
        ink = Image.new("L", (width, height), 0)
        ImageDraw.Draw(ink).rounded_rectangle((0, 0, width - 1, height - 1), radius, fill=255)
        self.place(ink, x, y)

    def frame(self, x: int, y: int, width: int, height: int, *, radius: int, stroke: int) -> None:
        """An outline with round corners, ``stroke`` dots thick, inside the given rectangle."""
        ink = Image.new("L", (width, height), 0)
        draw = ImageDraw.Draw(ink)
        draw.rounded_rectangle((0, 0, width - 1, height - 1), radius, fill=255)
        draw.rounded_rectangle(
            (stroke, stroke, width - 1 - stroke, height - 1 - stroke), max(0, radius - stroke), fill=0
        )
        self.place(ink, x, y)

    def dashes(self, stroke: int, dash: int, space: int) -> None:
        """A dashed rule across the content at the pen, which moves below it; it starts and ends with a dash."""
        count = (self.paper.content + space) // (dash + space)
        for number in range(count):
            self.bar(self.left + round(number * (self.paper.content - dash) / (count - 1)), self.y, dash, stroke)
        self.y += stroke

    def picture(self) -> Image.Image:
        """The whole strip down to the pen, mode ``1``, black on white."""
        sheet = Image.new("L", (self.paper.width, self.y), 255)
        for ink, x, y, grey in self._placed:
            sheet.paste(grey, (x, y), ink)
        return without_realtime_commands(sheet.point(lambda value: 255 if value >= 128 else 0, mode="1"))


def without_realtime_commands(picture: Image.Image) -> Image.Image:
    """The picture without the one dot that would begin a DLE EOT, ENQ or DC4 in its raster data.

    Printers obey these even inside a picture. The byte 10 is a lone dot with white on both sides: the rim of a
    curve at most, never part of a QR module or of a stroke, so that nobody misses it.
    """
    dark = picture.point(lambda value: 0 if value else 255, mode="1").tobytes()
    if _REALTIME.search(dark) is None:
        return picture
    cleaned = Image.frombytes("1", picture.size, _REALTIME.sub(b"\x00", dark))
    return cleaned.point(lambda value: 0 if value else 255, mode="1")
