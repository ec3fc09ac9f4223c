"""Makes a slip's picture and its bytes; pure: the same texts give the same dots."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from hall.printing.closing_strip import ClosingStrip, Printable
from hall.printing.lettering import Face, fit_lines, fit_one, line_width, set_line
from hall.printing.paper import CELL, DOTS_PER_MM, TEXT_LINE, Mode, Paper
from hall.printing.pictograms import QUIET_MODULES, brand_mark, logo_mark, module_size, qr_code, zone_pictogram
from hall.printing.sheet import PaperSheet
from hall.printing.slip import Fact, Slip, qr_text
from hall.printing.strip_layout import strip_sheet
from hall.printing.text_layout import CodeRow, NumberRow, TextRow, text_rows

_STROKE = 4
"""The thinnest line in dots that a worn thermal head still prints (half a millimetre)."""


def render_picture(slip: Printable, paper: Paper, mode: Mode = Mode.RASTER) -> Image.Image:
    """The slip as a picture in mode ``1``, black on white, as wide as the paper's print line.

    In ``raster`` it is what is printed, dot for dot. Type of the printer's own is drawn in its cells with our letters,
    for makers differ in theirs.
    """
    return laid_out(slip, paper, mode).picture()


def laid_out(slip: Printable, paper: Paper, mode: Mode = Mode.RASTER) -> PaperSheet:
    """The slip with everything in its place, part by part (in other modes than ``raster`` line by line)."""
    if mode is not Mode.RASTER:
        return _typed(slip, paper, mode)
    if isinstance(slip, ClosingStrip):
        return strip_sheet(slip, paper)
    sheet = PaperSheet(paper)
    sheet.y = paper.gap - 4
    parts, before = list(slip.parts), ""
    while parts:
        part = parts.pop(0)
        following = parts[0] if parts else ""
        # Where the paper has room, two parts that follow each other stand side by side.
        if part == "directions" and following == "qr" and paper.beside:
            parts.pop(0)
            _directions_and_code(sheet, slip)
        elif part == "qr" and following == "footer" and not paper.beside:
            parts.pop(0)
            _code_and_notes(sheet, slip)
        else:
            for draw in _PARTS[part]:
                draw(sheet, slip)
        drawn = "qr" if part == "qr" or (following == "qr" and "qr" not in parts) else part
        sheet.end_part(_clearance(before, drawn, paper))
        before = drawn
    sheet.y += paper.gap
    return sheet


def _clearance(before: str, part: str, paper: Paper) -> int:
    """The white rows between two parts: none at a QR, which has its quiet zone, and more at what is large or a rule."""
    if "qr" in (before, part):
        return 0
    return paper.gap - 4 if before == "number" or part in ("hall", "footer") else paper.gap // 2


def number_picture(code: str, paper: Paper) -> Image.Image:
    """The number at half its size, as wide as half the paper: printed with every dot doubled."""
    ink = set_line(code, fit_one(code, Face(paper.number // 2, 800, figures=True), paper.content // 2)).ink
    picture = Image.new("1", (paper.width // 2, ink.height), 1)
    picture.paste(0, ((picture.width - ink.width) // 2, 0), ink)
    return picture


def _typed(slip: Printable, paper: Paper, mode: Mode) -> PaperSheet:
    sheet = PaperSheet(paper)
    for row in text_rows(slip, paper, number_as_picture=mode is Mode.MIX):
        if isinstance(row, NumberRow):
            number = number_picture(row.code, paper)
            doubled = number.resize((number.width * 2, number.height * 2), Image.Resampling.NEAREST)
            sheet.place(doubled.point(lambda value: 0 if value else 255, mode="L"), 0, sheet.y)
            sheet.y += doubled.height
        elif isinstance(row, CodeRow):
            inner = _printers_code(row.text, paper)
            sheet.place(inner, (paper.width - inner.width) // 2, sheet.y + TEXT_LINE)
            sheet.y += TEXT_LINE + inner.height + 2 * TEXT_LINE
        else:
            _typed_line(sheet, row)
        sheet.end_part(None)  # the printer sets them as they are
    return sheet


def _printers_code(text: str, paper: Paper) -> Image.Image:
    """The QR as a printer draws it by itself: without its quiet zone, which the paper around it is."""
    code, border = qr_code(text, paper.code), QUIET_MODULES * module_size(text, paper.code)
    return code.crop((border, border, code.width - border, code.height - border))


def _typed_line(sheet: PaperSheet, row: TextRow) -> None:
    wide, high = CELL[0] * row.size, CELL[1] * row.size
    x = 0 if row.left else (sheet.paper.width - wide * len(row.text)) // 2
    if row.reverse:
        sheet.bar(x, sheet.y, wide * len(row.text), high)
    face = Face(round(CELL[1] * row.size * 0.78), 800 if row.bold or row.size > 1 else 700)
    for position, letter in enumerate(row.text):
        if letter != " ":
            ink = set_line(letter, face)
            # Plus Jakarta Sans is wider than font A: its letters are narrowed into their cells.
            mask = ink.ink if ink.width < wide else ink.ink.resize((wide - row.size, ink.ink.height))
            left = x + position * wide + (wide - mask.width) // 2
            sheet.place(mask, left, sheet.y + round(high * 0.8) - ink.rise, white=row.reverse)
    sheet.y += max(TEXT_LINE, high)


def slip_length_mm(slip: Printable, paper: Paper, mode: Mode) -> float:
    """How long the slip is from its first to its last row, in millimetres."""
    if mode is Mode.RASTER:
        return render_picture(slip, paper).height / DOTS_PER_MM
    dots = 0
    for row in text_rows(slip, paper, number_as_picture=mode is Mode.MIX):
        if isinstance(row, TextRow):
            dots += max(TEXT_LINE, CELL[1] * row.size)
        elif isinstance(row, CodeRow):
            dots += _printers_code(row.text, paper).height + 3 * TEXT_LINE
        else:
            dots += round(paper.number * 0.745)
    return dots / DOTS_PER_MM


def _header(sheet: PaperSheet, slip: Slip) -> None:
    paper = sheet.paper
    top = sheet.y
    mark = logo_mark(slip.logo, paper.mark, paper.content // 3) if slip.logo else brand_mark(paper.mark)
    sheet.place(mark, sheet.left, top)
    x = sheet.left + mark.width + 14
    width = sheet.right - x
    if paper.beside:
        width -= _time(sheet, slip, top) + paper.gap
    hall_face, hall_lines = fit_lines(slip.hall, Face(paper.hall, 800), width)
    city_face, city_lines = fit_lines(slip.city, Face(paper.city), width)
    between = round(paper.city * 0.5)
    height = _height(hall_face, hall_lines) + between + _height(city_face, city_lines)
    sheet.y = top + max(0, (paper.mark - height) // 2)
    sheet.write_lines(hall_lines, hall_face, x)
    sheet.y += between
    sheet.write_lines(city_lines, city_face, x)
    sheet.y = max(sheet.y + 6, top + paper.mark) + paper.gap - 8
    sheet.bar(sheet.left, sheet.y, paper.content, _STROKE)
    sheet.y += _STROKE


def _time(sheet: PaperSheet, slip: Slip, top: int) -> int:
    """Weekday and date at the right of the header, on the lines of a header of two lines; returns their width."""
    face = Face(sheet.paper.city)
    between = round(sheet.paper.city * 0.5)
    height = sum(Face(px).capitals for px in (sheet.paper.hall, sheet.paper.city)) + between
    first = top + (sheet.paper.mark - height) // 2 + Face(sheet.paper.hall).capitals
    for text, baseline in zip(slip.date_lines, (first, first + between + face.capitals), strict=True):
        sheet.write(text, face, sheet.right, baseline, align="right")
    return max(line_width(text, face) for text in slip.date_lines)


def _directions_alone(sheet: PaperSheet, slip: Slip) -> None:
    _zone(sheet, slip, sheet.right)
    sheet.y += sheet.paper.gap // 2


def _code_alone(sheet: PaperSheet, slip: Slip) -> None:
    code = qr_code(qr_text(slip.token), sheet.paper.code)
    sheet.place(code, (sheet.paper.width - code.width) // 2, sheet.y, whole=True)
    sheet.y += code.height


def _requirement(sheet: PaperSheet, slip: Slip) -> None:
    paper = sheet.paper
    for text, weight in ((slip.requirement, 800), (slip.also[2], 700)):
        fitted, lines = fit_lines(text, Face(paper.directions, weight), paper.content, lines=3)
        if lines:
            sheet.y += paper.gap // 2
            sheet.write_lines(lines, fitted, paper.width // 2, align="centre")
    sheet.y += paper.gap


def _copy_bar(sheet: PaperSheet, slip: Slip) -> None:
    if not slip.copy_mark:
        return
    face = Face(sheet.paper.hall, 800)
    height = round(sheet.paper.hall * 1.6)
    sheet.y += sheet.paper.gap - 4
    sheet.bar(sheet.left, sheet.y, sheet.paper.content, height)
    baseline = sheet.y + (height + face.capitals) // 2
    sheet.write(slip.copy_mark, face, sheet.paper.width // 2, baseline, align="centre", white=True)
    sheet.y += height


def _number(sheet: PaperSheet, slip: Slip) -> None:
    face = fit_one(slip.code, Face(sheet.paper.number, 800, figures=True), sheet.paper.content)
    sheet.y += sheet.paper.gap + 6
    sheet.write_lines((slip.code,), face, sheet.paper.width // 2, align="centre")


def _names(sheet: PaperSheet, slip: Slip) -> None:
    paper = sheet.paper
    for text, face, before in (
        (slip.service, Face(paper.service, 800), paper.gap + 4),
        (slip.also[0], Face(paper.agency), round(paper.agency * 0.7)),
        (slip.agency, Face(paper.agency), round(paper.agency * 0.7)),
    ):
        fitted, lines = fit_lines(text, face, paper.content, lines=3)
        sheet.y += before if lines else 0
        sheet.write_lines(lines, fitted, paper.width // 2, align="centre")


def _priority(sheet: PaperSheet, slip: Slip) -> None:
    if not slip.priority_mark:
        return
    face = Face(sheet.paper.agency, 800)
    height = round(sheet.paper.agency * 1.6)
    width = line_width(slip.priority_mark, face) + height
    sheet.y += sheet.paper.gap
    sheet.bar((sheet.paper.width - width) // 2, sheet.y, width, height, height // 2)
    baseline = sheet.y + (height + face.capitals) // 2
    sheet.write(slip.priority_mark, face, sheet.paper.width // 2, baseline, align="centre", white=True)
    sheet.y += height - 6


def _facts(sheet: PaperSheet, slip: Slip) -> None:
    """The box of facts: cells as wide as their texts need, what is left over shared evenly."""
    if not slip.facts:
        return
    paper = sheet.paper
    padding = 12
    room = paper.content // len(slip.facts) - 2 * padding
    value, caption = Face(paper.value, 800), Face(paper.caption)
    while value.px > paper.caption and sum(_need(fact, value, caption) for fact in slip.facts) > room * len(slip.facts):
        value = Face(value.px - 1, 800)
    spare = room * len(slip.facts) - sum(_need(fact, value, caption) for fact in slip.facts)
    height = value.capitals + caption.leading + round(paper.value * 1.14)
    sheet.y += paper.gap + 2
    sheet.frame(sheet.left, sheet.y, paper.content, height, radius=16, stroke=_STROKE)
    first = sheet.y + round(paper.value * 0.53) + value.capitals
    x = sheet.left
    for number, fact in enumerate(slip.facts):
        if number:
            sheet.bar(x - _STROKE // 2, sheet.y, _STROKE, height)
        width = _need(fact, value, caption) + spare // len(slip.facts) + 2 * padding
        sheet.write(fact.value, value, x + width // 2, first, align="centre")
        sheet.write(fact.caption, caption, x + width // 2, first + caption.leading + 2, align="centre")
        x += width
    sheet.y += height


def _warning(sheet: PaperSheet, slip: Slip) -> None:
    """What must be known of the facts, below their box."""
    fitted, lines = fit_lines(slip.warning, Face(sheet.paper.note, 800), sheet.paper.content, lines=3)
    if lines:
        sheet.y += sheet.paper.gap
        sheet.write_lines(lines, fitted, sheet.paper.width // 2, align="centre")


def _need(fact: Fact, value: Face, caption: Face) -> int:
    return max(line_width(fact.value, value), line_width(fact.caption, caption))


def _zone(sheet: PaperSheet, slip: Slip, right: int) -> None:
    """Zone, counters and way in a column that ends at ``right``; moves the pen below them."""
    paper = sheet.paper
    sheet.y += paper.gap
    top = sheet.y
    pictogram = zone_pictogram(slip.zone_pictogram, paper.pictogram)
    x = sheet.left
    if pictogram is not None:
        sheet.place(pictogram, x, top)
        x += paper.pictogram + 16
    sheet.y += 4
    for text, face in ((slip.zone, Face(paper.zone, 800)), (slip.counters, Face(paper.counters))):
        fitted, lines = fit_lines(text, face, right - x)
        sheet.write_lines(lines, fitted, x)
        sheet.y += round(face.px * 0.45) if lines else 0
    if pictogram is not None:
        sheet.y = max(sheet.y, top + paper.pictogram + 6)
    for directions in (slip.directions, slip.also[1]):
        fitted, lines = fit_lines(directions, Face(paper.directions), right - sheet.left, lines=3)
        if lines:
            sheet.y += 8
            sheet.write_lines(lines, fitted, sheet.left)
            sheet.y += round(fitted.px * 0.3)


def _directions_and_code(sheet: PaperSheet, slip: Slip) -> None:
    """Wide paper: the QR at the right, its quiet zone in the margin; the way at the left, level with it."""
    paper = sheet.paper
    code = qr_code(qr_text(slip.token), paper.code)
    top = sheet.y
    left_of_code = paper.width - code.width
    measured = PaperSheet(paper)
    _zone(measured, slip, left_of_code)
    sheet.y = top + max(0, (code.height - measured.y) // 2 - paper.gap // 2)
    _zone(sheet, slip, left_of_code)
    sheet.place(code, left_of_code, top, whole=True)
    sheet.y = max(sheet.y + paper.gap, top + code.height)


def _code_and_notes(sheet: PaperSheet, slip: Slip) -> None:
    """Narrow paper: the QR at the right below the way, the notes next to it, the date below a dashed rule."""
    paper = sheet.paper
    code = qr_code(qr_text(slip.token), paper.code)
    top = sheet.y
    left_of_code = paper.width - code.width
    fitted = [fit_lines(note, Face(paper.note), left_of_code - sheet.left, lines=3) for note in slip.notes]
    height = sum(_height(face, lines) for face, lines in fitted) + paper.gap * max(0, len(fitted) - 1)
    sheet.y = top + max(paper.gap, (code.height - height) // 2)
    for face, lines in fitted:
        sheet.write_lines(lines, face, sheet.left)
        sheet.y += paper.gap
    sheet.place(code, left_of_code, top, whole=True)
    sheet.y = max(sheet.y, top + code.height)
    sheet.dashes(_STROKE, 9, 5)
    sheet.y += paper.gap
    sheet.write_lines((", ".join(slip.date_lines),), Face(paper.caption), paper.width // 2, align="centre")


def _foot(sheet: PaperSheet, slip: Slip) -> None:
    """The notes below a dashed rule, in one line when they fit; narrow paper has the date here."""
    paper = sheet.paper
    if not slip.notes and paper.beside:
        return
    sheet.dashes(_STROKE, 9, 5)
    sheet.y += paper.gap
    joined = " ".join(slip.notes)
    face = Face(paper.note, 800)
    for px in range(paper.note, paper.caption - 3, -1) if paper.beside else ():
        if line_width(joined, Face(px, 800)) <= paper.content:
            sheet.write_lines((joined,), Face(px, 800), paper.width // 2, align="centre")
            return
    for note in (*slip.notes, *(() if paper.beside else (", ".join(slip.date_lines),))):
        fitted, lines = fit_lines(note, face, paper.content, lines=3)
        sheet.write_lines(lines, fitted, paper.width // 2, align="centre")
        sheet.y += paper.gap // 2


_PARTS: dict[str, tuple[Callable[[PaperSheet, Slip], None], ...]] = {
    "hall": (_header,),
    "number": (_copy_bar, _number),
    "service": (_names, _priority),
    "ahead": (_facts, _warning),
    "directions": (_directions_alone,),
    "qr": (_code_alone,),
    "requirement": (_requirement,),
    "footer": (_foot,),
}


def _height(face: Face, lines: tuple[str, ...]) -> int:
    return face.capitals + face.leading * (len(lines) - 1) if lines else 0
