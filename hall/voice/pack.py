"""A voice pack: a folder of recorded clips with the grammars that order them, read once and kept in memory."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from hall.assets import asset
from hall.errors import VoiceError
from hall.folders import is_folder
from hall.voice import studio
from hall.voice.grammar import AGENCY, CHIME, Clip, ClipText, Grammar, Pauses
from hall.voice.grammar_file import LONGEST_PAUSE, read_grammar, read_toml
from hall.voice.waves import LOWEST_RATE, read_wave

FORMAT = 1
PACK_FILE, AGENCIES_FILE, CHIME_FILE = "pack.toml", "agencies.toml", "chime.wav"
SHORTEST = 0.03
"""Seconds: a clip must be longer than its two cross-fades."""


@dataclass(frozen=True, slots=True)
class PackHead:
    """What pack.toml says."""

    name: str
    rate: int
    engine: str
    pauses: Pauses


@dataclass(frozen=True, slots=True)
class Pack(PackHead):
    """A pack in memory.

    ``clips`` are ready to be joined, at ``rate`` samples a second; of those that cannot be used ``broken`` says why;
    ``stray`` are WAV files that no clip of a grammar has the name of; ``agencies`` are agency ids with what is said for
    them.
    """

    folder: Path
    grammars: Mapping[str, Grammar]
    agencies: Mapping[str, ClipText]
    clips: Mapping[Clip, array[int]]
    broken: Mapping[Clip, str]
    stray: tuple[str, ...]

    def grammar(self, language: str) -> Grammar:
        """The grammar of a language. Raises VoiceError when the pack does not speak it."""
        if language not in self.grammars:
            spoken = ", ".join(self.grammars)
            raise VoiceError(
                f'{self.folder} does not speak "{language}", only {spoken}: choose one, or add {language}.toml.'
            )
        return self.grammars[language]


def bundled_pack() -> Pack:
    """The program's own pack: Indonesian and English."""
    return load_pack(bundled_folder())


def bundled_folder() -> Path:
    """Where the program's own pack is."""
    return asset("voices/indonesia")


def load_pack(folder: Path) -> Pack:
    """Read a whole pack, trim its clips and make them equally loud.

    A clip that was not recorded or cannot be used is no reason to be silent: a call leaves it out and says so. Raises
    VoiceError when pack.toml or a grammar cannot be read, and when there are clips but none can be used.
    """
    if not is_folder(folder):
        raise VoiceError(f"{folder} is no folder: name a voice pack, which `hall voice build` makes.")
    head = read_head(folder / PACK_FILE)
    grammars = read_grammars(folder)
    agencies = read_agencies(folder / AGENCIES_FILE)
    files, stray = clip_files(folder, grammars)
    clips, broken = _prepared({CHIME: folder / CHIME_FILE, **files}, head.rate)
    if files and clips.keys() <= {CHIME}:
        raise VoiceError(f"no clip of {folder} can be used: {broken[next(iter(files))]}")
    return Pack(head.name, head.rate, head.engine, head.pauses, folder, grammars, agencies, clips, broken, stray)


def _prepared(files: Mapping[Clip, Path], rate: int) -> tuple[dict[Clip, array[int]], dict[Clip, str]]:
    """The clips of ``files``, ready to be joined, and what is wrong with the others."""
    clips: dict[Clip, array[int]] = {}
    broken: dict[Clip, str] = {}
    for clip, path in files.items():
        try:
            clips[clip] = _chime(path, rate) if clip == CHIME else _speech(path, rate)
        except VoiceError as error:
            broken[clip] = str(error)
    return clips, broken


def files_stamp(folder: Path) -> frozenset[tuple[str, int, int, int]]:
    """Another one when a file of the pack was written, added or taken away since: the names, sizes and times of its
    files, found in some milliseconds without reading any. Empty when nothing is there."""
    found: set[tuple[str, int, int, int]] = set()
    with suppress(OSError):  # a file or the disk went meanwhile: the next look sees something else
        for pattern in ("*.toml", "*.wav", "*/*.wav"):
            for path in folder.glob(pattern):
                status = path.stat()
                found.add((str(path), status.st_size, status.st_mtime_ns, status.st_ctime_ns))
    return frozenset(found)


def clip_files(folder: Path, grammars: Mapping[str, Grammar]) -> tuple[dict[Clip, Path], tuple[str, ...]]:
    """The files of a pack's recorded clips, agencies' names among them, and the WAV files that are no clip's."""
    files: dict[Clip, Path] = {}
    stray: list[str] = []
    for language, grammar in grammars.items():
        for path in sorted((folder / language).glob("*.[wW][aA][vV]")):
            if path.suffix == ".wav" and (path.stem in grammar.clips or path.stem.startswith(AGENCY)):
                files[Clip(language, path.stem)] = path
            else:
                stray.append(f"{language}/{path.name}")
    return files, tuple(stray)


def read_clip(path: Path, rate: int) -> array[int]:
    """A clip as it was recorded, at the pack's ``rate``. Raises VoiceError when it cannot be used."""
    found, samples = read_wave(path)
    if found != rate:
        raise VoiceError(
            f"{path} has {found} samples a second, but {PACK_FILE} says {rate}: all clips of a pack need the same rate."
        )
    if studio.is_silent(samples):
        raise VoiceError(f"{path} is silent: record it again, or delete it.")
    return samples


def read_head(path: Path) -> PackHead:
    """pack.toml, checked. Raises VoiceError."""
    data = read_toml(path)
    for key in data:
        if key not in ("format", "name", "rate", "engine", "pauses"):
            raise VoiceError(f"{path}: {key}: is not known; allowed: format, name, rate, engine, [pauses].")
    if data.get("format") != FORMAT:
        raise VoiceError(f"{path}: format: must be {FORMAT}: this program reads no other.")
    rate = data.get("rate")
    if type(rate) is not int or rate < LOWEST_RATE:
        raise VoiceError(f"{path}: rate: must be the samples a second of its clips, {LOWEST_RATE} or more.")
    for key in ("name", "engine"):
        if not isinstance(data.get(key, ""), str):
            raise VoiceError(f'{path}: {key}: must be a text in "quotes".')
    return PackHead(data.get("name", path.parent.name), rate, data.get("engine", ""), _pauses(path, data))


def _pauses(path: Path, data: Mapping[str, Any]) -> Pauses:
    written = data.get("pauses", {})
    names = [field.name for field in fields(Pauses)]
    for key in written:
        if key not in names:
            raise VoiceError(f"{path}: [pauses] {key}: is not known; allowed: {', '.join(names)}.")
        seconds = written[key]
        if type(seconds) not in (int, float) or not 0 <= seconds <= LONGEST_PAUSE:
            raise VoiceError(f"{path}: [pauses] {key}: must be seconds from 0 to {LONGEST_PAUSE:g}.")
    return Pauses(**written)


def read_grammars(folder: Path) -> dict[str, Grammar]:
    """The grammars of a pack by language. Raises VoiceError."""
    paths = sorted(path for path in folder.glob("*.toml") if path.name not in (PACK_FILE, AGENCIES_FILE))
    if not paths:
        raise VoiceError(f"{folder} has no grammar, such as id.toml: `hall voice build` writes one.")
    grammars = {path.stem: read_grammar(path) for path in paths}
    for grammar in grammars.values():
        if grammar.agencies not in grammars:
            path = folder / f"{grammar.language}.toml"
            raise VoiceError(f'{path}: agencies: "{grammar.agencies}" is none of {", ".join(grammars)}.')
    return grammars


def read_agencies(path: Path) -> dict[str, ClipText]:
    """Agency ids with what is said for them; none when the file is not there. Raises VoiceError."""
    if not path.exists():
        return {}
    lines = {}
    for agency, value in read_toml(path).items():
        line = {"text": value} if isinstance(value, str) else value
        known = isinstance(line, Mapping) and set(line) <= {"name", "text", "phonemes"} and line.get("text")
        if not known or not all(isinstance(text, str) for text in line.values()):
            raise VoiceError(f'{path}: {agency}: must be what is said for it, in "quotes".')
        lines[agency] = ClipText(**line)
    return lines


def _chime(path: Path, rate: int) -> array[int]:
    if not path.exists():
        raise VoiceError(f"{path} is missing: copy the chime of another pack, or build the pack again.")
    return _padded(studio.limited(read_clip(path, rate)), rate)


def _speech(path: Path, rate: int) -> array[int]:
    return _padded(studio.levelled(studio.trimmed(read_clip(path, rate), rate), rate), rate)


def _padded(samples: array[int], rate: int) -> array[int]:
    short = round(SHORTEST * rate) - len(samples)
    return samples + array("h", bytes(2 * short)) if short > 0 else samples
