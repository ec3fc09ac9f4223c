"""A language of a hall's own: its words and the grammar of its numbers, and whether all calls can be said with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hall.errors import VoiceError
from hall.structure import HallStructure
from hall.voice.checking import LARGEST_NUMBER, needed_clips
from hall.voice.grammar import LETTERS, Grammar
from hall.voice.grammar_file import clips_named, grammar_from, read_toml
from hall.voice.new_pack import make_folder, write_text

_SAMPLES = (*range(1, 22), 29, 30, 31, 40, 42, 55, 68, 79, 80, 90, 99, 100, 101, 111, 120, 200, 342, 400, 401, 876, 999)
"""Numbers that somebody who speaks the language reads, to hear whether the rules are right."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Words:
    """What a grammar says and what it says it with.

    ``texts`` are the words that it needs with what is said for each, ``missing`` those of them without a text,
    ``unused`` words that nothing says; ``alike`` are sentences about numbers and letters that nobody can tell apart;
    ``hall`` are the words that the hall's calls need; ``samples`` are numbers as they are said.
    """

    grammar: Grammar
    texts: Mapping[str, str]
    missing: tuple[str, ...]
    unused: tuple[str, ...]
    alike: tuple[str, ...]
    hall: tuple[str, ...]
    samples: Mapping[int, str]

    @property
    def good(self) -> bool:
        """Whether every number from 1 to 999, every prefix and counter can be said, and told apart."""
        return not self.missing and not self.alike


def words_of(
    file: Path, words: Path | None = None, *, language: str = "", structure: HallStructure | None = None
) -> Words:
    """Look at a grammar, whose words are in it or in a file of their own. Raises VoiceError."""
    data = dict(read_toml(file))
    given = _clips(file, data, words)
    named = clips_named(data)
    missing = tuple(name for name in named if name not in given)
    data["clips"] = {**given, **{name: name for name in missing}}
    grammar = grammar_from(file, data, language)
    needed = {clip.name for clip in needed_clips(grammar, structure)} if structure is not None else set(named)
    return Words(
        grammar=grammar,
        texts={name: grammar.clips[name].text for name in named},
        missing=missing,
        unused=tuple(name for name in given if name not in named),
        alike=tuple(_alike(grammar)),
        hall=tuple(name for name in named if name in needed),
        samples={number: _said(grammar, number) for number in _SAMPLES},
    )


def write_language(folder: Path, language: str, grammar: Path, words: Path | None) -> None:
    """Write the grammar with its words into the pack in ``folder``, as the language's. Raises VoiceError when a word is
    missing, or two numbers would be said alike."""
    found = words_of(grammar, words, language=language)
    if not found.good:
        problems = [*(f"{name} has no text" for name in found.missing), *found.alike]
        more = f", and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise VoiceError(f"{words or grammar}: {'; '.join(problems[:_SHOWN])}{more}: `hall voice words` tells all.")
    text = grammar.read_text(encoding="utf-8").rstrip()
    if words is not None:
        lines = words.read_text(encoding="utf-8")
        text += f"\n\n{lines}" if "clips" in read_toml(words) else f"\n\n[clips]\n{lines}"
    try:
        make_folder(folder)
    except OSError as error:
        raise VoiceError(f"{folder} cannot be made: {error.strerror or error}.") from error
    write_text(folder / f"{language}.toml", text.rstrip() + "\n")


def _clips(file: Path, data: Mapping[str, Any], words: Path | None) -> dict[str, Any]:
    """The words with their texts: the file's, or those of a file of their own, with ``[clips]`` over them or not."""
    if words is None:
        written = data.get("clips", {})
        return dict(written) if isinstance(written, Mapping) else {}
    if "clips" in data:
        raise VoiceError(f"{file} has words of its own, in [clips]: leave {words} out, or take them away there.")
    lines = read_toml(words)
    return dict(lines.get("clips", lines))


def _alike(grammar: Grammar) -> Iterator[str]:
    """Numbers and letters that are said with the same words in the same order."""
    seen: dict[tuple[str, ...], str] = {}
    named = {str(number): tuple(grammar.number_clips(number)) for number in range(LARGEST_NUMBER + 1)}
    for what, clips in named.items():
        if clips in seen:
            yield f'{seen[clips]} and {what} are both "{" ".join(clips)}"'
        seen.setdefault(clips, what)
    letters: dict[str, str] = {}
    for letter in LETTERS:
        if grammar.letters[letter] in letters:
            yield f'{letters[grammar.letters[letter]]} and {letter} are both "{grammar.letters[letter]}"'
        letters.setdefault(grammar.letters[letter], letter)


def _said(grammar: Grammar, number: int) -> str:
    return " ".join(grammar.clips[name].text for name in grammar.number_clips(number))
