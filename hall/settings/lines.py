"""Which line every table, array entry, key and list item of a TOML document stands on; tomllib does not say."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

KeyPath = tuple[str | int, ...]
"""Where something stands: keys as text, array entries and list items as numbers from 0."""

_BLANK = re.compile(r"(?:[ \t\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]+")


@dataclass(frozen=True, slots=True)
class LineIndex:
    """Line numbers, from 1, by path."""

    lines: dict[KeyPath, int]

    def line_of(self, path: KeyPath) -> int:
        """The line of ``path``, or of the nearest table around it; 1 for the document itself."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def rename(self, old: KeyPath, new: KeyPath) -> int:
        """Lets ``new`` stand for ``old``; its line."""
        self.lines[new] = self.lines.pop(old, self.line_of(old))
        return self.lines[new]

    def find(self, key: str) -> KeyPath:
        """The first path that ends in ``key``, empty when none does."""
        return next((path for path in self.lines if path[-1] == key), ())

    def __contains__(self, path: KeyPath) -> bool:
        return path in self.lines


def tables_at(data: object, names: tuple[str, ...], path: KeyPath = ()) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    """Every table that ``names`` lead to from ``data``, which stands at ``path``, with its own path."""
    if isinstance(data, list):
        for at, row in enumerate(data):
            yield from tables_at(row, names, (*path, at))
    elif isinstance(data, dict):
        if not names:
            yield path, data
        else:
            yield from tables_at(data.get(names[0]), names[1:], (*path, names[0]))


def index_lines(text: str) -> LineIndex:
    """The lines of everything in ``text``, which must be a document that tomllib reads."""
    scanner = _Scanner(text.replace("\r\n", "\n"))
    scanner.scan()
    return LineIndex(scanner.lines)


class _Scanner:
    """Reads valid TOML for the places of its keys only; values are skipped, not understood."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._text = text
        self._at = 0
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._table: KeyPath = ()
        self._entries: dict[KeyPath, int] = {}

    def scan(self) -> None:
        while self._skip(_BLANK) < len(self._text):
            if self._text[self._at] == "[":
                self._header(array=self._text.startswith("[[", self._at))
            else:
                self._pair(self._table)

    def _header(self, *, array: bool) -> None:
        line = self._line()
        brackets = 2 if array else 1
        self._at += brackets
        parts = self._key()
        self._at += brackets
        path: KeyPath = ()
        for part in parts[:-1]:
            path = self._latest((*path, part))
            self.lines.setdefault(path, line)
        path = (*path, parts[-1])
        if array:
            self.lines.setdefault(path, line)
            self._entries[path] = self._entries.get(path, -1) + 1
        self._table = self._latest(path)
        self.lines.setdefault(self._table, line)

    def _latest(self, path: KeyPath) -> KeyPath:
        return (*path, self._entries[path]) if path in self._entries else path

    def _pair(self, table: KeyPath) -> None:
        line = self._line()
        path = table
        for part in self._key():
            path = (*path, part)
            self.lines.setdefault(path, line)
        self._at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path)

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._skip(_SPACE)
            quoted = self._text[self._at] in "\"'"
            raw = self._take(_STRING if quoted else _BARE_KEY)
            parts.append(str(tomllib.loads(f"key = {raw}")["key"]) if quoted else raw)
            self._skip(_SPACE)
            if self._text[self._at] != ".":
                return parts
            self._at += 1

    def _value(self, path: KeyPath) -> None:
        start = self._text[self._at]
        if start == "[":
            self._list(path)
        elif start == "{":
            self._inline_table(path)
        else:
            self._take(_STRING if start in "\"'" else _SCALAR)

    def _list(self, path: KeyPath) -> None:
        self._at += 1
        item = 0
        self._skip(_BLANK)
        while self._text[self._at] != "]":
            self.lines[(*path, item)] = self._line()
            self._value((*path, item))
            item += 1
            self._skip_separator()
        self._at += 1

    def _inline_table(self, path: KeyPath) -> None:
        self._at += 1
        self._skip(_BLANK)
        while self._text[self._at] != "}":
            self._pair(path)
            self._skip_separator()
        self._at += 1

    def _skip_separator(self) -> None:
        self._skip(_BLANK)
        if self._text[self._at] == ",":
            self._at += 1
            self._skip(_BLANK)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._at

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise ValueError(f"not TOML at line {self._line()}: {self._text[self._at : self._at + 20]!r}")
        self._at = match.end()
        return match[0]

    def _line(self) -> int:
        return bisect_right(self._ends, self._at - 1) + 1
