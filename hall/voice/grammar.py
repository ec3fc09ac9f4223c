"""From a call to the clips that say it, in order: pure rules over a language's grammar, no sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hall.forms import VoiceForm
from hall.numbering import PREFIX_PATTERN

CALL, RECALL, SHORT, NUMBER = "call", "recall", "short", "number"
PHRASES = (CALL, RECALL, SHORT, NUMBER)
EVACUATION = "evacuation"
"""A phrase that a grammar may lack: what is said while the hall is evacuated."""
PLACEHOLDERS = ("{number}", "{counter}", "{agency}", "{prefix}", "{value}")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
LARGEST = 999_999
_SMALL = 100
"""A remainder below is said with tens and units only."""
_CODE = re.compile(rf"({PREFIX_PATTERN})-([0-9]{{1,6}})")
_LABEL = re.compile(r"[A-Z0-9]{1,4}")
_RUNS = re.compile(r"[0-9]+|[A-Z]")


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording by name; ``language`` is empty for the chime, which all languages share."""

    language: str
    name: str

    def __str__(self) -> str:
        return f"{self.language}/{self.name}" if self.language else self.name


@dataclass(frozen=True, slots=True)
class SilentPause:
    """Silence of so many seconds."""

    seconds: float


Piece = Clip | SilentPause
Spoken = tuple[Piece, ...]
CHIME = Clip("", "chime")
AGENCY = "agency-"
"""What the names of clips begin with that say an agency's name; its id follows."""

Phrase = tuple["str | float | Phrase", ...]
"""Clip names, placeholders and pauses in seconds; a phrase inside is left out when its placeholder has no value."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is to be said: ticket ``code`` (``A-042``) at the counter labelled ``counter``.

    ``kind`` is ``call`` or ``recall``; ``agency`` is an agency's id, or empty. Raises ValueError when code or label
    cannot be one of the hall's.
    """

    code: str
    counter: str
    kind: str = CALL
    agency: str = ""

    def __post_init__(self) -> None:
        for is_right, text, why in (
            (_CODE.fullmatch(self.code), self.code, "is no ticket code, such as A-042"),
            (
                _LABEL.fullmatch(self.counter),
                self.counter,
                "is no counter label: up to four of A-Z and 0-9, such as 7 or 12B",
            ),
            (self.kind in (CALL, RECALL), self.kind, f"is neither {CALL} nor {RECALL}"),
        ):
            if not is_right:
                raise ValueError(f'"{text}" {why}')

    @property
    def prefix(self) -> str:
        """The letters and digits before the number."""
        return self.code.partition("-")[0]

    @property
    def digits(self) -> str:
        """The number as it is written, with its leading zeros."""
        return self.code.partition("-")[2]


@dataclass(frozen=True, slots=True)
class NumberRule:
    """How numbers from ``base`` up to the next rule's are said, as in CLDR's rule-based number format.

    ``<`` stands for the quotient and ``>`` for the remainder by the ``divisor``; ``>`` and what is in ``optional``
    places are left out when the remainder is 0, what is in ``small`` places also when it is 100 or more (English: one
    thousand *and* one, but one thousand one hundred *and* one).
    """

    base: int
    parts: tuple[str, ...]
    optional: tuple[bool, ...]
    small: frozenset[int] = frozenset()
    radix: int = 10

    @property
    def divisor(self) -> int:
        """The highest power of the radix that is not above the base."""
        power = 1
        while power * self.radix <= self.base:
            power *= self.radix
        return power


@dataclass(frozen=True, slots=True)
class ClipText:
    """What an engine reads to make a clip: its ``text``, or espeak's ``phonemes`` where it takes them; ``speed`` in
    words a minute stands before the language's, 0 is none; ``name`` is the agency's that it was written for."""

    text: str
    phonemes: str = ""
    speed: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class SpeechSettings:
    """How a clip is read by an engine: espeak's ``voice``, words a minute, pitch 0 to 99."""

    voice: str
    speed: int = 150
    pitch: int = 50


@dataclass(frozen=True, slots=True)
class Grammar:
    """How one language says a call.

    ``agencies`` is the language whose clips say the agencies' names; ``spelled`` is the pause in seconds between
    letters and digits that are said one by one; ``labels`` are counters that are said by a word of their own.
    """

    language: str
    name: str
    phrases: Mapping[str, Phrase]
    letters: Mapping[str, str]
    digits: Mapping[str, str]
    rules: tuple[NumberRule, ...]
    labels: Mapping[str, str]
    clips: Mapping[str, ClipText]
    agencies: str
    spelled: float
    reading: SpeechSettings

    def number_clips(self, number: int) -> Iterator[str]:
        """The clips of a whole number, 0 to 999,999."""
        rule = next(rule for rule in reversed(self.rules) if rule.base <= number)
        quotient, remainder = divmod(number, rule.divisor)
        for place, (part, optional) in enumerate(zip(rule.parts, rule.optional, strict=True)):
            left_out = remainder == 0 and (optional or part == ">")
            if left_out or (place in rule.small and not 0 < remainder < _SMALL):
                continue
            if part in ("<", ">"):
                yield from self.number_clips(quotient if part == "<" else remainder)
            else:
                yield part

    def spell(self, characters: str) -> Spoken:
        """Letters and digits one by one, with short pauses between them."""
        names = [self.digits[one] if one in DIGITS else self.letters[one] for one in characters]
        return tuple(_between(((Clip(self.language, name),) for name in names), self.spelled))

    def counter(self, label: str) -> Spoken:
        """A counter's label: its own word, else numbers as a whole and letters by name (``12B``: dua belas be)."""
        if label in self.labels:
            return (Clip(self.language, self.labels[label]),)
        return tuple(_between([self._run(run) for run in _RUNS.findall(label)], self.spelled))

    def call(self, utterance: Utterance, form: VoiceForm, *, short: bool = False) -> Spoken:
        """One call in this language, without the chime."""
        values = {
            "{number}": self.number(utterance, form),
            "{counter}": self.counter(utterance.counter),
            "{agency}": (agency_clip(self.agencies, utterance.agency),) if form.agency and utterance.agency else (),
        }
        return tuple(self._say(self.phrases[SHORT if short else utterance.kind], values))

    def number(self, utterance: Utterance, form: VoiceForm) -> Spoken:
        """A ticket's code by itself, as calls say it."""
        values = {
            "{prefix}": self.spell(utterance.prefix),
            "{value}": self.spell(utterance.digits) if form.numbers == "digits" else self._run(utterance.digits),
        }
        return tuple(self._say(self.phrases[NUMBER], values))

    def evacuation(self) -> Spoken:
        """What is said in an evacuation; nothing when the grammar has no such phrase."""
        return tuple(self._say(self.phrases.get(EVACUATION, ()), {}))

    def _run(self, run: str) -> Spoken:
        if run in LETTERS:
            return (Clip(self.language, self.letters[run]),)
        return tuple(Clip(self.language, name) for name in self.number_clips(int(run)))

    def _say(self, phrase: Phrase, values: Mapping[str, Spoken]) -> Iterator[Piece]:
        for item in phrase:
            if isinstance(item, float):
                yield SilentPause(item)
            elif isinstance(item, tuple):
                if all(values.get(part, True) for part in item if isinstance(part, str)):
                    yield from self._say(item, values)
            elif item in values:
                yield from values[item]
            else:
                yield Clip(self.language, item)


@dataclass(frozen=True, slots=True)
class Pauses:
    """Silence in seconds after the chime, between two sayings of a call, and between languages."""

    chime: float = 0.2
    repeat: float = 0.8
    language: float = 0.7


def agency_clip(language: str, agency: str) -> Clip:
    """The clip that says the name of the agency with this id."""
    return Clip(language, f"{AGENCY}{agency}")


def spoken(
    grammars: Mapping[str, Grammar], pauses: Pauses, utterance: Utterance, form: VoiceForm, *, short: bool = False
) -> Spoken:
    """A whole announcement: the chime, then the call in each of the form's languages, ``repeat`` times over.

    ``short``, for when calls pile up, is the number and the counter, once, in the first language. A language that
    ``grammars`` lacks is left out.
    """
    known = [grammars[language] for language in form.languages if language in grammars]
    one_by_one = [grammar.call(utterance, form, short=short) for grammar in known[: 1 if short else None]]
    saying = tuple(_between(one_by_one, pauses.language))
    sayings = [saying] * (1 if short else form.repeat) if saying else []
    chime = (CHIME, SilentPause(pauses.chime)) if form.chime else ()
    return (*chime, *_between(sayings, pauses.repeat))


def evacuation(grammars: Mapping[str, Grammar], pauses: Pauses, languages: Iterable[str]) -> Spoken:
    """What is heard in an evacuation: the chime twice, so that it is no call, then the sentence in every language that
    has one, ``languages`` first."""
    first = [language for language in languages if language in grammars]
    known = [grammars[language].evacuation() for language in dict.fromkeys([*first, *grammars])]
    chimes = (CHIME, SilentPause(pauses.chime), CHIME, SilentPause(pauses.chime))
    return (*chimes, *_between((one for one in known if one), pauses.language))


def _between(parts: Iterable[Spoken], seconds: float) -> Iterator[Piece]:
    """The parts one after the other with a pause between them, none when it has no length."""
    for index, part in enumerate(parts):
        if index and seconds:
            yield SilentPause(seconds)
        yield from part
