"""Ticket codes: how prefix and number are written, and how they are read back wherever somebody types or scans one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from hall.identifiers import plain_of

PREFIX_PATTERN = "[A-Z0-9]{1,3}"
_CODE = re.compile(rf"\s*({PREFIX_PATTERN})[\s\-\u2013\u2212]+0*([1-9][0-9]{{0,5}})\s*", re.IGNORECASE)


_LOOSE_DIGITS = 4
"""A token has many characters: prefix and number run together stay shorter, so that none can be taken for one."""


MOST_FILES = 20
"""Files or persons of one visit, with one number."""
QR_MARK = "MPP:"
"""What stands before the token in the QR of a slip."""
_TOKEN = re.compile(r"[A-Z2-7]{16}")
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
"""What a scanner may put before a code to say its kind (ISO/IEC 15424): ``]Q1`` of a QR, ``]C1`` of a Code 128."""

Code = tuple[str, int]
"""A prefix and a number from 1."""


def typed_code(text: str) -> str:
    """What somebody typed, or a scanner read from a slip, without what is no part of it: every place where a number can
    be typed reads it with this."""
    plain = _AIM.sub(
        "", plain_of("".join(character if character.isprintable() else " " for character in text)), count=1
    )
    if plain[: len(QR_MARK)].upper() == QR_MARK:
        plain = plain[len(QR_MARK) :].strip()
    return plain.strip()


def is_token(text: str) -> bool:
    """Whether ``text``, as ``typed_code`` gives it, can be the token of a ticket."""
    return _TOKEN.fullmatch(text.upper()) is not None


def is_code(text: str) -> bool:
    """Whether ``text`` is what a scanner reads from the QR of a slip, and nothing that a person types."""
    return is_token(typed_code(text))


def code_of(prefix: str, number: int) -> str:
    """The code on slip, screen and voice: ``A-042``. Numbers count from 1; three digits, more when needed."""
    return f"{prefix}-{number:03d}"


def parse_code(text: str) -> Code | None:
    """Prefix and number of a code as a person types it (``a-42``, ``A 042``), or None when it is none."""
    match = _CODE.fullmatch(text)
    return (match[1].upper(), int(match[2])) if match is not None else None


def readings(text: str, prefixes: Iterable[str], own: Iterable[str] = ()) -> tuple[tuple[Code, ...], ...]:
    """All codes that ``text`` may mean, in ranks: what is in an earlier rank is meant when it exists.

    With a character between prefix and number there is one reading. Without one (``a1042``) each of ``prefixes`` that
    it begins with makes one: first those that are written as a slip prints them, with three digits or more and no zero
    too many, then shorter and longer ones. A number alone is one of each of ``own``. No reading gives no rank.
    """
    plain = typed_code(text)
    whole = parse_code(plain)
    if whole is not None:
        return ((whole,),)
    printed, other = _run_together(plain.upper(), prefixes)
    if plain.isdecimal() and plain.isascii() and len(plain) <= _LOOSE_DIGITS and int(plain) > 0:
        printed = [*((prefix, int(plain)) for prefix in own), *printed]
    return tuple(tuple(dict.fromkeys(rank)) for rank in (printed, other) if rank)


def _run_together(upper: str, prefixes: Iterable[str]) -> tuple[list[Code], list[Code]]:
    """The readings of prefix and number without anything between them: as they are printed, and otherwise."""
    printed: list[Code] = []
    other: list[Code] = []
    for prefix in sorted(set(prefixes), key=lambda one: (-len(one), one)):
        rest = upper.removeprefix(prefix)
        if rest != upper and rest.isdecimal() and rest.isascii() and 0 < len(rest) <= _LOOSE_DIGITS and int(rest) > 0:
            as_printed = code_of(prefix, int(rest)) == f"{prefix}-{rest}"
            (printed if as_printed else other).append((prefix, int(rest)))
    return printed, other


def meant(ranks: tuple[tuple[Code, ...], ...], exists: Callable[[Code], bool]) -> tuple[Code, ...]:
    """Which of ``readings`` is meant: those of the first rank that has one that ``exists``; two or more are for a
    person to choose among. None where no reading exists."""
    found = (tuple(code for code in rank if exists(code)) for rank in ranks)
    return next((rank for rank in found if rank), ())
