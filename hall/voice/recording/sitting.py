"""A sitting at the microphone: which word is next, what is said of a take, and what is still to be done."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hall.errors import VoiceError
from hall.structure import HallStructure
from hall.voice import studio
from hall.voice.grammar import Clip
from hall.voice.new_pack import LANGUAGES, languages_of, make_folders, write_agencies, write_chime, write_head
from hall.voice.pack import AGENCIES_FILE, CHIME_FILE, PACK_FILE, bundled_folder, read_grammars
from hall.voice.recording.ear import Ear
from hall.voice.recording.judging import Finding, Grade, Judgement, Room, by_length, judged, room_of
from hall.voice.recording.prompts import Prompt, prompts_of
from hall.voice.recording.recordings import Recordings
from hall.voice.waves import read_wave

SPEAKER = "recorded"
"""What pack.toml says has read the clips."""


@dataclass(slots=True)
class Sitting:
    """One language of a pack while somebody records it. ``place`` is the index of the word that is next."""

    prompts: tuple[Prompt, ...]
    recordings: Recordings
    ear: Ear
    room: Room | None = None
    place: int = 0

    @property
    def prompt(self) -> Prompt | None:
        """The word that is next; None behind the last one."""
        return self.prompts[self.place] if self.place < len(self.prompts) else None

    @property
    def left(self) -> tuple[Prompt, ...]:
        """The words that are not recorded yet."""
        return tuple(one for one in self.prompts if not self.recordings.has(one.clip))

    def to_next(self) -> None:
        """Go to the next word that is not recorded; behind the last one when all are."""
        later = range(self.place, len(self.prompts))
        self.place = next((i for i in later if not self.recordings.has(self.prompts[i].clip)), len(self.prompts))

    def skip(self) -> None:
        """Leave this word for later."""
        self.place += 1
        self.to_next()

    def back(self) -> None:
        """Go to the word before this one, recorded or not."""
        self.place = max(0, self.place - 1)

    def know_room(self, silence: array[int]) -> Room:
        """Measure the room, and keep how it sounds. Raises VoiceError."""
        self.room = room_of(silence, self.recordings.rate)
        self.recordings.keep_room(self.prompts[0].clip.language, silence)
        return self.room

    def judge(self, prompt: Prompt, take: array[int]) -> Judgement:
        """What is wrong with a take of a word, and what was mended."""
        return self.heard(prompt, self.sound(prompt, take))

    def sound(self, prompt: Prompt, take: array[int]) -> Judgement:
        """What is wrong with the sound of a take, whatever word it is."""
        return judged(take, self.recordings.rate, room=self.room, phrase=prompt.phrase)

    def heard(self, prompt: Prompt, judgement: Judgement) -> Judgement:
        """The judgement, and whether it is the word that was asked for."""
        word = judgement.word
        if judgement.refused or word is None:
            return judgement
        usual = self.ear.expected_seconds(prompt.clip.name, prompt.text)
        judgement = judgement.with_finding(by_length(self.ear.seconds_of(word), usual))
        return judgement.with_finding(self._other_word(prompt, word))

    def accept(self, prompt: Prompt, take: array[int], word: array[int]) -> None:
        """Keep a take and its clip. Raises VoiceError."""
        self.recordings.keep(prompt.clip, take, word)
        self.ear.learn(prompt.clip.name, word)

    def doubts(self) -> dict[Prompt, Finding]:
        """Of all that is recorded, what may be another word: all takes together tell more than the first ones did."""
        found = {}
        words = self.recordings.words(prompt.clip for prompt in self.prompts)
        for prompt in self.prompts:
            word = words.get(prompt.clip)
            finding = self._other_word(prompt, word) if word is not None else None
            if finding is not None:
                found[prompt] = finding
        return found

    def _other_word(self, prompt: Prompt, word: array[int]) -> Finding | None:
        other = self.ear.other_word(prompt.clip.name, word)
        if not other:
            return None
        text = next((one.text for one in self.prompts if one.clip.name == other), other)
        return Finding("word", Grade.ASKED, f'It sounds more like "{text}": was it "{prompt.text}"?')


def open_sitting(folder: Path, language: str = "", *, structure: HallStructure | None = None) -> Sitting:
    """Make the pack in ``folder`` ready, or go on with it, in ``language`` or the pack's first one.

    Raises VoiceError when it cannot be written, or has no grammar for the language.
    """
    wanted = languages_of(folder, (language or _usual_language(folder),))
    make_folders(folder, wanted)
    head = write_head(folder / PACK_FILE, SPEAKER, again=False)
    write_chime(folder / CHIME_FILE, head.rate, again=False)
    grammars = read_grammars(folder)
    names = {agency.id: agency.name for agency in structure.agencies} if structure is not None else {}
    agencies = write_agencies(folder / AGENCIES_FILE, names, grammars)
    prompts = prompts_of(grammars[wanted[0]], agencies, structure)
    recordings = Recordings(folder, head.rate)
    sitting = Sitting(prompts, recordings, Ear(_references(recordings, prompts), head.rate))
    for clip, word in recordings.words(prompt.clip for prompt in prompts).items():
        sitting.ear.learn(clip.name, word)
    sitting.to_next()
    return sitting


def _usual_language(folder: Path) -> str:
    """The one that a pack is recorded in when nobody says another: Indonesian, else the pack's first."""
    there = [path.stem for path in sorted(folder.glob("*.toml")) if path.name not in (PACK_FILE, AGENCIES_FILE)]
    return LANGUAGES[0] if LANGUAGES[0] in there or not there else there[0]


def _references(recordings: Recordings, prompts: Sequence[Prompt]) -> Mapping[str, array[int]]:
    """Another voice's words: what an engine has read into the pack, else the program's own clips."""
    found: dict[str, array[int]] = {}
    for prompt in prompts:
        own = None if recordings.has(prompt.clip) else recordings.clip_file(prompt.clip)
        samples = _reference(own, recordings.rate) or _reference(bundled_clip(prompt.clip), recordings.rate)
        if samples:
            found[prompt.clip.name] = samples
    return found


def bundled_clip(clip: Clip) -> Path:
    """Where the program's own pack has a clip, if it has one."""
    return bundled_folder() / f"{clip}.wav"


def _reference(path: Path | None, rate: int) -> array[int] | None:
    if path is None or not path.exists():
        return None
    try:
        found, samples = read_wave(path)
    except VoiceError:
        return None
    return None if studio.is_silent(samples) else studio.resampled(studio.trimmed(samples, found), found, rate)
