"""Makes a voice pack: reads the texts of its grammars aloud with an engine, and prepares the clips to be joined."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hall.errors import VoiceError
from hall.voice import studio
from hall.voice.engines import Engine
from hall.voice.grammar import Clip, ClipText, Grammar, agency_clip
from hall.voice.new_pack import languages_of, make_folders, write_agencies, write_chime, write_clip, write_head
from hall.voice.pack import AGENCIES_FILE, CHIME_FILE, PACK_FILE, clip_files, read_grammars
from hall.voice.waves import pcm_of, read_wave


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
    wanted = languages_of(folder, languages)
    engines = {language: engine_for(language) for language in wanted}
    names = " + ".join(dict.fromkeys(engine.name() for engine in engines.values()))
    make_folders(folder, wanted)
    head = write_head(folder / PACK_FILE, names, again)
    write_chime(folder / CHIME_FILE, head.rate, again)
    grammars = read_grammars(folder)
    lines = write_agencies(folder / AGENCIES_FILE, agencies or {}, grammars)
    work = _work(grammars, wanted, lines)
    files, _ = clip_files(folder, grammars)
    made = {clip: line for clip, line in work.items() if again or clip not in files}
    with tempfile.TemporaryDirectory(prefix="hall-voice-") as scratch:
        for number, (clip, line) in enumerate(made.items()):
            spoken = Path(scratch) / f"{number}.wav"
            engines[clip.language].read(line, grammars[clip.language].reading, spoken)
            write_clip(folder / f"{clip}.wav", head.rate, _prepared(spoken, clip, head.rate))
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
