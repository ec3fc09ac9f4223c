"""Says what a pack lacks for a hall, and what is wrong with its recordings."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from hall.errors import VoiceError
from hall.folders import is_folder
from hall.numbering import code_of
from hall.structure import HallStructure
from hall.voice import studio
from hall.voice.grammar import CALL, CHIME, RECALL, Clip, ClipText, Grammar, Utterance, agency_clip
from hall.voice.pack import (
    AGENCIES_FILE,
    CHIME_FILE,
    PACK_FILE,
    clip_files,
    read_agencies,
    read_clip,
    read_grammars,
    read_head,
)

LARGEST_NUMBER = 999
_FULL = 32_700
_QUIET = studio.LEVEL - 15
LONGEST_CLIP = 7.0
"""Seconds: a clip is a word, a phrase or a name; a longer one is another recording under its name. The phrase of an
evacuation takes a calm speaker up to six."""


@dataclass(frozen=True, slots=True)
class PackReport:
    """What was found of a pack.

    ``missing`` are clips that the hall's calls need, ``broken`` are sentences about files that cannot be used,
    ``remarks`` about what should be better. ``clips`` counts the recordings that are there.
    """

    clips: int
    missing: tuple[str, ...]
    broken: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether every call of the hall can be said."""
        return not self.missing and not self.broken


def check_pack(folder: Path, structure: HallStructure | None = None) -> PackReport:
    """Check a pack for the prefixes, counters and voice of a hall (its agencies where calls name them); without a hall,
    for all its clips.

    Raises VoiceError when pack.toml or a grammar cannot be read: then nothing can be said.
    """
    if not is_folder(folder):
        raise VoiceError(f"{folder} is no folder: name a voice pack, which `hall voice build` makes.")
    head = read_head(folder / PACK_FILE)
    grammars = read_grammars(folder)
    agencies = read_agencies(folder / AGENCIES_FILE)
    files, stray = clip_files(folder, grammars)
    remarks = [f"{name} is never said: no clip has this name." for name in stray]
    broken: list[str] = []
    for clip, path in {CHIME: folder / CHIME_FILE, **files}.items():
        try:
            remarks += _remarks(clip, read_clip(path, head.rate), head.rate)
        except VoiceError as error:
            broken.append(str(error))
    if structure is None:
        needed = [Clip(language, name) for language, grammar in grammars.items() for name in grammar.clips]
        needed += [agency_clip(grammar.agencies, agency) for grammar in grammars.values() for agency in agencies]
    else:
        spoken = [grammars[language] for language in structure.hall.voice.languages if language in grammars]
        needed = [clip for grammar in spoken for clip in needed_clips(grammar, structure)]
        broken += _wrong_for(structure, folder, grammars, agencies)
    missing = tuple(dict.fromkeys(str(clip) for clip in needed if clip not in files))
    return PackReport(len(files), missing, tuple(broken), tuple(remarks))


def _wrong_for(
    structure: HallStructure, folder: Path, grammars: Mapping[str, Grammar], agencies: Mapping[str, ClipText]
) -> Iterator[str]:
    if structure.hall.voice.agency:
        yield from _strangers(folder / AGENCIES_FILE, agencies, structure)
    for language in structure.hall.voice.languages:
        if language not in grammars:
            yield f"{folder / language}.toml is missing: the hall's calls are to be in this language."


def _strangers(path: Path, agencies: Mapping[str, ClipText], structure: HallStructure) -> Iterator[str]:
    """Agencies that have another name in this hall: the pack was made for another one."""
    for agency in structure.agencies:
        made_for = agencies[agency.id].name if agency.id in agencies else ""
        if made_for and made_for != agency.name:
            yield (
                f'{path}: {agency.id} says "{made_for}", but here its name is "{agency.name}": make a pack for this '
                "hall, or delete the line and its clip and build again."
            )


def needed_clips(grammar: Grammar, structure: HallStructure) -> Iterable[Clip]:
    """The clips of every call that the hall can make, each part of a call varied by itself."""
    form = structure.hall.voice
    prefixes = [service.prefix for service in structure.services] or ["A"]
    labels = [counter.label for counter in structure.counters] or ["1"]
    first = Utterance(code_of(prefixes[0], 1), labels[0])
    calls = (
        first,
        replace(first, kind=RECALL),
        *(replace(first, code=code_of(prefix, 1)) for prefix in prefixes),
        *(replace(first, code=code_of(prefixes[0], number)) for number in range(1, LARGEST_NUMBER + 1)),
        *(replace(first, counter=label) for label in labels),
        *(replace(first, kind=CALL, agency=agency.id) for agency in structure.agencies),
    )
    pieces = [*(piece for call in calls for piece in grammar.call(call, form)), *grammar.call(first, form, short=True)]
    return dict.fromkeys(piece for piece in pieces if isinstance(piece, Clip))


def _remarks(clip: Clip, samples: array[int], rate: int) -> list[str]:
    found = []
    seconds = len(samples) / rate
    if seconds > LONGEST_CLIP:
        found.append(
            f"{clip} lasts {seconds:.0f} s, and no clip needs more than {LONGEST_CLIP:.0f}: "
            "listen to it, and record it again."
        )
    if studio.peak(samples) >= _FULL:
        found.append(f"{clip} is at its loudest possible: record it again, softer.")
    elif studio.loudness(samples, rate) < _QUIET and clip != CHIME:
        found.append(f"{clip} is very quiet, and its noise is made louder with it: record it again, nearer.")
    return found
