"""``python -m tools.voice_ear``: how often the ear of ``hall voice record`` is wrong, measured by other voices.

English by flite's voices, which are cut or modelled from recordings of people, Indonesian by espeak-ng's (both by
apt-get). Each says all words of a language in a room with noise; then words are asked for while others are said.
Exit code 1 when more than 10 in 100 right words of any voice are doubted, 2 when a program is missing.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import wave
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hall.voice import studio
from hall.voice.engines import Espeak
from hall.voice.grammar import ClipText, SpeechSettings
from hall.voice.pack import read_grammars
from hall.voice.recording.ear import Ear
from hall.voice.recording.judging import by_length, judged
from hall.voice.recording.sitting import open_sitting
from hall.voice.waves import samples_of

_RATE = 22_050
_NOISE = 32_768 * 10 ** (-66 / 20)
_WRONG_EACH = 4
_MOST = 0.1


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice: flite's by its name, or espeak's by how it reads."""

    language: str
    flite: str = ""
    espeak: SpeechSettings | None = None

    @property
    def name(self) -> str:
        """What stands in the table."""
        return f"espeak-ng {self.espeak.voice}" if self.espeak is not None else f"flite {self.flite}"

    def read(self, line: ClipText, file: Path) -> None:
        """Say a line into a WAV file."""
        if self.espeak is not None:
            Espeak().read(ClipText(line.text, line.phonemes), self.espeak, file)
            return
        command = ["flite", "-voice", self.flite, "-t", line.text, "-o", str(file)]
        subprocess.run(command, check=True, capture_output=True)


SPEAKERS = (
    *(Speaker("en", flite=voice) for voice in ("slt", "rms", "awb", "kal16")),
    *(Speaker("id", espeak=SpeechSettings(f"id+{voice}", speed, 55)) for voice, speed in (
        ("m3", 150), ("f2", 150), ("klatt2", 170), ("f5", 130),
    )),
)  # fmt: skip


def _words(speaker: Speaker, lines: Mapping[str, ClipText], folder: Path) -> dict[str, array[int]]:
    """Every word as it is cut out of a take in a room."""
    chance = random.Random(1)
    file = folder / "spoken.wav"
    words = {}
    for name, line in lines.items():
        speaker.read(line, file)
        rate, samples = _samples(file)
        rest = array("h", bytes(2 * (_RATE // 2)))
        take = rest + studio.resampled(studio.trimmed(samples, rate), rate, _RATE) + rest
        noisy = array("h", [max(-32_768, min(32_767, round(one + chance.gauss(0, _NOISE)))) for one in take])
        word = judged(noisy, _RATE, phrase=True).word
        assert word is not None
        words[name] = word
    return words


def _samples(file: Path) -> tuple[int, array[int]]:
    """The rate and samples of any 16-bit mono WAV: flite's have 8,000 or 16,000 a second."""

    with wave.open(str(file), "rb") as source:
        return source.getframerate(), samples_of(source.readframes(source.getnframes()))


def _doubted(ear: Ear, name: str, text: str, word: array[int]) -> bool:
    long = by_length(ear.seconds_of(word), ear.expected_seconds(name, text)) is not None
    return long or bool(ear.other_word(name, word))


def measure(speaker: Speaker, folder: Path) -> tuple[int, int, int, int]:
    """How many right words were doubted, of how many; how many wrong ones, of how many."""
    sitting = open_sitting(folder / speaker.language, speaker.language)
    lines = read_grammars(folder / speaker.language)[speaker.language].clips
    words = _words(speaker, lines, folder)
    for name, word in words.items():
        sitting.ear.learn(name, word)
    right = sum(_doubted(sitting.ear, name, lines[name].text, word) for name, word in words.items())
    chance = random.Random(2)
    pairs = [(name, other) for name in words for other in chance.sample(sorted(words.keys() - {name}), _WRONG_EACH)]
    wrong = sum(_doubted(sitting.ear, name, lines[name].text, words[other]) for name, other in pairs)
    return right, len(words), wrong, len(pairs)


def main() -> int:
    """Measures every speaker and prints a table."""
    missing = [program for program in ("flite", "espeak-ng") if shutil.which(program) is None]
    if missing:
        print(f"missing: {', '.join(missing)}")
        return 2
    worst = 0.0
    print(f"{'SPEAKER':24} {'RIGHT, DOUBTED':>16} {'WRONG, FOUND':>16}")
    with tempfile.TemporaryDirectory(prefix="mpp-ear-") as scratch:
        for speaker in SPEAKERS:
            right, words, wrong, pairs = measure(speaker, Path(scratch))
            worst = max(worst, right / words)
            print(f"{speaker.name:24} {f'{right} of {words}':>16} {f'{wrong} of {pairs}':>16}", flush=True)
    return 1 if worst > _MOST else 0


if __name__ == "__main__":
    sys.exit(main())
