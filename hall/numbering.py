"""Ticket codes: how prefix and number are written and read back."""

from __future__ import annotations

import re
from collections.abc import Iterable

PREFIX_PATTERN = "[A-Z0-9]{1,3}"
_CODE = re.compile(rf"\s*({PREFIX_PATTERN})[\s\-\u2013\u2212]+0*([1-9][0-9]{{0,5}})\s*", re.IGNORECASE)


_LOOSE_DIGITS = 4
"""A token has eight characters: prefix and number run together stay shorter, so that none can be taken for one."""


QR_MARK = "MPP:"
"""What stands before the token in the QR of a slip."""
_TOKEN = re.compile(r"[A-Z2-7]{16}")


def typed_code(text: str) -> str:
    """What somebody typed, or a scanner read from a slip, without what is no part of it: every place where a number can
    be typed reads it with this."""
    plain = text.strip()
    if plain[: len(QR_MARK)].upper() == QR_MARK:
        plain = plain[len(QR_MARK) :].strip()
    return plain


def is_token(text: str) -> bool:
    """Whether ``text``, as ``typed_code`` gives it, can be the token of a ticket."""
    return _TOKEN.fullmatch(text.upper()) is not None


def code_of(prefix: str, number: int) -> str:
    """The code on slip, screen and voice: ``A-042``. Numbers count from 1; three digits, more when needed."""
    return f"{prefix}-{number:03d}"


def parse_code(text: str) -> tuple[str, int] | None:
    """Prefix and number of a code as a person types it (``a-42``, ``A 042``), or None when it is none."""
    match = _CODE.fullmatch(text)
    if match is None:
        return None
    return match[1].upper(), int(match[2])


def code_among(text: str, prefixes: Iterable[str]) -> tuple[str, int] | None:
    """As ``parse_code``, also without anything between prefix and number (``a42``) where one of ``prefixes`` makes that
    plain; of two that would do, the longer one (``2G1`` is number 1 of 2G)."""
    whole = parse_code(text)
    if whole is not None:
        return whole
    upper = text.strip().upper()
    for prefix in sorted(prefixes, key=len, reverse=True):
        rest = upper.removeprefix(prefix)
        if rest != upper and rest.isdecimal() and rest.isascii() and 0 < len(rest) <= _LOOSE_DIGITS and int(rest) > 0:
            return prefix, int(rest)
    return None


def is_prefix(text: str) -> bool:
    """Whether ``text`` may be the prefix of a service."""
    return re.fullmatch(PREFIX_PATTERN, text) is not None
