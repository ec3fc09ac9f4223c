"""The little of Markdown that the pages use, as blocks: headings, texts, steps, tables, commands and pictures.

Besides it, lines of their own: ``<!-- pages 2 -->`` says how many sheets a page has, ``<!-- page -->`` begins a sheet,
``<!-- picture counter.called -->`` shows a picture (several names stand side by side), and ``<!-- left 45 -->``,
``<!-- right -->``, ``<!-- whole -->`` begin columns (the left one so many percent wide) and end them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_MARK = re.compile(r"<!-- (\w+) ?(.*?) -->")
_STEP = re.compile(r"(\d+\.|-) +(.*)")
_RULE = re.compile(r"[|:\- ]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the lines above."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 is the name of the page."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One of a list; ``number`` is empty where it has none."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells; those of the head are ``is_head``."""

    cells: tuple[str, ...]
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Commands:
    """Lines to type."""

    lines: tuple[str, ...]


Block = Mark | Heading | Text | Step | TableRow | Commands


def blocks_of(text: str) -> list[Block]:
    """The blocks of a page, in their order."""
    found: list[Block] = []
    fenced: list[str] | None = None
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("```"):
            if fenced is not None:
                found.append(Commands(tuple(fenced)))
            fenced = None if fenced is not None else []
        elif fenced is not None:
            fenced.append(line)
        elif line.strip():
            lines.append(line)
        else:
            found += _paragraph(lines)
            lines = []
    return found


def _paragraph(lines: list[str]) -> Iterator[Block]:
    for is_table, group in groupby(lines, key=lambda line: line.startswith("|")):
        together = list(group)
        yield from _table(together) if is_table else _texts(together)


def _table(lines: list[str]) -> Iterator[Block]:
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines if not _RULE.fullmatch(line)]
    has_head = any(_RULE.fullmatch(line) and "-" in line for line in lines[:2]) and not _RULE.fullmatch(lines[0])
    for at, cells in enumerate(rows):
        yield TableRow(cells, is_head=has_head and at == 0)


def _texts(lines: list[str]) -> Iterator[Block]:
    joined: list[str] = []
    for line in lines:
        begins = not joined or line.startswith(("#", "<!--", "- ")) or _STEP.match(line)
        if begins or joined[-1].startswith(("#", "<!--")):
            joined.append(line.strip())
        else:
            joined[-1] += f" {line.strip()}"
    for line in joined:
        if mark := _MARK.fullmatch(line):
            yield Mark(mark[1], mark[2])
        elif line.startswith("#"):
            yield Heading(len(line) - len(line.lstrip("#")), line.lstrip("# "))
        elif step := _STEP.match(line):
            yield Step(step[1].rstrip(".").replace("-", ""), step[2])
        else:
            yield Text(line)
