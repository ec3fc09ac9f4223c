"""Ticket codes: how prefix and number are written and read back."""

from __future__ import annotations

import re

PREFIX_PATTERN = "[A-Z0-9]{1,3}"
_CODE = re.compile(rf"\s*({PREFIX_PATTERN})[\s\-\u2013\u2212]+0*([1-9][0-9]{{0,5}})\s*", re.IGNORECASE)


def code_of(prefix: str, number: int) -> str:
    """The code on slip, screen and voice: ``A-042``. Numbers count from 1; three digits, more when needed."""
    return f"{prefix}-{number:03d}"


def parse_code(text: str) -> tuple[str, int] | None:
    """Prefix and number of a code as a person types it (``a-42``, ``A 042``), or None when it is none."""
    match = _CODE.fullmatch(text)
    if match is None:
        return None
    return match[1].upper(), int(match[2])


def is_prefix(text: str) -> bool:
    """Whether ``text`` may be the prefix of a service."""
    return re.fullmatch(PREFIX_PATTERN, text) is not None
