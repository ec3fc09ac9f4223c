"""The words that somebody is asked to say, in an order that is easy to speak, what the hall needs first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hall.structure import HallStructure
from hall.voice.checking import needed_clips
from hall.voice.grammar import Clip, ClipText, Grammar, Phrase, agency_clip

NUMBERS, LETTERS, PHRASES, AGENCIES = "numbers", "letters", "phrases", "agencies"


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing to say: the ``clip`` that it becomes, and its ``text``, of the kind ``group`` (``numbers`` …).

    ``needed``: the hall cannot be called without it. ``hint`` says what it is where the text alone would not.
    """

    clip: Clip
    text: str
    group: str
    needed: bool = True
    hint: str = ""

    @property
    def phrase(self) -> bool:
        """Whether it is several words."""
        return " " in self.text.strip()


def prompts_of(
    grammar: Grammar, agencies: Mapping[str, ClipText], structure: HallStructure | None = None
) -> tuple[Prompt, ...]:
    """Every clip of a language, and its agencies where its clips say them. With a hall what this one needs comes
    first: numbers, letters, phrases, agencies; then what another prefix or counter would need."""
    needed = _needed_names(grammar, structure)
    hints = {name: f"the letter {letter}" for letter, name in grammar.letters.items()}
    prompts = [
        Prompt(Clip(grammar.language, name), grammar.clips[name].text, group, name in needed, hints.get(name, ""))
        for group, names in _groups(grammar)
        for name in names
    ]
    if grammar.agencies == grammar.language:
        prompts += [_agency(grammar.language, agency, line, needed) for agency, line in agencies.items()]
    return tuple(sorted(prompts, key=lambda prompt: not prompt.needed))


def _agency(language: str, agency: str, line: ClipText, needed: set[str]) -> Prompt:
    clip = agency_clip(language, agency)
    hint = line.text if line.name and line.text != line.name else ""
    return Prompt(clip, line.name or line.text, AGENCIES, clip.name in needed, hint)


def _needed_names(grammar: Grammar, structure: HallStructure | None) -> set[str]:
    """The clips of the hall's calls and of an evacuation; those of all calls where there is no hall."""
    evacuation = {piece.name for piece in grammar.evacuation() if isinstance(piece, Clip)}
    if structure is None:
        return {*grammar.clips}
    return {clip.name for clip in needed_clips(grammar, structure)} | evacuation


def _groups(grammar: Grammar) -> Iterator[tuple[str, list[str]]]:
    """Every clip of the grammar once, by what it is for; what nothing uses is no prompt."""
    seen: set[str] = set()
    for group, names in (
        (NUMBERS, [*grammar.digits.values(), *_words_of(rule.parts for rule in grammar.rules)]),
        (LETTERS, [*grammar.letters.values(), *grammar.labels.values()]),
        (PHRASES, list(_words_of(grammar.phrases.values()))),
    ):
        fresh = [name for name in dict.fromkeys(names) if name in grammar.clips and name not in seen]
        seen.update(fresh)
        yield group, fresh


def _words_of(phrases: Iterable[Phrase | tuple[str, ...]]) -> Iterator[str]:
    """The clip names in phrases or rules, those in brackets too."""
    for phrase in phrases:
        for item in phrase:
            if isinstance(item, tuple):
                yield from _words_of((item,))
            elif isinstance(item, str):
                yield item
