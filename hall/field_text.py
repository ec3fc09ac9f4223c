"""Several fields in one text, kept apart by ``|``: details of the history, fingerprints of requests."""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_FIELD = re.compile(r"(?:\\.|[^|\\])*", re.DOTALL)


def escaped(text: str) -> str:
    """``text`` as one of the fields; one without ``|`` and backslash is as it was."""
    return text.replace("\\", "\\\\").replace("|", "\\|")


def joined(*fields: str) -> str:
    """The fields in one text; empty ones at the end are left out."""
    last = max((place for place, field in enumerate(fields, 1) if field), default=0)
    return "|".join(map(escaped, fields[:last]))


def fields_of(text: str) -> tuple[str, ...]:
    """The fields that were ``joined``; none for an empty text."""
    found, at = [], 0
    while text and at <= len(text):
        match = _FIELD.match(text, at)
        assert match is not None  # it matches the empty text too
        found.append(_ESCAPED.sub(r"\1", match[0]))
        at = match.end() + 1
    return tuple(found)
