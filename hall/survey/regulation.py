"""What a regulation says of the survey: elements, questions, bands and constants, read from its file.

Each regulation is a file in ``assets/surveys/``; a hall chooses one by the file's name (``[survey] regulation``).
Elements go by their keys, as sources number them differently.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, cached_property
from typing import Any

from hall.assets import asset
from hall.errors import SettingsError
from hall.wording import BothNames

FOLDER = "surveys"
DEFAULT = "permenpanrb-14-2017"
MOST_ANSWERS = 6
"""Answers of an element: no scale of a survey is longer, and no page has room for more."""


@dataclass(frozen=True, slots=True)
class Element:
    """What a respondent gives a score from 1 to the number of ``answers``, which are in the order of the scores."""

    key: str
    name: str
    name_en: str
    question: BothNames
    answers: tuple[BothNames, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A grade, and the ``least`` index that has it."""

    grade: str
    least: Decimal
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to a question about the respondent."""

    key: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Trait:
    """A question about the respondent, which is asked only where the hall wants it."""

    key: str
    name: str
    name_en: str
    question: BothNames
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Weight:
    """What an element counts (bobot), as it is ``written``: a fraction or a decimal number."""

    written: str
    numerator: Decimal
    denominator: Decimal


@dataclass(frozen=True, slots=True)
class SampleRule:
    """The constants of Krejcie and Morgan: chi square for one degree of freedom, the assumed share, the margin."""

    chi_square: Decimal
    share: Decimal
    margin: Decimal


@dataclass(frozen=True)
class Regulation:
    """A regulation. ``key`` is the name of its file, ``bands`` go from the best grade to the worst."""

    key: str
    name: str
    elements: tuple[Element, ...]
    bands: tuple[Band, ...]
    weights: tuple[Weight, ...]
    factor: Decimal
    sample: SampleRule
    traits: tuple[Trait, ...]

    @cached_property
    def element(self) -> Mapping[str, Element]:
        """The elements by key."""
        return {one.key: one for one in self.elements}

    @cached_property
    def trait(self) -> Mapping[str, Trait]:
        """The questions about the respondent by key."""
        return {one.key: one for one in self.traits}

    @property
    def scale(self) -> int:
        """The highest score."""
        return len(self.elements[0].answers)

    def weight(self, written: str = "") -> Weight:
        """The weight that is written so, the usual one when empty or unknown."""
        return next((one for one in self.weights if one.written == written), self.weights[0])


def names() -> tuple[str, ...]:
    """The regulations that the program has, by their keys."""
    return tuple(sorted(path.stem for path in asset(FOLDER).glob("*.toml")))


@cache
def regulation(key: str = DEFAULT) -> Regulation:
    """The regulation of this key. Raises SettingsError when it is not there or its file is no regulation."""
    if key not in names():
        raise SettingsError([f'no regulation "{key}" of the survey: there is {", ".join(names())}'])
    try:
        text = asset(f"{FOLDER}/{key}.toml").read_text(encoding="utf-8")
        made = read(key, tomllib.loads(text))
    except (KeyError, TypeError, AttributeError, ValueError, InvalidOperation) as error:
        raise SettingsError([f"{FOLDER}/{key}.toml is no regulation of the survey: {error!r}"]) from error
    problems = list(_problems(made))
    if problems:
        raise SettingsError([f"{FOLDER}/{key}.toml: {problem}" for problem in problems])
    return made


def known(key: str) -> Regulation:
    """The regulation of this key, as an older row names it; the usual one where its file is gone."""
    return regulation(key if key in names() else DEFAULT)


def read(key: str, data: Mapping[str, Any]) -> Regulation:
    """A regulation from what its file holds. Raises KeyError and the like where something is missing."""
    sample = data["sample"]
    return Regulation(
        key=key,
        name=str(data["name"]),
        elements=tuple(_element(row) for row in data["element"]),
        bands=tuple(Band(row["grade"], Decimal(row["least"]), *_both(row["name"])) for row in data["band"]),
        weights=tuple(_weight(written) for written in data["weights"]),
        factor=Decimal(data["factor"]),
        sample=SampleRule(*(Decimal(sample[name]) for name in ("chi_square", "share", "margin"))),
        traits=tuple(_trait(row) for row in data.get("trait", ())),
    )


def _element(row: Mapping[str, Any]) -> Element:
    answers = tuple(BothNames(*_both(answer)) for answer in row["answers"])
    return Element(row["key"], *_both(row["name"]), BothNames(*_both(row["question"])), answers)


def _trait(row: Mapping[str, Any]) -> Trait:
    choices = tuple(Choice(choice["key"], *_both(choice)) for choice in row["choices"])
    return Trait(row["key"], *_both(row["name"]), BothNames(*_both(row["question"])), choices)


def _both(row: Mapping[str, str]) -> tuple[str, str]:
    return row["id"], row["en"]


def _weight(written: str) -> Weight:
    numerator, _, denominator = written.partition("/")
    return Weight(written, Decimal(numerator), Decimal(denominator or 1))


def _problems(made: Regulation) -> Iterable[str]:
    """What is wrong with a regulation whose file could be read."""
    for what, keys in (
        ("elements", [one.key for one in made.elements]),
        ("bands", [one.grade for one in made.bands]),
        ("weights", [one.written for one in made.weights]),
        ("traits", [one.key for one in made.traits]),
        *((f"choices of {one.key}", [choice.key for choice in one.choices]) for one in made.traits),
    ):
        yield from _twice_or_none(what, keys)
    if len({len(one.answers) for one in made.elements}) > 1:
        yield "each element must have as many answers as the others"
    if not 2 <= made.scale <= MOST_ANSWERS:
        yield f"an element must have from 2 to {MOST_ANSWERS} answers"
    least = [one.least for one in made.bands]
    if least != sorted(least, reverse=True):
        yield "the bands must go from the best grade to the worst"


def _twice_or_none(what: str, keys: Sequence[str]) -> Iterable[str]:
    if not keys and what != "traits":
        yield f"there are no {what}"
    if len(set(keys)) < len(keys):
        yield f"one of the {what} stands twice"
