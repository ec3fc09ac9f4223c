"""The order in which a sheet lists what was typed for, and the digits that move to a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar


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
    found = [choice for choice in choices if matches(choice, typed)]
    return tuple(sorted(found, key=lambda choice: _rank(choice, wanted))) if wanted else tuple(found)


def matches(choice: Found, typed: str) -> bool:
    """Whether every word of ``typed`` stands somewhere in ``hay``, in any order and case."""
    return all(word in choice.hay.casefold() for word in typed.casefold().split())


def _rank(choice: Found, wanted: str) -> int:
    key, name = choice.key.casefold(), choice.name.casefold()
    tests: tuple[Callable[[], bool], ...] = (
        lambda: key == wanted,
        lambda: name.startswith(wanted),
        lambda: bool(key) and key.startswith(wanted),
        lambda: any(word.startswith(wanted) for word in choice.hay.casefold().split()),
    )
    return next((place for place, test in enumerate(tests) if test()), len(tests))


def digits_are_free(choices: Sequence[Found]) -> bool:
    """Whether no digit begins a prefix, a label or minutes, which somebody would type."""
    return not any(choice.key[:1].isdecimal() for choice in choices)


def row_of_digit(digit: str, count: int) -> int | None:
    """The row of ``count`` that the key ``digit`` moves to, from 0; None when there is no such row."""
    known = len(digit) == 1 and digit in "123456789"
    return int(digit) - 1 if known and int(digit) <= count else None
