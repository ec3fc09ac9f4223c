"""The closing sheet of a business day for a slip printer: strips, each so short that a visitor's slip goes between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import Enum
from math import ceil

from hall.closing_sheet import ClosingSheet, SheetCounts
from hall.printing.slip import Slip
from hall.report.closing import closing_report, gap_reason
from hall.translator import Translator

BLOCKS = 12
"""The most services or gaps on one strip: some 25 cm of paper, as two or three slips."""


class Tone(Enum):
    """How a paragraph is set."""

    TITLE = "title"
    STRONG = "strong"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Texts that stand one after the other, broken between them first: a count stays with its word."""

    texts: tuple[str, ...]
    tone: Tone = Tone.PLAIN


Block = tuple[Paragraph, ...]
"""Paragraphs that belong together, apart from the next ones."""


@dataclass(frozen=True, slots=True)
class ClosingStrip:
    """One strip of paper. ``code`` and ``token`` tell it from other jobs, as those of a slip do; ``copy`` is not
    counted."""

    code: str
    token: str
    blocks: tuple[Block, ...]
    copy: int = 0


Printable = Slip | ClosingStrip
"""What goes to a slip printer."""


def closing_strips(sheet: ClosingSheet, translate: Translator) -> tuple[ClosingStrip, ...]:
    """The strips of a sheet in the order in which they come out: who opened and closed the day, and its sums, come
    first, then the services and the gaps. A count of 0 is left out, but for what was issued."""
    report = closing_report(sheet, translate)
    blocks = [*_services(sheet, translate), *_gaps(sheet, translate)]
    count = ceil(len(blocks) / BLOCKS)
    ends = [round(len(blocks) * number / count) for number in range(count + 1)]
    facts = tuple(Paragraph((f"{name}: {value}",)) for name, value in report.facts)
    remarks = tuple(Paragraph((text,)) for text in report.remarks)
    made = *remarks, Paragraph((translate("sheet.zeros"),)), Paragraph((report.made,))
    strips = []
    for number in range(1, count + 1):
        parts = (translate("sheet.part", number=number, count=count),) if count > 1 else ()
        head = (
            Paragraph((report.owner,)), Paragraph((report.title,), Tone.TITLE),
            Paragraph((report.subtitle,), Tone.STRONG), *(Paragraph((part,)) for part in parts),
        )  # fmt: skip
        first = (facts, _sums(sheet, translate)) if number == 1 else ()
        body = blocks[ends[number - 1] : ends[number]]
        last = (made,) if number == count else ()
        strips.append(ClosingStrip(f"{_FILE}-{number}", f"{sheet.day:%Y%m%d}", (head, *first, *body, *last)))
    return tuple(strips)


_FILE = "lembar"
"""How the picture of a strip is called in a folder of slips."""


def _counts(counts: SheetCounts, translate: Translator) -> tuple[str, ...]:
    """The counts with their words; the first is what was issued."""
    named = [(one.name, getattr(counts, one.name)) for one in fields(counts)]
    return tuple(f"{translate(f'sheet.{name}')} {count}" for at, (name, count) in enumerate(named) if count or not at)


def _sums(sheet: ClosingSheet, translate: Translator) -> Block:
    if not sheet.lines:
        return (Paragraph((translate("sheet.no_numbers"),)),)
    title = Paragraph((translate("sheet.total"),), Tone.STRONG)
    return title, Paragraph(_counts(sheet.total, translate), Tone.STRONG)


def _services(sheet: ClosingSheet, translate: Translator) -> Iterator[Block]:
    for line in sheet.lines:
        span = line.first if line.first == line.last else f"{line.first}\u2013{line.last}"
        spans = (span,) if span else ()
        yield Paragraph((line.service,), Tone.STRONG), Paragraph((*spans, *_counts(line.counts, translate)))


def _gaps(sheet: ClosingSheet, translate: Translator) -> Iterator[Block]:
    title = Paragraph((translate("sheet.gaps"),), Tone.TITLE)
    if not sheet.gaps:
        yield title, Paragraph((translate("sheet.no_gaps"),))
    for at, gap in enumerate(sheet.gaps):
        said = Paragraph((gap.codes,), Tone.STRONG), Paragraph((gap_reason(gap, translate), gap.by))
        yield said if at else (title, *said)
