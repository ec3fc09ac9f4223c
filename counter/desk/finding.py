"""What a sheet lists, the order in which it lists what was typed for, and the digits that move to a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from counter.desk.state import Command


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """One line of the sheet: what it says, what it commands, and what a second button commands instead.

    ``tone`` colours ``tag`` (a tone of ``Tag``). Typing finds the caption, ``search`` and, of what is next to the
    caption, ``of``: never a count or minutes, which change while somebody types. ``about`` says in full what will
    happen. ``key`` is what finds exactly this one: a prefix, a counter's label, minutes; ``called`` what people call
    it, where that is not the caption. ``unsure``: what was typed may mean two numbers, so the clerk has to choose.
    ``why``: it is listed, and cannot be done for this reason.
    """

    caption: str
    command: Command
    detail: str = ""
    tag: str = ""
    tone: str = "quiet"
    other: Command | None = None
    of: str = ""
    search: str = ""
    about: str = ""
    unsure: bool = False
    key: str = ""
    why: str = ""
    called: str = ""

    @property
    def name(self) -> str:
        """What people call it."""
        return self.called or self.caption

    @property
    def hay(self) -> str:
        """Everything that typing may find."""
        return f"{self.caption} {self.of} {self.search}"


def ranked(choices: Sequence[SheetChoice], typed: str) -> tuple[SheetChoice, ...]:
    """Those with every word of ``typed``: the one whose key it is, then keys and names that begin with it, then those
    with a word that does, then the rest; each in the order given."""
    wanted = typed.casefold()
    found = [choice for choice in choices if matches(choice, typed)]
    return tuple(sorted(found, key=lambda choice: _rank(choice, wanted))) if wanted else tuple(found)


def matches(choice: SheetChoice, typed: str) -> bool:
    """Whether every word of ``typed`` stands somewhere in ``hay``, in any order and case."""
    return all(word in choice.hay.casefold() for word in typed.casefold().split())


def _rank(choice: SheetChoice, wanted: str) -> int:
    key, name = choice.key.casefold(), choice.name.casefold()
    tests: tuple[Callable[[], bool], ...] = (
        lambda: key == wanted,
        lambda: name.startswith(wanted),
        lambda: bool(key) and key.startswith(wanted),
        lambda: any(word.startswith(wanted) for word in choice.hay.casefold().split()),
    )
    return next((place for place, test in enumerate(tests) if test()), len(tests))


def digits_are_free(choices: Sequence[SheetChoice]) -> bool:
    """Whether no digit begins a prefix, a label or minutes, which somebody would type."""
    return not any(choice.key[:1].isdecimal() for choice in choices)


def row_of_digit(digit: str, count: int) -> int | None:
    """The row of ``count`` that the key ``digit`` moves to, from 0; None when there is no such row."""
    known = len(digit) == 1 and digit in "123456789"
    return int(digit) - 1 if known and int(digit) <= count else None
