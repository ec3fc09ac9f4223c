"""What can be found, and all the texts by which it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from hall.finding.folding import Word, words_of


@dataclass(frozen=True, slots=True)
class Subject:
    """A service that can be found: its names, those of its agency, and what people say for both."""

    id: str
    name: str
    name_en: str
    words: tuple[str, ...] = ()
    agency_names: tuple[str, ...] = ()
    agency_words: tuple[str, ...] = ()


class Kind(Enum):
    """What a phrase is of its subject; the value is how much it counts: what belongs to all services of an agency
    leads to none of them."""

    NAME = 1.0
    NAME_EN = 0.99
    SAID = 0.98
    AGENCY = 0.7


@dataclass(frozen=True, slots=True)
class Phrase:
    """One name or everyday word; ``subject`` is the place of its subject, ``weight`` what its kind counts, ``line`` are
    the keys of its ``words``."""

    subject: int
    text: str
    kind: Kind
    weight: float
    words: tuple[Word, ...]
    line: str


def phrases_of(place: int, subject: Subject) -> Iterator[Phrase]:
    """All phrases of the subject at that place, each once."""
    texts = (
        (Kind.NAME, (subject.name,)),
        (Kind.NAME_EN, (subject.name_en,)),
        (Kind.SAID, subject.words),
        (Kind.AGENCY, (*subject.agency_names, *subject.agency_words)),
    )
    seen: set[str] = set()
    for kind, written in texts:
        for text in written:
            words = words_of(text)
            line = " ".join(word.key for word in words)
            if line and line not in seen:
                seen.add(line)
                yield Phrase(place, text, kind, kind.value, words, line)
