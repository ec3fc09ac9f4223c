"""The order in which a sheet lists what was typed for, and which digits move to a row instead of being typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

MOST_DIGITS = 9
"""Rows that a digit can move to."""


class Found(Protocol):
    """What can be searched: ``key`` is short and exact (a prefix, a counter's label, minutes), ``name`` is what people
    call it, ``hay`` everything that typing may find."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def hay(self) -> str: ...


F = TypeVar("F", bound=Found)


def ranked(choices: Sequence[F], typed: str) -> tuple[F, ...]:
    """Those with every word of ``typed``: the one whose key it is, then keys and names that begin with it, then those
    with a word that does, then the rest; each in the order given."""
    wanted = typed.casefold()
    found = [choice for choice in choices if all(word in choice.hay.casefold() for word in wanted.split())]
    return tuple(sorted(found, key=lambda choice: _rank(choice, wanted))) if wanted else tuple(found)


def _rank(choice: Found, wanted: str) -> int:
    key, name = choice.key.casefold(), choice.name.casefold()
    tests: tuple[Callable[[], bool], ...] = (
        lambda: key == wanted,
        lambda: name.startswith(wanted),
        lambda: bool(key) and key.startswith(wanted),
        lambda: any(word.startswith(wanted) for word in choice.hay.casefold().split()),
    )
    return next((place for place, test in enumerate(tests) if test()), len(tests))


def row_of_digit(choices: Sequence[Found], digit: str) -> int | None:
    """The row that ``digit`` moves to while nothing is typed; None where it begins a prefix, a label or minutes, which
    somebody may want to type, or there is no such row."""
    if not (digit.isdecimal() and digit.isascii() and digit != "0"):
        return None
    if any(choice.key.startswith(digit) for choice in choices):
        return None
    return int(digit) - 1 if int(digit) <= len(choices) else None
