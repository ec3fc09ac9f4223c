"""What is new between two releases, as CHANGELOG.md tells it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hall.versions import parts

_HEADING = re.compile(r"^## \[(?P<version>[^]]+)\]")
_UNRELEASED = "Unreleased"
_SENTENCE_END = re.compile(r"(?<=[.:;])\s")


def entries(changelog: str, before: str, version: str) -> tuple[str, ...]:
    """The entries of all releases after ``before`` up to ``version``, newest first, each in one line. A release that
    has no heading of its own yet is the one at the top, under "Unreleased"."""
    sections = list(_sections(changelog))
    named = any(parts(name) == parts(version) for name, _ in sections if name != _UNRELEASED)
    found: list[str] = []
    for name, lines in sections:
        wanted = not named if name == _UNRELEASED else parts(before) < parts(name) <= parts(version)
        found += _entries(lines) if wanted else ()
    return tuple(found)


def first_sentence(entry: str, longest: int = 140) -> str:
    """What an entry says first, for a list that is read at a glance."""
    said = _SENTENCE_END.split(entry, maxsplit=1)[0].rstrip(".:;")
    return said if len(said) <= longest else f"{said[: longest - 1].rstrip()}…"


def _sections(changelog: str) -> Iterator[tuple[str, list[str]]]:
    name, lines = "", list[str]()
    for line in changelog.splitlines():
        heading = _HEADING.match(line)
        if heading is None:
            lines.append(line)
            continue
        if name:
            yield name, lines
        name, lines = heading["version"], []
    if name:
        yield name, lines


def _entries(lines: list[str]) -> Iterator[str]:
    """Each entry begins with "- "; lines that are set in go on with it."""
    entry = ""
    for line in lines:
        if line.startswith("  ") and entry:
            entry = f"{entry} {line.strip()}"
            continue
        if entry:
            yield entry
        entry = line[2:].strip() if line.startswith("- ") else ""
    if entry:
        yield entry
