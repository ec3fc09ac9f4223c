"""Reads TOML; when it is broken, says where and how to mend it, steps over the place and reads on."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from hall.settings.lines import KeyPath, LineIndex, index_lines
from hall.settings.problems import SettingsProblem, key_text, problem_text, shown_value

_MOST_MISTAKES = 25
_PROBE = "(probe)"
_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\- \"']+?)\s*\]{0,2}\s*(?:#.*)?$")
_PAIR = re.compile(r"\s*([\w.\-\"']+)\s*=\s*(.*?)\s*$", re.DOTALL)
_STATION = re.compile(r"\s*(\[\[?)\s*station\s*\]")
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)\s*$")
_OPENERS = re.compile(r"=\s*(?:\[|\{|\"\"\"|''')")
_TEXT = 'text is in straight double quotes, such as {key} = "…"'
_ALLOWED_VALUES = (
    'a text in quotes ("…"), a number, true, false, or a list in square brackets; times too are in quotes ("23:00")'
)

_DATE = 'year, month and day in quotes, such as "2026-12-31"'
_BY_VALUE = (
    (r"[“”„‘’«»]", "curly quotes", _TEXT),
    (r"(?i)(yes|no|ya|tidak|on|off|true|false)\b", "not a yes or no of TOML", "true or false, in small letters"),
    (r"[-+]?\d+,\d+\s*(#.*)?$", "a decimal comma", "a point in place of the comma, such as 21.5"),
    (r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b", "a date with the day first", _DATE),
    (r"\d{4}/\d{1,2}/\d{1,2}\b", "a date with slashes", _DATE),
    (r"\d{1,2}[:.]\d{2}\b", "a time without quotes", 'a time in quotes, such as "23:00"'),
    (r"0\d+\b", "a number with a leading zero", "a number without leading zeros, or a text in quotes"),
    (r"(#.*)?$", "nothing after the equals sign", _ALLOWED_VALUES),
    (r'"[^"]*(#.*)?$', "a text that is not closed", "a closing quote at the end of the same line"),
    (r"'[^']*(#.*)?$", "a text that is not closed", "a closing quote at the end of the same line"),
    (r"[A-Za-z#]", "a text without quotes", _TEXT),
)
"""What a value that cannot be read most likely is: pattern of its start, problem, remedy."""

_BY_MESSAGE = (
    ("Unescaped '\\'", "a backslash in a text", r'two backslashes ("C:\\mpp"), a forward slash, or single quotes'),
    ("Invalid hex", "a backslash in a text", r'two backslashes ("C:\\mpp"), a forward slash, or single quotes'),
    ("Escaped character", "a backslash in a text", "two backslashes, a forward slash, or single quotes"),
    ("Illegal character '\\n'", "a text that is not closed", "a closing quote at the end of the same line"),
    ("Illegal character", "an invisible sign, which TOML forbids", "this line without it: delete the sign"),
    ("Found invalid character", "an invisible sign, which TOML forbids", "this line without it: delete the sign"),
    ("Unterminated string", 'a text that is not closed with """', 'the closing """, or a text on one line in "…"'),
    ('Expected "\'"', "a text that is not closed", "a closing single quote on the same line"),
    ("Unclosed array", "items without a comma between them", 'a list such as ["A", "B"]'),
    ("Unclosed inline table", "a table in braces that is not closed", 'one line such as { monday = ["07:30-12:00"] }'),
    ("Expected '='", "no equals sign after the key", 'a line such as name = "MPP Kota Kendari"'),
    (
        "Invalid statement",
        "not a line of TOML",
        'key = value, a [table], an [[entry]] or a comment that starts with "#"',
    ),
    ("Expected ']", "a header that is not closed", "[table] or [[entry]] alone on its line"),
    ("Invalid initial character for a key", "a key with a forbidden character", "letters, digits, - and _"),
    ("Expected newline", "more on the line than one key and its value", f"one key a line; {_TEXT}"),
    ("Exceeds the limit", "a number with thousands of digits", "a number of the hall"),
    ("too deeply", "brackets inside brackets, hundreds of them", 'a list such as ["A", "B"]'),
    ("Invalid date", "a date or time that does not exist", 'a time in quotes, such as "23:00"'),
)
_LISTS_OF_TABLES = {("zone",), ("agency",), ("agency", "service"), ("counter",)}
_TWICE = ("Cannot overwrite", "Cannot declare", "Duplicate inline", "Cannot mutate", "Cannot redefine")


@dataclass(frozen=True, slots=True)
class Document:
    """A document as far as it could be read: its values, their lines, and the problems of its syntax."""

    data: dict[str, Any]
    index: LineIndex
    problems: tuple[SettingsProblem, ...]


def read_document(text: str) -> Document:
    """Read ``text``. Every broken line gives one problem and is left out of ``data``; never raises for bad TOML."""
    reader = _TomlReader(text)
    reader.read()
    return Document(reader.data, reader.index, tuple(reader.problems))


def parse(text: str) -> tuple[dict[str, Any], str]:
    """The values of ``text`` and an empty message, or nothing and what tomllib says."""
    try:
        return tomllib.loads(text), ""
    except RecursionError:
        return {}, "too deeply nested"
    except ValueError as error:  # TOMLDecodeError, or an integer too long for int()
        return {}, str(error)


class _TomlReader:
    """Parses again and again: after each mistake without the lines of that mistake, so that all are found."""

    def __init__(self, text: str) -> None:
        self.data: dict[str, Any] = {}
        self.index = LineIndex({})
        self.problems: list[SettingsProblem] = []
        self._lines = text.replace("\r\n", "\n").split("\n")
        self._original = tuple(self._lines)
        self._ignored: set[str] = set()

    def read(self) -> None:
        self.data, message = parse("\n".join(self._lines))
        while message:
            if not self._explain(message) or len(self.problems) >= _MOST_MISTAKES:
                self.data = {}
                return
            self.data, message = parse("\n".join(self._lines))
        self.index = index_lines("\n".join(self._lines))
        for name in self._ignored:
            self.data.pop(name, None)

    def _explain(self, message: str) -> bool:
        """Add the problem behind ``message`` and take its lines out; False when there is no way on."""
        place = _PLACE.search(message)
        number = self._line_of(message)
        cause = _PLACE.sub("", message)
        if cause.startswith(_TWICE) and (self._mend_brackets(number) or self._leave_out_stations(number)):
            return True
        start = self._start_of(number, message)
        last = self._lines[number - 1]
        runs_on = start < number and bool(_HEADER.match(last) or _PAIR.match(last))
        self._add(start if runs_on else number, start, "unclosed" if runs_on else cause)
        if start < number and place and not place[1]:
            return False  # open until the end of the file: what follows cannot be told from its text
        return self._take_out(start, number if runs_on else self._end_of(start, number))

    def _mend_brackets(self, number: int) -> bool:
        """Make double brackets of single ones where only a list of tables makes sense, one problem for each."""
        path = self._path_of(number)
        if path not in _LISTS_OF_TABLES:
            return False
        name = ".".join(map(str, path))
        single = re.compile(rf"\s*\[\s*{re.escape(name)}\s*\]\s*(?:#.*)?$")
        found = [n for n, line in enumerate(self._lines, start=1) if single.match(line)]
        for line in found:
            allowed = f"[[{name}]], in double brackets, once for each {path[-1]}"
            text = problem_text("is in single brackets", allowed=allowed)
            self.problems.append(SettingsProblem(line, name, f'"[{name}]"', text, path))
            self._lines[line - 1] = f"[[{name}]]"
        return bool(found)

    def _leave_out_stations(self, number: int) -> bool:
        """One problem for [station] and [[station]] in one file; the later kind is left out."""
        kinds = {n: match[1] for n, line in enumerate(self._lines, start=1) if (match := _STATION.match(line))}
        first = min(kinds, default=number)
        later = [n for n, kind in kinds.items() if kind != kinds[first]]
        if number not in later:
            return False
        text = problem_text(
            f"[station] and [[station]] cannot stand together in one file, see line {first}",
            allowed="[station] for this one machine, or one [[station]] for each machine of the hall",
        )
        shown = f'"{self._lines[number - 1].strip()}"'
        self.problems.append(SettingsProblem(number, "station", shown, text, ("station",)))
        for line in later:
            self._take_out(line, line + 1)
        return True

    def _line_of(self, message: str) -> int:
        place = _PLACE.search(message)
        if place and place[1]:
            return int(place[1])
        if place:
            return max((n for n, line in enumerate(self._lines, start=1) if line.strip()), default=1)
        # Limits of the reader come without a line: the first line with which they appear.
        return bisect_left(range(len(self._lines)), True, key=lambda n: self._hits_limit(n + 1)) + 1

    def _hits_limit(self, lines: int) -> bool:
        message = parse("\n".join(self._lines[:lines]))[1]
        return bool(message) and not _PLACE.search(message)

    def _start_of(self, number: int, message: str) -> int:
        """Where the statement begins that fails at line ``number``: a list or long text may be open since earlier."""
        if not parse("\n".join(self._lines[: number - 1]))[1]:
            return number
        long_text = message.startswith(("Unterminated string", 'Expected "\'"'))
        for start in range(number, 0, -1):
            line = self._lines[start - 1]
            may_open = _OPENERS.search(line) and (not long_text or '"""' in line or "'''" in line)
            if may_open and not parse("\n".join(self._lines[: start - 1]))[1]:
                return start
        return number

    def _end_of(self, start: int, number: int) -> int:
        """The line after the statement of ``start``: a list that is open at ``number`` goes on to its bracket."""
        if start == number:
            return number + 1
        closing = (n for n in range(number, len(self._lines) + 1) if self._lines[n - 1].rstrip().endswith("]"))
        return next(closing, number) + 1

    def _take_out(self, start: int, end: int) -> bool:
        """Blank the lines from ``start`` up to ``end``; a header's keys go into a table that is dropped later.
        False when nothing was left to take out."""
        before = list(self._lines)
        for number in range(start, end):
            name = f"(left out, line {number})"
            line = self._lines[number - 1].lstrip()
            is_header = start == number and line.startswith("[") and name not in line
            self._lines[number - 1] = f'["{name}"]' if is_header else ""
            if is_header:
                self._ignored.add(name)
        return before != self._lines

    def _add(self, line: int, start: int, cause: str) -> None:
        raw = self._original[line - 1]
        pair = _PAIR.match(self._original[start - 1])
        path = self._path_of(start)
        if cause == "unclosed":
            text = problem_text("a list or text that begins here is not closed", allowed='a list such as ["A", "B"]')
        elif cause.startswith(_TWICE):
            text = self._twice(path, line)
        else:
            text = _remedy(
                pair[2] if pair and line == start else raw.strip(), cause, pair[1] if pair and line == start else ""
            )
        secret = bool(pair and "url" in pair[1].lower())
        value = shown_value((pair[2] if pair and line == start else raw.strip()).strip('"'), secret=secret)
        self.problems.append(SettingsProblem(line, key_text(path, self._before(start)[0]), value, text, path))

    def _path_of(self, number: int) -> KeyPath:
        """The key on line ``number`` inside the table of the last header above it, as far as both can be read."""
        line = self._original[number - 1]
        if line.lstrip().startswith("["):
            header = _HEADER.match(line)
            return tuple(header[2].split(".")) if header else ("table header",)
        table = self._before(number)[1].find(_PROBE)[:-1]
        pair = _PAIR.match(line)
        return (*table, *pair[1].split(".")) if pair else (table or ("line",))

    def _before(self, number: int) -> tuple[dict[str, Any], LineIndex]:
        """What stands above line ``number``, with one more key at its end that shows which table is open there."""
        text = "\n".join([*self._lines[: number - 1], f'"{_PROBE}" = 0', ""])
        data, message = parse(text)
        return data, LineIndex({}) if message else index_lines(text)

    def _twice(self, path: KeyPath, number: int) -> str:
        what = "this table" if self._original[number - 1].lstrip().startswith("[") else "this key"
        index = self._before(number)[1]
        first = f", first on line {index.line_of(path)}" if path in index else ""
        return problem_text(f"{what} stands twice{first}", allowed="once; put both together or delete one")


def _remedy(value: str, cause: str, key: str) -> str:
    """The problem of ``value``, or of a whole line when ``key`` is empty."""
    if "\0" in value:
        return problem_text("the file holds NUL bytes, as after a power cut", allowed="a copy from the backup")
    if key and not cause.startswith(("Unescaped", "Unclosed", "Illegal character '\\x", "Unterminated")):
        for pattern, problem, allowed in _BY_VALUE:
            if re.match(pattern, value):
                return problem_text(problem, allowed=allowed.replace("{key}", key))
    for start, problem, allowed in _BY_MESSAGE:
        if cause.startswith(start):
            return problem_text(problem, allowed=allowed.replace("{key}", key or "name"))
    return problem_text(f"not TOML ({cause})", allowed=_ALLOWED_VALUES)


def without(problems: list[SettingsProblem], broken: tuple[SettingsProblem, ...]) -> list[SettingsProblem]:
    """``problems`` without those that only follow from a key that ``broken`` already names."""
    paths = {problem.path for problem in broken}
    return [problem for problem in problems if problem.path not in paths]
