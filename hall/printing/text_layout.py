"""A slip as lines of a printer's own type: which texts, how large, in which order. Pure, for all that print text."""

from __future__ import annotations

from collections.abc import Iterator

from hall.printing.ascii_text import plain
from hall.printing.closing_strip import ClosingStrip, Printable
from hall.printing.paper import Paper
from hall.printing.slip import Slip, qr_text
from hall.printing.strip_layout import strip_rows
from hall.printing.type_rows import CodeRow, NumberRow, Row, TextRow, broken

_LARGEST = 8


_BLANK = TextRow("")
__all__ = ["CodeRow", "NumberRow", "Row", "TextRow", "broken", "plain", "text_rows"]


def text_rows(slip: Printable, paper: Paper, *, number_as_picture: bool) -> tuple[Row, ...]:
    """All that ``slip`` says, from top to bottom, in characters that every printer has; no text is cut."""
    if isinstance(slip, ClosingStrip):
        return strip_rows(slip, paper)
    return tuple(_rows(slip, paper, number_as_picture))


def _rows(slip: Slip, paper: Paper, number_as_picture: bool) -> Iterator[Row]:
    columns = paper.columns
    for part in slip.parts:
        if part == "hall":
            yield from _hall(slip, columns)
        elif part == "number":
            if slip.copy_mark:
                yield from _lines(f" {slip.copy_mark} ", columns, size=2, reverse=True)
                yield _BLANK
            yield _number(slip.code, columns, number_as_picture)
            yield _BLANK
        elif part == "service":
            yield from _names(slip, columns)
        elif part == "qr":
            yield CodeRow(qr_text(slip.token))
        else:
            yield from _plain_part(part, slip, columns)


def _hall(slip: Slip, columns: int) -> Iterator[Row]:
    yield from _lines(slip.hall, columns, bold=True)
    yield from _lines(slip.city, columns)
    yield from _lines(", ".join(part for part in slip.date_lines if part), columns)
    yield TextRow("-" * columns)


def _plain_part(part: str, slip: Slip, columns: int) -> Iterator[Row]:
    texts: dict[str, tuple[tuple[str, bool], ...]] = {
        "ahead": (
            *((fact.line or f"{fact.value} {fact.caption}", False) for fact in slip.facts),
            (slip.warning, True),
        ),
        "directions": ((slip.zone, True), (slip.counters, False), (slip.directions, False), (slip.also[1], False)),
        "requirement": ((slip.requirement, True), (slip.also[2], False)),
        "footer": tuple((note, False) for note in slip.notes),
    }
    lines = [line for text, bold in texts[part] for line in _lines(text, columns, bold=bold)]
    yield from lines
    if lines and part in ("ahead", "requirement"):
        yield _BLANK


def _number(code: str, columns: int, as_picture: bool) -> Row:
    if as_picture:
        return NumberRow(code)
    text = plain(code)
    return TextRow(text, size=max(1, min(_LARGEST, columns // max(1, len(text)))), bold=True)


def _names(slip: Slip, columns: int) -> Iterator[Row]:
    yield from _lines(slip.service, columns, bold=True, size=2)
    yield from _lines(slip.also[0], columns)
    yield from _lines(slip.agency, columns)
    if slip.priority_mark:
        yield _BLANK
        yield from _lines(f" {slip.priority_mark} ", columns, reverse=True)
    yield _BLANK


def _lines(text: str, columns: int, *, size: int = 1, bold: bool = False, reverse: bool = False) -> Iterator[TextRow]:
    """``text`` broken at words; of double size only when it then takes three lines or less."""
    cleaned = plain(text)
    if not cleaned.strip():
        return
    while size > 1 and len(broken(cleaned, columns // size)) > 3:
        size -= 1
    for line in broken(cleaned, columns // size):
        yield TextRow(f" {line} " if reverse else line, size, bold, reverse=reverse)
