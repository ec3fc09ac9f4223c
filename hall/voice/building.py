"""Makes a voice pack: reads the texts of its grammars aloud with an engine, and prepares the clips to be joined."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hall import private
from hall.assets import asset
from hall.errors import VoiceError
from hall.voice import studio
from hall.voice.engines import Engine
from hall.voice.grammar import Clip, ClipText, Grammar, Pauses, agency_clip
from hall.voice.grammar_file import read_grammar
from hall.voice.pack import (
    AGENCIES_FILE,
    CHIME_FILE,
    FORMAT,
    PACK_FILE,
    PackHead,
    bundled_folder,
    clip_files,
    read_agencies,
    read_grammars,
    read_head,
)
from hall.voice.waves import LOWEST_RATE, pcm_of, read_wave, write_wave

LANGUAGES = ("id", "en")
_AGENCIES_HEAD = "# What is said for each agency, by its id in config.toml.\n"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: ``made`` clips, and ``kept`` ones that were there before."""

    folder: Path
    languages: tuple[str, ...]
    made: tuple[str, ...]
    kept: int


def build_pack(
    folder: Path,
    engine_for: Callable[[str], Engine],
    *,
    languages: Sequence[str] = (),
    agencies: Mapping[str, str] | None = None,
    again: bool = False,
) -> Built:
    """Fill ``folder`` with a pack; what a hall changed or recorded there stays, clips too unless ``again``.

    ``languages`` are those of the folder by default, else Indonesian and English; a language whose clips say the
    agencies' names comes along. ``agencies`` are ids with their names. Raises VoiceError.
    """
    wanted = _languages(folder, languages)
    engines = {language: engine_for(language) for language in wanted}
    names = " + ".join(dict.fromkeys(engine.name() for engine in engines.values()))
    _make_folders(folder, wanted)
    head = _write_head(folder / PACK_FILE, names, again)
    _write_chime(folder / CHIME_FILE, head.rate, again)
    grammars = read_grammars(folder)
    lines = _write_agencies(folder / AGENCIES_FILE, agencies or {}, grammars)
    work = _work(grammars, wanted, lines)
    files, _ = clip_files(folder, grammars)
    made = {clip: line for clip, line in work.items() if again or clip not in files}
    with tempfile.TemporaryDirectory(prefix="hall-voice-") as scratch:
        for number, (clip, line) in enumerate(made.items()):
            spoken = Path(scratch) / f"{number}.wav"
            engines[clip.language].read(line, grammars[clip.language].reading, spoken)
            _write(folder / f"{clip}.wav", head.rate, _prepared(spoken, clip, head.rate))
    return Built(folder, wanted, tuple(map(str, made)), len(work) - len(made))


def _work(
    grammars: Mapping[str, Grammar], wanted: Sequence[str], agencies: Mapping[str, ClipText]
) -> dict[Clip, ClipText]:
    """Every clip of the wanted languages with what is read for it."""
    work: dict[Clip, ClipText] = {}
    for language in wanted:
        work |= {Clip(language, name): line for name, line in grammars[language].clips.items()}
        if any(grammar.agencies == language for grammar in grammars.values()):
            work |= {agency_clip(language, agency): line for agency, line in agencies.items()}
    return work


def _languages(folder: Path, wanted: Sequence[str]) -> tuple[str, ...]:
    there = [path.stem for path in sorted(folder.glob("*.toml")) if path.name not in (PACK_FILE, AGENCIES_FILE)]
    first = list(dict.fromkeys(wanted)) or there or list(LANGUAGES)
    needed = [read_grammar(_grammar_source(folder, language)).agencies for language in first]
    return tuple(dict.fromkeys([*first, *needed]))


def _grammar_source(folder: Path, language: str) -> Path:
    for path in (folder / f"{language}.toml", bundled_folder() / f"{language}.toml"):
        if path.exists():
            return path
    raise VoiceError(
        f'There is no grammar for "{language}": write {folder / language}.toml after the model of id.toml, '
        f"or choose {', '.join(LANGUAGES)}."
    )


def _make_folders(folder: Path, languages: Sequence[str]) -> None:
    try:
        for language in languages:
            _make_folder(folder / language)
            if not (folder / f"{language}.toml").exists():
                shutil.copyfile(_grammar_source(folder, language), folder / f"{language}.toml")
                private.hand_over(folder / f"{language}.toml")
    except OSError as error:
        raise VoiceError(f"{folder} cannot be made: {error.strerror or error}.") from error


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it; what root makes is the owner's of the folder above."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        private.hand_over(folder)


def _write_chime(path: Path, rate: int, again: bool) -> None:
    if again or not path.exists():
        found, chime = read_wave(asset("sounds/chime.wav"))
        _write(path, rate, pcm_of(studio.resampled(chime, found, rate)))


def _write_head(path: Path, engine: str, again: bool) -> PackHead:
    """Make pack.toml, or note in it that ``engine`` read clips too; all else in it stays."""
    if not path.exists():
        pauses = Pauses()
        text = (
            f"format = {FORMAT}\nname = {_quoted(path.absolute().parent.name)}\nrate = {LOWEST_RATE}\n"
            f"engine = {_quoted(engine)}\n\n"
            "# Seconds after the chime, between two sayings of a call, and between languages.\n[pauses]\n"
            f"chime = {pauses.chime}\nrepeat = {pauses.repeat}\nlanguage = {pauses.language}\n"
        )
        _write_text(path, text)
    head = read_head(path)
    known = [] if again or not head.engine else head.engine.split(" + ")
    engines = " + ".join(dict.fromkeys([*known, *engine.split(" + ")]))
    if engines != head.engine:
        text = re.sub(r"^engine\s*=.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        _write_text(path, f"engine = {_quoted(engines)}\n{text}")
    return read_head(path)


def _write_agencies(path: Path, names: Mapping[str, str], grammars: Mapping[str, Grammar]) -> dict[str, ClipText]:
    """Add the agencies that are not in the file, as the language of their clips says them."""
    text = path.read_text(encoding="utf-8") if path.exists() else _AGENCIES_HEAD
    there = read_agencies(path)
    speaker = grammars[next(iter(grammars.values())).agencies]
    for agency, name in names.items():
        if agency not in there:
            text += f"{agency} = {{ name = {_quoted(name)}, text = {_quoted(spelled_out(name, speaker))} }}\n"
    _write_text(path, text)
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


def _prepared(spoken: Path, clip: Clip, rate: int) -> bytes:
    if not spoken.exists():
        raise VoiceError(f"{clip}: nothing came out; read it again.")
    found, samples = read_wave(spoken, f"{clip}, as it was read,")
    if studio.is_silent(samples):
        raise VoiceError(f"{clip}: what was read is silent; give it another text.")
    if found != rate:
        samples = studio.resampled(studio.trimmed(samples, found), found, rate)
    samples = studio.trimmed(samples, rate)
    return pcm_of(studio.softened(studio.levelled(samples, rate, tolerance=0), rate))


def _write(path: Path, rate: int, pcm: bytes) -> None:
    """Write a clip so that a build that is stopped leaves no half file behind its name."""
    part = path.with_suffix(".part")
    write_wave(part, rate, pcm)
    private.hand_over(part)
    part.replace(path)


def _write_text(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
        private.hand_over(path)
    except OSError as error:
        raise VoiceError(f"{path} cannot be written: {error.strerror or error}.") from error


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
