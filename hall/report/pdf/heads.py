"""What stands over and under a report: its letterhead, its title and facts, and who signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from hall.report.logo import logo_picture
from hall.report.pdf.layout import Part
from hall.report.pdf.style import BODY, INK, INK2, LEADING, PX, wrapped, write
from hall.report.pdf.texts import Lines, Meaning
from hall.report.report import Report, Signing

_LOGO = 58 * PX
_OFFICE, _HALL, _TITLE = 14 * PX, 16 * PX, 18 * PX
_RULE = 3 * PX
_SIGNING = 180 * PX
_PLACE = 46 * PX
"""What is free for a name that is signed by hand."""


def head_parts(report: Report, width: float) -> Iterator[Part]:
    """The letterhead where there is one, else the owner; then the title, what it is about, and the facts."""
    head = _letterhead(report, width)
    middle = 0.5 if head else 0.0
    if head:
        yield head
    else:
        yield Lines(tuple(wrapped(report.owner, width, BODY)), BODY, width, colour=INK2, leads=True)
    gap = 14 * PX if head else 2 * PX
    title = tuple(wrapped(report.title, width, _TITLE, bold=True))
    yield Lines(title, _TITLE, width, bold=True, align=middle, gap=gap, leads=True)
    if report.subtitle:
        lines = tuple(wrapped(report.subtitle, width, BODY))
        yield Lines(lines, BODY, width, colour=INK2, align=middle, gap=2 * PX, leads=True)
    for at, (name, value) in enumerate(report.facts):
        names = 0.22 * width
        texts = tuple(wrapped(value, width - names, BODY)), tuple(wrapped(name, names - 8 * PX, BODY))
        yield Fact(texts[1], texts[0], names, gap=2 * PX if at else 10 * PX)


@dataclass(frozen=True)
class Fact(Meaning):
    """A name with its value: the value is what is read."""

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """The name quietly, the value in ink."""
        for lines, x, colour in ((self.names, left, INK2), (self.lines, left + self.name_width, INK)):
            for at, line in enumerate(lines):
                write(canvas, line, x, top - (at + 0.5) * BODY * LEADING, BODY, colour=colour)


@dataclass(frozen=True)
class _Letterhead:
    """The logo at the left, lines in the middle of the page, and a heavy line below."""

    lines: tuple[tuple[str, float, bool], ...]
    logo: ImageReader | None
    width: float
    gap: float = 0.0
    leads: bool = True

    @property
    def height(self) -> float:
        """Of the logo or the lines, and the line below."""
        lines = sum(size * 1.3 for _, size, _ in self.lines)
        return max(lines, _LOGO if self.logo else 0.0) + 12 * PX + _RULE

    @property
    def least(self) -> float:
        """It is never cut."""
        return self.height

    def cut(self, room: float) -> tuple[_Letterhead, _Letterhead] | None:
        """It is whole."""
        return None

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Logo, lines, line."""
        free = self.height - 12 * PX - _RULE
        if self.logo is not None:
            place = top - (free + _LOGO) / 2
            canvas.drawImage(self.logo, left, place, _LOGO, _LOGO, mask="auto", preserveAspectRatio=True, anchor="w")
        y = top - (free - sum(size * 1.3 for _, size, _ in self.lines)) / 2
        for line, size, bold in self.lines:
            y -= size * 1.3
            colour = INK if bold else INK2
            write(canvas, line, left + self.width / 2, y + size * 0.65, size, bold=bold, colour=colour, align=0.5)
        canvas.setFillColor(INK)
        canvas.rect(left, top - self.height, self.width, _RULE, stroke=0, fill=1)


def _letterhead(report: Report, width: float) -> _Letterhead | None:
    head = report.letterhead
    if not head.lines and not head.logo:
        return None
    picture = logo_picture(head.logo)
    logo = ImageReader(picture) if picture is not None else None
    # As far from the right margin as from the logo, so that the lines stand in the middle of the page.
    inside = width - 2 * (_LOGO + 16 * PX) if logo else width
    lines = []
    for at, text in enumerate(head.lines):
        size, bold = ((_OFFICE, True), (_HALL, True))[at] if at <= 1 else (BODY, False)
        lines += [(line, size, bold) for line in wrapped(text, inside, size, bold=bold)]
    return _Letterhead(tuple(lines), logo, width)


@dataclass(frozen=True)
class Signatures:
    """Remarks at the left, who signs at the right, each over the place for a name."""

    remarks: tuple[str, ...]
    signing: tuple[Signing, ...]
    width: float
    each: float
    gap: float = 24 * PX
    leads: bool = False

    @property
    def _lines(self) -> int:
        return max((len(self._over(one)) for one in self.signing), default=0)

    @property
    def height(self) -> float:
        """Of the remarks or those who sign."""
        names = max((len(self._name(one)) for one in self.signing), default=0)
        signed = (self._lines + names) * BODY * LEADING + _PLACE if self.signing else 0.0
        return max(len(self.remarks) * BODY * LEADING, signed)

    @property
    def least(self) -> float:
        """It is never cut."""
        return self.height

    def cut(self, room: float) -> tuple[Signatures, Signatures] | None:
        """A signature is never on another page than what it is under."""
        return None

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Remarks, then each one who signs."""
        for at, line in enumerate(self.remarks):
            write(canvas, line, left, top - (at + 0.5) * BODY * LEADING, BODY, colour=INK2)
        spread = len(self.signing) > 1 and not self.remarks
        for place, one in enumerate(self.signing):
            share = (place + 0.5) / len(self.signing) * self.width
            from_right = self.width - (len(self.signing) - place - 0.5) * self.each
            self._sign(canvas, one, left + (share if spread else from_right), top)

    def _sign(self, canvas: Canvas, one: Signing, middle: float, top: float) -> None:
        over = self._over(one)
        y = top - (self._lines - len(over) + 0.5) * BODY * LEADING
        for at, line in enumerate(over):
            write(canvas, line, middle, y - at * BODY * LEADING, BODY, align=0.5)
        y = top - self._lines * BODY * LEADING - _PLACE
        for at, line in enumerate(self._name(one)):
            bold = bool(one.name)
            write(canvas, line, middle, y - (at + 0.5) * BODY * LEADING, BODY, bold=bold, align=0.5)

    def _over(self, one: Signing) -> list[str]:
        return [line for text in one.lines for line in wrapped(text, self.each - 8 * PX, BODY)]

    def _name(self, one: Signing) -> list[str]:
        return wrapped(one.name, self.each - 8 * PX, BODY, bold=True) or [f"({'.' * 36})"]


def signature_parts(report: Report, width: float) -> Iterator[Part]:
    """The remarks and who signs; nothing where there is neither."""
    if not (report.remarks or report.signatures):
        return
    across = min(len(report.signatures), 4) or 1
    each = min(_SIGNING * 1.2, width / across)
    remarks_width = width - each * len(report.signatures) - 24 * PX
    beside = remarks_width > 0.35 * width
    lines = tuple(line for text in report.remarks for line in wrapped(text, remarks_width if beside else width, BODY))
    if not beside and lines:
        yield Lines(lines, BODY, width, colour=INK2, gap=24 * PX)
    for at in range(0, max(len(report.signatures), 1), across):
        yield Signatures(lines if beside else (), report.signatures[at : at + across], width, each)
