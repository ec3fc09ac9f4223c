"""A CSV file that people bring, line by line, with every mistake by its line.

It is UTF-8, UTF-16 with its mark ("Unicode text" of an office program) or an office program's code page, with commas,
semicolons or tabs between its columns, which a first line such as ``sep=;`` may name; ``#`` begins a remark.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hall.errors import Refused
from hall.identifiers import key_of

T = TypeVar("T")
_SEPARATOR = re.compile(r"sep=.?", re.IGNORECASE)
"""The line with which Excel is told what stands between columns."""


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong in a ``line`` of the file, the heading being a line too."""

    line: int
    refusal: Refused


class Tries:
    """What is read of a line; what cannot be read is among its ``problems``."""

    def __init__(self) -> None:
        self.problems: list[Refused] = []

    def read(self, read: Callable[[], T], otherwise: T) -> T:
        """What ``read`` finds, or ``otherwise`` when it refuses."""
        try:
            return read()
        except Refused as refusal:
            self.problems.append(refusal)
            return otherwise


def lines_of(data: bytes) -> list[tuple[int, list[str]]]:
    """The lines that hold anything, each with the number of its last line in the file. Raises
    Refused("file_encoding") for what is no text."""
    text = _text(data)
    told = [line for line in text.splitlines() if line.strip() and not line.startswith("#")][:2]
    named = _SEPARATOR.fullmatch(told[0].strip(";, ")) if told else None
    heading = next(iter(told[1:] if named else told), "")
    delimiter = max(";,\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as error:
        raise Refused("file_encoding") from error
    kept = [(number, row) for number, row in rows if any(row) and not row[0].startswith("#")]
    return kept[1:] if named else kept


def columns_of(heading: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """What each column holds, of what is ``known`` by the key of its name; empty for one without a name. Raises
    Refused("file_column") and ("file_twice")."""
    found: list[str] = []
    for name in heading:
        if name and key_of(name) not in known:
            raise Refused("file_column", column=name)
        column = known[key_of(name)] if name else ""
        if column and column in found:
            raise Refused("file_twice", column=name)
        found.append(column)
    return found


def said_of(cells: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """What a line says, by its columns; an empty cell says nothing. Raises Refused("line_long")."""
    if any(cells[len(columns) :]):
        raise Refused("line_long")
    return {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell}


def _text(data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused("file_encoding")
