"""What a form asks, declared as data, and an answer that cannot be taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qtkit.desk.form_fields import Field

Answers = Mapping[str, str]
"""What was answered, by the name of the field: the key of a choice, a text without spaces around it, ``yes`` or
nothing for a tick."""


class WrongAnswer(Exception):
    """An answer that cannot be taken: the name of its field, and a sentence that says why and what would do."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


class AtOnce(WrongAnswer):
    """Said at once, not only when the form is done."""


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked. ``make`` turns the answers into what ``FormOverlay.done`` carries, or raises WrongAnswer; ``do``
    and ``leave`` are the captions of the buttons, ``missing`` says that a text, by its caption, must not be empty,
    ``too_short`` that it needs so many letters, ``too_long`` that it has more than so many, and how many, ``unchosen``
    that a choice, by its caption, is still to be made, ``unfound`` that what was typed fits none of the options,
    ``waiting`` what leaving does while the answer is waited for. ``grave`` marks what cannot be taken back."""

    title: str
    fields: tuple[Field, ...]
    make: Callable[[Answers], object]
    do: str
    leave: str
    missing: Callable[[str], str]
    too_short: Callable[[str, int], str]
    too_long: Callable[[str, int, int], str]
    unchosen: Callable[[str], str]
    unfound: Callable[[str], str]
    waiting: str = ""
    about: str = ""
    grave: bool = False
