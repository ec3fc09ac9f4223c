"""Takes that were recorded elsewhere: a folder of WAV files with the clips' names, judged as if just spoken."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hall.errors import VoiceError
from hall.voice import studio
from hall.voice.recording.judging import Finding, Grade, Judgement
from hall.voice.recording.prompts import Prompt
from hall.voice.recording.recordings import ROOM
from hall.voice.recording.sitting import Sitting
from hall.voice.waves import read_wave


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one word: ``kept`` or not, and what was found of its take (none: there was no file)."""

    prompt: Prompt
    kept: bool
    findings: tuple[Finding, ...]
    there: bool = True


def take_in(sitting: Sitting, source: Path, asked: Callable[[Prompt, Judgement], bool]) -> Iterator[Outcome]:
    """Judge every file of ``source`` that has a word's name, and keep the good ones; of doubtful ones ``asked`` says
    whether to. ``room.wav``, when it is there, is the room without anybody. Raises VoiceError.

    All takes are looked at before the first is kept: they tell together how the speaker sounds.
    """
    rate = sitting.recordings.rate
    room = _file_of(source, sitting.prompts[0].clip.language, ROOM)
    if room is not None:
        sitting.know_room(_read(room, rate))
    sounds: dict[Prompt, tuple[array[int], Judgement]] = {}
    for prompt in sitting.prompts:
        file = _file_of(source, prompt.clip.language, prompt.clip.name)
        if file is not None:
            sounds[prompt] = _sound(sitting, prompt, file)
    for prompt, (_, judgement) in sounds.items():
        if judgement.word is not None and not judgement.refused:
            sitting.ear.learn(prompt.clip.name, judgement.word)
    for prompt in sitting.prompts:
        yield (
            _outcome(sitting, prompt, *sounds[prompt], asked) if prompt in sounds else Outcome(prompt, False, (), False)
        )


def _sound(sitting: Sitting, prompt: Prompt, file: Path) -> tuple[array[int], Judgement]:
    try:
        take = _read(file, sitting.recordings.rate)
    except VoiceError as error:
        return array("h"), Judgement((Finding("file", Grade.REFUSED, str(error)),), None)
    return take, sitting.sound(prompt, take)


def _outcome(
    sitting: Sitting,
    prompt: Prompt,
    take: array[int],
    judgement: Judgement,
    asked: Callable[[Prompt, Judgement], bool],
) -> Outcome:
    judgement = sitting.heard(prompt, judgement)
    kept = not judgement.refused and (not judgement.doubtful or asked(prompt, judgement))
    if kept and judgement.word is not None:
        sitting.accept(prompt, take, judgement.word)
    return Outcome(prompt, kept, judgement.findings)


def _file_of(source: Path, language: str, name: str) -> Path | None:
    """The file of a word, in the folder itself or in one of its language."""
    paths = (source / language / f"{name}.wav", source / f"{name}.wav")
    return next((path for path in paths if path.is_file()), None)


def _read(file: Path, rate: int) -> array[int]:
    found, samples = read_wave(file)
    return studio.resampled(samples, found, rate)
