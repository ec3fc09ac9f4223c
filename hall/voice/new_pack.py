"""The files of a pack that is being made: folders, head, chime, agencies and clips; no clip is ever half written."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from hall import private
from hall.assets import asset
from hall.errors import VoiceError
from hall.voice import studio
from hall.voice.grammar import ClipText, Grammar, Pauses
from hall.voice.grammar_file import read_grammar
from hall.voice.pack import (
    AGENCIES_FILE,
    FORMAT,
    PACK_FILE,
    PackHead,
    bundled_folder,
    read_agencies,
    read_head,
)
from hall.voice.waves import LOWEST_RATE, pcm_of, read_wave, write_wave

LANGUAGES = ("id", "en")
"""Those of the program's own pack."""
_AGENCIES_HEAD = "# What is said for each agency, by its id in config.toml.\n"


def grammar_source(folder: Path, language: str) -> Path:
    """The grammar of a language: the folder's own, else the program's. Raises VoiceError."""
    for path in (folder / f"{language}.toml", bundled_folder() / f"{language}.toml"):
        if path.exists():
            return path
    raise VoiceError(
        f'There is no grammar for "{language}": write {folder / language}.toml after the model of id.toml, '
        f"or choose {', '.join(LANGUAGES)}."
    )


def languages_of(folder: Path, wanted: Sequence[str]) -> tuple[str, ...]:
    """The languages of a pack: the wanted ones, else those of the folder, else the program's; and those whose clips say
    their agencies. Raises VoiceError."""
    there = [path.stem for path in sorted(folder.glob("*.toml")) if path.name not in (PACK_FILE, AGENCIES_FILE)]
    first = list(dict.fromkeys(wanted)) or there or list(LANGUAGES)
    needed = [read_grammar(grammar_source(folder, language)).agencies for language in first]
    return tuple(dict.fromkeys([*first, *needed]))


def make_folders(folder: Path, languages: Sequence[str]) -> None:
    """Make a pack's folder with one for the clips of each language, and the grammars that are not there. Raises
    VoiceError."""
    try:
        for language in languages:
            make_folder(folder / language)
            if not (folder / f"{language}.toml").exists():
                shutil.copyfile(grammar_source(folder, language), folder / f"{language}.toml")
                private.hand_over(folder / f"{language}.toml")
    except OSError as error:
        raise VoiceError(f"{folder} cannot be made: {error.strerror or error}.") from error


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; what root makes is the owner's of the folder above."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        private.hand_over(folder)


def write_chime(path: Path, rate: int, again: bool) -> None:
    """Write the program's chime, unless there is one (``again``: also then)."""
    if again or not path.exists():
        found, chime = read_wave(asset("sounds/chime.wav"))
        write_clip(path, rate, pcm_of(studio.resampled(chime, found, rate)))


def write_head(path: Path, engine: str, again: bool) -> PackHead:
    """Make pack.toml, or note in it that ``engine`` read clips too; all else in it stays."""
    if not path.exists():
        pauses = Pauses()
        text = (
            f"format = {FORMAT}\nname = {_quoted(path.absolute().parent.name)}\nrate = {LOWEST_RATE}\n"
            f"engine = {_quoted(engine)}\n\n"
            "# Seconds after the chime, between two sayings of a call, and between languages.\n[pauses]\n"
            f"chime = {pauses.chime}\nrepeat = {pauses.repeat}\nlanguage = {pauses.language}\n"
        )
        write_text(path, text)
    head = read_head(path)
    known = [] if again or not head.engine else head.engine.split(" + ")
    engines = " + ".join(dict.fromkeys([*known, *engine.split(" + ")]))
    if engines != head.engine:
        text = re.sub(r"^engine\s*=.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        write_text(path, f"engine = {_quoted(engines)}\n{text}")
    return read_head(path)


def write_agencies(path: Path, names: Mapping[str, str], grammars: Mapping[str, Grammar]) -> dict[str, ClipText]:
    """Add the agencies that are not in the file, as the language of their clips says them."""
    text = path.read_text(encoding="utf-8") if path.exists() else _AGENCIES_HEAD
    there = read_agencies(path)
    speaker = grammars[next(iter(grammars.values())).agencies]
    for agency, name in names.items():
        if agency not in there:
            text += f"{agency} = {{ name = {_quoted(name)}, text = {_quoted(spelled_out(name, speaker))} }}\n"
    write_text(path, text)
    return read_agencies(path)


def spelled_out(name: str, grammar: Grammar) -> str:
    """A name with its initials written as they are said: ``BPN Kendari`` is ``be pe en Kendari``.

    Capitals are initials when there are up to four of them, or when no vowel is among them; others are words (SAMSAT).
    """

    def letters(match: re.Match[str]) -> str:
        word = match[0]
        if len(word) > 4 and any(vowel in word for vowel in "AEIOU"):
            return word
        return " ".join(grammar.clips[grammar.letters[letter]].text for letter in word)

    return re.sub(r"\b[A-Z]{2,}\b", letters, name)


def write_clip(path: Path, rate: int, pcm: bytes) -> None:
    """Write a clip so that a build that is stopped leaves no half file behind its name."""
    part = path.with_suffix(".part")
    write_wave(part, rate, pcm)
    private.hand_over(part)
    part.replace(path)


def write_text(path: Path, text: str) -> None:
    """Write a text file of the pack. Raises VoiceError."""
    try:
        path.write_text(text, encoding="utf-8")
        private.hand_over(path)
    except OSError as error:
        raise VoiceError(f"{path} cannot be written: {error.strerror or error}.") from error


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
